"""From the paths a person names to the files in them."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from belanja.rules.decisions import RuleBroken

from .problems import BrokenFile


def display_name(path: Path) -> str:
    """The file's name without its folder, as text that can be stored whatever bytes it has on disk."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def discover(paths: Iterable[Path]) -> list[Path]:
    """Files named directly, and files in named folders at any depth, sorted within each; each file once.

    Hidden files, lock files of office programs, broken links and loops of links are passed over in folders.
    A path that does not exist is refused (`file_missing`).
    """
    files: list[Path] = []
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if not path.exists():
            message = f"{display_name(path) or path} tidak ditemukan. Periksa nama berkas atau foldernya."
            raise RuleBroken("file_missing", message)
        for file in _files(path, frozenset()) if path.is_dir() else [path]:
            identity = _identity(file)
            if identity not in seen:
                seen.add(identity)
                files.append(file)
    return files


def _files(folder: Path, above: frozenset[tuple[int, int]]) -> Iterator[Path]:
    identity = _identity(folder)
    if identity in above:
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: os.fsencode(entry.name))
    except OSError:
        problem = "folder ini tidak dapat dibuka."
        raise BrokenFile("file_unreadable", display_name(folder), problem, "Periksa hak aksesnya.") from None
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            yield from _files(entry, above | {identity})
        elif entry.is_file():
            yield entry


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino

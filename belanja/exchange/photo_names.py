"""Which photo of an archive belongs to which listing: by the article number in its name. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

#: What systems put beside the files of a person.
_REMNANTS = re.compile(r"(^|/)(__MACOSX(/|$)|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<stem>.+?)(?:\s*\((?P<a>\d{1,2})\)|[-_ ](?P<b>\d{1,2}))")
_UNSAFE = re.compile(r"[\\/:*?\"<>|\x00-\x1f]")


@dataclass(frozen=True)
class Named:
    """A file of the archive, the listing it is for (None: nobody has that number) and its place among its photos."""

    path: str
    offer_id: int | None
    order: int

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name


def is_remnant(path: str) -> bool:
    """Whether a file is a system's own and no photo of anybody."""
    return _REMNANTS.search(path) is not None


def goes_astray(path: str) -> bool:
    """Whether a name leads out of the archive, or pretends to."""
    return (
        not path
        or path.startswith(("/", "~"))
        or "\\" in path
        or ":" in path
        or any(not letter.isprintable() for letter in path)
        or ".." in PurePosixPath(path).parts
        or len(path) > 400
    )


def matched(paths: Iterable[str], numbers: Mapping[str, int]) -> list[Named]:
    """Each file with its listing: `A-12.jpg`, `A-12-2.jpg`, `A-12 (2).jpg`, in any folder. `numbers`: article number ->
    listing; signs that no file name can hold are written as `-`. In the order in which they are to be shown."""
    known = {_key(number): offer_id for number, offer_id in numbers.items()}
    found = []
    for path in paths:
        stem = PurePosixPath(path).stem.strip()
        offer_id, order = known.get(_key(stem)), 0
        if offer_id is None and (match := _NUMBERED.fullmatch(stem)):
            offer_id, order = known.get(_key(match["stem"])), int(match["a"] or match["b"])
        found.append(Named(path, offer_id, order))
    return sorted(found, key=lambda one: (one.offer_id is None, one.offer_id or 0, one.order, one.path))


def file_stem(number: str) -> str:
    """The name of a photo for an article number, without its ending."""
    return _UNSAFE.sub("-", number).strip(" .") or "barang"


def _key(number: str) -> str:
    return " ".join(file_stem(number).casefold().split())

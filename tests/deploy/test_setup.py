"""A missing prerequisite is named in one clear line, before anything is made."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from belanja.foundation.environment import source_root

_DEBIAN = "sudo apt-get install make python3-venv"


def _python(folder: Path, *, version_ok: bool, venv: bool) -> str:
    """A stand-in for an interpreter of an older system: it answers the two questions of the set-up."""
    script = folder / "python-tiruan"
    script.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        "  -V) echo Python 3.9.2 ;;\n"
        f"  *version_info*) exit {0 if version_ok else 1} ;;\n"
        f"  *ensurepip*) exit {0 if venv else 1} ;;\n"
        "  *) exit 99 ;;\n"
        "esac\n"
    )
    script.chmod(0o755)
    return str(script)


@pytest.mark.parametrize(
    ("case", "expected"),
    [("missing", _DEBIAN), ("old", "Python 3.9.2"), ("without venv", _DEBIAN)],
)
def test_what_is_missing_is_named_in_one_line(tmp_path: Path, case: str, expected: str) -> None:
    checkout = tmp_path / "check out"
    checkout.mkdir()
    shutil.copytree(source_root() / "deploy", checkout / "deploy")
    shutil.copy(source_root() / "Makefile", checkout)
    python = str(tmp_path / "tidak-ada")
    if case != "missing":
        python = _python(tmp_path, version_ok=case != "old", venv=case != "without venv")
    command = ["sh", "deploy/setup.sh", "base", ".venv/.stamp"]
    answer = subprocess.run(
        command, cwd=checkout, env={"PATH": os.environ["PATH"], "PYTHON": python}, capture_output=True, text=True
    )
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert expected in answer.stderr
    assert not (checkout / ".venv").exists()


def test_no_file_of_the_set_up_names_an_index() -> None:
    root = source_root()
    for path in [
        root / "Makefile",
        *(root / "deploy").iterdir(),
        *(root / "requirements").iterdir(),
        root / ".ci" / "run",
    ]:
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert "index-" + "url" not in text
            assert "--find-links" not in text
            assert "://" not in text, path


@pytest.mark.parametrize("name", ["base", "dev"])
def test_every_locked_requirement_carries_hashes(name: str) -> None:
    lines = (source_root() / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pins = [number for number, line in enumerate(lines) if "==" in line and not line.startswith((" ", "#"))]
    assert len(pins) > 10
    assert all("--hash=sha256:" in lines[number + 1] for number in pins)

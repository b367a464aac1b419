"""Files written for one test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from belanja.intake.readers import BrokenFile, Row, open_table

Write = Callable[[str, bytes | str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write("a.json", content)` puts a file into the test's own folder."""

    def put(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


@pytest.fixture
def rows_of(write: Write) -> Callable[..., list[Row]]:
    """All rows of a file with this name and content."""

    def read(name: str, content: bytes | str, **options: int) -> list[Row]:
        table = open_table(write(name, content), **options)
        assert table is not None
        return [row for batch in table.rows() for row in batch]

    return read


@pytest.fixture
def refusal_of(write: Write) -> Callable[..., BrokenFile]:
    """The refusal that reading a file with this name and content ends in."""

    def refuse(name: str, content: bytes | str, **options: int) -> BrokenFile:
        with pytest.raises(BrokenFile) as refused:
            table = open_table(write(name, content), **options)
            assert table is not None
            for _ in table.rows():
                pass
        broken = refused.value
        assert broken.status == 422
        assert broken.message.startswith(f"Berkas {name}: ")
        assert broken.message.endswith(".")
        return broken

    return refuse

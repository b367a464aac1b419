"""Finding files, recognising them by content, and noticing that they change."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from belanja.intake.readers import BrokenFile, discover, open_table
from belanja.rules.decisions import RuleBroken
from prove.hostile_files import valid_files, workbook, zipped

VALID = valid_files()


def test_folders_are_searched_to_the_bottom_and_each_file_comes_once(tmp_path: Path) -> None:
    for name in ("b/z.json", "b/a.csv", "a.json", ".hidden/x.json", "b/.hidden.json", "b/~$lock.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("[]")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    (tmp_path / "b" / "broken").symlink_to(tmp_path / "nowhere")
    (tmp_path / "b" / "same.json").symlink_to(tmp_path / "a.json")
    found = discover([tmp_path / "b" / "z.json", tmp_path])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["b/z.json", "a.json", "b/a.csv"]


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match=r"tidak ada\.json tidak ditemukan") as refused:
        discover([tmp_path / "tidak ada.json"])
    assert refused.value.code == "file_missing"


@pytest.mark.parametrize("name", sorted(VALID))
@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_the_content_decides(write: Callable[..., Path], name: str, ending: str) -> None:
    if not ending and name.endswith(".csv"):
        pytest.skip("text without any ending may be anything")
    right = open_table(write(name, VALID[name]))
    table = open_table(write(f"wrong{ending}", VALID[name]))
    assert table is not None
    assert right is not None
    assert (table.kind, list(table.rows())) == (right.kind, list(right.rows()))
    assert sum(len(batch) for batch in table.rows()) in (10, 60)
    assert table.sha256 == hashlib.sha256(VALID[name]).hexdigest()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7"),
        ("a.md", b"# a, b\n1, 2\n"),
        ("a.png", b"\x89PNG"),
        ("a.txt", b"Halo, Ibu\n\nSalam"),
        ("a.txt", b"\0\1,\2"),
        ("LICENSE", b"a,b\n1,2\n"),
        ("a.geojson", b"{}"),
        ("a.docx", zipped({"word/x.xml": b""})),
        ("a.pdf", b""),
        ("a.zip", b"PK\x03\x04"),
    ],
)
def test_what_is_no_table_is_passed_over(write: Callable[..., Path], name: str, content: bytes) -> None:
    assert open_table(write(name, content)) is None


def test_a_workbook_under_an_unknown_ending_is_found(write: Callable[..., Path]) -> None:
    table = open_table(write("unduhan.bin", workbook([{"a": 1, "b": 2}])))
    assert table is not None
    assert table.kind == "xlsx"


def test_a_file_that_changes_while_it_is_read_is_refused(write: Callable[..., Path]) -> None:
    path = write("a.json", "[" + ",".join('{"a": 1}' for _ in range(100)) + "]")
    table = open_table(path)
    assert table is not None
    batches = table.rows(batch=10)
    next(batches)
    path.write_text("[]")
    with pytest.raises(BrokenFile, match="berubah"):
        list(batches)
    with pytest.raises(BrokenFile, match="berubah"):
        _ = table.sha256


def test_what_is_no_plain_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    for path in (tmp_path / "pipe.json", tmp_path, tmp_path / "missing.json"):
        with pytest.raises(BrokenFile) as refused:
            open_table(path)
        assert refused.value.code == "file_unreadable"


def test_a_name_that_is_not_text_can_still_be_shown(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.json"))
    path.write_text("[{]")
    with pytest.raises(BrokenFile) as refused:
        open_table(path)
    assert refused.value.message.encode().startswith("Berkas caf\ufffd.json:".encode())


def test_no_file_stays_open(write: Callable[..., Path]) -> None:
    before = os.listdir("/proc/self/fd")
    for name, content in VALID.items():
        table = open_table(write(name, content))
        assert table is not None
        next(iter(table.rows(batch=1)))
        table.close()
    assert len(os.listdir("/proc/self/fd")) == len(before)

"""Valid files of every format, known attacks, and a way to damage files at random: food for prove.hostile."""

import io
import json
import random
import struct
import tempfile
import zipfile
import zlib
from pathlib import Path

import duckdb
import xlsxwriter

_SHEET_PART = "xl/worksheets/sheet1.xml"
_TOKENS = (
    *(
        b"NaN",
        b"-Infinity",
        b"1e999999999",
        b"0." + b"3" * 80,
        b"9" * 5000,
        b"null",
        b"{}",
        b"[]",
        b'"',
        b"'",
    ),
    *(
        b"\\",
        b"\\u0000",
        b"\\ud800",
        b"\\ud83d\\ude00",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xf0\x9f\x98\x80",
    ),
    *(
        b"[" * 3000,
        b'{"a":' * 3000,
        b",",
        b";",
        b"\t",
        b"\r\n",
        b"\r",
        b"<f>1+1</f>",
        b'<!DOCTYPE a SYSTEM "b">',
    ),
    *(
        b'<c r="XFD1048576"><v>1</v></c>',
        b"PK\x03\x04",
        b"PAR1",
        b"\x7f\xff\xff\xff\xff",
        b"_x0000_",
        b"&#0;",
    ),
)


def sample_rows(count: int, seed: int = 1) -> list[dict[str, object]]:
    """Invented rows with the kinds of values that feeds have, awkward ones included."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    names = (
        "Kursi kantor",
        "Beras 5 kg; premium",
        'Monitor 24"',
        "Pengadaan\nbaris dua",
        "Kopi — biji",
        "😀 cetak",
    )
    return [
        {
            "kd_rup": 50_000_000 + number,
            "nama_paket": chance.choice(names),
            "pagu": chance.randrange(10**11),
            "status_pdn": chance.choice(("PDN", "Non-PDN", None)),
            "aktif": chance.random() < 0.9,
            "tanggal": f"2025-{chance.randrange(1, 13):02}-01",
        }
        for number in range(count)
    ]


def valid_files() -> dict[str, bytes]:
    """One small valid file of each format and shape, by name."""
    rows = sample_rows(60)
    text = json.dumps(rows)
    meta = '{"has_more": true, "cursor": "eyJpZCI6MX0="}'
    return {
        "list.json": text.encode(),
        "bom.json": b"\xef\xbb\xbf" + json.dumps(rows, ensure_ascii=False, indent=2).encode(),
        "utf16.json": json.dumps(rows[:10], ensure_ascii=False).encode("utf-16"),
        "before.json": f'{{"success": true, "meta": {meta}, "data": {text}}}'.encode(),
        "after.json": f'{{"data": {text}, "meta": {meta}, "error": {{"code": "000"}}}}'.encode(),
        "comma.csv": _csv(rows, ",").encode(),
        "semicolon.csv": b"\xef\xbb\xbf" + _csv(rows, ";").replace("\n", "\r\n").encode(),
        "workbook.xlsx": workbook(rows),
        "rows.parquet": _parquet(rows),
    }


def _csv(rows: list[dict[str, object]], delimiter: str) -> str:
    def cell(value: object) -> str:
        return '"' + str("" if value is None else value).replace('"', '""') + '"'

    lines = [
        delimiter.join(rows[0]),
        *(delimiter.join(cell(value) for value in row.values()) for row in rows),
    ]
    return "\n".join(lines) + "\n"


def workbook(rows: list[dict[str, object]]) -> bytes:
    """A plain workbook with a header row."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Data")
    sheet.write_row(0, 0, list(rows[0]))
    for place, row in enumerate(rows, start=1):
        sheet.write_row(place, 0, list(row.values()))
    book.close()
    return held.getvalue()


def _parquet(rows: list[dict[str, object]]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="belanja-") as folder, duckdb.connect() as connection:
        source, target = Path(folder) / "rows.json", Path(folder) / "rows.parquet"
        source.write_text(json.dumps(rows), encoding="utf-8")
        connection.execute(
            f"COPY (SELECT *, pagu / 3.0::DOUBLE AS nilai FROM '{source}') TO '{target}' (FORMAT parquet)"  # noqa: S608
        )
        return target.read_bytes()


def zipped(parts: dict[str, bytes]) -> bytes:
    """These parts as a ZIP."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A workbook with the first `old` in one part replaced."""
    parts = unzipped(data)
    if old not in parts[name]:
        raise ValueError(f"{name} does not hold {old!r}")
    return zipped(parts | {name: parts[name].replace(old, new, 1)})


def lying_zip(data: bytes) -> bytes:
    """A workbook whose sheet unpacks to far more than its directory says, with a checksum to match."""
    parts = unzipped(data)
    sheet = parts[_SHEET_PART]
    honest = zipped(parts | {_SHEET_PART: sheet + b" " * 60_000_000})
    size, check = (
        struct.pack("<L", len(sheet) + 60_000_000),
        struct.pack("<L", zlib.crc32(sheet + b" " * 60_000_000)),
    )
    lie_size, lie_check = struct.pack("<L", len(sheet)), struct.pack("<L", zlib.crc32(sheet))
    return honest.replace(size, lie_size).replace(check, lie_check)


def attacks() -> dict[str, bytes]:
    """Files made to break a reader. Each must be refused, or read without harm."""
    book = workbook(sample_rows(5))
    cell = b'<c r="A1"'
    return {
        "deep_list.json": b"[" * 200_000,
        "deep_object.json": b'[{"a":' * 200_000,
        "digits.json": b'[{"pagu": ' + b"9" * 100_000 + b"}]",
        "exponent.json": b'[{"pagu": 1e999999999}]',
        "long_string.json": b'[{"a": "' + b"x" * 30_000_000,
        "long_line.csv": b"a,b\n" + b"x" * 30_000_000,
        "open_quote.csv": b'a,b\n1,"' + b"x\n" * 10_000_000,
        "many_columns.csv": b",".join(b"k%d" % number for number in range(50_000)) + b"\n",
        "bomb.xlsx": with_part(book, _SHEET_PART, b"</worksheet>", b" " * 200_000_000 + b"</worksheet>"),
        "lying.xlsx": lying_zip(book),
        "entries.xlsx": zipped({f"xl/part{number}.xml": b"" for number in range(6_000)}),
        "far_cell.xlsx": with_part(book, _SHEET_PART, cell, b'<c r="XFD1048576"/>' + cell),
        "far_quoted.xlsx": with_part(book, _SHEET_PART, cell, b"<c\tr = 'XFD1048576'/>" + cell),
        "dtd.xlsx": with_part(book, "xl/workbook.xml", b"<workbook", b'<!DOCTYPE x SYSTEM "y"><workbook'),
        "formula.xlsx": with_part(book, _SHEET_PART, b"<v>", b"<f>1+1</f><v>"),
        "macro.xlsx": zipped(unzipped(book) | {"xl/vbaProject.bin": b"x"}),
        "second_directory.xlsx": book + book,
        "not_really.parquet": b"PAR1" + b"\0" * 50 + struct.pack("<L", 0x7FFFFFFF) + b"PAR1",
    }


def damaged(chance: random.Random, name: str, data: bytes, others: list[bytes]) -> bytes:
    """The file with a few random wounds. Workbooks are half of the time wounded inside, under a sound ZIP."""
    if name.endswith(".xlsx") and chance.random() < 0.6:
        parts = unzipped(data)
        part = chance.choice([_SHEET_PART, "xl/sharedStrings.xml", "xl/workbook.xml", *parts])
        return zipped(parts | {part: damaged(chance, "", parts[part], others)})
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        data = _wound(chance, data, others)
    return data


def _wound(chance: random.Random, data: bytes, others: list[bytes]) -> bytes:
    place = chance.randrange(len(data) + 1)
    length = chance.choice((1, 1, 2, 4, 16, 200))
    kind = chance.randrange(8)
    if kind == 0:
        return data[:place]
    if kind == 1:
        return data[:place] + data[place + length :]
    if kind == 2:
        return data[: place + length] + data[place:]
    if kind == 3:
        return data[:place] + chance.randbytes(length) + data[place + length :]
    if kind == 4:
        other = chance.choice(others)
        return data[:place] + other[chance.randrange(len(other)) :]
    if kind == 5:
        return (
            data[:place]
            + bytes(value ^ 1 << chance.randrange(8) for value in data[place : place + 1])
            + data[place + 1 :]
        )
    token = chance.choice(_TOKENS)
    return data[:place] + token + data[place + (length if kind == 6 else 0) :]

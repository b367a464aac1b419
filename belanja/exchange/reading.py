"""Reading an uploaded sheet: its headings and what they mean, its rows as columns of ours."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath

from belanja.intake.readers import BrokenFile, Table, open_table
from belanja.rules.decisions import RuleBroken
from belanja.rules.headings import likeness, tidied

from .cells import Raw
from .layout import IDENTITY, Layout
from .models import SheetHeading

#: Rows of one sheet, and bytes of its file.
MOST_ROWS = 20_000
LARGEST = 20 * 1024 * 1024
#: Rows times columns, empty ones included; a sheet of ours has about eighty columns.
_CELLS = 3_000_000
_SAMPLES = 3
#: A heading must be this much alike to be suggested.
_ALIKE = 0.5
_IDENTITY = re.compile(r"B(\d{1,12})-(\d{1,6})")
#: How firms call our columns in sheets of their own.
_OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "number": ("kode barang", "sku", "no artikel", "kode produk", "kode", "nomor"),
    "name": ("nama barang", "nama", "produk", "barang", "item"),
    "brand": ("merk", "brand"),
    "model": ("type", "seri"),
    "description": ("deskripsi", "keterangan", "spesifikasi"),
    "gtin": ("barcode", "ean", "upc"),
    "unit": ("satuan", "uom"),
    "pack_size": ("isi", "isi kemasan"),
    "price": ("harga", "harga satuan", "harga jual", "harga rp"),
    "stock": ("stok barang", "jumlah stok", "qty", "persediaan"),
    "lead_days": ("lama kirim", "waktu kirim"),
    "serves": ("wilayah", "wilayah kirim", "daerah"),
    "freight": ("ongkir",),
    "origin": ("asal",),
    "role": ("jenis usaha",),
    "maker": ("produsen", "pabrik"),
    "valid_to": ("masa berlaku",),
}


def kind_of(name: str) -> str:
    """`xlsx` or `csv` by the file's ending. RuleBroken 422 for anything else, with what to do."""
    ending = PurePath(name).suffix.lower()
    if ending in (".xlsx", ".csv"):
        return ending[1:]
    if ending in (".xlsm", ".xltm"):
        raise RuleBroken("sheet_macros", f"Berkas {_shown(name)} dapat memuat makro, yang tidak diterima. Simpan "
                         "ulang sebagai .xlsx biasa, lalu unggah lagi.")  # fmt: skip
    raise RuleBroken("sheet_kind", f"Berkas {_shown(name)} bukan XLSX atau CSV. Buka di aplikasi lembar kerja, simpan "
                     "sebagai .xlsx, lalu unggah lagi.")  # fmt: skip


def _shown(name: str) -> str:
    return "".join(letter for letter in PurePath(name).name[-80:] if letter.isprintable()) or "ini"


@contextmanager
def opened(content: bytes, name: str) -> Iterator[Table]:
    """The sheet as a table. RuleBroken 422 for whatever cannot be read, names the file, the place and what to do."""
    with tempfile.TemporaryDirectory(prefix="belanja-lembar-") as folder:
        place = Path(folder) / f"lembar.{kind_of(name)}"
        place.write_bytes(content)
        try:
            table = open_table(place, cells=_CELLS)
            if table is None or table.empty or table.not_a_table:
                raise RuleBroken("sheet_empty", f"Berkas {_shown(name)} tidak memuat baris barang. Isi satu baris "
                                 "untuk setiap barang di bawah judul kolom.")  # fmt: skip
            with table:
                yield table
        except BrokenFile as broken:
            told = broken.message.replace(f"Berkas {place.name}:", f"Berkas {_shown(name)}:")
            raise RuleBroken(broken.code, told) from None


def headings(table: Table, layout: Layout, *, firm_id: int) -> list[dict[str, object]]:
    """Every heading with samples and the key of the column it means (empty: none). `ours`: it is our own title;
    `known`: that, or what the firm has explained before. The rest is a suggestion to be looked over."""
    names = list(table.columns)
    titles = {tidied(column.title): column.key for column in layout.columns}
    remembered = dict(
        SheetHeading.objects.filter(firm=firm_id, heading__in=[tidied(name) for name in names]).values_list(
            "heading", "key"
        )
    )
    sure: dict[str, str] = {}
    for name in names:
        key = titles.get(tidied(name), remembered.get(tidied(name)))
        if key is not None and (key == "" or (key in layout.by_key and key not in sure.values())):
            sure[name] = key
    guessed = _suggested([name for name in names if name not in sure], layout, set(sure.values()))
    head = table.peek(25)
    found = []
    for name in names:
        samples = [" ".join(str(row[name]).split())[:60] for row in head if row.get(name) not in (None, "")]
        found.append(
            {
                "name": name,
                "samples": list(dict.fromkeys(samples))[:_SAMPLES],
                "key": sure.get(name, guessed.get(name, "")),
                "known": name in sure,
                "ours": tidied(name) in titles and name in sure,
            }
        )
    return found


def _suggested(names: list[str], layout: Layout, taken: set[str]) -> dict[str, str]:
    known = {
        tidied(word): column.key
        for column in layout.read
        if column.key not in taken
        for word in (column.title, *_OTHER_NAMES.get(column.key, ()))
    }
    scored = sorted(
        ((likeness(tidied(name), word), name, key) for name in names for word, key in known.items()),
        key=lambda row: (-row[0], names.index(row[1])),
    )
    found: dict[str, str] = {}
    for score, name, key in scored:
        if score >= _ALIKE and name not in found and key not in found.values():
            found[name] = key
    return found


def check_meanings(meanings: Mapping[str, str], layout: Layout) -> None:
    """Whether these columns make a sheet of listings. RuleBroken 422 with what is missing or double."""
    given = [key for key in meanings.values() if key]
    double = sorted(key for key in set(given) if given.count(key) > 1)
    if double:
        raise RuleBroken("heading_double", f"Hanya satu kolom dapat berarti {layout.by_key[double[0]].heading}.")
    if not {"name", "number", IDENTITY} & set(given):
        raise RuleBroken("heading_missing", "Tunjukkan kolom nama produk atau nomor artikel.")
    if not [key for key in given if key != IDENTITY and not layout.by_key[key].locked]:
        raise RuleBroken("heading_missing", "Tidak ada kolom yang berisi keterangan barang.")


def rows(table: Table, meanings: Mapping[str, str]) -> Iterator[tuple[int, dict[str, Raw]]]:
    """Line number and cells by column key. RuleBroken 422 beyond MOST_ROWS."""
    where = {name: key for name, key in meanings.items() if key}
    count = 0
    for place, row in table.numbered():
        given = {key: row.get(name) for name, key in where.items()}
        if all(value in (None, "") for value in given.values()):
            continue
        count += 1
        if count > MOST_ROWS:
            raise RuleBroken("sheet_too_long", f"Lembar ini lebih dari {MOST_ROWS // 1000}.000 baris. Bagi menjadi "
                             "beberapa lembar, lalu unggah satu per satu.")  # fmt: skip
        yield place, given


def identity(raw: Raw) -> tuple[int, int] | None:
    """Listing and version of a row downloaded from here; None where the cell is empty. ValueError for a code that
    was changed."""
    words = str(raw or "").strip()
    if not words:
        return None
    match = _IDENTITY.fullmatch(words)
    if match is None:
        raise ValueError
    return int(match[1]), int(match[2])


def identity_of(offer_id: int, version: int) -> str:
    """What stands in the first column of a sheet."""
    return f"B{offer_id}-{version}"

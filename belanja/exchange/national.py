"""A listing as the national catalogue asks for it: fields in its order, and what would be turned down there. Pure.

The order follows the form of Katalog v6 for providers; the checks follow the reasons for which it turns products down:
KBLI that does not match the category, a missing photo, a certificate on an imported product.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from belanja.rules.kbli import covers, is_code
from belanja.rules.listing_content import Content
from belanja.rules.listings import ClaimKind, Origin

from . import cells
from .layout import Layout, Value
from .told import told

#: Groups of the form, and the columns of ours in the order in which it asks for them; `@` is told by something else.
_ORDER: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Identitas produk", ("name", "brand", "maker", "number", "role", "@category", "kbki", "@kbli", "gtin")),
    ("Deskripsi", ("model", "variant", "attributes.", "unit", "pack_size", "base_unit", "description", "@photos")),
    ("Harga", ("price", "tax_basis", "tax_percent", "tier2.", "tier3.", "least_order", "freight_rule", "freight",
               "price.", "freight.")),
    ("Produk dalam negeri", ("origin", "made_in", "claims.tkdn.", "claims.bmp.", "claims.siinas.")),
    ("Kepatuhan", ("claims.sni.", "claims.izin_edar.", "claims.halal.")),
    ("Pasokan", ("stock", "monthly_capacity", "lead_days", "serves", "warranty_months", "valid_to")),
)  # fmt: skip


@dataclass(frozen=True)
class Thing:
    """What is known of one listing. `category`: levels 1 to 3 of its etalase; `kbki`: leading digits of the etalase's
    codes; `kbli`: the firm's trades; `photos`: names of its files in the pack."""

    content: Content
    layout: Layout
    category: Sequence[str]
    kbki: Sequence[str]
    kbli: Sequence[str]
    photos: Sequence[str]


@dataclass(frozen=True)
class Entry:
    """One field of the form: what to fill in, empty where the listing does not state it."""

    label: str
    value: str


@dataclass(frozen=True)
class Check:
    """`passes` None: it cannot be told here, look yourself."""

    label: str
    passes: bool | None
    words: str


def entries(thing: Thing) -> list[tuple[str, list[Entry]]]:
    """The form's groups with their fields, in its order."""
    values = told(thing.content, thing.layout)
    return [(group, list(_entries(thing, keys, values))) for group, keys in _ORDER]


def _entries(thing: Thing, keys: Sequence[str], values: Mapping[str, Value]) -> Iterator[Entry]:
    columns = thing.layout.by_key
    for key in keys:
        if key == "@category":
            for level, name in enumerate(thing.category, start=1):
                yield Entry(f"Kategori tingkat {level}", name)
        elif key == "@kbli":
            yield Entry("KBLI usaha", ", ".join(thing.kbli))
        elif key == "@photos":
            yield Entry("Foto", ", ".join(thing.photos))
        elif key.endswith("."):
            for name, column in columns.items():
                if name.startswith(key) and (key == "attributes." or values[name] is not None):
                    yield Entry(column.heading, _written(thing, name, values))
        else:
            yield Entry(columns[key].heading, _written(thing, key, values))


def _written(thing: Thing, key: str, values: Mapping[str, Value]) -> str:
    value = values[key]
    return "" if value is None else cells.in_words(thing.layout.by_key[key], value, thing.layout)


def checks(thing: Thing) -> list[Check]:
    """What the national catalogue looks at first, and how this listing fares."""
    content = thing.content
    return [_category(thing), _kbki(thing), _kbli(thing), _photos(thing), *_certificates(content), _basics(content)]


def _category(thing: Thing) -> Check:
    if len(thing.category) == 3:
        return Check("Kategori", True, " › ".join(thing.category))
    return Check(
        "Kategori", None, "Etalase ini belum dipetakan ke tiga tingkat kategori nasional; pilih sendiri di sana."
    )


def _kbki(thing: Thing) -> Check:
    code = thing.content.kbki
    if not code:
        return Check("KBKI", False, "Kode KBKI belum diisi.")
    if thing.kbki and not any(code.startswith(one) for one in thing.kbki):
        return Check("KBKI", False, f"Kode {code} bukan milik etalase ini, yang diawali {' atau '.join(thing.kbki)}.")
    return Check("KBKI", True, code)


def _kbli(thing: Thing) -> Check:
    """Coarse: by divisions alone (rules.kbli); the official correspondence is not held here."""
    if not [code for code in thing.kbli if is_code(code)]:
        return Check("KBLI", False, "KBLI usaha belum diisi di data usaha.")
    found = covers(thing.kbli, [thing.content.kbki or next(iter(thing.kbki), "")])
    if found is None:
        return Check("KBLI", None, "Tidak dapat dibandingkan tanpa kode KBKI.")
    if found:
        return Check("KBLI", True, f"KBLI {', '.join(thing.kbli)} lazim menjual barang ini.")
    return Check(
        "KBLI", False, f"KBLI {', '.join(thing.kbli)} tidak lazim untuk barang ini; tambahkan yang sesuai di OSS."
    )


def _photos(thing: Thing) -> Check:
    if thing.photos:
        return Check("Foto", True, f"{len(thing.photos)} foto JPEG, paling sedikit 300 titik.")
    return Check("Foto", False, "Belum ada foto; katalog nasional mewajibkannya.")


def _certificates(content: Content) -> Iterator[Check]:
    tkdn = next((one for one in content.claims if one.kind == ClaimKind.TKDN), None)
    if tkdn is None:
        return
    if content.origin == Origin.IMPORT.value:
        yield Check("TKDN", False, "Produk impor tidak dapat memuat sertifikat TKDN.")
    elif not tkdn.number or not tkdn.owner or tkdn.valid_to is None:
        yield Check("TKDN", False, "Lengkapi nomor, pemilik, dan masa berlaku sertifikatnya.")
    else:
        yield Check("TKDN", True, f"Sertifikat {tkdn.number}; akan dikurasi tersendiri di sana.")


_NEEDED: Final = (
    ("name", "nama"), ("brand", "merek"), ("role", "jenis usaha"), ("unit", "satuan"), ("origin", "asal barang"),
    ("prices", "harga"), ("serves", "wilayah jual"),
)  # fmt: skip


def _basics(content: Content) -> Check:
    missing = [word for name, word in _NEEDED if not getattr(content, name)]
    if missing:
        return Check("Isian wajib", False, f"Belum diisi: {', '.join(missing)}.")
    return Check("Isian wajib", True, "Lengkap.")


def ready(found: Sequence[Check]) -> bool:
    """Nothing is known that would be turned down."""
    return not any(one.passes is False for one in found)

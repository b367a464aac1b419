"""What a listing still lacks before it may be submitted, each with the exact fix. Pure: the same answer on the form,
in the spreadsheet and in the service."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from .attributes import Attribute, misfits
from .licences import Missing
from .listing_content import LEAST_KBKI, Content
from .listings import ClaimKind, Freight, Origin, SellerRole, TaxBasis
from .measures import WORDS

#: The field of a finding about the firm's licences: no field of the listing, a page of its own.
LICENCES = "licences"


class Severity(StrEnum):
    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True)
class Finding:
    """`field`: name in `Content`, or `attributes.<key>`; `fix`: what to do, as an instruction."""

    field: str
    severity: Severity
    message: str
    fix: str


@dataclass(frozen=True)
class Shelf:
    """What the checks need to know of the etalase and of the government's regions."""

    schema: Sequence[Attribute] = ()
    roles: Collection[str] = ()
    kbki: Collection[str] = ()
    regions: Mapping[str, str] = field(default_factory=dict)
    """Kabupaten/kota of the installation: code and name."""
    by_region: bool = False
    """Prices go by kabupaten/kota."""
    open: bool = True
    former: Collection[str] = ()
    """Keys that earlier versions of its schema asked for: what a listing says of them is no mistake of its firm."""
    lacking: Sequence[Missing] = ()
    """Licences that it asks for and the firm does not hold today."""
    refuses_unlicensed: bool = False
    """Without them nothing is submitted; else it is shown and waits for them."""
    withholds_unlicensed: bool = True
    """Without them nothing is sold."""
    collects_vat: bool = True
    """The firm may be PKP; a firm that is confirmed as none names no PPN."""


def check(
    content: Content, shelf: Shelf, *, on: date, least_price: Decimal = Decimal(0), first: bool = True
) -> list[Finding]:
    """Everything that is amiss, in the order of the form. Only `BLOCK` keeps a listing from being submitted. `first`:
    it was never submitted yet; what was is not blocked for the price class of its shelf."""
    found: list[Finding] = []
    if not shelf.open:
        found.append(_block("etalase", "Etalase ini tidak menerima penawaran baru.", "Pilih etalase lain yang aktif."))
    found += _licensed(shelf)
    for part in (_thing, _classified, _attributes, _priced, _delivered, _claimed, _until):
        found += part(content, shelf, on, least_price)
        if part is _priced:
            found += _by_region(content, shelf, Severity.BLOCK if first else Severity.WARN)
    return found


def blocking(findings: Sequence[Finding]) -> list[Finding]:
    return [one for one in findings if one.severity is Severity.BLOCK]


def newly_blocking(findings: Sequence[Finding], before: Sequence[Finding]) -> list[Finding]:
    """What blocks a changed statement of a visible listing: what it did not lack before. Its shelf may ask for more by
    now, or be frozen; a price can be lowered all the same."""
    known = {(one.field, one.message) for one in before}
    return [one for one in blocking(findings) if (one.field, one.message) not in known]


def gtin_ok(written: str) -> bool:
    """Whether a barcode number has 8, 12, 13 or 14 digits and the right check digit (GS1 General Specifications)."""
    if not written.isascii() or not written.isdigit() or len(written) not in {8, 12, 13, 14}:
        return False
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(written)))
    return total % 10 == 0


def _block(field: str, message: str, fix: str) -> Finding:
    return Finding(field, Severity.BLOCK, message, fix)


def _warn(field: str, message: str, fix: str) -> Finding:
    return Finding(field, Severity.WARN, message, fix)


Findings = Iterator[Finding]


def _licensed(shelf: Shelf) -> Findings:
    severity = Severity.BLOCK if shelf.refuses_unlicensed else Severity.WARN
    told = " Sebelum dikonfirmasi, barang ini tampil tetapi tidak dapat dibeli." if shelf.withholds_unlicensed else ""
    for one in shelf.lacking:
        yield Finding(LICENCES, severity, one.why + ("" if shelf.refuses_unlicensed else told), one.fix)


def _thing(content: Content, shelf: Shelf, on: date, least_price: Decimal) -> Findings:
    name = content.name.strip()
    if len(name) < 5:
        yield _block("name", "Nama produk terlalu pendek.", "Tulis apa barangnya, ukurannya, dan jenisnya.")
    elif name.isupper() and len(name) > 12:
        yield _warn("name", "Nama ditulis dengan huruf besar semua.", "Tulis seperti biasa agar mudah dibaca.")
    if not content.brand.strip():
        yield _warn("brand", "Merek belum diisi.", "Isi mereknya, atau tulis “tanpa merek”.")
    if len(content.description.strip()) < 20:
        yield _warn("description", "Uraian belum menjelaskan barangnya.", "Tulis bahan, kegunaan, dan isi kemasannya.")
    if content.gtin and not gtin_ok(content.gtin):
        yield _block(
            "gtin", "Nomor barcode salah.", "Salin ulang 8 sampai 14 angka di bawah garis barcode, atau kosongkan."
        )
    if content.unit not in WORDS:
        yield _block("unit", "Satuan jual belum dipilih.", "Pilih satuan yang dibeli orang, misalnya rim atau buah.")
    if content.base_unit not in WORDS:
        yield _block("base_unit", "Satuan isi belum dipilih.", "Pilih satuan isinya, misalnya lembar untuk satu rim.")
    if content.pack_size is None or content.pack_size <= 0:
        yield _block("pack_size", "Isi satu satuan jual belum diketahui.", "Isi 1 bila satuannya tidak dibagi lagi.")
    elif content.unit and content.unit == content.base_unit and content.pack_size != 1:
        yield _block(
            "pack_size",
            "Satuan jual dan satuan isi sama, tetapi isinya bukan 1.",
            "Isi 1, atau pilih satuan isi yang lebih kecil.",
        )


def _classified(content: Content, shelf: Shelf, on: date, least_price: Decimal) -> Findings:
    if not content.role:
        yield _block("role", "Jenis usaha Anda untuk produk ini belum dipilih.", "Pilih produsen sampai pengecer.")
    elif shelf.roles and content.role not in shelf.roles:
        allowed = ", ".join(SellerRole(one).label.lower() for one in shelf.roles)
        yield _block("role", "Jenis usaha ini tidak diterima di etalase ini.", f"Etalase ini untuk: {allowed}.")
    if not content.origin:
        yield _block("origin", "Asal barang belum dipilih.", "Pilih dalam negeri atau impor.")
    if content.origin == Origin.DOMESTIC.value and not content.made_in.strip():
        yield _warn("made_in", "Tempat pembuatan belum diisi.", "Isi kabupaten atau kota tempat barang ini dibuat.")
    leads = " atau ".join(shelf.kbki)
    if not content.kbki:
        if shelf.kbki:
            yield _block("kbki", "Kode KBKI belum diisi.", f"Isi kode yang diawali {leads}.")
    elif not (content.kbki.isascii() and content.kbki.isdigit() and LEAST_KBKI <= len(content.kbki) <= 10):
        yield _block("kbki", "Kode KBKI harus 3 sampai 10 angka.", "Salin kodenya tanpa titik dan spasi.")
    elif shelf.kbki and not any(content.kbki.startswith(one) for one in shelf.kbki):
        yield _block(
            "kbki", "Kode KBKI ini bukan milik etalase ini.", f"Isi kode yang diawali {leads}, atau pindah etalase."
        )


def _attributes(content: Content, shelf: Shelf, on: date, least_price: Decimal) -> Findings:
    for attribute in shelf.schema:
        told = content.attributes.get(attribute.key)
        for message in misfits((attribute,), {} if told is None else {attribute.key: told}):
            yield _block(f"attributes.{attribute.key}", message, _fix_of(attribute))
        if attribute.comparable and not attribute.required and told in (None, ""):
            yield _warn(
                f"attributes.{attribute.key}",
                f"{attribute.label} belum diisi, sehingga produk ini tidak dapat dibandingkan.",
                _fix_of(attribute),
            )
    known = {one.key for one in shelf.schema} | set(shelf.former)
    for key in content.attributes:
        if key not in known:
            yield _block(f"attributes.{key}", f"{key} tidak dikenal dalam skema etalase ini.", "Hapus isian itu.")


def _fix_of(attribute: Attribute) -> str:
    if attribute.allowed:
        return f"Pilih {attribute.label}: {', '.join(attribute.allowed)}."
    unit = f" dalam {attribute.unit}" if attribute.unit else ""
    return f"Isi {attribute.label}{unit}."


def _priced(content: Content, shelf: Shelf, on: date, least_price: Decimal) -> Findings:
    if not content.prices:
        yield _block("prices", "Harga belum diisi.", "Isi harga satu satuan jual dalam rupiah.")
    seen: set[tuple[str, Decimal]] = set()
    for one in content.prices:
        if one.amount <= 0 or one.amount < least_price:
            yield _block(
                "prices", f"Harga Rp{one.amount:f} tidak masuk akal.", "Isi harga satu satuan jual, bukan ribuan."
            )
        if (one.region, one.least_quantity) in seen:
            yield _block("prices", "Ada dua harga untuk wilayah dan jumlah yang sama.", "Hapus salah satunya.")
        seen.add((one.region, one.least_quantity))
        if one.region and one.region not in content.serves:
            yield _block("prices", f"Ada harga untuk {_named([one.region], shelf)}, yang bukan wilayah jual Anda.",
                         "Tambahkan ke wilayah jual, atau hapus harganya.")  # fmt: skip
    yield from _tiers(content)
    if not content.tax_basis:
        yield _block(
            "tax_basis",
            "Belum jelas apakah harga termasuk PPN.",
            "Pilih termasuk, belum termasuk, atau tidak dikenai PPN.",
        )
    elif content.tax_basis != TaxBasis.EXEMPT.value and not shelf.collects_vat:
        yield _block(
            "tax_basis",
            "Usaha ini bukan PKP: harganya tidak memuat PPN, dan tidak ditambah PPN.",
            "Pilih tidak dikenai PPN; atau nyatakan status PKP di halaman Status pajak.",
        )
    elif content.tax_basis != TaxBasis.EXEMPT.value and content.tax_percent is None:
        yield _block("tax_percent", "Tarif PPN belum diisi.", "Isi tarifnya dalam persen, misalnya 11.")
    if content.stock is None and content.monthly_capacity is None:
        yield _warn(
            "stock", "Stok atau kapasitas belum disebut.", "Isi stok barang, atau kapasitas jasa dalam sebulan."
        )


def _tiers(content: Content) -> Findings:
    """A larger quantity must not cost more a piece, and a first price must hold from the first unit on."""
    by_region: dict[str, list[tuple[Decimal, Decimal]]] = {}
    for one in content.prices:
        by_region.setdefault(one.region, []).append((one.least_quantity, one.amount))
    for tiers in by_region.values():
        tiers.sort()
        if tiers[0][0] > max(content.least_order or Decimal(1), Decimal(1)):
            yield _block(
                "prices", "Tidak ada harga untuk jumlah terkecil.", "Isi harga mulai dari pesanan paling sedikit."
            )
        if any(later[1] > earlier[1] for earlier, later in pairwise(tiers)):
            yield _warn("prices", "Harga untuk jumlah besar lebih mahal.", "Periksa harga bertingkatnya.")


def _by_region(content: Content, shelf: Shelf, severity: Severity) -> Findings:
    """On a shelf whose prices go by kabupaten/kota, one price does not stand for several of them."""
    own = {one.region for one in content.prices}
    missing = [code for code in content.serves if code not in own]
    if shelf.by_region and "" in own and missing and len(content.serves) > 1:
        yield Finding(
            "prices",
            severity,
            "Etalase ini memakai harga menurut kabupaten/kota; satu harga untuk semua wilayah tidak cukup.",
            f"Isi harga untuk {_named(missing, shelf)}, atau pilih satu wilayah jual saja.",
        )


def _delivered(content: Content, shelf: Shelf, on: date, least_price: Decimal) -> Findings:
    if not content.serves:
        yield _block("serves", "Wilayah jual belum dipilih.", "Pilih kabupaten/kota yang Anda layani.")
    unknown = [one for one in content.serves if shelf.regions and one not in shelf.regions]
    if unknown:
        yield _block(
            "serves", f"Wilayah {', '.join(unknown)} tidak dikenal di sini.", "Pilih dari daftar kabupaten/kota."
        )
    priced = {one.region for one in content.prices}
    missing = [one for one in content.serves if one not in priced]
    if content.prices and "" not in priced and missing:
        yield _block(
            "prices",
            f"Harga belum diisi untuk {_named(missing, shelf)}.",
            "Isi harganya, atau hapus wilayah itu dari wilayah jual.",
        )
    if not content.freight_rule:
        yield _block(
            "freight_rule",
            "Aturan ongkos kirim belum dipilih.",
            "Pilih termasuk, tetap, menurut wilayah, atau diambil sendiri.",
        )
    elif content.freight_rule == Freight.FLAT.value and content.freight is None:
        yield _block("freight", "Ongkos kirim tetap belum diisi.", "Isi rupiah untuk satu satuan jual.")
    elif content.freight_rule == Freight.BY_REGION.value:
        told = {one.region for one in content.prices if one.freight is not None}
        lacking = [code for code in content.serves if code not in told]
        if lacking and content.prices:
            yield _block(
                "prices",
                f"Ongkos kirim belum diisi untuk {_named(lacking, shelf)}.",
                "Isi ongkos kirim di sebelah harga wilayah itu, atau pilih aturan ongkos kirim yang lain.",
            )
    if content.lead_days is None:
        yield _warn("lead_days", "Waktu kirim belum disebut.", "Isi berapa hari sampai barang tiba.")


def _named(codes: Iterable[str], shelf: Shelf) -> str:
    return ", ".join(shelf.regions.get(code, code) for code in codes)


def _claimed(content: Content, shelf: Shelf, on: date, least_price: Decimal) -> Findings:
    for one in content.claims:
        kind = ClaimKind(one.kind)
        if not one.number.strip() and kind is not ClaimKind.BMP:
            yield _block(
                "claims", f"{kind.label} disebut tanpa nomor.", "Isi nomor sertifikat atau izinnya, atau kosongkan."
            )
        if kind in {ClaimKind.TKDN, ClaimKind.BMP}:
            if one.percent is None or not 0 < one.percent <= 100:
                yield _block(
                    "claims", f"Nilai {kind.label} harus di antara 0 dan 100 persen.", "Salin nilainya dari sertifikat."
                )
            if content.origin == Origin.IMPORT.value:
                yield _block(
                    "claims",
                    f"Produk impor tidak mempunyai {kind.label}.",
                    f"Hapus {kind.label}, atau perbaiki asal barang.",
                )
        if one.valid_to is not None and one.valid_to < on:
            yield _warn(
                "claims", f"{kind.label} ini sudah tidak berlaku.", "Isi yang masih berlaku; yang lewat tidak dihitung."
            )


def _until(content: Content, shelf: Shelf, on: date, least_price: Decimal) -> Findings:
    if content.valid_to is not None and content.valid_to <= on:
        yield _block("valid_to", "Masa berlaku sudah lewat.", "Isi hari sesudah hari ini, atau kosongkan.")

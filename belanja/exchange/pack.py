"""The ready pack for the national catalogue: a ZIP with fields in its order, texts to copy, photos as JPEG, checks."""

import io
import zipfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from belanja.catalogue.models import Offer, Photo, PhotoFile
from belanja.catalogue.photos.rewriting import as_jpegs
from belanja.catalogue.services.listing_rows import content_of
from belanja.documents import xlsx
from belanja.documents.sheets import Field, Sheet, Value
from belanja.etalase.models import Etalase
from belanja.foundation import clock, text
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_content import Content
from belanja.rules.listings import ListingState
from belanja.vendors import selectors as vendors

from . import national
from .downloads import Download
from .models import NationalListing
from .national import Check, Thing
from .photo_names import file_stem
from .shelves import FirmShelf

#: Listings of one pack; it is made while its reader waits.
MOST = 100
_GONE = (ListingState.REMOVED.value, ListingState.ARCHIVE.value)


@dataclass(frozen=True)
class Packed:
    """One listing of a firm, as the national catalogue asks for it; `listed`: what it got there, so far as recorded."""

    offer: Offer
    thing: Thing
    checks: Sequence[Check]
    listed: NationalListing | None

    @property
    def ready(self) -> bool:
        return national.ready(self.checks)

    @property
    def stem(self) -> str:
        return file_stem(self.offer.number or str(self.offer.pk))


def goods_of(firm_id: int) -> QuerySet[Offer]:
    """The firm's standing listings in the order of their names."""
    return (
        Offer.objects.filter(seller__firm=firm_id)
        .exclude(state__in=_GONE)
        .select_related("product__etalase", "product__brand")
        .order_by("product__name", "pk")
    )


def packed(firm_id: int, *, offer_ids: Collection[int]) -> list[Packed]:
    """These of the firm's listings with fields, checks and numbers; ids of others are left out."""
    found = list(goods_of(firm_id).filter(pk__in=list(offer_ids)))
    profile = vendors.profile_of(firm_id)
    kbli = tuple(profile.kbli) if profile else ()
    numbers: dict[int, NationalListing] = {}
    for row in NationalListing.objects.filter(offer__in=found).order_by("id"):
        numbers[row.offer_id] = row
    photos: dict[int, int] = {}
    for offer_id in Photo.objects.filter(offer__in=found).values_list("offer_id", flat=True):
        photos[offer_id] = photos.get(offer_id, 0) + 1
    shelves: dict[int, FirmShelf] = {}
    made = []
    for offer in found:
        etalase = offer.product.etalase
        shelf = shelves.setdefault(etalase.pk, FirmShelf(firm_id, offer.government_id or 0, etalase))
        thing = _thing(offer, content_of(offer), shelf, etalase, kbli, photos.get(offer.pk, 0))
        made.append(Packed(offer, thing, national.checks(thing), numbers.get(offer.pk)))
    return made


def _thing(
    offer: Offer, content: Content, shelf: FirmShelf, etalase: Etalase, kbli: Sequence[str], photos: int
) -> Thing:
    stem = file_stem(offer.number or str(offer.pk))
    names = tuple(f"{stem}-{number}.jpg" for number in range(1, photos + 1))
    return Thing(content, shelf.layout, tuple(etalase.category), tuple(etalase.kbki), tuple(kbli), names)


def one(firm_id: int, offer_id: int) -> Packed:
    """One listing. RuleBroken 404 where the firm has none such."""
    found = packed(firm_id, offer_ids=[offer_id])
    if not found:
        raise RuleBroken("not_found", "Barang ini tidak ditemukan.", status=404)
    return found[0]


def zipped(*, firm_id: int, offer_ids: Collection[int], actor: Actor) -> Download:
    """The pack of these listings. RuleBroken 404 for a stranger, 422 for none of them or too many."""
    firm = vendors.require_member(actor, firm_id)
    if len(offer_ids) > MOST:
        raise RuleBroken("pack_too_large", f"Satu paket paling banyak {MOST} barang. Pilih sebagian dulu.")
    goods = packed(firm_id, offer_ids=offer_ids)
    if not goods:
        raise RuleBroken("nothing_chosen", "Centang paling sedikit satu barang.")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("baca-dulu.txt", _read_first(firm.name, goods))
        archive.writestr("daftar.xlsx", _table(goods))
        for one_ in goods:
            archive.writestr(f"teks/{one_.stem}.txt", _text(one_))
        for name, content in _photos(goods):
            archive.writestr(f"foto/{name}", content, zipfile.ZIP_STORED)
    return Download(f"paket-katalog-nasional-{clock.today():%Y%m%d}.zip", target.getvalue(), len(goods))


def _photos(goods: Sequence[Packed]) -> Iterable[tuple[str, bytes]]:
    names: dict[int, list[str]] = {one_.offer.pk: list(one_.thing.photos) for one_ in goods}
    rows = list(
        Photo.objects.filter(offer__in=list(names)).order_by("offer_id", "position").values_list("offer_id", "file_id")
    )
    large = dict(PhotoFile.objects.filter(sha256__in={sha for _offer, sha in rows}).values_list("sha256", "large"))
    order = list(large)
    jpegs = dict(zip(order, as_jpegs([bytes(large[sha]) for sha in order]), strict=True))
    for offer_id, sha in rows:
        yield names[offer_id].pop(0), jpegs[str(sha)]


def _read_first(firm: str, goods: Sequence[Packed]) -> str:
    lines = [
        f"Paket {firm} untuk katalog nasional, {text.long_date(clock.today())}.",
        "",
        "daftar.xlsx  semua isian, urut seperti formulir katalog nasional, dengan hasil pemeriksaan",
        "teks/        isian satu barang untuk disalin",
        "foto/        foto JPEG, bernama menurut nomor artikel",
        "",
        "Setelah barangnya tercantum di sana, catat nomornya di Belanja: Lembar dan foto > Katalog nasional.",
        "",
        "Pemeriksaan:",
    ]
    for one_ in goods:
        wrong = [f"{check.label}: {check.words}" for check in one_.checks if check.passes is False]
        lines.append(f"- {one_.thing.content.name or 'Tanpa nama'}: {' '.join(wrong) if wrong else 'siap'}")
    return _windows(lines)


def _text(one_: Packed) -> str:
    lines: list[str] = []
    for group, entries in national.entries(one_.thing):
        lines += [group.upper(), ""]
        lines += [f"{entry.label}: {entry.value or '(belum diisi)'}" for entry in entries]
        lines.append("")
    lines += ["PEMERIKSAAN", ""]
    words = {True: "baik", False: "perlu diperbaiki", None: "periksa sendiri"}
    lines += [f"{check.label} ({words[check.passes]}): {check.words}" for check in one_.checks]
    return _windows(lines)


def _windows(lines: Sequence[str]) -> str:
    """Line ends that every text editor knows, and the mark of UTF-8."""
    return "\ufeff" + "\r\n".join(lines) + "\r\n"


def _table(goods: Sequence[Packed]) -> bytes:
    """One line a listing, the union of their fields as columns."""
    labels: dict[str, None] = {}
    filled: list[dict[str, str]] = []
    for one_ in goods:
        told = {entry.label: entry.value for _group, entries in national.entries(one_.thing) for entry in entries}
        labels |= dict.fromkeys(told)
        filled.append(told)

    def rows() -> Iterable[Sequence[Value]]:
        for one_, told in zip(goods, filled, strict=True):
            wrong = "; ".join(f"{check.label}: {check.words}" for check in one_.checks if check.passes is not True)
            yield [*(told.get(label, "") for label in labels), wrong or "siap"]

    fields = [Field(key=f"kolom_{place}", label=label) for place, label in enumerate(labels, start=1)]
    sheet = Sheet(
        name="Katalog nasional",
        title="Isian untuk katalog nasional",
        fields=[*fields, Field(key="pemeriksaan", label="Pemeriksaan", width=60)],
        rows=rows,
        source=[("Urutan", "menurut formulir penyedia katalog nasional"), ("Hari", text.long_date(clock.today()))],
    )
    target = io.BytesIO()
    xlsx.write(target, [sheet], title="Isian untuk katalog nasional", created=clock.now())
    return target.getvalue()

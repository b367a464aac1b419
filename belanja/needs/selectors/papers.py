"""What of a firm runs out, and when: licences, tax papers, proofs of its goods, listings, confirmations, its scale."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Min
from django.db.models.functions import TruncMonth

from belanja.catalogue.models import Claim, Offer
from belanja.institutions import selectors as institutions
from belanja.rules.licences import LicenceState
from belanja.rules.listings import ClaimKind, ListingState, Verification
from belanja.vendors.models import FirmLicence, Profile

_SHOWN = (ListingState.LISTED.value, ListingState.NOT_FOR_SALE.value)
#: A proof that was looked into and is not this good's is none to renew.
_NOT_ITS_OWN = (Verification.OTHER_OWNER.value, Verification.NOT_FOUND.value)
#: How far ahead a calendar looks; what ended is told so long afterwards.
AHEAD, BEHIND = timedelta(days=365), timedelta(days=30)
#: Rows of one kind at most: a calendar is read by a person.
_MOST = 60


class Kind(StrEnum):
    """What runs out, by the page where it is renewed."""

    LICENCE = "izin"
    TAX = "pajak"
    CLAIM = "bukti"
    LISTING = "tayang"
    CONFIRMATION = "konfirmasi"
    SCALE = "skala"


@dataclass(frozen=True)
class Ending:
    """Something that ends with `last`, its last day. `what`, `about` (number or goods): in words; `target`: the listing
    where it is renewed, where it is one."""

    kind: Kind
    key: str
    what: str
    about: str
    last: date
    target: int | None = None


def endings(profile: Profile, *, on: date) -> list[Ending]:
    """Everything of a firm that ends within a year, or ended lately, the next first. Four queries."""
    found = [*_licences(profile, on), *_claims(profile, on), *_listings(profile, on), *_scale(profile, on)]
    return sorted(found, key=lambda one: (one.last, one.key))


def soon(found: list[Ending], *, on: date) -> list[Ending]:
    """Those of which the firm is reminded by now (`usaha.izin.hari_ingat`)."""
    days = int(institutions.parameter("usaha.izin.hari_ingat", government_id=None, on=on))
    return [one for one in found if one.last <= on + timedelta(days=days)]


def _licences(profile: Profile, on: date) -> Iterator[Ending]:
    rows = FirmLicence.objects.filter(firm_id=profile.firm_id, state=LicenceState.CONFIRMED.value)
    # Whoever has stated the next one has done what there is to do.
    rows = rows.filter(successor=None, valid_to__range=(on - BEHIND, on + AHEAD)).order_by("valid_to", "pk")
    for row in rows[:_MOST]:
        assert row.valid_to is not None
        kind = Kind.TAX if row.of_tax else Kind.LICENCE
        yield Ending(kind, f"izin-{row.pk}", row.named.short, f"Nomor {row.number}", row.valid_to)


def _claims(profile: Profile, on: date) -> Iterator[Ending]:
    rows = (
        Claim.objects.filter(
            product__offers__seller__firm_id=profile.firm_id,
            product__offers__state__in=_SHOWN,
            valid_to__range=(on - BEHIND, on + AHEAD),
        )
        .exclude(verification__in=_NOT_ITS_OWN)
        .values("kind", "number", "valid_to")
        .annotate(offer=Min("product__offers__pk"), goods=Count("product", distinct=True))
        .order_by("valid_to", "kind", "number")
    )
    for row in rows[:_MOST]:
        last = row["valid_to"]
        assert last is not None  # as the rows are chosen
        goods = f"{row['goods']} barang" if row["goods"] > 1 else ""
        about = ", ".join(part for part in (f"Nomor {row['number']}" if row["number"] else "", goods) if part)
        yield Ending(
            Kind.CLAIM, f"bukti-{row['kind']}-{row['offer']}", ClaimKind(row["kind"]).label, about, last, row["offer"]
        )  # fmt: skip


def _listings(profile: Profile, on: date) -> Iterator[Ending]:
    """Months in which listings end or have to be confirmed, each with its first day: not one row for each good."""
    mine = Offer.objects.filter(seller__firm_id=profile.firm_id, state__in=_SHOWN)
    days = institutions.parameter("katalog.konfirmasi.hari", government_id=profile.government_id, on=on)
    lasts = timedelta(days=int(days))
    ends = mine.filter(valid_to__range=(on - BEHIND, on + AHEAD)).annotate(month=TruncMonth("valid_to"))
    for row in ends.values("month").annotate(first=Min("valid_to"), goods=Count("pk")).order_by("month")[:_MOST]:
        yield Ending(
            Kind.LISTING, f"tayang-{row['first']}", "Masa tayang barang", f"{row['goods']} barang", row["first"]
        )
    asked = mine.filter(confirmed_on__gte=on - BEHIND - lasts).annotate(month=TruncMonth("confirmed_on"))
    for row in asked.values("month").annotate(first=Min("confirmed_on"), goods=Count("pk")).order_by("month")[:_MOST]:
        last = row["first"] + lasts
        yield Ending(
            Kind.CONFIRMATION, f"konfirmasi-{last}", "Konfirmasi harga dan stok", f"{row['goods']} barang", last
        )


def _scale(profile: Profile, on: date) -> Iterator[Ending]:
    if not profile.scale or profile.scale_confirmed_on is None:
        return
    days = institutions.parameter("usaha.skala.hari", government_id=profile.government_id, on=on)
    last = profile.scale_confirmed_on + timedelta(days=int(days))
    if last <= on + AHEAD:
        yield Ending(Kind.SCALE, "skala", "Pernyataan skala usaha", "Dinyatakan lagi setahun sekali", last)

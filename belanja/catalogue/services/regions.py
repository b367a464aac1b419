"""Which kabupaten/kota there are, what the national catalogue calls them, and which of them the installation serves."""

from dataclasses import dataclass

from django.db import connection, transaction

from belanja.catalogue.models import Offer, Region, Seller
from belanja.catalogue.search.index import changed, reindex
from belanja.institutions.models import Government
from belanja.journal.services import CONSOLE, append
from belanja.rules.national_places import PROVINCES, short_name

_MOST = 62
_KINDS = (Government.Kind.REGENCY, Government.Kind.CITY)


@transaction.atomic
def serve_regions() -> int:
    """Give every kabupaten/kota among the governments on record its region and its place in the search's mask; those
    that have one keep it. Returns how many are new or newly served. Beyond 62 a region is known, not searched by."""
    known = {region.code: region for region in Region.objects.select_for_update().exclude(code="")}
    used = {region.bit for region in known.values() if region.bit is not None}
    free = iter(sorted(set(range(_MOST)) - used))
    provinces = dict(Government.objects.filter(kind=Government.Kind.PROVINCE).values_list("region_code", "name"))
    new, served = [], []
    for one in Government.objects.filter(kind__in=_KINDS).exclude(region_code="").order_by("region_code"):
        region = known.get(one.region_code)
        if region is None:
            province = provinces.get(one.region_code[:2], "").removeprefix("Provinsi ")
            new.append(Region(code=one.region_code, name=short_name(one.name), province=province, bit=next(free, None)))
        elif region.bit is None and (bit := next(free, None)) is not None:
            region.bit = bit
            served.append(region)
    Region.objects.bulk_create(new)
    Region.objects.bulk_update(served, ["bit"])
    if new or served:
        changed()
    return len(new) + len(served)


@dataclass(frozen=True)
class _Named:
    """A line of the national list."""

    number: int
    province: str
    name: str


@transaction.atomic
def apply_places() -> None:
    """Take in the names of the national list from `intake_current`. A place that is also one of the governments on
    record becomes the same region as that government's, with everything that named it by number."""
    lines = _lines()
    if not lines:
        return
    codes = dict(Government.objects.filter(kind__in=_KINDS).exclude(region_code="").values_list("name", "region_code"))
    by_code = {one.code: one for one in Region.objects.select_for_update().exclude(code="")}
    by_number = {one.national_id: one for one in Region.objects.exclude(national_id=None)}
    moved: list[int] = []
    for line in lines:
        code = codes.get(line.name, "")
        numbered, own = by_number.get(line.number), by_code.get(code) if code else None
        if own is not None and numbered is not None and own.pk != numbered.pk:
            moved += _one_place(numbered, own)
        region = own or numbered or Region()
        region.national_id, region.name = line.number, short_name(line.name)
        region.code = region.code or code
        region.province = region.province or line.province
        region.save()
    serve_regions()
    changed()
    if moved:
        reindex(sorted(set(moved)))


def _lines() -> list[_Named]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, province, name FROM intake_current WHERE class IN ('new', 'changed')")
        return [_Named(number, PROVINCES.get(province or 0, ""), name) for number, province, name in cursor.fetchall()]


def _one_place(numbered: Region, own: Region) -> list[int]:
    """Two records of one kabupaten/kota become one: whatever named the numbered one names the other. Returns the
    offers that it concerns. Prices stay what they were; only the record of their place is another."""
    Seller.objects.filter(region=numbered).update(region=own)
    append(
        name="catalogue.place_joined",
        actor=CONSOLE,
        subject=f"region:{own.pk}",
        payload={"region_id": numbered.pk, "into_id": own.pk},
    )
    offers = list(Offer.objects.filter(serves__contains=[numbered.pk]).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalogue_offer SET serves = array_replace(serves, %s, %s) WHERE id = ANY(%s)",
            [numbered.pk, own.pk, offers],
        )
        cursor.execute("SET LOCAL belanja.same_place = 'on'")
        cursor.execute(
            "UPDATE catalogue_pricerow SET region_id = %s WHERE region_id = %s AND offer_id = ANY(%s)",
            [own.pk, numbered.pk, offers],
        )
        cursor.execute("SET LOCAL belanja.same_place = ''")
    numbered.delete()
    return offers

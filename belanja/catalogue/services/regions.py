"""Which kabupaten/kota the installation serves."""

from django.db import transaction

from belanja.catalogue.models import Region
from belanja.catalogue.search.index import changed
from belanja.institutions.models import Government

_MOST = 62


def serve_regions() -> int:
    """Give every kabupaten/kota among the governments on record its region and its place in the search's mask; those
    that have one keep it. Returns how many are new. Beyond 62 a region is known, but not searched by."""
    with transaction.atomic():
        known = {region.code: region for region in Region.objects.select_for_update().exclude(code="")}
        used = {region.bit for region in known.values() if region.bit is not None}
        free = iter(sorted(set(range(_MOST)) - used))
        provinces = dict(Government.objects.filter(kind=Government.Kind.PROVINCE).values_list("region_code", "name"))
        kinds = [Government.Kind.REGENCY, Government.Kind.CITY]
        new = [
            Region(
                code=one.region_code,
                name=one.name.replace("Kabupaten ", "Kab. "),
                province=provinces.get(one.region_code[:2], "").removeprefix("Provinsi "),
                bit=next(free, None),
            )
            for one in Government.objects.filter(kind__in=kinds).exclude(region_code="").order_by("region_code")
            if one.region_code not in known
        ]
        Region.objects.bulk_create(new)
        if new:
            changed()
    return len(new)

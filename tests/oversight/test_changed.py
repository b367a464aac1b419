"""What a day has changed, asked alone, leaves the same flags as asking everything again."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import transaction

from belanja.facts.models import PurchaseDocument, SpendFact
from belanja.foundation import clock
from belanja.institutions.models import Government, Unit
from belanja.oversight.models import Flag
from belanja.oversight.sweep import run
from belanja.plans.models import RupPackage
from tests.support.people import unit

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 1, 15, 1, tzinfo=clock.WIB)
NOON, EVENING = NIGHT + timedelta(hours=11), NIGHT + timedelta(hours=17)
Named = tuple[str, str, str, str]


def test_a_day_leaves_the_flags_that_a_whole_sweep_leaves(freeze: Callable[[date | datetime], datetime]) -> None:
    freeze(NIGHT)
    government = Government.objects.get(code="D43")
    units = [unit(government, f"9.0{place}.0.00.0.00.01.0000", f"Dinas {place}") for place in range(3)]
    chance = Random(7)
    known = [bought(chance, units, number) for number in range(200)]
    plans(units[0])
    assert run(government) is not None
    night = flags(government)

    freeze(NOON)
    for number in range(200, 206):
        bought(chance, units, number, year=2025)
    for one in chance.sample([one for one in known if one.year == 2025], 4):
        corrected(one, Decimal(198_000_000))
    freeze(EVENING)
    with transaction.atomic():
        part = run(government, since=NOON)
        day = flags(government)
        transaction.set_rollback(True)
    whole = run(government)

    assert part is not None
    assert whole is not None
    assert 0 < part.asked < whole.asked / 2
    assert day == flags(government)
    assert night != day
    rush = [said for indicator, _kind, _key, said in day - night if indicator == "waktu.akhir_tahun"]
    assert rush, "years before those that are read are known"


def flags(government: Government) -> set[Named]:
    standing = Flag.objects.filter(government=government, gone_at=None)
    return set(standing.values_list("indicator", "subject_kind", "subject_key", "said"))


def bought(chance: Random, units: list[Unit], number: int, *, year: int | None = None) -> PurchaseDocument:
    """An order of Katalog v6 in one of six years, of 2025 mostly in December."""
    of = year or chance.randrange(2020, 2026)
    day = date(of, 12, 3) if of == 2025 else date(of, 1, 1)
    made = PurchaseDocument.objects.create(
        government=units[0].government, unit=chance.choice(units), year=of, channel="v6", key=f"K{number}",
        amount=Decimal(chance.choice((20, 90, 170, 190, 195, 900)) * 10**6), stages=3,
        ordered_on=day + timedelta(days=chance.randrange(25)), plan_codes=[f"5100{chance.randrange(4)}"],
        vendor_key=f"{chance.randrange(3)}", vendor_refs=[f"v6:{chance.randrange(3)}"], status="ON_PROCESS",
    )  # fmt: skip
    told(made)
    return made


def told(one: PurchaseDocument) -> None:
    shared: dict[str, Any] = {
        "government_id": one.government_id, "unit_id": one.unit_id, "document": one, "year": one.year,
        "channel": one.channel, "day": one.ordered_on, "amount": one.amount, "known_from": clock.now(),
    }  # fmt: skip
    SpendFact.objects.bulk_create(SpendFact(stage=stage, **shared) for stage in (1, 2))


def corrected(one: PurchaseDocument, amount: Decimal) -> None:
    one.facts.filter(known_to=None).update(known_to=clock.now())
    one.amount = amount
    one.save()
    told(one)


def plans(of: Unit) -> None:
    RupPackage.objects.bulk_create(
        RupPackage(
            government=of.government, unit=of, year=2025, kind="penyedia", code=f"5100{number}", title="Alat tulis",
            pagu=Decimal(300_000_000), method="E-Purchasing", procurement_type="Barang", epurchasing=True,
            announced=True, active=True, counts=True, within_swakelola=False, pdn=True, umkk=True,
            announced_on=date(2025, 1, 15), source_row_id=-number - 1,
        )
        for number in range(2)
    )  # fmt: skip

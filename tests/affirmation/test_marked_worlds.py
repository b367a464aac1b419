"""Random worlds of every channel and all evidence: the marked aggregate by SQL and by plain Python, to the sen."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belanja.affirmation.recount.channels import channel_differences
from belanja.affirmation.recount.classes import class_sums
from belanja.facts import selectors as facts
from belanja.facts.models import MarkedSpend
from belanja.rules.channels import Stage
from belanja.rules.spend_classes import SpendClasses, parts_of

from ..support.law import LADDER
from .worlds import UNITS, World, firm, nontender, penyedia, product, recorded, tender, told, v5, v6

SOME_UNITS = st.sampled_from(sorted(UNITS))
AMOUNTS = st.one_of(
    st.integers(min_value=0, max_value=10**10), st.decimals(min_value=0, max_value=10**6, places=2).map(str)
)
MAYBE = st.one_of(st.none(), AMOUNTS)
CODES = st.lists(st.sampled_from(["4001", "4002", "4003", "4004", "77"]), max_size=3).map(";".join)
DAYS = st.dates(min_value=date(2024, 12, 1), max_value=date(2025, 12, 31)).map(str)
FIRMS = st.sampled_from([900, 901, 902])
MARKS = st.sampled_from(["PDN", "Non-PDN", None, "?"])
SMALL = st.sampled_from(["UKM", "Non-UKM", None])
PLANS = st.lists(
    st.tuples(SOME_UNITS, st.sampled_from([4001, 4002, 4003, 4004]), MARKS, SMALL), max_size=4, unique_by=lambda p: p[1]
)
STEPS = st.lists(st.tuples(*[st.sampled_from([4001, 4002, 4003, 4004, 77])] * 2), max_size=4, unique=True)
BENEFITS = st.sampled_from([None, "14", "15", "20"])
STATES = st.sampled_from(["Paket Selesai", "Paket Sedang Berjalan", "Paket Dibatalkan", "Paket Terbang", None])


def _world(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    orders = draw(st.lists(st.tuples(SOME_UNITS, AMOUNTS, CODES, FIRMS, DAYS), max_size=4))
    lines = draw(st.lists(st.tuples(st.integers(1, 2), st.integers(1, 4), AMOUNTS), max_size=5))
    total = draw(MAYBE)
    tenders = draw(st.lists(st.tuples(SOME_UNITS, MAYBE, MAYBE, MAYBE, CODES, FIRMS), max_size=4))
    packages = draw(st.lists(st.tuples(SOME_UNITS, MAYBE, MAYBE, MAYBE, STATES), max_size=4))
    direct = draw(st.lists(st.tuples(SOME_UNITS, MAYBE, MAYBE), max_size=3))
    evidence = draw(st.lists(st.tuples(st.integers(0, 4), MAYBE, MAYBE), max_size=5, unique_by=lambda e: e[0]))
    statements = draw(st.lists(st.tuples(FIRMS, FIRMS, st.sampled_from(["Mikro", "besar", "koperasi", None]), DAYS)))
    return {
        "rup": [
            {**penyedia(unit, code, 1000), "status_pdn": pdn, "status_ukm": ukm} for unit, code, pdn, ukm in draw(PLANS)
        ],
        "history": [
            {
                "tahun_anggaran": 2025,
                "kd_klpd": "D901",
                "kd_rup_lama": old,
                "kd_rup_baru": new,
                "jenis_revisi": "SATUKESATU",
                "tgl_kaji_ulang": "2025-02-01",
            }
            for old, new in draw(STEPS)
        ],
        "v6": [
            {**v6(unit, f"O-{n}", amount, day=day), "kd_rup": codes, "kd_penyedia": str(who)}
            for n, (unit, amount, codes, who, day) in enumerate(orders)
        ],
        "v5": [v5(sorted(UNITS)[0], order, line, amount, total) for order, line, amount in lines],
        "tender": [
            tender(unit, n, value, pdn=pdn, umk=umk, codes=codes, firm=who)
            for n, (unit, value, pdn, umk, codes, who) in enumerate(tenders)
        ],
        "nontender": [nontender(unit, n, value, pdn=pdn) for n, (unit, value, pdn) in enumerate(direct)],
        "pencatatan": [
            recorded(unit, n, value, pdn=pdn, umk=umk, state=state)
            for n, (unit, value, pdn, umk, state) in enumerate(packages)
        ],
        "inaproc": [told("E-Katalog 6.0", f"O-{n}", total_, pdn) for n, total_, pdn in evidence]
        + [told("Tender", n, total_, pdn) for n, total_, pdn in evidence]
        + [told("E-Katalog 5.0", n, total_, pdn) for n, total_, pdn in evidence[:1]],
        "firms": [firm(scale, day, kd_penyedia=one, spse=other) for one, other, scale, day in statements],
        "products": [
            {**product(1, tkdn=draw(st.sampled_from(["40.5", "26", "12", "0"]))), "nilai_bmp": draw(BENEFITS)},
            product(2),
            product(3, origin="import"),
            product(4, origin="import", tkdn="1"),
        ],
    }


WORLDS = st.composite(_world)()


def check_classes(government: int, year: int, as_of: date | None) -> SpendClasses:
    """By SQL and by plain Python the same classes, and together exactly what the marked aggregate has."""
    limit = LADDER
    classes = facts.spend_classes(government_id=government, year=year, limit=limit, as_of=as_of)
    assert classes == class_sums(government, year, limit, as_of)
    rows = MarkedSpend.objects.filter(government_id=government, year=year, stage=Stage.CONTRACTED)
    rows = rows if as_of is None else rows.filter(day__lte=as_of)
    for marking, found in zip(("pdn_bukti", "umkk_bukti"), classes, strict=True):
        names = ("amount", f"{marking}_yes", f"{marking}_no")
        amount, yes, no = (sum((getattr(row, name) for row in rows), Decimal(0)) for name in names)
        assert parts_of(found) == (yes, no, amount - yes - no)
        assert sum(found.values()) == amount
    return classes


@pytest.mark.django_db
@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORLDS)
def test_any_world_is_marked_alike_twice(db: None, files: dict[str, list[dict[str, Any]]]) -> None:
    with transaction.atomic(), TemporaryDirectory() as folder:
        world = World(Path(folder))
        if not any(rows for name, rows in files.items() if name not in {"firms", "products"}):
            transaction.set_rollback(True)
            return
        world.load({name: rows for name, rows in files.items() if rows})
        government = world.government.pk
        assert channel_differences(government, 2025) == []
        assert facts.marked_differences(government_id=government, year=2025) == []
        for as_of in (None, date(2025, 6, 30)):
            check_classes(government, 2025, as_of)
        transaction.set_rollback(True)

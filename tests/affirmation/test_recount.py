"""Two computations, one figure: SQL over aggregates and plain Python over rows agree to the sen on any small world."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belanja.affirmation import selectors
from belanja.affirmation.recount import differences, recount
from belanja.facts.models import SpendDelta
from belanja.foundation import clock
from belanja.institutions.models import Unit
from belanja.journal.services import CONSOLE
from belanja.plans import services as plans
from belanja.rules.budgets import BudgetAmounts
from belanja.rules.duties import Role
from belanja.rules.indicators import INDICATORS, Denominator, EvidenceKind, Numerator
from tests.support.people import hired

from .worlds import PD_A, PD_A_SUB, PD_B, UNITS, World, budget, penyedia, spse, swakelola, toko_daring, v5, v6

AMOUNTS = st.one_of(
    st.integers(min_value=0, max_value=10**12),
    st.decimals(min_value=0, max_value=10**9, places=2).map(str),
)
SOME_UNITS = st.sampled_from(sorted(UNITS))
DAYS = st.one_of(st.none(), st.dates(min_value=date(2024, 12, 1), max_value=date(2026, 1, 31)).map(str))
V6_STATES = st.sampled_from(
    ["ON_NEGOTIATION", "ON_PROCESS", "on_addendum", "COMPLETED", "PAYMENT_OUTSIDE_SYSTEM", "CANCELLED"]
)
SHIPMENTS = st.sampled_from(["DRAFT", "SHIPPING", "COMPLETED", "BUYER_CONFIRMED"])
V5_STATES = st.sampled_from(
    [
        ("proses_negosiasi", "Paket Proses"),
        ("melakukan_pengiriman_dan_penerimaan", "Paket Proses"),
        ("verifikasi_penyelesaian_paket", "Paket Proses"),
        ("paket_selesai", "Paket Selesai"),
    ]
)
BUDGETS = st.lists(st.builds(budget, SOME_UNITS, st.one_of(st.none(), AMOUNTS)), max_size=7)
PLANS = st.lists(
    st.builds(
        lambda unit, pagu, method, active, pdn, ukm: {
            "unit": unit, "pagu": pagu, "method": method, "active": active, "pdn": pdn, "ukm": ukm
        },
        SOME_UNITS,
        AMOUNTS,
        st.sampled_from(["E-Purchasing", "e-Purchasing", "Tender", "Pengadaan Langsung"]),
        st.booleans(),
        st.sampled_from(["PDN", "Non-PDN", None]),
        st.sampled_from(["UKM", "Non-UKM", "UsahaKecil", None]),
    ),
    max_size=6,
)  # fmt: skip
V6_ORDERS = st.lists(
    st.builds(
        lambda unit, amount, status, shipment, day: {
            "unit": unit, "amount": amount, "status": status, "shipment": shipment, "day": day
        },
        SOME_UNITS, AMOUNTS, st.one_of(V6_STATES, st.just("BELUM_DIKENAL")), SHIPMENTS, DAYS,
    ),
    max_size=8,
)  # fmt: skip
V5_ORDERS = st.lists(
    st.builds(
        lambda unit, lines, gap, states, made, edited, numbered: {
            "unit": unit, "lines": lines, "gap": gap, "states": states, "made": made, "edited": edited,
            "numbered": numbered,
        },
        SOME_UNITS,
        st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=4),
        st.sampled_from([0, 0, 0, 17, -1]),
        V5_STATES, DAYS, DAYS, st.booleans(),
    ),
    max_size=5,
)  # fmt: skip
TRANSACTIONS = st.lists(
    st.tuples(
        SOME_UNITS,
        AMOUNTS,
        st.sampled_from([None, "verified", "unverified"]),
        st.sampled_from([None, "selesai", "gagal"]),
    ),
    max_size=3,
)


PACKAGES = st.lists(
    st.tuples(
        st.sampled_from(["tender", "nontender"]),
        SOME_UNITS,
        st.one_of(st.none(), st.integers(min_value=0, max_value=10**10)),
        st.one_of(st.none(), st.integers(min_value=0, max_value=10**10)),
        st.one_of(st.none(), st.integers(min_value=0, max_value=10**10)),
        st.sampled_from(["", "4000", "4001", "4000;4001", "4009"]),
        DAYS,
    ),
    max_size=5,
)
EVERY_DEFINITION = [
    (code, evidence, numerator, denominator)
    for code, rule in INDICATORS.items()
    for evidence, numerator, denominator in rule.definitions()
]
ENTRIES = st.lists(
    st.tuples(
        SOME_UNITS,
        st.dates(min_value=date(2025, 1, 1), max_value=date(2025, 12, 31)),
        st.tuples(*[st.decimals(min_value=0, max_value=10**11, places=2)] * 4),
        st.booleans(),
        st.sampled_from(["proposed", "confirmed", "confirmed", "rejected", "withdrawn"]),
    ),
    max_size=6,
)


def enter(world: World, entries: list[Any]) -> None:
    """Budgets entered by a person and decided by another; those of a day that is taken are left out."""
    bpkad = hired(world.government, Role.BPKAD)
    waiting: set[tuple[str, date]] = set()
    for unit_code, valid_from, parts, covers_below, fate in entries:
        unit = Unit.objects.filter(government=world.government, code=unit_code).first()
        if unit is None or not any(parts) or (unit_code, valid_from) in waiting:
            continue
        if fate == "proposed":
            waiting.add((unit_code, valid_from))
        version = plans.propose_budget(
            unit=unit,
            year=world.year,
            kind="murni",
            number="DPA",
            dated=valid_from,
            valid_from=valid_from,
            amounts=BudgetAmounts(*parts),
            covers_below=covers_below,
            note="angka acak untuk uji",
            file_name="dpa.pdf",
            file_content=b"%PDF-1.7 %%EOF",
            actor=CONSOLE,
        )
        if fate in ("confirmed", "withdrawn"):
            plans.confirm_budget(version_id=version.pk, actor=bpkad)
        if fate == "withdrawn":
            plans.withdraw_budget(version_id=version.pk, reason="ditarik lagi", actor=bpkad)
        if fate == "rejected":
            plans.reject_budget(version_id=version.pk, reason="tidak sesuai", actor=bpkad)


@st.composite
def runs(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """The files of one import; empty feeds are left out, so that missing feeds come up too."""
    v5_rows = []
    for number, order in enumerate(draw(V5_ORDERS)):
        total = sum(order["lines"]) + order["gap"]
        status, overall = order["states"]
        for line, amount in enumerate(order["lines"]):
            v5_rows.append(
                v5(
                    order["unit"],
                    700 + number,
                    line,
                    amount,
                    total,
                    status=status,
                    overall=overall,
                    made=order["made"],
                    edited=order["edited"],
                    numbered=order["numbered"],
                )
            )
    orders = draw(V6_ORDERS)
    plans = draw(PLANS)
    packages = draw(PACKAGES)
    feeds = {
        "budget": draw(BUDGETS),
        "penyedia": [
            penyedia(p["unit"], 4000 + n, p["pagu"], method=p["method"], active=p["active"], pdn=p["pdn"], ukm=p["ukm"])
            for n, p in enumerate(plans)
        ],
        "swakelola": [swakelola(p["unit"], 5000 + n, p["pagu"]) for n, p in enumerate(plans[:2])],
        "v5": v5_rows,
        "v6": [
            v6(o["unit"], f"O{n}", o["amount"], status=o["status"], shipment=o["shipment"], day=o["day"])
            for n, o in enumerate(orders)
        ],
        **{
            kind: [
                spse(kind, unit, 800 + n, amount, pdn=pdn, umk=umk, rup=codes, day=day)
                for n, (of, unit, amount, pdn, umk, codes, day) in enumerate(packages)
                if of == kind
            ]
            for kind in ("tender", "nontender")
        },
        "toko": [
            toko_daring(unit, f"T{n}", amount, verified=verified, confirmed=confirmed)
            for n, (unit, amount, verified, confirmed) in enumerate(draw(TRANSACTIONS))
        ],
    }
    return {name: rows for name, rows in feeds.items() if rows}


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    history=st.lists(runs(), min_size=1, max_size=2),
    definition=st.sampled_from(EVERY_DEFINITION),
    as_of=st.one_of(st.none(), st.dates(min_value=date(2025, 1, 1), max_value=date(2025, 12, 31))),
    entries=ENTRIES,
)
def test_both_computations_agree(
    history: list[dict[str, list[dict[str, Any]]]],
    definition: tuple[str, EvidenceKind | None, Numerator, Denominator],
    as_of: date | None,
    entries: list[Any],
) -> None:
    with TemporaryDirectory() as folder, clock.frozen(date(2026, 2, 1)), transaction.atomic():
        world = World(Path(folder))
        for feeds in history:
            if feeds:
                world.load(feeds)
        if any(history):
            enter(world, entries)
            world.table(None, Denominator.BELANJA_PENGADAAN, as_of)
            indicator, evidence, numerator, denominator = definition
            table = world.table(numerator, denominator, as_of, indicator=indicator, evidence=evidence)
            bought = [unit.numerator for unit in table.units if unit.numerator is not None]
            assert table.total.numerator_all == sum(bought, Decimal(0))
            assert len(table.units) == table.total.units_known + table.total.units_unknown
            world.table()
        transaction.set_rollback(True)


def test_a_difference_is_found_and_named(world: World, freeze: Callable[[date | datetime], datetime]) -> None:
    freeze(date(2026, 2, 1))
    world.load({"budget": [budget(PD_A, 1000), budget(PD_B, 1000)], "v6": [v6(PD_A_SUB, "O1", 300), v6(PD_B, "O2", 1)]})
    delta = SpendDelta.objects.filter(unit__code=PD_A_SUB, stage=2).get()
    SpendDelta.objects.filter(pk=delta.pk).update(amount=Decimal("300.01"))
    table = selectors.share_table(government=world.government, year=world.year)
    found = differences(table, recount(table))
    assert found[0] == f"{PD_A} Dinas Pendidikan: numerator 300.01 lawan 300.00"
    assert not any(line.startswith(PD_B) for line in found)

"""Own orders as facts by line: class and scale as of the purchase, and marks that move with each fact."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from belanja.affirmation.recount.channels import channel_differences
from belanja.affirmation.recount.classes import class_differences, class_sums
from belanja.facts import selectors, services
from belanja.facts.models import MarkedSpend, PurchaseDocument, SpendDelta, SpendFact
from belanja.facts.services.mark import MARKINGS
from belanja.institutions import services as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import CONSOLE
from belanja.plans.models import RupPackage, RupRevision
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from tests.facts.test_native import declare, marked, reach
from tests.facts.test_native import government as government  # noqa: PLC0414  (a fixture)
from tests.intake.files import GOV, PD_A
from tests.support.law import LADDER

pytestmark = pytest.mark.django_db
YEAR = 2025


def line(key: str, amount: str, pdn: str = "", scale: str = "", product: str = "") -> dict[str, str]:
    return {"line": key, "amount": amount, "pdn_class": pdn, "business_scale": scale, "product_key": product}


CHAIR, TABLE = line("1", "600", "tkdn_25", "mikro", "p1"), line("2", "400", "impor", "besar", "p2")


def bought(government: Government, stage: str, *lines: dict[str, str], **more: Any) -> None:
    total = sum((Decimal(one["amount"]) for one in lines), Decimal(0))
    reach(government, stage, more.pop("amount", total), lines=list(lines), **more)


def plan(government: Government, code: str, *, pdn: bool | None = None, umkk: bool | None = None) -> RupPackage:
    unit = government.units.get(code__endswith="01.0000")
    return RupPackage.objects.create(
        government=government, unit=unit, year=YEAR, kind="penyedia", code=code, pagu=1, announced=True, active=True,
        counts=True, pdn=pdn, umkk=umkk, source_row_id=1,
    )  # fmt: skip


def agree(government: Government) -> None:
    """Moved step by step, made anew as a whole, and counted from the facts: all the same. The recount reads plans from
    their source rows: it is asked where no plan stands without one."""
    assert selectors.aggregate_differences(government_id=government.pk, year=YEAR) == []
    assert selectors.marked_differences(government_id=government.pk, year=YEAR) == []
    if not RupPackage.objects.filter(government=government).exists():
        assert channel_differences(government.pk, YEAR) == []
    moved = marked(government)
    services.mark(government_id=government.pk, year=YEAR)
    assert marked(government) == moved
    told = selectors.spend_classes(government_id=government.pk, year=YEAR, limit=LADDER)
    assert class_differences(told, class_sums(government.pk, YEAR, LADDER)) == []


def sums(government: Government, stage: Stage = Stage.CONTRACTED) -> dict[str, Decimal]:
    rows = MarkedSpend.objects.filter(government=government, year=YEAR, stage=stage)
    names = ["amount", *(f"{one}_{side}" for one in MARKINGS for side in ("yes", "no"))]
    return {name: sum((getattr(row, name) for row in rows), Decimal(0)) for name in names}


def test_lines_keep_what_they_were_bought_as(government: Government) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    bought(government, "CONTRACTED", CHAIR, TABLE, line("3", "50"), vendor_name="CV Kursi", vendor_refs=["nib:1"])
    found = sums(government)
    assert found["amount"] == 1_050
    assert (found["pdn_bukti_yes"], found["pdn_bukti_no"]) == (600, 400)
    assert (found["umkk_bukti_yes"], found["umkk_bukti_no"]) == (600, 400)
    document = PurchaseDocument.objects.get(key="P-1")
    assert (document.vendor_name, document.vendor_refs, document.line_count) == ("CV Kursi", ["nib:1"], 3)
    pdn, scales = selectors.spend_classes(government_id=government.pk, year=YEAR, limit=LADDER)
    assert {one.value: amount for one, amount in pdn.items() if amount} == {
        "tkdn_25": 600, "bukan_pdn": 400, "belum": 50,
    }  # fmt: skip
    assert {one.value: amount for one, amount in scales.items() if amount} == {"mikro": 600, "besar": 400, "belum": 50}
    agree(government)


def test_the_plan_of_the_order_marks_it_through_its_revisions(government: Government) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    plan(government, "50000002", pdn=True, umkk=False)
    RupRevision.objects.create(
        government=government, year=YEAR, kind="x", old_code="50000001", new_code="50000002", source_row_id=1
    )
    bought(government, "CONTRACTED", CHAIR)
    found = sums(government)
    assert (found["pdn_rup_yes"], found["umkk_rup_no"]) == (600, 600)
    agree(government)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((CHAIR, {**CHAIR, "amount": "1"}), "line_twice"),
        ((CHAIR, {**TABLE, "amount": "400.01"}), "lines_do_not_add_up"),
    ],
)
def test_lines_that_do_not_hold_are_refused(
    government: Government, lines: tuple[dict[str, str], ...], code: str
) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    amount = 601 if code == "line_twice" else 1_000
    with pytest.raises(RuleBroken) as refusal:
        bought(government, "CONTRACTED", *lines, amount=amount)
    assert (refusal.value.code, refusal.value.status) == (code, 422)
    assert not SpendFact.objects.exists()
    assert not journal.Event.objects.filter(name="purchasing.stage_reached").exists()


def test_an_addendum_replaces_only_the_lines_it_changes(government: Government) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    bought(government, "CONTRACTED", CHAIR, TABLE)
    chair = SpendFact.objects.get(line="1")
    bought(government, "CONTRACTED", CHAIR, {**TABLE, "amount": "300"}, line("3", "10"), day="2025-05-01")
    assert SpendFact.objects.get(line="1", known_to=None).pk == chair.pk
    assert SpendFact.objects.filter(line="2").count() == 2
    assert sums(government)["amount"] == 910
    bought(government, "CONTRACTED", CHAIR, day="2025-06-01")
    assert sums(government)["amount"] == 600
    before = SpendFact.objects.count(), SpendDelta.objects.count()
    bought(government, "CONTRACTED", CHAIR, day="2025-06-01")
    assert (SpendFact.objects.count(), SpendDelta.objects.count()) == before
    agree(government)


def test_a_class_alone_that_is_mended_moves_the_marks(government: Government) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    bought(government, "CONTRACTED", CHAIR)
    bought(government, "CONTRACTED", {**CHAIR, "pdn_class": "impor"})
    assert (sums(government)["pdn_bukti_yes"], sums(government)["pdn_bukti_no"]) == (0, 600)
    agree(government)


def test_a_part_that_arrived_does_not_change_what_the_order_is_worth(government: Government) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    bought(government, "CONTRACTED", CHAIR, TABLE)
    bought(government, "RECEIVED", {**CHAIR, "amount": "100"})
    assert PurchaseDocument.objects.get(key="P-1").amount == 1_000
    agree(government)


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ORDERED", "CONTRACTED", "RECEIVED", "PAID", "CANCELLED", "undo", "plan", "mark", "fold"]),
        st.sampled_from(["P-1", "P-2"]),
        st.lists(
            st.tuples(
                st.integers(0, 900),
                st.sampled_from(["", "tkdn_bmp_40", "tkdn_lt25", "siinas", "tanpa_bukti", "impor", "belum"]),
                st.sampled_from(["", "mikro", "koperasi", "menengah", "besar"]),
            ),
            min_size=1,
            max_size=3,
        ),
        st.sampled_from(["2025-03-10", "2025-04-01", "2025-12-31"]),
        st.sampled_from([True, False, None]),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(steps=_STEPS)
def test_moved_marks_equal_those_made_anew_whatever_happened(steps: list[Any]) -> None:
    with transaction.atomic():
        government = _with_plan()
        for step, key, lines, day, mark in steps:
            if step == "plan":
                RupPackage.objects.filter(government=government).update(pdn=mark, umkk=mark)
                services.mark(government_id=government.pk, year=YEAR)
            elif step == "mark":
                services.mark(government_id=government.pk, year=YEAR)
            elif step == "fold":
                services.fold(government_id=government.pk, year=YEAR)
                services.fold_marks(government_id=government.pk, year=YEAR)
            elif step == "undo":
                services.withdraw_native(government_id=government.pk, key=key, stage=Stage.PAID)
            else:
                told = [line(str(n), str(amount), pdn, size) for n, (amount, pdn, size) in enumerate(lines)]
                bought(government, step, *told, day=day, key=key)
        agree(government)
        transaction.set_rollback(True)


def _with_plan() -> Government:
    made = institutions.ensure_government(code=GOV, name="Kab. Contoh", kind_text="KABUPATEN", actor=CONSOLE)
    institutions.ensure_units(
        government=made, seen=[institutions.UnitSeen(number=None, code=PD_A, name="Dinas", year=YEAR)], actor=CONSOLE
    )
    declare(made, "katalog_lokal", date(2025, 4, 1))
    plan(made, "50000001", pdn=True)
    return made


def test_a_purchase_asks_the_same_few_questions_however_much_was_bought(government: Government) -> None:
    declare(government, "katalog_lokal", date(2025, 1, 1))
    bought(government, "ORDERED", CHAIR, TABLE)
    with CaptureQueriesContext(connection) as first:
        bought(government, "CONTRACTED", CHAIR, TABLE)
    for number in range(20):
        bought(government, "CONTRACTED", CHAIR, key=f"P-{number + 10}")
    with CaptureQueriesContext(connection) as later:
        bought(government, "RECEIVED", CHAIR, TABLE)
    assert len(first) == len(later) <= 18

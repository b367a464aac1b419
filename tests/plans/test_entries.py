"""Budgets entered by people: who may, what is refused, which version is in force on a day."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from belanja.foundation import clock
from belanja.institutions.models import Government, Unit
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.plans import budgets, services
from belanja.plans.models import BudgetPaper, BudgetVersion
from belanja.rules.budgets import BudgetAmounts, BudgetKind, BudgetState
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.support.people import hired
from tests.support.people import unit as unit_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\nDPA\n%%EOF\n"
YEAR = clock.today().year


@pytest.fixture
def government() -> Government:
    return Government.objects.get(code="D50")


@pytest.fixture
def health(government: Government) -> Unit:
    return unit_of(government, "1.02.0.00.0.00.01.0000", "Dinas Kesehatan")


def amounts(operasi: str = "700.00", modal: str = "300.00") -> BudgetAmounts:
    return BudgetAmounts(Decimal(operasi), Decimal(modal), Decimal(0), Decimal("50.00"))


def entry(unit: Unit, actor: Actor, **more: Any) -> BudgetVersion:
    given: dict[str, Any] = {
        "unit": unit,
        "year": YEAR,
        "kind": BudgetKind.MURNI,
        "number": "900/1/2025",
        "dated": date(YEAR, 1, 2),
        "valid_from": date(YEAR, 1, 2),
        "amounts": amounts(),
        "actor": actor,
        "file_name": "DPA dinas.pdf",
        "file_content": PDF,
    }
    return services.propose_budget(**given | more)


def refused(code: str, **more: Any) -> None:
    before = (BudgetVersion.objects.count(), BudgetPaper.objects.count(), Event.objects.count())
    with pytest.raises(RuleBroken) as found:
        entry(**more)
    assert found.value.code == code
    assert (BudgetVersion.objects.count(), BudgetPaper.objects.count(), Event.objects.count()) == before


def in_force(unit: Unit, on: date) -> budgets.BudgetInForce | None:
    found = budgets.budgets_in_force(government_ids=[unit.government_id], year=YEAR, on=on)
    return found.get(unit.government_id, {}).get(unit.pk)


def test_a_unit_enters_and_a_second_person_confirms(government: Government, health: Unit) -> None:
    version = entry(health, hired(government, Role.PA, unit=health))
    assert (version.state, version.pengadaan, version.total) == (
        BudgetState.PROPOSED,
        Decimal("1000.00"),
        Decimal("1050.00"),
    )
    assert in_force(health, date(YEAR, 12, 31)) is None, "nothing is used before a second person has confirmed"
    services.confirm_budget(version_id=version.pk, actor=hired(government, Role.BPKAD))
    assert in_force(health, date(YEAR, 1, 1)) is None
    found = in_force(health, date(YEAR, 1, 2))
    assert found is not None
    assert found.amounts == (Decimal("1000.00"),)
    assert found.entered is not None
    assert found.entered.number == "900/1/2025"
    names = list(Event.objects.filter(name__startswith="plans.").values_list("name", flat=True).order_by("id"))
    assert names == ["plans.budget_proposed", "plans.budget_confirmed"]


def test_versions_follow_each_other_and_a_correction_of_the_same_day_replaces(
    government: Government, health: Unit
) -> None:
    bpkad = hired(government, Role.BPKAD)
    clerk = hired(government, Role.BIRO_PBJ)
    first = entry(health, clerk)
    changed = entry(health, clerk, kind=BudgetKind.PERUBAHAN, valid_from=date(YEAR, 9, 1), amounts=amounts("900.00"))
    corrected = None
    for version in (first, changed):
        services.confirm_budget(version_id=version.pk, actor=bpkad)
    corrected = entry(health, clerk, number="900/1/2025 ralat", amounts=amounts("800.00"))
    services.confirm_budget(version_id=corrected.pk, actor=bpkad)
    first.refresh_from_db()
    assert first.state == BudgetState.REPLACED
    june, october = in_force(health, date(YEAR, 6, 30)), in_force(health, date(YEAR, 10, 1))
    assert june is not None
    assert october is not None
    assert (june.amounts, october.amounts) == ((Decimal("1100.00"),), (Decimal("1200.00"),))
    services.withdraw_budget(version_id=changed.pk, reason="nomor keliru", actor=bpkad)
    october = in_force(health, date(YEAR, 10, 1))
    assert october is not None
    assert october.amounts == (Decimal("1100.00"),)


def test_who_may_enter_and_who_may_confirm(government: Government, health: Unit) -> None:
    other = unit_of(government, "1.03.0.00.0.00.01.0000", "Dinas Lain")
    below = unit_of(government, "1.02.0.00.0.00.01.0007", "Puskesmas")
    head = hired(government, Role.PA, unit=health)
    for actor in (
        hired(government, Role.APIP),
        hired(government, Role.ADMIN),
        hired(government, Role.PA, unit=other),
        hired(government, Role.PPK, unit=health),
    ):
        refused("duty_missing", unit=health, actor=actor)
    refused("not_found", unit=health, actor=hired(Government.objects.get(code="D43"), Role.BIRO_PBJ))
    for unit, actor in ((health, head), (other, hired(government, Role.BPKAD)), (below, CONSOLE)):
        assert entry(unit, actor).state == BudgetState.PROPOSED
    version = BudgetVersion.objects.get(unit=health)
    clerk = hired(government, Role.BIRO_PBJ)
    own = entry(health, clerk, valid_from=date(YEAR, 2, 1))
    for version_id, actor, code in (
        (version.pk, head, "duty_missing"),
        (version.pk, CONSOLE, "approval_needs_person"),
        (own.pk, clerk, "four_eyes"),
        (version.pk, hired(government, Role.PIMPINAN), "duty_missing"),
    ):
        with pytest.raises(RuleBroken) as found:
            services.confirm_budget(version_id=version_id, actor=actor)
        assert found.value.code == code
    assert set(BudgetVersion.objects.values_list("state", flat=True)) == {"diusulkan"}


def test_what_cannot_be_is_refused_and_leaves_nothing(government: Government, health: Unit) -> None:
    clerk = hired(government, Role.BIRO_PBJ)
    refused("budget_sum", unit=health, actor=clerk, stated=Decimal("1000.01"))
    refused("budget_negative", unit=health, actor=clerk, amounts=amounts("-1.00"))
    refused("budget_fraction", unit=health, actor=clerk, amounts=amounts("1.001"))
    refused("budget_outside_year", unit=health, actor=clerk, valid_from=date(YEAR + 1, 1, 1))
    refused("budget_number_missing", unit=health, actor=clerk, number="  ")
    refused("budget_dated_later", unit=health, actor=clerk, dated=date(YEAR + 1, 1, 1))
    refused("budget_implausible", unit=health, actor=clerk, amounts=amounts("100000000000000.00"))
    for content, code in (
        (b"", "paper_empty"),
        (b"MZ\x90 program", "paper_not_pdf"),
        (b"<html>%PDF-</html>", "paper_not_pdf"),
        (b"%PDF-1.4\n/Encrypt 1 0 R\n%%EOF", "paper_encrypted"),
        (b"%PDF-1.4" + b"0" * services.papers.LARGEST_PAPER + b"%%EOF", "paper_too_large"),
    ):
        refused(code, unit=health, actor=clerk, file_content=content)
    doubted = entry(health, clerk, amounts=amounts("100000000000000.00"), note="Benar menurut DPA.")
    assert doubted.doubt["rule"] == "budget.largest"
    refused("budget_already_proposed", unit=health, actor=clerk)


def test_the_name_of_a_document_is_only_a_name(government: Government, health: Unit) -> None:
    version = entry(health, hired(government, Role.BIRO_PBJ), file_name="..\\..\\etc/pass\x00wd\n.pdf")
    assert version.paper is not None
    assert version.paper.name == "passwd.pdf"
    assert bytes(version.paper.content) == PDF


def test_a_decision_is_made_once_with_a_reason(government: Government, health: Unit) -> None:
    clerk, bpkad = hired(government, Role.BIRO_PBJ), hired(government, Role.BPKAD)
    version = entry(health, clerk)
    with pytest.raises(RuleBroken, match="alasan"):
        services.reject_budget(version_id=version.pk, reason=" a ", actor=bpkad)
    services.reject_budget(version_id=version.pk, reason="Nomor DPA keliru.", actor=bpkad)
    for act in (services.confirm_budget, services.withdraw_budget):
        with pytest.raises(RuleBroken) as found:
            act(version_id=version.pk, actor=bpkad, **({} if act is services.confirm_budget else {"reason": "lima."}))
        assert found.value.code == "already_decided"
    again = entry(health, clerk)
    services.withdraw_budget(version_id=again.pk, reason="salah unit", actor=clerk)
    again.refresh_from_db()
    assert again.state == BudgetState.WITHDRAWN

"""Parameters and counting modes: two people, and only the future."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from belanja.foundation import clock
from belanja.institutions import selectors, services
from belanja.institutions.models import CountingMode, Government, LegalBasis, ParameterRow
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.channels import Mode
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.support.people import hired, tomorrow

pytestmark = pytest.mark.django_db

Hire = Callable[..., Actor]


def proposed(government: Government, basis: LegalBasis, actor: Actor, **changes: object) -> ParameterRow:
    wanted = {
        "key": "target.epurchasing",
        "value": "40",
        "valid_from": tomorrow(),
        "article": "angka 1",
        "reason": "arahan pimpinan",
    } | changes
    return services.propose_parameter(government=government, legal_basis=basis, actor=actor, **wanted)  # type: ignore[arg-type]  # the cases mix types on purpose


def target(government: Government, on: date) -> Decimal:
    return selectors.parameter("target.epurchasing", government_id=government.pk, on=on)


def test_a_proposal_counts_from_its_day_on_once_a_second_person_agrees(
    government: Government, neighbour: Government, basis: LegalBasis, hire: Hire
) -> None:
    row = proposed(government, basis, hire(Role.BIRO_PBJ))
    assert target(government, tomorrow(5)) == 30
    services.approve_parameter(parameter_id=row.pk, actor=hire(Role.KEPALA_BIRO_PBJ))
    assert target(government, tomorrow(0)) == 30
    assert target(government, tomorrow(1)) == 40
    assert target(neighbour, tomorrow(5)) == 30
    in_force = selectors.parameter_row("target.epurchasing", government_id=government.pk, on=tomorrow(5))
    assert (in_force.legal_basis, in_force.article) == (basis, "angka 1")
    assert [event.name for event in Event.objects.filter(subject=f"parameter:{row.pk}").order_by("pk")] == [
        "institutions.parameter_proposed",
        "institutions.parameter_approved",
    ]


def test_the_latest_row_of_the_government_wins(government: Government, basis: LegalBasis, hire: Hire) -> None:
    clerk, head = hire(Role.BIRO_PBJ), hire(Role.KEPALA_BIRO_PBJ)
    for days, value in ((30, "50"), (10, "40"), (20, "45")):
        row = proposed(government, basis, clerk, valid_from=tomorrow(days), value=value)
        services.approve_parameter(parameter_id=row.pk, actor=head)
    seen = [target(government, tomorrow(days)) for days in (9, 10, 19, 20, 29, 30, 400)]
    assert seen == [30, 40, 40, 45, 45, 50, 50]


@pytest.mark.parametrize("approver", [Role.KEPALA_BIRO_PBJ])
def test_nobody_approves_his_own_proposal(
    government: Government, basis: LegalBasis, hire: Hire, approver: Role
) -> None:
    both = hire(Role.BIRO_PBJ, approver)
    row = proposed(government, basis, both)
    before = Event.objects.count()
    with pytest.raises(RuleBroken) as refusal:
        services.approve_parameter(parameter_id=row.pk, actor=both)
    assert (refusal.value.code, refusal.value.status) == ("four_eyes", 403)
    row.refresh_from_db()
    assert (row.approved_at, Event.objects.count()) == (None, before)
    with pytest.raises(IntegrityError), transaction.atomic():
        ParameterRow.objects.filter(pk=row.pk).update(approved_by_id=both.user_id, approved_at=clock.now())


def test_the_console_may_propose_but_not_approve(government: Government, basis: LegalBasis) -> None:
    row = proposed(government, basis, CONSOLE)
    with pytest.raises(RuleBroken) as refusal:
        services.approve_parameter(parameter_id=row.pk, actor=CONSOLE)
    assert refusal.value.code == "approval_needs_person"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"valid_from": None}, "not_in_future"),
        ({"key": "target.tidak_ada"}, "parameter_unknown"),
        ({"value": "101"}, "parameter_value"),
        ({"value": "-1"}, "parameter_value"),
        ({"value": "tiga puluh"}, "parameter_value"),
        ({"value": "NaN"}, "parameter_value"),
        ({"key": "switch.toko_daring", "value": "mungkin"}, "parameter_value"),
    ],
)
def test_what_cannot_be_is_refused(
    government: Government, basis: LegalBasis, hire: Hire, changes: dict[str, object], code: str
) -> None:
    if changes.get("valid_from", "") is None:
        changes = {"valid_from": tomorrow(0)}
    with pytest.raises(RuleBroken) as refusal:
        proposed(government, basis, hire(Role.BIRO_PBJ), **changes)
    assert refusal.value.code == code
    assert not ParameterRow.objects.filter(government=government).exists()


def test_a_legal_basis_of_somebody_else_or_of_the_past_carries_nothing(
    government: Government, neighbour: Government, basis: LegalBasis, hire: Hire
) -> None:
    foreign = services.register_legal_basis(
        government=neighbour, slug="sk-sebelah", kind="Keputusan", number="1", subject="X", actor=CONSOLE
    )
    with pytest.raises(RuleBroken, match="tidak ditemukan"):
        proposed(government, foreign, hire(Role.BIRO_PBJ))
    LegalBasis.objects.filter(pk=basis.pk).update(in_force_to=tomorrow())
    basis.refresh_from_db()
    with pytest.raises(RuleBroken) as refusal:
        proposed(government, basis, hire(Role.BIRO_PBJ))
    assert refusal.value.code == "legal_basis_ended"


def test_one_value_a_day_until_it_is_declined(government: Government, basis: LegalBasis, hire: Hire) -> None:
    clerk, head = hire(Role.BIRO_PBJ), hire(Role.KEPALA_BIRO_PBJ)
    row = proposed(government, basis, clerk)
    with pytest.raises(RuleBroken) as refusal:
        proposed(government, basis, clerk, value="45")
    assert (refusal.value.code, refusal.value.status) == ("already_proposed", 409)
    with pytest.raises(RuleBroken, match="alasan"):
        services.reject_parameter(parameter_id=row.pk, reason=" ", actor=head)
    services.reject_parameter(parameter_id=row.pk, reason="terlalu tinggi", actor=head)
    again = proposed(government, basis, clerk, value="35")
    assert [one.pk for one in selectors.proposals(government.pk)] == [again.pk]
    with pytest.raises(RuleBroken) as refusal:
        services.approve_parameter(parameter_id=row.pk, actor=head)
    assert (refusal.value.code, refusal.value.status) == ("already_decided", 409)


def test_a_proposal_whose_day_has_come_is_too_late(government: Government, basis: LegalBasis, hire: Hire) -> None:
    row, head = proposed(government, basis, hire(Role.BIRO_PBJ)), hire(Role.KEPALA_BIRO_PBJ)
    with clock.frozen(tomorrow()), pytest.raises(RuleBroken) as refusal:
        services.approve_parameter(parameter_id=row.pk, actor=head)
    assert (refusal.value.code, refusal.value.status) == ("too_late", 409)


def test_seeded_values_are_not_decided_upon(government: Government, hire: Hire) -> None:
    seeded = ParameterRow.objects.filter(seeded=True).first()
    assert seeded is not None
    with pytest.raises(RuleBroken) as refusal:
        services.reject_parameter(parameter_id=seeded.pk, reason="x", actor=hire(*Role))
    assert refusal.value.status == 404


def test_counting_modes_need_two_people_and_the_local_catalogue_a_legal_basis(
    government: Government, basis: LegalBasis, hire: Hire
) -> None:
    clerk, head = hire(Role.BIRO_PBJ), hire(Role.PIMPINAN)
    assert selectors.counting_mode(government_id=government.pk, channel="native", on=tomorrow()) is Mode.COMPANION
    with pytest.raises(RuleBroken) as refusal:
        services.propose_counting_mode(government=government, mode=Mode.LOCAL, valid_from=tomorrow(), actor=clerk)
    assert refusal.value.code == "local_catalogue_basis"
    assert refusal.value.citation
    row = services.propose_counting_mode(
        government=government, mode=Mode.LOCAL, valid_from=tomorrow(), legal_basis=basis, actor=clerk
    )
    assert selectors.counting_mode(government_id=government.pk, on=tomorrow()) is Mode.COMPANION
    services.approve_counting_mode(counting_mode_id=row.pk, actor=head)
    assert selectors.counting_mode(government_id=government.pk, on=tomorrow(0)) is Mode.COMPANION
    assert selectors.counting_mode(government_id=government.pk, on=tomorrow()) is Mode.LOCAL
    with pytest.raises(IntegrityError), transaction.atomic():
        CountingMode.objects.filter(pk=row.pk).update(legal_basis=None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("second", ["approve", "reject"])
def test_of_two_people_deciding_at_once_one_wins(second: str) -> None:
    government = Government.objects.create(code="D900", name="Kabupaten Contoh")
    basis = LegalBasis.objects.get(slug="inpres-2-2022")
    row = proposed(government, basis, hired(government, Role.BIRO_PBJ))
    heads = [hired(government, Role.KEPALA_BIRO_PBJ), hired(government, Role.PIMPINAN)]
    start = Barrier(2)

    def decide(number: int) -> str:
        try:
            start.wait(timeout=20)
            if number and second == "reject":
                services.reject_parameter(parameter_id=row.pk, reason="tidak", actor=heads[number])
            else:
                services.approve_parameter(parameter_id=row.pk, actor=heads[number])
        except RuleBroken as refusal:
            return refusal.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, range(2))) == ["already_decided", "done"]
    row.refresh_from_db()
    assert (row.approved_at is None) != (row.rejected_at is None)
    decided = Event.objects.filter(subject=f"parameter:{row.pk}").exclude(name="institutions.parameter_proposed")
    assert decided.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_people_proposing_the_same_day_at_once_one_wins() -> None:
    government = Government.objects.create(code="D900", name="Kabupaten Contoh")
    basis = LegalBasis.objects.get(slug="inpres-2-2022")
    clerks = [hired(government, Role.BIRO_PBJ), hired(government, Role.BIRO_PBJ)]
    start = Barrier(2)

    def propose(number: int) -> str:
        try:
            start.wait(timeout=20)
            proposed(government, basis, clerks[number], value=str(40 + number))
        except RuleBroken as refusal:
            return refusal.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(propose, range(2))) == ["already_proposed", "done"]
    assert ParameterRow.objects.filter(government=government).count() == 1

"""The table of holidays of a government: seeded, added to and withdrawn with its ground."""

from datetime import date
from typing import Any

import pytest

from belanja.institutions import services, working_days
from belanja.institutions.models import Government, Holiday, LegalBasis
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.rules import holidays
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.support.people import hired

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 12, 3)


@pytest.fixture
def government() -> Government:
    return Government.objects.get(code="D43")


def add(government: Government, actor: Actor, **more: Any) -> Holiday:
    told: dict[str, Any] = {"day": THURSDAY, "name": "Hari jadi daerah", "kind": Holiday.Kind.LOCAL}
    basis = LegalBasis.objects.order_by("pk").first()
    assert basis is not None
    return services.add_holiday(government=government, legal_basis=basis, actor=actor, **(told | more))


def test_the_decrees_of_the_release_are_seeded_once(government: Government) -> None:
    assert working_days.holidays(None) == {one.day for one in holidays.SEEDS}
    services.seed()
    assert Holiday.objects.count() == len(holidays.SEEDS)
    assert working_days.after(date(2026, 12, 23), 1, government_id=None) == date(2026, 12, 28)


def test_a_government_has_days_of_its_own(government: Government) -> None:
    add(government, hired(government, Role.BIRO_PBJ))
    eve = date(2026, 12, 2)
    assert working_days.after(eve, 1, government_id=government.pk) == date(2026, 12, 4)
    assert working_days.after(eve, 1, government_id=None) == THURSDAY
    assert working_days.between(eve, date(2026, 12, 4), government_id=government.pk) == 1
    event = Event.objects.get(name="institutions.holiday_added")
    assert event.payload["day"] == "2026-12-03"


def test_its_own_word_on_a_day_wins(government: Government) -> None:
    christmas_eve = date(2026, 12, 24)
    add(government, hired(government, Role.BIRO_PBJ), day=christmas_eve, works=True, name="Tetap bekerja")
    assert working_days.after(date(2026, 12, 23), 1, government_id=government.pk) == christmas_eve


def test_a_day_is_withdrawn_with_a_reason_and_may_come_again(government: Government) -> None:
    clerk = hired(government, Role.BIRO_PBJ)
    holiday = add(government, clerk)
    with pytest.raises(RuleBroken) as refusal:
        services.withdraw_holiday(holiday_id=holiday.pk, government=government, reason=" ", actor=clerk)
    assert refusal.value.code == "reason_missing"
    told = {"holiday_id": holiday.pk, "government": government, "reason": "salah tanggal", "actor": clerk}
    services.withdraw_holiday(**told)  # type: ignore[arg-type]
    assert THURSDAY not in working_days.holidays(government.pk)
    with pytest.raises(RuleBroken) as refusal:
        services.withdraw_holiday(**told)  # type: ignore[arg-type]
    assert (refusal.value.code, refusal.value.status) == ("holiday_withdrawn", 409)
    add(government, clerk)
    with pytest.raises(RuleBroken) as refusal:
        add(government, clerk)
    assert (refusal.value.code, refusal.value.status) == ("holiday_known", 409)


@pytest.mark.parametrize(("role", "status"), [(None, 404), (Role.APIP, 403), (Role.PPK, 403)])
def test_nobody_else_touches_the_table(government: Government, role: Role | None, status: int) -> None:
    mine = add(government, hired(government, Role.BIRO_PBJ))
    other = hired(government, *([role] if role else []))
    before = list(Holiday.objects.order_by("pk").values())
    for attempt in (
        lambda: add(government, other, day=date(2026, 12, 4)),
        lambda: services.withdraw_holiday(holiday_id=mine.pk, government=government, reason="tidak suka", actor=other),
    ):
        with pytest.raises(RuleBroken) as refusal:
            attempt()
        assert refusal.value.status == status
    assert list(Holiday.objects.order_by("pk").values()) == before


def test_days_of_everybody_and_of_others_are_not_withdrawn_here(government: Government) -> None:
    clerk = hired(government, Role.BIRO_PBJ)
    general = Holiday.objects.filter(government=None).order_by("pk").first()
    assert general is not None
    with pytest.raises(RuleBroken) as refusal:
        services.withdraw_holiday(holiday_id=general.pk, government=government, reason="tidak berlaku", actor=clerk)
    assert refusal.value.status == 404

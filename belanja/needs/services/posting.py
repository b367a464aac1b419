"""A need is posted, amended, renewed and taken back by whoever needs it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from belanja.catalogue.models import Region
from belanja.etalase.models import Etalase, ReadySpecification
from belanja.etalase.services.specifications import written
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Unit
from belanja.journal.services import Actor
from belanja.rules import codes
from belanja.rules.attributes import Requirement
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import Duty
from belanja.rules.needs.states import RUNNING, NeedState, Side
from belanja.rules.needs.steps import Step

from ..models import Need
from . import base, joining


@dataclass(frozen=True)
class Wanted:
    """A need as it was filled in. `quantity`: amount and unit in words, where they are no number; `value`: rupiah;
    `requirements`: of the attributes of its etalase, where it names no ready specification; `on_behalf`: the office or
    firm that the public reads; `plan_code`: kode RUP; `kbki`: leading digits."""

    what: str
    on_behalf: str
    details: str = ""
    quantity: str = ""
    amount: Decimal | None = None
    measure: str = ""
    value: Decimal | None = None
    region: Region | None = None
    needed_by: date | None = None
    etalase: Etalase | None = None
    specification: ReadySpecification | None = None
    requirements: tuple[Requirement, ...] = ()
    kbki: tuple[str, ...] = field(default=())
    plan_code: str = ""
    question: str = ""


def post_need(*, government: Government, wanted: Wanted, request: str, actor: Actor, unit: Unit | None = None) -> Need:
    """Post a need, of a unit or of the account alone. The same form (`request`) sent again gives the need that it
    became the first time.

    Raises RuleBroken: 404 without an account, or for another's unit; 409 when too many are open; a day that has passed.
    """
    if actor.user_id is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    posted = Need.objects.filter(by_id=actor.user_id, request=request).first()
    if posted is not None:
        return posted
    if unit is not None:
        institutions.require(actor, Duty.POST_NEED, government, unit_id=unit.pk)
    _check(wanted)
    _room(government, actor.user_id)
    try:
        with transaction.atomic():
            return _written(government, unit, wanted, request, actor)
    except IntegrityError:
        return Need.objects.get(by_id=actor.user_id, request=request)


@transaction.atomic
def amend_need(*, need_id: int, version: int | None, wanted: Wanted, actor: Actor) -> Need:
    """Write a need anew while it is looked for; it may join another demand by it.

    Raises RuleBroken: 404 for anybody else, 409 where it changed meanwhile or is not looked for any more.
    """
    need = base.locked(need_id)
    base.poster(actor, need)
    unchanged("Kebutuhan", need.version, version)
    _check(wanted)
    _fill(need, wanted)
    need.demand = joining.demand_for(need)
    # What is looked for may be another thing now: firms are looked for within the minute, not tomorrow.
    need.matched_on = None
    base.take(need, Step.AMEND, side=Side.POSTER, actor=actor)
    return need


@transaction.atomic
def renew_need(*, need_id: int, needed_by: date, actor: Actor) -> Need:
    """Post a need again whose day has passed. Raises RuleBroken 404 for anybody else; a day that has passed."""
    need = base.locked(need_id)
    base.poster(actor, need)
    _ahead(needed_by)
    # It is looked for anew, and what had been linked before its day passed did not meet it.
    need.needed_by, need.product_id, need.answer, need.matched_on = needed_by, None, "", None
    base.take(need, Step.RENEW, side=Side.POSTER, actor=actor, target=base.looked_for(need))
    return need


@transaction.atomic
def take_back_need(*, need_id: int, actor: Actor) -> Need:
    """The poster no longer needs it. RuleBroken 404 for anybody else, 409 when it is closed already."""
    need = base.locked(need_id)
    base.poster(actor, need)
    base.take(need, Step.TAKE_BACK, side=Side.POSTER, actor=actor)
    return need


def _written(government: Government, unit: Unit | None, wanted: Wanted, request: str, actor: Actor) -> Need:
    need = Need(
        code=codes.new(), government=government, unit=unit, state=NeedState.OPEN.value, at=clock.now(),
        by_id=actor.user_id or 0, request=request[:40],
    )  # fmt: skip
    _fill(need, wanted)
    need.demand = joining.demand_for(need)
    need.save()
    base.record(need, Step.POST, side=Side.POSTER, actor=actor, source="")
    return need


def _fill(need: Need, wanted: Wanted) -> None:
    need.what, need.details = text.capital_word(wanted.what.strip())[:160], wanted.details.strip()[:1000]
    need.etalase, need.specification = wanted.etalase, wanted.specification
    if wanted.specification is not None:
        need.etalase, need.requirements = wanted.specification.etalase, wanted.specification.requirements
    else:
        need.requirements = [written(one) for one in wanted.requirements]
    need.kbki = list(wanted.kbki or (need.etalase.kbki if need.etalase else ()))
    need.amount, need.measure = wanted.amount, wanted.measure.strip()[:20]
    need.quantity, need.value = wanted.quantity.strip()[:80], wanted.value
    need.region, need.needed_by = wanted.region, wanted.needed_by
    need.plan_code, need.on_behalf = wanted.plan_code.strip()[:40], wanted.on_behalf.strip()[:120]
    need.question = wanted.question.strip()[:160]


def _check(wanted: Wanted) -> None:
    if not wanted.what.strip() or not wanted.on_behalf.strip():
        raise RuleBroken("need_incomplete", "Sebutkan apa yang dibutuhkan dan atas nama siapa.")
    _ahead(wanted.needed_by)
    if wanted.value is not None and wanted.value <= 0:
        raise RuleBroken("need_value", "Nilai perkiraan harus lebih dari nol.")
    if wanted.amount is not None and wanted.amount <= 0:
        raise RuleBroken("need_amount", "Jumlah harus lebih dari nol.")


def _ahead(day: date | None) -> None:
    if day is not None and day < clock.today():
        raise RuleBroken("need_day_passed", "Tanggal dibutuhkan sudah lewat. Tulis tanggal yang akan datang.")


def _room(government: Government, user_id: int) -> None:
    open_now = Need.objects.filter(by_id=user_id, state__in=[one.value for one in RUNNING]).count()
    if open_now >= institutions.parameter("katalog.kebutuhan.terbuka", government_id=government.pk, on=clock.today()):
        raise RuleBroken(
            "needs_used_up",
            f"Akun ini sudah memasang {open_now} kebutuhan yang masih terbuka. Tarik yang tidak diperlukan lagi.",
            status=409,
        )

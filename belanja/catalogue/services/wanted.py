"""Needs that the catalogue does not meet: posted by an account, closed by it or by Biro PBJ."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from belanja.catalogue.models import PostedNeed, Region
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor, append
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.wanted import NeedState


@dataclass(frozen=True)
class Wanted:
    """A need in words. `quantity`: amount and unit; `on_behalf`: the office or firm that the public reads."""

    what: str
    details: str
    quantity: str
    region: Region | None
    needed_by: date | None
    on_behalf: str
    question: str = ""


def post_need(*, government: Government, wanted: Wanted, request: str, actor: Actor) -> PostedNeed:
    """Post a need. The same form (`request`) sent again gives the need that it became the first time.

    Raises RuleBroken: 404 without an account; 409 when too many are open; a day that has passed.
    """
    user_id = _account(actor)
    posted = PostedNeed.objects.filter(by_id=user_id, request=request).first()
    if posted is not None:
        return posted
    if not wanted.what.strip() or not wanted.on_behalf.strip():
        raise RuleBroken("need_incomplete", "Sebutkan apa yang dibutuhkan dan atas nama siapa.")
    if wanted.needed_by is not None and wanted.needed_by < clock.today():
        raise RuleBroken("need_day_passed", "Tanggal dibutuhkan sudah lewat. Tulis tanggal yang akan datang.")
    open_now = PostedNeed.objects.filter(by_id=user_id, state=NeedState.OPEN.value).count()
    if open_now >= institutions.parameter("katalog.kebutuhan.terbuka", government_id=government.pk, on=clock.today()):
        raise RuleBroken(
            "needs_used_up",
            f"Akun ini sudah memasang {open_now} kebutuhan yang masih terbuka. Tarik yang tidak diperlukan lagi.",
            status=409,
        )
    try:
        with transaction.atomic():
            made = PostedNeed.objects.create(
                government=government,
                what=wanted.what.strip()[:160],
                details=wanted.details.strip(),
                quantity=wanted.quantity.strip()[:80],
                region=wanted.region,
                needed_by=wanted.needed_by,
                on_behalf=wanted.on_behalf.strip()[:120],
                question=wanted.question.strip()[:160],
                state=NeedState.OPEN.value,
                at=clock.now(),
                by_id=user_id,
                request=request[:40],
            )
            _tell("catalogue.need_posted", made, actor)
    except IntegrityError:
        return PostedNeed.objects.get(by_id=user_id, request=request)
    return made


@transaction.atomic
def take_back_need(*, need_id: int, actor: Actor) -> PostedNeed:
    """The poster no longer needs it. RuleBroken 404 for anybody else, 409 when it is closed already."""
    need = _locked(need_id)
    if need.by_id != _account(actor):
        raise RuleBroken("need_unknown", "Kebutuhan ini tidak ditemukan.", status=404)
    return _close(need, NeedState.TAKEN_BACK, "", None, actor)


@transaction.atomic
def answer_need(*, need_id: int, state: NeedState, answer: str, product_id: int | None, actor: Actor) -> PostedNeed:
    """Biro PBJ says that a product meets it (`MET`), or takes it off (`REMOVED`), with the words that are shown.

    Raises RuleBroken: 404 for another government's need, duty_missing, 409 when it is closed already.
    """
    need = _locked(need_id)
    institutions.require(actor, Duty.CURATE_CATALOGUE, need.government)
    if state not in {NeedState.MET, NeedState.REMOVED}:
        raise RuleBroken("need_step", "Kebutuhan hanya dapat dinyatakan terpenuhi atau diturunkan.")
    if not answer.strip():
        raise RuleBroken("need_reason_missing", "Tulis apa yang memenuhinya, atau mengapa diturunkan.")
    return _close(need, state, answer.strip()[:300], product_id, actor)


def _close(need: PostedNeed, state: NeedState, answer: str, product_id: int | None, actor: Actor) -> PostedNeed:
    if need.state != NeedState.OPEN.value:
        raise RuleBroken(
            "need_closed",
            f"Kebutuhan ini tidak terbuka lagi: {NeedState(need.state).label}. Muat ulang halamannya.",
            status=409,
        )
    need.state, need.answer, need.product_id = state.value, answer, product_id
    need.closed_at, need.closed_by_id = clock.now(), actor.user_id
    need.save(update_fields=["state", "answer", "product_id", "closed_at", "closed_by_id"])
    _tell("catalogue.need_closed", need, actor)
    return need


def _locked(need_id: int) -> PostedNeed:
    found = PostedNeed.objects.select_for_update(of=("self",)).select_related("government").filter(pk=need_id).first()
    if found is None:
        raise RuleBroken("need_unknown", "Kebutuhan ini tidak ditemukan.", status=404)
    return found


def _account(actor: Actor) -> int:
    if actor.user_id is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    return actor.user_id


def _tell(name: str, need: PostedNeed, actor: Actor) -> None:
    append(
        name=name,
        actor=actor,
        subject=f"posted_need:{need.pk}",
        payload={"what": need.what, "state": need.state},
        government_code=need.government.code,
    )

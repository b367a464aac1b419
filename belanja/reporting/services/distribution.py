"""An issued report goes to the leadership and to the heads of Perangkat Daerah; who got it says so, and answers what
the leadership asks."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.institutions.models import Government, Unit
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.notices.services import Message
from belanja.reporting import selectors
from belanja.reporting.models import Delivery, Disposition, Snapshot
from belanja.reporting.selectors.posts import posts_of
from belanja.rules import reports
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import DUTIES, Duty
from belanja.rules.reporting.parameters import RECEIPT_DAYS
from belanja.rules.reporting.posts import LINE, Post, head_of
from belanja.rules.reports import State

from . import states

_NOT_THERE = RuleBroken("not_found", "Laporan ini tidak ditemukan.", status=404)


@transaction.atomic
def distribute(*, snapshot_id: int, government: Government, actor: Actor) -> list[Delivery]:
    """Hand an issued report to the leadership and to the head of every Perangkat Daerah it tells of; who had it already
    is not given it again. Where Sekretaris Daerah and the head of the region are known by their posts, it goes to the
    former, who passes it on (`forward`); else to everybody of the leadership.

    Raises RuleBroken 403/404, 409 for a report that is not issued.
    """
    states.lock(government)
    institutions.require(actor, Duty.DISTRIBUTE_REPORT, government)
    snapshot = _issued(snapshot_id, government)
    told = [unit["code"] for unit in selectors.document_of(snapshot)["units"]]
    units = Unit.objects.filter(government=government, code__in=told).order_by("pk")
    leaders, posts = _leaders(government)
    if _course(posts):
        leaders = [user for user in leaders if posts.get(user) is Post.SECRETARY]
    else:
        posts = {}  # no course to keep to
    had_it = set(snapshot.deliveries.filter(unit=None).values_list("user_id", flat=True))
    had_units = set(snapshot.deliveries.exclude(unit=None).values_list("unit_id", flat=True))
    common = _common(snapshot, government, actor)
    made = Delivery.objects.bulk_create(
        [
            *(Delivery(user_id=user, post=_post(posts, user), **common) for user in leaders if user not in had_it),
            *(Delivery(unit=unit, **common) for unit in units if unit.pk not in had_units),
        ]
    )
    _tell_receivers(snapshot, made, actor)
    states.tell("reporting.distributed", snapshot, actor, {"leaders": len(leaders), "made": len(made)})
    return made


@transaction.atomic
def forward(*, delivery_id: int, government: Government, note: str, actor: Actor) -> list[Delivery]:
    """Sekretaris Daerah passes the report on to the head of the region, with a word where he likes; by that he has it
    himself. Raises RuleBroken 404 for anybody else, 409 where it was passed on or nobody fills that post."""
    found = _mine(delivery_id, government, actor)
    if found.post != Post.SECRETARY:
        raise _NOT_THERE
    if found.forwarded_at is not None:
        raise RuleBroken("report_forwarded", "Laporan ini sudah Anda teruskan.", LINE, status=409)
    snapshot = _issued(found.snapshot_id, government)
    leaders, posts = _leaders(government)
    given = snapshot.deliveries.filter(unit=None).values_list("user_id", flat=True)
    had_it = {user for user in given if user is not None}
    onward = [user for user in leaders if user not in had_it and posts.get(user) is not Post.SECRETARY]
    if not any(posts.get(user) is Post.HEAD for user in (*onward, *had_it)):
        head = head_of(government.kind, government.name)
        raise RuleBroken("head_unknown", f"Akun {head} belum tercatat pada jabatannya.", LINE, status=409)
    found.forwarded_at, found.forward_note = clock.now(), note.strip()
    if found.received_at is None:
        found.received_at, found.received_by_id = clock.now(), actor.user_id
        found.received_by_label = actor.label[:120]
    found.save()
    heads = [user for user in had_it if posts.get(user) is Post.HEAD]
    snapshot.deliveries.filter(user_id__in=heads).update(post=Post.HEAD.value)  # who had it before posts were known
    common = _common(snapshot, government, actor)
    made = Delivery.objects.bulk_create(Delivery(user_id=user, post=_post(posts, user), **common) for user in onward)
    _tell_receivers(snapshot, made, actor)
    states.tell("reporting.forwarded", snapshot, actor, {"delivery": found.pk, "made": len(made)})
    return made


@transaction.atomic
def acknowledge(*, delivery_id: int, government: Government, actor: Actor) -> Delivery:
    """The receiver says that he has the report; twice changes nothing. Raises RuleBroken 404 for anybody else."""
    found = _mine(delivery_id, government, actor)
    if found.received_at is not None:
        return found
    found.received_at = clock.now()
    found.received_by_id, found.received_by_label = actor.user_id, actor.label[:120]
    found.save(update_fields=["received_at", "received_by_id", "received_by_label"])
    states.tell("reporting.acknowledged", found.snapshot, actor, {"delivery": found.pk})
    return found


@transaction.atomic
def dispose(
    *,
    snapshot_id: int,
    government: Government,
    unit_ids: Collection[int],
    words: str,
    due_on: date | None,
    actor: Actor,
) -> list[Disposition]:
    """The leadership asks something of some Perangkat Daerah upon a report; where it goes by posts, the head of the
    region does, once it has reached him. Raises RuleBroken 403/404, 409 for a report that is not issued or not passed
    on, 422 without words or units, or for a day that has passed."""
    institutions.require(actor, Duty.DISPOSE_REPORT, government)
    snapshot = _issued(snapshot_id, government)
    post = _disposing(snapshot, government, actor)
    states.need_reason(words)
    units = list(Unit.objects.filter(government=government, pk__in=unit_ids).order_by("pk"))
    if not units or len(units) != len(set(unit_ids)):
        raise RuleBroken("disposition_units", "Pilih Perangkat Daerah yang ditugaskan.")
    if due_on is not None and due_on < clock.today():
        raise RuleBroken("disposition_past", "Tenggat disposisi sudah lewat; pilih hari lain.")
    made = Disposition.objects.bulk_create(
        Disposition(
            snapshot=snapshot, unit=unit, words=words.strip(), due_on=due_on, at=clock.now(), by_id=actor.user_id,
            by_label=actor.label[:120], post=post,
        )
        for unit in units
    )  # fmt: skip
    until = f" Jawab paling lambat {text.long_date(due_on)}." if due_on else ""
    told = f"Disposisi Pimpinan atas laporan {text.quarter(snapshot.year, snapshot.quarter)} untuk unit Anda.{until}"
    _tell(snapshot, [(_heads(unit), told) for unit in units], actor)
    states.tell("reporting.disposed", snapshot, actor, {"units": [unit.code for unit in units]})
    return made


@transaction.atomic
def answer_disposition(*, disposition_id: int, government: Government, words: str, actor: Actor) -> Disposition:
    """The unit answers what was asked of it, once. Raises RuleBroken 403/404, 409 where it has answered, 422 without
    words."""
    found = (
        Disposition.objects.select_for_update(of=("self",))
        .select_related("snapshot__government", "unit")
        .filter(snapshot__government=government, pk=disposition_id)
        .first()
    )
    if found is None:
        raise _NOT_THERE
    institutions.require(actor, Duty.RECEIVE_REPORT, government, unit_id=found.unit_id)
    if found.answered_at is not None:
        raise RuleBroken("disposition_answered", "Disposisi ini sudah dijawab unit Anda.", status=409)
    states.need_reason(words)
    found.answer, found.answered_at = words.strip(), clock.now()
    found.answered_by_id, found.answered_by_label = actor.user_id, actor.label[:120]
    found.save(update_fields=["answer", "answered_at", "answered_by_id", "answered_by_label"])
    leaders = institutions.people_with(government.pk, DUTIES[Duty.DISPOSE_REPORT])
    _tell(found.snapshot, [(leaders, f"{found.unit.name} menjawab disposisi Anda.")], actor)
    states.tell("reporting.disposition_answered", found.snapshot, actor, {"unit": found.unit.code})
    return found


def course_of(snapshot: Snapshot) -> bool:
    """Whether a report goes by posts: over Sekretaris Daerah to the head of the region."""
    return snapshot.deliveries.filter(post=Post.SECRETARY.value).exists()


def disposes(snapshot: Snapshot, user_id: int | None) -> bool:
    """Whether this person of the leadership may dispose of a report now."""
    return not course_of(snapshot) or snapshot.deliveries.filter(post=Post.HEAD.value, user_id=user_id).exists()


def _disposing(snapshot: Snapshot, government: Government, actor: Actor) -> str:
    """The post in which somebody disposes; RuleBroken 403 or 409 where it is not his turn."""
    if not course_of(snapshot) or actor.user_id is None:
        return ""
    head = head_of(government.kind, government.name)
    if not snapshot.deliveries.filter(post=Post.HEAD.value).exists():
        words = f"Laporan ini belum diteruskan Sekretaris Daerah kepada {head}."
        raise RuleBroken("report_not_forwarded", words, LINE, status=409)
    if not disposes(snapshot, actor.user_id):
        raise RuleBroken("disposition_of_head", f"Disposisi atas laporan ini diberikan {head}.", LINE, status=403)
    return Post.HEAD.value


def _leaders(government: Government) -> tuple[list[int], dict[int, Post]]:
    """Accounts of the leadership, and the post of each that fills one today."""
    leaders = institutions.people_with(government.pk, DUTIES[Duty.DISPOSE_REPORT])
    return leaders, posts_of(government, leaders, clock.today())


def _course(posts: dict[int, Post]) -> bool:
    return {Post.SECRETARY, Post.HEAD} <= set(posts.values())


def _post(posts: dict[int, Post], user: int) -> str:
    post = posts.get(user)
    return post.value if post else ""


def _common(snapshot: Snapshot, government: Government, actor: Actor) -> dict[str, Any]:
    """What every delivery of one moment says."""
    rule = institutions.parameter_row(RECEIPT_DAYS, government_id=government.pk, on=clock.today())
    due_on = working_days.after(clock.today(), int(rule.value), government_id=government.pk)
    return {"snapshot": snapshot, "sent_at": clock.now(), "sent_by_label": actor.label[:120], "due_on": due_on}


def _tell_receivers(snapshot: Snapshot, made: Collection[Delivery], actor: Actor) -> None:
    title = reports.title_of(snapshot.year, snapshot.quarter)
    told = [
        (_receivers(one), f"{title} diterima; nyatakan diterima paling lambat {text.long_date(one.due_on)}.")
        for one in made
    ]
    _tell(snapshot, told, actor)


def _heads(unit: Unit) -> list[int]:
    return institutions.people_in(unit, DUTIES[Duty.RECEIVE_REPORT])


def _receivers(one: Delivery) -> list[int]:
    """Accounts that a delivery is for."""
    if one.unit is not None:
        return _heads(one.unit)
    return [] if one.user_id is None else [one.user_id]


def _mine(delivery_id: int, government: Government, actor: Actor) -> Delivery:
    """The locked delivery of this receiver; RuleBroken 404 for anybody else."""
    found = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("snapshot__government")
        .filter(snapshot__government=government, pk=delivery_id)
        .first()
    )
    if found is None or not may_receive(found, government, actor):
        raise _NOT_THERE
    return found


def may_receive(delivery: Delivery, government: Government, actor: Actor) -> bool:
    """Whether a delivery is this person's."""
    if delivery.unit_id is None:
        own = delivery.user_id == actor.user_id
        return own and institutions.is_allowed(actor, Duty.DISPOSE_REPORT, government)
    return institutions.is_allowed(actor, Duty.RECEIVE_REPORT, government, unit_id=delivery.unit_id)


def _issued(snapshot_id: int, government: Government) -> Snapshot:
    found = selectors.snapshot(government=government, snapshot_id=snapshot_id)
    if found.status is not State.ISSUED:
        words = f"Laporan ini {found.status.label}; yang dibagikan hanya yang terbit."
        raise RuleBroken("wrong_state", words, status=409)
    return found


def _tell(snapshot: Snapshot, told: Collection[tuple[Collection[int], str]], actor: Actor) -> None:
    notices.tell_all(
        messages=[
            Message(
                text=words,
                link=f"/laporan/{snapshot.government.code}/{snapshot.pk}/penerima/",
                user_ids=tuple(set(people) - {actor.user_id or 0}),
            )
            for people, words in told
        ],
        kind="reporting.delivery",
        actor=actor,
        government_code=snapshot.government.code,
    )

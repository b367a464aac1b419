"""The quarantine desk: one person proposes what becomes of rows that did not fit, another confirms.

What the source said stays beside the correction for ever. A row that is loaded becomes part of the pull that stands,
and the same row in a later pull is corrected by itself (`intake.corrected`).
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from .. import corrected, run
from .. import quarantine as quarantines
from ..feeds import BY_NAME, Feed, Reject
from ..models import Correction, CorrectionRow, Pull, QuarantineRow, SourceRow
from ..replay import derive, undo
from ..staging import TABLE, Staging
from .wishes import check_reason, decide, open_wish, second_person

Action = Correction.Action
State = QuarantineRow.State
#: So many rows are proposed at once; a sheet may hold more than a page shows.
MOST_ROWS = 20_000


@transaction.atomic
def propose_correction(
    *,
    government: Government,
    action: str,
    rows: Mapping[int, Mapping[str, str]],
    reason: str,
    actor: Actor,
) -> Correction:
    """Propose to accept, correct or reject rows in quarantine. `rows`: id -> corrected cells (empty unless the action
    is `correct`). Raises RuleBroken: 404 for a row that is not this government's, 409 for a row that somebody else
    has proposed or decided or that a newer pull has overtaken, 422 where a row would still not fit (said in words)."""
    institutions.require(actor, Duty.CORRECT_IMPORT, government)
    if action not in tuple(Action):
        raise RuleBroken("action_unknown", "Pilih: terima apa adanya, koreksi, atau tolak.")
    if not rows or len(rows) > MOST_ROWS:
        raise RuleBroken("no_rows", f"Pilih paling sedikit satu baris, paling banyak {MOST_ROWS}.")
    check_reason(reason)
    found = _rows(government, list(rows))
    for row in found:
        if row.state != State.OPEN:
            raise RuleBroken(
                "already_decided",
                f"{_named(row)} {row.get_state_display()}; orang lain mendahului Anda. Muat ulang halaman.",
                status=409,
            )
    _check_current(government, found)
    wanted = [(row, _wanted(row, Action(action), rows[row.pk])) for row in found]
    if action != Action.REJECT:
        _check_fit(government, Action(action), wanted)
    wish = Correction.objects.create(
        government=government,
        action=action,
        reason=reason.strip(),
        proposed_at=clock.now(),
        proposed_by_id=actor.user_id,
        proposed_by_label=actor.label,
    )
    CorrectionRow.objects.bulk_create(
        [
            CorrectionRow(
                correction=wish,
                quarantine=row,
                feed=row.pull.feed,
                digest=corrected.digest(row.payload),
                cells=cells,
                former={name: row.payload.get(name) for name in cells},
            )
            for row, cells in wanted
        ],
        batch_size=2000,
    )
    QuarantineRow.objects.filter(pk__in=[row.pk for row in found]).update(state=State.PROPOSED)
    _tell("intake.correction_proposed", wish, actor, rows=len(found), action=action, reason=wish.reason)
    return wish


@transaction.atomic
def propose_corrections(
    *, government: Government, wanted: Mapping[str, Mapping[int, Mapping[str, str]]], reason: str, actor: Actor
) -> list[Correction]:
    """Propose several kinds of answers at once (action -> row -> cells), all or nothing: a filled sheet."""
    return [
        propose_correction(government=government, action=action, rows=rows, reason=reason, actor=actor)
        for action, rows in wanted.items()
    ]


@transaction.atomic
def approve_correction(*, correction_id: int, actor: Actor) -> Correction:
    """The second person confirms: rows are loaded, or stay out for good. Raises RuleBroken: 403 for the proposer or a
    missing duty, 409 for a wish that is decided or that a newer pull has overtaken."""
    run.lock()
    wish = open_wish(Correction, correction_id, actor, called="Usulan koreksi")
    second_person(actor, wish.proposed_by_id)
    parts = list(wish.rows.select_related("quarantine__pull").order_by("id"))
    rows = [part.quarantine for part in parts]
    _check_current(wish.government, rows)
    wish.decided_at = clock.now()
    if wish.action == Action.REJECT:
        state = State.REJECTED
    else:
        state = State.ACCEPTED if wish.action == Action.ACCEPT else State.CORRECTED
        _load(wish, parts)
    QuarantineRow.objects.filter(pk__in=[row.pk for row in rows]).update(state=state)
    decide(wish, Correction.State.APPROVED, actor)
    _tell("intake.correction_approved", wish, actor, rows=len(rows), action=wish.action)
    return wish


@transaction.atomic
def decline_correction(*, correction_id: int, reason: str, actor: Actor) -> Correction:
    """The second person says no, or whoever proposed thinks better of it: the rows wait again."""
    wish = open_wish(Correction, correction_id, actor, called="Usulan koreksi")
    check_reason(reason)
    QuarantineRow.objects.filter(corrections__correction=wish).update(state=State.OPEN)
    decide(wish, Correction.State.DECLINED, actor, reason.strip())
    _tell("intake.correction_declined", wish, actor, reason=reason.strip())
    return wish


def fit(*, government: Government, row: QuarantineRow, cells: Mapping[str, str], accept: bool = False) -> str:
    """Why a row would still not fit with these cells, in words; empty where it would."""
    staging = Staging(BY_NAME[row.pull.feed], government.code)
    try:
        corrected.line(staging, row.payload, cells, accept=accept)
    except Reject as reject:
        return reject.message
    return ""


def _rows(government: Government, ids: Sequence[int]) -> list[QuarantineRow]:
    found = list(
        QuarantineRow.objects.select_for_update(of=("self",))
        .select_related("pull")
        .filter(pk__in=ids, pull__government=government)
        .order_by("id")
    )
    if len(found) < len(set(ids)):
        raise RuleBroken("not_found", "Baris karantina itu tidak ditemukan.", status=404)
    return found


def _wanted(row: QuarantineRow, action: Action, cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of one row that are to change."""
    if action != Action.CORRECT:
        return {}
    allowed = corrected.columns(BY_NAME[row.pull.feed])
    for name in cells:
        if name not in allowed:
            raise RuleBroken("column_unknown", f"{_named(row)}: kolom {name} tidak ada atau tidak dapat dikoreksi.")
    changed = {name: str(value).strip() for name, value in cells.items()}
    if not changed:
        raise RuleBroken("nothing_changed", f"{_named(row)}: tidak ada kolom yang diisi.")
    return changed


def _check_fit(
    government: Government, action: Action, wanted: Sequence[tuple[QuarantineRow, Mapping[str, str]]]
) -> None:
    problems = []
    for row, cells in wanted:
        why = fit(government=government, row=row, cells=cells, accept=action == Action.ACCEPT)
        if why:
            problems.append(f"{_named(row)}: {why}")
    if problems:
        more = f" Dan {len(problems) - 5} baris lain." if len(problems) > 5 else ""
        raise RuleBroken("still_unfit", " ".join(problems[:5]) + more)


def _check_current(government: Government, rows: Sequence[QuarantineRow]) -> None:
    """Rows of a pull that was withdrawn, or that a newer pull of the same feed and year has replaced, are history."""
    current = set(quarantines.current_pulls(government_id=government.pk))
    for row in rows:
        if row.pull_id not in current:
            raise RuleBroken(
                "pull_overtaken",
                f"{_named(row)}: tarikannya sudah ditarik atau digantikan tarikan yang lebih baru.",
                status=409,
            )


def _load(wish: Correction, parts: Sequence[CorrectionRow]) -> None:
    """Put the rows on record as part of the pulls that stand, and into everything that rests on them."""
    by_feed: dict[str, list[CorrectionRow]] = defaultdict(list)
    for part in parts:
        by_feed[part.feed].append(part)
    touched: set[tuple[int | None, int]] = set()
    for name, some in by_feed.items():
        feed = BY_NAME[name]
        opened = _write_rows(wish, feed, some)
        touched |= set(SourceRow.objects.filter(pk__in=opened).values_list("government_id", "year").distinct())
        derive(feed, government_id=wish.government_id, opened=opened, closed=(), anew=())
    undo.settle(touched=touched, domains={BY_NAME[name].domain for name in by_feed})


def _write_rows(wish: Correction, feed: Feed, parts: Sequence[CorrectionRow]) -> list[int]:
    staging = Staging(feed, wish.government.code)
    staging.create()
    lines = []
    for part in parts:
        try:
            lines.append(
                corrected.line(staging, part.quarantine.payload, part.cells, accept=wish.action == Action.ACCEPT)
            )
        except Reject as reject:
            raise RuleBroken("still_unfit", f"{_named(part.quarantine)}: {reject.message}") from None
    staging.write(lines)
    run.resolve(staging, CONSOLE)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rid, year, key, repeats, amount, digest, payload::text FROM {TABLE} ORDER BY rid")
        staged = cursor.fetchall()
    return [row.pk for part, told in zip(parts, staged, strict=True) if (row := _write_row(wish, feed, part, told))]


def _write_row(
    wish: Correction, feed: Feed, part: CorrectionRow, told: tuple[int, int, str, bool, Any, bytes, str]
) -> SourceRow | None:
    """One row version; None where the pull already has the very same row."""
    _rid, year, key, repeats, amount, digest, payload = told
    mine = SourceRow.objects.filter(government=wish.government, feed=feed.name, year=year, pull_to__isnull=True)
    taken = mine.filter(key=key).first()
    if taken is not None and repeats:
        number = 2
        while mine.filter(key=f"{key}#{number}").exists():
            number += 1
        key = f"{key}#{number}"
    elif taken is not None and bytes(taken.digest) != bytes(digest):
        raise RuleBroken(
            "key_taken",
            f"{_named(part.quarantine)}: baris dengan kunci {key} sudah dimuat dengan isi lain. Tolak baris ini, atau"
            " koreksi kuncinya.",
            status=409,
        )
    pulls = Pull.objects.standing().filter(government=wish.government, feed=feed.name, year=year)
    part.amount = amount
    if taken is not None and not repeats:
        part.source_row_id = taken.pk
        part.save(update_fields=["amount", "source_row_id"])
        return None
    row = SourceRow.objects.create(
        government=wish.government,
        feed=feed.name,
        year=year,
        key=key,
        digest=digest,
        payload=json.loads(payload),
        amount=amount,
        pull_from=pulls.order_by("-id").first() or part.quarantine.pull,
    )
    part.source_row_id = row.pk
    part.save(update_fields=["amount", "source_row_id"])
    return row


def _named(row: QuarantineRow) -> str:
    return f"{row.file} baris {row.row_number}"


def _tell(name: str, wish: Correction, actor: Actor, **payload: object) -> None:
    journal.append(
        name=name,
        actor=actor,
        subject=f"correction:{wish.pk}",
        government_code=wish.government.code,
        payload=payload,
    )

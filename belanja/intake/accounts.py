"""The account of an import: one Pull for each government and year, with its rows, rupiah and what was set aside."""

import uuid
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules import plausibility

from . import feeds, versions
from .models import Pull, QuarantineRow, SourceRow
from .sources import File
from .staging import Rejected, Staging

Scope = tuple[int | None, int]


def _lost(feed: feeds.Feed, scope: versions.Scope) -> int:
    """Rows that are gone for good. A revised plan package comes back under a new code; orders keep theirs."""
    return max(0, scope.vanished - scope.new) if feed.domain == "rup" else scope.vanished


def truncated_scopes(feed: feeds.Feed, files: list[File], scopes: list[versions.Scope]) -> dict[Scope, dict[str, Any]]:
    """Scopes whose pull looks cut off, with the evidence: pages that promise more, or too many vanished rows."""
    promised = [file.table.name for file in files if file.table.has_more]
    ended = any(file.table.has_more is not True for file in files)
    found: dict[Scope, dict[str, Any]] = {}
    if feed.national:
        return found  # looked up one at a time: no list of it is ever whole
    for scope in scopes:
        if promised and not ended:
            found[scope.government_id, scope.year] = {"rule": "pull.has_more", "files": promised}
            continue
        if not scope.vanished:
            continue  # nothing was lost; no limit need be asked for
        most, least = (
            institutions.parameter(f"plausibility.pull.{name}", government_id=scope.government_id, on=clock.today())
            for name in ("most_vanished", "least_rows")
        )
        if plausibility.looks_truncated_pull(
            rows_before=scope.before, vanished=_lost(feed, scope), least_rows=int(least), most_vanished=most
        ):
            found[scope.government_id, scope.year] = {
                "rule": "pull.most_vanished",
                "rows_before": scope.before,
                "vanished": scope.vanished,
                "threshold": str(most),
            }
    return found


def unread_scopes(
    feed: feeds.Feed, staging: Staging, scopes: list[versions.Scope], government_ids: dict[str, int]
) -> dict[Scope, dict[str, Any]]:
    """Scopes of which no row could be read, though as many came as half of those on record (a column that everything
    rests on has vanished): what is on record may be out of date, so it waits."""
    facts = {(scope.government_id, scope.year): scope for scope in scopes}
    unread: dict[Scope, int] = defaultdict(int)
    for row in staging.rejected:
        unread[_scope_of(row, facts, government_ids, feed)] += 1
    found: dict[Scope, dict[str, Any]] = {}
    for (government_id, year), rows in unread.items():
        if government_id is None or (government_id, year) in facts:
            continue
        before = SourceRow.objects.filter(
            government_id=government_id, feed=feed.name, year=year, pull_to__isnull=True
        ).count()
        if 2 * rows >= before:
            found[government_id, year] = {
                "rule": "pull.unread",
                "rows": rows,
                "columns": sorted(staging.missing),
                "message": "Tidak satu baris pun dapat dibaca, sehingga angka yang tercatat mungkin sudah usang.",
            }
    return found


def write_pulls(
    feed: feeds.Feed,
    files: list[File],
    run: uuid.UUID,
    actor: Actor,
    staging: Staging,
    scopes: list[versions.Scope],
    truncated: dict[Scope, dict[str, Any]],
    government_ids: dict[str, int],
) -> dict[Scope, Pull]:
    """One Pull for each scope, with its account; rejected rows go to the pull they most likely belong to."""
    facts = {(scope.government_id, scope.year): scope for scope in scopes}
    quarantine: dict[Scope, list[Rejected]] = defaultdict(list)
    for row in staging.rejected:
        quarantine[_scope_of(row, facts, government_ids, feed)].append(row)
    pulls: dict[Scope, Pull] = {}
    spoke_of = versions.files_of_scopes() if len(files) > 1 else {}
    for key in [*facts, *(key for key in quarantine if key not in facts)]:
        scope, rejected = facts.get(key), quarantine.get(key, [])
        named = {row.file for row in rejected}
        own = [file for number, file in enumerate(files) if number in spoke_of.get(key, ()) or file.table.name in named]
        notes = staging.notes + (_moved_note(scope.moved) if scope and scope.moved else [])
        pulls[key] = _pull(feed, own or files, run, actor, key, scope, rejected, key in truncated, notes)
        QuarantineRow.objects.bulk_create(
            [
                QuarantineRow(
                    pull=pulls[key],
                    file=row.file[:255],
                    row_number=row.row_number,
                    reason=row.reason,
                    message=row.message,
                    column=row.column[:80],
                    payload=row.payload,
                    amount=row.amount,
                    state=row.state,
                )
                for row in rejected
            ],
            batch_size=2000,
        )
    return pulls


def _moved_note(rows: int) -> list[dict[str, Any]]:
    message = f"{rows} baris pesanan semula tercatat pada tahun anggaran lain; sekarang dihitung pada tahun ini saja."
    return [{"code": "moved_year", "rows": rows, "message": message}]


def _scope_of(
    row: Rejected, facts: dict[Scope, versions.Scope], government_ids: dict[str, int], feed: feeds.Feed
) -> Scope:
    government_id = government_ids.get(row.gov)
    year = (row.year or 0) if feed.yearly else 0
    if (government_id, year) in facts:
        return government_id, year
    if len(facts) == 1:
        return next(iter(facts))
    return government_id, year


def _pull(
    feed: feeds.Feed,
    files: list[File],
    run: uuid.UUID,
    actor: Actor,
    key: Scope,
    scope: versions.Scope | None,
    rejected: list[Rejected],
    held: bool,
    notes: list[dict[str, Any]],
) -> Pull:
    in_quarantine = sum((row.amount or Decimal(0) for row in rejected), Decimal("0.00"))
    zero = Decimal("0.00")
    return Pull.objects.create(
        run=run,
        government_id=key[0],
        feed=feed.name,
        year=key[1],
        state=Pull.State.HELD if held else Pull.State.APPLIED,
        at=clock.now(),
        actor_id=actor.user_id,
        actor_label=actor.label,
        files=[
            {
                "name": file.table.name,
                "sha256": file.table.sha256,
                "bytes": file.table.size,
                "rows": file.rows,
                "kind": file.table.kind,
            }
            for file in files
        ],
        shape=files[0].table.kind,
        source_day=_source_day(files),
        rows_in=(scope.rows if scope else 0) + len(rejected),
        rows_loaded=scope.new + scope.changed if scope else 0,
        rows_unchanged=scope.same if scope else 0,
        rows_replayed=scope.replay if scope else 0,
        rows_quarantined=len(rejected),
        amount_in=(scope.amount if scope else zero) + in_quarantine,
        amount_loaded=scope.amount_loaded if scope else zero,
        amount_unchanged=scope.amount_same if scope else zero,
        amount_replayed=scope.amount_replay if scope else zero,
        amount_quarantined=in_quarantine,
        added=scope.new if scope else 0,
        changed=scope.changed if scope else 0,
        vanished=scope.vanished if scope and not held else 0,
        notes=notes,
    )


def _source_day(files: list[File]) -> date | None:
    """The day of the pull where the rows tell it (`_event_date`)."""
    for file in files:
        for row in file.table.peek(1):
            told = str(row.get("_event_date") or "")[:10]
            try:
                return date.fromisoformat(told)
            except ValueError:
                continue
    return None


def tell(pull: Pull, actor: Actor) -> None:
    journal.append(
        name="intake.pull_applied",
        actor=actor,
        subject=f"pull:{pull.pk}",
        government_code=pull.government.code if pull.government else "",
        payload={
            "feed": pull.feed,
            "year": pull.year,
            "state": pull.state,
            "rows_in": pull.rows_in,
            "added": pull.added,
            "changed": pull.changed,
            "vanished": pull.vanished,
            "quarantined": pull.rows_quarantined,
            "files": [file["sha256"] for file in pull.files],
        },
    )

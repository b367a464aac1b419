"""One import, from files to figures: stage, resolve, compare, write, apply, check, account. All in one transaction."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.institutions.services import UnitSeen, ensure_government, ensure_units
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules import plausibility
from belanja.rules.decisions import RuleBroken

from . import apply, checks, feeds, readers, versions
from .models import Pull, QuarantineRow
from .staging import TABLE, Rejected, Staging

Scope = tuple[int | None, int]
Report = Callable[[str, int, int, int], None]
"""Told while a file is read: its name, rows so far, bytes so far, bytes in all."""


@dataclass
class Outcome:
    """What an import did: its pulls, and the files it passed over with the reason."""

    run: uuid.UUID
    pulls: list[Pull] = field(default_factory=list)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    dry_run: bool = False


@dataclass
class _File:
    table: readers.Table
    feed: feeds.Feed
    depth: int
    """Folders between the path that a person named and the file."""
    scopes: frozenset[tuple[str, str]]
    """Governments and years of its first rows, as written."""
    rows: int = 0


class _DryRun(Exception):
    pass


def import_paths(
    *,
    paths: Iterable[Path],
    actor: Actor,
    government: str | None = None,
    dry_run: bool = False,
    report: Report | None = None,
) -> Outcome:
    """Import files and folders of files. Every known feed among them is applied; files of no known feed are named
    and passed over. Either everything is applied or nothing (also when the process is killed).

    `government`: KLPD code; rows of others go to quarantine. Raises RuleBroken (BrokenFile for a file that cannot
    be read) with an Indonesian message. Duty is checked by the caller that knows the person (`services`).
    """
    outcome = Outcome(run=uuid.uuid4(), dry_run=dry_run)
    with ExitStack() as open_tables:
        files = _without_other_pulls(_recognised(paths, outcome, open_tables), outcome)
        if not files and not outcome.passed_over:
            raise RuleBroken("nothing_to_import", "Tidak ada berkas di lokasi itu.")
        try:
            with transaction.atomic():
                _lock()
                _apply_all(files, outcome, actor, government, report)
                if dry_run:
                    raise _DryRun
        except _DryRun:
            pass
    return outcome


def _recognised(paths: Iterable[Path], outcome: Outcome, open_tables: ExitStack) -> list[_File]:
    files = []
    named = list(paths)
    for path in readers.discover(named):
        table = readers.open_table(path)
        if table is None:
            outcome.passed_over.append((path.name, "bukan berkas tabel"))
            continue
        open_tables.enter_context(table)
        if table.empty:
            outcome.passed_over.append((table.name, "kosong, tidak ada baris"))
        elif table.not_a_table:
            outcome.passed_over.append((table.name, "bukan daftar baris"))
        else:
            head = table.peek(50)
            feed = feeds.recognise(frozenset(name for row in head for name in row) | frozenset(table.columns))
            if feed is None:
                outcome.passed_over.append((table.name, "kolomnya bukan kolom data yang dikenal"))
            else:
                files.append(_File(table, feed, _depth(path, named), feeds.scopes_of(feed, head)))
    return files


def _depth(path: Path, named: list[Path]) -> int:
    above = [root for root in named if root in path.parents]
    return min((len(path.relative_to(root).parts) for root in above), default=0)


def _without_other_pulls(files: list[_File], outcome: Outcome) -> list[_File]:
    """A sub-folder may hold another pull of what lies above it (an archive, a copy for display). Mixing the two
    would give figures of no day at all, so the upper one is taken and the other named."""
    kept = []
    for file in files:
        rivals = [
            other
            for other in files
            if other.feed is file.feed and other.scopes == file.scopes and other.depth < file.depth
        ]
        if rivals and file.scopes:
            outcome.passed_over.append(
                (
                    file.table.name,
                    f"tarikan lain dari data yang sama dengan {rivals[0].table.name}; impor tersendiri",
                )
            )
        else:
            kept.append(file)
    return kept


def _lock() -> None:
    """Imports follow one another: two at once would compare with a state that is about to change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.intake'))")


def _apply_all(
    files: list[_File], outcome: Outcome, actor: Actor, government: str | None, report: Report | None
) -> None:
    by_feed: dict[str, list[_File]] = defaultdict(list)
    for file in files:
        by_feed[file.feed.name].append(file)
    touched: set[tuple[int, int]] = set()
    for name in sorted(by_feed, key=lambda name: feeds.BY_NAME[name].rank):
        pulls = _apply_feed(feeds.BY_NAME[name], by_feed[name], outcome.run, actor, government, report)
        outcome.pulls.extend(pulls)
        touched |= {(pull.government_id, pull.year) for pull in pulls if pull.government_id is not None}
    checks.after_run(touched=touched, pulls=outcome.pulls)
    apply.finish(touched=touched)


def _apply_feed(
    feed: feeds.Feed,
    files: list[_File],
    run: uuid.UUID,
    actor: Actor,
    government: str | None,
    report: Report | None,
) -> list[Pull]:
    staging = _stage(feed, files, government, report)
    successive = _successive(staging, files) if len(files) > 1 else []
    if successive:
        return [pull for file in successive for pull in _apply_feed(feed, [file], run, actor, government, report)]
    _settle_years(staging, files)
    government_ids = _resolve(staging, actor)
    channel = checks.CHANNEL.get(feed.name)
    scopes = versions.compare(feed, channel=channel)
    truncated = _truncated_scopes(files, scopes)
    pulls = _write_pulls(feed, files, run, actor, staging, scopes, truncated, government_ids)
    gone = checks.vanished_ids() if truncated else {}
    versions.write(feed, {scope: pull.pk for scope, pull in pulls.items()}, set(truncated))
    held_orders = checks.before_orders(feed, pulls) if feed.domain == "orders" else []
    apply.apply(feed)
    checks.after_feed(feed, pulls, staging.missing, truncated, gone, held_orders)
    for pull in pulls.values():
        _tell(pull, actor)
    return list(pulls.values())


def _stage(feed: feeds.Feed, files: list[_File], government: str | None, report: Report | None) -> Staging:
    staging = Staging(feed, government)
    staging.create()
    for number, file in enumerate(files):
        for rows in staging.copy(file.table, number):
            file.rows = rows
            if report:
                report(file.table.name, rows, file.table.bytes_read, file.table.size)
    return staging


def _successive(staging: Staging, files: list[_File]) -> list[_File]:
    """Files that tell the same rows differently are pulls of different days: in their order, the oldest first.
    Empty when the files are parts of one pull (pages, months), which hold different rows or the same ones twice."""
    day = next((name for name, _type in staging.feed.typed if name in ("day", "announced_on")), "NULL::date")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT EXISTS (
              SELECT 1 FROM {TABLE} GROUP BY gov, year, key
              HAVING count(DISTINCT file_no) > 1 AND min(version) = '' AND max(version) = ''
                 AND min(digest::text) <> max(digest::text)
            )
            """
        )
        if not cursor.fetchone()[0]:
            return []
        cursor.execute(f"SELECT file_no, max({day}) FROM {TABLE} GROUP BY file_no")
        newest = dict(cursor.fetchall())
    order = sorted(range(len(files)), key=lambda number: (newest.get(number) or date.min, files[number].table.name))
    return [files[number] for number in order]


def _settle_years(staging: Staging, files: list[_File]) -> None:
    """Rows without a fiscal year belong to the only year that their file names; else they are quarantined."""
    if not staging.feed.yearly:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {TABLE} s SET year = sole.year
            FROM (SELECT file_no, min(year) AS year FROM {TABLE} GROUP BY file_no
                  HAVING count(DISTINCT year) = 1) sole
            WHERE s.year IS NULL AND sole.file_no = s.file_no
            """
        )
        cursor.execute(f"DELETE FROM {TABLE} WHERE year IS NULL RETURNING file_no, rid, gov, payload, amount")
        for file_no, rid, gov, payload, amount in cursor.fetchall():
            staging.rejected.append(
                Rejected(
                    files[file_no].table.name,
                    rid,
                    gov,
                    None,
                    "year_missing",
                    "Baris tidak menyebut tahun anggaran.",
                    "tahun_anggaran",
                    payload,
                    amount,
                )
            )
        cursor.execute(f"SELECT DISTINCT gov, year, unit_number, unit_code FROM {TABLE}")
        named = {(gov, number, code): name for (gov, _year, number, code), name in staging.units.items()}
        staging.units = {
            (gov, year, number, code): named.get((gov, number, code), "")
            for gov, year, number, code in cursor.fetchall()
            if number or code
        }


def _resolve(staging: Staging, actor: Actor) -> dict[str, int]:
    """Governments and units behind the codes, made known where they are new; as temp tables for SQL."""
    found: dict[str, Government] = {}
    codes = {gov for gov, _year, _number, _code in staging.units} | set(staging.governments)
    codes |= {staging.default_government} if staging.default_government else set()
    for code in sorted(code for code in codes if code):
        name, kind = staging.governments.get(code, ("", ""))
        found[code] = (
            ensure_government(code=code, name=name, kind_text=kind, actor=actor)
            if name
            else institutions.government(code)
        )
    by_year: dict[tuple[str, int], list[UnitSeen]] = defaultdict(list)
    for (gov, year, number, code), name in staging.units.items():
        by_year[gov, year or 0].append(UnitSeen(number=number or None, code=code or None, name=name, year=year or 0))
    unit_rows = []
    for (gov, year), seen in sorted(by_year.items()):
        ids = ensure_units(government=found[gov], seen=seen, actor=actor)
        unit_rows += [(gov, year, number or "", code or "", unit) for (number, code), unit in ids.items()]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS intake_governments, intake_units CASCADE")
        cursor.execute("CREATE TEMP TABLE intake_governments (gov text, government_id bigint) ON COMMIT DROP")
        cursor.execute(
            "CREATE TEMP TABLE intake_units (gov text, year smallint, number text, code text, unit_id bigint)"
            " ON COMMIT DROP"
        )
        cursor.executemany(
            "INSERT INTO intake_governments VALUES (%s, %s)",
            [(code, item.pk) for code, item in found.items()],
        )
        cursor.executemany("INSERT INTO intake_units VALUES (%s, %s, %s, %s, %s)", unit_rows)
        cursor.execute("ANALYZE intake_units")
    return {code: item.pk for code, item in found.items()}


def _truncated_scopes(files: list[_File], scopes: list[versions.Scope]) -> dict[Scope, dict[str, Any]]:
    """Scopes whose pull looks cut off, with the evidence: pages that promise more, or too many vanished rows."""
    promised = [file.table.name for file in files if file.table.has_more]
    ended = any(file.table.has_more is not True for file in files)
    found: dict[Scope, dict[str, Any]] = {}
    for scope in scopes:
        most = institutions.parameter(
            "plausibility.pull.most_vanished", government_id=scope.government_id, on=clock.today()
        )
        least = institutions.parameter(
            "plausibility.pull.least_rows", government_id=scope.government_id, on=clock.today()
        )
        if promised and not ended:
            found[scope.government_id, scope.year] = {"rule": "pull.has_more", "files": promised}
        elif plausibility.looks_truncated_pull(
            rows_before=scope.before, vanished=scope.vanished, least_rows=int(least), most_vanished=most
        ):
            found[scope.government_id, scope.year] = {
                "rule": "pull.most_vanished",
                "rows_before": scope.before,
                "vanished": scope.vanished,
                "threshold": str(most),
            }
    return found


def _write_pulls(
    feed: feeds.Feed,
    files: list[_File],
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
    for key in [*facts, *(key for key in quarantine if key not in facts)]:
        scope, rejected = facts.get(key), quarantine.get(key, [])
        pulls[key] = _pull(feed, files, run, actor, key, scope, rejected, key in truncated, staging.notes)
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
                )
                for row in rejected
            ],
            batch_size=2000,
        )
    return pulls


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
    files: list[_File],
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


def _source_day(files: list[_File]) -> date | None:
    """The day of the pull where the rows tell it (`_event_date`)."""
    for file in files:
        for row in file.table.peek(1):
            told = str(row.get("_event_date") or "")[:10]
            try:
                return date.fromisoformat(told)
            except ValueError:
                continue
    return None


def _tell(pull: Pull, actor: Actor) -> None:
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

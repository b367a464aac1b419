"""One import, from files to figures: stage, resolve, compare, write, apply, check, account. All in one transaction."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction

from belanja.catalogue.services import bring_archive
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.institutions.services import UnitSeen, ensure_government, ensure_units
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken

from . import accounts, apply, budget_checks, checks, corrected, feeds, sources, versions
from .feeds.orders import CHANNEL
from .models import Pull
from .sources import File
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
    government = government.strip().upper() if government else None
    outcome = Outcome(run=uuid.uuid4(), dry_run=dry_run)
    with ExitStack() as open_tables:
        files = sources.without_other_pulls(
            sources.recognised(list(paths), outcome.passed_over, open_tables), outcome.passed_over
        )
        if not files and not outcome.passed_over:
            raise RuleBroken("nothing_to_import", "Tidak ada berkas di lokasi itu.")
        try:
            with transaction.atomic():
                lock(government=government if _concern_it_alone(files) else None)
                _apply_all(files, outcome, actor, government, report)
                if dry_run:
                    raise _DryRun
        except _DryRun:
            pass
    return outcome


def lock(*, government: str | None = None) -> None:
    """Imports follow one another: two at once would compare with a state that is about to change. What concerns one
    government alone waits for that government's imports, and for those that may concern any."""
    with connection.cursor() as cursor:
        if government is None:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.intake'))")
        else:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtext('belanja.intake'))")
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.intake'), hashtext(%s))", [government])
        # The tables of a run are looked at often and live shortly: a small sample of each says enough.
        cursor.execute("SET LOCAL default_statistics_target = 10")


def _concern_it_alone(files: list[File]) -> bool:
    """Whether files can bring nothing but what is the named government's: then rows of others go to quarantine, and
    only feeds of the whole country are everybody's."""
    return not any(file.feed.national for file in files)


def _apply_all(
    files: list[File], outcome: Outcome, actor: Actor, government: str | None, report: Report | None
) -> None:
    by_feed: dict[str, list[File]] = defaultdict(list)
    for file in files:
        by_feed[file.feed.name].append(file)
    touched: set[tuple[int, int]] = set()
    left: set[tuple[int, int]] = set()
    for name in sorted(by_feed, key=lambda name: feeds.BY_NAME[name].rank):
        pulls = _apply_feed(feeds.BY_NAME[name], by_feed[name], outcome.run, actor, government, report, left)
        outcome.pulls.extend(pulls)
        touched |= {(pull.government_id, pull.year) for pull in pulls if pull.government_id is not None}
    checks.ask_about_orders(left - touched)
    touched |= left
    budget_checks.after_run(touched=touched)
    domains = {feeds.BY_NAME[name].domain for name in by_feed}
    apply.finish(touched=touched, domains=domains)
    apply.read_lines(touched=touched, domains=domains)


def _apply_feed(
    feed: feeds.Feed,
    files: list[File],
    run: uuid.UUID,
    actor: Actor,
    government: str | None,
    report: Report | None,
    left: set[tuple[int, int]],
) -> list[Pull]:
    """One feed of a run; `left` gathers the governments and years that orders have left for another year."""
    staging = _stage(feed, files, government, report)
    successive = sources.successive(staging, files) if len(files) > 1 else []
    if successive:
        return [pull for file in successive for pull in _apply_feed(feed, [file], run, actor, government, report, left)]
    _settle_years(staging, files)
    corrected.repeat(staging, [file.table.name for file in files])
    government_ids = resolve(staging, actor)
    channel = CHANNEL.get(feed.name)
    scopes = versions.compare(
        feed,
        scopes={(government_ids.get(gov), year or 0) for gov, year in staging.scopes},
        files=len(files),
        channel=channel,
    )
    left |= versions.years_left()
    truncated = accounts.truncated_scopes(feed, files, scopes) | accounts.unread_scopes(
        feed, staging, scopes, government_ids
    )
    pulls = accounts.write_pulls(feed, files, run, actor, staging, scopes, truncated, government_ids)
    gone = checks.vanished_ids() if truncated else {}
    versions.write(feed, {scope: pull.pk for scope, pull in pulls.items()}, set(truncated))
    held_orders = checks.before_orders(feed, pulls) if feed.domain == "orders" else []
    apply.apply(feed)
    if feed.domain == "products":
        # What is shown for sale follows real imports alone, not the replay of an old state.
        bring_archive(skip_vanished=bool(truncated))
    checks.after_feed(feed, pulls, staging.missing, truncated, gone, held_orders)
    for pull in pulls.values():
        accounts.tell(pull, actor)
    return list(pulls.values())


def _stage(feed: feeds.Feed, files: list[File], government: str | None, report: Report | None) -> Staging:
    staging = Staging(feed, government)
    staging.create()
    for number, file in enumerate(files):
        for rows in staging.copy(file.table, number):
            file.rows = rows
            if report:
                report(file.table.name, rows, file.table.bytes_read, file.table.size)
    return staging


def _settle_years(staging: Staging, files: list[File]) -> None:
    """Rows without a fiscal year belong to the only year that their file names; else they are quarantined."""
    if None not in {year for _gov, year in staging.scopes}:
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
        found = cursor.fetchall()
    named = {(gov, number, code): name for (gov, _year, number, code), name in staging.units.items()}
    staging.scopes = {(gov, year) for gov, year, _number, _code in found}
    staging.units = {
        (gov, year, number, code): named.get((gov, number, code), "")
        for gov, year, number, code in found
        if number or code
    }


def resolve(staging: Staging, actor: Actor) -> dict[str, int]:
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
    unread = {row.gov for row in staging.rejected if staging.default_government in {None, row.gov}} - found.keys()
    found |= {item.code: item for item in institutions.governments().filter(code__in=unread)}
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
        cursor.execute("ANALYZE intake_governments, intake_units")
    return {code: item.pk for code, item in found.items()}

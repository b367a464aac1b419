"""What plan lines buy: read by the rules after every import and every update of the rules, and said by people, whose
word the rules never touch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.classification import CLASSES, NOT_ONE, VERSION, Verdict, class_name
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from ..classed import ACCOUNT, READS_OTHERWISE, accounts_of, reader
from ..models import ClassDecision, PlanClass

#: So many lines are decided with one answer.
MOST_DECIDED = 200
_LOTS = 10_000
_IMPORT = Actor(user_id=None, label="impor")

#: Lines that were never read, or whose title, kind or accounts have changed since, or that other rules read. Packages
#: and accounts are brought together by one grouping: a join of two tables whose rows came within this transaction would
#: be planned as for a handful, and add up all accounts anew for each package.
_STALE = """
WITH line AS (
  SELECT max(id) AS id, max(title) AS title, max(procurement_type) AS procurement_type,
    coalesce(array_agg(DISTINCT account ORDER BY account) FILTER (WHERE account IS NOT NULL), '{}') AS accounts
  FROM (
    SELECT kind, code, id, title, procurement_type, NULL AS account
    FROM plans_ruppackage WHERE government_id = %(government)s AND year = %(year)s
    UNION ALL
    SELECT kind, code, NULL, NULL, NULL, substring(account FROM %(account)s)
    FROM plans_rupfundingline WHERE government_id = %(government)s AND year = %(year)s AND counts
  ) told GROUP BY kind, code HAVING count(id) > 0
), read AS (
  SELECT *, md5(title || chr(1) || procurement_type || chr(1) || array_to_string(accounts, ' ')) AS digest FROM line
)
SELECT read.id, title, procurement_type, accounts, digest FROM read
LEFT JOIN plans_planclass c ON c.package_id = read.id
WHERE c.package_id IS NULL OR c.version <> %(version)s OR c.of <> digest ORDER BY read.id
"""
_KEEP = """
INSERT INTO plans_planclass
  (package_id, read, leaning, confidence, words, against, version, of, read_at, decision_id, decided, turn)
SELECT r.id, r.read, r.leaning, r.confidence, r.words, r.against, %(version)s, r.digest, %(now)s, d.id,
  coalesce(d.chosen, ''), 0
FROM unnest(%(ids)s::bigint[], %(read)s::text[], %(leaning)s::text[], %(confidence)s::numeric[], %(words)s::text[],
  %(against)s::text[], %(digests)s::text[]) AS r(id, read, leaning, confidence, words, against, digest)
JOIN plans_ruppackage p ON p.id = r.id
LEFT JOIN LATERAL (
  SELECT id, chosen FROM plans_classdecision d
  WHERE d.government_id = p.government_id AND d.year = p.year AND d.code = p.code AND d.kind = p.kind
  ORDER BY id DESC LIMIT 1
) d ON true
ON CONFLICT (package_id) DO UPDATE SET read = excluded.read, leaning = excluded.leaning,
  confidence = excluded.confidence, words = excluded.words, against = excluded.against, version = excluded.version,
  of = excluded.of, read_at = excluded.read_at,
  turn = plans_planclass.turn + CASE WHEN plans_planclass.of = excluded.of THEN 0 ELSE 1 END
"""


def hold_classes(government_id: int) -> None:
    """Readings of a government's lines follow one another to the end of the transaction, or an older text of a line
    would be kept over a newer one. Whoever deletes lines takes it before these, as whoever reads them does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.classes'), %s)", [government_id])


@transaction.atomic
def read_classes(*, government_id: int, year: int) -> int:
    """Let the rules read the plan lines of a government and year that are new, changed, or were read by other rules.
    Returns how many were. What a person decided stays, and is found again for a line that comes back; lines that read
    otherwise from now on than what was decided are journaled together."""
    hold_classes(government_id)
    known: dict[tuple[str, str, tuple[str, ...]], Verdict] = {}
    rules, count = reader(), 0
    with connection.cursor() as cursor:
        cursor.execute(_STALE, {"government": government_id, "year": year, "version": VERSION, "account": ACCOUNT})
        stale = cursor.fetchall()
        before = _otherwise(government_id, year) if stale else {}
        for first in range(0, len(stale), _LOTS):
            lot = []
            for pk, title, kind, accounts, digest in stale[first : first + _LOTS]:
                key = title, kind, tuple(accounts)
                if key not in known:
                    known[key] = rules.read(title, kind=kind, accounts=accounts)
                lot.append((pk, digest, known[key]))
            cursor.execute(_KEEP, _columns(lot))
            count += len(lot)
    if stale and (codes := sorted(code for key, code in _otherwise(government_id, year).items() if key not in before)):
        journal.append(
            name="plans.decided_lines_changed",
            actor=_IMPORT,
            subject=f"plan:{year}",
            government_code=Government.objects.get(pk=government_id).code,
            payload={"year": year, "lines": codes},
        )
    return count


def _otherwise(government_id: int, year: int) -> dict[tuple[int, str], str]:
    """Lines that read otherwise than what was decided, with the text they have -> code."""
    found = PlanClass.objects.filter(READS_OTHERWISE, package__government_id=government_id, package__year=year)
    return {(pk, of): code for pk, of, code in found.values_list("pk", "of", "package__code")}


def read_again() -> bool:
    """Let the rules read the lines of one government and year that other rules than today's have read; whether there
    were any. What a person decided stays."""
    stale = PlanClass.objects.exclude(version=VERSION).values_list("package__government_id", "package__year")
    for government_id, year in stale.order_by()[:1]:
        read_classes(government_id=government_id, year=year)
        return True
    return False


def _columns(lot: list[tuple[int, str, Verdict]]) -> dict[str, Any]:
    return {
        "version": VERSION,
        "now": clock.now(),
        "ids": [pk for pk, _digest, _verdict in lot],
        "digests": [digest for _pk, digest, _verdict in lot],
        "read": [verdict.code for _pk, _digest, verdict in lot],
        "leaning": [verdict.leaning for _pk, _digest, verdict in lot],
        "confidence": [verdict.confidence for _pk, _digest, verdict in lot],
        "words": ["; ".join(verdict.words) for _pk, _digest, verdict in lot],
        "against": [" ".join(verdict.against) for _pk, _digest, verdict in lot],
    }


@dataclass
class Decided:
    """`done`: lines decided; `refused`: id and the sentence why not, nothing of these was changed."""

    done: list[int] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def decide_classes(*, government: Government, chosen: Mapping[int, tuple[str, int]], actor: Actor) -> Decided:
    """Say what lines buy. `chosen`: package id -> the class (or `NOT_ONE`) and what the person saw (`PlanClass.turn`).
    A line that a colleague has decided meanwhile, or whose text an import has changed, stays as it is and is told,
    save where the colleague said the same. To say the same again of a line that reads otherwise since confirms it.
    RuleBroken 422 for none, too many, or a class that does not exist; 403 or 404 without the duty for one of
    the units."""
    if not chosen or len(chosen) > MOST_DECIDED:
        raise RuleBroken("lines_none", f"Pilih kelas untuk paling sedikit satu baris, paling banyak {MOST_DECIDED}.")
    if unknown := {code for code, _seen in chosen.values()} - {*CLASSES, NOT_ONE}:
        raise RuleBroken("class_unknown", f"Kelas {min(unknown)} tidak ada. Pilih dari daftar.")
    rows = list(
        PlanClass.objects.select_for_update(of=("self",))
        .select_related("package__unit", "decision")
        .filter(package_id__in=chosen, package__government=government)
        .order_by("package_id")
    )
    if len(rows) != len(chosen):
        raise RuleBroken("not_found", "Baris rencana ini tidak ditemukan.", status=404)
    for unit_id in sorted({row.package.unit_id for row in rows}):
        institutions.require(actor, Duty.CLASSIFY_PLAN, government, unit_id=unit_id)
    accounts = accounts_of([row.package for row in rows])
    outcome = Decided()
    for row in rows:
        code, seen = chosen[row.pk]
        if row.decided == code and not row.reads_otherwise:
            outcome.done.append(row.pk)
        elif row.turn != seen:
            outcome.refused.append((row.pk, _why_not(row)))
        else:
            _decide(row, code, accounts.get(row.package.key, ""), government, actor)
            outcome.done.append(row.pk)
    return outcome


def _why_not(row: PlanClass) -> str:
    if row.decided and not row.reads_otherwise:
        return f"RUP {row.package.code} sudah ditetapkan: {class_name(row.decided)}."
    return f"RUP {row.package.code} berubah sejak halaman ini dibuka; baca lagi judulnya."


def _decide(row: PlanClass, code: str, accounts: str, government: Government, actor: Actor) -> None:
    package = row.package
    before, was_about = row.code, row.decision if row.reads_otherwise else None
    decision = ClassDecision.objects.create(
        government=government,
        year=package.year,
        kind=package.kind,
        code=package.code,
        chosen=code,
        read=row.read,
        version=row.version,
        title=package.title,
        procurement_type=package.procurement_type,
        accounts=accounts,
        of=row.of,
        at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.label,
    )
    row.decision, row.decided, row.turn = decision, code, row.turn + 1
    row.save(update_fields=["decision", "decided", "turn"])
    journal.append(
        name="plans.class_decided",
        actor=actor,
        subject=f"plan_line:{package.code}",
        government_code=government.code,
        payload={
            "unit": package.unit.code,
            "year": package.year,
            "kind": package.kind,
            "chosen": code,
            "before": before,
            "read": row.read,
            "version": row.version,
            "title": package.title,
            **({"title_before": was_about.title} if was_about else {}),
        },
    )

"""The domains brought in line with row versions that were opened and closed: the same staging, the same services.

Orders are taken as a whole, with all their current lines; other orders stay untouched. Everything else is kept by
key: what a key became is forgotten, and its standing versions are applied again, one pull after the other.
"""

from collections import defaultdict
from collections.abc import Collection

from django.db import connection

from belanja.catalogue.services import restore_archive
from belanja.facts import services as facts
from belanja.rules.channels import Stage

from .. import apply, budget_decisions
from ..feeds import Feed
from ..feeds.orders import CHANNEL
from ..models import HeldItem, SourceRow, StatusMeaning
from . import stage


def derive(
    feed: Feed, *, government_id: int | None, opened: Collection[int], closed: Collection[int], anew: Collection[int]
) -> None:
    """Bring what a feed becomes in line with its rows. `opened` and `closed`: versions that have just become current
    or ceased to be (their `pull_to` already says so); `anew`: fiscal years whose orders are all taken again."""
    if feed.domain == "orders":
        assert government_id is not None
        _orders(feed, government_id, set(opened), set(closed), set(anew))
    elif feed.domain == "receipts":
        assert government_id is not None
        _receipts(feed, government_id, {*opened, *closed})
    else:
        _by_key(feed, government_id, {*opened, *closed})
        if feed.domain == "budget" and government_id is not None:
            budget_decisions.repeat(government_id=government_id)


#: Current lines of the orders concerned, and of every order of the years that are taken anew.
_LINES = """
SELECT c.id, c.year FROM intake_sourcerow c
WHERE c.government_id = %(government)s AND c.feed = %(feed)s AND c.pull_to_id IS NULL AND c.year = ANY(%(years)s)
  AND (c.year = ANY(%(anew)s) OR coalesce(c.payload->>'kd_paket', c.payload->>'order_id') IN (
    SELECT coalesce(t.payload->>'kd_paket', t.payload->>'order_id') FROM intake_sourcerow t
    WHERE t.id = ANY(%(turned)s)))
"""


def _orders(feed: Feed, government_id: int, opened: set[int], closed: set[int], anew: set[int]) -> None:
    years = anew | set(SourceRow.objects.filter(pk__in=[*opened, *closed]).values_list("year", flat=True).distinct())
    with connection.cursor() as cursor:
        cursor.execute(
            _LINES,
            {
                "government": government_id,
                "feed": feed.name,
                "years": list(years),
                "anew": list(anew),
                "turned": [*opened, *closed],
            },
        )
        rows = dict(cursor.fetchall())
    stage.stage(feed, stage.stored(sorted(rows)))
    stage.expose(feed, anew=opened | {row for row, year in rows.items() if year in anew}, gone=closed)
    _as_decided(feed, government_id, years)
    apply.apply(feed)
    _part_twins(government_id)


def _part_twins(government_id: int) -> None:
    """Own packages whose national order no standing pull has ever had are packages of their own again."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT own.id FROM facts_purchasedocument own
            JOIN facts_purchasedocument national ON national.id = own.linked_to_id AND national.vanished
            -- Counted for each, as they are few: as a join, every row would be held against every other first.
            WHERE own.government_id = %s AND 0 = (
              SELECT count(*) FROM intake_sourcerow last
              JOIN intake_sourcerow v ON v.feed = last.feed AND v.government_id = last.government_id
                AND v.year = last.year AND v.key = last.key
              JOIN intake_pull p ON p.id = v.pull_from_id AND p.state IN ('applied', 'held')
              WHERE last.id = national.source_row_id)
            """,
            [government_id],
        )
        own = [row[0] for row in cursor.fetchall()]
    facts.unlink_twins(document_ids=own)


def _as_decided(feed: Feed, government_id: int, years: Collection[int]) -> None:
    """What people have decided about status words and amounts holds again for the staged orders."""
    meanings = StatusMeaning.objects.filter(government_id=government_id, channel=CHANNEL[feed.name])
    items = (
        HeldItem.objects.filter(
            government_id=government_id, feed=feed.name, year__in=years, kind=HeldItem.Kind.AMOUNT_IMPLAUSIBLE
        )
        .exclude(resolution__in=("superseded", "withdrawn"))
        .order_by("id")
    )
    waiting, refused = [], []
    for (year, key), item in {(item.year, item.key): item for item in items}.items():
        if not item.resolution:
            waiting.append((year, key))
        elif item.resolution == "rejected":
            refused.append((year, key, item.detail.get("amount")))
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE intake_rows SET stages = %s WHERE stages & %s > 0 AND coalesce(status, '') = %s",
            [(meaning.stages, int(Stage.UNCERTAIN), meaning.status) for meaning in meanings],
        )
        cursor.executemany(
            f"UPDATE intake_rows SET stages = {int(Stage.UNCERTAIN)} WHERE year = %s AND doc_key = %s", waiting
        )
        cursor.executemany(
            """
            UPDATE intake_rows SET stages = 0 WHERE year = %s AND doc_key = %s AND %s = (
              SELECT coalesce(max(o.doc_total), sum(o.amount)) FROM intake_rows o
              WHERE o.year = intake_rows.year AND o.doc_key = intake_rows.doc_key)
            """,
            refused,
        )


def _receipts(feed: Feed, government_id: int, rows: set[int]) -> None:
    """Receipts are written anew for a whole year."""
    for year in SourceRow.objects.filter(pk__in=rows).values_list("year", flat=True).distinct():
        facts.forget_receipts(government_id=government_id, year=year)
        current = SourceRow.objects.filter(
            government_id=government_id, feed=feed.name, year=year, pull_to__isnull=True
        ).values_list("pk", flat=True)
        ids = sorted(current)
        stage.stage(feed, stage.stored(ids))
        stage.expose(feed, anew=ids, gone=())
        apply.apply(feed)


def _by_key(feed: Feed, government_id: int | None, rows: set[int]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT v.id, v.year, v.key, v.pull_from_id, v.pull_to_id
            FROM intake_sourcerow v JOIN intake_pull p ON p.id = v.pull_from_id AND p.state IN ('applied', 'held')
            WHERE v.pull_to_id IS DISTINCT FROM v.pull_from_id AND v.feed = %s
              AND v.government_id IS NOT DISTINCT FROM %s AND (v.year, v.key) IN (
              SELECT year, key FROM intake_sourcerow WHERE id = ANY(%s))
            """,
            [feed.name, government_id, list(rows)],
        )
        standing = cursor.fetchall()
    apply.forget(feed, [*rows, *(version[0] for version in standing)])
    came: dict[int, dict[tuple[int, str], int]] = defaultdict(dict)
    went: dict[int, dict[tuple[int, str], int]] = defaultdict(dict)
    for row, year, key, pull_from, pull_to in standing:
        came[pull_from][year, key] = row
        if pull_to is not None:
            went[pull_to][year, key] = row
    for pull in sorted({*came, *went}):
        new, over = came.get(pull, {}), went.get(pull, {})
        stage.stage(feed, stage.stored(sorted(new.values())))
        stage.expose(
            feed,
            anew=new.values(),
            former=[(new[key], over[key]) for key in new.keys() & over.keys()],
            gone=[row for key, row in over.items() if key not in new],
        )
        apply.apply(feed)


def return_archive(feed: Feed, *, opened: Collection[int]) -> None:
    """After a pull of the national product listing was withdrawn for good: the archive of the catalogue shows again
    what the standing pulls tell. (A look back at a moment leaves the catalogue alone.)"""
    current = SourceRow.objects.filter(government__isnull=True, feed=feed.name, pull_to__isnull=True)
    stage.stage(feed, stage.stored(sorted(current.values_list("pk", flat=True))))
    stage.expose(feed, anew=opened, gone=())
    restore_archive()

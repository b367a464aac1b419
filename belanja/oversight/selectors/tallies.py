"""How often each question could be asked, how often it was, and what became of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.flags import precision
from belanja.rules.flags.catalogue import INDICATORS
from belanja.rules.flags.model import Indicator
from belanja.rules.flags.precision import reasons_for_silence
from belanja.rules.oversight.states import Verdict

from ..models import Disposition, Sweep, Tally
from .switches import shown_versions, waiting

#: Whole sweeps of which the trend is told, the latest last.
TREND = 12
#: Read from what was settled: a question may have very many flags in cases that are not.
_SETTLED = """
SELECT indicator, version, verdict, count(*) FROM (
  SELECT DISTINCT ON (c.flag_id) f.indicator, f.version, d.verdict
  FROM (
    SELECT DISTINCT ON (d.case_id) d.case_id, d.verdict FROM oversight_disposition d
    JOIN oversight_case o ON o.id = d.case_id AND o.government_id = %(government)s
    WHERE d.state = %(settled)s ORDER BY d.case_id, d.decided_at DESC, d.id DESC) d
  JOIN oversight_caseflag c ON c.case_id = d.case_id JOIN oversight_flag f ON f.id = c.flag_id
  ORDER BY c.flag_id, c.id DESC) x
GROUP BY indicator, version, verdict
"""


@dataclass(frozen=True)
class Standing:
    """One question as it stands: its tally over all channels, what was missing, by channel, whether it is shown, and
    why it should be silent. `trend`: base rate in percent points of whole sweeps, the latest last, each with its
    moment."""

    indicator: Indicator
    shown: bool
    proposed: bool
    tally: precision.Tally
    unchanged: int
    missing: Mapping[str, int]
    channels: Mapping[str, precision.Tally]
    silent: tuple[str, ...]
    trend: tuple[tuple[datetime, precision.Rate], ...] = ()


@dataclass
class _Sum:
    unchanged: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    channels: dict[str, precision.Tally] = field(default_factory=dict)
    trend: dict[datetime, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))


def last_whole(*, government_id: int) -> Sweep | None:
    """The last sweep that asked everything; None before the first night."""
    ended = Sweep.objects.filter(government_id=government_id, since__isnull=True, ended_at__isnull=False)
    return ended.order_by("-started_at").first()


def standings(*, government_id: int, codes: frozenset[str] | None = None) -> list[Standing]:
    """Every question of today's catalogue (`codes`: these), in its order. A handful of queries, whatever the number of
    flags."""
    sweeps = list(
        Sweep.objects.filter(government_id=government_id, since__isnull=True, ended_at__isnull=False).order_by(
            "-started_at"
        )[:TREND]
    )
    latest = sweeps[0].pk if sweeps else None
    sums = defaultdict[tuple[str, int], _Sum](_Sum)
    rows = Tally.objects.filter(government_id=government_id, sweep__in=sweeps).select_related("sweep")
    if codes is not None:
        rows = rows.filter(indicator__in=codes)
    for row in rows.order_by("sweep__started_at", "indicator", "channel"):
        found = sums[row.indicator, row.version]
        part = found.trend[row.sweep.started_at]
        part[0] += row.flagged - row.answered
        part[1] += row.evaluated
        if row.sweep_id == latest:
            found.unchanged += row.unchanged
            found.missing.update(row.missing)
            found.channels[row.channel] = precision.Tally(row.evaluated, row.unjudged, row.flagged, row.answered)
    said = _dispositions(government_id)
    shown, proposed = shown_versions(government_id=government_id), waiting(government_id=government_id)
    book = institutions.book(government_id=government_id, on=clock.today())
    made = []
    for one in INDICATORS:
        if codes is not None and one.code not in codes:
            continue
        named = (one.code, one.version)
        found = sums[named]
        tally = _added(found.channels, said.get(named, Counter()))
        made.append(
            Standing(
                indicator=one,
                shown=named in shown,
                proposed=named in proposed,
                tally=tally,
                unchanged=found.unchanged,
                missing=dict(found.missing.most_common()),
                channels=found.channels,
                silent=reasons_for_silence(tally, book=book),
                trend=tuple((at, precision.Rate(hits, of)) for at, (hits, of) in found.trend.items()),
            )
        )
    return made


def standing_of(indicator: Indicator, *, government_id: int) -> tuple[precision.Tally, tuple[str, ...]]:
    """The tally of one question, and why it should be silent."""
    found = standings(government_id=government_id, codes=frozenset({indicator.code}))[0]
    return found.tally, found.silent


def _dispositions(government_id: int) -> dict[tuple[str, int], Counter[Verdict]]:
    """What flags of each version were settled as, each flag once by the last word on its last settled case. A case may
    hold flags of several questions: its disposition is said of each."""
    found = defaultdict[tuple[str, int], Counter[Verdict]](Counter)
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED, {"government": government_id, "settled": Disposition.State.SETTLED.value})
        for code, version, verdict, count in cursor.fetchall():
            found[code, version][Verdict(verdict)] += count
    return found


def _added(channels: Mapping[str, precision.Tally], said: Mapping[Verdict, int]) -> precision.Tally:
    parts = channels.values()
    return precision.Tally(
        evaluated=sum(one.evaluated for one in parts),
        unjudged=sum(one.unjudged for one in parts),
        flagged=sum(one.flagged for one in parts),
        answered=sum(one.answered for one in parts),
        accepted=said.get(Verdict.ACCEPT, 0) + said.get(Verdict.DISMISS, 0),
        deepened=said.get(Verdict.DEEPEN, 0),
        findings=said.get(Verdict.FIND, 0),
    )

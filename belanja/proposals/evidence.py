"""What Belanja has on record that speaks for a proposed etalase, counted now: plans, searches, needs, goods, firms, and
what may be the same. Of plans the same rows and classes count as on the way to 30 percent."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q

from belanja.catalogue.models import Region
from belanja.catalogue.selectors import curators
from belanja.etalase import selectors as shelves
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.foundation.phrases import asked, holds
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Unit
from belanja.needs.models import Need
from belanja.plans import selectors as plans
from belanja.plans.models import RupPackage
from belanja.rules.firms import UMKK
from belanja.rules.listings import EtalaseState
from belanja.rules.money import ZERO
from belanja.rules.needs.states import WANTED, NeedState
from belanja.rules.proposals.dossier import Dossier
from belanja.rules.proposals.evidence import (
    Alike,
    Evidence,
    Firms,
    Good,
    Line,
    OfUnit,
    OpenNeed,
    Search,
    Year,
)
from belanja.rules.proposals.states import ENDED, PRIVATE
from belanja.rules.registration import FirmState

from .models import Proposal

#: Years told: this one and the two before.
_YEARS = 3
_MOST_LINES, _MOST_SEARCHES, _MOST_GOODS, _MOST_ALIKE = 20, 20, 12, 8
_GONE = [EtalaseState.CLOSED.value, EtalaseState.MERGED.value]
_GOODS = """
SELECT p.id, p.name, e.name, count(*), min(s.price), count(*) OVER ()
FROM catalogue_offersearch s
JOIN catalogue_product p ON p.id = s.product_id
JOIN etalase_etalase e ON e.id = s.etalase_id
WHERE s.words @@ %(asked)s::tsquery AND s.state < 2
  AND (e.government_id = %(government)s OR e.government_id IS NULL)
GROUP BY p.id, p.name, e.name ORDER BY count(*) DESC, p.id LIMIT %(most)s
"""
_FIRMS = """
SELECT k.code, p.region_code, p.firm_id, p.scale = ANY(%(umkk)s) OR p.legal_form = 'koperasi'
FROM vendors_profile p CROSS JOIN unnest(p.kbli) AS k(code)
WHERE p.state = ANY(%(states)s) AND p.region_code LIKE %(region)s AND k.code LIKE ANY(%(trades)s)
"""


@dataclass(frozen=True)
class FittingLine:
    """A plan line that fits."""

    year: int
    code: str
    title: str
    pagu: Decimal
    method: str
    epurchasing: bool
    unit_id: int
    by: tuple[str, ...]


def evidence_for(
    *, government: Government, dossier: Dossier, need_ids: Collection[int] = (), but: int | None = None
) -> Evidence:
    """Everything that speaks for a proposal as it is filled in; `need_ids`: needs it says itself to meet; `but`: the
    proposal whose evidence it is. Some thirteen queries."""
    today = clock.today()
    years = range(today.year, today.year - _YEARS, -1)
    found = plan_lines(government=government, dossier=dossier, years=years)
    known = plans.years_on_record(government_id=government.pk, years=years)
    names = _units(government, today, found)
    this_year = [one for one in found if one.year == today.year]
    days = int(institutions.parameter("usulan.bukti.hari", government_id=government.pk, on=today))
    searches = curators.unfound(dossier.words, since=today - timedelta(days=days), before=today)
    goods = _goods(government, dossier)
    firms = _firms(government, dossier)
    return Evidence(
        day=today,
        years=tuple(_year(year, found, names, year in known) for year in years),
        units=_by_unit(this_year, names),
        lines=tuple(
            Line(one.code, one.title, names[one.unit_id].name, one.pagu, one.method, one.by)
            for one in sorted(this_year, key=lambda one: (-one.pagu, one.code))[:_MOST_LINES]
        ),
        search_days=days,
        searches=tuple(Search(one.query, one.times, one.last) for one in searches[:_MOST_SEARCHES]),
        search_times=sum(one.times for one in searches),
        needs=_needs(government, dossier, need_ids),
        goods_count=goods[0][5] if goods else 0,
        goods=tuple(Good(row[0], row[1], row[2], row[3], _rupiah(row[4])) for row in goods),
        firms=len({row[2] for row in firms}),
        umkk=len({row[2] for row in firms if row[3]}),
        by_trade=_by_trade(firms),
        alike=alike_to(government=government, dossier=dossier, but=but),
    )


def plan_lines(*, government: Government, dossier: Dossier, years: Iterable[int]) -> list[FittingLine]:
    """Provider lines that count, of all units, whose class is one of the dossier's or whose title holds all words of
    one of its names; each once. One query."""
    by_class, by_words = Q(classed__code__in=dossier.classes), holds("title", dossier.words)
    fitting = RupPackage.objects.filter(
        by_class | by_words,
        government_id=government.pk,
        year__in=list(years),
        kind=RupPackage.Kind.PENYEDIA,
        counts=True,
    )
    told = fitting.annotate(named=ExpressionWrapper(by_words, output_field=BooleanField())).values_list(
        "year", "code", "title", "pagu", "method", "epurchasing", "unit_id", "classed__code", "named"
    )
    classes = set(dossier.classes)
    return [FittingLine(*row[:7], by=("kelas",) * (row[7] in classes) + ("sebutan",) * row[8]) for row in told]


def alike_to(*, government: Government, dossier: Dossier, but: int | None = None) -> tuple[Alike, ...]:
    """Etalase not closed, and public proposals not ended, which may hold the same goods, the likeliest
    first. Two queries."""
    terms = dossier.terms()
    mine = frozenset(dossier.classes) or plans.shelf_classes(dossier.name, dossier.kbki)
    found: list[tuple[float, Alike]] = []
    etalase = Etalase.objects.filter(Q(government=government) | Q(government__isnull=True)).exclude(state__in=_GONE)
    # The shelf of a proposal on its way is told once, as the proposal.
    for one in etalase.exclude(state=EtalaseState.PROPOSED.value, proposals__isnull=False).select_related("national"):
        reasons, likeness = shelves.alike(terms, one.terms())
        classes = mine & plans.shelf_classes(one.name, one.kbki)
        reasons += ["kelas belanja yang sama"] if classes else []
        if reasons:
            state = EtalaseState(one.state).label
            found.append((likeness, Alike("etalase", one.slug, one.name, state, tuple(reasons))))
    running = Proposal.objects.filter(government=government).exclude(pk=but or 0)
    for other in running.exclude(state__in=[state.value for state in ENDED | PRIVATE]):
        reasons, likeness = shelves.alike(terms, other.dossier().terms())
        if reasons:
            found.append((likeness, Alike("usulan", other.code, other.name, other.get_state_display(), tuple(reasons))))
    found.sort(key=lambda pair: (-len(pair[1].reasons), -pair[0], pair[1].name))
    return tuple(one for _likeness, one in found[:_MOST_ALIKE])


def _units(government: Government, today: date, found: list[FittingLine]) -> dict[int, Unit]:
    """The Perangkat Daerah of each unit of the lines."""
    above = institutions.pd_map(government.pk, today)
    heads = {one.unit_id: above.get(one.unit_id, one.unit_id) for one in found}
    units = Unit.objects.in_bulk(set(heads.values()))
    return {unit_id: units[head] for unit_id, head in heads.items()}


def _year(year: int, found: list[FittingLine], names: dict[int, Unit], known: bool) -> Year:
    mine = [one for one in found if one.year == year]
    plain = [one for one in mine if not one.epurchasing]
    return Year(
        year, len(mine), sum((one.pagu for one in mine), ZERO), len({names[one.unit_id].pk for one in mine}),
        len(plain), sum((one.pagu for one in plain), ZERO), known,
    )  # fmt: skip


def _by_unit(found: list[FittingLine], names: dict[int, Unit]) -> tuple[OfUnit, ...]:
    parts: dict[int, list[FittingLine]] = defaultdict(list)
    for one in found:
        parts[names[one.unit_id].pk].append(one)
    units = {unit.pk: unit for unit in names.values()}
    rows = [
        OfUnit(units[pk].code, units[pk].name, len(mine), sum((one.pagu for one in mine), ZERO))
        for pk, mine in parts.items()
    ]
    return tuple(sorted(rows, key=lambda one: (-one.amount, one.code)))


def _needs(government: Government, dossier: Dossier, need_ids: Collection[int]) -> tuple[OpenNeed, ...]:
    states = [state.value for state in WANTED | {NeedState.SHELF}]
    found = Need.objects.filter(government=government, state__in=states).select_related("unit")
    found = found.filter(holds("what", dossier.words) | Q(pk__in=list(need_ids)))
    return tuple(
        OpenNeed(
            one.code, one.what, one.unit.name if one.unit else one.on_behalf, _quantity(one), one.value, one.needed_by,
            one.pk in need_ids,
        )
        for one in found.order_by("at", "pk")
    )  # fmt: skip


def _quantity(need: Need) -> str:
    return f"{need.amount.normalize():f} {need.measure}".strip() if need.amount is not None else need.quantity


def _goods(government: Government, dossier: Dossier) -> list[tuple[Any, ...]]:
    words = asked(dossier.words)
    if not words:
        return []
    return _rows(_GOODS, {"asked": words, "government": government.pk, "most": _MOST_GOODS})


def _firms(government: Government, dossier: Dossier) -> list[tuple[Any, ...]]:
    """Rows of KBLI code, place, firm and whether it is UMKK: registered, or on the way to be."""
    trades = dossier.trades()
    if not trades:
        return []
    told = {
        "umkk": sorted(UMKK), "states": [one.value for one in FirmState if one is not FirmState.REFUSED],
        "region": f"{government.region_code}%",
        "trades": [f"{trade}%" for trade in trades],
    }  # fmt: skip
    return _rows(_FIRMS, told)


def _by_trade(found: list[tuple[Any, ...]]) -> tuple[Firms, ...]:
    every = Counter((kbli, place) for kbli, place, _firm, _umkk in found)
    small = Counter((kbli, place) for kbli, place, _firm, umkk in found if umkk)
    names = dict(Region.objects.filter(code__in={place for _kbli, place in every}).values_list("code", "name"))
    rows = [
        Firms(kbli, place, names.get(place, ""), count, small[kbli, place]) for (kbli, place), count in every.items()
    ]
    return tuple(sorted(rows, key=lambda one: (one.kbli, one.place)))


def _rupiah(amount: int | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)


def _rows(sql: str, told: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        return list(cursor.fetchall())

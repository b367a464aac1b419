"""PDN and UMKK of each part of an order, worked out anew from source rows: the plan's marks, and evidence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from belanja.facts.models import SpendFact
from belanja.intake.feeds.inaproc_packages import SOURCES
from belanja.intake.models import SourceRow
from belanja.rules import domestic, firms, rup
from belanja.rules.channels import Channel, Stage
from belanja.rules.pdn import PdnClass

from .orders import Order, Part
from .rows import Row, last_rows

PDN_RUP, UMKK_RUP, PDN_BUKTI, UMKK_BUKTI = "pdn_rup", "umkk_rup", "pdn_bukti", "umkk_bukti"
ZERO = Decimal(0)
YesNo = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class MarkedPart:
    """A part of an order with what of it is yes and what is no in each marking; the rest is open."""

    day: date | None
    amount: Decimal
    marks: dict[str, YesNo]
    product: str | None = None


@dataclass
class Marks:
    """All that speaks of PDN and UMKK in one government: its plans, what others tell of its packages, products and
    firms."""

    year: int
    plans: dict[str, set[tuple[bool | None, bool | None]]] = field(default_factory=lambda: defaultdict(set))
    steps: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    told: dict[tuple[str, str], tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)
    products: dict[str, set[bool | None]] = field(default_factory=lambda: defaultdict(set))
    contents: dict[str, set[tuple[Decimal | None, Decimal | None]]] = field(default_factory=lambda: defaultdict(set))
    """Product -> TKDN and BMP of its listings."""
    same_firm: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Any id of a firm -> all its ids."""
    scales: dict[str, list[tuple[date, firms.Scale]]] = field(default_factory=lambda: defaultdict(list))
    """First id of a statement -> when and what."""

    def of(self, order: Order, stage: Stage) -> Iterator[MarkedPart]:
        """The parts of an order that have reached a stage, marked."""
        pdn_rup, umkk_rup = self.planned(_greatest(codes(row) for row in order.rows))
        pdn_part, umk_part = self.pdn_part(order), self._umk_part(order)
        small = self._small(order)
        parts = sorted(order.parts(stage), key=lambda part: (part.day is None, part.day or date.min, part.amount))
        before = ZERO
        for place, part in enumerate(parts):
            after = before + part.amount
            marks = {
                PDN_RUP: _whole(part.amount, pdn_rup),
                UMKK_RUP: _whole(part.amount, umkk_rup),
                PDN_BUKTI: _share(before, after, pdn_part, order.total, first=place == 0)
                if pdn_part is not None
                else _whole(part.amount, self._proved(part)),
                UMKK_BUKTI: _share(before, after, umk_part, order.total, first=place == 0)
                if umk_part is not None
                else _whole(part.amount, small),
            }
            yield MarkedPart(part.day, part.amount, marks, part.product)
            before = after

    def planned(self, plan_codes: Iterable[str]) -> tuple[bool | None, bool | None]:
        """The marks of the packages that codes lead to; None where one is silent, unknown or of another mind."""
        verdicts: list[tuple[bool | None, bool | None]] = []
        for code in plan_codes:
            ahead = [mark for end in self._ends(code) - {code} for mark in self.plans.get(end, ())]
            found = set(ahead) or self.plans.get(code) or {(None, None)}
            verdicts.append((_agreed(mark[0] for mark in found), _agreed(mark[1] for mark in found)))
        return _agreed(mark[0] for mark in verdicts), _agreed(mark[1] for mark in verdicts)

    def _ends(self, start: str) -> set[str]:
        ends, depth, level, far = set(), {start: 0}, [start], 0
        while level:
            far += 1
            following = {code for one in level for code in self.steps.get(one, ()) if code not in depth}
            ends |= {one for one in level if following.isdisjoint(self.steps.get(one, ()))}
            depth.update(dict.fromkeys(following, far))
            level = list(following)
        return ends

    def pdn_part(self, order: Order) -> Decimal | None:
        """The domestic part of an order as a source tells it; None where none does."""
        own = domestic.usable_part(order.total, _largest(order.rows, "nilai_pdn"))
        if own is not None:
            return own
        return domestic.carried_part(order.total, *self.told.get((str(order.channel), order.key), (None, None)))

    def _umk_part(self, order: Order) -> Decimal | None:
        return domestic.usable_part(order.total, _largest(order.rows, "nilai_umk"))

    def _proved(self, part: Part) -> bool | None:
        return _agreed(self.products[part.product]) if part.product in self.products else None

    def _small(self, order: Order) -> bool | None:
        return _agreed(firms.is_umkk(scale) for scale in self.scales_of(order))

    def scales_of(self, order: Order) -> list[firms.Scale]:
        """What the latest statements on the day of the order say about its firms."""
        days = [line.day for line in order.lines if line.day is not None]
        day = min(days) if days else date(self.year, 12, 31)
        latest = []
        for firm in {frozenset(self.same_firm[ref]) for ref in refs(order) if ref in self.same_firm}:
            stated = [found for ref in firm for found in self.scales.get(ref, ()) if found[0] <= day]
            newest = max((since for since, _scale in stated), default=None)
            latest += [scale for since, scale in stated if since == newest]
        return latest


def marks_of(government_id: int, year: int) -> Marks:
    """Read everything that marks purchases, from source rows alone."""
    marks = Marks(year)
    for row in last_rows(government_id, "rup_penyedia").values():
        mark = rup.is_pdn(row.payload.get("pdn")), rup.is_small_firm(row.payload.get("ukm"))
        marks.plans[row.payload["kd_rup"]].add(mark)
    for row in last_rows(government_id, "rup_history").values():
        if row.payload["kd_rup_lama"] != row.payload["kd_rup_baru"]:
            marks.steps[row.payload["kd_rup_lama"]].add(row.payload["kd_rup_baru"])
    for row in _current("inaproc_packages", government_id):
        marks.told[_told_key(row)] = (_amount(row.payload["total_nilai"]), _amount(row.payload["nilai_pdn"]))
    for row in _current("products", None):
        tkdn = _amount(row.payload.get("tkdn"))
        marks.products[row.payload["kd_produk"]].add(
            domestic.product_is_domestic(row.payload.get("jenis_produk"), tkdn)
        )
        marks.contents[row.payload["kd_produk"]].add((tkdn, _amount(row.payload.get("bmp"))))
    _read_firms(marks)
    return marks


def native_marks(marks: Marks, fact: SpendFact, marking: str) -> YesNo:
    """Own packages have no source row: the plan speaks of them, and what their lines were bought as."""
    verdicts = (*marks.planned(fact.document.plan_codes), *bought_as(fact))
    return _whole(fact.amount, dict(zip((PDN_RUP, UMKK_RUP, PDN_BUKTI, UMKK_BUKTI), verdicts, strict=True))[marking])


def _read_firms(marks: Marks) -> None:
    for feed in ("firm_sheet", "firm_details"):
        for row in _current(feed, None):
            payload = row.payload
            ids = _firm_ids(payload)
            together = set(ids).union(*(marks.same_firm[ref] for ref in ids if ref in marks.same_firm))
            for ref in together:
                marks.same_firm[ref] = together
            scale = firms.scale_of(payload.get("skala") or payload.get("penyedia_ukm"))
            if scale is not None:
                since = date.fromisoformat(payload["tanggal"]) if payload.get("tanggal") else date.min
                marks.scales[ids[0]].append((since, scale))


def _firm_ids(payload: dict[str, Any]) -> list[str]:
    catalogue = payload.get("kd_penyedia") or ""
    scheme = "v6" if len(catalogue) == 26 and "penyedia_ukm" not in payload else "v5"
    written = [
        (scheme, catalogue),
        ("v6", payload.get("kd_penyedia_v6")),
        ("sikap", payload.get("sikap")),
        ("spse", payload.get("spse")),
        ("nib", payload.get("nib")),
        ("npwp", payload.get("npwp16") or payload.get("npwp")),
    ]
    return [f"{name}:{value}" for name, value in written if value and value.strip("0-")]


def refs(order: Order) -> set[str]:
    """The ids by which an order names its firm."""
    found = set()
    for row in order.rows:
        payload = row.payload
        if order.channel is Channel.V5:
            written = [("v5", payload.get("kd_penyedia"))]
        elif order.channel is Channel.V6:
            written = [("v6", payload.get("kd_penyedia")), ("sikap", payload.get("kd_penyedia_sikap"))]
        elif order.channel in (Channel.TENDER, Channel.NON_TENDER):
            written = [
                ("spse", payload.get("kd_penyedia")),
                ("npwp", payload.get("npwp16")),
                ("npwp", payload.get("npwp")),
            ]
        else:
            written = []
        found |= {f"{name}:{value}" for name, value in written if value and value.strip("0-")}
    return found


def codes(row: Row) -> tuple[str, ...]:
    """The RUP codes of an order's row."""
    return tuple(row.payload.get("kd_rup") or ())


def _told_key(row: Row) -> tuple[str, str]:
    word = "".join(character for character in row.payload["sumber"].lower() if character.isalnum())
    return SOURCES[word], row.payload["kode_paket"]


def _current(feed: str, government_id: int | None) -> Iterator[Row]:
    rows = SourceRow.objects.filter(feed=feed, pull_to__isnull=True).order_by("id")
    whose = Q(government__isnull=True) if government_id is None else Q(government_id=government_id)
    for row_id, payload in rows.filter(whose).values_list("id", "payload").iterator(chunk_size=5000):
        yield Row(row_id, feed, payload)


def _greatest(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Lines of one order agree on their codes; where they do not, the greatest text stands."""
    return max(lists, key=";".join, default=())


def _largest(rows: Iterable[Row], name: str) -> Decimal | None:
    return max((Decimal(row.payload[name]) for row in rows if row.payload.get(name) is not None), default=None)


def _amount(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


def _agreed(verdicts: Iterable[bool | None]) -> bool | None:
    """What all say; None where one is silent, two differ, or nobody says anything."""
    different = set(verdicts)
    return different.pop() if len(different) == 1 else None


def _whole(amount: Decimal, verdict: bool | None) -> YesNo:
    return (amount, ZERO) if verdict else (ZERO, amount) if verdict is False else (ZERO, ZERO)


def _share(before: Decimal, after: Decimal, part: Decimal, total: Decimal, *, first: bool) -> YesNo:
    """A document's part is given to its lines from the first on, until it is used up."""
    yes = min(after, part) - min(before, part) + (max(part - total, ZERO) if first else ZERO)
    return yes, after - before - yes


def bought_as(fact: SpendFact) -> tuple[bool | None, bool | None]:
    """Whether a line of an own package is domestic, and from a small firm, as of its purchase; None: not known."""
    pdn = PdnClass(fact.pdn_class).domestic if fact.pdn_class else None
    return pdn, firms.is_umkk(firms.Scale(fact.business_scale)) if fact.business_scale else None

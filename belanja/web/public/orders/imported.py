"""One order: how far it came, its lines by stage, the plan it rests on, and where the data came from."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.facts.models import PurchaseDocument, SpendFact
from belanja.foundation import text
from belanja.institutions.models import Government
from belanja.intake.models import SourceRow
from belanja.purchasing.models import Order
from belanja.rules.channels import SPSE, Channel, Stage
from belanja.rules.indicators import NUMERATORS, STAGES
from belanja.web import context, naming
from belanja.web.pieces import (
    Breadcrumbs,
    Cell,
    Column,
    DefinitionList,
    Event,
    Link,
    Notice,
    Row,
    Table,
    Term,
    Timeline,
)

from .. import doors, order_list, plan_chain, words

_STAGES = tuple(STAGES.values())


@dataclass(frozen=True)
class Reached:
    """What is on record of one stage: rupiah, the latest day, and how many lines."""

    amount: Decimal
    day: date | None


@doors.open_page
def order(request: HttpRequest, code: str, channel: str, key: str) -> HttpResponse:
    """`/pemda/<code>/pesanan/<channel>/<key>/`. Five queries."""
    document = (
        PurchaseDocument.objects.filter(government__code=code.upper(), channel=channel, key=key)
        .select_related("unit", "government")
        .first()
    )
    if document is None:
        raise Http404
    if document.channel == Channel.NATIVE and (own := Order.objects.filter(code=document.key).first()) is not None:
        # An order made here has a page of its own, and that from the second signature on.
        if own.signed_at is None:
            raise Http404
        return HttpResponseRedirect(reverse("public:signed_order", args=[own.code]))
    government = document.government
    context.at(request, government)
    facts = list(SpendFact.objects.filter(document=document, known_to__isnull=True).order_by("line", "stage"))
    chain = plan_chain.chain_of(government.pk, document.plan_codes)
    return render(
        request,
        "public/order.html",
        {
            "title": document.title or f"Pesanan {document.number or document.key}",
            "trail": _trail(government, document),
            "notices": _notices(document, facts),
            "facts": _terms(government, document),
            "story": _story(document, facts),
            "lines": _lines(facts),
            "plan": _plan(document, chain),
            "revisions": _revisions(chain),
            "source": _source(document),
        },
    )


def _unit_address(government: Government, document: PurchaseDocument) -> str:
    address = reverse("public:unit", args=[government.code, document.unit.code])
    return f"{address}?tahun={document.year}"


def _trail(government: Government, document: PurchaseDocument) -> Breadcrumbs:
    every = reverse("public:units", args=[government.code]) + f"?tahun={document.year}"
    return Breadcrumbs(
        links=[
            Link(label="Beranda", href=reverse("public:home")),
            Link(label=government.name, href=reverse("public:government", args=[government.code])),
            Link(label="Perangkat Daerah", href=every),
            Link(label=naming.shown(document.unit.name), href=_unit_address(government, document)),
            Link(label=f"Pesanan {document.number or document.key}", href=""),
        ]
    )


def _notices(document: PurchaseDocument, facts: list[SpendFact]) -> list[Notice]:
    found = []
    if document.vanished:
        found.append(
            Notice(
                kind="warning",
                title="Pesanan ini tidak ada lagi dalam tarikan data terakhir.",
                text="Nilainya tidak dihitung lagi. Riwayatnya tetap disimpan.",
            )
        )
    if document.stages & Stage.UNCERTAIN:
        found.append(
            Notice(
                kind="warning",
                title="Status atau nilai pesanan ini belum dipastikan.",
                text="Porsi Perangkat Daerahnya belum diketahui sampai Biro PBJ memutuskannya.",
            )
        )
    if document.stages & Stage.CANCELLED:
        found.append(Notice(title="Pesanan ini dibatalkan.", text="Nilainya tidak masuk porsi."))
    elif document.channel in SPSE:
        found.append(
            Notice(
                title="Paket di luar e-Purchasing.",
                text="Nilainya masuk realisasi pengadaan serta porsi PDN dan UMKK, bukan porsi e-Purchasing.",
            )
        )
    elif facts and not any(fact.counts for fact in facts):
        found.append(Notice(title="Pesanan ini tidak ikut dihitung dalam porsi."))
    return found


def _terms(government: Government, document: PurchaseDocument) -> DefinitionList:
    firm = order_list.firm(document)
    what = "paket" if document.channel in SPSE else "pesanan"
    ordered = text.long_date(document.ordered_on) if document.ordered_on else text.UNKNOWN
    status = " · ".join(filter(None, [document.status, document.shipment])) or text.UNKNOWN
    return DefinitionList(
        terms=[
            *_worth(document),
            Term(
                term="Satuan kerja",
                text=naming.shown(document.unit.name),
                href=_unit_address(government, document),
            ),
            Term(term="Penyedia", text=" · ".join(filter(None, [firm.text, firm.sub]))),
            Term(term=f"Nomor {what}", text=document.number or document.key),
            Term(term="Kanal", text=words.channel(document.channel)),
            Term(term=f"Tanggal {what}", text=ordered),
            Term(term="Tahun anggaran", text=str(document.year)),
            Term(term="Tahap terjauh", text=words.furthest(document.stages)),
            Term(term="Status menurut sumber", text=status),
        ]
    )


def _worth(document: PurchaseDocument) -> list[Term]:
    """What the order is worth; of a package of SPSE also its ceiling and the parts that its source marks."""
    if document.channel not in SPSE:
        return [Term(term="Nilai pesanan", text=text.rupiah(document.amount))]
    recorded = document.channel == Channel.PENCATATAN
    valued = bool(document.stages & ~(Stage.ORDERED | Stage.UNCERTAIN)) or document.amount > 0
    terms = [
        Term(
            term="Nilai realisasi" if recorded else "Nilai kontrak",
            text=text.rupiah(document.amount) if valued else "belum ada",
        )
    ]
    if document.pagu is not None:
        terms.append(Term(term="Pagu paket", text=text.rupiah(document.pagu)))
    for term, part in (
        ("Nilai PDN menurut SPSE", document.pdn_amount),
        ("Nilai UMK menurut SPSE", document.umk_amount),
    ):
        terms.append(Term(term=term, text="tidak disebut" if part is None else text.rupiah(part)))
    if document.method:
        terms.append(Term(term="Metode pemilihan", text=document.method))
    return terms


#: SPSE says nothing of what follows the contract of these: it is neither done nor still to come.
_WITHOUT_HAND_OVER = (Channel.TENDER, Channel.NON_TENDER)


def _story(document: PurchaseDocument, facts: list[SpendFact]) -> Timeline:
    sums: dict[int, Decimal] = defaultdict(Decimal)
    days: dict[int, date] = {}
    for fact in facts:
        sums[fact.stage] += fact.amount
        if fact.day:
            days[fact.stage] = max(fact.day, days.get(fact.stage, fact.day))
    events = []
    if document.plan_codes:
        events.append(Event(title="Direncanakan", text=f"Kode RUP {', '.join(document.plan_codes)}", href="#rencana"))
    for stage in _STAGES:
        there = bool(document.stages & stage)
        if not there and document.channel in _WITHOUT_HAND_OVER and stage > Stage.CONTRACTED:
            continue
        day = days.get(stage)
        events.append(
            Event(
                title=words.STAGE_WORDS[stage],
                when=(text.long_date(day) if day else "tanggal belum diketahui") if there else "",
                text=text.rupiah(sums[stage]) if there and stage in sums else "",
                state="done" if there else "later",
            )
        )
    if document.stages & Stage.CANCELLED:
        done = [event for event in events if event.state == "done"]
        events = [*done, Event(title="Dibatalkan", state="now")]
    return Timeline(events=events)


def _lines(facts: list[SpendFact]) -> Table | None:
    """One row for each line, one column for each stage: stages never add up, lines do."""
    shown = [fact for fact in facts if fact.stage in _STAGES]
    if not shown:
        return None
    by_line: dict[str, dict[int, SpendFact]] = defaultdict(dict)
    for fact in shown:
        by_line[fact.line][fact.stage] = fact
    columns = [Column(key="baris", label="Baris pesanan")]
    columns += [Column(key=str(code), label=NUMERATORS[code].label, numeric=True, note="rupiah") for code in STAGES]
    several_days = len({(fact.stage, fact.day) for fact in shown}) > len({fact.stage for fact in shown})
    rows = [
        Row(
            cells=[
                _line_name(line),
                *(_stage_cell(stages.get(stage), with_day=several_days) for stage in _STAGES),
            ]
        )
        for line, stages in by_line.items()
    ]
    sums = [sum((s[stage].amount for s in by_line.values() if stage in s), Decimal(0)) for stage in _STAGES]
    total: list[Cell | str] = [f"Jumlah {text.number(len(rows))} baris"]
    total += [text.rupiah(amount) if amount else "belum sampai" for amount in sums]
    return Table(key="baris", caption="Baris menurut tahap", columns=columns, rows=rows, total=total, tight=True)


def _line_name(line: str) -> str:
    if line == "selisih":
        return "Selisih ke nilai pesanan menurut sumber"
    return line.rpartition("/")[2] or "Seluruh pesanan"


def _stage_cell(fact: SpendFact | None, *, with_day: bool) -> Cell:
    if fact is None:
        return Cell(text="belum sampai", words=True)
    return Cell(text=text.rupiah(fact.amount), sub=text.long_date(fact.day) if fact.day and with_day else "")


def _plan(document: PurchaseDocument, chain: plan_chain.Chain) -> Table | Notice:
    if not chain.codes:
        return Notice(kind="warning", title="Pesanan ini tidak menyebut kode RUP.", text="Rencananya belum diketahui.")
    columns = [
        Column(key="kode", label="Kode RUP"),
        Column(key="paket", label="Paket"),
        Column(key="metode", label="Metode"),
        Column(key="keadaan", label="Keadaan"),
        Column(key="pagu", label="Pagu", numeric=True, note="rupiah"),
    ]
    rows = []
    for code in chain.codes:
        package = chain.packages.get(code)
        origin = "disebut pesanan" if code in document.plan_codes else "kode pengganti"
        if package is None:
            unknown = Cell(text=text.UNKNOWN, words=True)
            missing = Cell(text=text.UNKNOWN, sub="kode ini tidak ada dalam RUP yang dimuat", words=True)
            rows.append(Row(cells=[Cell(text=code, sub=origin), missing, unknown, unknown, unknown]))
            continue
        state = "berlaku" if package.counts else "tidak berlaku lagi"
        rows.append(
            Row(
                cells=[
                    Cell(text=code, sub=origin),
                    package.title,
                    package.method or Cell(text=text.UNKNOWN, words=True),
                    state,
                    text.rupiah(package.pagu),
                ]
            )
        )
    return Table(key="rup", caption="Rencana menurut kode RUP", columns=columns, rows=rows, tight=True)


def _revisions(chain: plan_chain.Chain) -> Timeline | None:
    if not chain.steps:
        return None
    return Timeline(
        events=[
            Event(
                title=f"{step.old_code} menjadi {step.new_code}",
                when=text.long_date(step.on) if step.on else "",
                who=step.kind,
            )
            for step in chain.steps
        ]
    )


def _source(document: PurchaseDocument) -> DefinitionList:
    rows = SourceRow.objects.select_related("pull_from", "pull_to")
    row = rows.filter(pk=document.source_row_id).first() if document.source_row_id else None
    if row is None:
        return DefinitionList(terms=[Term(term="Asal", text="Dibuat di Belanja")])
    pull = row.pull_from
    drawn = text.long_date(pull.source_day) if pull.source_day else "tidak disebut dalam data sumber"
    terms = [
        Term(term="Data sumber", text=words.feed(row.feed)),
        Term(term="Kunci baris pertama", text=row.key),
        Term(term="Tanggal tarikan", text=drawn),
        Term(term="Dimuat di sini", text=text.date_time(pull.at)),
    ]
    if row.pull_to:
        terms.append(Term(term="Tidak ada lagi sejak", text=text.date_time(row.pull_to.at)))
    return DefinitionList(terms=terms)

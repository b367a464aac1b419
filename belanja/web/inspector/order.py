"""`/pantau/<gov>/pesanan/<id>/`: one order, the amounts it counts for at each stage, and where each comes from."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.facts.models import PurchaseDocument, SpendFact
from belanja.foundation import text
from belanja.plans import selectors as plans
from belanja.plans.models import RupPackage
from belanja.rules.channels import Channel
from belanja.rules.duties import Duty
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.officer.words import stage_label, stages_in_words
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Row, Table, Term

_UNKNOWN = Cell(text=text.UNKNOWN, words=True)


@officer_page(Duty.SEE_SOURCE_ROWS)
def order(request: HttpRequest, office: Office, order_id: int) -> HttpResponse:
    found = PurchaseDocument.objects.filter(government=office.government, pk=order_id).select_related("unit").first()
    if found is None:
        raise Http404
    facts = list(found.facts.order_by("stage", "line", "known_from", "id"))
    current = [fact for fact in facts if fact.known_to is None]
    former = [fact for fact in facts if fact.known_to is not None]
    parts = [
        Part(
            key="fakta",
            title="Nilai menurut tahap",
            about="Setiap tahap berdiri sendiri dan tidak dijumlahkan dengan tahap lain.",
            items=[_facts(office, found, current, key="kini", caption="Yang dihitung sekarang")],
        ),
        Part(key="rencana", title="Rencananya", items=[_plans(office, found)]),
    ]
    if former:
        table = _facts(office, found, former, key="dulu", caption="Yang pernah dihitung", closed=True)
        parts.append(Part(key="riwayat", title="Riwayat", items=[table]))
    title = found.title or found.number or found.key
    trail = (shown(found.unit.name), f"{office.url('leader:unit', found.unit.code)}?tahun={found.year}")
    context = frame(office, "leader:overview", trail, title=title, query=f"tahun={found.year}")
    context |= {"top": _terms(office, found), "parts": parts}
    return render(request, "inspector/detail.html", context)


def _terms(office: Office, found: PurchaseDocument) -> DefinitionList:
    row = office.url("inspector:row", found.source_row_id) if found.source_row_id else ""
    return DefinitionList(
        terms=[
            Term(term="Nomor", text=found.number or found.key),
            Term(term="Saluran", text=Channel(found.channel).label),
            Term(
                term="Satuan kerja",
                text=f"{shown(found.unit.name)} ({found.unit.code})",
            ),
            Term(term="Tahun anggaran", text=str(found.year)),
            Term(term="Penyedia", text=found.vendor_name or found.vendor_key or text.UNKNOWN),
            Term(
                term="Tanggal pesanan",
                text=text.long_date(found.ordered_on)
                if found.ordered_on
                else "belum diketahui, sumber tidak menyebutnya",
            ),
            Term(term="Nilai pesanan", text=text.rupiah(found.amount)),
            Term(term="Baris rincian", text=text.number(found.line_count)),
            Term(term="Tahap", text=stages_in_words(found.stages)),
            Term(
                term="Status menurut sumber", text=" · ".join(filter(None, (found.status, found.shipment))) or "kosong"
            ),
            Term(
                term="Dalam tarikan terakhir",
                text="tidak ada lagi, tidak dihitung" if found.vanished else "ada",
            ),
            Term(
                term="Baris sumber",
                text=f"baris {found.source_row_id}" if row else "dibuat di Belanja",
                href=row,
            ),
        ]
    )


def _facts(
    office: Office, found: PurchaseDocument, facts: list[SpendFact], *, key: str, caption: str, closed: bool = False
) -> Table:
    columns = [
        Column(key="tahap", label="Tahap"),
        Column(key="baris", label="Baris rincian"),
        Column(key="hari", label="Tanggal"),
        Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
        Column(key="hitung", label="Dihitung"),
        Column(key="sejak", label="Diketahui sampai" if closed else "Diketahui sejak"),
        Column(key="sumber", label="Sumber"),
    ]
    rows = []
    for fact in facts:
        moment = fact.known_to if closed and fact.known_to else fact.known_from
        source = Cell(text="dibuat di Belanja")
        if fact.source_row_id:
            source = Cell(text=f"baris {fact.source_row_id}", href=office.url("inspector:row", fact.source_row_id))
        rows.append(
            Row(
                cells=[
                    text.capital_first(stage_label(fact.stage)),
                    "seluruh pesanan" if fact.line in ("", found.key) else fact.line,
                    Cell(text=text.long_date(fact.day)) if fact.day else _UNKNOWN,
                    text.rupiah(fact.amount),
                    "ya" if fact.counts else "tidak",
                    Cell(text=text.long_date(moment), sub=text.date_time(moment).partition(" pukul ")[2]),
                    source,
                ]
            )
        )
    return Table(
        key=key,
        caption=caption,
        columns=columns,
        rows=rows,
        tight=True,
        empty=EmptyState(
            title="Pesanan ini tidak dihitung pada tahap mana pun.",
            text="Tahapnya belum tercapai, nilainya ditolak, atau barisnya tidak ada lagi.",
        ),
    )


def _plans(office: Office, found: PurchaseDocument) -> Table:
    """The RUP codes of the order and where each leads after its revisions."""
    ends = plans.follow_revisions(government_id=office.government.pk, codes=found.plan_codes)
    reached = {end for group in ends.values() for end in group} | set(found.plan_codes)
    packages = {
        package.code: package for package in RupPackage.objects.filter(government=office.government, code__in=reached)
    }
    rows = []
    for code in found.plan_codes:
        for end in sorted(ends[code]):
            package = packages.get(end) or packages.get(code)
            rows.append(
                Row(
                    cells=[
                        Cell(text=code, sub=f"direvisi menjadi {end}" if end != code else ""),
                        Cell(text=package.title, href=office.url("inspector:row", package.source_row_id))
                        if package
                        else Cell(text="tidak ada dalam RUP yang dimuat", words=True),
                        text.rupiah(package.pagu) if package else _UNKNOWN,
                        ("berlaku" if package.counts else "tidak berlaku lagi") if package else "",
                    ]
                )
            )
    return Table(
        key="rup",
        caption="Kode RUP pada pesanan",
        columns=[
            Column(key="kode", label="Kode RUP"),
            Column(key="paket", label="Paket"),
            Column(key="pagu", label="Pagu", numeric=True, note="rupiah"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Pesanan ini tidak menyebut kode RUP."),
    )

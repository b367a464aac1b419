"""The desk's part about mending: entries that wait for a second person, and what would mend the figures."""

from urllib.parse import urlencode

from django.db.models import Count, Q, Window

from belanja.affirmation.selectors.worklists import GovernmentWork, work_summary
from belanja.catalogue.models import OutsidePrice
from belanja.etalase import selectors as etalase
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.intake import selectors as intake
from belanja.oversight.selectors import turns
from belanja.plans import budgets
from belanja.proposals import selectors
from belanja.rules import periods
from belanja.rules.budgets import BudgetKind, BudgetState
from belanja.rules.duties import Duty
from belanja.rules.reference_prices import OutsideState
from belanja.rules.sanctions import CaseState
from belanja.rules.worklists import Work
from belanja.vendors import registry
from belanja.vendors.models import SanctionCase
from belanja.web.cases.access import due_cell as case_due
from belanja.web.cases.access import firm_names, whom
from belanja.web.naming import shown
from belanja.web.officer.access import CASE_READERS, Office
from belanja.web.officer.lists import Part
from belanja.web.officer.works import done_words, effect_words
from belanja.web.pieces import Cell, Column, Link, Notice, Piece, Row, Table
from belanja.web.proposals.access import waits
from belanja.web.proposals.shown import due_cell, unit_name

from . import desk_counts

_MOST = 5
_WHOLE: list[int | None] = [None]


def entries(office: Office) -> Part | None:
    """Budgets entered by others that this person may confirm; nothing where none wait."""
    waiting = budgets.versions(government_id=office.government.pk, state=BudgetState.PROPOSED)
    found = [entry for entry in waiting if entry.proposed_by_id != office.actor.user_id]
    if not found:
        return None
    rows = [
        Row(
            href=office.url("manager:budget", entry.pk),
            cells=[
                Cell(text=shown(entry.unit.name), sub=f"tahun {entry.year}"),
                f"{BudgetKind(entry.kind).label} {entry.number}",
                text.rupiah(entry.pengadaan),
                Cell(text=entry.proposed_by_label, sub=text.long_date(entry.proposed_at)),
            ],
        )
        for entry in found[:_MOST]
    ]
    table = Table(
        key=f"entri-{office.code}",
        caption=f"{text.number(len(found))} entri menunggu pengesahan",
        show_caption=len(found) > _MOST,
        columns=[
            Column(key="unit", label="Perangkat Daerah"),
            Column(key="dokumen", label="Dokumen"),
            Column(key="nilai", label="Belanja pengadaan", numeric=True, note="rupiah"),
            Column(key="diisi", label="Diisi"),
        ],
        rows=rows,
        tight=True,
    )
    return Part(key="entri", title="Anggaran yang menunggu pengesahan Anda", items=[table])


def work(office: Office) -> Part | None:
    """What would mend the figures: of the units to which this person is bound, else of the whole government."""
    years = intake.years(office.government.pk)
    current = clock.today().year
    year = next((year for year in years if year <= current), None)
    if year is None:
        return None
    found = work_summary(government=office.government, year=year)
    bound = _bound(office, year)
    rows = [row for unit_id in (bound or _WHOLE) for row in _rows(office, found, year, unit_id)]
    if not rows:
        return None
    href = f"{office.url('leader:work')}?tahun={year}"
    table = Table(
        key=f"pekerjaan-{office.code}",
        caption="Pekerjaan",
        show_caption=False,
        columns=[
            Column(key="apa", label="Pekerjaan"),
            Column(key="jumlah", label="Jumlah", numeric=True),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="akibat", label="Bila dikerjakan semua"),
            Column(key="selesai", label="Sejak tarikan terakhir"),
        ],
        rows=[*rows, Row(href=href, cells=["Semua pekerjaan", "", "", "", ""])],
        tight=True,
    )
    return Part(key="pekerjaan", title=f"Yang memperbaiki angka, tahun {year}", items=[table])


def _bound(office: Office, year: int) -> list[int]:
    """Perangkat Daerah of the units to which this person's roles are bound."""
    if not office.unit_ids:
        return []
    roll_up = institutions.pd_map(office.government.pk, min(clock.today(), periods.fiscal_year(year).last))
    return list(dict.fromkeys(roll_up.get(unit_id, unit_id) for unit_id in office.unit_ids))


def _rows(office: Office, found: GovernmentWork, year: int, unit_id: int | None) -> list[Row]:
    unit = next((unit for unit in found.table.units if unit.id == unit_id), None)
    rows = []
    for kind in Work:
        one = found.worklist(kind, unit_id)
        if not one.count and not one.cleared:
            continue
        query = {"tahun": str(year)} | ({"unit": unit.code} if unit else {})
        effect = effect_words(one.effect)
        rows.append(
            Row(
                href=f"{office.url('leader:work_list', kind.value)}?{urlencode(query)}",
                cells=[
                    Cell(text=one.rule.label, sub=shown(unit.name) if unit else ""),
                    text.number(one.count),
                    text.rupiah(one.amount),
                    Cell(text=text.capital_first(effect))
                    if effect
                    else Cell(text=one.rule.gain if one.count else "selesai", words=True),
                    Cell(text=done_words(one.cleared)) if one.cleared else Cell(text="belum ada", words=True),
                ],
            )
        )
    return rows


def firms(office: Office) -> Part | None:
    """Registrations of firms that wait for a verifier; nothing where none wait."""
    told = registry.waiting(office.government.pk)
    if not told.waiting or told.longest is None:
        return None
    days = int(told.longest // 24)
    oldest = f"terlama {text.count_words(days)} hari" if days else "semuanya sejak kurang dari sehari"
    notice = Notice(
        title=f"{text.number(told.waiting)} pendaftaran usaha menunggu diperiksa, {oldest}.",
        action=Link(label="Buka antrean usaha", href=office.url("firms:queue")),
    )
    return Part(key="usaha", title="Usaha yang menunggu verifikasi", items=[notice])


def sanctions(office: Office) -> Part | None:
    """Cases in which this person has the next word: heard or no longer to be heard, or objected to; nothing where none
    wait. Nobody decides what he proposed himself."""
    today = clock.today()
    ready = Q(state=CaseState.ANSWERED) | Q(state=CaseState.CLARIFYING, answer_due__lt=today)
    told = SanctionCase.objects.filter(government=office.government).aggregate(
        ready=Count("pk", filter=ready & ~Q(opened_by_id=office.actor.user_id)),
        objected=Count("pk", filter=Q(state=CaseState.OBJECTED)),
        late=Count("pk", filter=Q(state=CaseState.OBJECTED, verdict_due__lt=today)),
    )
    notices: list[Piece | None] = []
    if told["ready"]:
        notices.append(
            Notice(
                title=f"{text.number(told['ready'])} perkara penyedia menunggu putusan.",
                action=Link(label="Buka perkara", href=office.url("sanctions:cases")),
            )
        )
    if told["objected"]:
        notices.append(
            Notice(
                kind="warning" if told["late"] else "info",
                title=f"{text.number(told['objected'])} keberatan menunggu putusan"
                + (f", {text.number(told['late'])} sudah lewat waktunya." if told["late"] else "."),
                action=Link(label="Buka keberatan", href=office.url("sanctions:cases")),
            )
        )
    return Part(key="sanksi", title="Sanksi yang menunggu Anda", items=notices) if notices else None


def outside_prices(office: Office) -> Part | None:
    """Prices seen outside that nobody has looked at; nothing where none wait."""
    waiting = OutsidePrice.objects.filter(state=OutsideState.WAITING, product__etalase__government=office.government)
    count = waiting.exclude(sent_by_id=office.actor.user_id).count()
    if not count:
        return None
    notice = Notice(
        title=f"{text.number(count)} harga luar menunggu diperiksa.",
        action=Link(label="Periksa harga luar", href=office.url("references:outside")),
    )
    return Part(key="harga-luar", title="Harga dari luar katalog", items=[notice])


def shelves(office: Office) -> Part | None:
    """Etalase that wait for the head of the bureau and that no proposal is about; nothing where none wait."""
    rows = [
        Row(
            href=office.url("shelves:shelf", one.pk),
            cells=[one.name, one.state_reason, text.long_date(one.state_since) if one.state_since else ""],
        )
        for one in etalase.proposals(office.government.pk).filter(proposals=None)[:_MOST]
    ]
    if not rows:
        return None
    table = Table(
        key=f"etalase-{office.code}",
        caption="Etalase yang diusulkan",
        show_caption=False,
        columns=[
            Column(key="nama", label="Etalase"),
            Column(key="alasan", label="Mengapa diperlukan"),
            Column(key="sejak", label="Diusulkan"),
        ],
        rows=rows,
        tight=True,
    )
    return Part(key="etalase", title="Etalase yang menunggu dibuka", items=[table])


def proposals(office: Office) -> Part | None:
    """Proposals of an etalase that wait for this person; nothing where none wait."""
    waiting = waits(office)
    if not waiting:
        return None
    shown_here = waiting[:_MOST]
    terms = selectors.terms([one.proposal for one in shown_here])
    rows = [
        Row(
            href=office.url("proposals:proposal", one.proposal.code),
            cells=[
                one.what,
                Cell(text=one.proposal.name, sub=unit_name(one.proposal)),
                due_cell(terms[one.proposal.pk]),
            ],
        )
        for one in shown_here
    ]
    if len(waiting) > _MOST:
        rows.append(Row(href=office.url("proposals:proposals"), cells=["Semua usulan etalase", "", ""]))
    table = Table(
        key=f"usulan-etalase-{office.code}",
        caption=f"{text.number(len(waiting))} usulan menunggu Anda",
        show_caption=len(waiting) > _MOST,
        columns=[
            Column(key="apa", label="Yang ditunggu"),
            Column(key="nama", label="Etalase", note="pengusul"),
            Column(key="tenggat", label="Tenggat"),
        ],
        rows=rows,
        tight=True,
    )
    return Part(key="usulan-etalase", title="Usulan etalase yang menunggu Anda", items=[table])


def cases(office: Office) -> Part | None:
    """Cases of APIP in which this person has the next word; nothing where none wait."""
    if not office.may(*CASE_READERS):
        return None
    waiting = turns.waiting(office.government, office.actor)
    soonest = list(waiting.annotate(all_of_them=Window(Count("pk")))[:_MOST])
    if not soonest:
        return None
    count = soonest[0].all_of_them
    names = firm_names(soonest)
    rows = [
        Row(
            href=office.url("cases:case", one.code),
            cells=[getattr(one, "what", ""), Cell(text=one.code, sub=whom(one, names)), case_due(one)],
        )
        for one in soonest
    ]
    if count > _MOST:
        rows.append(Row(href=office.url("cases:cases"), cells=["Semua kasus", "", ""]))
    table = Table(
        key=f"kasus-{office.code}",
        caption=f"{text.number(count)} kasus menunggu Anda",
        show_caption=count > _MOST,
        columns=[
            Column(key="apa", label="Yang ditunggu"),
            Column(key="kasus", label="Kasus", note="tentang siapa"),
            Column(key="tenggat", label="Tenggat"),
        ],
        rows=rows,
        tight=True,
    )
    return Part(key="kasus", title="Kasus yang menunggu Anda", items=[table])


def asked_of_units(office: Office) -> Part | None:
    """Questions and findings of APIP that wait for a unit of this person; nothing where none wait."""
    if not office.may(Duty.ANSWER_CASE):
        return None
    count = desk_counts.asked_of_units(office)
    if not count:
        return None
    notice = Notice(
        kind="warning",
        title=f"{text.number(count)} pertanyaan, temuan, atau catatan APIP menunggu unit Anda.",
        action=Link(label="Buka pertanyaan APIP", href=office.url("cases:asked")),
    )
    return Part(key="pertanyaan-apip", title="Pertanyaan APIP", items=[notice])

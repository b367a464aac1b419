"""`…/etalase/<id>/`: one shelf, what it asks, what lies on it, and what can be done with it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue.selectors import shelves as goods
from belanja.etalase import selectors
from belanja.etalase.models import Etalase, Schema
from belanja.foundation import text
from belanja.proposals import selectors as proposals
from belanja.proposals.models import Proposal
from belanja.rules.attributes import requirement_words
from belanja.rules.duties import Duty
from belanja.rules.listings import OPEN_SHELVES, EtalaseState
from belanja.rules.shelves import Step, missing_to_open, moves_from
from belanja.web.officer.access import SHELF_READERS, Office, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import (
    Cell,
    Column,
    DefinitionList,
    EmptyState,
    Link,
    Notice,
    Piece,
    Row,
    Table,
    Term,
    Timeline,
)

from .page import desk
from .words import moment, terms_list


@officer_page(*SHELF_READERS)
def shelf(request: HttpRequest, office: Office, etalase_id: int) -> HttpResponse:
    etalase = selectors.one(etalase_id, office.government.pk)
    versions = selectors.versions(etalase.pk)
    misfits = goods.misfits(etalase)
    context = desk(office, title=etalase.name)
    context |= {
        "lead": etalase.description,
        "actions": _actions(office, etalase),
        "around": _hints(office, etalase, versions, misfits),
        "parts": [
            Part(key="keterangan", title="Keterangan", items=[terms_list(etalase)]),
            Part(key="isi", title="Isi", items=[_goods(office, etalase, misfits)]),
            Part(key="skema", title="Skema", items=[_versions(office, etalase, versions)]),
            Part(
                key="spesifikasi",
                title="Spesifikasi siap pakai",
                about="Kebutuhan yang berulang; barang memenuhinya atau tidak, dengan alasannya.",
                items=_specifications(office, etalase, versions[0] if versions else None),
            ),
            *_similar(office, etalase),
            Part(key="riwayat", title="Riwayat", items=[_history(office, etalase)]),
        ],
    }
    return render(request, "manager/shelves/list.html", context)


def _actions(office: Office, etalase: Etalase) -> list[Link]:
    """What this person can do with the shelf as it stands."""
    state = EtalaseState(etalase.state)
    steps = [
        Link(label=move.label, href=office.url("shelves:step", etalase.pk, move.step.value))
        for move in moves_from(state)
        if office.may(move.duty) and not (move.step is Step.OPEN and _proposal_of(etalase))
    ]
    if not moves_from(state) or not office.may(Duty.MANAGE_ETALASE):
        return steps
    return [
        Link(label="Ubah keterangan", href=office.url("shelves:edit", etalase.pk)),
        Link(label="Susun skema", href=office.url("shelves:schema", etalase.pk)),
        Link(label="Tambah spesifikasi", href=office.url("shelves:new_specification", etalase.pk)),
        *steps,
    ]


def _proposal_of(etalase: Etalase) -> Proposal | None:
    """The proposal through which an etalase that is not open yet is opened; None where it is none's."""
    return proposals.founding(etalase.pk) if etalase.state == EtalaseState.PROPOSED else None


def _hints(office: Office, etalase: Etalase, versions: Sequence[Schema], misfits: goods.Preview) -> list[Piece]:
    """What waits: a proposal that lacks something, a draft of the schema, goods that do not fit."""
    found: list[Piece] = []
    if etalase.state == EtalaseState.PROPOSED:
        proposal = _proposal_of(etalase)
        lacks = missing_to_open(etalase.terms(), attributes=len(versions[0].rules()) if versions else 0)
        if proposal is not None:
            told = f"Dibuka lewat usulannya, sekarang {proposal.get_state_display()}."
            action = Link(label="Buka usulannya", href=office.url("proposals:proposal", proposal.code))
            found.append(Notice(title=told, action=action))
        elif lacks:
            found.append(Notice(title="Sebelum dapat dibuka:", text="; ".join(lacks) + "."))
        else:
            found.append(Notice(kind="success", title="Lengkap; menunggu dibuka oleh Kepala Biro PBJ."))
    draft = selectors.draft(etalase.pk)
    if draft is not None:
        found.append(
            Notice(
                title=f"Ada draf skema, terakhir diubah {text.date_time(draft.changed_at)} ({draft.changed_by_label}).",
                action=Link(label="Lihat draf", href=office.url("shelves:schema", etalase.pk)),
            )
        )
    if misfits.misfits:
        found.append(
            Notice(
                kind="warning",
                title=f"{text.number(len(misfits.misfits))} dari {text.number(misfits.products)} barang tidak cocok "
                "dengan skema atau syarat etalase ini.",
                action=Link(label="Lihat daftarnya", href=office.url("shelves:misfits", etalase.pk)),
            )
        )
    return found


def _goods(office: Office, etalase: Etalase, misfits: goods.Preview) -> DefinitionList:
    count = goods.counts([etalase.pk]).get(etalase.pk)
    public = reverse("katalog:etalase", args=[etalase.slug]) if EtalaseState(etalase.state) in OPEN_SHELVES else ""
    return DefinitionList(
        terms=[
            Term(term="Barang", text=text.number(misfits.products)),
            Term(term="Penawaran terlihat", text=text.number(count.offers if count else 0), href=public),
            Term(term="Dapat dibeli", text=text.number(count.for_sale if count else 0)),
            Term(term="Penyedia", text=text.number(count.firms if count else 0)),
            Term(
                term="Barang tidak cocok",
                text=text.number(len(misfits.misfits)),
                href=office.url("shelves:misfits", etalase.pk) if misfits.misfits else "",
            ),
        ]
    )


def _versions(office: Office, etalase: Etalase, versions: Sequence[Schema]) -> Table:
    return Table(
        key="versi",
        stacked=True,
        caption="Versi skema",
        show_caption=False,
        columns=[
            Column(key="versi", label="Versi"),
            Column(key="sejak", label="Berlaku sejak"),
            Column(key="atribut", label="Atribut", numeric=True),
            Column(key="catatan", label="Yang berubah"),
        ],
        rows=[
            Row(
                href=office.url("shelves:version", etalase.pk, one.version),
                cells=[
                    f"Versi {one.version}",
                    text.long_date(one.valid_from),
                    text.number(len(one.attributes.all())),
                    one.note or "versi pertama",
                ],
            )
            for one in versions
        ],
        tight=True,
        empty=EmptyState(title="Belum ada skema.", text="Skema menentukan isian, saringan, dan perbandingan."),
    )


def _specifications(office: Office, etalase: Etalase, latest: Schema | None) -> list[Piece]:
    schema = latest.rules() if latest else ()
    rows = []
    for one in etalase.specifications.all():
        needs = one.rules()
        meeting, all_ = goods.meeting(etalase, needs, schema)
        rows.append(
            Row(
                href=office.url("shelves:specification", etalase.pk, one.slug)
                if office.may(Duty.MANAGE_ETALASE)
                else "",
                cells=[
                    one.name,
                    "; ".join(requirement_words(need, schema) for need in needs),
                    Cell(text=text.number(meeting), sub=f"dari {text.number(all_)}"),
                ],
            )
        )
    table = Table(
        key="spesifikasi-tabel",
        caption="Spesifikasi siap pakai",
        show_caption=False,
        columns=[
            Column(key="nama", label="Spesifikasi"),
            Column(key="syarat", label="Syarat"),
            Column(key="memenuhi", label="Barang yang memenuhi", numeric=True),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Belum ada spesifikasi siap pakai."),
    )
    return [table]


def _similar(office: Office, etalase: Etalase) -> list[Part]:
    open_ones = [one for one in selectors.governed(office.government.pk) if EtalaseState(one.state) in OPEN_SHELVES]
    found = selectors.similar(etalase, open_ones)
    if not found or not moves_from(EtalaseState(etalase.state)):
        return []
    rows = [
        Row(
            href=office.url("shelves:shelf", one.etalase.pk),
            cells=[one.etalase.name, EtalaseState(one.etalase.state).label, "; ".join(one.reasons)],
        )
        for one in found
    ]
    columns = [
        Column(key="nama", label="Etalase"),
        Column(key="keadaan", label="Keadaan"),
        Column(key="alasan", label="Mengapa"),
    ]
    table = Table(key="mirip", caption="Etalase yang mirip", show_caption=False, columns=columns, rows=rows, tight=True)
    about = "Dugaan dari nama, KBKI, dan kategori. Manusia yang memutuskan apakah digabung."
    return [Part(key="mirip-bagian", title="Mungkin sama", about=about, items=[table])]


def _history(office: Office, etalase: Etalase) -> Piece:
    events = selectors.history(etalase.pk, office.government)
    if not events:
        return EmptyState(title="Belum ada catatan.", text="Etalase ini ada sebelum riwayat dicatat di sini.")
    return Timeline(events=[moment(event) for event in events])

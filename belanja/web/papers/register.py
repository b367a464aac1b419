"""`/naskah/<gov>/`: the register of papers, and one paper with its files, number and signed copies."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.documents import selectors
from belanja.documents.models import Paper, SignedCopy
from belanja.foundation import text
from belanja.institutions import selectors as institutions
from belanja.rules.duties import Duty
from belanja.rules.papers import KINDS, OF_A_CASE, OF_AN_ORDER, CopyState, Finding, Kind, NumberWay, State, Way
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select
from belanja.web.pieces import (
    Cell,
    Column,
    DefinitionList,
    DocumentCard,
    EmptyState,
    FilterRow,
    Link,
    Notice,
    Piece,
    Row,
    Table,
    Term,
)

#: Cards of the latest papers above the register.
LATEST = 3


#: Who opens the register. Duties of buying hold for a unit alone, so the door is opened by what every officer of the
#: figures may; behind it each paper asks for the duty of its kind, and of its unit.
READERS = (Duty.SEE_REPORTS, Duty.SEE_SOURCE_ROWS)


def papers_of(office: Office, *, state: State | None = None) -> QuerySet[Paper]:
    """The papers that this person may see here; papers of orders only those of the own units, none of APIP's cases."""
    kinds = frozenset(kind for kind, rule in KINDS.items() if office.may(rule.see)) - OF_A_CASE
    found = selectors.papers(office.government, kinds=kinds, state=state)
    units = institutions.units_allowed(office.actor, Duty.SEE_PURCHASES, office.government)
    return found if units is None else found.filter(~Q(kind__in=OF_AN_ORDER) | Q(unit__in=units))


def paper_of(office: Office, paper_id: int) -> Paper:
    """A paper of this office that the person may see; 404 for any other."""
    found = selectors.paper(office.government, paper_id)
    if found.kind in OF_A_CASE or not may(office, found, found.rule_of_kind.see):
        raise Http404
    return found


def may(office: Office, of: Paper, duty: Duty) -> bool:
    """Whether the person holds a duty for a paper, that is for its unit where the duty is bound to one."""
    return institutions.is_allowed(office.actor, duty, office.government, unit_id=of.unit_id)


@officer_page(*READERS)
def papers(request: HttpRequest, office: Office) -> HttpResponse:
    wanted = request.GET.get("status", "")
    state = State(wanted) if wanted in tuple(State) else None
    found = papers_of(office, state=state)
    count = found.count()
    context = frame(office, "papers:papers", title="Naskah")
    latest = [card(office, paper) for paper in found[:LATEST]]
    context |= {
        "lead": "Setiap naskah yang diterbitkan: nomornya, berkas dan sidiknya, dan salinan bertanda tangan.",
        "filters": FilterRow(
            key="saring",
            filters=[select("status", "Status", "Semua", [(one.value, one.label) for one in State], state or "")],
            reset_href="?" if state else "",
        ),
        "kinds": None,
        "parts": [
            *([Part(key="terbaru", title="Terbaru", items=latest, layout="grid")] if latest else []),
            Part(key="register", title="Register", items=[_register(request, office, found, count)]),
        ],
    }
    return render(request, "inspector/missing.html", context)


def card(office: Office, paper: Paper) -> DocumentCard:
    """The paper in a few words, with the code by which anybody can check it."""
    return DocumentCard(
        title=paper.title,
        href=office.url("papers:paper", paper.pk),
        number=paper.number,
        date=text.long_date(paper.issued_at) if paper.issued_at else "",
        details=text.capital_first(paper.status.label),
        code=paper.code,
        verify_href=reverse("public:paper", args=[paper.code]),
    )


def _register(request: HttpRequest, office: Office, found: Any, count: int) -> Table:
    listed, pagination = page_of(found, count, request)
    rows = [
        Row(
            href=office.url("papers:paper", paper.pk),
            cells=[
                Cell(text=paper.title, sub=paper.period),
                Cell(text=paper.number, sub=KINDS[Kind(paper.kind)].label),
                shown(paper.unit.name) if paper.unit else office.government.name,
                text.long_date(paper.issued_at) if paper.issued_at else "",
                Cell(
                    text=paper.official_number or "belum dicatat",
                    sub=text.long_date(paper.official_date) if paper.official_date else "",
                    words=not paper.official_number,
                ),
                text.capital_first(paper.status.label),
            ],
        )
        for paper in listed
    ]
    return Table(
        key="naskah",
        caption=f"{text.number(count)} naskah, terbaru dahulu",
        columns=[
            Column(key="judul", label="Judul", note="periode"),
            Column(key="nomor", label="Nomor register", note="jenis"),
            Column(key="unit", label="Diterbitkan oleh"),
            Column(key="terbit", label="Terbit"),
            Column(key="resmi", label="Nomor resmi", note="tanggalnya"),
            Column(key="status", label="Status"),
        ],
        rows=rows,
        pagination=pagination,
        tight=True,
        empty=EmptyState(
            title="Belum ada naskah yang diterbitkan.",
            text="Naskah muncul di sini setelah laporan diterbitkan atau pesanan disepakati.",
        ),
    )


@officer_page(*READERS)
def paper(request: HttpRequest, office: Office, paper_id: int) -> HttpResponse:
    found = paper_of(office, paper_id)
    context = frame(office, "papers:papers", title=found.title)
    context |= {
        "lead": f"{found.number}, {found.status.label}.",
        "card": card(office, found),
        "notices": _notices(office, found),
        "actions": _actions(office, found),
        "parts": [
            Part(key="berkas", title="Berkas yang diterbitkan", items=[_files(office, found)]),
            Part(
                key="salinan",
                title="Salinan bertanda tangan",
                about="Dibandingkan dengan PDF yang diterbitkan. Belanja tidak memeriksa tanda tangannya; cara dan "
                "tanggal adalah kata yang menyerahkan.",
                items=[_copies(office, found), *_differences(found)],
            ),
            Part(key="keterangan", title="Keterangan", items=[_facts(office, found)]),
        ],
    }
    return render(request, "papers/paper.html", context)


@officer_page(*READERS)
def file(request: HttpRequest, office: Office, paper_id: int, file_id: int) -> HttpResponse:
    """An issued file, byte for byte."""
    found = paper_of(office, paper_id).files.filter(pk=file_id).first()
    if found is None:
        raise Http404
    return _download(found.name, found.media_type, bytes(found.content))


@officer_page(*READERS)
def copy(request: HttpRequest, office: Office, paper_id: int, copy_id: int) -> HttpResponse:
    """A returned copy, byte for byte; to be saved, never shown in the browser."""
    found = paper_of(office, paper_id).copies.filter(pk=copy_id).first()
    if found is None:
        raise Http404
    return _download(found.name, found.media_type, bytes(found.content))


def _download(name: str, media_type: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _actions(office: Office, found: Paper) -> list[Link]:
    rule = found.rule_of_kind
    if found.status not in (State.ISSUED, State.SIGNED):
        return []
    links = []
    if may(office, found, rule.receive):
        links.append(Link(label="Unggah salinan bertanda tangan", href=office.url("papers:receive", found.pk)))
        label = "Ganti nomor resmi" if found.official_number else "Catat nomor resmi"
        links.append(Link(label=label, href=office.url("papers:number", found.pk)))
    if may(office, found, rule.issue):
        links.append(Link(label="Batalkan naskah", href=office.url("papers:cancel", found.pk)))
    return links


def _notices(office: Office, found: Paper) -> list[Piece]:
    later = getattr(found, "replaced_by", None)
    if found.status is State.CANCELLED:
        return [Notice(kind="error", title="Naskah ini dibatalkan.", text=_ended(found))]
    if found.status is State.REPLACED and later is not None:
        link = Link(label=later.number, href=office.url("papers:paper", later.pk))
        return [Notice(kind="warning", title="Naskah ini sudah diganti.", text=_ended(found), action=link)]
    waiting = selectors.copies(found).filter(state=CopyState.WAITING).count()
    if waiting:
        return [
            Notice(
                kind="warning",
                title=f"{text.capital_first(text.count_words(waiting))} salinan menunggu keputusan orang kedua.",
                text="Isinya tidak sama dengan yang diterbitkan. Bandingkan dahulu.",
                action=Link(label="Lihat salinan", href="#salinan"),
            )
        ]
    return []


def _ended(found: Paper) -> str:
    when = text.date_time(found.ended_at) if found.ended_at else ""
    return f"{found.ended_by_label}, {when}. {found.end_reason}"


def _facts(office: Office, found: Paper) -> DefinitionList:
    terms = [
        Term(term="Jenis", text=KINDS[Kind(found.kind)].label),
        Term(term="Status", text=text.capital_first(found.status.label)),
        Term(term="Nomor register", text=found.number),
        Term(term="Nomor resmi", text=_official(found)),
        Term(term="Periode", text=found.period or "tidak ada"),
        Term(
            term="Terbit",
            text=f"{text.date_time(found.issued_at)}, {found.issued_by_label}" if found.issued_at else "",
        ),
    ]
    if found.supersedes is not None:
        href = office.url("papers:paper", found.supersedes_id)
        terms.append(Term(term="Mengganti", text=found.supersedes.number, href=href))
    if found.reference_sha256:
        terms.append(Term(term="Sidik angka yang dibekukan", text=found.reference_sha256))
    return DefinitionList(terms=terms)


def _official(found: Paper) -> str:
    if not found.official_number:
        return "belum dicatat"
    dated = f" tanggal {text.long_date(found.official_date)}" if found.official_date else ""
    when = f", {text.date_time(found.official_at)}" if found.official_at else ""
    way = NumberWay(found.official_way).label
    return f"{found.official_number}{dated} ({way} oleh {found.official_by_label}{when})"


def _files(office: Office, found: Paper) -> Table:
    return Table(
        key="berkas-tabel",
        caption="Berkas dan sidiknya",
        show_caption=False,
        columns=[
            Column(key="nama", label="Berkas"),
            Column(key="ukuran", label="Ukuran", numeric=True, note="byte"),
            Column(key="sidik", label="Sidik SHA-256"),
        ],
        rows=[
            Row(href=office.url("papers:file", found.pk, one.pk), cells=[one.name, text.number(one.size), one.sha256])
            for one in selectors.files(found)
        ],
        tight=True,
    )


def _copies(office: Office, found: Paper) -> Table:
    rows = []
    for one in selectors.copies(found):
        waits = one.state == CopyState.WAITING and office.may(found.rule_of_kind.receive)
        rows.append(
            Row(
                href=office.url("papers:copy", found.pk, one.pk),
                cells=[
                    Cell(text=one.name, sub=f"SHA-256 {one.sha256}"),
                    Cell(text=Way(one.way).label, sub=f"{text.long_date(one.signed_on)}{_numbered(one)}"),
                    Cell(text=Finding(one.finding).label, sub=one.note or str(one.detail.get("why", ""))),
                    Cell(
                        text="Putuskan" if waits else text.capital_first(CopyState(one.state).label),
                        href=office.url("papers:decide", found.pk, one.pk) if waits else "",
                        sub=_decided(one),
                    ),
                    Cell(text=text.date_time(one.received_at), sub=one.received_by_label),
                ],
            )
        )
    return Table(
        key="salinan-tabel",
        caption="Salinan yang kembali",
        show_caption=False,
        columns=[
            Column(key="nama", label="Berkas"),
            Column(key="cara", label="Cara", note="menurut yang menyerahkan"),
            Column(key="banding", label="Dibandingkan dengan yang terbit"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="diterima", label="Diterima"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Belum ada salinan bertanda tangan yang diterima."),
    )


def _numbered(one: SignedCopy) -> str:
    return f", nomor {one.number}" if one.number else ""


def _decided(one: SignedCopy) -> str:
    if not one.decided_at:
        return ""
    return f"{one.decided_by_label}, {text.long_date(one.decided_at)}: {one.decision_reason}"


def differences(one: SignedCopy) -> Table | None:
    """Where a copy differs from what was issued, page by page; None where it does not."""
    rows = [
        Row(cells=[f"Halaman {place['page']}", place["issued"] or "tidak ada", place["returned"] or "tidak ada"])
        for place in one.detail.get("pages", [])
    ]
    rows += [Row(cells=["Ditambahkan", "tidak ada", words]) for words in one.detail.get("added", [])]
    if not rows:
        return None
    return Table(
        key=f"beda-{one.pk}",
        caption=f"{one.name}: yang berbeda dari berkas terbit",
        columns=[
            Column(key="tempat", label="Tempat"),
            Column(key="terbit", label="Pada berkas terbit"),
            Column(key="kembali", label="Pada salinan"),
        ],
        rows=rows,
        tight=True,
    )


def _differences(found: Paper) -> list[Piece]:
    return [table for one in selectors.copies(found) if (table := differences(one)) is not None]

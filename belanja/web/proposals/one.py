"""`/usulan/<gov>/etalase/<code>/`: one proposal, what speaks for it, its story, and what may be done with it now."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue.models import Region
from belanja.foundation import text
from belanja.proposals import selectors
from belanja.proposals.models import Proposal
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listings import EtalaseState
from belanja.rules.proposals.dossier import Dossier, missing_to_sign
from belanja.rules.proposals.evidence import Evidence
from belanja.rules.proposals.states import WRITABLE, Advice, ProposalState
from belanja.rules.proposals.steps import Step
from belanja.rules.proposals.study import missing_to_decide
from belanja.web.acts import Act, Outcome, answer
from belanja.web.attribute_table import attribute_table
from belanja.web.officer.access import PROPOSAL_READERS, SHELF_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import EmptyState, Link, Notice, Piece

from . import evidence as evidences
from . import letters, shown
from .access import SECTION, proposal_of, writes
from .acts import acts as acts_of
from .firms import firms_part
from .seconds import seconds_table


@dataclass(frozen=True)
class Sight:
    """A proposal as one person sees it: as it is written now for whoever writes it, as it was signed for everybody
    else. `lacks`: what is missing to sign it."""

    proposal: Proposal
    dossier: Dossier
    evidence: Evidence
    live: bool
    lacks: tuple[str, ...] = ()


def sight(found: Proposal, *, live: bool) -> Sight:
    """Raises RuleBroken 404 where nothing is signed and the person does not write it."""
    if live:
        dossier, evidence = found.dossier(), selectors.evidence_of(found)
        lacks = missing_to_sign(dossier, alike=[one.name for one in evidence.alike])
        return Sight(found, dossier, evidence, live, tuple(lacks))
    kept = selectors.signed(found)
    if kept is None:
        raise RuleBroken("proposal_unknown", "Usulan ini tidak ditemukan.", status=404)
    return Sight(found, kept.dossier, kept.evidence, live)


@officer_page(*PROPOSAL_READERS, methods=("GET", "HEAD", "POST"))
def proposal(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: _sight(office, code),
        acts=_acts,
        show=_show,
        gone=lambda seen: f"Usulan ini sekarang {ProposalState(seen.proposal.state).label}.",
        name="proposals.proposal",
        to=office.url("proposals:proposal", code),
        open_to=lambda desk, seen: bool(_acts(request, desk, seen)) or writes(desk, seen.proposal),
    )


def _sight(office: Office, code: str) -> Sight:
    found = proposal_of(office, code)
    own = writes(office, found)
    writable = found.state in {one.value for one in WRITABLE}
    return sight(found, live=own and (writable or selectors.signed(found) is None))


def _acts(request: HttpRequest, office: Office, seen: Sight) -> list[Act]:
    digest = seen.evidence.digest() if seen.live else ""
    return acts_of(request, office, seen.proposal, digest=digest, lacks=len(seen.lacks))


def _show(request: HttpRequest, office: Office, seen: Sight, outcome: Outcome) -> HttpResponse:
    found = seen.proposal
    term = selectors.terms([found])[found.pk]
    context = frame(office, SECTION, title=found.name)
    context |= {
        "lead": f"Usulan etalase dari {shown.unit_name(found)}, nomor {found.code}.",
        "outcome": outcome,
        "state": shown.state_tag(found),
        "due": shown.due_words(term),
        "notices": _notices(office, seen),
        "links": _links(office, seen),
        "acts": _acts(request, office, seen),
        "open_act": request.POST.get("do", ""),
        "version": found.version,
        "papers": letters.cards(found, office.url("proposals:letter", found.code, 0)),
        "parts": [*firms_part(office, found), *parts(seen, officer=True)],
    }
    return render(request, "proposals/proposal.html", context, status=outcome.status)


def parts(seen: Sight, *, officer: bool) -> list[Part]:
    """What everybody reads of a proposal, in the order of its life."""
    found, dossier = seen.proposal, seen.dossier
    day = text.long_date(seen.evidence.day)
    counted = f"Dihitung hari ini, {day}; dibekukan saat diusulkan." if seen.live else f"Sebagaimana dihitung {day}."
    return [
        Part(key="jalannya", title="Jalannya usulan", items=[shown.story(found, selectors.timeline(found))]),
        Part(key="isi", title="Yang diusulkan", items=[shown.dossier_terms(dossier, alike=bool(seen.evidence.alike))]),
        Part(
            key="bukti",
            title="Bukti kebutuhan",
            about=f"{counted} Semua dari catatan Belanja, bukan dari pengusul.",
            items=evidences.figures(seen.evidence),
            layout="grid",
        ),
        Part(key="rincian", title="Rincian bukti", items=evidences.tables(seen.evidence)),
        Part(key="mirip", title="Yang mungkin sudah ada", items=evidences.alike(seen.evidence)),
        Part(key="skema", title="Rancangan skema", items=[_schema(seen)]),
        Part(key="contoh", title="Produk contoh", items=[shown.samples_table(dossier.samples, _places(dossier))]),
        Part(key="dukungan", title="Perangkat Daerah yang mendukung", items=[seconds_table(found)]),
        *_study(found, officer=officer),
    ]


def _study(found: Proposal, *, officer: bool) -> list[Part]:
    """The study: for officers while it is written, for everybody once the etalase is founded on it."""
    if found.study is None or (not officer and found.etalase_id is None):
        return []
    study = found.studied()
    items: list[Piece | None] = [shown.study_terms(study)]
    if study.attributes:
        items.append(attribute_table(study.attributes, key="skema-telaah", caption="Skema menurut penelaahan"))
    return [Part(key="telaah", title="Penelaahan produk", items=items)]


def _schema(seen: Sight) -> Piece:
    if not seen.dossier.attributes:
        return EmptyState(title="Belum ada atribut.")
    return attribute_table(seen.dossier.attributes, key="skema", caption="Atribut yang diusulkan")


def _places(dossier: Dossier) -> dict[str, str]:
    codes = {one.place for one in dossier.samples if one.place}
    return dict(Region.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _notices(office: Office, seen: Sight) -> list[Notice]:
    found = seen.proposal
    told = []
    if found.state in (ProposalState.REPAIR, *_ENDINGS) and found.answer:
        into = found.folded_into
        title = f"Ditampung di etalase {into.name}" if into else text.capital_first(found.get_state_display())
        words = shown.reasoned(found.reason_code, found.answer)
        told.append(Notice(kind="warning", title=title, text=words))
    if seen.live and seen.lacks:
        told.append(Notice(title="Sebelum dapat diusulkan:", text="; ".join(seen.lacks) + "."))
    if seen.live and not seen.lacks and not _may(office, found, Step.SIGN):
        told.append(Notice(kind="success", title="Lengkap; menunggu tanda tangan kepala Perangkat Daerah."))
    if found.state == ProposalState.STUDY and _may(office, found, Step.WRITE_STUDY):
        lacks = missing_to_decide(found.studied())
        if lacks:
            told.append(Notice(title="Sebelum dapat ditetapkan:", text="; ".join(lacks) + "."))
        else:
            advice = f"Sarannya: {Advice(found.studied().advice).label.lower()}."
            told.append(Notice(kind="success", title="Penelaahan lengkap; menunggu Kepala Biro PBJ.", text=advice))
    decides = found.state == ProposalState.STUDY and office.may(Duty.DECIDE_ETALASE)
    if decides and selectors.signed_by(found, office.actor):
        told.append(Notice(kind="warning", title=_OWN, text=_OWN_TEXT))
    return told


_OWN = "Anda sendiri yang menandatangani usulan ini, sehingga tidak dapat menetapkannya."
_OWN_TEXT = (
    "Yang menetapkan harus orang lain, misalnya yang ditugasi memegang peran Kepala Biro PBJ sementara (di Peran)."
)
_ENDINGS = (ProposalState.REFUSED, ProposalState.WITHDRAWN, ProposalState.FOLDED, ProposalState.CANCELLED)


def _may(office: Office, found: Proposal, step: Step) -> bool:
    return any(rule.step is step for rule in selectors.steps_for(found, office.actor))


def _links(office: Office, seen: Sight) -> list[Link]:
    """Where one goes on from here."""
    found = seen.proposal
    links = []
    if _may(office, found, Step.WRITE):
        links += [
            Link(label="Isi usulan", href=office.url("proposals:write", found.code)),
            Link(label="Skema atribut", href=office.url("proposals:schema", found.code)),
            Link(label="Produk contoh", href=office.url("proposals:samples", found.code)),
        ]
    if _may(office, found, Step.WRITE_STUDY):
        links += [
            Link(label="Tulis penelaahan", href=office.url("proposals:study", found.code)),
            Link(label="Skema penelaahan", href=office.url("proposals:study_schema", found.code)),
        ]
    if not seen.live and office.may(Duty.MANAGE_ETALASE):
        links.append(Link(label="Kategori nasional", href=office.url("proposals:national", found.code)))
    if found.folded_into is not None and found.folded_into.state == EtalaseState.ACTIVE:
        href = reverse("katalog:etalase", args=[found.folded_into.slug])
        links.append(Link(label=f"Etalase {found.folded_into.name}", href=href))
    if found.etalase_id and office.may(*SHELF_READERS):
        links.append(Link(label="Etalasenya", href=office.url("shelves:shelf", found.etalase_id)))
    if not seen.live:
        links.append(Link(label="Halaman umum", href=reverse("public:proposal", args=[found.code])))
    return links

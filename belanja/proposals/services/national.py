"""A dossier goes to the owner of the national category as a file, and what he answers is kept."""

import hashlib
from datetime import timedelta

from django.db import IntegrityError, transaction

from belanja.etalase import services as shelves
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import Duty
from belanja.rules.listings import EtalaseState
from belanja.rules.proposals.national import Reply, problems
from belanja.rules.proposals.states import GONE, MAPPED, PENDING, ProposalState

from ..models import NationalExport, NationalReply, Proposal, Record
from ..national_file import written
from . import base
from .drafting import DossierWrong

#: Whoever has waited less than so many calendar days is not asked about at all.
_EARLIEST = timedelta(days=1)
_ENDED = (EtalaseState.CLOSED.value, EtalaseState.MERGED.value)


@transaction.atomic
def export_national(*, proposal_id: int, owner: str, actor: Actor) -> NationalExport:
    """Hand the dossier that was signed last to the office that owns the national category (`owner`). The same dossier
    to the same office is one export. The file is `selectors.national_file`.

    Raises RuleBroken: 403/404 for a missing duty or a draft, 409 where nothing comes of it, 422 without an office.
    """
    proposal = base.for_bureau(proposal_id, None, Duty.MANAGE_ETALASE, actor)
    if ProposalState(proposal.state) in GONE:
        told = f"Usulan ini {ProposalState(proposal.state).label}; berkasnya tidak dikirim kepada siapa pun."
        raise RuleBroken("proposal_gone", told, status=409)
    office = " ".join(owner.split())[:200]
    if not office:
        raise RuleBroken("national_owner", "Tulis kantor pemilik kategori nasional yang dituju.")
    signed = proposal.records.filter(kind=Record.Kind.DOSSIER.value).order_by("-number").first()
    if signed is None:
        raise base.not_there()
    known = NationalExport.objects.filter(record=signed, owner=office).first()
    if known is not None:
        return known
    digest = hashlib.sha256(written(signed)).hexdigest()
    try:
        with transaction.atomic():
            made = NationalExport.objects.create(
                proposal=proposal, record=signed, owner=office, sha256=digest, at=clock.now(), by_id=actor.user_id,
                by_label=actor.label[:120],
            )  # fmt: skip
    except IntegrityError:
        return NationalExport.objects.get(record=signed, owner=office)
    _told(proposal, "exported", actor, {"owner": office, "sha256": digest})
    return made


@transaction.atomic
def answer_national(
    *, export_id: int, version: int | None, reply: Reply, actor: Actor, file_sha256: str = ""
) -> NationalExport:
    """Keep what the owner of the category answered, as one more of his replies; a category that he gave is that of the
    etalase from now on (of one that is still to be founded, with its decision). `file_sha256`: of the file it came in.

    Raises RuleBroken: 403/404 for a missing duty, 409 where a colleague wrote meanwhile, 422 (DossierWrong) for what an
    answer cannot be.
    """
    proposal_id = NationalExport.objects.filter(pk=export_id).values_list("proposal_id", flat=True).first()
    if proposal_id is None:
        raise base.not_there()
    base.shelf_locked(proposal_id)
    proposal = base.for_bureau(proposal_id, None, Duty.MANAGE_ETALASE, actor)
    export = proposal.exports.select_for_update().get(pk=export_id)
    told = {
        "answer": reply.answer.value, "answered_on": reply.on, "answer_number": reply.number.strip()[:120],
        "answer_note": reply.note.strip(), "category_code": reply.category_code.strip(),
        "category": list(reply.category),
    }  # fmt: skip
    if all(getattr(export, name) == value for name, value in told.items()):
        return export
    unchanged("Berkas nasional", export.version, version)
    wrong = problems(reply, sent=clock.wib(export.at).date(), today=clock.today())
    if wrong:
        raise DossierWrong(wrong)
    former = export.answer
    for name, value in told.items():
        setattr(export, name, value)
    export.answered_by_id, export.answered_by_label = actor.user_id, actor.label[:120]
    export.version += 1
    export.save()
    NationalReply.objects.create(
        export=export, answer=reply.answer.value, answered_on=reply.on, number=export.answer_number,
        note=export.answer_note, category_code=export.category_code, category=export.category,
        file_sha256=file_sha256, at=clock.now(), by_id=actor.user_id, by_label=actor.label[:120],
    )  # fmt: skip
    _told(
        proposal, "answered", actor,
        {"owner": export.owner, "answer": reply.answer.value, "former": former, "category": export.category_code},
    )  # fmt: skip
    map_shelf(proposal, actor)
    words = f"Pemilik kategori nasional menjawab usulan “{proposal.name}”: {reply.answer.label}."
    base.tell_unit(proposal, words, actor)
    return export


def map_shelf(proposal: Proposal, actor: Actor) -> None:
    """Put the etalase of a locked proposal to the national category that was given last, if there is one."""
    given = proposal.exports.filter(answer__in=[one.value for one in MAPPED]).order_by("-answered_on", "-pk").first()
    shelf = proposal.etalase
    if given is None or shelf is None or shelf.state in _ENDED:
        return
    shelves.map_category(etalase_id=shelf.pk, code=given.category_code, category=given.category, actor=actor)
    shelf.refresh_from_db()


def remind() -> int:
    """Tell the bureau once of each file that waits for an answer longer than the dated row says; how many."""
    today, late = clock.today(), 0
    waiting = NationalExport.objects.filter(answer__in=[one.value for one in PENDING], at__lt=clock.now() - _EARLIEST)
    for export in waiting.select_related("proposal__government").order_by("pk"):
        government_id, since = export.proposal.government_id, clock.wib(export.at).date()
        days = int(institutions.parameter("usulan.nasional.hari", government_id=government_id, on=since))
        if working_days.after(since, days, government_id=government_id) < today:
            late += 1
            _remind(export)
    return late


@transaction.atomic
def _remind(export: NationalExport) -> None:
    told = f"{export.owner} belum menjawab usulan kategori “{export.proposal.name}”. Tanyakan kembali."
    base.tell_bureau(export.proposal, Duty.MANAGE_ETALASE, told, base.CALENDAR, once=f"national-{export.pk}")


def _told(proposal: Proposal, what: str, actor: Actor, payload: dict[str, str]) -> None:
    journal.append(
        name=f"proposals.national_{what}", actor=actor, subject=f"proposal:{proposal.pk}",
        government_code=proposal.government.code, payload={"code": proposal.code, **payload},
    )  # fmt: skip

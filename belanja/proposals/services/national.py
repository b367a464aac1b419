"""A dossier goes to the owner of the national category as a file, and what he answers is kept."""

import hashlib
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import Duty
from belanja.rules.proposals.states import NationalAnswer

from ..models import NationalExport, Proposal, Record
from ..national_file import written
from . import base

#: Whoever has waited less than so many calendar days is not asked about at all.
_EARLIEST = timedelta(days=1)


@transaction.atomic
def export_national(*, proposal_id: int, owner: str, actor: Actor) -> NationalExport:
    """Hand the dossier that was signed last to the office that owns the national category (`owner`). The same dossier
    to the same office is one export. The file is `selectors.national_file`.

    Raises RuleBroken: 403/404 for a missing duty or a draft, 422 without an office.
    """
    proposal = base.for_bureau(proposal_id, None, Duty.MANAGE_ETALASE, actor)
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
    *, export_id: int, version: int | None, answer: NationalAnswer, on: date, number: str, note: str, actor: Actor
) -> NationalExport:
    """Keep what the owner of the category answered; a correction is journaled with the former answer.

    Raises RuleBroken: 403/404 for a missing duty, 409 where a colleague wrote meanwhile, 422 for a day before it was
    handed over or ahead, for a refusal or a part without words, or an answer that is none.
    """
    export = (
        NationalExport.objects.select_for_update(of=("self",))
        .select_related("proposal__government", "proposal__unit")
        .filter(pk=export_id)
        .first()
    )
    if export is None:
        raise base.not_there()
    institutions.require(actor, Duty.MANAGE_ETALASE, export.proposal.government)
    told = {"answer": answer.value, "answered_on": on, "answer_number": number.strip()[:120], "answer_note": note}
    told["answer_note"] = note.strip()
    if all(getattr(export, name) == value for name, value in told.items()):
        return export
    unchanged("Berkas nasional", export.version, version)
    _checked(export, answer, on, note)
    former = export.answer
    for name, value in told.items():
        setattr(export, name, value)
    export.answered_by_id, export.answered_by_label = actor.user_id, actor.label[:120]
    export.version += 1
    export.save()
    _told(export.proposal, "answered", actor, {"owner": export.owner, "answer": answer.value, "former": former})
    words = f"Pemilik kategori nasional menjawab usulan “{export.proposal.name}”: {answer.label}."
    base.tell_unit(export.proposal, words, actor)
    return export


def remind() -> int:
    """Tell the bureau once of each file that waits for an answer longer than the dated row says; how many."""
    today, late = clock.today(), 0
    waiting = NationalExport.objects.filter(answer=NationalAnswer.WAITING.value, at__lt=clock.now() - _EARLIEST)
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


def _checked(export: NationalExport, answer: NationalAnswer, on: date, note: str) -> None:
    if answer is NationalAnswer.WAITING:
        raise RuleBroken("national_answer", "Pilih jawabannya.")
    if not clock.wib(export.at).date() <= on <= clock.today():
        raise RuleBroken("national_day", "Tanggal jawaban tidak sebelum berkas dikirim dan tidak di masa depan.")
    if answer is not NationalAnswer.ACCEPTED and not note.strip():
        raise RuleBroken("national_note", "Tulis apa yang ditolak dan mengapa.")


def _told(proposal: Proposal, what: str, actor: Actor, payload: dict[str, str]) -> None:
    journal.append(
        name=f"proposals.national_{what}", actor=actor, subject=f"proposal:{proposal.pk}",
        government_code=proposal.government.code, payload={"code": proposal.code, **payload},
    )  # fmt: skip

"""Signed copies: taken back as files, compared with what was issued, accepted by what they show or by a person."""

import hashlib
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from belanja.documents import comparison, intake
from belanja.documents.models import Paper, SignedCopy
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.papers import NEXT, CopyState, Finding, State, Way

#: Letters of a person's word: a sign of life is not enough.
SHORTEST_NOTE = 10


def receive_copy(
    *,
    paper_id: int,
    file_name: str,
    content: bytes,
    way: Way,
    signed_on: date,
    actor: Actor,
    number: str = "",
    note: str = "",
) -> SignedCopy:
    """Take back a copy and say what comparing it showed.

    The same text, or the issued file with something added: accepted, and the paper's signed copy is received. An
    image or a scan needs `note`, what the person saw who compared it page by page. A copy that differs, and one
    that equals the issued file to the byte (nobody signed in it), wait for a second person. Belanja checks no
    signature: `way` is the sender's word.

    Raises RuleBroken 404, 409 for a paper not in force or a copy received before, 422 for a file that is refused.
    """
    arrived = intake.copy(file_name, content)
    # Reading a file from outside takes seconds: before the paper is locked, because issued bytes never change.
    issued = _issued_pdf(paper_id, actor)
    compared = comparison.compare(issued=issued, returned=arrived)
    with transaction.atomic():
        return _received(paper_id, arrived, compared, way, signed_on, actor, number, note)


def _received(
    paper_id: int,
    arrived: intake.Arrived,
    compared: comparison.Compared,
    way: Way,
    signed_on: date,
    actor: Actor,
    number: str,
    note: str,
) -> SignedCopy:
    paper = _locked(paper_id)
    institutions.require(actor, paper.rule_of_kind.receive, paper.government, unit_id=paper.unit_id)
    if paper.status not in (State.ISSUED, State.SIGNED):
        raise RuleBroken("paper_ended", f"Naskah ini {paper.status.label}.", status=409)
    if signed_on > clock.today():
        raise RuleBroken("signed_later", "Tanggal tanda tangan belum tiba.")
    seen = note.strip()
    if compared.finding is Finding.NOT_COMPARABLE and len(seen) < SHORTEST_NOTE:
        raise RuleBroken(
            "note_missing",
            "Salinan ini tidak dapat dibandingkan otomatis. Bandingkan halaman demi halaman dengan berkas terbit, lalu "
            "tulis hasilnya.",
        )
    digest = hashlib.sha256(arrived.content).hexdigest()
    if SignedCopy.objects.filter(paper=paper, sha256=digest).exists():
        raise RuleBroken("copy_known", "Salinan ini sudah diterima.", status=409)
    accepted = compared.finding.speaks_for_itself or compared.finding is Finding.NOT_COMPARABLE
    copy = SignedCopy.objects.create(
        paper=paper,
        name=arrived.name,
        media_type=arrived.media_type,
        size=len(arrived.content),
        sha256=digest,
        content=arrived.content,
        way=way,
        signed_on=signed_on,
        number=" ".join(number.split())[:120],
        finding=compared.finding,
        detail=compared.detail,
        note=seen,
        state=CopyState.ACCEPTED if accepted else CopyState.WAITING,
        received_at=clock.now(),
        received_by_id=actor.user_id,
        received_by_label=actor.label,
    )
    if accepted:
        _signed(paper)
    _tell(
        "documents.copy_received",
        paper,
        actor,
        {"copy": copy.pk, "sha256": digest, "way": way, "finding": compared.finding, "state": copy.state},
    )
    return copy


@transaction.atomic
def decide_copy(*, copy_id: int, accept: bool, reason: str, actor: Actor) -> SignedCopy:
    """A second person says whether a waiting copy stands for the paper. Raises RuleBroken 403 for who received it,
    404, 409 for one decided before or a paper not in force, 422 without a reason."""
    known = SignedCopy.objects.filter(pk=copy_id).values_list("paper_id", flat=True).first()
    if known is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    paper = _locked(known)
    copy = SignedCopy.objects.select_for_update().defer("content").get(pk=copy_id)
    institutions.require(actor, paper.rule_of_kind.receive, paper.government, unit_id=paper.unit_id)
    if copy.state != CopyState.WAITING:
        raise RuleBroken("copy_decided", "Salinan ini sudah diputuskan.", status=409)
    if actor.user_id is not None and actor.user_id == copy.received_by_id:
        raise RuleBroken("four_eyes", "Yang menerima salinan tidak memutuskannya; mintalah orang kedua.", status=409)
    if len(reason.strip()) < SHORTEST_NOTE:
        raise RuleBroken("reason_missing", "Tulis alasan, sekurangnya sepuluh huruf.")
    if accept and paper.status not in (State.ISSUED, State.SIGNED):
        raise RuleBroken("paper_ended", f"Naskah ini {paper.status.label}.", status=409)
    copy.state = CopyState.ACCEPTED if accept else CopyState.REFUSED
    copy.decided_at, copy.decided_by_id, copy.decided_by_label = clock.now(), actor.user_id, actor.label
    copy.decision_reason = reason.strip()
    copy.save(update_fields=["state", "decided_at", "decided_by_id", "decided_by_label", "decision_reason"])
    if accept:
        _signed(paper)
    _tell(
        "documents.copy_decided", paper, actor, {"copy": copy.pk, "state": copy.state, "reason": copy.decision_reason}
    )
    return copy


def _signed(paper: Paper) -> None:
    if State.SIGNED in NEXT[paper.status]:
        paper.state = State.SIGNED
        paper.save(update_fields=["state"])


def _issued_pdf(paper_id: int, actor: Actor) -> bytes:
    paper = Paper.objects.select_related("government").filter(pk=paper_id).first()
    if paper is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    institutions.require(actor, paper.rule_of_kind.receive, paper.government, unit_id=paper.unit_id)
    found = paper.files.filter(media_type=intake.PDF).order_by("id").first()
    if found is None:
        raise RuleBroken("no_pdf", "Naskah ini tidak punya PDF untuk dibandingkan.", status=409)
    return bytes(found.content)


def _locked(paper_id: int) -> Paper:
    found = Paper.objects.select_for_update(of=("self",)).select_related("government").filter(pk=paper_id).first()
    if found is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    return found


def _tell(event: str, paper: Paper, actor: Actor, payload: Mapping[str, object]) -> None:
    journal.append(
        name=event, actor=actor, subject=f"paper:{paper.pk}", government_code=paper.government.code, payload=payload
    )

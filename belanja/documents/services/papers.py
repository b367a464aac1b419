"""Issuing numbered papers, giving them their official number, cancelling them."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from belanja.documents.models import NumberSeries, Paper, PaperFile
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Unit
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules import codes
from belanja.rules.decisions import RuleBroken
from belanja.rules.papers import KINDS, NEXT, Kind, NumberWay, State, internal_number

#: Bytes of one issued file, and how many files a paper may have.
LARGEST = 50 * 1024 * 1024
MOST_FILES = 8


@dataclass(frozen=True, kw_only=True)
class NewFile:
    """A file to be issued."""

    name: str
    media_type: str
    content: bytes


Maker = Callable[[Paper], Sequence[NewFile]]


@transaction.atomic
def issue(
    *,
    kind: Kind,
    government: Government,
    title: str,
    files: Maker,
    actor: Actor,
    unit: Unit | None = None,
    period: str = "",
    subject: str = "",
    reference_sha256: str = "",
    official_number: str = "",
    official_date: date | None = None,
    official_way: NumberWay = NumberWay.TYPED,
    supersedes: Paper | None = None,
) -> Paper:
    """Issue a paper: take the next number of its series, let `files` make its bytes, keep them.

    `files` gets the paper with number and verification code, which the PDF prints; it may read the database but must
    not write. All of it happens or nothing: a number is taken only by a paper that exists. `supersedes` is a paper of
    the same kind and government that this one replaces. Raises RuleBroken 403/404 for a missing duty, 409 for a
    paper that cannot be replaced any more or an official number in use, 422 for files that cannot be kept.
    """
    rule = KINDS[kind]
    locked = Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    institutions.require(actor, rule.issue, locked, unit_id=unit.pk if unit else None)
    if not title.strip():
        raise RuleBroken("title_missing", "Naskah memerlukan judul.")
    if unit is not None and unit.government_id != locked.pk:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    former = _replaceable(supersedes, kind, locked) if supersedes else None
    now = clock.now()
    year = clock.today().year
    sequence = _next_number(locked, kind, year)
    paper = Paper(
        government=locked,
        unit=unit,
        kind=kind,
        title=title.strip()[:240],
        period=period.strip()[:80],
        subject=subject,
        reference_sha256=reference_sha256,
        year=year,
        sequence=sequence,
        number=internal_number(kind, sequence=sequence, government_code=locked.code, year=year),
        code=codes.new(),
        state=State.DRAFT,
    )
    if former is not None:
        _end(former, State.REPLACED, f"Diganti {paper.number}.", actor)
        paper.supersedes = former
    if official_number.strip():
        _give_number(paper, official_number, official_date, official_way, actor)
    paper.save()
    made = [_keep(paper, file) for file in _checked(files(paper))]
    paper.state, paper.issued_at = State.ISSUED, now
    paper.issued_by_id, paper.issued_by_label = actor.user_id, actor.label
    paper.save(update_fields=["state", "issued_at", "issued_by_id", "issued_by_label"])
    _tell(
        "documents.paper_issued",
        paper,
        actor,
        {
            "number": paper.number,
            "title": paper.title,
            "files": [{"name": file.name, "sha256": file.sha256, "size": file.size} for file in made],
            "supersedes": former.number if former else "",
            "reference_sha256": reference_sha256,
        },
    )
    return paper


@transaction.atomic
def register_number(
    *, paper_id: int, number: str, dated: date, way: NumberWay, actor: Actor, reason: str = ""
) -> Paper:
    """Write down the official number that the agenda gave. Writing another over it needs a reason.

    Raises RuleBroken 404, 409 for a number in use or a paper no longer in force, 422 without number or reason.
    """
    paper = _locked(paper_id)
    institutions.require(actor, paper.rule_of_kind.receive, paper.government, unit_id=paper.unit_id)
    if paper.status not in (State.ISSUED, State.SIGNED):
        raise RuleBroken("paper_ended", f"Naskah ini {paper.status.label}.", status=409)
    if paper.official_number and not reason.strip():
        raise RuleBroken("reason_missing", "Nomor resmi sudah ada; tulis alasan menggantinya.")
    former = paper.official_number
    _give_number(paper, number, dated, way, actor)
    paper.save()
    _tell(
        "documents.paper_numbered",
        paper,
        actor,
        {"number": paper.official_number, "dated": dated.isoformat(), "way": way, "former": former, "reason": reason},
    )
    return paper


@transaction.atomic
def cancel_paper(*, paper_id: int, reason: str, actor: Actor) -> Paper:
    """Withdraw a paper: its bytes stay, and whoever checks its code is told that it no longer holds.

    Raises RuleBroken 404, 409 for one that ended before, 422 without a reason.
    """
    paper = _locked(paper_id)
    institutions.require(actor, paper.rule_of_kind.issue, paper.government, unit_id=paper.unit_id)
    if len(reason.strip()) < 10:
        raise RuleBroken("reason_missing", "Tulis alasan pembatalan, sekurangnya sepuluh huruf.")
    _end(paper, State.CANCELLED, reason.strip(), actor)
    _tell("documents.paper_cancelled", paper, actor, {"number": paper.number, "reason": paper.end_reason})
    return paper


def _next_number(government: Government, kind: Kind, year: int) -> int:
    """The next number of a series. The row stays locked until the paper is kept, so nobody can jump the queue."""
    NumberSeries.objects.get_or_create(government=government, kind=kind, year=year)
    series = NumberSeries.objects.select_for_update().get(government=government, kind=kind, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def _checked(files: Sequence[NewFile]) -> Sequence[NewFile]:
    if not files or len(files) > MOST_FILES:
        raise RuleBroken("files_count", f"Naskah memerlukan satu sampai {MOST_FILES} berkas.")
    if any(not file.content or len(file.content) > LARGEST for file in files):
        raise RuleBroken("file_size", f"Setiap berkas berisi dan paling besar {LARGEST // 1024 // 1024} MB.")
    if len({file.name for file in files}) != len(files):
        raise RuleBroken("files_alike", "Nama berkas harus berbeda.")
    return files


def _keep(paper: Paper, file: NewFile) -> PaperFile:
    return PaperFile.objects.create(
        paper=paper,
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        content=file.content,
    )


def _replaceable(paper: Paper, kind: Kind, government: Government) -> Paper:
    found = _locked(paper.pk)
    if found.government_id != government.pk or found.kind != kind:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    return found


def _end(paper: Paper, state: State, reason: str, actor: Actor) -> None:
    if state not in NEXT[paper.status]:
        raise RuleBroken("paper_ended", f"Naskah ini {paper.status.label}.", status=409)
    paper.state, paper.ended_at, paper.ended_by_label, paper.end_reason = state, clock.now(), actor.label, reason
    paper.save(update_fields=["state", "ended_at", "ended_by_label", "end_reason"])


def _give_number(paper: Paper, number: str, dated: date | None, way: NumberWay, actor: Actor) -> None:
    tidy = " ".join(number.split())
    if not tidy or dated is None:
        raise RuleBroken("number_missing", "Isi nomor resmi dan tanggalnya.")
    if len(tidy) > 120:
        raise RuleBroken("number_long", "Nomor resmi paling panjang 120 huruf.")
    used = Paper.objects.filter(government_id=paper.government_id, official_number=tidy).exclude(pk=paper.pk)
    if used.exclude(state__in=[State.CANCELLED, State.REPLACED]).exists():
        raise RuleBroken("number_used", "Nomor resmi ini sudah dipakai naskah lain.", status=409)
    paper.official_number, paper.official_date, paper.official_way = tidy, dated, way
    paper.official_at, paper.official_by_id, paper.official_by_label = clock.now(), actor.user_id, actor.label


def _locked(paper_id: int) -> Paper:
    found = Paper.objects.select_for_update(of=("self",)).select_related("government").filter(pk=paper_id).first()
    if found is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    return found


def _tell(event: str, paper: Paper, actor: Actor, payload: dict[str, object]) -> None:
    journal.append(
        name=event,
        actor=actor,
        subject=f"paper:{paper.pk}",
        government_code=paper.government.code,
        payload=payload,
    )

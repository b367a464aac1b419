"""Reading papers and stationery. What anybody may see of a paper is `public_paper`, an allow-list without persons."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from belanja.institutions.models import Government, Unit
from belanja.rules import codes
from belanja.rules.decisions import RuleBroken
from belanja.rules.papers import KINDS, CopyState, Kind, State

from .models import Letterhead, Paper, PaperFile, Signatory, SignedCopy


def letterhead(government: Government, unit: Unit | None = None) -> Letterhead | None:
    """The letterhead of a unit, else of its government; None where none was written."""
    found = Letterhead.objects.filter(government=government).filter(Q(unit=unit) | Q(unit__isnull=True))
    return found.order_by("unit_id").first()  # NULL sorts last: the unit's own wins


def letterheads(government: Government) -> QuerySet[Letterhead]:
    """All of a government, its own first."""
    found = Letterhead.objects.filter(government=government).select_related("unit")
    return found.order_by(F("unit_id").asc(nulls_first=True))


def signatories(government: Government, *, on: date | None = None) -> QuerySet[Signatory]:
    """Who signs for a government and its units, the latest term first; `on`: only those in office that day."""
    found = Signatory.objects.filter(official__government=government).select_related("official__unit")
    if on is not None:
        found = found.filter(official__valid_from__lte=on).filter(
            Q(official__valid_to__isnull=True) | Q(official__valid_to__gt=on)
        )
    return found.order_by("-official__valid_from", "official__post", "id")


def papers(government: Government, *, kinds: frozenset[Kind], state: State | None = None) -> QuerySet[Paper]:
    """Papers of a government of these kinds, the newest first."""
    found = Paper.objects.filter(government=government, kind__in=kinds).select_related("unit", "supersedes")
    if state is not None:
        found = found.filter(state=state)
    return found.order_by("-id")


def paper(government: Government, paper_id: int) -> Paper:
    """One paper of a government; RuleBroken 404 where there is none."""
    found = (
        Paper.objects.filter(government=government, pk=paper_id)
        .select_related("government", "unit", "supersedes", "replaced_by")
        .first()
    )
    if found is None:
        raise RuleBroken("not_found", "Naskah ini tidak ditemukan.", status=404)
    return found


def files(of: Paper) -> QuerySet[PaperFile]:
    """The files of a paper without their bytes."""
    return of.files.defer("content").order_by("id")


def copies(of: Paper) -> QuerySet[SignedCopy]:
    """The copies that came back, without their bytes, the latest first."""
    return of.copies.defer("content").order_by("-id")


def paper_of_subject(subject: str) -> Paper | None:
    """The latest paper made from a subject (`snapshot:12`)."""
    return Paper.objects.filter(subject=subject).select_related("government").order_by("-id").first()


@dataclass(frozen=True)
class PublicFile:
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class PublicPaper:
    """What anybody may know of a paper: no person, no reason written by officers for officers, no bytes."""

    code: str
    kind: str
    government: Government
    unit: str
    title: str
    period: str
    number: str
    official_number: str
    official_date: date | None
    state: State
    issued_at: datetime
    ended_at: datetime | None
    reference_sha256: str
    files: tuple[PublicFile, ...]
    signed_copies: tuple[PublicFile, ...]
    replaced_by: str
    """Code of the paper that replaced this one."""
    replaces: str


def public_paper(typed: str) -> PublicPaper | None:
    """The paper whose code somebody typed. RuleBroken 422 for a code that cannot be one (a slip); None where no
    issued paper has it."""
    code = codes.read(typed)
    if code is None:
        raise RuleBroken(
            "code_mistyped",
            "Kode itu salah ketik: huruf terakhirnya tidak cocok. Periksa lagi kedua belas hurufnya.",
        )
    found = (
        Paper.objects.filter(code=code)
        .exclude(state=State.DRAFT)
        .select_related("government", "unit", "supersedes", "replaced_by")
        .first()
    )
    if found is None or found.issued_at is None:
        return None
    later = getattr(found, "replaced_by", None)
    return PublicPaper(
        code=found.code,
        kind=KINDS[Kind(found.kind)].label,
        government=found.government,
        unit=found.unit.name if found.unit else "",
        title=found.title,
        period=found.period,
        number=found.number,
        official_number=found.official_number,
        official_date=found.official_date,
        state=found.status,
        issued_at=found.issued_at,
        ended_at=found.ended_at,
        reference_sha256=found.reference_sha256,
        files=tuple(PublicFile(f.name, f.media_type, f.size, f.sha256) for f in files(found)),
        signed_copies=tuple(
            PublicFile(f.name, f.media_type, f.size, f.sha256) for f in copies(found).filter(state=CopyState.ACCEPTED)
        ),
        replaced_by=later.code if later else "",
        replaces=found.supersedes.code if found.supersedes else "",
    )

"""Whose turn it is in a case: what waits for its auditor, and what for another person of APIP."""

from django.db.models import Case as Choice
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value, When

from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.institutions.selectors import Who
from belanja.journal.services import Actor
from belanja.rules.oversight.states import CaseState, FindingState

from ..models import Case, Deposit, Disposition, Finding
from .cases import READERS, cases

_NOBODY = ""
#: What the auditor of a case does next in a state, unless something else comes before it.
_MINE = {
    CaseState.REVIEWED: "Minta klarifikasi atau simpulkan",
    CaseState.CLARIFYING: "Baca jawaban, lalu simpulkan",
    CaseState.DEEPENING: "Simpulkan pendalaman",
    CaseState.FINDING: "Tulis temuan",
    CaseState.FOLLOW_UP: "Nilai tindak lanjut",
}


def waiting(government: Government, who: Who) -> QuerySet[Case]:
    """Cases that wait for somebody of APIP, what is due soonest first, each with what is asked of him (`what`). One
    query, which the caller cuts or counts; none for others."""
    if not isinstance(who, Actor) or not institutions.allowed_of(who, READERS, government):
        return Case.objects.none()
    running = cases(government, who).filter(closed_at__isnull=True)
    return running.annotate(what=_turn(who.user_id or 0)).exclude(what=_NOBODY)


def _turn(user_id: int) -> Choice:
    """What somebody does next in a case: the first line that fits."""
    own, at_findings = Q(reviewer_id=user_id), Q(state=CaseState.FINDING.value)
    of_case = OuterRef("pk")
    proposals = Disposition.objects.filter(case=of_case, state=Disposition.State.PROPOSED)
    found = Finding.objects.filter(case=of_case)
    drafted = Q(Exists(found.filter(state=FindingState.DRAFT.value)))
    unchecked = Q(Exists(Deposit.objects.filter(finding__case=of_case, accepted=None)))
    return Choice(
        When(own & Q(declared_at__isnull=True), then=Value("Nyatakan independen")),
        When(own & unchecked, then=Value("Periksa setoran")),
        When(own & (Q(Exists(proposals)) | (drafted & at_findings)), then=Value(_NOBODY)),
        *(When(own & Q(state=state.value), then=Value(what)) for state, what in _MINE.items()),
        When(own, then=Value(_NOBODY)),
        When(state=CaseState.DETECTED.value, then=Value("Telaah kasus baru")),
        When(Exists(proposals.exclude(proposed_by_id=user_id)), then=Value("Tetapkan simpulan")),
        When(drafted & at_findings, then=Value("Sampaikan temuan")),
        When(Exists(found.filter(state=FindingState.OBJECTED.value)), then=Value("Putuskan keberatan")),
        default=Value(_NOBODY),
        output_field=CharField(),
    )

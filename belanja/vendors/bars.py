"""What bars a firm from selling or from being shown: the Daftar Hitam everywhere, the local ladder in the catalogue of
the government that imposed it. Everything is asked for a day, so that a term ends by itself."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.rules import periods, sanctions
from belanja.rules.sanctions import CaseState, Effect, Measure

from .models import Firm, FirmId, Sanction, SanctionCase, SanctionMatch


@dataclass(frozen=True)
class Bar:
    """`until` is the first day on which it no longer holds; None: no end is known. `measure` is empty for the
    Daftar Hitam. `paper` is the verification code of the printed decision."""

    effect: Effect
    since: date | None
    until: date | None
    measure: Measure | None = None
    number: str = ""
    paper: str = ""

    @property
    def told(self) -> str:
        """Why, and until when, in a sentence for everybody."""
        if self.measure is None:
            what = "Penyedia tercantum dalam Daftar Hitam nasional"
        else:
            what = f"Penyedia dikenai {self.measure.label} ({self.effect.label})"
        if self.until is not None:
            return f"{what} sampai {text.long_date(periods.day_before(self.until))}."
        return f"{what}{'' if self.measure is Measure.REVOKED else '; akhirnya belum diketahui'}."


def bars(firm_ids: Collection[int], *, government_id: int | None, on: date) -> Mapping[int, Bar]:
    """Firm -> the hardest bar on a day in the catalogue of a government (None: the Daftar Hitam alone). Firms that
    nothing bars are left out. Four queries whatever their number."""
    found: dict[int, list[Bar]] = defaultdict(list)
    for firm_id, entry in _national(firm_ids, on):
        found[firm_id].append(Bar(Effect.NOT_FOR_SALE, entry.valid_from, entry.valid_to, number=entry.decree))
    if government_id is not None:
        for case in standing_cases(firm_ids, government_id=government_id, on=on):
            term = case.term
            assert term is not None  # as `standing_cases` promises
            if term.measure.effect:
                number, code = (case.paper.number, case.paper.code) if case.paper else ("", "")
                found[case.firm_id].append(Bar(term.measure.effect, term.start, term.end, term.measure, number, code))
    return {
        firm_id: max(each, key=lambda bar: sanctions.hardness(bar.effect, bar.until)) for firm_id, each in found.items()
    }


def bar_of(firm_id: int, *, government_id: int | None, on: date) -> Bar | None:
    """The hardest bar of one firm on a day; None where nothing bars it."""
    return bars([firm_id], government_id=government_id, on=on).get(firm_id)


def standing_cases(firm_ids: Collection[int], *, government_id: int, on: date) -> list[SanctionCase]:
    """Cases whose measure holds on a day, the warning SP1 too, the latest first. Where an objection suspends (a dated
    switch), a case under objection does not hold."""
    cases = list(
        SanctionCase.objects.filter(firm_id__in=firm_ids, government_id=government_id, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
        .select_related("paper", "firm")
        .order_by("-valid_from", "-id")
    )
    suspended = any(case.state == CaseState.OBJECTED for case in cases) and institutions.switch(
        "sanksi.keberatan.menunda", government_id=government_id, on=on
    )
    return [
        case
        for case in cases
        if (term := case.term) is not None
        and term.holds(on)
        and not (suspended and case.state == CaseState.OBJECTED)
        and not deemed_granted(case, on=on)
    ]


def deemed_granted(case: SanctionCase, *, on: date) -> bool:
    """Whether an objection counts as granted on a day because nobody decided it in its time (UU 30/2014 Pasal 77 ayat
    (5); a dated switch). One that came after its own term waits for a person, who sees whether it was late at all."""
    if case.state != CaseState.OBJECTED or case.verdict_due is None or on <= case.verdict_due:
        return False
    if case.objected_at and case.objection_due and clock.wib(case.objected_at).date() > case.objection_due:
        return False
    return institutions.switch("sanksi.keberatan.dianggap", government_id=case.government_id, on=on)


def _national(firm_ids: Collection[int], on: date) -> list[tuple[int, Sanction]]:
    """Entries of the Daftar Hitam that hold on a day and are one of these firms: by an id they share, which no
    judgement undoes, or because a person found that the name means this firm."""
    by_ref: dict[str, int] = {}
    for known in FirmId.objects.filter(firm_id__in=firm_ids):
        by_ref[str(known)] = known.firm_id
    judged = list(SanctionMatch.objects.filter(firm_id__in=firm_ids))
    if not by_ref and not judged:
        return []
    wanted = Q(refs__overlap=list(by_ref)) if by_ref else Q(pk__in=[])
    if judged:
        wanted |= Q(name__in={match.name for match in judged})
    found = []
    for entry in Sanction.objects.filter(wanted).order_by("valid_from", "id"):
        if not sanctions.national_holds(status=entry.status, start=entry.valid_from, end=entry.valid_to, day=on):
            continue
        firms = {by_ref[ref] for ref in entry.refs if ref in by_ref}
        same = {match.firm_id for match in judged if match.same and _is(match, entry)}
        other = {match.firm_id for match in judged if not match.same and _is(match, entry)}
        found += [(firm_id, entry) for firm_id in sorted(firms | (same - other))]
    return found


def _is(match: SanctionMatch, entry: Sanction) -> bool:
    return (match.name, match.decree, match.valid_from) == (entry.name, entry.decree, entry.valid_from)


def national_of(firm_id: int, *, on: date) -> list[Sanction]:
    """Entries of the Daftar Hitam that hold on a day and are this firm."""
    return [entry for _firm, entry in _national([firm_id], on)]


def unjudged(firm: Firm) -> list[Sanction]:
    """Entries with exactly the firm's name (capitals and legal form aside) about which nobody has said yet whether
    they are this firm. Names alone prove nothing: a person decides."""
    name = plain_name(firm.name)
    if len(name) < 3:
        return []
    refs = {str(known) for known in firm.ids.all()}
    judged = list(firm.sanction_matches.all())
    word = max(name.split(), key=len)
    candidates = Sanction.objects.filter(name__icontains=word)[:500]
    return [
        entry
        for entry in candidates
        if plain_name(entry.name) == name
        and not refs & set(entry.refs)
        and not any(_is(match, entry) for match in judged)
    ]


_FORMS = frozenset({"pt", "cv", "ud", "pd", "fa", "firma", "tbk", "persero", "koperasi", "kop", "toko", "tk"})


def plain_name(name: str) -> str:
    """A firm's name for comparison: lower case, without dots and its legal form."""
    words = "".join(char if char.isalnum() else " " for char in name.lower()).split()
    joined = " ".join(words).replace("c v ", "cv ", 1).replace("p t ", "pt ", 1)
    return " ".join(word for word in joined.split() if word not in _FORMS)

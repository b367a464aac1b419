"""A case in words: its facts, its story, where it stands. Shared by the desks of officers and of the firm."""

from datetime import date, datetime

from belanja.foundation import clock, text
from belanja.rules import periods, sanctions
from belanja.rules.sanctions import Breach, CaseState, Measure
from belanja.vendors.models import SanctionCase
from belanja.web.pieces import DefinitionList, Event, StatusTag, Term, Timeline
from belanja.web.pieces.base import Standing

_TONE = {
    CaseState.CLARIFYING: Standing.ON_WAY,
    CaseState.ANSWERED: Standing.ON_WAY,
    CaseState.OBJECTED: Standing.ON_WAY,
    CaseState.UNPROVEN: Standing.REACHED,
    CaseState.WITHDRAWN: Standing.UNKNOWN,
    CaseState.ANNULLED: Standing.REACHED,
}


def state_tag(case: SanctionCase) -> StatusTag:
    """Where a case stands today; a measure whose days are over says so."""
    state = CaseState(case.state)
    term = case.term
    if term is None or state is CaseState.OBJECTED:
        return StatusTag(standing=_TONE.get(state, Standing.UNKNOWN), word=state.label)
    today = clock.today()
    if term.holds(today) and not term.measure.effect:
        return StatusTag(standing=Standing.ON_WAY, word="Peringatan tercatat")
    if term.holds(today):
        return StatusTag(standing=Standing.BEHIND, word=f"Berlaku{_until(term.end)}")
    if today < term.start:
        return StatusTag(standing=Standing.ON_WAY, word=f"Berlaku mulai {text.long_date(term.start)}")
    return StatusTag(standing=Standing.REACHED, word="Sudah berakhir")


def _until(end: date | None) -> str:
    return f" sampai {text.long_date(periods.day_before(end))}" if end else ""


def terms(case: SanctionCase, firm_name: str) -> DefinitionList:
    """What the case is about and what was decided."""
    rows = [
        Term(term="Penyedia", text=firm_name),
        Term(term="Pelanggaran", text=Breach(case.breach).label),
        Term(term="Uraian", text=case.facts),
    ]
    if case.evidence:
        rows.append(Term(term="Bukti", text=case.evidence))
    if case.loss is not None:
        rows.append(Term(term="Kerugian daerah", text=f"{text.rupiah(case.loss)}, dikembalikan penyedia"))
    if case.term is not None or case.state == CaseState.ANNULLED:
        rows += _decided(case)
    elif case.due:
        rows.append(Term(term="Menurut jenjang", text=f"{Measure(case.due).label}. {sanctions.LADDER}."))
    return DefinitionList(terms=rows)


def _decided(case: SanctionCase) -> list[Term]:
    measure = Measure(case.measure)
    assert case.valid_from is not None  # as a constraint of the database has it
    days = f"mulai {text.long_date(case.valid_from)}"
    if case.lifted_on is not None:
        days += f", diakhiri {text.long_date(case.lifted_on)}"
    elif case.valid_to is not None:
        days += f" sampai {text.long_date(periods.day_before(case.valid_to))}, lalu berakhir sendiri"
    return [
        Term(term="Sanksi", text=f"{measure.label}: {measure.effect.label}"),
        Term(term="Berlaku", text=days),
        Term(term="Pertimbangan", text=case.reason),
    ]


def story(case: SanctionCase) -> Timeline:
    """What happened, and what comes next."""
    events = [
        Event(title="Perkara dibuka", when=text.date_time(case.opened_at), who=case.opened_by_label),
        _heard(case),
    ]
    state = CaseState(case.state)
    if state is CaseState.WITHDRAWN:
        events.append(Event(title="Usulan ditarik", text=case.reason))
    elif case.decided_at is not None:
        said = "Tidak terbukti" if state is CaseState.UNPROVEN else f"Diputus: {Measure(case.measure).label}"
        if case.state == CaseState.LIGHTENED:
            said = "Diputus"
        events.append(_event(said, case.decided_at, case.decided_by_label, case.reason))
    elif state is CaseState.ANSWERED:
        events.append(Event(title="Putusan", state="now"))
    else:
        events.append(Event(title="Putusan", state="later"))
    return Timeline(events=[*events, *_objected(case), *_lifted(case)])


def _heard(case: SanctionCase) -> Event:
    if case.answered_at is not None:
        by = "lewat surat" if case.answered_by_letter else "penyedia"
        return _event("Klarifikasi diterima", case.answered_at, by, case.answer)
    due = text.long_date(case.answer_due)
    if case.state == CaseState.CLARIFYING and clock.today() <= case.answer_due:
        return Event(title=f"Penyedia memberi klarifikasi sampai {due}", state="now")
    return Event(title=f"Tidak ada klarifikasi sampai {due}")


def _objected(case: SanctionCase) -> list[Event]:
    found = []
    if case.objected_at is not None:
        late = case.objection_due is not None and text.local_day(case.objected_at) > case.objection_due
        by = ("lewat surat" if case.objected_by_letter else "penyedia") + (
            "; melewati tenggat menurut tabel hari libur" if late else ""
        )
        found.append(_event("Keberatan diajukan", case.objected_at, by, case.objection))
    elif case.objection_due is not None and case.term is not None and clock.today() <= case.objection_due:
        found.append(
            Event(title=f"Keberatan dapat diajukan sampai {text.long_date(case.objection_due)}", state="later")
        )
    if case.verdict_at is not None:
        title = {
            CaseState.ANNULLED: "Keberatan dikabulkan, sanksi dibatalkan",
            CaseState.LIGHTENED: f"Diringankan menjadi {Measure(case.measure).label}",
        }.get(CaseState(case.state), "Keberatan diputus")
        found.append(_event(title, case.verdict_at, case.verdict_by_label, case.verdict_reason))
    elif case.verdict_due is not None:
        found.append(Event(title=f"Keberatan diputus sampai {text.long_date(case.verdict_due)}", state="now"))
    return found


def _lifted(case: SanctionCase) -> list[Event]:
    if case.lifted_on is None:
        return []
    return [Event(title="Diakhiri lebih awal", when=text.long_date(case.lifted_on), text=case.lift_reason)]


def _event(title: str, at: datetime, who: str, words: str) -> Event:
    return Event(title=title, when=text.date_time(at), who=who, text=words)

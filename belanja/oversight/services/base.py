"""What the steps of a case share: the locked row, who may, terms, the story, the event, words to others."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.institutions.models import RoleAssignment, Unit
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import DUTIES, Duty
from belanja.rules.oversight.parameters import CASE_TERMS
from belanja.rules.oversight.states import CLOSED, CaseState, Side
from belanja.rules.oversight.steps import CASES, SPIP, Step
from belanja.vendors import selectors as vendors
from belanja.vendors.services import telling

from ..models import Case, CaseStep, Finding, Question

#: Who acts when flags are gathered or a term passes.
CALENDAR = Actor(user_id=None, label="Belanja, kasus APIP")
_KIND = "oversight.case"


def not_there(what: str = "Kasus") -> RuleBroken:
    return RuleBroken("not_found", f"{what} ini tidak ditemukan.", status=404)


def locked(case_id: int) -> Case:
    """A case, held until the transaction ends; whatever hangs on it is locked after it. Raises RuleBroken 404."""
    found = (
        Case.objects.select_for_update(of=("self",))
        .select_related("government", "unit", "firm")
        .filter(pk=case_id)
        .first()
    )
    if found is None:
        raise not_there()
    return found


def for_auditor(case_id: int, version: int | None, actor: Actor) -> Case:
    """The locked case for the auditor who reviews it. Raises RuleBroken: 403/404 for a missing duty or another's case,
    403 where it was given to him and he has not declared yet that he is independent, 409 if it changed since
    `version`."""
    case = for_its_auditor(case_id, actor)
    if case.declared_at is None:
        raise undeclared(status=403)
    unchanged("Kasus", case.version, version)
    return case


def for_its_auditor(case_id: int, actor: Actor) -> Case:
    """The locked case for its auditor, whether he has declared his independence or not. Raises RuleBroken 403/404."""
    case = locked(case_id)
    institutions.require(actor, Duty.REVIEW_CASE, case.government)
    if case.reviewer_id != account(actor):
        raise RuleBroken("not_your_case", "Kasus ini ditelaah auditor lain.", SPIP, status=403)
    return case


def undeclared(*, status: int = 422) -> RuleBroken:
    """The refusal for an auditor who has not declared that he is independent."""
    return RuleBroken(
        "declaration_missing", "Nyatakan dahulu bahwa Anda independen dari pihak dalam kasus.", SPIP, status=status
    )


def for_supervisor(case_id: int, version: int | None, duty: Duty, actor: Actor) -> Case:
    """The locked case for somebody who supervises it: never its auditor. Raises RuleBroken as `for_auditor`."""
    case = locked(case_id)
    institutions.require(actor, duty, case.government)
    if case.reviewer_id == account(actor):
        raise RuleBroken(
            "own_case", "Anda sendiri auditor kasus ini; yang memutuskan harus orang lain.", SPIP, status=403
        )
    independent(case, actor)
    unchanged("Kasus", case.version, version)
    return case


def account(actor: Actor) -> int:
    """The account of whoever acts in person. Raises RuleBroken 403 for the command line, which is nobody."""
    if actor.user_id is None:
        raise RuleBroken("account_needed", "Langkah ini dilakukan orang dengan akunnya sendiri.", status=403)
    return actor.user_id


def independent(case: Case, actor: Actor) -> None:
    """Raise RuleBroken 403 for whoever the case is about: the officer, somebody of the firm, and whoever held a role of
    the unit itself in its year (PP 60/2008: supervision is independent of what it looks at)."""
    who = account(actor)
    concerned = who == case.officer_id
    concerned |= case.firm_id is not None and vendors.is_concerned(who, case.firm_id, government_id=case.government_id)
    concerned |= case.unit_id is not None and _held_there(who, case.unit_id, case.year)
    if concerned:
        raise RuleBroken(
            "not_independent", "Anda terkait dengan pihak dalam kasus ini; auditor lain yang menanganinya.", SPIP,
            status=403,
        )  # fmt: skip


def _held_there(user_id: int, unit_id: int, year: int) -> bool:
    return RoleAssignment.objects.filter(
        user_id=user_id, unit_id=unit_id, valid_from__lte=date(year, 12, 31), valid_to__gte=date(year, 1, 1)
    ).exists()


def asked_side(of: Question | Finding, actor: Actor) -> tuple[Side, Actor]:
    """As what somebody answers: for the unit or for the firm, named by the post in which he acts. RuleBroken 404 for
    everybody else, who is not to learn that anything was asked."""
    who = account(actor)
    if of.firm_id is not None and vendors.is_member(who, of.firm_id):
        return Side.FIRM, actor
    if of.unit_id is not None and institutions.is_allowed(
        actor, Duty.ANSWER_CASE, of.case.government, unit_id=of.unit_id
    ):
        return Side.UNIT, actor.doing([Duty.ANSWER_CASE], of.unit_id)
    raise not_there("Pertanyaan" if isinstance(of, Question) else "Temuan")


def term(government_id: int, key: str) -> date:
    """The last day of a dated term that begins today, in working days."""
    return term_from(clock.today(), government_id, key)


def term_from(day: date, government_id: int, key: str) -> date:
    """The last day of a term that began on `day`, by the row in force then."""
    days = institutions.book(government_id=government_id, on=day).number(key)
    return working_days.after(day, int(days), government_id=government_id)


def take(
    case: Case,
    step: Step,
    *,
    side: Side,
    actor: Actor,
    target: CaseState | None = None,
    reason_code: str = "",
    note: str = "",
    about: str = "",
    **told: Any,
) -> CaseStep:
    """Take a step of a locked case, save it with its next version and the term of its new state, and tell the journal.
    `target`: of several that the table names.

    Raises RuleBroken 409 where the state does not allow it; a step that needs words is refused without by its caller.
    """
    rule = CASES.rule_for(step, case.state, side)
    source = case.state
    if rule.targets:
        to = target.value if target is not None else rule.targets[0]
        if to not in rule.targets:
            raise RuleBroken(
                "verdict_not_allowed", f"Kasus yang {CASES.label_of(source)} tidak dapat disimpulkan begitu.", SPIP,
                status=409,
            )  # fmt: skip
        _enter(case, CaseState(to))
    case.version += 1
    case.save()
    written = CaseStep.objects.create(
        case=case, step=step.value, source=source, target=case.state, side=side.value, reason_code=reason_code,
        note=note, about=about, at=clock.now(), by_id=actor.user_id, by_label=actor.label[:120],
    )  # fmt: skip
    journal.append(
        name=f"oversight.{step.value}",
        actor=actor,
        subject=f"case:{case.pk}",
        government_code=case.government.code,
        payload={"code": case.code, "state": case.state, "reason": reason_code, "about": about, **told},
    )
    return written


def _enter(case: Case, state: CaseState) -> None:
    case.state, case.since, case.reminded = state.value, clock.now(), None
    ended = state in CLOSED
    case.closed_at = clock.now() if ended else None
    case.due = None if ended else term(case.government_id, CASE_TERMS[state])


def link(case: Case) -> str:
    """Where APIP reads it."""
    return f"/pantau/{case.government.code}/kasus/{case.code}/"


def tell_apip(case: Case, text: str, actor: Actor, *, supervisors: bool = False, once: str = "") -> None:
    """Words to the auditor of a case; or to all others of APIP, who supervise it or may take it."""
    people = set(institutions.people_with(case.government_id, DUTIES[Duty.SUPERVISE_CASE]))
    people = people - {case.reviewer_id} if supervisors or case.reviewer_id is None else {case.reviewer_id}
    _tell(people, text, link(case), actor, case.government.code, once)


def tell_asked(of: Question | Finding, text: str, actor: Actor, *, once: str = "") -> None:
    """Words to those who answer for the unit, or for the firm; they say nothing of what the case is about."""
    place = "pertanyaan" if isinstance(of, Question) else "temuan"
    if of.firm_id is not None:
        telling.tell_firm(
            firm_id=of.firm_id, kind=_KIND, text=text, link=f"/usaha/{of.firm_id}/pertanyaan/{place}/{of.code}/",
            actor=actor, government_code=of.case.government.code, once=once,
        )  # fmt: skip
        return
    assert of.unit_id is not None
    unit = Unit.objects.select_related("government").get(pk=of.unit_id)
    people = institutions.people_in(unit, DUTIES[Duty.ANSWER_CASE])
    href = f"/pantau/{unit.government.code}/pertanyaan/{place}/{of.code}/"
    _tell(people, text, href, actor, unit.government.code, once)


def _tell(people: Iterable[int | None], text: str, href: str, actor: Actor, government: str, once: str) -> None:
    known = {one for one in people if one is not None} - {actor.user_id or 0}
    notices.tell(user_ids=known, kind=_KIND, text=text, link=href, actor=actor, government_code=government, once=once)

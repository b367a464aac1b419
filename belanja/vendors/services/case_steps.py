"""What every step of a case against a firm shares: the row, who may, its paper, and who is told."""

from datetime import date

from belanja.documents import services as documents
from belanja.documents.models import Paper
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules import sanctions as rules
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role
from belanja.rules.papers import NEXT, Kind
from belanja.rules.sanctions import Action, Breach, CaseState, Measure

from .. import decision_paper, selectors
from ..models import SanctionCase
from .telling import tell_firm


def taken(case_id: int) -> SanctionCase:
    case = (
        SanctionCase.objects.select_for_update(of=("self",))
        .select_related("government", "firm", "paper")
        .filter(pk=case_id)
        .first()
    )
    if case is None:
        raise RuleBroken("not_found", "Perkara ini tidak ditemukan.", status=404)
    return case


def still(case: SanctionCase, version: int, action: Action) -> None:
    """The step must be there, and the page it was taken on must be the present one. Asked after the duty: whoever may
    not act is not to learn what happened."""
    rules.following(CaseState(case.state), action)
    if case.version != version:
        raise RuleBroken(
            "stale", "Perkara ini berubah sejak halaman Anda dibuka. Periksa, lalu kirim lagi.", status=409
        )


def decides(case: SanctionCase, actor: Actor, measure: Measure) -> None:
    """Who decides: the authority of the dated row, with an account, neither the proposer nor of the firm."""
    institutions.require(actor, Duty.SANCTION_FIRM, case.government)
    if actor.user_id is None:
        raise RuleBroken("approval_needs_person", "Putusan memerlukan pejabat dengan akunnya.", status=403)
    if actor.user_id == case.opened_by_id:
        raise RuleBroken("four_eyes", "Pengusul tidak dapat memutus usulannya sendiri.", status=403)
    not_own(actor, case.firm_id, case.government_id)
    row = institutions.parameter_row(measure.authority_key, government_id=case.government_id, on=clock.today())
    if Role(row.value) not in institutions.roles_of(actor, government_id=case.government_id):
        raise RuleBroken(
            "no_authority",
            f"{measure.label} dijatuhkan oleh {Role(row.value).label}.",
            f"{row.legal_basis}, {row.article}",
            status=409,
        )


def speaks_for_firm(case: SanctionCase, actor: Actor, *, by_letter: bool, owner: bool) -> None:
    if by_letter:
        institutions.require(actor, Duty.PROPOSE_SANCTION, case.government)
        not_own(actor, case.firm_id, case.government_id)
        return
    selectors.require_member(actor, case.firm_id, owner=owner)


def not_own(actor: Actor, firm_id: int, government_id: int) -> None:
    if selectors.is_concerned(actor.user_id, firm_id, government_id=government_id):
        raise RuleBroken(
            "own_firm",
            "Anda tercatat bertindak untuk usaha ini, kini atau belum lama ini; petugas lain yang menangani.",
            status=403,
        )


def set_term(case: SanctionCase, measure: Measure, first: date) -> None:
    case.measure, case.valid_from, case.valid_to = measure, first, None
    if measure.months_key:
        months = int(institutions.parameter(measure.months_key, government_id=case.government_id, on=first))
        case.valid_to = rules.months_after(first, months)


def issue(case: SanctionCase, actor: Actor, *, former: bool = False) -> Paper:
    return documents.issue(
        kind=Kind.SANCTION,
        government=case.government,
        title=f"{Measure(case.measure).label}, perkara {case.pk}",
        subject=f"sanction_case:{case.pk}",
        files=lambda paper: [decision_paper.file_of(case, paper)],
        actor=actor,
        supersedes=case.paper if former and paper_in_force(case.paper) else None,
    )


def paper_in_force(paper: Paper | None) -> bool:
    """Whether a paper can still be replaced or cancelled: somebody may have cancelled it in the register."""
    return paper is not None and bool(NEXT[paper.status])


def take_step(case: SanctionCase, state: CaseState, event: str, actor: Actor, told: dict[str, object]) -> SanctionCase:
    case.state = state
    case.version += 1
    case.save()
    write(case, event, actor, told)
    return case


def term_told(case: SanctionCase) -> dict[str, object]:
    return {
        "measure": str(case.measure),
        "due": str(case.due),
        "valid_from": case.valid_from.isoformat() if case.valid_from else None,
        "valid_to": case.valid_to.isoformat() if case.valid_to else None,
        "paper": case.paper.number if case.paper else None,
    }


def write(case: SanctionCase, event: str, actor: Actor, told: dict[str, object]) -> None:
    journal.append(
        name=f"vendors.sanction_{event}",
        actor=actor,
        subject=f"sanction_case:{case.pk}",
        government_code=case.government.code,
        payload={"firm": case.firm_id, "state": str(case.state), **told},
    )
    if event in {"imposed", "objected", "objection_decided", "objection_deemed_granted", "lifted"}:
        # Storefronts follow whatever may bar a firm by this one event.
        journal.append(
            name="vendors.bars_changed",
            actor=actor,
            subject=f"firm:{case.firm_id}",
            government_code=case.government.code,
            payload={"firm": case.firm_id},
        )


def tell(case: SanctionCase, text: str, actor: Actor) -> None:
    """A message to the firm about its case."""
    tell_firm(
        firm_id=case.firm_id, kind="sanksi", text=text, link=f"/usaha/{case.firm_id}/sanksi/{case.pk}/", actor=actor,
        government_code=case.government.code,
    )  # fmt: skip


def breach_of(written: Breach | str) -> Breach:
    try:
        return Breach(written)
    except ValueError:
        raise RuleBroken("breach", "Pilih jenis pelanggarannya.") from None


def measure_of(written: Measure | str) -> Measure:
    try:
        return Measure(written)
    except ValueError:
        raise RuleBroken("measure", "Pilih sanksinya.") from None

"""An office of APIP with three people, two units, two firms, and flags as the sweep keeps them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions.models import Government, Unit
from belanja.journal.services import Actor
from belanja.oversight.models import Case, Finding, Flag, Question, Sweep
from belanja.oversight.services import asking, findings, following, opening, outside, reviewing
from belanja.oversight.services.following import Plan, Proof
from belanja.rules.duties import Role
from belanja.rules.oversight.findings import Advice, Form
from belanja.rules.oversight.states import Amount, CaseState, Outside, Resolution, Verdict
from belanja.rules.oversight.steps import FindingStep, Step
from belanja.rules.scans import Scan
from belanja.vendors.models import Firm
from tests.support.firms import member, registered
from tests.support.people import hired, tomorrow, unit

SCAN = Scan("sts.pdf", b"%PDF-1.7 contoh %%EOF")
FORM = Form(
    title="Kelebihan bayar kursi",
    category="kelebihan_bayar",
    condition="Dibayar 12 kursi, diterima 10 kursi.",
    criteria="Pembayaran menurut barang yang diterima.",
    cause="Barang tidak diperiksa.",
    effect="Kelebihan bayar Rp1.000.000.",
    advice=(Advice("Setor kelebihan bayar ke kas daerah.", "PPK"),),
    amounts={Amount.OVERPAID: Decimal(1_000_000)},
)


@dataclass
class Desk:
    government: Government
    unit: Unit
    other: Unit
    firm: Firm
    other_firm: Firm
    auditor: Actor
    supervisor: Actor
    third: Actor
    pa: Actor
    other_pa: Actor
    seller: Actor
    year: int = 2026

    def flag(self, indicator: str = "penyedia.berulang", *, key: str = "", **given: Any) -> Flag:
        """A flag that is shown, unanswered, and gathered by unit and firm."""
        sweep = Sweep.objects.first() or Sweep.objects.create(government=self.government, started_at=clock.now())
        number = Flag.objects.count() + 1
        facts: dict[str, Any] = {
            "unit": self.unit, "firm": self.firm, "amount": Decimal(150_000_000), "shown": True, "year": self.year,
            "evidence": {}, "case_key": key or f"unit_penyedia:{self.unit.pk}:{self.firm.pk}:{self.year}",
        } | given  # fmt: skip
        return Flag.objects.create(
            government=self.government, sweep=sweep, indicator=indicator, version=1, subject_kind="PairOrders",
            subject_key=f"k{number}", said="x", found_at=clock.now(), **facts,
        )  # fmt: skip

    def case(self, state: CaseState = CaseState.DETECTED) -> Case:
        """A case led to a state by the people whose steps lead there."""
        self.flag()
        opening.open_cases(government=self.government)
        return self.led(Case.objects.latest("pk"), state)

    def other_case(self) -> Case:
        """Another case of the same unit and firm, by another key."""
        self.flag(key=f"unit:{self.unit.pk}:2026")
        opening.open_cases(government=self.government)
        return Case.objects.latest("pk")

    def led(self, case: Case, state: CaseState) -> Case:
        way = WAYS[state]
        for verb in way:
            verb(self, Case.objects.get(pk=case.pk))
        case = Case.objects.get(pk=case.pk)
        assert case.state == state, case.state
        return case

    def onward(self, case: Case, state: CaseState) -> Case:
        """From the state before it on the way of `WAYS`."""
        WAYS[state][-1](self, Case.objects.get(pk=case.pk))
        return Case.objects.get(pk=case.pk)

    def question(self, case: Case, *, firm: bool = False) -> Question:
        to: dict[str, Any] = {"firm": self.firm} if firm else {"unit": self.unit}
        return asking.ask(case_id=case.pk, version=None, words="Mengapa?", actor=self.auditor, **to)

    def finding(self, case: Case, *, form: Form = FORM, firm: bool = False) -> Finding:
        to: dict[str, Any] = {"firm": self.firm} if firm else {"unit": self.unit}
        return findings.write_finding(case_id=case.pk, version=None, form=form, actor=self.auditor, **to)

    def disposed(self, case: Case, verdict: Verdict, reason: str) -> None:
        reviewing.propose_disposition(
            case_id=case.pk, version=None, verdict=verdict, reason_code=reason, note="Terbukti.", actor=self.auditor
        )
        reviewing.settle_disposition(case_id=case.pk, version=None, note="", actor=self.supervisor)


def desk() -> Desk:
    government = Government.objects.get(code="D43")
    mine = unit(government, "9.01.0.00.0.00.01.0000", "Dinas Contoh")
    return desk_at(government, mine, unit(government, "9.02.0.00.0.00.02.0000", "Sekretariat Contoh"))


def desk_at(government: Government, mine: Unit, other: Unit, *, year: int = 2026) -> Desk:
    """The office at a government that there is, about two units of it."""
    firm, other_firm = registered(government), registered(government)
    return Desk(
        government, mine, other, firm, other_firm, hired(government, Role.APIP), hired(government, Role.APIP),
        hired(government, Role.APIP), hired(government, Role.PA, unit=mine), hired(government, Role.PA, unit=other),
        member(firm), year,
    )  # fmt: skip


def taken(of: Desk, case: Case) -> None:
    reviewing.take_case(case_id=case.pk, version=None, independent=True, actor=of.auditor)


def asked(of: Desk, case: Case) -> None:
    of.question(case)


def dismissed(of: Desk, case: Case) -> None:
    of.disposed(case, Verdict.DISMISS, "kecil")


def accepted(of: Desk, case: Case) -> None:
    of.disposed(case, Verdict.ACCEPT, "harga_wajar")


def deepened(of: Desk, case: Case) -> None:
    of.disposed(case, Verdict.DEEPEN, "jawaban_kurang")


def found(of: Desk, case: Case) -> None:
    of.disposed(case, Verdict.FIND, "kelebihan_bayar")


def issued(of: Desk, case: Case) -> None:
    of.finding(case)
    findings.issue_findings(case_id=case.pk, version=None, actor=of.supervisor)


def planned(of: Desk, case: Case) -> None:
    finding = case.findings.latest("pk")
    following.plan_actions(finding_id=finding.pk, plans={1: Plan("Setor bertahap.", tomorrow(20))}, actor=of.pa)


def settled(of: Desk, case: Case) -> None:
    finding = case.findings.latest("pk")
    paid(of, finding, of.pa)
    following.check_deposit(deposit_id=finding.deposits.latest("pk").pk, accept=True, note="", actor=of.auditor)
    following.resolve(
        finding_id=finding.pk, version=None, number=1, resolution=Resolution.DONE, note="Sudah setor.",
        actor=of.auditor,
    )  # fmt: skip
    reviewing.close_case(case_id=case.pk, version=None, note="", actor=of.supervisor)


def handed(of: Desk, case: Case) -> None:
    outside.propose_hand_over(
        case_id=case.pk, version=None, to=Outside.LAW, office="Kejaksaan contoh", why="Indikasi pidana.",
        actor=of.auditor,
    )  # fmt: skip
    outside.record_hand_over(
        case_id=case.pk, version=None, letter_number="700/1", letter_date=clock.today(), scan=SCAN, actor=of.supervisor
    )


def paid(of: Desk, finding: Finding, actor: Actor, *, number: str = "STS-1", amount: int = 1_000_000) -> None:
    following.record_deposit(
        finding_id=finding.pk, proof=Proof(Amount.OVERPAID, Decimal(amount), number, clock.today()), scan=SCAN,
        actor=actor,
    )  # fmt: skip


_C = CaseState
WAYS: dict[CaseState, tuple[Any, ...]] = {_C.DETECTED: (), _C.REVIEWED: (taken,)}
WAYS[_C.DISMISSED] = (*WAYS[_C.REVIEWED], dismissed)
WAYS[_C.CLARIFYING] = (*WAYS[_C.REVIEWED], asked)
WAYS[_C.ACCEPTED] = (*WAYS[_C.CLARIFYING], accepted)
WAYS[_C.DEEPENING] = (*WAYS[_C.CLARIFYING], deepened)
WAYS[_C.FINDING] = (*WAYS[_C.DEEPENING], found)
WAYS[_C.RECOMMENDED] = (*WAYS[_C.FINDING], issued)
WAYS[_C.FOLLOW_UP] = (*WAYS[_C.RECOMMENDED], planned)
WAYS[_C.DONE] = (*WAYS[_C.FOLLOW_UP], settled)
WAYS[_C.ESCALATED] = (*WAYS[_C.DEEPENING], handed)

#: A step of a case by whoever tries it.
ACTS: dict[Step, Any] = {
    Step.TAKE: lambda of, case, who: reviewing.take_case(case_id=case.pk, version=None, independent=True, actor=who),
    Step.ASSIGN: lambda of, case, who: reviewing.assign_case(
        case_id=case.pk, version=None, auditor=_person(of.third), note="Beban dibagi.", actor=who
    ),
    Step.DECLARE: lambda of, case, who: reviewing.declare(case_id=case.pk, version=None, independent=True, actor=who),
    Step.ASK: lambda of, case, who: asking.ask(case_id=case.pk, version=None, words="Apa?", unit=of.unit, actor=who),
    Step.ANSWER: lambda of, case, who: asking.answer(
        question_id=case.questions.latest("pk").pk, words=f"Karena {clock.now()}.", actor=who
    ),
    Step.ASK_TIME: lambda of, case, who: asking.ask_more_time(
        question_id=case.questions.latest("pk").pk, why="Arsip dicari.", actor=who
    ),
    Step.EXTEND: lambda of, case, who: asking.extend(
        question_id=case.questions.latest("pk").pk, version=None, actor=who
    ),
    Step.PROPOSE: lambda of, case, who: _propose(case, who),
    Step.SETTLE: lambda of, case, who: reviewing.settle_disposition(case_id=case.pk, version=None, note="", actor=who),
    Step.SEND_BACK: lambda of, case, who: reviewing.send_back(
        case_id=case.pk, version=None, note="Lengkapi.", actor=who
    ),
    Step.REOPEN: lambda of, case, who: reviewing.reopen_case(
        case_id=case.pk, version=None, note="Bukti baru.", actor=who
    ),
    Step.WRITE: lambda of, case, who: findings.write_finding(
        case_id=case.pk, version=None, form=FORM, unit=of.unit, actor=who
    ),
    Step.ISSUE: lambda of, case, who: findings.issue_findings(case_id=case.pk, version=None, actor=who),
    Step.PLAN: lambda of, case, who: following.plan_actions(
        finding_id=case.findings.latest("pk").pk, plans={1: Plan("Setor.", tomorrow(5))}, actor=who
    ),
    Step.CLOSE: lambda of, case, who: reviewing.close_case(case_id=case.pk, version=None, note="", actor=who),
    Step.PROPOSE_HAND_OVER: lambda of, case, who: outside.propose_hand_over(
        case_id=case.pk, version=None, to=Outside.LKPP, office="LKPP", why="Pola katalog.", actor=who
    ),
    Step.HAND_OVER: lambda of, case, who: outside.record_hand_over(
        case_id=case.pk, version=None, letter_number="700/2", letter_date=clock.today(), scan=SCAN, actor=who
    ),
}

_REASON = {Verdict.DISMISS: "kecil", Verdict.ACCEPT: "rutin", Verdict.DEEPEN: "bukti_berbeda", Verdict.FIND: "denda"}


def _propose(case: Case, who: Actor, pick: int = -1) -> None:
    verdicts = list(reviewing.verdicts_from(case)) or [Verdict.DISMISS]
    verdict = verdicts[pick % len(verdicts)]
    reviewing.propose_disposition(
        case_id=case.pk, version=None, verdict=verdict, reason_code=_REASON[verdict], note="Terbukti.", actor=who
    )


def _person(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


#: A step of a finding by whoever tries it.
OF_FINDINGS: dict[FindingStep, Any] = {
    FindingStep.AMEND: lambda of, one, who: findings.amend_finding(
        finding_id=one.pk, version=None, form=Form.from_json({**FORM.as_json(), "title": f"Kursi {clock.now()}"}),
        actor=who,
    ),
    FindingStep.DROP: lambda of, one, who: findings.drop_finding(
        finding_id=one.pk, version=None, note="Keliru.", actor=who
    ),
    FindingStep.OBJECT: lambda of, one, who: findings.object_to(
        finding_id=one.pk, note="Sudah dikirim.", actor=who
    ),
    FindingStep.DECIDE: lambda of, one, who: findings.decide_objection(
        finding_id=one.pk, version=None, upheld=bool(one.pk % 2), note="Diperiksa.", actor=who
    ),
    FindingStep.PLAN: lambda of, one, who: ACTS[Step.PLAN](of, one.case, who),
    FindingStep.REPORT: lambda of, one, who: following.report_action(
        finding_id=one.pk, number=1, words=f"Disetor {clock.now()}.", actor=who
    ),
    FindingStep.DEPOSIT: lambda of, one, who: paid(
        of, one, who, number=f"STS-{one.deposits.count() + 1}", amount=500_000
    ),
    FindingStep.CHECK: lambda of, one, who: following.check_deposit(
        deposit_id=getattr(one.deposits.filter(accepted=None).first(), "pk", 0), accept=True, note="", actor=who
    ),
    FindingStep.RESOLVE: lambda of, one, who: following.resolve(
        finding_id=one.pk, version=None, number=1, resolution=Resolution.DONE, note="Bukti cukup.", actor=who
    ),
    FindingStep.GIVE_UP: lambda of, one, who: following.give_up(
        finding_id=one.pk, version=None, reason_code="proses_peradilan", note="Disidangkan.", actor=who
    ),
}  # fmt: skip

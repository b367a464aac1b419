"""Cases of APIP in the sample: after the first sweep of its flags some are led on through the services, in the posts of
the sample, so that a newcomer sees one in each hand. Everything that is said in them is invented and says so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from belanja.accounts.models import User
from belanja.foundation import work
from belanja.institutions.models import Government, RoleAssignment
from belanja.journal.services import Actor
from belanja.oversight.models import Case, CaseStep
from belanja.oversight.services import asking, findings, reviewing
from belanja.rules.duties import Role
from belanja.rules.oversight.findings import Advice, Form
from belanja.rules.oversight.states import Amount, CaseState, Verdict

from .accounts import POSTS
from .sample.places import PROVINCE

_FORM = Form(
    title="Ongkos kirim dibayar lebih (contoh karangan)",
    category="kelebihan_bayar",
    condition="Ongkos kirim dibayar Rp750.000 lebih besar daripada yang disepakati (karangan).",
    criteria="Yang dibayar sama dengan yang disepakati dalam surat pesanan.",
    cause="Tagihan tidak dicocokkan dengan surat pesanan.",
    effect="Kelebihan bayar Rp750.000.",
    advice=(Advice("Setor kelebihan bayar ke kas daerah.", "PPK"),),
    amounts={Amount.OVERPAID: Decimal(750_000)},
)


@dataclass(frozen=True)
class _Hands:
    """Who leads a case: its auditor, another one of APIP, and the head of its unit."""

    auditor: Actor
    supervisor: Actor
    head: Actor

    def take(self, case: Case) -> None:
        reviewing.take_case(case_id=case.pk, version=None, independent=True, actor=self.auditor)

    def ask(self, case: Case) -> None:
        self.take(case)
        asking.ask(
            case_id=case.pk, version=None, unit=case.unit, actor=self.auditor,
            words="Mohon dijelaskan bagaimana penyedia dan harganya dipilih (pertanyaan contoh).",
            flag_ids=list(case.flags.values_list("flag_id", flat=True)),
        )  # fmt: skip

    def accept(self, case: Case) -> None:
        self._answered(case)
        self._settle(case, Verdict.ACCEPT, "rutin")

    def find(self, case: Case) -> None:
        self._answered(case)
        self._settle(case, Verdict.DEEPEN, "jawaban_kurang")
        self._settle(case, Verdict.FIND, "kelebihan_bayar")
        findings.write_finding(case_id=case.pk, version=None, form=_FORM, unit=case.unit, actor=self.auditor)
        findings.issue_findings(case_id=case.pk, version=None, actor=self.supervisor)

    def _answered(self, case: Case) -> None:
        self.ask(case)
        question = case.questions.latest("pk")
        asking.answer(
            question_id=question.pk, words="Menurut jadwal belanja tahunan (jawaban contoh).", actor=self.head
        )

    def _settle(self, case: Case, verdict: Verdict, reason: str) -> None:
        reviewing.propose_disposition(
            case_id=case.pk, version=None, verdict=verdict, reason_code=reason, note="Karangan untuk data contoh.",
            actor=self.auditor,
        )  # fmt: skip
        reviewing.settle_disposition(case_id=case.pk, version=None, note="", actor=self.supervisor)


@work.every("demo.cases", timedelta(minutes=10), apart=True)
def lead() -> bool:
    """Lead some cases of the sample on, once: while nobody has taken a step in any; whether there was one to lead."""
    government = Government.objects.filter(code=PROVINCE, is_example=True).first()
    if government is None:
        return False
    with transaction.atomic():
        Government.objects.select_for_update(no_key=True).get(pk=government.pk)
        if CaseStep.objects.filter(case__government=government, by_id__isnull=False).exists():
            return False
        return _lead(government)


def _lead(government: Government) -> bool:
    auditors, heads = _auditors(), heads_of(government)
    if len(auditors) < 2:
        return False
    cases = Case.objects.filter(government=government, state=CaseState.DETECTED.value, unit_id__in=heads)
    ways: tuple[Callable[[_Hands, Case], None], ...] = (_Hands.find, _Hands.ask, _Hands.accept, _Hands.take)
    done = False
    for way, case in zip(ways, cases.order_by("-priority", "pk"), strict=False):
        assert case.unit_id is not None  # as asked for
        way(_Hands(auditors[0], auditors[1], heads[case.unit_id]), case)
        done = True
    return done


def _auditors() -> list[Actor]:
    posts = {post.login: post.label for post in POSTS if post.role is Role.APIP}
    users = User.objects.filter(email__in=posts, is_example=True, is_active=True).order_by("pk")
    return [Actor(one.pk, posts[one.email or ""]) for one in users]


def heads_of(government: Government) -> dict[int, Actor]:
    """Of each unit with accounts of the sample its head."""
    rows = RoleAssignment.objects.filter(government=government, role=Role.PA, user__is_example=True)
    pairs = rows.order_by("pk").values_list("unit_id", "user_id")
    return {unit: Actor(user, Role.PA.label) for unit, user in pairs if unit is not None}

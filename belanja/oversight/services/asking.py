"""Questions to a unit or a firm, their answers with documents, and more time, once."""

from collections.abc import Sequence

from django.db import transaction

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.institutions.models import Unit
from belanja.journal.services import Actor
from belanja.rules import codes
from belanja.rules.decisions import RuleBroken
from belanja.rules.oversight import reasons
from belanja.rules.oversight.parameters import ANSWER_DAYS, MORE_DAYS
from belanja.rules.oversight.states import Side
from belanja.rules.oversight.steps import CASES, SPIP, Step
from belanja.rules.scans import Scan
from belanja.vendors.models import Firm

from ..models import Answer, Case, Flag, Question
from . import base, files


@transaction.atomic
def ask(
    *,
    case_id: int,
    version: int | None,
    words: str,
    actor: Actor,
    unit: Unit | None = None,
    firm: Firm | None = None,
    flag_ids: Sequence[int] = (),
) -> Question:
    """The auditor asks one unit or one firm; the term is that of `apip.klarifikasi.hari`. `flag_ids`: of the case, that
    the question is about; whoever is asked sees of them those that name him and nobody else.

    Raises RuleBroken: 403/404, 409, 422 without words, for none or two addressees, for a unit of another government
    and for a flag that is not of this case."""
    case = base.for_auditor(case_id, version, actor)
    CASES.rule_for(Step.ASK, case.state, Side.AUDITOR)
    told = reasons.words(words, what="Tulis pertanyaannya.")
    if (unit is None) == (firm is None) or (unit is not None and unit.government_id != case.government_id):
        raise RuleBroken("addressee_wrong", "Pilih satu unit atau satu penyedia yang ditanya.")
    about = list(Flag.objects.filter(pk__in=flag_ids, in_case__case=case))
    if len(about) < len(set(flag_ids)):
        raise RuleBroken("flag_unknown", "Salah satu tanda itu bukan dari kasus ini.", status=404)
    made = Question.objects.create(
        case=case, code=codes.new(), unit=unit, firm=firm, text=told, asked_at=clock.now(),
        by_id=base.account(actor), by_label=actor.label[:120], due=base.term(case.government_id, ANSWER_DAYS),
    )  # fmt: skip
    made.flags.set(_of(about, unit, firm))
    base.take(case, Step.ASK, side=Side.AUDITOR, actor=actor, note=told, about=made.code)
    until = text.long_date(made.due)
    base.tell_asked(made, f"APIP meminta klarifikasi Anda sampai {until}.", actor)
    return made


@transaction.atomic
def answer(*, question_id: int, words: str, actor: Actor, scans: Sequence[Scan] = ()) -> Answer:
    """Whoever is asked says what there is to say, with documents; after the term too, and then it is marked late. The
    same words again are the same answer.

    Raises RuleBroken: 404 for anybody who is not asked, 409 where the case is past questions, 422 without words or for
    a file that is no scan."""
    question, case = _locked(question_id)
    side, acting = base.asked_side(question, actor)
    CASES.rule_for(Step.ANSWER, case.state, side)
    told = reasons.words(words, what="Tulis jawaban Anda.")
    known = question.answers.filter(text=told, by_id=base.account(actor)).first()
    if known is not None and not scans:
        return known
    now = clock.now()
    made = Answer.objects.create(
        question=question, text=told, late=clock.today() > question.due, at=now, by_id=base.account(actor),
        by_label=acting.label[:120],
    )  # fmt: skip
    for scan in scans:
        files.keep(case, scan, answer=made)
    if question.answered_at is None:
        question.answered_at = now
        question.save(update_fields=["answered_at"])
    base.take(case, Step.ANSWER, side=side, actor=acting, about=question.code, late=made.late)
    base.tell_apip(case, f"Kasus {case.code}: pertanyaan dijawab.", actor)
    return made


@transaction.atomic
def ask_more_time(*, question_id: int, why: str, actor: Actor) -> Question:
    """Whoever is asked wants more time, once, before the term ends. Raises RuleBroken: 404, 409 where it was asked for
    or the term has passed, 422 without words."""
    question, case = _locked(question_id)
    side, acting = base.asked_side(question, actor)
    CASES.rule_for(Step.ASK_TIME, case.state, side)
    told = reasons.words(why, what="Tulis mengapa perlu waktu tambahan.")
    if question.more_asked_at is not None:
        raise RuleBroken("more_time_once", "Perpanjangan hanya dapat diminta satu kali.", SPIP, status=409)
    if clock.today() > question.due:
        raise RuleBroken("term_passed", "Tenggatnya sudah lewat; kirim jawaban Anda sekarang.", SPIP, status=409)
    question.more_asked_at, question.more_why = clock.now(), told
    question.save(update_fields=["more_asked_at", "more_why"])
    base.take(case, Step.ASK_TIME, side=side, actor=acting, note=told, about=question.code)
    base.tell_apip(case, f"Kasus {case.code}: perpanjangan diminta.", actor)
    return question


@transaction.atomic
def extend(*, question_id: int, version: int | None, actor: Actor) -> Question:
    """The auditor gives the time that was asked for, once. Raises RuleBroken: 403/404, 409 where nobody asked or it was
    given."""
    question, _case = _locked(question_id)
    case = base.for_auditor(question.case_id, version, actor)
    CASES.rule_for(Step.EXTEND, case.state, Side.AUDITOR)
    if question.more_asked_at is None or question.extended_at is not None:
        raise RuleBroken("no_time_asked", "Tidak ada permintaan perpanjangan yang menunggu.", status=409)
    days = institutions.book(government_id=case.government_id, on=clock.today()).number(MORE_DAYS)
    question.due = working_days.after(question.due, int(days), government_id=case.government_id)
    question.extended_at, question.reminded = clock.now(), ""
    question.save(update_fields=["due", "extended_at", "reminded"])
    base.take(case, Step.EXTEND, side=Side.AUDITOR, actor=actor, about=question.code)
    base.tell_asked(question, f"Tenggat klarifikasi diperpanjang sampai {text.long_date(question.due)}.", actor)
    return question


def _of(flags: Sequence[Flag], unit: Unit | None, firm: Firm | None) -> list[Flag]:
    """The flags that a unit or a firm may see: each its own, so that it does not learn who else is asked."""
    if firm is not None:
        return [one for one in flags if one.firm_id == firm.pk]
    return [one for one in flags if unit is not None and one.unit_id == unit.pk]


def _locked(question_id: int) -> tuple[Question, Case]:
    """A question under the lock of its case. Raises RuleBroken 404."""
    known = Question.objects.filter(pk=question_id).values_list("case_id", flat=True).first()
    if known is None:
        raise base.not_there("Pertanyaan")
    case = base.locked(known)
    question = Question.objects.get(pk=question_id)
    question.case = case
    return question, case

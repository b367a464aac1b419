"""What somebody of APIP may do with a case now: by the table of steps, his duties, and what hangs on the case."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from belanja.accounts.models import User
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.oversight.models import Case
from belanja.oversight.selectors import cases as selectors
from belanja.oversight.services import asking, findings, outside, reviewing
from belanja.rules.course import Rule
from belanja.rules.duties import DUTIES, Duty
from belanja.rules.oversight.states import CaseState, FindingState, Outside, Side
from belanja.rules.oversight.steps import Step
from belanja.vendors.finding import names_of
from belanja.vendors.models import Firm
from belanja.web.acts import Act, by_rule, kept, kept_files
from belanja.web.naming import shown
from belanja.web.officer.access import Office
from belanja.web.purchases.forms import NoteForm, PlainForm

from . import forms

_Rule = Rule[Step, Side]
_Made = Callable[[HttpRequest, Office, Case, _Rule, dict[str, Any]], Act | None]


def acts(request: HttpRequest, office: Office, found: Case) -> list[Act]:
    """Those that lead on first."""
    by: dict[str, Any] = {"case_id": found.pk, "actor": office.actor}
    offered = []
    for rule in selectors.steps_for(found, office.actor):
        make = _MAKE.get(rule.step)
        act = make(request, office, found, rule, by) if make is not None else None
        if act is not None:
            offered.append(act)
    return sorted(offered, key=lambda one: one.quiet)


def addressees(found: Case) -> list[tuple[str, str]]:
    """Units and firms of a case's flags: whom a question or a finding may concern."""
    rows = set(found.flags.values_list("flag__unit_id", "flag__firm_id"))
    units = Unit.objects.filter(pk__in={unit for unit, _firm in rows if unit}).order_by("sort_key")
    firms = names_of({firm for _unit, firm in rows if firm})
    return [(f"unit:{one.pk}", shown(one.name)) for one in units] + [
        (f"usaha:{pk}", name) for pk, name in sorted(firms.items(), key=lambda pair: pair[1])
    ]


def addressee(found: Case, chosen: str) -> dict[str, Any]:
    """`unit` or `firm` of a chosen addressee; empty for one that the case does not have."""
    if chosen not in {value for value, _label in addressees(found)}:
        return {}
    kind, _, number = chosen.partition(":")
    if kind == "unit":
        return {"unit": Unit.objects.get(pk=int(number))}
    return {"firm": Firm.objects.get(pk=int(number))}


def _take(request: HttpRequest, _office: Office, _found: Case, rule: _Rule, by: dict[str, Any]) -> Act:
    return by_rule(
        rule,
        forms.TakeForm(kept(request, rule.step), key=rule.step),
        lambda form, version: reviewing.take_case(version=version, independent=form.cleaned_data["independent"], **by),
        "Kasus menjadi pekerjaan Anda.",
    )


def _declare(request: HttpRequest, _office: Office, _found: Case, rule: _Rule, by: dict[str, Any]) -> Act:
    return by_rule(
        rule,
        forms.TakeForm(kept(request, rule.step), key=rule.step),
        lambda form, version: reviewing.declare(version=version, independent=form.cleaned_data["independent"], **by),
        "Sebelum menyatakannya Anda tidak dapat menelaah.",
    )


def _assign(request: HttpRequest, office: Office, found: Case, rule: _Rule, by: dict[str, Any]) -> Act | None:
    people = institutions.people_with(office.government.pk, DUTIES[Duty.REVIEW_CASE])
    others = User.objects.filter(pk__in=people).exclude(pk__in=[office.actor.user_id or 0, found.reviewer_id or 0])
    choices = [(str(one.pk), one.name) for one in others.order_by("name")]
    if not choices:
        return None
    return by_rule(
        rule,
        forms.AssignForm(kept(request, rule.step), key=rule.step, people=choices),
        lambda form, version: reviewing.assign_case(
            version=version, auditor=User.objects.get(pk=int(form.cleaned_data["auditor"])),
            note=form.cleaned_data["note"], **by,
        ),
        quiet=True,
    )  # fmt: skip


def _ask(request: HttpRequest, _office: Office, found: Case, rule: _Rule, by: dict[str, Any]) -> Act | None:
    whom = addressees(found)
    if not whom:
        return None
    flag_ids = list(found.flags.values_list("flag_id", flat=True))
    return by_rule(
        rule,
        forms.AskForm(kept(request, rule.step), key=rule.step, whom=whom),
        lambda form, version: asking.ask(
            version=version, words=form.cleaned_data["words"], flag_ids=flag_ids,
            **addressee(found, form.cleaned_data["to"]), **by,
        ),
        "Yang ditanya melihat pertanyaan dan tandanya saja, tidak melihat siapa lagi yang ditanya.",
        quiet=found.state != CaseState.REVIEWED,
    )  # fmt: skip


def _extend(request: HttpRequest, _office: Office, found: Case, rule: _Rule, by: dict[str, Any]) -> Act | None:
    asked = found.questions.filter(more_asked_at__isnull=False, extended_at__isnull=True).first()
    if asked is None:
        return None
    return by_rule(
        rule,
        PlainForm(kept(request, rule.step)),
        lambda _form, version: asking.extend(question_id=asked.pk, version=version, actor=by["actor"]),
        f"Diminta untuk pertanyaan {asked.code}: {asked.more_why}",
    )


def _propose(request: HttpRequest, _office: Office, found: Case, rule: _Rule, by: dict[str, Any]) -> Act | None:
    if reviewing.pending(found) is not None:
        return None
    verdicts = list(reviewing.verdicts_from(found))
    return by_rule(
        rule,
        forms.ProposeForm(kept(request, rule.step), key=rule.step, verdicts=verdicts),
        lambda form, version: reviewing.propose_disposition(version=version, **form.told, **by),
        "Orang lain di APIP menetapkannya.",
        quiet=found.state == CaseState.REVIEWED,
    )


def _settle(request: HttpRequest, _office: Office, found: Case, rule: _Rule, by: dict[str, Any]) -> Act | None:
    waiting = reviewing.pending(found)
    if waiting is None or waiting.proposed_by_id == by["actor"].user_id:
        return None
    return by_rule(
        rule,
        NoteForm(kept(request, rule.step), key=rule.step, required=False),
        lambda form, version: reviewing.settle_disposition(version=version, note=form.note, **by),
        f"Diusulkan: {waiting.get_verdict_display()}. {waiting.note}",
    )


def _back(request: HttpRequest, _office: Office, found: Case, rule: _Rule, by: dict[str, Any]) -> Act | None:
    waiting = reviewing.pending(found)
    if found.state != CaseState.FINDING and (waiting is None or waiting.proposed_by_id == by["actor"].user_id):
        return None
    return by_rule(
        rule,
        NoteForm(kept(request, rule.step), key=rule.step, label="Yang harus dilengkapi"),
        lambda form, version: reviewing.send_back(version=version, note=form.note, **by),
        quiet=True,
    )


def _reopen(request: HttpRequest, _office: Office, _found: Case, rule: _Rule, by: dict[str, Any]) -> Act:
    return by_rule(
        rule,
        NoteForm(kept(request, rule.step), key=rule.step, label="Mengapa dibuka lagi"),
        lambda form, version: reviewing.reopen_case(version=version, note=form.note, **by),
        quiet=True,
    )


def _write(request: HttpRequest, _office: Office, found: Case, rule: _Rule, by: dict[str, Any]) -> Act | None:
    whom = addressees(found)
    if not whom:
        return None
    return by_rule(
        rule,
        forms.FindingForm(kept(request, rule.step), key=rule.step, whom=whom),
        lambda form, version: findings.write_finding(
            version=version, form=form.told, **addressee(found, form.cleaned_data.get("to", "")), **by
        ),
        "Rancangan ini belum terbaca oleh penanggung jawabnya. Isinya boleh dilengkapi kemudian.",
        quiet=found.findings.filter(state=FindingState.DRAFT.value).exists(),
    )


def _issue(request: HttpRequest, _office: Office, found: Case, rule: _Rule, by: dict[str, Any]) -> Act | None:
    drafts = found.findings.filter(state=FindingState.DRAFT.value).count()
    if not drafts:
        return None
    return by_rule(
        rule,
        PlainForm(kept(request, rule.step)),
        lambda _form, version: findings.issue_findings(version=version, **by),
        f"{drafts} temuan menjadi terbaca oleh penanggung jawabnya dan tidak dapat diubah lagi.",
    )


def _close(request: HttpRequest, _office: Office, found: Case, rule: _Rule, by: dict[str, Any]) -> Act | None:
    if found.findings.filter(closed_at__isnull=True).exists():
        return None
    return by_rule(
        rule,
        NoteForm(kept(request, rule.step), key=rule.step, required=False),
        lambda form, version: reviewing.close_case(version=version, note=form.note, **by),
        "Semua temuannya sudah berakhir.",
    )


def _hand(request: HttpRequest, _office: Office, found: Case, rule: _Rule, by: dict[str, Any]) -> Act | None:
    if outside.waiting(found) is not None:
        return None
    return by_rule(
        rule,
        forms.HandOverForm(kept(request, rule.step), key=rule.step),
        lambda form, version: outside.propose_hand_over(
            version=version, to=Outside(form.cleaned_data["to"]), office=form.cleaned_data["office"],
            why=form.cleaned_data["why"], **by,
        ),
        "Belanja tidak mengirim apa pun; surat yang disetujui dicatat di sini.",
        quiet=True,
    )  # fmt: skip


def _handed(request: HttpRequest, _office: Office, found: Case, rule: _Rule, by: dict[str, Any]) -> Act | None:
    waiting = outside.waiting(found)
    if waiting is None or waiting.proposed_by_id == by["actor"].user_id:
        return None
    return by_rule(
        rule,
        forms.LetterForm(kept(request, rule.step), kept_files(request, rule.step), key=rule.step),
        lambda form, version: outside.record_hand_over(
            version=version, letter_number=form.cleaned_data["letter_number"],
            letter_date=form.cleaned_data["letter_date"], scan=form.scans[0], **by,
        ),
        f"Diusulkan kepada {waiting.office}: {waiting.why}",
    )  # fmt: skip


_MAKE: dict[Step, _Made] = {
    Step.TAKE: _take,
    Step.DECLARE: _declare,
    Step.ASSIGN: _assign,
    Step.ASK: _ask,
    Step.EXTEND: _extend,
    Step.PROPOSE: _propose,
    Step.SETTLE: _settle,
    Step.SEND_BACK: _back,
    Step.REOPEN: _reopen,
    Step.WRITE: _write,
    Step.ISSUE: _issue,
    Step.CLOSE: _close,
    Step.PROPOSE_HAND_OVER: _hand,
    Step.HAND_OVER: _handed,
}

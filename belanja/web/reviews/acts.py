"""What somebody of APIP may do with a review now: by the table of steps and his post in its team."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from belanja.institutions.models import Unit
from belanja.oversight.models import Review
from belanja.oversight.review_papers.gather import standing_notes
from belanja.oversight.selectors import reviews as selectors
from belanja.oversight.selectors.review_papers import progress
from belanja.oversight.services import review_letters
from belanja.oversight.services.reviews import drawing, planning, results, supervising
from belanja.rules.course import Rule
from belanja.rules.oversight.review_steps import ReviewStep
from belanja.rules.oversight.reviews import Post, ReviewSide
from belanja.rules.oversight.sampling import Method
from belanja.web.acts import Act, by_rule, kept
from belanja.web.cases.forms import NumberForm, TakeForm
from belanja.web.naming import shown
from belanja.web.officer.access import Office
from belanja.web.purchases.forms import NoteForm, PlainForm

from . import forms, letters
from .planning import people, team_of

_Rule = Rule[ReviewStep, ReviewSide]
_Made = Callable[[HttpRequest, Office, Review, _Rule, dict[str, Any]], Act | None]


def acts(request: HttpRequest, office: Office, found: Review) -> list[Act]:
    """Those that lead on first, those about the team last."""
    by: dict[str, Any] = {"review_id": found.pk, "actor": office.actor}
    offered = []
    rules = selectors.steps_for(found, office.actor)
    for rule in sorted(rules, key=lambda one: one.side is ReviewSide.PLANNER):
        make = _MAKE.get(rule.step)
        act = make(request, office, found, rule, by) if make is not None else None
        if act is not None:
            offered.append(act)
    return sorted(offered, key=lambda one: one.quiet)


def _declare(request: HttpRequest, _office: Office, _found: Review, rule: _Rule, by: dict[str, Any]) -> Act:
    form = TakeForm(kept(request, rule.step), key=rule.step)
    form.fields["independent"].label = "Saya tidak terkait dengan unit dan penyedia yang direviu"
    return by_rule(
        rule,
        form,
        lambda form, version: planning.declare(version=version, independent=form.cleaned_data["independent"], **by),
        "Sebelum menyatakannya Anda tidak dapat berbuat apa pun dalam reviu ini.",
    )


def _start(request: HttpRequest, _office: Office, found: Review, rule: _Rule, by: dict[str, Any]) -> Act | None:
    if selectors.undeclared(found):
        return None
    return _plain(request, rule, lambda version: planning.start(version=version, **by))


def _sample(request: HttpRequest, _office: Office, found: Review, rule: _Rule, by: dict[str, Any]) -> Act:
    return by_rule(
        rule,
        forms.SampleForm(kept(request, rule.step), key=rule.step),
        lambda form, version: drawing.draw_sample(
            version=version, method=Method(form.cleaned_data["method"]), size=form.cleaned_data["size"],
            seed=form.cleaned_data["seed"], **by,
        ),
        "Ditarik dari semua pesanan unit, periode, dan kanal reviu ini. Sesudah ditarik tidak dapat diganti.",
        quiet=found.samples.exists(),
    )  # fmt: skip


def _write(request: HttpRequest, _office: Office, found: Review, rule: _Rule, by: dict[str, Any]) -> Act | None:
    units = _units(found)
    if not units:
        return None
    return by_rule(
        rule,
        forms.ResultForm(kept(request, rule.step), key=rule.step, units=units),
        lambda form, _version: results.write_result(
            unit=Unit.objects.get(pk=int(form.cleaned_data["unit"])), result=form.told, **by
        ),
        "Untuk hal yang menyangkut beberapa butir. Unit membacanya sesudah disampaikan.",
        quiet=True,
    )


def _units(found: Review) -> list[tuple[str, str]]:
    """Units of what was drawn: whom a note may concern."""
    drawn = found.samples.values("items__unit_id")
    return [(str(one.pk), shown(one.name)) for one in Unit.objects.filter(pk__in=drawn).order_by("sort_key")]


def _drop(request: HttpRequest, _office: Office, found: Review, rule: _Rule, by: dict[str, Any]) -> Act | None:
    standing = standing_notes(found)
    if not standing:
        return None
    known = {str(one.pk): one for one in standing}
    choices = [(key, f"{one.number}. {one.result().title}") for key, one in known.items()]
    return by_rule(
        rule,
        forms.DropForm(kept(request, rule.step), key=rule.step, results=choices),
        lambda form, _version: results.drop_result(
            result_id=int(form.cleaned_data["result"]), version=known[form.cleaned_data["result"]].version,
            words=form.cleaned_data["note"], actor=by["actor"],
        ),
        quiet=True,
    )  # fmt: skip


def _submit(request: HttpRequest, _office: Office, found: Review, rule: _Rule, by: dict[str, Any]) -> Act | None:
    told = progress(found)
    if not told.items:
        return None
    return _plain(
        request,
        rule,
        lambda version: supervising.submit(version=version, **by),
        "Sesudah setiap butir sampel punya kertas kerja yang Anda setujui.",
        quiet=told.approved < told.items,
    )


def _back(request: HttpRequest, _office: Office, _found: Review, rule: _Rule, by: dict[str, Any]) -> Act:
    return by_rule(
        rule,
        NoteForm(kept(request, rule.step), key=rule.step, label="Yang harus dilengkapi"),
        lambda form, version: supervising.send_back(version=version, words=form.note, **by),
        quiet=True,
    )


def _send(request: HttpRequest, _office: Office, found: Review, rule: _Rule, by: dict[str, Any]) -> Act:
    count = len(standing_notes(found))
    about = f"{count} catatan menjadi terbaca oleh unitnya." if count else "Tanpa catatan: laporan dapat menyusul."
    told = progress(found)
    return _plain(
        request,
        rule,
        lambda version: results.send_results(version=version, **by),
        about,
        quiet=told.reviewed < told.written,
    )


def _report(request: HttpRequest, _office: Office, _found: Review, rule: _Rule, by: dict[str, Any]) -> Act:
    return by_rule(
        rule,
        NumberForm(kept(request, rule.step), key=rule.step),
        lambda form, version: review_letters.print_report(version=version, **letters.numbered(form), **by),
        f"{letters.ABOUT} Sesudah itu reviu berakhir.",
    )


def _change(request: HttpRequest, office: Office, found: Review, rule: _Rule, by: dict[str, Any]) -> Act:
    held: dict[str, list[str]] = {post.value: [] for post in Post}
    for one in found.members.filter(left_at__isnull=True):
        held[one.post].append(str(one.user_id))
    initial = {
        "supervisor": next(iter(held[Post.SUPERVISOR]), ""),
        "leader": next(iter(held[Post.LEADER]), ""),
        "members": held[Post.MEMBER],
    }
    form = forms.ChangeTeamForm(kept(request, rule.step), key=rule.step, people=people(office), initial=initial)
    return by_rule(
        rule,
        form,
        lambda form, version: planning.change_team(
            version=version, team=team_of(form.cleaned_data), note=form.cleaned_data["note"], **by
        ),
        "Yang tetap pada perannya tidak perlu menyatakan independen lagi.",
        quiet=True,
    )


def _cancel(request: HttpRequest, _office: Office, _found: Review, rule: _Rule, by: dict[str, Any]) -> Act:
    return by_rule(
        rule,
        NoteForm(kept(request, rule.step), key=rule.step, label="Mengapa dibatalkan"),
        lambda form, version: planning.cancel(version=version, note=form.note, **by),
        quiet=True,
    )


def _plain(
    request: HttpRequest, rule: _Rule, run: Callable[[int], object], about: str = "", *, quiet: bool = False
) -> Act:  # fmt: skip
    return by_rule(rule, PlainForm(kept(request, rule.step)), lambda _form, version: run(version), about, quiet=quiet)


_MAKE: dict[ReviewStep, _Made] = {
    ReviewStep.DECLARE: _declare,
    ReviewStep.START: _start,
    ReviewStep.SAMPLE: _sample,
    ReviewStep.WRITE_RESULT: _write,
    ReviewStep.DROP_RESULT: _drop,
    ReviewStep.SUBMIT: _submit,
    ReviewStep.SEND_BACK: _back,
    ReviewStep.SEND_RESULTS: _send,
    ReviewStep.REPORT: _report,
    ReviewStep.CHANGE_TEAM: _change,
    ReviewStep.CANCEL: _cancel,
}

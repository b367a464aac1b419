"""What can be done on a page: forms that each take one step, sent to the page's own address with the key of the act,
the version that was seen, and a key that makes it count once.

A late-comer is told (409) and keeps what he typed: the form comes back filled, or, where the step is gone, his words
stand below the refusal.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from belanja.journal.readings import one_reading
from belanja.journal.services import Actor
from belanja.rules.course import Rule
from belanja.rules.decisions import RuleBroken
from belanja.web.officer.lists import whole_number
from belanja.web.once import FIELD, once
from belanja.web.pieces import Notice

#: Fields of a form that nobody has typed.
_UNTYPED = frozenset({"csrfmiddlewaretoken", FIELD, "do", "version"})


@dataclass(frozen=True)
class Act:
    """One thing to do here: its form, and what sends it. `run` gets the valid form and the version of the page; where
    it gives an address (text), that is where one goes on."""

    key: str
    title: str
    button: str
    form: forms.Form
    run: Callable[[Any, int], object]
    said: str
    about: str = ""
    quiet: bool = False


def by_rule(
    rule: Rule[Any, Any], form: Any, run: Callable[[Any, int], object], about: str = "", *, quiet: bool = False
) -> Act:
    """The act that takes a step of a course, in the words of its row."""
    return Act(rule.step, rule.label, rule.label, form, run, f"{rule.told}.", about, quiet)


@dataclass(frozen=True)
class Outcome:
    """What became of a posted act: `said` and `where` once it is done; else what refused it, or the form that is wrong.
    `status` is that of the page which shows it again. Nothing of it: a page that is only looked at."""

    said: str = ""
    where: str = ""
    refusal: RuleBroken | None = None
    wrong: forms.Form | None = None
    typed: str = ""

    @property
    def done(self) -> bool:
        return self.refusal is None and self.wrong is None

    @property
    def status(self) -> int:
        if self.refusal is not None:
            return self.refusal.status
        return 422 if self.wrong is not None else 200

    @property
    def notice(self) -> Notice | None:
        """The refusal in words, with what was typed into a form that is gone."""
        if self.refusal is None:
            return None
        return Notice(kind="error", title=self.refusal.message, text=self.typed or self.refusal.citation)


def sent(request: HttpRequest) -> str:
    """Key of the act that was posted; empty where the page is only read."""
    return request.POST.get("do", "") if request.method == "POST" else ""


def kept(request: HttpRequest, key: str) -> Any:
    """The posted fields for the form of the act that was sent; None for the others, which begin anew."""
    return request.POST if sent(request) == key else None


def kept_files(request: HttpRequest, key: str) -> Any:
    """The same for the files that came with it."""
    return request.FILES if sent(request) == key else None


class Desk(Protocol):
    """Where somebody sits who takes acts."""

    @property
    def actor(self) -> Actor: ...


_Desk = TypeVar("_Desk", bound=Desk)
_Found = TypeVar("_Found")


def answer(
    request: HttpRequest,
    desk: _Desk,
    *,
    read: Callable[[], _Found],
    acts: Callable[[HttpRequest, _Desk, _Found], Sequence[Act]],
    show: Callable[[HttpRequest, _Desk, _Found, Outcome], HttpResponse],
    gone: Callable[[_Found], str],
    name: str,
    to: str,
    open_to: Callable[[_Desk, _Found], bool] = lambda _desk, _found: True,
    seen: Callable[[_Found], None] = lambda _found: None,
) -> HttpResponse:
    """The answer of a page of acts: what it is about (`read`) is shown, or the posted act is taken on it. Once that is
    done it is said and one goes on, to `to` where the act names no other address; else everything is read and shown
    anew with what refused it. `gone` says what has become of things where the act is no longer there; somebody who has
    no part in them (`open_to`) gets 404 instead. `seen` is told what somebody only looks at.

    Raises RuleBroken 403 (for whoever lacks the duty) and 404, and what `read` raises; every other refusal is told."""
    with one_reading(joins=True):
        found = read()
        if request.method != "POST":
            if request.method == "GET":
                seen(found)
            return show(request, desk, found, Outcome())
        offered = acts(request, desk, found)
    outcome = _carry_out(
        request,
        offered,
        actor=desk.actor,
        name=name,
        gone=lambda: gone(found),
        open_to=open_to(desk, found),
    )
    if outcome.done:
        messages.success(request, outcome.said)
        return HttpResponseRedirect(outcome.where or to)
    with one_reading():
        return show(request, desk, read(), outcome)


def _carry_out(
    request: HttpRequest,
    acts: Sequence[Act],
    *,
    actor: Actor,
    name: str,
    gone: Callable[[], str],
    open_to: bool,
) -> Outcome:
    """Take the posted act, once."""
    act = next((one for one in acts if one.key == sent(request)), None)
    if act is None and not open_to:
        raise RuleBroken("not_found", "Halaman ini tidak ditemukan.", status=404)
    version = whole_number(request.POST.get("version")) or 0

    def do() -> dict[str, Any]:
        # Only the first copy comes here: a later one finds the step gone, and still gets the answer of the first.
        if act is None:
            raise RuleBroken("act_gone", gone(), status=409)
        if not act.form.is_valid():
            raise _WrongFormError
        result = act.run(act.form, version)
        return {"said": act.said, "where": result if isinstance(result, str) else ""}

    try:
        given, _first = once(request, name=name, actor=actor, do=do)
    except _WrongFormError:
        return Outcome(wrong=act.form if act is not None else None)
    except RuleBroken as refusal:
        if refusal.status == 404 or refusal.code == "duty_missing":
            raise
        return Outcome(refusal=refusal, typed=_typed(request) if act is None else "")
    return Outcome(said=given["said"], where=given["where"])


class _WrongFormError(Exception):
    """The form that was sent is not filled in as it must be."""


def _typed(request: HttpRequest) -> str:
    told = [str(value).strip() for name, value in request.POST.items() if name not in _UNTYPED]
    words = [value for value in told if len(value) > 3]
    return f"Yang Anda tulis: {' · '.join(words)}" if words else ""

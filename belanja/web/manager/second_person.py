"""The second person's answer to a proposal: approve, or decline with a reason."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest

from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office

from .budget_forms import ReasonForm


@dataclass(frozen=True)
class Answer:
    """What came of a request: `said` when it is done, else the form as it stands with its refusal and status."""

    form: ReasonForm
    said: str = ""
    refusal: RuleBroken | None = None
    status: int = 200


def answer(
    request: HttpRequest,
    office: Office,
    *,
    approve: Callable[[], object],
    decline: Callable[[str], object],
    approved: str,
    declined: str,
) -> Answer:
    """Carry out what a person answered, if anything was sent. `approved` and `declined`: what is said afterwards.

    Raises Http404 without the duty, and RuleBroken where the proposal is not there for this person.
    """
    if request.method != "POST":
        return Answer(ReasonForm())
    if not office.may(Duty.CONFIRM_CORRECTION):
        raise Http404
    declining = request.POST.get("do") == "reject"
    form = ReasonForm(request.POST if declining else None)
    if declining and not form.is_valid():
        return Answer(form, status=422)
    try:
        if declining:
            decline(form.cleaned_data["reason"])
        else:
            approve()
    except RuleBroken as broken:
        if broken.status == 404 or broken.code == "duty_missing":
            raise
        return Answer(form, refusal=broken, status=broken.status)
    return Answer(form, said=declined if declining else approved)

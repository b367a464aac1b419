"""`/pantau/<gov>/reviu/baru/`: a review is planned by its surat tugas, with what it looks at and its team."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.accounts.models import User
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.oversight.services.reviews import planning
from belanja.oversight.services.reviews.planning import Plan
from belanja.rules.channels import Channel
from belanja.rules.duties import DUTIES, Duty
from belanja.rules.oversight.review_steps import ReviewStep
from belanja.rules.oversight.reviews import Post, ReviewKind
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.cases.forms import Choices
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page

from . import forms
from .access import SECTION

_ABOUT = (
    "Setiap orang memegang satu peran. Siapa pun yang memegang peran pada unit yang direviu dalam periodenya tidak "
    "dapat masuk tim."
)


@officer_page(Duty.REVIEW_CASE, methods=("GET", "HEAD", "POST"))
def plan(request: HttpRequest, office: Office) -> HttpResponse:
    """One form; what was planned is opened next."""
    return answer(
        request,
        office,
        read=lambda: office,
        acts=lambda request, office, _found: [_act(request, office)],
        show=_show,
        gone=lambda _found: "Reviu tidak dapat direncanakan di sini.",
        name="reviews.plan",
        to=office.url("reviews:reviews"),
    )


def people(office: Office) -> Choices:
    """Whoever of APIP may be in a team, with his own account's name."""
    found = institutions.people_with(office.government.pk, DUTIES[Duty.REVIEW_CASE])
    return [(str(one.pk), one.name) for one in User.objects.filter(pk__in=found).order_by("name", "pk")]


def team_of(given: dict[str, Any]) -> list[tuple[User, Post]]:
    """The team that a form names, in the order of its posts."""
    chosen = [
        (given["supervisor"], Post.SUPERVISOR),
        (given["leader"], Post.LEADER),
        *((one, Post.MEMBER) for one in given["members"]),
    ]
    known = {str(one.pk): one for one in User.objects.filter(pk__in=[int(pk) for pk, _post in chosen])}
    return [(known[pk], post) for pk, post in chosen]


def _act(request: HttpRequest, office: Office) -> Act:
    units = Unit.objects.filter(government=office.government, kind=Unit.Kind.PD, valid_to=None).order_by("sort_key")
    form = forms.PlanForm(
        kept(request, ReviewStep.PLAN), key=ReviewStep.PLAN, people=people(office),
        units=[(str(one.pk), shown(one.name)) for one in units],
    )  # fmt: skip

    def run(form: forms.PlanForm, _version: int) -> str:
        given = form.cleaned_data
        made = planning.plan_review(
            government=office.government,
            plan=Plan(
                kind=ReviewKind(given["kind"]), title=given["title"], period_from=given["period_from"],
                period_to=given["period_to"], order_number=given["order_number"], order_date=given["order_date"],
                team=team_of(given), units=list(Unit.objects.filter(pk__in=[int(one) for one in given["units"]])),
                channels=[Channel(one) for one in given["channels"]],
            ),
            actor=office.actor,
        )  # fmt: skip
        return office.url("reviews:review", made.code)

    return Act(
        ReviewStep.PLAN, "Penugasan", "Rencanakan reviu", form, run, "Reviu direncanakan. Timnya diberi tahu.", _ABOUT
    )


def _show(request: HttpRequest, office: Office, _found: Office, outcome: Outcome) -> HttpResponse:
    context = frame(office, SECTION, title="Rencanakan reviu")
    context |= {
        "lead": "Menurut surat tugas: apa yang direviu, periode mana, dan siapa timnya.",
        "outcome": outcome,
        "state": None,
        "due": "",
        "notices": [],
        "links": [],
        "papers": [],
        "acts": [_act(request, office)],
        "open_act": "",
        "version": 0,
        "parts": [],
    }
    return render(request, "proposals/proposal.html", context, status=outcome.status)

"""`/beli/<gov>/paket/baru/` and `/beli/<gov>/masukkan/`: begin a package, from a plan line or with an offer in it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.catalogue.models import Offer
from belanja.foundation import clock
from belanja.foundation.questions import Given, Question
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.plans.models import RupPackage
from belanja.purchasing.models import Package
from belanja.purchasing.pricing import barred_of, selling_of, trouble_of
from belanja.purchasing.selectors import lists
from belanja.purchasing.services import package_lines, packages
from belanja.rules.buying.states import Method, OrderKind
from belanja.rules.duties import Duty
from belanja.rules.listings import ListingState
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.naming import shown
from belanja.web.officer.access import CART_KEEPERS
from belanja.web.officer.lists import whole_number
from belanja.web.pieces import DefinitionList, Link, Notice, Term
from belanja.web.public.catalogue.cards import product_address, scale_word, stock_words
from belanja.web.public.catalogue.places import places_served

from .access import BuyerDesk, buyer_page, frame
from .cart_forms import BeginForm, quantity_field, region_field

_LISTED = Question(
    lambda: Offer.objects.filter(pk=Given("pk"), state=ListingState.LISTED.value).select_related(
        "product__etalase", "seller"
    )
)


@buyer_page(*CART_KEEPERS, methods=("GET", "HEAD", "POST"))
def begin(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    """`?rup=` names a line of the plan; its title and unit are filled in."""
    code = (request.POST.get("rup") or request.GET.get("rup", "")).strip()[:40]
    plan = _plan(desk, code)
    initial = {"title": plan.title[:240], "unit": plan.unit_id} if plan else {}
    form = BeginForm(kept(request, "mulai"), units=_units(desk), initial=initial)

    def run(form: BeginForm, _version: int) -> str:
        made = _begun(desk, form.cleaned_data)
        if plan is not None:
            made = packages.choose_plan(package_id=made.pk, version=made.version, plan_code=plan.code, actor=desk.actor)
        return desk.url("buying:package", made.pk)

    act = Act("mulai", "Mulai paket", "Mulai paket", form, run, "Paket dimulai.")
    about = DefinitionList(terms=[Term(term="Baris RUP", text=f"{plan.code} · {plan.title}")]) if plan else None
    return _answer(request, desk, act, title="Paket baru", about=about, hidden={"rup": code})


def _begun(desk: BuyerDesk, told: dict[str, Any]) -> Package:
    return packages.begin(
        government=desk.government,
        unit_id=told["unit"],
        title=told["title"],
        method=Method(told["method"]),
        kind=OrderKind(told["kind"]),
        actor=desk.actor,
    )


def _plan(desk: BuyerDesk, code: str) -> RupPackage | None:
    if not code:
        return None
    found = RupPackage.objects.filter(government=desk.government, year=clock.today().year, code=code, counts=True)
    units = desk.units(Duty.REQUEST_PURCHASE)
    plan = (found if units is None else found.filter(unit_id__in=units)).first()
    if plan is None:
        raise Http404
    return plan


def _units(desk: BuyerDesk) -> list[Unit]:
    """Units for which this officer may ask or buy, sorted by name."""
    every = institutions.every_unit(desk.government.pk)
    reach: set[int] = set()
    for duty in CART_KEEPERS:
        units = desk.units(duty)
        if units is None:
            return list(every)
        reach |= units
    return [one for one in every if one.pk in reach]


class PutForm(BeginForm):
    """How many of an offer, into which package; or into a new one."""

    quantity = quantity_field()
    package = forms.ChoiceField(
        label="Masukkan ke", widget=forms.RadioSelect, error_messages={"required": "Pilih paketnya."}
    )

    def __init__(self, data: Any = None, *, drafts: list[Package], regions: dict[int, str], **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["package"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *((str(one.pk), f"{one.title}, {shown(one.unit.name)}") for one in drafts),
            ("baru", "Paket baru"),
        ]
        self.fields["deliver_to_id"] = region_field(regions, empty="seperti paket")
        for name in ("title", "unit"):
            self.fields[name].required = False
        self.fields["title"].help_text = "Hanya untuk paket baru."
        self.order_fields(["quantity", "deliver_to_id", "package", "title", "unit", "kind", "method"])

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in ("quantity", "deliver_to_id", "package")]

    @property
    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in ("title", "unit", "kind", "method")]

    @property
    def opens(self) -> bool:
        """Whether a new package is begun, so that its fields stand open."""
        return bool(self["package"].value() == "baru")

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("package") == "baru":
            if not told.get("title"):
                self.add_error("title", "Nama paket belum diisi.")
            if not told.get("unit"):
                self.add_error("unit", "Pilih satuan kerjanya.")
        return told


@buyer_page(*CART_KEEPERS, methods=("GET", "HEAD", "POST"))
def put(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    """`?penawaran=` names the offer to put into a package."""
    offer = _offer(request.POST.get("penawaran") or request.GET.get("penawaran"))
    drafts = list(_drafts(desk))
    least = offer.least_order or 1
    form = PutForm(
        kept(request, "masukkan"),
        units=_units(desk),
        drafts=drafts,
        regions={place.id: place.name for place in places_served().values()},
        initial={
            "package": str(drafts[0].pk) if drafts else "baru",
            "quantity": f"{least:.0f}" if least == int(least) else str(least),
            "title": offer.product.name[:240],
        },
    )

    def run(form: PutForm, _version: int) -> str:
        told = form.cleaned_data
        chosen = next((one for one in drafts if str(one.pk) == told["package"]), None) or _begun(desk, told)
        package_lines.add_line(
            package_id=chosen.pk,
            version=chosen.version,
            offer_id=offer.pk,
            quantity=told["quantity"],
            deliver_to_id=told["deliver_to_id"],
            actor=desk.actor,
        )
        return desk.url("buying:package", chosen.pk)

    act = Act("masukkan", "Masukkan ke paket", "Masukkan ke paket", form, run, "Barang masuk ke paket.")
    about = DefinitionList(
        terms=[
            Term(term="Barang", text=offer.product.name),
            Term(term="Penyedia", text=f"{offer.seller.name} · {scale_word(offer.seller.scale)}"),
            Term(term="Ketersediaan", text=stock_words(offer.stock, offer.monthly_capacity, offer.lead_days)),
        ]
    )
    return _answer(
        request, desk, act, title="Masukkan ke paket", about=about, hidden={"penawaran": str(offer.pk)},
        why_not=_why_not(desk, offer),
    )  # fmt: skip


def _why_not(desk: BuyerDesk, offer: Offer) -> Notice | None:
    """Why this offer cannot be ordered at all, said before anything is filled in."""
    today = clock.today()
    selling = selling_of([offer], government_id=desk.government.pk, on=today)
    told = trouble_of(
        offer, government_id=desk.government.pk, quantity=offer.least_order or Decimal(1), region_id=None,
        needed_on=None, free=None if offer.stock is None else offer.stock - offer.reserved,
        barred=barred_of(offer, selling),
    )  # fmt: skip
    if not told:
        return None
    link = Link(label="Lihat penawaran lain", href=product_address(offer.product_id, offer.product.name))
    return Notice(kind="warning", title="Penawaran ini tidak dapat dipesan sekarang.", text=told, action=link)


def _offer(asked: str | None) -> Offer:
    number = whole_number(asked)
    offer = _LISTED.first(pk=number) if number else None
    if offer is None:
        raise Http404
    return offer


def _drafts(desk: BuyerDesk) -> list[Package]:
    """Carts that this officer may fill, the latest first."""
    found = lists.drafts(desk.government.pk, desk.units())
    return [one for one in found if any(desk.may(duty, one.unit_id) for duty in CART_KEEPERS)]


def _answer(
    request: HttpRequest,
    desk: BuyerDesk,
    act: Act,
    *,
    title: str,
    about: DefinitionList | None,
    hidden: dict[str, str],
    why_not: Notice | None = None,
) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: act,
        acts=lambda _request, _desk, act: [act],
        show=lambda request, desk, act, outcome: _page(
            request, desk, act, outcome, title=title, about=about, hidden=hidden, why_not=why_not
        ),
        gone=lambda _act: "Langkah ini tidak ada.",
        name="buying.begin",
        to=desk.url("buying:packages"),
    )


def _page(
    request: HttpRequest,
    desk: BuyerDesk,
    act: Act,
    outcome: Outcome,
    *,
    title: str,
    about: DefinitionList | None,
    hidden: dict[str, str],
    why_not: Notice | None,
) -> HttpResponse:
    context = frame(desk, "buying:packages", title=title)
    context |= {"act": act, "outcome": outcome, "about": about, "hidden": [*hidden.items()], "why_not": why_not}
    return render(request, "buyer/begin.html", context, status=outcome.status)

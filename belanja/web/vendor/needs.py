"""`/usaha/<firm>/kebutuhan/`: what buyers look for that this firm could supply, and its answer."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue.models import Offer
from belanja.foundation import text
from belanja.needs import selectors
from belanja.needs.models import Match, Need
from belanja.needs.services import funnel
from belanja.needs.texts import reasons
from belanja.rules.listings import EtalaseState, ListingState
from belanja.rules.needs.reasons import DECLINES
from belanja.rules.needs.states import WANTED, NeedState
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.needs import shown
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Link, Notice, Row, Table, Term

from .access import FirmDesk, firm_page, frame
from .new_shelves import shelves_part

_SHOWN = (ListingState.LISTED.value, ListingState.NOT_FOR_SALE.value)
_MOST_GOODS = 200


class OfferForm(forms.Form):
    """Which good of the firm meets the need, where there is one already."""

    barang = forms.ChoiceField(
        label="Barang Anda yang memenuhinya",
        required=False,
        help_text="Belum ada? Pilih nanti, setelah barangnya tayang.",
    )

    def __init__(self, data: Any, *, goods: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["barang"].choices = [("", "Belum ada di katalog"), *goods]  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """Why the firm does not meet it."""

    alasan = forms.ChoiceField(
        label="Alasan",
        choices=[("", "Pilih alasan"), *((one.code, one.label) for one in DECLINES.values())],
        error_messages={"required": "Pilih alasannya dari daftar."},
    )
    keterangan = forms.CharField(label="Keterangan", required=False, max_length=300)


@firm_page()
def needs(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    """Needs that the firm was told of, those still looked for first."""
    found = selectors.matches_of_firm(desk.firm.pk)
    rows, pagination = page_of(found, found.count(), request)
    table = Table(
        key="kebutuhan",
        caption="Kebutuhan untuk usaha ini",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="apa", label="Yang dicari"),
            Column(key="siapa", label="Oleh"),
            Column(key="kapan", label="Paling lambat"),
            Column(key="jawab", label="Jawaban Anda"),
        ],
        rows=[_row(desk, one) for one in rows],
        pagination=pagination,
        level=2,
        empty=EmptyState(
            title="Belum ada kebutuhan yang cocok.",
            text="Yang dicari pembeli dicocokkan dengan barang, bidang usaha (KBLI), etalase, dan tempat usaha Anda.",
            action=Link(label="Lihat semua kebutuhan", href=reverse("katalog:needs")),
        ),
    )
    context = frame(desk, "vendor:needs", title="Kebutuhan")
    context |= {
        "lead": "Yang dicari pembeli dan dapat dipenuhi usaha ini. Jawab sanggup atau tidak; pembeli melihatnya.",
        "parts": [*shelves_part(desk), Part(key="daftar", title="Untuk usaha ini", items=[table])],
    }
    return render(request, "officer/page.html", context)


@firm_page(methods=("GET", "HEAD", "POST"))
def need(request: HttpRequest, desk: FirmDesk, need_code: str) -> HttpResponse:
    """One need, why it is shown to this firm, and the firm's answer. Opening it counts as seen, once."""
    found = selectors.need_by_code(need_code)
    if request.method == "GET":
        funnel.see(need_id=found.pk, firm_id=desk.firm.pk, actor=desk.actor)
    return answer(
        request,
        desk,
        read=lambda: selectors.need_by_code(need_code),
        acts=_acts,
        show=_show,
        gone=lambda need: f"Kebutuhan ini sekarang {NeedState(need.state).label}.",
        name="firm.need",
        to=desk.url("vendor:need", need_code),
    )


def _row(desk: FirmDesk, match: Match) -> Row:
    need = match.need
    return Row(
        href=desk.url("vendor:need", need.code),
        cells=[
            Cell(text=need.what, sub=shown.amount(need)),
            Cell(text=need.on_behalf, sub=str(need.region) if need.region else "seluruh wilayah"),
            text.long_date(need.needed_by) if need.needed_by else "tidak disebut",
            _answered(match) if need.state in WANTED else NeedState(need.state).label,
        ],
    )


def _acts(request: HttpRequest, desk: FirmDesk, need: Need) -> list[Act]:
    match = selectors.match_of(need, desk.firm.pk)
    acts = []
    said_yes, goods = _says_yes(match), _goods(desk)
    if (need.state in WANTED or (need.state == NeedState.LISTED and match is not None)) and (goods or not said_yes):
        acts.append(
            Act(
                key="sanggup",
                title="Barang mana yang Anda tawarkan?" if said_yes else "Anda sanggup?",
                button="Simpan barangnya" if said_yes else "Saya sanggup",
                form=OfferForm(kept(request, "sanggup"), goods=goods),
                run=lambda form, _version: _offered(desk, need, form),
                said="Jawaban Anda tersimpan dan dilihat pembeli.",
                about=""
                if said_yes
                else "Pembeli melihat nama usaha Anda. Ini belum pesanan: harga dan pesanan mengikuti katalog.",
            )
        )
    if need.state in WANTED and match is not None and match.declined_at is None:
        acts.append(
            Act(
                key="tidak",
                title="Tidak sanggup",
                button="Jawab tidak",
                form=DeclineForm(kept(request, "tidak")),
                run=lambda form, _version: _declined(desk, need, form),
                said="Terima kasih. Alasan Anda tersimpan.",
                quiet=True,
            )
        )
    return acts


def _offered(desk: FirmDesk, need: Need, form: OfferForm) -> None:
    chosen = form.cleaned_data["barang"]
    funnel.offer(need_id=need.pk, firm_id=desk.firm.pk, product_id=int(chosen) if chosen else None, actor=desk.actor)


def _declined(desk: FirmDesk, need: Need, form: DeclineForm) -> None:
    given = form.cleaned_data
    funnel.decline(
        need_id=need.pk, firm_id=desk.firm.pk, reason_code=given["alasan"], note=given["keterangan"], actor=desk.actor
    )


def _goods(desk: FirmDesk) -> list[tuple[str, str]]:
    shown = Offer.objects.filter(seller__firm=desk.firm, state__in=_SHOWN).order_by("product__name")
    rows = shown.values_list("product_id", "product__name").distinct()[:_MOST_GOODS]
    return [(str(product_id), name) for product_id, name in rows]


def _show(request: HttpRequest, desk: FirmDesk, need: Need, outcome: Outcome) -> HttpResponse:
    match = selectors.match_of(need, desk.firm.pk)
    context = frame(desk, "vendor:needs", title=need.what)
    context |= {
        "lead": need.details,
        "outcome": outcome,
        "notice": _standing(desk, need, match),
        "acts": _acts(request, desk, need),
        "version": need.version,
        "parts": [
            Part(key="kebutuhan", title="Kebutuhan ini", items=[_facts(need)]),
            *([_why(match, need.what)] if match else []),
        ],
    }
    return render(request, "vendor/need.html", context, status=outcome.status)


def _says_yes(match: Match | None) -> bool:
    return match is not None and match.interested_at is not None and match.declined_at is None


def _standing(desk: FirmDesk, need: Need, match: Match | None) -> Notice | None:
    if need.state not in WANTED:
        return Notice(title=text.capital_first(f"{NeedState(need.state).label}."), text=need.answer)
    if match is None or (match.interested_at is None and match.declined_at is None):
        return None
    if match.declined_at is not None:
        return Notice(kind="info", title=_answered(match))
    if match.product_id is not None:
        return Notice(kind="success", title=_answered(match))
    shelf = need.etalase
    to = desk.url("vendor:listing_new", shelf.pk) if shelf is not None and shelf.state == EtalaseState.ACTIVE else ""
    return Notice(
        kind="success",
        title=_answered(match),
        text="Pasang barangnya di katalog, supaya pembeli dapat memesannya.",
        action=Link(label="Tambah barang", href=to or desk.url("vendor:listing_shelves")),
    )


def _answered(match: Match) -> str:
    if match.declined_at is not None:
        reason = DECLINES.get(match.decline_code)
        return f"Tidak: {reason.label.lower() if reason else 'alasan lain'}"
    if match.interested_at is not None:
        return f"Sanggup, sejak {text.long_date(match.interested_at)}"
    return "Belum dijawab"


def _facts(need: Need) -> DefinitionList:
    size = selectors.demand_of(need)
    terms = shown.terms(need)
    if size.needs > 1:
        href = reverse("katalog:demand", args=[need.demand_id])
        terms.append(Term(term="Bersama yang serupa", text=shown.together(size), href=href))
    return DefinitionList(terms=terms)


def _why(match: Match, what: str) -> Part:
    told = enumerate(reasons(match.grounds, what), 1)
    terms = [Term(term=str(place), text=f"Usaha Anda {one}.") for place, one in told]
    by_itself = Notice(title="Anda membukanya sendiri dari daftar kebutuhan.")
    return Part(
        key="alasan",
        title="Mengapa ditunjukkan kepada Anda",
        items=[DefinitionList(terms=terms) if terms else by_itself],
    )

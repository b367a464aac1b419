"""`/beli/<gov>/paket/<id>/`: a package as a cart: lines by firm with what stands beside them, the sum, what is left of
the plan and the rules that speak always in sight, and what may be done with it now."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import text
from belanja.institutions import selectors as institutions
from belanja.purchasing.models import Package
from belanja.purchasing.selectors import carts
from belanja.rules.buying.posts import short_post_of_ppk
from belanja.rules.buying.states import Method, OrderKind, PackageState
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer, sent
from belanja.web.naming import shown
from belanja.web.pieces import DefinitionList, EmptyState, Figure, Link, Notice, Term
from belanja.web.purchases import tables, words
from belanja.web.purchases.rules import rules_piece

from . import lists
from .access import BuyerDesk, buyer_page, frame
from .cart_shown import ShownPart, shown_parts
from .package_acts import acts as acts_of
from .package_acts import region_names, sent_act

_OPEN = (PackageState.DRAFT, PackageState.REQUESTED)


@buyer_page(Duty.SEE_PURCHASES, methods=("GET", "HEAD", "POST"))
def package(request: HttpRequest, desk: BuyerDesk, package_id: int) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: desk.package(package_id),
        acts=_acts,
        show=_show,
        gone=_gone,
        name="buying.package",
        to=desk.url("buying:package", package_id),
        open_to=_has_part,
    )


def _acts(request: HttpRequest, desk: BuyerDesk, found: Package) -> list[Act]:
    return sent_act(request, desk, found, sent(request), lambda: _cart_of(desk, found))


def _cart_of(desk: BuyerDesk, found: Package) -> carts.Cart | None:
    """The package worked out, as long as it is one; asked for whoever looks, if he is one who buys."""
    if found.state not in _OPEN:
        return None
    buys = desk.may(Duty.BUY, found.unit_id)
    return carts.cart_of(found, buyer_id=desk.actor.user_id if buys else None, specified=True)


def _has_part(desk: BuyerDesk, found: Package) -> bool:
    return any(desk.may(duty, found.unit_id) for duty in (Duty.REQUEST_PURCHASE, Duty.BUY))


def _gone(found: Package) -> str:
    state = PackageState(found.state).label.lower()
    return f"Paket ini sudah berubah: {state}. Tidak ada yang tersimpan."


def _show(request: HttpRequest, desk: BuyerDesk, found: Package, outcome: Outcome) -> HttpResponse:
    context = frame(desk, "buying:packages", title=found.title)
    # Orders are made by the step that ends a package: while it is open there are none.
    orders = [] if found.state in _OPEN else list(desk.orders.filter(package=found).order_by("pk"))
    cart, regions = _cart_of(desk, found), region_names() if _has_part(desk, found) else {}
    context |= {
        "package": found,
        "outcome": outcome,
        "state": words.package_tag(found),
        "version": str(found.version),
        "open_act": _opened(request, outcome),
        "terms": _terms(found),
        "empty": _empty(desk, found),
        "orders": lists.orders_table(desk, orders) if orders else None,
        "reasons": tables.reasons(found),
        "acts": acts_of(request, desk, found, cart, regions),
        "list_href": desk.url("buying:package_list", found.pk) if _changes(desk, found) else "",
        "templates_href": desk.url("buying:templates"),
        "plan_href": desk.url("buying:package_plan", found.pk) if _changes(desk, found) else "",
    }
    context |= _cart(request, desk, found, cart, regions) if cart is not None else _NO_CART
    return render(request, "buyer/package.html", context, status=outcome.status)


_NO_CART: dict[str, Any] = {"firms": [], "cart": None, "sums": [], "rules": None, "changes": False, "warnings": []}


def _changes(desk: BuyerDesk, found: Package) -> bool:
    """Whether this officer may change what is in it."""
    return found.state == PackageState.DRAFT and _has_part(desk, found)


def _cart(
    request: HttpRequest, desk: BuyerDesk, found: Package, cart: carts.Cart, regions: Mapping[int, str]
) -> dict[str, Any]:
    changes = _changes(desk, found)
    parts = shown_parts(request, cart, regions if changes else None)
    return {
        "cart": cart,
        "firms": parts,
        "sums": _sums(cart),
        "rules": rules_piece(cart.answers),
        "changes": changes,
        "warnings": _warnings(cart, parts),
    }


def _sums(cart: carts.Cart) -> list[Figure]:
    """What the package costs and what the plan has left before and after it."""
    figures = [Figure(label="Jumlah paket", value=text.rupiah(cart.total), level=2)]
    if cart.remaining is None:
        figures.append(
            Figure(
                label="Sisa pagu",
                value="",
                reason="Baris RUP belum dipilih, sehingga sisanya belum diketahui.",
                level=2,
            )
        )
    else:
        left = cart.remaining - cart.total
        figures.append(
            Figure(
                label="Sisa pagu sesudah paket ini",
                value=text.rupiah(left),
                remark=f"sebelumnya {text.rupiah(cart.remaining)}",
                level=2,
            )
        )
    return figures


def _warnings(cart: carts.Cart, parts: list[ShownPart]) -> list[Notice]:
    troubled = sum(1 for part in parts for line in part.lines if line.trouble)
    told = []
    if troubled:
        told.append(
            Notice(
                kind="warning",
                title=f"{text.capital_first(text.count_words(troubled))} baris belum dapat dipesan.",
                text="Sebabnya tertulis pada barisnya.",
            )
        )
    if len(parts) > 1:
        told.append(
            Notice(title=f"Paket ini menjadi {text.count_words(len(parts))} pesanan, satu untuk tiap penyedia.")
        )
    return told


def _empty(desk: BuyerDesk, found: Package) -> EmptyState | None:
    if found.state not in _OPEN:
        return None
    return EmptyState(
        title="Keranjang ini masih kosong.",
        text="Cari barang di katalog lalu pilih “Masukkan ke paket”, tempel daftar, atau salin pesanan terdahulu.",
        action=Link(label="Cari di katalog", href=reverse("katalog:search")),
    )


def _opened(request: HttpRequest, outcome: Outcome) -> str:
    """The folded act that stands open: what was sent, or the reasons where a rule asked for them."""
    asked = outcome.refusal is not None and outcome.refusal.code == "reason_needed"
    return "alasan" if asked else request.POST.get("do", "")


def _signer(found: Package) -> str:
    if found.ppk_id is None:
        return "belum dipilih"
    return f"{short_post_of_ppk(institutions.ppk_role(found.unit, found.ppk_id))}, sudah dipilih"


def _terms(found: Package) -> DefinitionList:
    place = shown(found.deliver_to.name) if found.deliver_to else "belum diisi"
    return DefinitionList(
        terms=[
            Term(term="Satuan kerja", text=shown(found.unit.name)),
            Term(term="Kode RUP", text=found.plan_code or "belum dipilih"),
            Term(term="Dikirim ke", text=" · ".join(part for part in (place, found.address) if part)),
            Term(term="Dibutuhkan", text=words.until(found.needed_on) or "belum diisi"),
            Term(term="Penanda tangan", text=_signer(found)),
            Term(term="Metode", text=f"{Method(found.method).label} · {OrderKind(found.kind).label}"),
            Term(term="Diajukan", text=found.requested_by_label or "langsung oleh pembeli"),
        ]
    )

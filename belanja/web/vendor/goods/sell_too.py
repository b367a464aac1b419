"""From a product's open page to a draft of it: `/usaha/jual/<product>/` asks for which firm, and
`/usaha/<firm>/barang/jual/<product>/` only for what is the firm's own."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from belanja.catalogue.models import Product
from belanja.catalogue.services import joining
from belanja.catalogue.services import listings as services
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_content import Content
from belanja.vendors import selectors as vendors
from belanja.web.pieces import Breadcrumbs, Column, Link, Row, Table
from belanja.web.public.catalogue.cards import product_address

from ..access import FirmDesk, firm_page, refused, signed_in
from .entry import begin


@signed_in()
def sell_too(request: HttpRequest, actor: Actor, product_id: int) -> HttpResponse:
    """For which firm: straight on for the only one, a choice among several, the way to register for none."""
    assert actor.user_id is not None
    product = get_object_or_404(Product, pk=product_id)
    members = vendors.memberships(actor.user_id)
    if not members:
        messages.info(
            request,
            "Untuk menjual barang itu, cari atau daftarkan usaha Anda dahulu. Sesudahnya, buka lagi halaman barangnya.",
        )
        return HttpResponseRedirect(reverse("vendor:firms"))
    ways = [
        (one.firm.name or "Usaha", reverse("vendor:listing_join", args=[one.firm_id, product_id])) for one in members
    ]
    if len(ways) == 1:
        return HttpResponseRedirect(ways[0][1])
    back = product_address(product.pk, product.name)
    context = {
        "title": "Usaha mana yang menjualnya?",
        "lead": product.name,
        "crumbs": Breadcrumbs(
            links=[Link(label=product.name, href=back), Link(label="Saya juga menjual ini", href="")]
        ),
        "tabs": None,
        "table": Table(
            key="usaha",
            caption="Usaha yang Anda urus",
            columns=[Column(key="usaha", label="Usaha")],
            rows=[Row(href=href, cells=[name]) for name, href in ways],
            level=2,
        ),
        "parts": [],
    }
    return render(request, "vendor/sell_too.html", context)


@firm_page(methods=("GET", "HEAD", "POST"))
def join(request: HttpRequest, desk: FirmDesk, product_id: int) -> HttpResponse:
    """The form of a listing of that product; whoever sells it already is led to his own listing."""
    product = get_object_or_404(Product.objects.select_related("brand", "etalase"), pk=product_id)
    profile, etalase = desk.profile, product.etalase
    if profile is None:
        raise Http404
    content = joining.described(Content(), product)
    government_id = etalase.government_id or profile.government_id
    if request.method != "POST":
        own = joining.own_offer(product_id=product.pk, firm_id=desk.firm.pk, government_id=government_id)
        if own is not None:
            messages.info(request, "Usaha Anda sudah menjual barang ini.")
            return HttpResponseRedirect(desk.url("vendor:listing", own.pk))
        try:
            joining.thing_to_sell(
                product_id=product.pk, etalase_id=etalase.pk, firm_id=desk.firm.pk, government_id=government_id
            )
            joining.refuse_incomplete(services.findings_for(content, etalase, government_id, firm_id=desk.firm.pk))
        except RuleBroken as refusal:
            refused(request, refusal)
            return HttpResponseRedirect(product_address(product.pk, product.name))
    return begin(request, desk, etalase, content, product_id=product.pk)

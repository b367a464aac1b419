"""`/beli/<gov>/templat/`: what units buy again and again: begun anew with today's offers, renamed, withdrawn."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.purchasing.models import Template
from belanja.purchasing.selectors import lists
from belanja.purchasing.services import templates as services
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.naming import shown
from belanja.web.officer.access import CART_KEEPERS
from belanja.web.officer.lists import whole_number
from belanja.web.purchases.forms import PlainForm

from .access import BuyerDesk, buyer_page, frame
from .cart_forms import NameForm


@buyer_page(*CART_KEEPERS, methods=("GET", "HEAD", "POST"))
def templates(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: lists.templates(desk.government.pk, desk.units(Duty.REQUEST_PURCHASE)),
        acts=lambda request, desk, found: [act for one in found for act in _acts(request, desk, one)],
        show=_show,
        gone=lambda _found: "Templat ini sudah ditarik. Tidak ada yang tersimpan.",
        name="buying.templates",
        to=desk.url("buying:templates"),
    )


def _acts(request: HttpRequest, desk: BuyerDesk, one: Template) -> list[Act]:
    begin, rename, withdraw = (f"{word}-{one.pk}" for word in ("mulai", "nama", "tarik"))

    def run(_form: PlainForm, version: int) -> str:
        done = services.begin(template_id=one.pk, version=version, actor=desk.actor)
        for row in done.added.refused:
            more = done.instead.get(row.row, "Tidak ada barang setara yang dijual.")
            messages.warning(request, f"{row.written}: {row.why} {more}")
        return desk.url("buying:package", done.added.package.pk)

    return [
        Act(begin, f"Mulai paket dari {one.name}", "Mulai paket", PlainForm(kept(request, begin)), run,
            "Paket dimulai dari templat."),
        Act(rename, "Ganti nama", "Simpan nama",
            NameForm(kept(request, rename), key=rename, initial={"name": one.name}),
            lambda form, version: services.rename(
                template_id=one.pk, version=version, name=form.cleaned_data["name"], actor=desk.actor),
            "Nama templat diganti.", quiet=True),
        Act(withdraw, "Tarik templat", "Tarik templat", PlainForm(kept(request, withdraw)),
            lambda _form, version: services.withdraw(template_id=one.pk, version=version, actor=desk.actor),
            "Templat ditarik.", "Paket yang sudah dimulai darinya tetap ada.", quiet=True),
    ]  # fmt: skip


def _show(request: HttpRequest, desk: BuyerDesk, found: list[Template], outcome: Outcome) -> HttpResponse:
    context = frame(desk, "buying:packages", title="Templat paket")
    wrong = whole_number(request.POST.get("do", "").partition("-")[2])
    context |= {
        "lead": "Yang dibeli berulang: barang dan jumlahnya, dengan penawaran dan harga hari paket dimulai.",
        "outcome": outcome,
        "open_act": request.POST.get("do", ""),
        "templates": [
            {
                "id": one.pk,
                "name": one.name,
                "unit": shown(one.unit.name),
                "lines": [f"{text.number(line.quantity)} × {line.product_name}" for line in one.lines.all()],
                "version": one.version,
                "acts": _acts(request, desk, one),
                "open": one.pk == wrong,
            }
            for one in found
        ],
        "packages_href": desk.url("buying:packages"),
    }
    return render(request, "buyer/templates.html", context, status=outcome.status)

"""`/beli/<gov>/paket/<id>/rencana/`: tie a package to the line of the plan that pays for it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.purchasing.models import Package
from belanja.purchasing.selectors import carts
from belanja.purchasing.services import packages
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.officer.access import CART_KEEPERS
from belanja.web.pieces import BigSearch, EmptyState, Link

from .access import BuyerDesk, buyer_page, frame
from .plans import NOT_BOUGHT_HERE, marks

_MOST = 60


class PlanForm(forms.Form):
    code = forms.CharField(max_length=40, error_messages={"required": "Pilih satu baris RUP."})


@buyer_page(*CART_KEEPERS, methods=("GET", "HEAD", "POST"))
def plan(request: HttpRequest, desk: BuyerDesk, package_id: int) -> HttpResponse:
    """`?q=` searches code and title."""
    return answer(
        request,
        desk,
        read=lambda: desk.package(package_id),
        acts=lambda request, desk, found: [_choose(request, desk, found)],
        show=_show,
        gone=lambda _found: "Langkah ini tidak ada.",
        name="buying.plan",
        to=desk.url("buying:package", package_id),
    )


def _choose(request: HttpRequest, desk: BuyerDesk, found: Package) -> Act:
    def run(form: PlanForm, version: int) -> object:
        return packages.choose_plan(
            package_id=found.pk, version=version, plan_code=form.cleaned_data["code"], actor=desk.actor
        )

    return Act("rencana", "Pilih baris RUP", "Pakai", PlanForm(kept(request, "rencana")), run, "Baris RUP dipilih.")


def _show(request: HttpRequest, desk: BuyerDesk, found: Package, outcome: Outcome) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:80]
    lines = carts.plan_lines(found, text=asked)[:_MOST]
    here = desk.url("buying:package_plan", found.pk)
    context = frame(desk, "buying:packages", (found.title, desk.url("buying:package", found.pk)), title="Baris RUP")
    context |= {
        "outcome": outcome,
        "version": str(found.version),
        "chosen": found.plan_code,
        "search": BigSearch(action=here, label="Cari menurut kode RUP atau nama paket", value=asked),
        "lines": [
            {
                "code": line.code,
                "title": line.title,
                "pagu": text.rupiah(line.pagu),
                "remaining": text.rupiah(line.remaining),
                "marks": marks(line.pdn, line.umkk),
                "measured": NOT_BOUGHT_HERE if line.measured else "",
                "until": text.long_date(line.contract_to) if line.contract_to else "",
            }
            for line in lines
        ],
        "empty": EmptyState(
            title="Tidak ada baris RUP yang cocok.",
            text="Yang tampil hanya baris e-Purchasing yang sudah diumumkan, aktif, dan masih ada sisanya.",
            action=Link(label="Tampilkan semua", href=here) if asked else None,
        ),
    }
    return render(request, "buyer/plan.html", context, status=outcome.status)

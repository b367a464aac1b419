"""`/beli/<gov>/paket/<id>/rencana/`: tie a package to the line of the plan that pays for it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import text
from belanja.purchasing.models import Package
from belanja.purchasing.selectors import carts
from belanja.purchasing.services import packages
from belanja.web.acts import NOTHING, Act, Outcome, carry_out, kept
from belanja.web.officer.access import CART_KEEPERS
from belanja.web.pieces import BigSearch, EmptyState, Link

from .access import BuyerDesk, buyer_page, frame
from .plans import marks

_MOST = 60


class PlanForm(forms.Form):
    code = forms.CharField(max_length=40, error_messages={"required": "Pilih satu baris RUP."})


@buyer_page(*CART_KEEPERS, methods=("GET", "HEAD", "POST"))
def plan(request: HttpRequest, desk: BuyerDesk, package_id: int) -> HttpResponse:
    """`?q=` searches code and title."""
    found = desk.package(package_id)

    def run(form: PlanForm, version: int) -> str:
        packages.choose_plan(
            package_id=found.pk, version=version, plan_code=form.cleaned_data["code"], actor=desk.actor
        )
        return desk.url("buying:package", found.pk)

    act = Act("rencana", "Pilih baris RUP", "Pakai", PlanForm(kept(request, "rencana")), run, "Baris RUP dipilih.")
    outcome = NOTHING
    if request.method == "POST":
        outcome = carry_out(request, [act], actor=desk.actor, name="buying.plan", gone=lambda: "Langkah ini tidak ada.")
        if outcome.done:
            messages.success(request, outcome.said)
            return HttpResponseRedirect(outcome.where)
    return _show(request, desk, desk.package(package_id), outcome)


def _show(request: HttpRequest, desk: BuyerDesk, found: Package, outcome: Outcome) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:80]
    lines = carts.plan_lines(found, text=asked)[:_MOST]
    here = desk.url("buying:package_plan", found.pk)
    context = frame(desk, "buying:packages", (found.title, desk.url("buying:package", found.pk)), title="Baris RUP")
    context |= {
        "outcome": outcome,
        "version": found.version,
        "chosen": found.plan_code,
        "search": BigSearch(action=here, label="Cari menurut kode RUP atau nama paket", value=asked),
        "lines": [
            {
                "code": line.code,
                "title": line.title,
                "pagu": text.rupiah(line.pagu),
                "remaining": text.rupiah(line.remaining),
                "marks": marks(line.pdn, line.umkk),
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

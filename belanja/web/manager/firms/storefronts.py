"""`/kelola/<gov>/usaha/arsip/`: firms that say an archive of the national catalogue is theirs."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.models import StorefrontClaim
from belanja.catalogue.services.storefront_claims import decide_storefront
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, frame, officer_page, refused
from belanja.web.officer.lists import whole_number


@officer_page(Duty.VERIFY_FIRM, methods=("GET", "HEAD", "POST"))
def claims(request: HttpRequest, office: Office) -> HttpResponse:
    if request.method == "POST":
        number = whole_number(request.POST.get("id")) or 0
        claim = StorefrontClaim.objects.filter(pk=number, government=office.government).first()
        if claim is None or request.POST.get("do") not in {"accept", "decline"}:
            raise Http404
        accept = request.POST["do"] == "accept"
        try:
            decide_storefront(
                claim_id=claim.pk, accept=accept, reason=request.POST.get("reason", ""), actor=office.actor
            )
        except RuleBroken as refusal:
            if refusal.code == "own_firm":
                messages.error(request, refusal.message)
            else:
                refused(request, refusal)
        else:
            messages.success(request, "Arsip dihubungkan dengan usaha." if accept else "Klaim ditolak.")
        return HttpResponseRedirect(office.url("firms:storefronts"))
    found = (
        StorefrontClaim.objects.filter(government=office.government, state=StorefrontClaim.State.OPEN)
        .select_related("firm", "firm__profile", "seller")
        .order_by("at", "pk")
    )
    context = frame(office, "firms:queue", title="Klaim arsip katalog")
    context |= {
        "lead": "Usaha terdaftar menyatakan bahwa nama di arsip katalog nasional miliknya. Cocokkan nama, alamat, dan "
        "nomornya; setelah diluluskan barangnya menjadi draf usaha itu.",
        "claims": [
            {
                "id": one.pk,
                "firm": one.firm.profile.name,
                "firm_href": office.url("firms:one", one.firm_id),
                "nib": one.firm.profile.nib,
                "seller": one.seller,
                "goods": one.seller.offers.count(),
                "words": one.words,
                "when": text.date_time(one.at),
            }
            for one in found
        ],
        "parts": [],
    }
    return render(request, "manager/firm_storefronts.html", context)

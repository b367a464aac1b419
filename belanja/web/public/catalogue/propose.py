"""`/katalog/usulkan-etalase?nama=…`: from what was looked for in vain to the proposal of its unit."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import offices
from belanja.web.proposals.access import units_for

from .people import signed_in

#: What the form is filled with: name, what the goods are called, their spend class, the need that it would meet, whose.
_TOLD = ("nama", "sebutan", "kelas", "kebutuhan", "unit")


@signed_in
def propose(request: HttpRequest) -> HttpResponse:
    """On to the form of the government in which this person writes proposals. RuleBroken 404 for anybody else."""
    asked = request.GET.get("pemda", "")
    mine = [one for one in offices(request) if units_for(one, Duty.DRAFT_PROPOSAL)]
    office = next((one for one in mine if one.code == asked), next(iter(mine), None))
    if office is None:
        raise RuleBroken(
            "not_found",
            "Usulan etalase dibuat pejabat Perangkat Daerah. Pasang kebutuhan Anda, supaya mereka membacanya.",
            status=404,
        )
    told = {name: request.GET.get(name, "") for name in _TOLD if request.GET.get(name)}
    return HttpResponseRedirect(f"{office.url('proposals:begin')}?{urlencode(told)}")

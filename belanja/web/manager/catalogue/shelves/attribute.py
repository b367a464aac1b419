"""`…/skema/atribut/…`: one attribute of the draft."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.etalase import selectors, services
from belanja.etalase.models import Etalase
from belanja.rules.attributes import Attribute
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.schemas import describe
from belanja.web.officer.access import Office, officer_page
from belanja.web.pieces import Choice, Notice

from .forms import AttributeForm
from .page import desk


@officer_page(Duty.MANAGE_ETALASE, methods=("GET", "HEAD", "POST"))
def attribute(request: HttpRequest, office: Office, etalase_id: int, key: str = "") -> HttpResponse:
    etalase = selectors.one(etalase_id, office.government.pk)
    number, present = _present(etalase, key)
    if key and present is None and request.method != "POST":
        raise Http404
    initial = {"version": number, **(AttributeForm.of(present) if present else {})}
    form = AttributeForm(request.POST if request.method == "POST" else None, initial=initial)
    status, late = 200, False
    if request.method == "POST" and request.POST.get("do") == "hapus":
        return _drop(request, office, etalase, key)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.put_attribute(
                    etalase_id=etalase.pk, number=form.opened_on(), attribute=form.attribute(key), actor=office.actor
                )
            except RuleBroken as refusal:
                form.tell(refusal)
                status, late = refusal.status, refusal.code == "draft_changed"
                if late:
                    form.catch_up(number)
            else:
                messages.success(request, "Tersimpan di draf; belum berlaku.")
                return HttpResponseRedirect(office.url("shelves:schema", etalase.pk))
    return _show(request, office, etalase, key, present, form, late, status)


def _drop(request: HttpRequest, office: Office, etalase: Etalase, key: str) -> HttpResponse:
    written = request.POST.get("version", "")
    try:
        services.drop_attribute(
            etalase_id=etalase.pk, number=int(written) if written.isdigit() else 0, key=key, actor=office.actor
        )
    except RuleBroken as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Atribut dikeluarkan dari draf. Nilainya pada barang disimpan.")
    return HttpResponseRedirect(office.url("shelves:schema", etalase.pk))


def _present(etalase: Etalase, key: str) -> tuple[int, Attribute | None]:
    """The number of the draft (0: none yet) and the attribute as it stands there."""
    draft = selectors.draft(etalase.pk)
    latest = next(iter(selectors.versions(etalase.pk)), None)
    rules = draft.rules() if draft else latest.rules() if latest else ()
    return (draft.number if draft else 0), next((one for one in rules if one.key == key), None)


def _show(
    request: HttpRequest,
    office: Office,
    etalase: Etalase,
    key: str,
    present: Attribute | None,
    form: AttributeForm,
    late: bool,
    status: int,
) -> HttpResponse:
    title = f"Atribut {present.label}" if present else "Atribut baru"
    context = desk(
        office,
        (etalase.name, office.url("shelves:shelf", etalase.pk)),
        ("Susun skema", office.url("shelves:schema", etalase.pk)),
        title=title,
    )
    now = f"{present.label}: {describe(present)}." if present else "Atribut ini sudah tidak ada di draf."
    context |= {
        "lead": f"Etalase {etalase.name}. Disimpan di draf; berlaku setelah diterbitkan.",
        "form": form,
        "around": Notice(kind="warning", title="Keadaan draf sekarang:", text=now) if late and key else None,
        "button": "Simpan di draf",
        "back": office.url("shelves:schema", etalase.pk),
        "second": Choice(value="hapus", label="Tidak ditanyakan lagi") if present else None,
        "parts": [],
    }
    return render(request, "manager/shelves/form.html", context, status=status)

"""`/kelola/<gov>/akun/pemulihan/`: lost access given back in person; one officer asks, another one decides."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.accounts.models import DoorCode
from belanja.accounts.phones import masked
from belanja.foundation import text
from belanja.institutions import selectors, services
from belanja.institutions.models import Restoration
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.vendors import selectors as vendors
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Notice, Row, Table, Term

from .people import hand_over

_TEL = {"type": "tel", "autocomplete": "off", "inputmode": "tel"}
_FIELDS = {"account_unknown": "phone", "account_of_officer": "phone", "own_account": "phone"}
_FIELDS |= {"restoration_open": "phone", "number_taken": "new_phone", "phone_invalid": "new_phone"}


class AskForm(forms.Form):
    phone = forms.CharField(
        label="Nomor telepon akunnya",
        help_text="Nomor yang dahulu dipakai untuk masuk.",
        max_length=30,
        widget=forms.TextInput(attrs=_TEL),
        error_messages={"required": "Isi nomor akunnya."},
    )
    new_phone = forms.CharField(
        label="Nomor baru",
        required=False,
        help_text="Bila nomor lama hilang. Petugas kedua mengetiknya sekali lagi.",
        max_length=30,
        widget=forms.TextInput(attrs=_TEL),
    )
    reason = forms.CharField(
        label="Sebab",
        max_length=300,
        help_text="Misalnya: telepon hilang, lupa PIN.",
        error_messages={"required": "Isi sebabnya."},
    )
    seen = forms.CharField(
        label="Yang diperlihatkan",
        max_length=300,
        help_text="Misalnya: KTP asli, NIB. Jangan menyalin kartu dan jangan menulis nomornya.",
        error_messages={"required": "Isi apa yang diperlihatkan orang itu."},
    )


class ApproveForm(forms.Form):
    new_phone = forms.CharField(
        label="Nomor baru",
        help_text="Tanyakan kepada orangnya; harus sama dengan yang diketik petugas pertama.",
        max_length=30,
        widget=forms.TextInput(attrs=_TEL),
        error_messages={"required": "Isi nomor barunya."},
    )
    met = forms.BooleanField(
        label="Saya bertemu orangnya dan melihat kartu aslinya",
        error_messages={"required": "Temui orangnya dahulu, lalu centang ini."},
    )

    def __init__(self, *args: object, with_number: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        if not with_number:
            del self.fields["new_phone"]


class DeclineForm(forms.Form):
    note = forms.CharField(label="Alasan", max_length=300, error_messages={"required": "Isi alasannya."})


@officer_page(Duty.RESTORE_ACCESS, methods=("GET", "HEAD", "POST"))
def restorations(request: HttpRequest, office: Office) -> HttpResponse:
    form = AskForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.ask_restoration(government=office.government, actor=office.actor, **form.cleaned_data)
            except RuleBroken as refusal:
                if refusal.code in {"duty_missing", "not_found"}:
                    raise
                form.add_error(_FIELDS.get(refusal.code), refusal.message)
                status = 409 if refusal.status == 409 else 422
            else:
                messages.success(request, "Permintaan dicatat. Antarkan orangnya kepada petugas kedua.")
                return HttpResponseRedirect(office.url("doors:restorations"))
    context = frame(office, "doors:restorations", title="Pemulihan akses")
    context |= {
        "lead": "Akses yang hilang dipulihkan dengan bertemu orangnya, oleh dua petugas yang berbeda.",
        "form": form,
        "parts": [Part(key="daftar", title="Permintaan", items=[_table(request, office)])],
    }
    return render(request, "doors/restorations.html", context, status=status)


def _table(request: HttpRequest, office: Office) -> Table:
    found = selectors.restorations(office.government.pk)
    count = found.count()
    page, pagination = page_of(found, count, request)
    return Table(
        key="pemulihan",
        stacked=True,
        caption=f"{text.number(count)} permintaan",
        columns=[
            Column(key="nama", label="Nama"),
            Column(key="sebab", label="Sebab"),
            Column(key="diminta", label="Diminta"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[
            Row(
                href=office.url("doors:restoration", one.pk),
                cells=[
                    one.user.name,
                    one.reason,
                    Cell(
                        text=text.long_date(one.asked_at),
                        sub="oleh Anda" if one.asked_by_id == office.actor.user_id else "",
                    ),
                    Cell(text=Restoration.State(one.state).label, sub=one.note),
                ],
            )
            for one in page
        ],
        pagination=pagination,
        tight=True,
        personal=True,
        empty=EmptyState(title="Belum ada permintaan."),
    )


@officer_page(Duty.RESTORE_ACCESS, methods=("GET", "HEAD", "POST"))
def restoration(request: HttpRequest, office: Office, restoration_id: int) -> HttpResponse:
    found = selectors.restorations(office.government.pk).filter(pk=restoration_id).first()
    if found is None:
        raise Http404
    declining = request.POST.get("do") == "reject"
    posted = request.POST if request.method == "POST" else None
    approve = ApproveForm(None if declining else posted, with_number=bool(found.new_number_hash))
    decline = DeclineForm(posted if declining else None)
    refusal: Notice | None = None
    status = 200
    if posted is not None:
        form = decline if declining else approve
        status = 422
        if form.is_valid():
            try:
                return _decide(request, office, found, form, declining)
            except RuleBroken as broken:
                if broken.code in {"duty_missing", "not_found"}:
                    raise
                status = 409 if broken.status in (403, 409) else broken.status
                if broken.code in {"number_differs", "phone_invalid"}:
                    form.add_error("new_phone", broken.message)
                else:
                    refusal = Notice(kind="error", title=broken.message)
                    found.refresh_from_db()
    mine = found.asked_by_id == office.actor.user_id
    open_ = found.state == Restoration.State.ASKED and not mine
    if mine and found.state == Restoration.State.ASKED and refusal is None:
        refusal = Notice(kind="info", title="Ini permintaan Anda.", text="Petugas lain yang memutusnya.")
    context = frame(office, "doors:restorations", title=f"Pemulihan akses {found.user.name}")
    context |= {
        "facts": _facts(found),
        "refusal": refusal,
        "approve": approve if open_ else None,
        "decline": decline if open_ else None,
        "parts": [],
    }
    return render(request, "doors/restoration.html", context, status=status)


def _decide(
    request: HttpRequest, office: Office, found: Restoration, form: forms.Form, declining: bool
) -> HttpResponse:
    if declining:
        services.refuse_restoration(
            restoration_id=found.pk, government=office.government, note=form.cleaned_data["note"], actor=office.actor
        )
        messages.success(request, "Permintaan ditolak; akunnya tidak berubah.")
        return HttpResponseRedirect(office.url("doors:restorations"))
    _asked, made = services.approve_restoration(
        restoration_id=found.pk,
        government=office.government,
        actor=office.actor,
        new_phone=form.cleaned_data.get("new_phone", ""),
    )
    row = DoorCode.objects.get(user=found.user, used_at=None, cancelled_at=None)
    return hand_over(request, office, row, made, found.user.name, section="doors:restorations")


def _facts(found: Restoration) -> DefinitionList:
    firms = [member.firm.name or "usaha tanpa nama" for member in vendors.memberships(found.user_id)]
    terms = [
        Term(term="Nama pada akun", text=found.user.name),
        Term(term="Nomor akun", text=masked(found.user.phone or "")),
        Term(term="Usaha yang diurus", text=", ".join(firms) or "belum ada"),
        Term(term="Sebab", text=found.reason),
        Term(term="Yang diperlihatkan kepada petugas pertama", text=found.seen),
        Term(term="Nomor baru", text="ya, diketik ulang saat memutus" if found.new_number_hash else "tidak"),
        Term(term="Diminta", text=text.date_time(found.asked_at)),
        Term(term="Keadaan", text=Restoration.State(found.state).label),
    ]
    return DefinitionList(terms=terms)

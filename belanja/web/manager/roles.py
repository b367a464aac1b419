"""`/kelola/<gov>/peran/`: who holds which role until when; the administrator gives and ends them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.accounts import selectors as accounts
from belanja.foundation import clock, text
from belanja.institutions import handed_on, services
from belanja.institutions import selectors as institutions
from belanja.institutions.models import RoleAssignment, Unit
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role
from belanja.web.buyer.delegation import lent_table
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table

from .parameter_forms import day_field

#: Of what was handed on, so many of the latest are shown.
_MOST_LENT = 100


class RoleForm(forms.Form):
    login = forms.CharField(
        label="Akun",
        help_text="Surel atau nomor telepon akun yang sudah dibuka.",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": "Isi surel atau nomor telepon akunnya."},
    )
    role = forms.ChoiceField(
        label="Peran",
        choices=[("", "Pilih peran"), *((role.value, role.label) for role in Role)],
        error_messages={"required": "Pilih peran."},
    )
    unit = forms.ChoiceField(label="Lingkup", required=False, help_text="Kosongkan untuk seluruh pemerintah daerah.")
    valid_from = day_field("Mulai")
    valid_to = day_field("Berakhir", "Hari pertama tanpa peran ini.")

    def __init__(self, data: Any, *, units: list[Unit], initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Seluruh pemerintah daerah"), *((unit.code, shown(unit.name)) for unit in units)]


class EndForm(forms.Form):
    on = day_field("Berakhir", "Hari pertama tanpa peran ini.")


@officer_page(Duty.MANAGE_ROLES, methods=("GET", "HEAD", "POST"))
def roles(request: HttpRequest, office: Office) -> HttpResponse:
    today = clock.today()
    units = list(institutions.units(office.government.pk))
    form = RoleForm(
        request.POST if request.method == "POST" else None,
        units=units,
        initial={"valid_from": today, "valid_to": today.replace(month=12, day=31)},
    )
    if request.method == "POST" and form.is_valid() and (said := _give(office, form, units)):
        messages.success(request, said)
        return HttpResponseRedirect(office.url("manager:roles"))
    context = frame(office, "manager:roles", title="Peran")
    context |= {
        "lead": "Setiap peran punya akhir, sehingga pindah tugas tidak meninggalkan hak akses.",
        "form": form,
        "parts": [
            Part(key="daftar", title="Yang memegang peran", items=[_table(request, office)]),
            Part(
                key="pelimpahan",
                title="Pelimpahan wewenang",
                about="Dilimpahkan pemegang perannya sendiri untuk satu masa. Mengakhirinya di daftar di atas.",
                items=[lent_table(handed_on.handed_on(office.government.pk)[:_MOST_LENT], "pelimpahan")],
            ),
        ],
    }
    return render(request, "manager/roles.html", context, status=422 if form.errors else 200)


def _give(office: Office, form: RoleForm, units: list[Unit]) -> str:
    """Give the role; returns what to tell, or nothing where the form now says what is wrong."""
    given = form.cleaned_data
    user = accounts.by_login(given["login"])
    if user is None:
        form.add_error("login", "Akun dengan surel atau nomor ini tidak ada, atau sudah ditutup.")
        return ""
    unit = next((unit for unit in units if unit.code == given["unit"]), None)
    try:
        services.give_role(
            user_id=user.pk,
            role=Role(given["role"]),
            government=office.government,
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            unit=unit,
            actor=office.actor,
        )
    except RuleBroken as refusal:
        if refusal.status == 404 or refusal.code == "duty_missing":
            raise
        fields = {"role_to_oneself": "login", "role_term": "valid_to", "role_held": "role"}
        form.add_error(fields.get(refusal.code), refusal.message)
        return ""
    return f"Peran {Role(given['role']).label} diberikan kepada {user.name} sampai {text.long_date(given['valid_to'])}."


def _table(request: HttpRequest, office: Office) -> Table:
    today = clock.today()
    found = (
        RoleAssignment.objects.filter(government=office.government, valid_to__gt=today)
        .select_related("user", "unit")
        .order_by("role", "valid_to", "id")
    )
    count = found.count()
    page, pagination = page_of(found, count, request)
    rows = []
    for item in page:
        coming = item.valid_from > today
        rows.append(
            Row(
                cells=[
                    Cell(text=item.user.name, sub=item.user.email or item.user.phone or ""),
                    Cell(text=Role(item.role).label, sub=item.lent_post),
                    shown(item.unit.name) if item.unit else "seluruh pemerintah daerah",
                    Cell(text=text.long_date(item.valid_from), sub="belum mulai" if coming else ""),
                    text.long_date(item.valid_to),
                    Cell(text="Akhiri", href=office.url("manager:end_role", item.pk)),
                ]
            )
        )
    return Table(
        key="peran",
        caption=f"{text.number(count)} peran yang berlaku atau akan berlaku",
        columns=[
            Column(key="nama", label="Nama"),
            Column(key="peran", label="Peran"),
            Column(key="lingkup", label="Lingkup"),
            Column(key="mulai", label="Mulai"),
            Column(key="sampai", label="Berakhir"),
            Column(key="tindakan", label="Tindakan"),
        ],
        rows=rows,
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Belum ada peran."),
    )


@officer_page(Duty.MANAGE_ROLES, methods=("GET", "HEAD", "POST"))
def end(request: HttpRequest, office: Office, assignment_id: int) -> HttpResponse:
    found = (
        RoleAssignment.objects.filter(government=office.government, pk=assignment_id)
        .select_related("user", "unit")
        .first()
    )
    if found is None:
        raise Http404
    today = clock.today()
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"on": max(today, found.valid_from)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            ended = services.end_role(assignment_id=found.pk, on=form.cleaned_data["on"], actor=office.actor)
        except RuleBroken as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error("on" if refusal.code == "end_in_past" else None, refusal.message)
        else:
            role = Role(ended.role).label
            messages.success(request, f"Peran {role} {found.user.name} berakhir {text.long_date(ended.valid_to)}.")
            return HttpResponseRedirect(office.url("manager:roles"))
    context = frame(office, "manager:roles", title="Akhiri peran")
    scope = shown(found.unit.name) if found.unit else "seluruh pemerintah daerah"
    context |= {
        "lead": f"{found.user.name}, {Role(found.role).label}, {scope}, sampai {text.long_date(found.valid_to)}.",
        "form": form,
        "button": "Akhiri peran",
        "parts": [],
    }
    return render(request, "manager/form.html", context, status=422 if form.errors else 200)

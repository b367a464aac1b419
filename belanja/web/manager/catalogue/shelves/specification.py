"""`…/spesifikasi/…`: a ready specification in the words of the schema in force."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.selectors import shelves as goods
from belanja.etalase import selectors, services
from belanja.etalase.models import ReadySpecification
from belanja.foundation import text
from belanja.rules.attributes import Attribute, AttributeType, Requirement, decimal_of
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, officer_page
from belanja.web.pieces import Choice, Notice

from .forms import LateForm, lines
from .page import desk


class SpecificationForm(LateForm):
    """A name, and for each attribute what is demanded of it; an attribute left empty is not demanded."""

    name = forms.CharField(
        label="Nama spesifikasi", max_length=160, help_text="Contoh: HVS F4 80 g, rim.",
        error_messages={"required": "Isi nama spesifikasi."},
    )  # fmt: skip

    def __init__(self, *args: Any, schema: Sequence[Attribute], **more: Any) -> None:
        super().__init__(*args, **more)
        self.schema = schema
        for one in schema:
            self.fields |= _fields(one)

    def requirements(self) -> list[Requirement]:
        """What was demanded."""
        found = []
        for one in self.schema:
            written = self.cleaned_data.get(f"nilai-{one.key}") or []
            values = tuple(written if isinstance(written, list) else lines(written.replace(";", "\n")))
            least, most = (self.cleaned_data.get(f"{side}-{one.key}") for side in ("min", "maks"))
            if values or least is not None or most is not None:
                found.append(Requirement(one.key, values, least, most))
        return found

    def places(self) -> dict[str, str]:
        """At which field a refusal about an attribute stands."""
        return {one.key: next(name for name in self.fields if name.endswith(f"-{one.key}")) for one in self.schema}


class _Number(forms.CharField):
    def clean(self, value: Any) -> Any:
        written = str(super().clean(value) or "").strip().replace(",", ".")
        number = decimal_of(written) if written else None
        if written and (number is None or abs(number) >= 10**12):
            raise forms.ValidationError("Tulis angka, misalnya 80 atau 0,5.")
        return number


def _fields(one: Attribute) -> dict[str, forms.Field]:
    unit = f" ({one.unit})" if one.unit else ""
    if one.type is AttributeType.NUMBER:
        return {
            f"min-{one.key}": _Number(label=f"{one.label} paling sedikit{unit}", required=False, max_length=20),
            f"maks-{one.key}": _Number(label=f"{one.label} paling banyak{unit}", required=False, max_length=20),
        }
    if one.type is AttributeType.CHOICE:
        choices = [(value, value) for value in one.allowed]
    elif one.type is AttributeType.YES_NO:
        choices = [("True", "Ya"), ("False", "Tidak")]
    else:
        help_text = "Beberapa nilai dipisah titik koma."
        return {f"nilai-{one.key}": forms.CharField(label=one.label, required=False, help_text=help_text)}
    return {
        f"nilai-{one.key}": forms.MultipleChoiceField(
            label=f"{one.label}: salah satu dari", required=False, choices=choices, widget=forms.CheckboxSelectMultiple
        )
    }


@officer_page(Duty.MANAGE_ETALASE, methods=("GET", "HEAD", "POST"))
def specification(request: HttpRequest, office: Office, etalase_id: int, slug: str = "") -> HttpResponse:
    etalase = selectors.one(etalase_id, office.government.pk)
    latest = next(iter(selectors.versions(etalase.pk)), None)
    schema = latest.rules() if latest else ()
    found = etalase.specifications.filter(slug=slug).first() if slug else None
    if slug and found is None:
        raise Http404
    here = office.url("shelves:shelf", etalase.pk)
    if request.method == "POST" and request.POST.get("do") == "hapus":
        services.remove_specification(etalase_id=etalase.pk, slug=slug, actor=office.actor)
        messages.success(request, "Spesifikasi dihapus.")
        return HttpResponseRedirect(here)
    form = SpecificationForm(
        request.POST if request.method == "POST" else None, schema=schema, initial=_initial(found) if found else None
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            needs = form.requirements()
            try:
                made = services.put_specification(
                    etalase_id=etalase.pk,
                    slug=slug,
                    name=form.cleaned_data["name"],
                    requirements=needs,
                    actor=office.actor,
                )
            except RuleBroken as refusal:
                form.tell(refusal, form.places())
                status = refusal.status
            else:
                meeting, all_ = goods.meeting(etalase, needs, schema)
                counted = f"{text.number(meeting)} dari {text.number(all_)} barang memenuhinya"
                messages.success(request, f"{made.name} disimpan; {counted}.")
                return HttpResponseRedirect(here)
    title = found.name if found else "Spesifikasi baru"
    context = desk(office, (etalase.name, here), title=title)
    context |= {
        "lead": "Yang dikosongkan tidak disyaratkan.",
        "form": form,
        "around": None if schema else Notice(kind="warning", title="Terbitkan skema dahulu."),
        "button": "Simpan",
        "back": here,
        "second": Choice(value="hapus", label="Hapus spesifikasi") if found else None,
        "parts": [],
    }
    return render(request, "manager/shelves/form.html", context, status=status)


def _initial(found: ReadySpecification) -> dict[str, Any]:
    told: dict[str, Any] = {"name": found.name}
    for need in found.rules():
        told[f"nilai-{need.key}"] = list(need.one_of)
        for side, value in (("min", need.least), ("maks", need.most)):
            told[f"{side}-{need.key}"] = None if value is None else f"{value.normalize():f}".replace(".", ",")
    return told

"""`/beli/<gov>/pejabat-pengadaan/`: PA or KPA names a Pejabat Pengadaan of another unit for his own, by letter."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock
from belanja.institutions import handed_on, services
from belanja.institutions import selectors as institutions
from belanja.institutions.models import RoleAssignment, Unit
from belanja.institutions.services import Named
from belanja.purchasing.models import Order
from belanja.purchasing.selectors import whose
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.manager.parameter_forms import day_field
from belanja.web.naming import shown
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Link, Notice, Row, Table
from belanja.web.purchases.forms import words_field

from .access import BuyerDesk, buyer_page, frame
from .delegation import role_state, role_term


class NameForm(forms.Form):
    unit = forms.TypedChoiceField(
        label="Satuan kerja", coerce=int, error_messages={"required": "Pilih satuan kerjanya."}
    )
    person = forms.TypedChoiceField(
        label="Pejabat Pengadaan",
        coerce=int,
        help_text="Yang bertugas di satuan kerja lain pemerintah daerah ini.",
        error_messages={"required": "Pilih orangnya."},
    )
    letter = forms.CharField(
        label="Nomor surat penetapan", max_length=80, error_messages={"required": "Isi nomor surat penetapannya."}
    )
    reason = words_field("Alasan", rows=2)
    valid_from = day_field("Mulai")
    valid_to = day_field("Berakhir", "Hari pertama tanpa penetapan ini; berakhir dengan sendirinya.")

    def __init__(self, data: Any, *, units: Sequence[Unit], people: Sequence[RoleAssignment]) -> None:
        super().__init__(data, prefix="tetapkan", initial={"valid_from": clock.today()})
        names = {one.user_id: f"{one.user.name} ({shown(one.unit.name)})" for one in people if one.unit}
        self._choose("unit", [(one.pk, shown(one.name)) for one in units])
        self._choose("person", list(names.items()))

    def _choose(self, name: str, choices: list[tuple[int, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*([] if len(choices) == 1 else [("", "Pilih")]), *((str(key), told) for key, told in choices)]

    @property
    def told(self) -> Named:
        given = self.cleaned_data
        return Named(given["person"], given["valid_from"], given["valid_to"], given["letter"], given["reason"])


@buyer_page(Duty.NAME_BUYER, methods=("GET", "HEAD", "POST"))
def page(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: _units(desk),
        acts=_acts,
        show=_show,
        gone=lambda _found: "Penetapan ini tidak tersedia lagi. Muat ulang halaman.",
        name="buying.buyers",
        to=desk.url("buying:buyers"),
    )


def _units(desk: BuyerDesk) -> list[Unit]:
    """The units for which this officer is PA or KPA."""
    mine, every = desk.units(Duty.NAME_BUYER), institutions.units(desk.government.pk)
    return list(every if mine is None else every.filter(pk__in=mine))


def _acts(request: HttpRequest, desk: BuyerDesk, found: list[Unit]) -> list[Act]:
    by_id = {one.pk: one for one in found}

    def run(form: NameForm, _version: int) -> object:
        unit = by_id[form.cleaned_data["unit"]]
        services.name_buyer(government=desk.government, unit=unit, told=form.told, actor=desk.actor)
        return None

    people = [one for one in handed_on.buyers_elsewhere(desk.government.pk) if one.user_id != desk.actor.user_id]
    if not people:
        return []
    form = NameForm(kept(request, "tetapkan"), units=found, people=people)
    about = "Ia membeli untuk satuan kerja itu dan meneruskan negosiasi yang menunggu, dengan jabatannya sendiri."
    return [
        Act("tetapkan", "Tetapkan Pejabat Pengadaan", "Tetapkan", form, run,
            "Pejabat Pengadaan ditetapkan; ia diberi tahu.", about)
    ]  # fmt: skip


def _show(request: HttpRequest, desk: BuyerDesk, found: list[Unit], outcome: Outcome) -> HttpResponse:
    acts = _acts(request, desk, found)
    context = frame(desk, "buying:delegation", title="Pejabat Pengadaan dari unit lain")
    waiting = whose.without_buyer(desk.government, desk.units(Duty.NAME_BUYER))
    context |= {
        "lead": "Untuk satuan kerja yang tidak mempunyai Pejabat Pengadaan: PA, atau KPA, menetapkan Pejabat Pengadaan "
        "lain di pemerintah daerah ini dengan surat (Perpres 16/2018 Pasal 9 dan 10).",
        "outcome": outcome,
        "told": [missing_notice(desk, order) for order in waiting] if acts else _nobody(),
        "acts": acts,
        "open_act": request.POST.get("do", ""),
        "version": 0,
        "parts": [Part(key="ditetapkan", title="Yang ditetapkan", items=[_table(desk)])],
    }
    return render(request, "buyer/buyers.html", context, status=outcome.status)


def _nobody() -> list[Notice]:
    told = "Mintalah administrator memberi peran itu kepada orang yang ditetapkan dengan surat."
    return [Notice(kind="warning", title="Tidak ada Pejabat Pengadaan di unit lain.", text=told)]


def missing_notice(desk: BuyerDesk, order: Order) -> Notice:
    """That a negotiation waits for a Pejabat Pengadaan, and who names one: for PA and KPA with the way there."""
    names = desk.may(Duty.NAME_BUYER, order.unit_id)
    return Notice(
        kind="warning",
        title=f"{order.code} menunggu Pejabat Pengadaan: {shown(order.unit.name)} tidak mempunyainya lagi.",
        text="PA atau KPA menetapkan Pejabat Pengadaan lain dengan surat, dan ia meneruskan negosiasi ini. PPK dapat "
        "membatalkannya; menawar sendiri tidak, karena ia yang memeriksa hasilnya.",
        action=Link(label="Tetapkan", href=desk.url("buying:buyers")) if names else None,
    )


def _table(desk: BuyerDesk) -> Table:
    rows = handed_on.named_buyers(desk.government.pk, desk.units(Duty.NAME_BUYER))
    return Table(
        key="ditetapkan",
        caption="Pejabat Pengadaan yang ditetapkan dengan surat",
        show_caption=False,
        stacked=True,
        personal=True,
        columns=[
            Column(key="siapa", label="Siapa"),
            Column(key="unit", label="Satuan kerja"),
            Column(key="surat", label="Surat"),
            Column(key="masa", label="Masa"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[
            Row(
                cells=[
                    one.user.name,
                    shown(one.unit.name) if one.unit else "",
                    Cell(text=one.letter, sub=one.reason),
                    role_term(one),
                    Cell(piece=role_state(one)),
                ]
            )
            for one in rows
        ],
        empty=EmptyState(title="Belum ada yang ditetapkan."),
    )

"""`/beli/<gov>/pelimpahan/`: an officer hands his role on to a colleague for a term, sees what was handed on to him,
and takes back what he gave."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.institutions import handed_on, services
from belanja.institutions.models import RoleAssignment
from belanja.institutions.services import HandingOn
from belanja.rules.decisions import RuleBroken
from belanja.rules.delegation import WAYS, Way
from belanja.rules.duties import Duty, Role
from belanja.web.manager.parameter_forms import day_field
from belanja.web.naming import shown
from belanja.web.officer.lists import Part, whole_number
from belanja.web.pieces import Cell, Column, EmptyState, Notice, Row, StatusTag, Table
from belanja.web.pieces.base import Standing

from .access import BuyerDesk, buyer_page, frame

#: Which field a refusal belongs to.
_FIELDS = {
    "not_handed_on": "role", "handed_on_twice": "role", "role_over": "role", "handed_on_before": "valid_from",
    "way_unlawful": "way", "letter_missing": "letter", "reason_missing": "reason", "starts_past": "valid_from",
    "term_wrong": "valid_to", "term_beyond": "valid_to", "no_colleague": "colleague", "to_oneself": "colleague",
    "role_held": "colleague", "duties_apart": "colleague",
}  # fmt: skip


class HandOnForm(forms.Form):
    role = forms.ChoiceField(label="Peran saya", error_messages={"required": "Pilih peran yang dilimpahkan."})
    colleague = forms.ChoiceField(
        label="Kepada", help_text="Rekan yang memegang peran di satuan kerja yang sama.",
        error_messages={"required": "Pilih rekannya."},
    )  # fmt: skip
    way = forms.ChoiceField(
        label="Cara",
        choices=[("", "Pilih caranya"), *((way.value, way.label) for way in Way)],
        help_text="PA dan KPA: mandat (a.n.) atau Plh. PPK, Pejabat Pengadaan, PPTK, dan bendahara: pengganti menurut "
        "surat PA/KPA; naskahnya tidak memakai a.n. atau Plh.",
        error_messages={"required": "Pilih caranya."},
    )
    letter = forms.CharField(
        label="Nomor surat", max_length=80, error_messages={"required": "Isi nomor surat pelimpahannya."}
    )
    reason = forms.CharField(
        label="Alasan", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tuliskan alasannya."},
    )  # fmt: skip
    valid_from = day_field("Mulai")
    valid_to = day_field("Berakhir", "Hari pertama tanpa pelimpahan ini; berakhir dengan sendirinya.")

    def __init__(
        self, data: Any, *, mine: Sequence[RoleAssignment], colleagues: Sequence[RoleAssignment], **more: Any
    ) -> None:
        super().__init__(data, **more)
        _choices(self.fields["role"], "Pilih peran", [(str(one.pk), _named(one)) for one in mine])
        people: dict[int, list[str]] = {}
        names = {}
        for one in colleagues:
            people.setdefault(one.user_id, []).append(Role(one.role).label)
            names[one.user_id] = one.user.name
        told = [(str(pk), f"{names[pk]} ({', '.join(dict.fromkeys(roles))})") for pk, roles in people.items()]
        _choices(self.fields["colleague"], "Pilih rekan", sorted(told, key=lambda one: one[1]))

    def told(self) -> HandingOn:
        given = self.cleaned_data
        return HandingOn(
            int(given["colleague"]), given["valid_from"], given["valid_to"], Way(given["way"]), given["letter"],
            given["reason"],
        )  # fmt: skip


def _choices(field: forms.Field, empty: str, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", empty), *choices]


@buyer_page(Duty.HAND_ON_ROLE, methods=("GET", "HEAD", "POST"))
def delegation(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    if request.POST.get("do", "").startswith("tarik-"):
        return _take_back(request, desk)
    mine = handed_on.own_roles(desk.actor, desk.government)
    can = [one for one in mine if Role(one.role) in WAYS and one.behalf_of_id is None and one.unit_id is not None]
    today = clock.today()
    form = HandOnForm(
        request.POST if request.method == "POST" else None,
        mine=can,
        colleagues=handed_on.colleagues(desk.actor, [one.unit_id or 0 for one in can]),
        initial={"valid_from": today, "role": str(can[0].pk) if can else ""},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = services.hand_on_role(
                    assignment_id=int(form.cleaned_data["role"]), told=form.told(), actor=desk.actor
                )
            except RuleBroken as refusal:
                if refusal.status == 404 or refusal.code == "duty_missing":
                    raise
                status = refusal.status
                cited = f" ({refusal.citation})" if refusal.citation else ""
                form.add_error(_FIELDS.get(refusal.code), refusal.message + cited)
            else:
                until = text.long_date(made.valid_to)
                messages.success(
                    request, f"{Role(made.role).label} dilimpahkan; berakhir {until}. Rekan Anda diberi tahu."
                )
                return HttpResponseRedirect(desk.url("buying:delegation"))
    return _show(request, desk, form, mine, can, status)


def _take_back(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    number = whole_number(request.POST["do"].removeprefix("tarik-")) or 0
    taken = services.take_back_role(assignment_id=number, actor=desk.actor)
    messages.success(request, f"{Role(taken.role).label} ditarik kembali. Langkah yang sudah dicatat tetap tersimpan.")
    return HttpResponseRedirect(desk.url("buying:delegation"))


def _show(
    request: HttpRequest,
    desk: BuyerDesk,
    form: HandOnForm,
    mine: Sequence[RoleAssignment],
    can: Sequence[RoleAssignment],
    status: int,
) -> HttpResponse:
    given = handed_on.handed_on_by(desk.actor, desk.government)
    mine = [one for one in mine if one.behalf_of_id is not None]
    running = [one for one in given if one.valid_to > clock.today()]
    context = frame(desk, "buying:delegation", title="Pelimpahan wewenang")
    context |= {
        "lead": "Untuk masa Anda berhalangan. Rekan itu bertindak dengan jabatan yang disebut di riwayat pesanan, "
        "tanpa nama. Pemisahan tugas tetap diperiksa pada setiap paket.",
        "form": form if can else None,
        "running": [(one.pk, f"Tarik {Role(one.role).label} dari {one.user.name}") for one in running],
        "others_href": desk.url("buying:buyers") if desk.office.may(Duty.NAME_BUYER) else "",
        "notice": None if can else Notice(title="Tidak ada peran Anda di satuan kerja yang dapat dilimpahkan."),
        "parts": [
            *(
                [Part(key="untuk-saya", title="Dilimpahkan kepada Anda", items=[_table(mine, "untuk-saya", mine=True)])]
                if mine
                else []
            ),
            *(
                [Part(key="dari-saya", title="Yang Anda limpahkan", items=[_table(given, "dari-saya", mine=False)])]
                if given
                else []
            ),
        ],
    }
    return render(request, "buyer/delegation.html", context, status=status)


def lent_notice(desk: BuyerDesk) -> Notice | None:
    """On the desk of somebody who stands in: for whom, in which role, until when. One query; none for others."""
    if not desk.actor.lent:
        return None
    lent = [one for one in handed_on.own_roles(desk.actor, desk.government) if one.behalf_of is not None]
    told = [
        f"{Role(one.role).label} dari {one.behalf_of.user.name}, berakhir {text.long_date(one.valid_to)} "
        f"(surat {one.letter})"
        for one in lent
        if one.behalf_of is not None
    ]
    return Notice(title=f"Anda bertindak atas pelimpahan: {'; '.join(told)}.") if told else None


#: What every table of what is handed on tells besides the two people, and the cells below all but the role.
_COLUMNS = (
    Column(key="peran", label="Peran"),
    Column(key="surat", label="Surat"),
    Column(key="masa", label="Masa"),
    Column(key="keadaan", label="Keadaan"),
)


def _cells(one: RoleAssignment) -> tuple[Cell | str, ...]:
    return Cell(text=one.letter, sub=one.reason), role_term(one), Cell(piece=role_state(one))


def lent_table(rows: Iterable[RoleAssignment], key: str) -> Table:
    """Every handing-on of a government, for its administrator: by whom, to whom, by which letter, in which term."""
    return Table(
        key=key,
        caption="Peran yang dilimpahkan",
        show_caption=False,
        tight=True,
        stacked=True,
        personal=True,
        columns=[
            Column(key="dari", label="Dari"),
            Column(key="kepada", label="Kepada"),
            *_COLUMNS,
        ],
        rows=[
            Row(
                cells=[
                    one.behalf_of.user.name if one.behalf_of else "",
                    one.user.name,
                    Cell(text=Role(one.role).label, sub=shown(one.unit.name) if one.unit else ""),
                    *_cells(one),
                ]
            )
            for one in rows
        ],
        empty=EmptyState(title="Belum ada yang dilimpahkan."),
    )


def _table(rows: Sequence[RoleAssignment], key: str, *, mine: bool) -> Table:
    return Table(
        key=key,
        caption="Peran yang dilimpahkan kepada Anda" if mine else "Peran yang Anda limpahkan",
        show_caption=False,
        tight=True,
        stacked=True,
        personal=True,
        columns=[
            Column(key="siapa", label="Dari" if mine else "Kepada"),
            *_COLUMNS,
        ],
        rows=[
            Row(
                cells=[
                    one.behalf_of.user.name if mine and one.behalf_of else one.user.name,
                    Cell(text=_named(one), sub=one.lent_post),
                    *_cells(one),
                ]
            )
            for one in rows
        ],
    )


def _named(one: RoleAssignment) -> str:
    coming = f" (mulai {text.long_date(one.valid_from)})" if one.valid_from > clock.today() else ""
    return f"{Role(one.role).label}, {shown(one.unit.name)}{coming}" if one.unit else Role(one.role).label


def role_term(one: RoleAssignment) -> str:
    """`1 Maret 2026 sampai 1 April 2026`."""
    return f"{text.long_date(one.valid_from)} sampai {text.long_date(one.valid_to)}"


def role_state(one: RoleAssignment) -> StatusTag:
    """Whether it holds today."""
    today = clock.today()
    if one.valid_to <= today:
        return StatusTag(standing=Standing.HELD, word="berakhir")
    if one.valid_from > today:
        return StatusTag(standing=Standing.ON_WAY, word="belum mulai")
    return StatusTag(standing=Standing.REACHED, word="berlaku")

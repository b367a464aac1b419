"""`/usaha/<firm>/izin/`: the licences of a firm, what its shelves ask for, and the form to state or renew one."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.catalogue.selectors import licences as goods
from belanja.foundation import clock, text
from belanja.rules.licences import KINDS, Missing
from belanja.vendors import licences
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Link, Notice, Row, StatusTag, Table
from belanja.web.pieces.base import Standing

from .access import FirmDesk, firm_page, frame
from .stated import PaperForm, Words, former, state_page, table

_WORDS = Words(
    list_name="vendor:licences",
    form_name="vendor:licence",
    noun="izin",
    title="Izin usaha",
    lead="Isi seperti tertulis pada surat izinnya. Yang sudah dikonfirmasi tetap dihitung sampai yang baru "
    "dikonfirmasi atau berakhir.",
    sent="Izin diajukan. Verifikator memeriksanya, dan Anda diberi tahu hasilnya.",
    withdrawn="Izin ditarik dan tidak dihitung lagi. Pernyataannya tetap tersimpan.",
    empty=EmptyState(title="Belum ada izin yang dinyatakan.", text="Banyak etalase tidak meminta izin khusus."),
)


class LicenceForm(PaperForm):
    kind = forms.ChoiceField(
        label="Jenis izin",
        choices=[("", "Pilih jenis izin"), *((one.code, f"{one.title} ({one.issuer})") for one in KINDS.values())],
        error_messages={"required": "Pilih jenis izin dari daftar."},
    )
    number = forms.CharField(
        label="Nomor izin", max_length=80, error_messages={"required": "Isi nomor izin seperti tertulis pada suratnya."}
    )
    field_order = ("kind",)


@firm_page()
def licences_page(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    profile, today = desk.profile, clock.today()
    stated = licences.of_firm(desk.firm.pk, of_tax=False)
    needs = goods.needs_of(desk.firm.pk, profile.shelves if profile else (), on=today)
    gone = former(_WORDS, stated)
    context = frame(desk, "vendor:licences", title="Izin usaha")
    context |= {
        "lead": "Izin yang diminta etalase dinyatakan di sini, diperiksa verifikator, lalu dihitung sampai hari "
        "terakhirnya. Izin edar, SNI, dan halal milik barang ditulis pada barangnya.",
        "notice": None if profile else Notice(kind="warning", title="Daftarkan usaha ini dahulu di Data usaha."),
        "state_href": desk.url("vendor:licence") if profile else "",
        "state_label": "Nyatakan izin",
        "parts": [
            *([Part(key="diminta", title="Yang diminta etalase Anda", items=[_needs(desk, needs)])] if needs else []),
            Part(key="izin", title="Izin usaha ini", items=[table(desk, _WORDS, stated)]),
            *([Part(key="dulu", title="Pernyataan terdahulu", items=[gone])] if gone else []),
        ],
    }
    return render(request, "vendor/licences.html", context)


def _needs(desk: FirmDesk, needs: list[goods.Need]) -> Table:
    """A line for each licence that a shelf asks for: held, or what to do now."""
    rows = []
    for need in needs:
        lacks = {one.kind.code: one for one in need.missing}
        here = f"{text.number(need.offers)} barang Anda" if need.offers else "Anda ingin berjualan di sini"
        rows += [
            Row(
                cells=[
                    Cell(text=need.etalase.name, sub=here),
                    KINDS[code].title if code in KINDS else code,
                    *_standing(desk, code, lacks.get(code)),
                ]
            )
            for code in need.etalase.licences
        ]
    return Table(
        key="diminta",
        caption="Izin menurut etalase",
        show_caption=False,
        columns=[
            Column(key="etalase", label="Etalase"),
            Column(key="izin", label="Izin"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="lakukan", label="Yang dilakukan"),
        ],
        rows=rows,
        stacked=True,
        tight=True,
    )


def _standing(desk: FirmDesk, code: str, lack: Missing | None) -> tuple[Cell, Cell]:
    """Whether a required licence is there, and what the firm does; the way to the form only where it has to act."""
    if lack is None:
        return Cell(piece=StatusTag(standing=Standing.REACHED, word="ada")), Cell(text="tidak ada yang perlu dilakukan")
    if lack.waits:
        return Cell(piece=StatusTag(standing=Standing.HELD, word="menunggu")), Cell(text=lack.fix, sub=lack.why)
    form = f"{desk.url('vendor:licence')}?jenis={code}"
    tag = StatusTag(standing=Standing.BEHIND, word="belum ada")
    return Cell(piece=tag), Cell(text=lack.fix, sub=lack.why, href=form)


def asked_for(desk: FirmDesk) -> Notice | None:
    """What the firm has to state so that its goods can be bought; nothing where no goods of it wait for that."""
    needs = goods.needs_of(desk.firm.pk, (), on=clock.today())
    found = [(need, one) for need in needs for one in need.missing if not one.waits]
    if not found:
        return None
    need, first = found[0]
    return Notice(
        kind="warning",
        title=first.why,
        text=f"Menyangkut {text.number(need.offers)} barang Anda di etalase {need.etalase.name}."
        + (f" Dan {text.number(len(found) - 1)} izin lain." if len(found) > 1 else ""),
        action=Link(label="Buka Izin usaha", href=desk.url("vendor:licences")),
    )


@firm_page(methods=("GET", "HEAD", "POST"))
def licence_page(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    """State one, renew it, mend what was returned, or take it back."""
    return state_page(request, desk, _WORDS, LicenceForm, of_tax=False)

"""`/usaha/<firm>/pajak/`: how a firm is taxed, as it states it: PKP, Surat Keterangan, NPWP; and what follows."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.rules.buying.policy import Book
from belanja.rules.registration import FirmState
from belanja.rules.tax_facts import TAX_KINDS, TaxFacts
from belanja.vendors import licences
from belanja.vendors.models import Profile
from belanja.web.officer.lists import Part
from belanja.web.pieces import DefinitionList, EmptyState, Link, Notice, Term

from .access import FirmDesk, firm_page, frame
from .stated import PaperForm, Words, former, state_page, table

_WORDS = Words(
    list_name="vendor:taxes",
    form_name="vendor:tax",
    noun="status pajak",
    title="Status pajak",
    lead="Isi seperti tertulis pada suratnya. Untuk surat pernyataan sendiri (bukan PKP, tidak memiliki NPWP) isi "
    "nomor dan tanggal surat itu. Yang sudah dikonfirmasi tetap dihitung sampai yang baru dikonfirmasi atau berakhir.",
    sent="Status pajak diajukan. Verifikator memeriksanya, dan Anda diberi tahu hasilnya.",
    withdrawn="Status pajak ditarik dan tidak dihitung lagi. Pernyataannya tetap tersimpan.",
    empty=EmptyState(title="Belum ada yang dinyatakan.", text="Mulailah dengan status PKP: PKP, atau bukan PKP."),
)


class TaxForm(PaperForm):
    kind = forms.ChoiceField(
        label="Yang dinyatakan",
        choices=[("", "Pilih yang dinyatakan"), *((one.code, one.title) for one in TAX_KINDS.values())],
        error_messages={"required": "Pilih yang dinyatakan dari daftar."},
    )
    number = forms.CharField(
        label="Nomor",
        max_length=80,
        help_text="Seperti tertulis pada suratnya. Surat pernyataan sendiri boleh Anda beri nomor, misalnya 1/2026; "
        "contoh suratnya ada di Langkah saya, Pendamping.",
        error_messages={"required": "Isi nomornya seperti tertulis pada suratnya."},
    )
    issuer = forms.CharField(
        label="Penerbit",
        max_length=120,
        help_text="Kantor pajak yang tertulis pada suratnya. Untuk surat pernyataan sendiri: nama usaha Anda.",
        error_messages={"required": "Isi siapa yang menerbitkannya."},
    )
    field_order = ("kind",)


@firm_page()
def taxes_page(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    profile = desk.profile
    stated = licences.of_firm(desk.firm.pk, of_tax=True)
    gone = former(_WORDS, stated)
    context = frame(desk, "vendor:taxes", title="Status pajak")
    context |= {
        "lead": "Menentukan pajak dalam setiap pesanan Anda. Verifikator mencocokkannya dengan catatan Direktorat "
        "Jenderal Pajak; yang dihitung adalah yang berlaku pada hari pesanan dibuat.",
        "notice": asked_for(profile) if profile else Notice(kind="warning", title="Daftarkan usaha ini dahulu."),
        "state_href": desk.url("vendor:tax") if profile else "",
        "state_label": "Nyatakan status pajak",
        "parts": [
            Part(key="kini", title="Yang dihitung sekarang", items=[facts_now(desk.firm.pk)]),
            Part(key="izin", title="Yang dinyatakan", items=[table(desk, _WORDS, stated)]),
            *([Part(key="dulu", title="Pernyataan terdahulu", items=[gone])] if gone else []),
        ],
    }
    return render(request, "vendor/licences.html", context)


@firm_page(methods=("GET", "HEAD", "POST"))
def tax_page(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    """State one, renew it, mend what was returned, or take it back."""
    return state_page(request, desk, _WORDS, TaxForm, of_tax=True)


def asked_for(profile: Profile | None) -> Notice | None:
    """That the firm has not said whether it is PKP, as long as nothing of it waits; nothing where it has, or where it
    was refused."""
    if profile is None or profile.state == FirmState.REFUSED:
        return None
    facts = licences.tax_facts_of([profile.firm_id], on=clock.today())[profile.firm_id]
    if facts.registered is not None or facts.waiting:
        return None
    return Notice(
        kind="warning",
        title="Status PKP belum dinyatakan.",
        text="Apakah usaha Anda memungut pajak PPN (PKP) atau tidak (bukan PKP)? Sebelum dijawab, uang PPN dalam "
        "pesanan belum dibayarkan.",
        action=Link(label="Nyatakan status pajak", href=f"/usaha/{profile.firm_id}/pajak/nyatakan/"),
    )


def facts_now(firm_id: int) -> DefinitionList:
    """What counts today, and what an order would carry for it, by the rates of today; unknown in words."""
    government_id = Profile.objects.filter(firm_id=firm_id).values_list("government_id", flat=True).first()
    book = institutions.book(government_id=government_id, on=clock.today())
    facts = licences.tax_facts_of([firm_id], on=clock.today())[firm_id]
    return DefinitionList(
        terms=[
            Term(term="Status PKP", text=text.capital_first(facts.status)),
            Term(term="Akibatnya pada pesanan", text=_vat(facts, book)),
            Term(term="NPWP", text=_tax_number(facts, book)),
            Term(term="Surat Keterangan PP 55/2022", text=_final(facts, book)),
            Term(term="Surat Keterangan Bebas PPh", text=_relief(facts)),
        ]
    )


def _vat(facts: TaxFacts, book: Book) -> str:
    if facts.registered is None:
        return "PPN disisihkan sebagai cadangan, dan dibayarkan hanya kepada PKP."
    if facts.registered:
        limit = text.rupiah_short(book.number("pajak.ppn.bendahara_di_atas"), trim=True)
        return f"PPN ditambahkan di atas harga. Di atas {limit} dipungut bendahara; Anda membuat faktur pajak."
    return "Tanpa PPN: harga yang Anda tulis adalah seluruh harganya."


def _tax_number(facts: TaxFacts, book: Book) -> str:
    if facts.tax_number is None:
        return "belum diketahui: isi NPWP di Data usaha, atau nyatakan tidak memilikinya"
    if facts.tax_number:
        return "ada"
    goods, services = (text.percent_short(book.number(f"pajak.{kind}.tanpa_npwp")) for kind in ("pph22", "pph23"))
    return f"tidak ada: PPh 22 (barang) {goods} atau PPh 23 (jasa) {services} dipotong"


def _final(facts: TaxFacts, book: Book) -> str:
    if facts.final_to:
        percent = text.percent_short(book.number("pajak.pph_final.tarif"))
        return f"sampai {text.long_date(facts.final_to)}: PPh final {percent} menggantikan PPh 22 dan 23"
    return "tidak ada: PPh 22 (barang) atau PPh 23 (jasa) dipotong bendahara"


def _relief(facts: TaxFacts) -> str:
    return f"sampai {text.long_date(facts.relief_to)}: PPh tidak dipotong" if facts.relief_to else "tidak ada"

"""`/kelola/<gov>/katalog/kembar/<pair>/`: two products side by side, and the answer: one thing or two; taking one
apart; undoing either."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from belanja.catalogue.models import LikelyDuplicate, Product
from belanja.catalogue.selectors import curators
from belanja.catalogue.services.duplicates import keep_apart
from belanja.catalogue.services.products import Undone, merge_pair, obstacle, split, undo, what_undoing_gives
from belanja.foundation import text
from belanja.rules.attributes import shown
from belanja.rules.duties import Duty
from belanja.rules.measures import word_of
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, Comparison, DefinitionList, Link, Notice, Row, Table, Term
from belanja.web.public.catalogue.cards import product_address

from .duplicates import offers_table
from .panels import FORM, NoteForm, Panel, bound, carry_out, show, tick, ticked


class MergeForm(NoteForm):
    kept = forms.ChoiceField(
        label="Yang dipertahankan", widget=forms.RadioSelect, error_messages={"required": "Pilih satu produk."}
    )
    field_order = ("kept", "reason")

    def __init__(self, data: Any, pair: LikelyDuplicate) -> None:
        super().__init__(data)
        field = self.fields["kept"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (str(one.pk), f"{one.name} (produk {one.pk}, {one.offers.count()} penawaran)")
            for one in (pair.first, pair.second)
        ]


class SplitForm(NoteForm):
    name = forms.CharField(
        label="Nama produk baru", help_text="Kosongkan bila namanya sama.", max_length=300, required=False
    )
    field_order = ("name", "reason")


@officer_page(Duty.CURATE_CATALOGUE, methods=("GET", "HEAD", "POST"))
def duplicate(request: HttpRequest, office: Office, pair_id: int) -> HttpResponse:
    pair = curators.duplicate(government=office.government, pair_id=pair_id)
    both = (pair.first, pair.second)
    one, two = MergeForm(bound(request, "gabung"), pair), NoteForm(bound(request, "beda"), auto_id="id_beda_%s")
    status = 200
    if one.is_bound or two.is_bound:
        form, act = (
            (one, lambda: _merge(office, pair, one)) if one.is_bound else (two, lambda: _apart(office, pair, two))
        )
        given = carry_out(request, form, act, to=office.url("curation:duplicates"))
        if isinstance(given, HttpResponse):
            return given
        status, pair = given, curators.duplicate(government=office.government, pair_id=pair_id)
    why_not = obstacle(*both)
    open_ = pair.state == LikelyDuplicate.State.OPEN
    top: list[Any] = []
    if not open_:
        top.append(Notice(title=f"Sudah diputus: {pair.get_state_display()}.", text=pair.note))
    elif why_not:
        top.append(Notice(kind="warning", title="Belum dapat digabung.", text=why_not))
    context = frame(office, "curation:duplicates", title="Satu barang atau dua?")
    context |= {
        "lead": "Alasan menunjukkannya: " + "; ".join(pair.reasons) + ".",
        "top": top,
        "parts": [
            Part(key="banding", title="Berdampingan", items=[_side_by_side(both)]),
            Part(key="penawaran", title="Penawarannya", items=[offers_table(office, [thing.pk for thing in both])]),
        ],
    }
    merging = Panel(
        do="gabung", title="Satu barang: gabungkan", form=one, button="Gabungkan",
        about="Penawaran dan klaim pindah ke produk yang dipertahankan; alamat yang lain mengarah ke sana. "
        "Harga dan riwayat penawaran tidak berubah.",
    )  # fmt: skip
    apart = Panel(do="beda", title="Dua barang", form=two, button="Tandai barang berbeda", quiet=True)
    panels = [merging, apart] if not why_not else [apart]
    return show(request, context, *(panels if open_ or one.is_bound or two.is_bound else []), status=status)


def _merge(office: Office, pair: LikelyDuplicate, form: MergeForm) -> str:
    move = merge_pair(
        pair_id=pair.pk,
        kept_id=int(form.cleaned_data["kept"]),
        reason=form.cleaned_data["reason"],
        government=office.government,
        actor=office.actor,
    )
    return f"Digabung: {text.number(len(move.offers))} penawaran pindah. Dapat dibatalkan di Riwayat."


def _apart(office: Office, pair: LikelyDuplicate, form: NoteForm) -> str:
    keep_apart(pair_id=pair.pk, reason=form.cleaned_data["reason"], government=office.government, actor=office.actor)
    return "Ditandai sebagai dua barang; pasangan ini tidak ditunjukkan lagi."


def _side_by_side(both: tuple[Product, Product]) -> Comparison:
    def told(label: str, *values: str) -> tuple[str, list[str]]:
        return label, [value or text.UNKNOWN for value in values]

    lines = [
        told("Etalase", *(one.etalase.name for one in both)),
        told("Nama", *(one.name for one in both)),
        told("Merek", *(str(one.brand or "tanpa merek") for one in both)),
        told("Tipe", *(one.model for one in both)),
        told("Varian", *(one.variant for one in both)),
        told("GTIN", *(one.gtin for one in both)),
        told("KBKI", *(one.kbki for one in both)),
        told("Satuan jual", *(_unit(one) for one in both)),
        told("Asal", *(one.get_origin_display() if one.origin else "" for one in both)),
        told("Kelas PDN", *(one.get_pdn_display() for one in both)),
    ]
    labels = {rule.key: rule for one in both if one.schema for rule in one.schema.rules()}
    for key in dict.fromkeys(key for one in both for key in one.attributes):
        rule = labels.get(key)
        values = [one.attributes.get(key) for one in both]
        lines.append(
            told(
                rule.label if rule else key,
                *("" if value in (None, "") else shown(rule, value) if rule else str(value) for value in values),
            )
        )
    lines.append(told("Klaim", *(_claims(one) for one in both)))
    lines.append(told("Uraian", *(one.description[:400] for one in both)))
    names = [Link(label=f"Produk {one.pk}", href=product_address(one.pk, one.name)) for one in both]
    return Comparison(key="banding", caption="Dua produk", names=names, lines=lines)


def _unit(one: Product) -> str:
    unit = word_of(one.unit) if one.unit else one.unit_written.lower()
    if one.pack_size and one.pack_size != 1:
        unit += f" berisi {text.number(one.pack_size)} {word_of(one.base_unit)}"
    return unit


def _claims(one: Product) -> str:
    return "; ".join(f"{claim.get_kind_display()} {claim.number}".strip() for claim in one.claims.order_by("id"))


@officer_page(Duty.CURATE_CATALOGUE, methods=("GET", "HEAD", "POST"))
def take_apart(request: HttpRequest, office: Office, product_id: int) -> HttpResponse:
    """`…/kembar/pisah/<product>/`: which offers are of another thing."""
    product = Product.objects.select_related("etalase").filter(pk=product_id).first()
    if product is None or product.etalase.government_id not in (None, office.government.pk):
        raise Http404
    form = SplitForm(bound(request, "pisah"))
    status = 200
    if form.is_bound:
        given = carry_out(
            request, form, lambda: _split(request, office, product, form), to=office.url("curation:duplicates")
        )
        if isinstance(given, HttpResponse):
            return given
        status = given
    offers = list(curators.offers_of([product.pk])[:200])
    rows = [
        Row(
            cells=[
                Cell(piece=tick(request, "penawaran", f"{one.pk}:{one.version}", one.number, f" {one.seller}")),
                one.seller.name,
                one.get_state_display(),
            ]
        )
        for one in offers
    ]
    columns = [
        Column(key="nomor", label="Keluarkan"),
        Column(key="penyedia", label="Penyedia"),
        Column(key="keadaan", label="Keadaan"),
    ]
    table = Table(key="penawaran", caption="Penawaran produk ini", columns=columns, rows=rows, tight=True)
    context = frame(office, "curation:duplicates", title=f"Pisahkan: {product.name}")
    context |= {
        "lead": "Centang penawaran yang sebenarnya barang lain. Ia mendapat produk sendiri tanpa klaim dan GTIN.",
        "parts": [Part(key="daftar", title=f"{text.number(len(offers))} penawaran", items=[table])],
    }
    panel = Panel(do="pisah", key=FORM, title="Pisahkan yang dicentang", form=form, button="Pisahkan")
    return show(request, context, panel, status=status)


def _split(request: HttpRequest, office: Office, product: Product, form: SplitForm) -> str:
    move = split(
        product_id=product.pk,
        offer_ids=list(ticked(request, "penawaran")),
        name=form.cleaned_data["name"],
        reason=form.cleaned_data["reason"],
        government=office.government,
        actor=office.actor,
    )
    return f"{text.number(len(move.offers))} penawaran menjadi produk sendiri. Dapat dibatalkan di Riwayat."


@officer_page(Duty.CURATE_CATALOGUE, methods=("GET", "HEAD", "POST"))
def move(request: HttpRequest, office: Office, move_id: int) -> HttpResponse:
    """`…/kembar/tindakan/<move>/`: what was moved, and undoing it."""
    one = curators.moves(government=office.government).filter(pk=move_id).first()
    if one is None:
        raise Http404
    form = NoteForm(bound(request, "batalkan"))
    status = 200
    if form.is_bound:
        given = carry_out(
            request,
            form,
            lambda: _undo(office, one.pk, form),
            to=f"{office.url('curation:duplicates')}?keadaan=tindakan",
        )
        if isinstance(given, HttpResponse):
            return given
        status = given
        one.refresh_from_db()
    terms = [
        Term(term="Tindakan", text=text.capital_first(one.get_kind_display())),
        Term(term="Dari", text=f"{one.source.name} (produk {one.source_id})"),
        Term(term="Ke", text=f"{one.target.name} (produk {one.target_id})"),
        Term(term="Isi", text=f"{text.number(len(one.offers))} penawaran, {text.number(len(one.claims))} klaim"),
        Term(term="Alasan", text=one.reason),
        Term(term="Oleh", text=f"{one.by_label}, {text.date_time(one.at)}"),
    ]
    if one.undone_at:
        terms.append(Term(term="Dibatalkan", text=f"{one.undone_by_label}, {text.date_time(one.undone_at)}"))
        terms.append(Term(term="Alasan pembatalan", text=one.undone_reason))
    context = frame(office, "curation:duplicates", title="Penggabungan dan pemisahan")
    context |= {
        "lead": "Membatalkan mengembalikan penawaran dan klaim ke tempat asalnya.",
        "parts": [
            Part(key="isi", title="Yang dilakukan", items=[DefinitionList(terms=terms)]),
            Part(
                key="kini", title="Penawarannya sekarang", items=[offers_table(office, [one.source_id, one.target_id])]
            ),
        ],
    }
    if one.undone_at is None and (stays := _stays(what_undoing_gives(one))):
        context["top"] = [Notice(kind="warning", title="Sebagian tidak kembali.", text=stays)]
    panel = Panel(do="batalkan", title="Batalkan", form=form, button="Batalkan tindakan ini", quiet=True)
    return show(request, context, *([panel] if one.undone_at is None or form.is_bound else []), status=status)


def _undo(office: Office, move_id: int, form: NoteForm) -> str:
    done = undo(move_id=move_id, reason=form.cleaned_data["reason"], government=office.government, actor=office.actor)
    stays = _stays(done)
    if not stays:
        return "Dibatalkan: semuanya kembali ke tempat asalnya."
    return f"Dibatalkan: {text.number(len(done.offers))} penawaran kembali ke tempat asalnya. {stays}"


def _stays(done: Undone) -> str:
    """What undoing does not bring back, and why; empty where everything comes back."""
    told = []
    if done.offers_kept:
        told.append(
            f"{text.number(len(done.offers_kept))} penawaran tetap di produknya sekarang, karena sesudah itu "
            "penyedianya menyatakan barang lain."
        )
    if done.claims_kept:
        told.append(f"{text.number(len(done.claims_kept))} klaim sudah dicabut penyedianya.")
    return " ".join(told)

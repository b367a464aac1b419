"""`/kelola/<gov>/katalog/patroli/`: rounds through what is listed, by a drawn sample or by a question."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from belanja.catalogue.models import Patrol, PatrolItem
from belanja.catalogue.selectors import curators
from belanja.catalogue.selectors.patrol_questions import MOST, QUESTIONS
from belanja.catalogue.services import patrols as services
from belanja.catalogue.services.curators import own_firms
from belanja.etalase.models import Etalase
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import (
    Cell,
    Column,
    DefinitionList,
    EmptyState,
    Figure,
    Figures,
    Notice,
    Row,
    Table,
    Term,
)

from .forms import REFUSED, FreezeForm, reason_words
from .panels import FORM, Panel, bound, carry_out, show, tick, ticked, told

Outcome = PatrolItem.Outcome


class PurposeForm(forms.Form):
    purpose = forms.CharField(
        label="Tujuan patroli", max_length=300, error_messages={"required": "Tulis tujuan patroli ini."}
    )


class SampleForm(PurposeForm):
    size = forms.IntegerField(
        label="Besar sampel",
        min_value=1,
        max_value=MOST,
        initial=20,
        error_messages={"required": "Isi besar sampel.", "invalid": "Isi angka."},
    )
    etalase = forms.ChoiceField(label="Etalase", required=False)
    field_order = ("size", "etalase", "purpose")

    def __init__(self, data: Any, *, government_id: int) -> None:
        super().__init__(data, auto_id="id_acak_%s")
        shelves = Etalase.objects.filter(products__offers__government_id=government_id).distinct().order_by("sort_key")
        field = self.fields["etalase"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Semua etalase"), *((str(pk), name) for pk, name in shelves.values_list("pk", "name"))]


class QuestionForm(PurposeForm):
    question = forms.ChoiceField(
        label="Yang dicari",
        required=False,
        choices=[*((one.code, f"{one.label}. {one.why}") for one in QUESTIONS.values()), ("", "Kata yang saya tulis")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="Kata", required=False, max_length=160)
    field_order = ("question", "words", "purpose")


class ResultForm(FreezeForm):
    """What was found on the boxes ticked: nothing, or a reason to freeze."""

    result = forms.ChoiceField(
        label="Hasil",
        choices=[(Outcome.FAIR.value, "Tidak ada temuan"), (Outcome.FROZEN.value, "Bekukan penjualannya")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasilnya."},
    )
    field_order = ("result", "reason_code", "note")

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["reason_code"].required = False
        self.fields["reason_code"].help_text = "Hanya untuk membekukan."


@officer_page(Duty.FREEZE_LISTING, methods=("GET", "HEAD", "POST"))
def patrols(request: HttpRequest, office: Office) -> HttpResponse:
    sample = SampleForm(bound(request, "acak"), government_id=office.government.pk)
    ask = QuestionForm(bound(request, "tanya"))
    begun: list[Patrol] = []
    status = 200
    if sample.is_bound or ask.is_bound:
        form, act = (sample, lambda: _draw(office, sample, begun)) if sample.is_bound else (
            ask, lambda: _ask(office, ask, begun)
        )  # fmt: skip
        given = carry_out(request, form, act, to=office.url("curation:patrols"))
        if isinstance(given, HttpResponse):
            return HttpResponseRedirect(office.url("curation:patrol", begun[0].pk))
        status = given
    found = curators.patrols(government=office.government)
    context = frame(office, "curation:patrols", title="Patroli katalog")
    context |= {
        "lead": "Yang sudah tayang diperiksa lagi. Sampel diundi oleh angka yang dicatat, sehingga tidak ada yang "
        "memilih dan siapa pun dapat mengundinya ulang.",
        "parts": [Part(key="daftar", title="Patroli", items=[_list(request, office, found)])],
    }
    panels = [
        Panel(do="acak", title="Patroli acak", form=sample, button="Undi sampel"),
        Panel(do="tanya", title="Patroli menurut pertanyaan", form=ask, button="Mulai patroli"),
    ]
    return show(request, context, *panels, status=status)


def _draw(office: Office, form: SampleForm, begun: list[Patrol]) -> str:
    given = form.cleaned_data
    begun.append(
        services.draw_sample(
            government=office.government,
            size=given["size"],
            etalase_id=int(given["etalase"]) if given["etalase"] else None,
            purpose=given["purpose"],
            actor=office.actor,
        )
    )
    return f"{text.number(begun[0].items.count())} penawaran diundi dari {text.number(begun[0].population)}."


def _ask(office: Office, form: QuestionForm, begun: list[Patrol]) -> str:
    given = form.cleaned_data
    begun.append(
        services.ask(
            government=office.government,
            question=given["question"],
            words=given["words"],
            purpose=given["purpose"],
            actor=office.actor,
        )
    )
    return f"{text.number(begun[0].items.count())} penawaran ditemukan."


def _list(request: HttpRequest, office: Office, found: Any) -> Table:
    count = found.count()
    rows, pagination = page_of(found, count, request)
    made = []
    for one in rows:
        results = dict.fromkeys(Outcome.values, 0)
        for outcome in one.items.values_list("outcome", flat=True):
            results[outcome] += 1
        looked = sum(results.values()) - results[Outcome.OPEN]
        made.append(
            Row(
                href=office.url("curation:patrol", one.pk),
                cells=[
                    Cell(text=text.date_time(one.at), sub=one.by_label),
                    Cell(text=text.capital_first(one.get_kind_display()), sub=asked(one)),
                    one.purpose,
                    f"{text.number(looked)} dari {text.number(sum(results.values()))}",
                    text.number(results[Outcome.FROZEN]),
                    f"ditutup {text.long_date(one.closed_at)}" if one.closed_at else "berjalan",
                ],
            )
        )
    return Table(
        key="patroli",
        stacked=True,
        caption=f"{text.number(count)} patroli",
        show_caption=False,
        columns=[
            Column(key="mulai", label="Dimulai"),
            Column(key="cara", label="Cara"),
            Column(key="tujuan", label="Tujuan"),
            Column(key="diperiksa", label="Diperiksa"),
            Column(key="beku", label="Dibekukan", numeric=True),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=made,
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Belum ada patroli.", text="Mulailah dengan sampel kecil di bawah."),
    )


def asked(one: Patrol) -> str:
    """What a patrol asked, in words."""
    if one.kind == Patrol.Kind.SAMPLE:
        return f"dari {text.number(one.population)} penawaran"
    code = one.question.get("question")
    return QUESTIONS[code].label if code in QUESTIONS else f"“{one.question.get('words', '')}”"


@officer_page(Duty.FREEZE_LISTING, methods=("GET", "HEAD", "POST"))
def patrol(request: HttpRequest, office: Office, patrol_id: int) -> HttpResponse:
    one = curators.patrol(government=office.government, patrol_id=patrol_id)
    result, end = ResultForm(bound(request, "hasil")), forms.Form(bound(request, "tutup"))
    here = office.url("curation:patrol", one.pk)
    status = 200
    for form, act in (
        (result, lambda: _result(request, office, one, result)),
        (end, lambda: _close(office, one)),
    ):
        if form.is_bound:
            given = carry_out(request, form, act, to=here, fields=REFUSED)
            if isinstance(given, HttpResponse):
                return given
            status = given
    table = _items(request, office, one)
    context = frame(office, "curation:patrols", title="Patroli " + text.long_date(one.at))
    context |= {
        "lead": one.purpose,
        "top": [_results(one), None if one.closed_at is None else Notice(title="Patroli ini sudah ditutup.")],
        "parts": [
            Part(key="daftar", title="Penawaran", items=[table]),
            Part(key="asal", title="Dari mana daftar ini", items=[_origin(one)]),
        ],
    }
    panels = [
        Panel(do="hasil", key=FORM, title="Catat hasil", form=result, button="Simpan hasil",
              about="Untuk yang dicentang. Yang dibekukan tetap tampil, tetapi tidak dapat dibeli; penyedia membaca "
              "alasan dan cara memperbaikinya."),
        Panel(do="tutup", title="Tutup patroli", form=end, button="Tutup patroli", quiet=True,
              about="Setelah semua diperiksa. Yang tidak lagi tayang dicatat demikian."),
    ]  # fmt: skip
    return show(request, context, *(panels if one.closed_at is None else []), status=status)


def _names(one: Patrol) -> dict[int, str]:
    return dict(one.items.values_list("pk", "offer__product__name"))


def _result(request: HttpRequest, office: Office, one: Patrol, form: ResultForm) -> str:
    given, chosen = form.cleaned_data, ticked(request, "baris")
    if not chosen:
        raise RuleBroken("items_none", "Centang paling sedikit satu penawaran.")
    if given["result"] == Outcome.FAIR:
        fair = services.find_fair(
            patrol_id=one.pk,
            item_ids=list(chosen),
            note=given["note"],
            government=office.government,
            actor=office.actor,
        )
        return told(request, fair, "Tidak ada temuan pada {} penawaran.", _names(one))
    frozen = services.freeze(
        patrol_id=one.pk,
        chosen=chosen.items(),
        reason_code=given["reason_code"],
        note=given["note"],
        government=office.government,
        actor=office.actor,
    )
    return told(request, frozen, "{} penawaran dibekukan.", _names(one))


def _close(office: Office, one: Patrol) -> str:
    services.close(patrol_id=one.pk, government=office.government, actor=office.actor)
    return "Patroli ditutup. Hasilnya tetap di daftar."


def _results(one: Patrol) -> Figures:
    counted = {outcome: one.items.filter(outcome=outcome).count() for outcome in Outcome}
    return Figures(
        figures=[
            Figure(label=text.capital_first(str(outcome.label)), value=text.number(count), level=2)
            for outcome, count in counted.items()
        ]
    )


def _items(request: HttpRequest, office: Office, one: Patrol) -> Table:
    found = one.items.select_related("offer__product__etalase", "offer__seller").order_by("position")
    count = found.count()
    rows, pagination = page_of(found, count, request)
    own = own_firms(office.actor, office.government.pk)
    made = []
    for item in rows:
        offer = item.offer
        first = Cell(text=f"Nomor {item.position}")
        if item.outcome == Outcome.OPEN and one.closed_at is None and offer.seller.firm_id not in own:
            label = f"Nomor {item.position}"
            first = Cell(piece=tick(request, "baris", f"{item.pk}:{offer.version}", label, f", {offer.product.name}"))
        why = ". ".join(filter(None, (reason_words(item.reason_code), item.note)))
        made.append(
            Row(
                cells=[
                    first,
                    Cell(
                        text=offer.product.name,
                        sub=offer.product.etalase.name,
                        href=office.url("curation:listing", offer.pk),
                    ),
                    offer.seller.name,
                    offer.get_state_display(),
                    Cell(text=item.get_outcome_display(), sub=why),
                    Cell(text=item.by_label, sub=text.date_time(item.at)) if item.at else "",
                ]
            )
        )
    return Table(
        key="patroli",
        stacked=True,
        caption=f"{text.number(count)} penawaran",
        columns=[
            Column(key="nomor", label="Pilih"),
            Column(key="barang", label="Barang"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="keadaan", label="Keadaan sekarang"),
            Column(key="hasil", label="Hasil"),
            Column(key="oleh", label="Oleh"),
        ],
        rows=made,
        pagination=pagination,
        tight=True,
    )


def _origin(one: Patrol) -> DefinitionList:
    terms = [
        Term(term="Cara", text=text.capital_first(one.get_kind_display())),
        Term(term="Yang ditanyakan", text=asked(one)),
        Term(term="Populasi", text=f"{text.number(one.population)} penawaran tayang"),
        Term(term="Sidik populasi", text=f"{one.population_sha256[:32]} {one.population_sha256[32:]}"),
    ]
    if one.seed:
        terms.append(Term(term="Angka undian", text=one.seed))
        terms.append(
            Term(
                term="Mengundi ulang",
                text="Urutkan nomor penawaran menurut SHA-256 dari “angka undian:nomor”, lalu ambil yang pertama.",
            )
        )
    return DefinitionList(terms=terms)

"""`/kelola/<gov>/katalog/tanpa-hasil/`: what people looked for in vain, and what becomes of it."""

from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse

from belanja.catalogue.models import ZeroResultAnswer
from belanja.catalogue.search.ask import search
from belanja.catalogue.selectors import curators
from belanja.catalogue.services.zero_results import answer_zero_result
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select, whole_number
from belanja.web.pieces import Cell, Column, EmptyState, FilterRow, Row, Table

from .panels import FORM, Panel, bound, carry_out, show, tick

_DAYS = (("7", "7 hari terakhir"), ("30", "30 hari terakhir"), ("90", "90 hari terakhir"))
_LEAST = (("2", "Paling sedikit 2 kali"), ("5", "Paling sedikit 5 kali"))
_PER_PAGE = 25


class AnswerForm(forms.Form):
    kind = forms.ChoiceField(
        label="Untuk yang dicentang",
        choices=ZeroResultAnswer.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih apa yang dilakukan."},
    )
    note = forms.CharField(label="Catatan", required=False, max_length=300)


@officer_page(Duty.CURATE_CATALOGUE, methods=("GET", "HEAD", "POST"))
def zero_results(request: HttpRequest, office: Office) -> HttpResponse:
    days = whole_number(request.GET.get("hari")) or 30
    least = whole_number(request.GET.get("kali")) or 1
    data = bound(request, "jawab")
    form = AnswerForm(data)
    status = 200
    if data is not None:
        given = carry_out(request, form, lambda: _answer(request, office, form), to=office.url("curation:zero_results"))
        if isinstance(given, HttpResponse):
            return given
        status = given
    found = curators.zero_results(days=min(days, 366), least=least)
    context = frame(office, "curation:zero_results", title="Pencarian tanpa hasil")
    context |= {
        "lead": "Yang dicari dan tidak ditemukan, tanpa siapa yang mencari. Setiap baris menunjuk kata yang belum "
        "dikenal, atau barang yang belum ada di katalog.",
        "filters": FilterRow(
            key="saring",
            filters=[
                select("hari", "Kurun", "30 hari terakhir", [one for one in _DAYS if one[0] != "30"], str(days)),
                select("kali", "Seberapa sering", "Semua", _LEAST, str(least)),
            ],
            reset_href="?" if request.GET else "",
        ),
        "parts": [
            Part(key="daftar", title="Menunggu", items=[_table(request, office, found)]),
            Part(key="dijawab", title="Terakhir dijawab", items=[_answered()]),
        ],
    }
    panel = Panel(do="jawab", key=FORM, title="Jawab", form=form, button="Simpan jawaban")
    return show(request, context, *([panel] if found else []), status=status)


def _answer(request: HttpRequest, office: Office, form: AnswerForm) -> str:
    chosen = request.POST.getlist("cari")[:_PER_PAGE]
    if not chosen:
        raise RuleBroken("queries_none", "Centang paling sedikit satu pencarian.")
    for query in chosen:
        answer_zero_result(
            query=query,
            kind=form.cleaned_data["kind"],
            note=form.cleaned_data["note"],
            government=office.government,
            actor=office.actor,
        )
    return f"{text.number(len(chosen))} pencarian dijawab. Bila dicari lagi, ia kembali ke daftar."


def _table(request: HttpRequest, office: Office, found: list[curators.Unfound]) -> Table:
    rows, pagination = page_of(found, len(found), request, per_page=_PER_PAGE)
    made = []
    for one in rows:
        now = search(one.query, size=1).total
        add = f"{office.url('curation:synonyms')}?{urlencode({'kata': one.query})}#tambah"
        made.append(
            Row(
                cells=[
                    Cell(piece=tick(request, "cari", one.query, one.query)),
                    text.number(one.times),
                    text.long_date(one.last),
                    Cell(
                        text=f"kini ditemukan {text.number(now)}" if now else "tetap tidak ditemukan",
                        href=f"/katalog/cari?{urlencode({'q': one.query})}",
                    ),
                    Cell(text="Buat padanan", href=add),
                ]
            )
        )
    return Table(
        key="tanpa-hasil",
        stacked=True,
        caption=f"{text.number(len(found))} pencarian, yang tersering dahulu",
        columns=[
            Column(key="cari", label="Yang dicari"),
            Column(key="kali", label="Kali", numeric=True),
            Column(key="terakhir", label="Terakhir"),
            Column(key="kini", label="Sekarang"),
            Column(key="tindakan", label="Tindakan"),
        ],
        rows=made,
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Tidak ada pencarian tanpa hasil.", text="Dalam kurun ini semua pencarian menemukan."),
    )


def _answered() -> Table:
    return Table(
        key="dijawab",
        caption="Jawaban",
        show_caption=False,
        columns=[
            Column(key="cari", label="Yang dicari"),
            Column(key="jawaban", label="Jawaban"),
            Column(key="oleh", label="Oleh"),
        ],
        rows=[
            Row(
                cells=[
                    one.query,
                    Cell(text=one.get_kind_display(), sub=one.note),
                    Cell(text=one.by_label, sub=text.long_date(one.on)),
                ]
            )
            for one in curators.zero_result_answers()[:10]
        ],
        tight=True,
        empty=EmptyState(title="Belum ada yang dijawab."),
    )

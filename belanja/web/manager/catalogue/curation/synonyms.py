"""`/kelola/<gov>/katalog/padanan/`: words that mean the same to a buyer; a change works from the next search on."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from belanja.catalogue.models import Synonym
from belanja.catalogue.search.ask import search
from belanja.catalogue.search.synonyms import set_synonym, state_of
from belanja.catalogue.selectors import curators
from belanja.foundation import text
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, with_query
from belanja.web.pieces import BigSearch, Cell, Column, EmptyState, Link, Row, Table, Tabs

from .panels import Panel, bound, carry_out, show


class ChangeForm(forms.Form):
    """What a term means. `seen` tells who comes late."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    equivalents = forms.CharField(
        label="Padanannya di katalog",
        help_text="Satu kata atau frasa pada setiap baris, sependek yang tertulis di nama produk.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Isi paling sedikit satu padanan."},
    )
    both_ways = forms.BooleanField(label="Berlaku dua arah", required=False, initial=True)
    active = forms.BooleanField(label="Berlaku", required=False, initial=True)


class SynonymForm(ChangeForm):
    term = forms.CharField(
        label="Kata yang diketik pembeli", max_length=80, error_messages={"required": "Isi kata yang diketik pembeli."}
    )
    field_order = ("term", "equivalents", "both_ways", "active")


@officer_page(Duty.CURATE_CATALOGUE, methods=("GET", "HEAD", "POST"))
def synonyms(request: HttpRequest, office: Office) -> HttpResponse:
    words = request.GET.get("q", "")[:80]
    off = request.GET.get("keadaan") == "mati"
    data = bound(request, "tambah")
    form = SynonymForm(data, initial={"term": request.GET.get("kata", "")[:80]})
    status = 200
    if data is not None:
        given = carry_out(
            request,
            form,
            lambda: _save(office, form.cleaned_data["term"], form, new=True),
            to=office.url("curation:synonyms"),
        )
        if isinstance(given, HttpResponse):
            return given
        status = given
    found = curators.synonyms(words=words, active=not off)
    other = curators.synonyms(words=words, active=off).count()
    count = found.count()
    context = frame(office, "curation:synonyms", title="Padanan kata")
    context |= {
        "lead": "Yang Anda ubah berlaku sejak pencarian berikutnya, untuk semua orang.",
        "search": BigSearch(action="", label="Cari kata atau padanan", value=words),
        "kinds": Tabs(
            label="Keadaan",
            links=[
                Link(
                    label="Berlaku",
                    href=with_query("", request.GET, keadaan="") or "?",
                    current=not off,
                    count=other if off else count,
                ),
                Link(
                    label="Dimatikan",
                    href=with_query("", request.GET, keadaan="mati"),
                    current=off,
                    count=count if off else other,
                ),
            ],
        ),
        "parts": [Part(key="daftar", title="Daftar", items=[_table(request, office, found, count)])],
    }
    add = Panel(do="tambah", title="Tambah padanan", form=form, button="Simpan padanan")
    return show(request, context, add, status=status)


def _save(office: Office, term: str, form: ChangeForm, *, new: bool = False) -> str:
    given = form.cleaned_data
    made = set_synonym(
        term=term,
        equivalents=given["equivalents"].splitlines(),
        both_ways=given["both_ways"],
        active=given["active"],
        actor=office.actor,
        government=office.government,
        new=new,
        seen=given["seen"],
    )
    now = search(made.term, size=1).total
    return f"Padanan “{made.term}” disimpan. Pencarian “{made.term}” sekarang menemukan {text.number(now)} penawaran."


def _table(request: HttpRequest, office: Office, found: object, count: int) -> Table:
    rows, pagination = page_of(found, count, request)  # type: ignore[arg-type]  # a QuerySet is sliceable
    return Table(
        key="padanan",
        stacked=True,
        caption=f"{text.number(count)} kata",
        columns=[
            Column(key="kata", label="Kata"),
            Column(key="padanan", label="Padanan"),
            Column(key="arah", label="Arah"),
            Column(key="asal", label="Asal"),
        ],
        rows=[
            Row(
                href=office.url("curation:synonym", one.pk),
                cells=[
                    one.term,
                    ", ".join(one.equivalents),
                    "dua arah" if one.both_ways else "satu arah",
                    f"diubah {text.long_date(one.changed_at)}" if one.changed_at else "bawaan aplikasi",
                ],
            )
            for one in rows
        ],
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Tidak ada kata yang cocok.", text="Tambahkan di bawah bila pembeli memakainya."),
    )


@officer_page(Duty.CURATE_CATALOGUE, methods=("GET", "HEAD", "POST"))
def synonym(request: HttpRequest, office: Office, synonym_id: int) -> HttpResponse:
    one = Synonym.objects.filter(pk=synonym_id).first()
    if one is None:
        raise Http404
    data = bound(request, "ubah")
    form = ChangeForm(
        data,
        initial={
            "equivalents": "\n".join(one.equivalents),
            "both_ways": one.both_ways,
            "active": one.active,
            "seen": state_of(one),
        },
    )
    status = 200
    if data is not None:
        given = carry_out(
            request,
            form,
            lambda: _save(office, one.term, form),
            to=office.url("curation:synonyms"),
        )
        if isinstance(given, HttpResponse):
            return given
        status = given
    context = frame(office, "curation:synonyms", title=f"Padanan “{one.term}”")
    context |= {
        "lead": "Angka di bawah dihitung dengan padanan yang berlaku sekarang.",
        "parts": [Part(key="kini", title="Yang ditemukan sekarang", items=[_now(one)])],
    }
    return show(request, context, Panel(do="ubah", title="Ubah", form=form, button="Simpan padanan"), status=status)


def _now(one: Synonym) -> Table:
    rows = []
    for said in (one.term, *one.equivalents[:10]):
        answer = search(said, size=3)
        rows.append(
            Row(
                cells=[
                    Cell(text=said, href=f"/katalog/cari?q={said.replace(' ', '+')}"),
                    text.number(answer.total),
                    ", ".join(dict.fromkeys(listing.name for listing in answer.listings)) or "tidak ada",
                ]
            )
        )
    columns = [
        Column(key="kata", label="Pencarian"),
        Column(key="jumlah", label="Penawaran", numeric=True),
        Column(key="contoh", label="Teratas"),
    ]
    return Table(key="kini", caption="Hasil pencarian", columns=columns, rows=rows, show_caption=False, tight=True)

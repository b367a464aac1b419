"""`/kelola/<gov>/calon/`: firms that are not registered yet, from lists of a Dinas, and needs that they could meet."""

from django import forms
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue.models import Region
from belanja.exchange import prospect_lists as lists
from belanja.exchange.carried_lists import Listed
from belanja.foundation import text
from belanja.needs.models import Prospect, ProspectMatch
from belanja.needs.services import prospects as services
from belanja.needs.texts import reasons
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.needs.helping import Coach
from belanja.rules.needs.prospects import Meaning
from belanja.rules.needs.prospects import Row as Listing
from belanja.rules.needs.states import NeedState
from belanja.web.manager.heading_form import ColumnsForm
from belanja.web.officer.access import Office, frame, officer_page, refused
from belanja.web.officer.lists import Part, page_of, whole_number
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Link, Row, Table, Tabs, Term

SECTION = "manager:prospects"
_ABOUT = (
    "Usaha yang belum terdaftar, dari daftar dinas. Yang disimpan hanya nama usaha, kabupaten/kota, KBLI, sidik NIB, "
    "dan kontak untuk sapaan pertama dinas; dihapus sesudah masa simpannya."
)
_SHOWN = 20


class ListForm(forms.Form):
    """Whose list it is, and the file."""

    sumber = forms.ChoiceField(
        label="Daftar siapa",
        choices=[(one.value, one.label) for one in Coach],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih daftar siapa ini."},
    )
    berkas = forms.FileField(
        label="Berkas XLSX atau CSV",
        help_text="Nama kolom bebas. Jangan sertakan NIK, alamat rumah, atau data pribadi lain; kolom lain diabaikan.",
        error_messages={"required": "Pilih berkasnya."},
    )


class MeaningsForm(ColumnsForm):
    choices = tuple((one.value, one.label) for one in Meaning)
    learnt_from = "daftar"


@officer_page(Duty.ASSIST_FIRM)
def prospects(request: HttpRequest, office: Office) -> HttpResponse:
    """Firms of lists, those with most needs first; of one need where asked (`?kebutuhan=`)."""
    need_id = whole_number(request.GET.get("kebutuhan"))
    found: QuerySet[Prospect] = Prospect.objects.filter(government=office.government, firm=None)
    if need_id is not None:
        found = found.filter(matches__need_id=need_id)
    found = found.annotate(needs=Count("matches")).select_related("source").order_by("-needs", "name", "pk")
    rows, pagination = page_of(found, found.count(), request)
    places = _places()
    table = Table(
        key="calon",
        caption="Calon penyedia",
        show_caption=False,
        stacked=True,
        personal=True,
        columns=[
            Column(key="usaha", label="Usaha"),
            Column(key="tempat", label="Kabupaten/kota"),
            Column(key="kbli", label="KBLI"),
            Column(key="kebutuhan", label="Kebutuhan yang cocok", numeric=True),
            Column(key="sumber", label="Dari daftar"),
        ],
        rows=[
            Row(
                href=office.url("manager:prospect", one.pk),
                cells=[
                    one.name,
                    places.get(one.place, one.place),
                    ", ".join(one.kbli),
                    text.number(one.needs),
                    Cell(text=Coach(one.source.source).label, sub=f"sampai {text.long_date(one.keep_until)}"),
                ],
            )
            for one in rows
        ],
        pagination=pagination,
        empty=EmptyState(title="Belum ada calon penyedia.", text="Unggah daftar dari Dinas Koperasi atau Disperindag."),
    )
    context = frame(office, SECTION, title="Calon penyedia")
    links = [Link(label="Unggah daftar", href=office.url("manager:prospect_list"))]
    if need_id is not None:
        links.append(Link(label="Semua calon", href=office.url(SECTION)))
    context |= {
        "lead": _ABOUT,
        "parts": [Part(key="daftar", title="Daftar", items=[Tabs(label="Langkah", links=links), table])],
    }
    return render(request, "officer/page.html", context)


@officer_page(Duty.ASSIST_FIRM, methods=("GET", "HEAD", "POST"))
def upload(request: HttpRequest, office: Office) -> HttpResponse:
    """A list in two steps: the file, then its columns with a look at what would be taken."""
    form = ListForm()
    if request.method == "POST" and request.POST.get("isi"):
        return _second_step(request, office)
    if request.method == "POST":
        form = ListForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["berkas"]
            try:
                listed = lists.LIST.read(file.name, file.read())
            except RuleBroken as refusal:
                form.add_error("berkas", refusal.message)
            else:
                columns = MeaningsForm(columns=lists.columns(office.government.pk, listed))
                return _look(request, office, listed, columns, form.cleaned_data["sumber"], file.name)
    context = frame(office, SECTION, title="Unggah daftar usaha")
    context |= {"lead": _ABOUT, "form": form, "parts": []}
    return render(request, "manager/prospect_list.html", context, status=422 if form.errors else 200)


def _second_step(request: HttpRequest, office: Office) -> HttpResponse:
    source, name = request.POST.get("sumber", ""), request.POST.get("nama", "")[:160]
    try:
        listed = lists.LIST.carried(request.POST["isi"])
    except RuleBroken as refusal:
        refused(request, refusal)
        return HttpResponseRedirect(office.url("manager:prospect_list"))
    form = MeaningsForm(request.POST, columns=lists.columns(office.government.pk, listed))
    if not form.is_valid():
        return _look(request, office, listed, form, source, name, status=422)
    given = {column: Meaning(meaning) for column, meaning in form.meanings().items()}
    try:
        rows = lists.rows_of(listed, given)
        if request.POST.get("do") == "muat":
            made = services.take_list(
                government=office.government, source=source, file_name=name, rows=rows, actor=office.actor
            )
            lists.explain(office.government, given, office.actor)
            messages.success(
                request,
                f"Dimuat: {made.rows_new} baru, {made.rows_known} sudah dikenal, {made.rows_registered} sudah "
                f"terdaftar, {made.rows_stopped} minta tidak dihubungi, {made.rows_left} tidak terbaca atau ganda.",
            )
            return HttpResponseRedirect(office.url(SECTION))
    except RuleBroken as refusal:
        if refusal.status in (403, 404):
            raise
        form.add_error(None, refusal.message)
        return _look(request, office, listed, form, source, name, status=refusal.status)
    return _look(request, office, listed, form, source, name, rows=rows)


def _look(
    request: HttpRequest, office: Office, listed: Listed, form: MeaningsForm, source: str, name: str,
    *, rows: list[Listing] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The columns to be looked over, and with them what would be taken and what would not."""
    context = frame(office, SECTION, title="Periksa kolom daftar")
    good = [row for row in rows or () if not row.why]
    parts = []
    if rows is not None:
        parts.append(Part(key="dimuat", title=f"Akan dimuat: {text.number(len(good))} usaha", items=[_taken(good)]))
        left = [row for row in rows if row.why]
        if left:
            parts.append(Part(key="tidak", title=f"Tidak dimuat: {text.number(len(left))} baris", items=[_left(left)]))
    context |= {
        "lead": f"{name}: {text.number(len(listed.rows))} baris. Kolom yang tidak dipakai tidak disimpan.",
        "columns": form, "carried": listed.text, "source": source, "name": name, "ready": bool(good), "parts": parts,
    }  # fmt: skip
    return render(request, "manager/prospect_list.html", context, status=status)


def _taken(rows: list[Listing]) -> Table:
    places = _places()
    return Table(
        key="dimuat", caption=f"{min(len(rows), _SHOWN)} yang pertama", stacked=True, personal=True,
        columns=[Column(key="usaha", label="Usaha"), Column(key="tempat", label="Kabupaten/kota"),
                 Column(key="kbli", label="KBLI"), Column(key="nib", label="NIB"),
                 Column(key="kontak", label="Kontak untuk dinas")],
        rows=[Row(cells=[row.name, places.get(row.place, row.place), ", ".join(row.kbli),
                         "terbaca, disimpan sebagai sidik" if row.nib else "tidak ada", row.contact or "tidak ada"])
              for row in rows[:_SHOWN]],
        empty=EmptyState(title="Tidak ada baris yang dapat dimuat."),
    )  # fmt: skip


def _left(rows: list[Listing]) -> Table:
    return Table(
        key="tidak", caption="Baris yang tidak dimuat, dengan sebabnya", stacked=True, personal=True,
        columns=[Column(key="usaha", label="Usaha"), Column(key="baris", label="Baris di bawah judul", numeric=True),
                 Column(key="sebab", label="Sebabnya")],
        rows=[Row(cells=[row.name or "tanpa nama", text.number(row.number), row.why]) for row in rows],
    )  # fmt: skip


@officer_page(Duty.ASSIST_FIRM, methods=("GET", "HEAD", "POST"))
def prospect(request: HttpRequest, office: Office, prospect_id: int) -> HttpResponse:
    """One firm of a list: its needs, the first word of the Dinas, and the wish to be left alone."""
    found = Prospect.objects.select_related("source").filter(pk=prospect_id, government=office.government).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        return _done(request, office, found)
    context = frame(office, SECTION, title=found.name)
    pairs = found.matches.select_related("need").order_by("-points", "pk")
    context |= {
        "lead": f"Dari daftar {Coach(found.source.source).label}, {text.long_date(found.source.at)}.",
        "facts": [_facts(found)],
        "may": found.firm_id is None,
        "contacted": not any(one.contacted_at is None for one in pairs),
        "parts": [Part(key="kebutuhan", title="Kebutuhan yang cocok", items=[_needs(list(pairs))])],
    }
    return render(request, "manager/prospect.html", context)


def _done(request: HttpRequest, office: Office, found: Prospect) -> HttpResponse:
    if request.POST.get("do") == "berhenti":
        services.stop(prospect_id=found.pk, actor=office.actor)
        messages.success(request, "Datanya dihapus dan tidak akan dimuat lagi dari daftar mana pun.")
        return HttpResponseRedirect(office.url(SECTION))
    services.contacted(prospect_id=found.pk, actor=office.actor)
    messages.success(request, "Tercatat sudah dihubungi dinas.")
    return HttpResponseRedirect(office.url("manager:prospect", found.pk))


def _facts(found: Prospect) -> DefinitionList:
    return DefinitionList(
        terms=[
            Term(term="Kabupaten/kota", text=_places().get(found.place, found.place)),
            Term(term="KBLI", text=", ".join(found.kbli)),
            Term(term="Kontak untuk dinas", text=found.contact or "tidak ada"),
            Term(term="Dihapus sesudah", text=text.long_date(found.keep_until)),
            Term(term="Keadaan", text="sudah terdaftar" if found.firm_id else "belum terdaftar"),
        ]
    )


def _needs(pairs: list[ProspectMatch]) -> Table:
    return Table(
        key="cocok", caption="Kebutuhan dan alasan cocoknya", show_caption=False, stacked=True,
        columns=[Column(key="apa", label="Apa"), Column(key="alasan", label="Mengapa cocok"),
                 Column(key="sapa", label="Dihubungi dinas")],
        rows=[
            Row(
                href=reverse("katalog:need", args=[one.need_id]),
                cells=[
                    Cell(text=one.need.what, sub=NeedState(one.need.state).label),
                    "; ".join(reasons(one.grounds, one.need.what)),
                    text.long_date(one.contacted_at) if one.contacted_at else "belum",
                ],
            )
            for one in pairs
        ],
        empty=EmptyState(title="Belum ada kebutuhan yang cocok.", text="Pencocokan diulang setiap hari."),
    )  # fmt: skip


def _places() -> dict[str, str]:
    return dict(Region.objects.exclude(code="").values_list("code", "name"))

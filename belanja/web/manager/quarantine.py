"""`/kelola/<gov>/karantina/`: rows of all pulls that did not fit; one proposes what becomes of them."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from belanja.documents.sheets import Field, Kind, Sheet
from belanja.foundation import text
from belanja.intake import feeds, quarantine_sheet, services
from belanja.intake import quarantine as records
from belanja.intake import selectors as intake
from belanja.intake.models import QuarantineRow
from belanja.intake.quarantine import Quarantined, Wanted
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web import exports
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import page_of, select, whole_number, with_query
from belanja.web.officer.second_persons import waiting_table
from belanja.web.officer.words import field_label, field_value, quarantine_label
from belanja.web.pieces import Cell, Column, EmptyState, FilterRow, Link, Row, Table, Tabs
from belanja.web.pieces.forms import Tick

from .quarantine_forms import DecideForm, SheetForm

_AGES = (("7", "Lebih dari seminggu"), ("30", "Lebih dari sebulan"), ("90", "Lebih dari tiga bulan"))
_AMOUNTS = (("1000000", "Rp1 juta"), ("100000000", "Rp100 juta"), ("1000000000", "Rp1 miliar"))
_FORM = "putusan"
#: What tells a row apart for a person comes first.
_TELLING = ("nama_paket", "kd_paket", "kd_rup", "nama_satker", "total_harga", "pagu", "pengadaan", "status")


@officer_page(Duty.SEE_IMPORTS, methods=("GET", "HEAD", "POST"))
def quarantine(request: HttpRequest, office: Office) -> HttpResponseBase:
    wanted = _wanted(request)
    found = records.rows(government_id=office.government.pk, wanted=wanted)
    sheet = request.GET.get("lembar", "")
    if sheet in exports.FORMS and wanted.feed:
        return exports.send(request, _sheet(wanted.feed, found), sheet)
    choices = records.choices(government_id=office.government.pk)
    names = [wanted.feed] if wanted.feed else [name for name, _count in choices["feed"]]
    form = DecideForm(names=names)
    status = 200
    if request.method == "POST":
        if not office.may(Duty.CORRECT_IMPORT):
            raise Http404
        form = DecideForm(request.POST, names=names)
        if form.is_valid():
            answer, status = _propose(request, office, form, wanted)
            if answer is not None:
                return answer
        else:
            status = 422
    context = frame(office, "manager:quarantine", title="Karantina")
    context |= {
        "lead": "Baris yang tidak cocok tidak masuk angka mana pun. Satu orang mengusulkan, orang kedua menyetujui.",
        "filters": _filters(request, office, wanted, choices),
        "kinds": _states(request, office, wanted),
        "sums": _told(records.total(found)),
        "waiting": waiting_table(office),
        "table": _table(request, office, found, chosen=set(request.POST.getlist("baris"))),
        "form": form if office.may(Duty.CORRECT_IMPORT) else None,
        "sheet_form": SheetForm() if office.may(Duty.CORRECT_IMPORT) else None,
        "sheets": [Link(label=kind.upper(), href=with_query("", request.GET, lembar=kind)) for kind in exports.FORMS]
        if wanted.feed
        else [],
        "return_href": office.url("manager:quarantine_sheet"),
        "parts": [],
    }
    return render(request, "manager/quarantine.html", context, status=status)


def _propose(request: HttpRequest, office: Office, form: DecideForm, wanted: Wanted) -> tuple[HttpResponse | None, int]:
    if form.cleaned_data["everything"]:
        open_rows = records.rows(government_id=office.government.pk, wanted=wanted)
        ids = list(open_rows.filter(state=QuarantineRow.State.OPEN).values_list("pk", flat=True))
    else:
        ids = [number for given in request.POST.getlist("baris") if (number := whole_number(given)) is not None]
    try:
        wish = services.propose_correction(
            government=office.government,
            action=form.cleaned_data["action"],
            rows={pk: form.cells() for pk in ids},
            reason=form.cleaned_data["reason"],
            actor=office.actor,
        )
    except RuleBroken as refusal:
        if refusal.status in (403, 404):
            raise
        form.add_error(None, refusal.message)
        return None, refusal.status
    rows = wish.rows.count()
    messages.success(request, f"Usulan untuk {text.number(rows)} baris disimpan. Orang kedua perlu menyetujuinya.")
    return HttpResponseRedirect(office.url("manager:correction", wish.pk)), 302


def _wanted(request: HttpRequest) -> Wanted:
    query = request.GET
    feed = query.get("sumber", "")
    amount = whole_number(query.get("nilai"))
    state = query.get("keadaan", "")
    return Wanted(
        feed=feed if feed in feeds.BY_NAME else "",
        reason=query.get("alasan", "")[:40],
        file=query.get("berkas", "")[:255],
        year=whole_number(query.get("tahun")),
        unit=query.get("unit", "").strip()[:80],
        older_than_days=whole_number(query.get("umur")),
        at_least=None if amount is None else Decimal(amount),
        state=state if state in QuarantineRow.State.values else "",
    )


def _filters(
    request: HttpRequest, office: Office, wanted: Wanted, choices: dict[str, list[tuple[str, int]]]
) -> FilterRow:
    def counted(name: str, label: object) -> list[tuple[str, str]]:
        return [(value, f"{label(value)} ({text.number(count)})") for value, count in choices[name]]  # type: ignore[operator]

    units = _units(office)
    return FilterRow(
        key="saring",
        filters=[
            select("sumber", "Sumber", "Semua", counted("feed", intake.feed_label), wanted.feed),
            select("alasan", "Alasan", "Semua", counted("reason", quarantine_label), wanted.reason),
            select("berkas", "Berkas", "Semua", counted("file", str), wanted.file),
            select(
                "tahun",
                "Tahun anggaran",
                "Semua",
                counted("year", lambda year: "Tidak disebut" if year == "0" else year),
                "" if wanted.year is None else str(wanted.year),
            ),
            select("unit", "Satuan kerja", "Semua", units, wanted.unit),
            select("umur", "Umur", "Semua", _AGES, str(wanted.older_than_days or "")),
            select(
                "nilai",
                "Nilai paling sedikit",
                "Berapa pun",
                _AMOUNTS,
                "" if wanted.at_least is None else str(wanted.at_least),
            ),
        ],
        reset_href="?" if request.GET else "",
    )


def _units(office: Office) -> list[tuple[str, str]]:
    found = records.rows(government_id=office.government.pk, wanted=Wanted()).order_by()
    pairs = found.values_list("payload__kd_satker_str", "payload__nama_satker").distinct()[:500]
    named = {str(code): str(name or code) for code, name in pairs if code}
    return sorted(named.items(), key=lambda pair: pair[1])


def _states(request: HttpRequest, office: Office, wanted: Wanted) -> Tabs:
    gov = office.government.pk
    links = [
        Link(
            label="Menunggu",
            href=with_query("", request.GET, keadaan="") or "?",
            current=not wanted.state,
            count=records.rows(government_id=gov, wanted=Wanted()).count(),
        )
    ]
    for state in (QuarantineRow.State.CORRECTED, QuarantineRow.State.ACCEPTED, QuarantineRow.State.REJECTED):
        links.append(
            Link(
                label=text.capital_first(str(state.label)),
                href=with_query("", request.GET, keadaan=state.value),
                current=wanted.state == state,
                count=records.rows(government_id=gov, wanted=Wanted(state=state.value)).count(),
            )
        )
    return Tabs(label="Keadaan", links=links)


def _told(sums: Quarantined) -> str:
    return f"{text.number(sums.rows)} baris, {text.rupiah(sums.amount)} yang terbaca."


def _table(request: HttpRequest, office: Office, found: object, chosen: set[str]) -> Table:
    count = found.count()  # type: ignore[attr-defined]  # a QuerySet
    rows, pagination = page_of(found, count, request)  # type: ignore[arg-type]
    may = office.may(Duty.CORRECT_IMPORT)
    return Table(
        key="karantina",
        caption=f"{text.number(count)} baris",
        columns=[
            Column(key="baris", label="Baris"),
            Column(key="berkas", label="Sumber"),
            Column(key="alasan", label="Mengapa tidak dimuat"),
            Column(key="isi", label="Isi yang terbaca"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[
            Row(
                cells=[
                    _first(row, may, str(row.pk) in chosen),
                    Cell(
                        text=intake.feed_label(row.pull.feed),
                        sub=f"{row.pull.year or 'tahun tidak disebut'}, {row.file}",
                        href=office.url("manager:pull", row.pull_id),
                    ),
                    Cell(text=row.message, sub=quarantine_label(row.reason)),
                    Cell(text=gist(row)),
                    Cell(text=text.UNKNOWN, words=True) if row.amount is None else text.rupiah(row.amount),
                    row.get_state_display(),
                ]
            )
            for row in rows
        ],
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Tidak ada baris di sini.", text="Semua baris dari tarikan yang berlaku sudah dimuat."),
    )


def _first(row: QuarantineRow, may: bool, ticked: bool) -> Cell:
    label = f"Baris {text.number(row.row_number)}"
    if may and row.state == QuarantineRow.State.OPEN:
        tick = Tick(name="baris", value=str(row.pk), label=label, more=f" dari {row.file}", form=_FORM, ticked=ticked)
        return Cell(piece=tick)
    return Cell(text=label)


def gist(row: QuarantineRow, most: int = 6) -> str:
    """What could be read of a row, in a line."""
    names = [name for name in _TELLING if name in row.payload]
    names += [name for name in intake.ordered_names(row.pull.feed, row.payload) if name not in _TELLING]
    told = [
        f"{field_label(name)}: {field_value(name, row.payload[name])}"
        for name in names
        if row.payload[name] not in (None, "", [])
    ]
    return "; ".join(told[:most])


def _sheet(feed: str, found: object) -> Sheet:
    known = feeds.BY_NAME[feed]
    return Sheet(
        name="karantina",
        title=f"Karantina {known.label}",
        fields=[Field(key=name, label=name, kind=Kind.TEXT) for name in quarantine_sheet.header(known)],
        rows=lambda: quarantine_sheet.lines(known, found.iterator(chunk_size=2000)),  # type: ignore[attr-defined]
    )

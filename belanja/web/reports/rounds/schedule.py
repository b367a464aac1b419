"""`/laporan/<gov>/jadwal/`: when reports fall due by themselves, as dated rows."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from belanja.foundation import clock, text
from belanja.reporting import services
from belanja.reporting.models import Schedule
from belanja.reporting.selectors import rounds as reads
from belanja.rules.duties import Duty
from belanja.rules.reporting.schedules import Kind, latest_ended
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.manager.parameter_forms import day_field
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table
from belanja.web.purchases.forms import words_field
from belanja.web.reports.framing import acts_page


class ScheduleForm(forms.Form):
    """From which day on, and how soon after its cut-off, a kind of report falls due."""

    kind = forms.ChoiceField(label="Laporan", choices=[(one.value, text.capital_first(one.label)) for one in Kind])
    valid_from = day_field("Berlaku mulai")
    after_days = forms.IntegerField(
        label="Dibuka berapa hari kerja sesudah batas waktu",
        min_value=0,
        max_value=60,
        initial=5,
        help_text="Batas waktu (cut-off) adalah hari terakhir bulan, triwulan, semester, atau tahunnya.",
    )
    runs = forms.BooleanField(label="Berjalan sendiri", required=False, initial=True)
    reason = words_field("Dasar atau alasan", rows=2)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="jadwal")


@officer_page(Duty.SEE_REPORTS, methods=("GET", "HEAD", "POST"))
def schedule(request: HttpRequest, office: Office) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: None,
        acts=lambda request, desk, _found: _acts(request, desk),
        show=_show,
        gone=lambda _found: "Jadwal ini tidak dapat diubah.",
        name="reporting.schedule",
        to=office.url("reports:schedule"),
        open_to=lambda desk, _found: desk.may(Duty.FREEZE_REPORT),
    )


def _acts(request: HttpRequest, office: Office) -> list[Act]:
    if not office.may(Duty.FREEZE_REPORT):
        return []

    def run(form: ScheduleForm, _version: int) -> None:
        said = form.cleaned_data | {"kind": Kind(form.cleaned_data["kind"])}
        services.set_schedule(government=office.government, actor=office.actor, **said)

    return [
        Act(
            key="jadwal",
            title="Baris jadwal baru",
            button="Simpan",
            form=ScheduleForm(kept(request, "jadwal")),
            run=run,
            said="Jadwal disimpan. Baris lama tetap tercatat.",
            about="Baris tidak diubah: yang terbaru menggantikan yang lama sejak harinya.",
            quiet=True,
        )
    ]


def _show(request: HttpRequest, office: Office, _found: None, outcome: Outcome) -> HttpResponse:
    context = frame(office, "reports:schedule", title="Jadwal")
    context |= {
        "lead": "Dasbor bulanan diberitahukan; surat triwulan, laporan semester dan tahunan membuka draf dan putaran "
        "konfirmasi dengan sendirinya.",
        "acts": _acts(request, office),
        "parts": [
            Part(key="berikut", title="Yang berlaku hari ini", items=[_in_force(office)]),
            *_rows(office),
        ],
    }
    return acts_page(request, outcome, context)


def _in_force(office: Office) -> Table:
    today = clock.today()
    rows = []
    for kind, one in reads.schedules(office.government.pk, today).items():
        due = latest_ended(kind, today)
        opened = reads.opens_on(one, due.cut_off)
        rows.append(
            Row(
                cells=[
                    text.capital_first(kind.label),
                    "berjalan sendiri" if one.runs else "dibuka dengan tangan",
                    Cell(text=due.label, sub=f"batas waktu {text.long_date(due.cut_off)}"),
                    text.long_date(opened),
                ]
            )
        )
    return Table(
        key="berlaku",
        caption="Jadwal yang berlaku",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="laporan", label="Laporan"),
            Column(key="cara", label="Cara"),
            Column(key="terakhir", label="Periode terakhir"),
            Column(key="dibuka", label="Dibuka"),
        ],
        rows=rows,
        empty=EmptyState(title="Belum ada jadwal.", text="Laporan dibuka dengan tangan sampai ada barisnya."),
    )


def _rows(office: Office) -> list[Part]:
    """All rows that ever held, the latest first; nothing before there is one."""
    found = Schedule.objects.filter(government=office.government).order_by("-valid_from", "kind")
    table = Table(
        key="jadwal-tabel",
        caption="Baris jadwal",
        show_caption=False,
        columns=[
            Column(key="laporan", label="Laporan"),
            Column(key="mulai", label="Berlaku mulai"),
            Column(key="hari", label="Sesudah batas waktu", numeric=True, note="hari kerja"),
            Column(key="cara", label="Cara"),
            Column(key="alasan", label="Dasar atau alasan"),
            Column(key="oleh", label="Dicatat"),
        ],
        rows=[
            Row(
                cells=[
                    text.capital_first(Kind(one.kind).label),
                    text.long_date(one.valid_from),
                    text.number(one.after_days),
                    "berjalan sendiri" if one.runs else "dengan tangan",
                    one.reason,
                    Cell(text=text.long_date(one.at), sub=one.by_label),
                ]
            )
            for one in found
        ],
        tight=True,
        stacked=True,
    )
    return [Part(key="baris", title="Semua baris", items=[table])] if table.rows else []

"""`/pantau/<gov>/jalan-30/<code>/`: the way of a unit for its officers, with the words that spoke and the queue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.affirmation.selectors import path_of
from belanja.foundation import text
from belanja.proposals import selectors as proposals
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web import path_tables
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.pieces import Link, Notice
from belanja.web.public import doors
from belanja.web.public.path import parts, share


@officer_page(Duty.SEE_SOURCE_ROWS)
def path(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    year = doors.year_asked(request, office.government, doors.years_of(office.government))
    if year is None:
        raise RuleBroken("no_data", f"Belum ada data {office.government.name}.", status=404)
    proposed = proposals.of_officer(office.government, office.actor)
    found = path_of(government=office.government, year=year, code=code, proposed=proposed)
    target = text.percent_short(found.unit.target_percent)
    name = shown(found.unit.name)
    notices = []
    if found.unsure.count and office.may(Duty.CLASSIFY_PLAN):
        notices.append(
            Notice(
                title=f"{text.number(found.unsure.count)} baris menunggu kata Anda tentang apa yang dibeli.",
                text=f"Nilainya {text.rupiah(found.unsure.amount)}.",
                action=Link(
                    label="Tetapkan kelasnya",
                    href=f"{office.url('leader:plan_classes')}?tahun={year}&unit={found.unit.code}",
                ),
            )
        )
    context = frame(office, "leader:overview", title=f"Jalan menuju {target}: {name}", query=f"tahun={year}")
    context |= {
        "lead": f"{office.government.name}, kode {found.unit.code}, tahun anggaran {year}",
        "notices": notices,
        "share": share(found),
        "figures": path_tables.figures(found),
        "parts": parts(request, found, lambda one: office.url("proposals:proposal", one.code), officer=True),
    }
    return render(request, "leader/path.html", context)

"""One report at the desk: the live draft, or the frozen document with what may be done with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.documents import xlsx
from belanja.foundation import text
from belanja.reporting import chapters, selectors
from belanja.reporting.chapters.read import grouped
from belanja.reporting.models import Snapshot
from belanja.reporting.renderings.restricted import restricted_workbook
from belanja.reporting.selectors.reviews import review
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.reports import TRANSITIONS, Action, State
from belanja.web.officer.access import Office, officer_page
from belanja.web.pieces import Link, Term

from . import files, one, papers, shown
from .framing import framed
from .notices import notice_of
from .review import term_of

#: What may be done at the desk, with the page that does it.
_DOORS = {
    Action.FREEZE: "reports:freeze",
    Action.ISSUE: "reports:issue",
    Action.DISCARD: "reports:discard",
    Action.WITHDRAW: "reports:withdraw",
}


@officer_page(Duty.SEE_REPORTS)
def snapshot(request: HttpRequest, office: Office, snapshot_id: int) -> HttpResponse:
    item = selectors.snapshot(government=office.government, snapshot_id=snapshot_id)
    layout = chapters.layout(document_of(item))
    context = framed(office, item)
    context |= {
        "lead": layout.title,
        "notice": notice_of(item),
        "actions": actions_of(office, item),
        "paper": papers.part_of(office, item),
        "files": files_of(office, item),
        "facts": shown.facts(layout, *_terms(item)),
        "sections": shown.sections(layout),
    }
    return render(request, "reports/snapshot.html", context)


@officer_page(Duty.SEE_REPORTS)
def one_page(request: HttpRequest, office: Office, snapshot_id: int) -> HttpResponse:
    """One A4 for the leadership, to be printed from the browser."""
    item = selectors.snapshot(government=office.government, snapshot_id=snapshot_id)
    context = framed(office, item, title="Satu halaman untuk Pimpinan")
    context |= one.page(document_of(item)) | {"notice": notice_of(item)}
    return render(request, "reports/one_page.html", context)


@officer_page(Duty.SEE_REPORTS)
def file(request: HttpRequest, office: Office, snapshot_id: int, name: str) -> HttpResponse:
    """report.json, report.pdf or report.xlsx of a frozen report; 404 for a draft."""
    item = selectors.snapshot(government=office.government, snapshot_id=snapshot_id)
    if item.canonical is None:
        raise RuleBroken("not_frozen", "Draf belum mempunyai berkas.", status=404)
    return files.answer(request, item, name)


@officer_page(Duty.DRAFT_REPORT, Duty.DISPOSE_REPORT)
def restricted(request: HttpRequest, office: Office, snapshot_id: int) -> HttpResponse:
    """What is not public of a report: disputed rows, evidence, words and decisions."""
    item = selectors.snapshot(government=office.government, snapshot_id=snapshot_id)
    made = HttpResponse(restricted_workbook(item), content_type=xlsx.MEDIA_TYPE)
    made["Content-Disposition"] = f'attachment; filename="terbatas-{office.code}-{item.year}-tw{item.quarter}.xlsx"'
    return made


def document_of(item: Snapshot) -> dict[str, Any]:
    """The frozen document, or the draft as the record stands now."""
    if item.canonical is not None:
        return selectors.document_of(item)
    return selectors.draft(government=item.government, year=item.year, quarter=item.quarter)


def actions_of(office: Office, item: Snapshot) -> list[Link]:
    """The steps that are open in this state to this person; before a frozen report is issued it is reviewed."""
    reviewed = item.status is not State.FROZEN or review(item).done
    telaah = [] if reviewed else [Link(label="Telaah", href=office.url("reports:review", item.pk))]
    return telaah + [
        Link(label=step.label, href=office.url(_DOORS[action], item.pk))
        for action, step in TRANSITIONS.items()
        if action in _DOORS
        and item.status in step.sources
        and step.duty is not None
        and office.may(step.duty)
        and (reviewed or action is not Action.ISSUE)
    ]


def files_of(office: Office, item: Snapshot) -> list[Link]:
    """Downloads and the one-page print."""
    links = [Link(label="Satu halaman untuk Pimpinan", href=office.url("reports:one_page", item.pk))]
    if item.restricted is not None and office.may(Duty.DRAFT_REPORT, Duty.DISPOSE_REPORT):
        links.append(Link(label="Lampiran terbatas (XLSX)", href=office.url("reports:restricted", item.pk)))
    if item.status is not State.FROZEN and item.review_acts.exists():
        links.append(Link(label="Telaah", href=office.url("reports:review", item.pk)))
    if item.issued_at is not None:
        links.append(Link(label="Penerima dan disposisi", href=office.url("reports:delivery", item.pk)))
    if item.canonical is not None:
        links += [Link(label=label, href=office.url("reports:file", item.pk, name)) for name, label in files.NAMES]
    return links


def _terms(item: Snapshot) -> list[Term]:
    terms = [
        Term(term="Keadaan", text=text.capital_first(item.status.label)),
        Term(term="Draf dibuka", text=f"{text.date_time(item.opened_at)}, {item.opened_by_label}"),
    ]
    if item.frozen_at is not None:
        terms += [
            Term(term="Dibekukan", text=f"{text.date_time(item.frozen_at)}, {item.frozen_by_label}"),
            Term(term="Telaah", text=text.capital_first(term_of(item))),
            Term(term="SHA-256", text=grouped(item.sha256)),
            Term(term="Versi program dan aturan", text=item.code),
        ]
    return terms

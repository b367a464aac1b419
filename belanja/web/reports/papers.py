"""Issuing a report as a numbered paper, and what its page tells of that paper."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.documents import selectors as documents
from belanja.documents.models import Paper
from belanja.foundation import clock, text
from belanja.reporting import selectors, services
from belanja.reporting.models import Snapshot
from belanja.reporting.services.covers import Numbered
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.papers import State
from belanja.web.officer.access import Office, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import DocumentCard

from .framing import framed

_BOTH = ("GET", "HEAD", "POST")
_DATE = {"type": "date"}


class IssueForm(forms.Form):
    """Who is to sign, and the number where the agenda has given one already."""

    signatory = forms.ChoiceField(
        label="Penanda tangan", required=False, help_text="Belanja tidak menandatangani; ini hanya nama pada ruangnya."
    )
    number = forms.CharField(
        label="Nomor resmi", required=False, max_length=120, help_text="Dari buku agenda; boleh menyusul."
    )
    dated = forms.DateField(label="Tanggal nomor resmi", required=False, widget=forms.DateInput(attrs=_DATE))
    cover_number = forms.CharField(
        label="Nomor resmi nota dinas",
        required=False,
        max_length=120,
        help_text="Nota dinas pengantar adalah naskah sendiri; nomornya boleh menyusul.",
    )
    cover_dated = forms.DateField(label="Tanggal nota dinas", required=False, widget=forms.DateInput(attrs=_DATE))

    def __init__(self, office: Office, *args: Any) -> None:
        super().__init__(*args)
        known = documents.signatories(office.government, on=clock.today())
        choices = [("", "tanpa nama, ruang tetap kosong")]
        choices += [(str(row.pk), ", ".join(part for part in (row.official.post, row.name) if part)) for row in known]
        self.fields["signatory"].choices = choices  # type: ignore[attr-defined]


@officer_page(Duty.ISSUE_REPORT, methods=_BOTH)
def issue(request: HttpRequest, office: Office, snapshot_id: int) -> HttpResponse:
    item = selectors.snapshot(government=office.government, snapshot_id=snapshot_id)
    form = IssueForm(office, request.POST if request.method == "POST" else None)

    def act() -> str:
        said = form.cleaned_data
        services.issue(
            snapshot_id=item.pk,
            government=office.government,
            actor=office.actor,
            signatory_id=int(said["signatory"]) if said["signatory"] else None,
            official_number=said["number"],
            official_date=said["dated"],
            cover=Numbered(said["cover_number"], said["cover_dated"]),
        )
        return (
            "Laporan dan nota dinasnya diterbitkan, diberi nomor register dan kode verifikasi, dan laporan tampil di "
            "halaman publik."
        )

    lead = (
        "PDF, XLSX, JSON, dan nota dinas kepada Kepala Daerah melalui Sekretaris Daerah dibuat satu kali dan disimpan "
        "dengan hash-nya. Versi triwulan ini yang terbit sebelumnya "
        "digantikan."
    )
    return _step(request, office, item, form, act, title="Terbitkan", lead=lead)


def part_of(office: Office, item: Snapshot) -> Part | None:
    """What a report's page tells of its papers; their own pages take number and signed copy."""
    known = [documents.paper_of_subject(f"{what}:{item.pk}") for what in ("snapshot", "cover")]
    cards = [_card(office, paper) for paper in known if paper is not None]
    about = "Nomor resmi dan salinan bertanda tangan dicatat pada halaman naskah."
    return Part(key="naskah", title="Naskah yang diterbitkan", about=about, items=cards) if cards else None


def _card(office: Office, paper: Paper) -> DocumentCard:
    official = f"nomor resmi {paper.official_number}" if paper.official_number else "nomor resmi belum dicatat"
    return DocumentCard(
        title=paper.title,
        href=office.url("papers:paper", paper.pk),
        number=paper.number,
        date=text.long_date(paper.issued_at) if paper.issued_at else "",
        details=text.capital_first(f"{official}; {State(paper.state).label}"),
        code=paper.code,
        verify_href=office.url("papers:paper", paper.pk),
    )


def _step(
    request: HttpRequest, office: Office, item: Snapshot, form: forms.Form, act: Any, *, title: str, lead: str
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                messages.success(request, act())
            except RuleBroken as refusal:
                if refusal.status in (403, 404):
                    raise
                form.add_error(None, refusal.message)
                status = refusal.status
            else:
                return HttpResponseRedirect(office.url("reports:snapshot", item.pk))
    context = framed(office, item, title=title) | {"lead": lead, "form": form, "button": title, "parts": []}
    return render(request, "reports/form.html", context, status=status)

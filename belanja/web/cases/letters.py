"""The letters of a case: issued here with the number of the agenda, shown as cards, handed out as files."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from belanja.documents.models import Paper
from belanja.oversight.models import Case
from belanja.oversight.selectors import cases as selectors
from belanja.oversight.selectors import papers
from belanja.oversight.services import letters, sights
from belanja.rules.duties import Duty
from belanja.web.acts import Act, kept
from belanja.web.officer.access import CASE_READERS, Office, officer_page
from belanja.web.pieces import DocumentCard
from belanja.web.purchases.papers import paper_card

from . import forms
from .access import firm_names, whom
from .files import handed_out_paper

_REQUEST, _RESULTS = "surat_klarifikasi", "surat_hasil"
_ABOUT = "Nomor dan tanggalnya dari buku agenda. Suratnya PDF berkode yang dapat diperiksa siapa pun; tidak dikirim."


def acts(request: HttpRequest, office: Office, found: Case) -> list[Act]:
    """Letters that this person may issue now: its auditor those of questions, another that of the findings."""
    by: dict[str, Any] = {"actor": office.actor}
    own = found.reviewer_id is not None and found.reviewer_id == office.actor.user_id
    if own and found.declared_at is not None and (due := papers.requests_due(found)):
        names = firm_names(due)
        choices = [(str(one.pk), f"{one.code}, {whom(one, names)}") for one in due]
        form: Any = forms.RequestForm(kept(request, _REQUEST), key=_REQUEST, questions=choices)
        return [
            _act(
                _REQUEST, "Terbitkan surat permintaan klarifikasi", form,
                lambda form, _version: letters.print_request(
                    question_id=int(form.cleaned_data["question"]), **_numbered(form), **by
                ),
            )
        ]  # fmt: skip
    if not own and office.may(Duty.SUPERVISE_CASE) and papers.results_due(found):
        form = forms.NumberForm(kept(request, _RESULTS), key=_RESULTS)
        return [
            _act(
                _RESULTS, "Terbitkan laporan hasil", form,
                lambda form, _version: letters.print_results(case_id=found.pk, **_numbered(form), **by),
            )
        ]  # fmt: skip
    return []


def cards(office: Office, found: Case) -> list[DocumentCard]:
    return [paper_card(one, office.url("cases:letter", found.code, one.pk)) for one in papers.letters(found)]


@officer_page(*CASE_READERS)
def letter(_request: HttpRequest, office: Office, code: str, paper_id: int) -> HttpResponse:
    """A letter, byte for byte as it was issued, as a download; whoever takes it is written down."""
    found = selectors.case(office.government, code, office.actor)
    paper: Paper | None = next((one for one in papers.letters(found) if one.pk == paper_id), None)
    answer = handed_out_paper(paper)
    sights.saw(of=found, what=f"surat:{paper_id}", actor=office.actor)
    return answer


def _numbered(form: Any) -> dict[str, Any]:
    return {"number": form.cleaned_data["letter_number"], "dated": form.cleaned_data["letter_date"]}


def _act(key: str, title: str, form: Any, run: Any) -> Act:
    return Act(key, title, "Terbitkan surat", form, run, "Surat diterbitkan.", _ABOUT, quiet=True)

"""The papers of a review: notes (CHR) and report (LHR) are issued here with the number of the agenda, shown as cards,
handed out as files; working papers (KKR) are set when they are asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from belanja.documents.pdf import setting
from belanja.oversight.models import Review, WorkingPaper
from belanja.oversight.review_papers import gather, working
from belanja.oversight.selectors import review_papers as selectors
from belanja.oversight.selectors.reviews import member_of
from belanja.oversight.services import review_letters
from belanja.rules.oversight.reviews import Post
from belanja.web.acts import Act, kept
from belanja.web.cases.forms import NumberForm
from belanja.web.naming import shown
from belanja.web.officer.access import Office
from belanja.web.pieces import DocumentCard
from belanja.web.purchases.papers import paper_card

from .forms import NotesLetterForm

_NOTES = "surat_chr"
ABOUT = "Nomor dan tanggalnya dari buku agenda. Naskahnya PDF berkode yang dapat diperiksa siapa pun; tidak dikirim."


def acts(request: HttpRequest, office: Office, found: Review) -> list[Act]:
    """The letter of the notes to a unit, by the supervisor of the review."""
    mine = member_of(found, office.actor)
    if mine is None or mine.post != Post.SUPERVISOR or mine.declared_at is None:
        return []
    due = selectors.notes_due(found)
    if not due:
        return []
    units = [(str(one.pk), shown(one.name)) for one in due]
    form = NotesLetterForm(kept(request, _NOTES), key=_NOTES, units=units)

    def run(form: Any, _version: int) -> object:
        return review_letters.print_notes(
            review_id=found.pk, unit_id=int(form.cleaned_data["unit"]), actor=office.actor, **numbered(form)
        )

    return [Act(_NOTES, "Terbitkan CHR", "Terbitkan CHR", form, run, "CHR diterbitkan.", ABOUT, quiet=True)]


def numbered(form: NumberForm) -> dict[str, Any]:
    """Number and day as the agenda gave them."""
    return {"number": form.cleaned_data["letter_number"], "dated": form.cleaned_data["letter_date"]}


def cards(office: Office, found: Review) -> list[DocumentCard]:
    return [paper_card(one, office.url("reviews:letter", found.code, one.pk)) for one in selectors.papers(found)]


def working_paper(found: WorkingPaper) -> HttpResponse:
    """A KKR as it stands now; a draft until both who look it over are done."""
    drawing = gather.drawing(found.item.sample)
    made = working.working_paper(
        gather.working(found), gather.assignment(found.review), drawing, found.review.government
    )
    answer = HttpResponse(setting.pdf(made), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="kkr-{found.review.code}-{found.number:03}.pdf"'.lower()
    return answer

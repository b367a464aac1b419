"""The letters of a proposal: as cards with the code by which anybody can check them, and as files."""

from django.http import Http404, HttpRequest, HttpResponse

from belanja.documents.models import Paper
from belanja.proposals import selectors
from belanja.proposals.models import Proposal
from belanja.web.officer.access import PROPOSAL_READERS, Office, officer_page
from belanja.web.pieces import DocumentCard
from belanja.web.purchases.papers import paper_card

from .access import proposal_of


def cards(found: Proposal, address: str) -> list[DocumentCard]:
    """`address`: where the file of paper 0 lies; the number of the paper takes the place of the 0."""
    return [paper_card(one, address.replace("/0/", f"/{one.pk}/")) for one in selectors.letters(found)]


@officer_page(*PROPOSAL_READERS)
def letter(request: HttpRequest, office: Office, code: str, paper_id: int) -> HttpResponse:
    """`…/surat/<id>/`: one letter, byte for byte as it was issued."""
    return file_of(proposal_of(office, code), paper_id)


def file_of(found: Proposal, paper_id: int) -> HttpResponse:
    """Raises Http404 for a paper of anything else."""
    paper: Paper | None = next((one for one in selectors.letters(found) if one.pk == paper_id), None)
    file = paper.files.order_by("id").first() if paper is not None else None
    if paper is None or file is None:
        raise Http404
    answer = HttpResponse(bytes(file.content), content_type=file.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer

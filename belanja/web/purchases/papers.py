"""The numbered papers of an order: what was issued, the file to take along, the code by which anybody can check it."""

from django.http import Http404, HttpResponse

from belanja.documents import addresses
from belanja.documents.models import Paper
from belanja.documents.pdf import setting
from belanja.foundation import text
from belanja.purchasing.models import Order
from belanja.purchasing.papers.order import draft_of
from belanja.purchasing.selectors.papers import papers_of
from belanja.web.pieces import DocumentCard, Link


def cards(order: Order, address: str, *, register: str = "") -> list[DocumentCard]:
    """The papers of an order. `address`: where the file of paper 0 lies; the number of the paper takes the place of
    the 0. `register`: likewise where an officer enters its official number and takes the signed copy in."""
    return [
        paper_card(paper, address.replace("/0/", f"/{paper.pk}/"), register.replace("/0/", f"/{paper.pk}/"))
        for paper in papers_of(order)
    ]


def paper_card(paper: Paper, address: str, register: str = "") -> DocumentCard:
    """A paper with its file and code. `register`: where an officer enters its official number; empty: nowhere."""
    return DocumentCard(
        more=Link(label="Nomor resmi dan salinan bertanda tangan", href=register) if register else None,
        title=paper.title,
        href=address,
        number=paper.number,
        date=text.long_date(text.local_day(paper.issued_at)) if paper.issued_at else "",
        details=paper.status.label,
        code=paper.code,
        verify_href=addresses.verification(paper.code),
    )


def file_of(order: Order, paper_id: int) -> HttpResponse:
    """The file of a paper of this order, byte for byte as issued. Raises Http404 for a paper of anything else."""
    paper = next((one for one in papers_of(order) if one.pk == paper_id), None)
    file = paper.files.order_by("id").first() if paper is not None else None
    if paper is None or file is None:
        raise Http404
    answer = HttpResponse(bytes(file.content), content_type=file.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{paper.kind}-{order.code}-{paper.pk}.pdf"'
    return answer


def draft(order: Order) -> HttpResponse:
    """The order as it would be signed now, marked as a draft. Raises Http404 once it was signed by both or ended."""
    if order.signed_at is not None or order.ended_at is not None:
        raise Http404
    answer = HttpResponse(setting.pdf(draft_of(order)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="konsep-{order.code}.pdf"'
    return answer

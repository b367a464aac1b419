"""The numbered papers of an order, each with the code by which anybody can check it."""

from belanja.documents import addresses
from belanja.documents.models import Paper
from belanja.foundation import text
from belanja.purchasing.models import Handover, Order, OrderVersion
from belanja.web.pieces import DocumentCard


def cards(order: Order) -> list[DocumentCard]:
    """Surat Pesanan, addenda and BAST that were issued, in their order. Two queries."""
    versions = OrderVersion.objects.filter(order=order, paper__isnull=False).select_related("paper")
    handovers = Handover.objects.filter(order=order, paper__isnull=False).select_related("paper")
    papers = [one.paper for one in versions] + [one.paper for one in handovers]
    return [_card(paper) for paper in papers if paper is not None]


def _card(paper: Paper) -> DocumentCard:
    address = addresses.verification(paper.code)
    return DocumentCard(
        title=paper.title,
        href=address,
        number=paper.number,
        date=text.long_date(text.local_day(paper.issued_at)) if paper.issued_at else "",
        details=paper.status.label,
        code=paper.code,
        verify_href=address,
    )

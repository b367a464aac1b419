"""Documents that answer a question before it is put: a need that was posted openly, a proposal of an etalase that was
decided, help that a firm got. The letter (SE 027/1181-BPBJ/2023) wants exactly these purchases."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import connection

from belanja.foundation import clock
from belanja.rules.flags.subjects import Document, DocumentKind

_Key = TypeVar("_Key")

#: A need answers for the firm that met it (it was told and was interested, or listed for it), for the product that
#: meets it, and for the order that came of it. Help that a firm got stands beside it.
_NEEDS = """
SELECT n.code, n.at, m.firm_id, coalesce(m.product_id, n.product_id), coalesce(m.order_id, n.order_id), n.etalase_id,
  m.helped_at
FROM needs_need n LEFT JOIN needs_match m ON m.need_id = n.id AND m.declined_at IS NULL
  AND (m.interested_at IS NOT NULL OR m.listed_at IS NOT NULL OR m.order_id IS NOT NULL OR m.helped_at IS NOT NULL)
WHERE n.government_id = %(government)s
"""
_PROPOSALS = """
SELECT p.code, min(s.at), coalesce(p.etalase_id, p.folded_into_id) FROM proposals_proposal p
JOIN proposals_proposalstep s ON s.proposal_id = p.id AND s.target IN ('ditetapkan', 'ditampung')
WHERE p.government_id = %(government)s AND coalesce(p.etalase_id, p.folded_into_id) IS NOT NULL
GROUP BY p.id
"""
#: A firm that came from a list of a Dinas was brought in by it.
_PROSPECTS = """
SELECT s.firm_id, s.id, l.at FROM needs_prospect s JOIN needs_prospectlist l ON l.id = s.source_id
WHERE s.government_id = %(government)s AND s.firm_id IS NOT NULL
"""


@dataclass(frozen=True)
class Answers:
    """Documents by order, by firm and shelf (shelf None: for whatever the firm sells), by product, by shelf."""

    orders: Mapping[int, tuple[Document, ...]]
    firms: Mapping[tuple[int, int | None], tuple[Document, ...]]
    products: Mapping[int, tuple[Document, ...]]
    shelves: Mapping[int, tuple[Document, ...]]

    def of(
        self,
        *,
        order: int | None = None,
        firm: int | None = None,
        shelves: Iterable[int] = (),
        products: Iterable[int] = (),
    ) -> tuple[Document, ...]:
        """Those that speak for a purchase, each once, the oldest first."""
        found: set[Document] = set()
        if order is not None:
            found.update(self.orders.get(order, ()))
        if firm is not None:
            found.update(self.firms.get((firm, None), ()))
        for shelf in shelves:
            found.update(self.shelves.get(shelf, ()))
            if firm is not None:
                found.update(self.firms.get((firm, shelf), ()))
        for product in products:
            found.update(self.products.get(product, ()))
        return tuple(sorted(found, key=lambda one: (one.day, one.kind.value, one.key)))


def answers(*, government_id: int) -> Answers:
    """All of a government. Three queries."""
    orders, products, shelves = (defaultdict[int, set[Document]](set) for _each in range(3))
    firms = defaultdict[tuple[int, int | None], set[Document]](set)
    values = {"government": government_id}
    with connection.cursor() as cursor:
        cursor.execute(_NEEDS, values)
        for code, at, firm, product, order, shelf, helped_at in cursor.fetchall():
            posted = _document(DocumentKind.NEED, code, at)
            if order is not None:
                orders[order].add(posted)
            if product is not None:
                products[product].add(posted)
            if firm is not None and shelf is not None:
                firms[firm, shelf].add(posted)
            if firm is not None and helped_at is not None:
                firms[firm, None].add(_document(DocumentKind.ONBOARDING, code, helped_at))
        cursor.execute(_PROPOSALS, values)
        for code, at, shelf in cursor.fetchall():
            shelves[shelf].add(_document(DocumentKind.PROPOSAL, code, at))
        cursor.execute(_PROSPECTS, values)
        for firm, key, at in cursor.fetchall():
            firms[firm, None].add(_document(DocumentKind.ONBOARDING, f"daftar-{key}", at))
    return Answers(_frozen(orders), _frozen(firms), _frozen(products), _frozen(shelves))


def _document(kind: DocumentKind, key: str, at: datetime) -> Document:
    return Document(kind, key, clock.wib(at).date())


def _frozen(found: Mapping[_Key, set[Document]]) -> dict[_Key, tuple[Document, ...]]:
    return {key: tuple(documents) for key, documents in found.items()}

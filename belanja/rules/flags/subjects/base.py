"""What all subjects have in common, and the documents that answer a question before it is put."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ...channels import Channel


class DocumentKind(StrEnum):
    """How a purchase or a listing came about, where the letter wants exactly that."""

    NEED = "kebutuhan"
    PROPOSAL = "usulan_etalase"
    ONBOARDING = "pendampingan"

    @property
    def label(self) -> str:
        return {
            "kebutuhan": "kebutuhan yang dipasang terbuka",
            "usulan_etalase": "usulan etalase yang diputus",
            "pendampingan": "pendampingan usaha yang tercatat",
        }[self.value]


#: Any of them.
ANY_DOCUMENT = frozenset(DocumentKind)


@dataclass(frozen=True)
class Document:
    """`key`: its number or id. `day`: when it was made; one made after the event answers nothing."""

    kind: DocumentKind
    key: str
    day: date


@dataclass(frozen=True, kw_only=True)
class Subject:
    """`key` names it among its kind. `as_of`: the day on which it is looked at; what lies later is not known yet.
    `day`: of the event; `amount`: rupiah at stake; `channel` None: of several channels, or of none."""

    key: str
    as_of: date
    year: int = 0
    day: date | None = None
    amount: Decimal = Decimal(0)
    channel: Channel | None = None
    unit: str = ""
    firm: str = ""
    officer: str = ""
    plan_code: str = ""
    documents: tuple[Document, ...] = ()

    @property
    def event(self) -> date | None:
        """The day by which a document has to be there to answer."""
        return self.day

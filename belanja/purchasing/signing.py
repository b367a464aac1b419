"""Signing goes through one interface, so that a national signer may take the place of the built-in one.

The built-in signer is for trials: its seal shows that this installation wrote down a consent to exactly this text at
this moment. It is no certified electronic signature (UU 1/2024 Pasal 11, PP 71/2019), and everything that shows it
says so. Copies signed elsewhere come back as files (`documents.services.receive_copy`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.crypto import constant_time_compare, salted_hmac

from belanja.rules.buying.states import Side, SigningWay


@dataclass(frozen=True)
class Consent:
    """What is sealed: the digest (SHA-256) of a version's content, for which side, in which post, when."""

    digest: str
    side: Side
    post: str
    at: datetime

    @property
    def text(self) -> str:
        return "|".join((self.digest, self.side.value, self.post, self.at.isoformat()))


class Signer(Protocol):
    """Whoever seals a consent; `way` says honestly what its seal is."""

    way: SigningWay

    def seal(self, consent: Consent) -> str:
        """The seal as text of at most 128 signs."""
        ...

    def holds(self, consent: Consent, seal: str) -> bool:
        """Whether the seal is of this very consent."""
        ...


class TrialSigner:
    """An HMAC over the consent under the installation's own key: it can be checked here alone."""

    way = SigningWay.TRIAL

    def seal(self, consent: Consent) -> str:
        return salted_hmac("belanja.purchasing.trial", consent.text, algorithm="sha256").hexdigest()

    def holds(self, consent: Consent, seal: str) -> bool:
        return constant_time_compare(self.seal(consent), seal)


SIGNER: Signer = TrialSigner()

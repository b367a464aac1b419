"""What may be done with proposals of an etalase. Callers import from here alone."""

from .bureau import begin_study, fold_proposal, receive_proposal, refuse_proposal, return_proposal, write_study
from .drafting import DossierWrong, begin_proposal, write_proposal
from .signing import second_proposal, sign_proposal, withdraw_proposal

__all__ = [
    "DossierWrong",
    "begin_proposal",
    "begin_study",
    "fold_proposal",
    "receive_proposal",
    "refuse_proposal",
    "return_proposal",
    "second_proposal",
    "sign_proposal",
    "withdraw_proposal",
    "write_proposal",
    "write_study",
]

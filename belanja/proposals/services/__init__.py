"""What may be done with proposals of an etalase. Callers import from here alone."""

from .bureau import begin_study, fold_proposal, receive_proposal, refuse_proposal, return_proposal, write_study
from .deciding import announce_proposal, cancel_decision, decide_proposal, open_etalase
from .drafting import DossierWrong, begin_proposal, write_proposal
from .entrants import enter, leave, mend, refuse, send_back, verify
from .national import answer_national, export_national
from .signing import second_proposal, sign_proposal, withdraw_proposal

__all__ = [
    "DossierWrong",
    "announce_proposal",
    "answer_national",
    "begin_proposal",
    "begin_study",
    "cancel_decision",
    "decide_proposal",
    "enter",
    "export_national",
    "fold_proposal",
    "leave",
    "mend",
    "open_etalase",
    "receive_proposal",
    "refuse",
    "refuse_proposal",
    "return_proposal",
    "second_proposal",
    "send_back",
    "sign_proposal",
    "verify",
    "withdraw_proposal",
    "write_proposal",
    "write_study",
]

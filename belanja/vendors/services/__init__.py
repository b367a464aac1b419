"""Writing what feeds say of firms and of sanctions, how firms come to be listed, and what this catalogue decides."""

from .assistance import amend, assist, by_code, code_of, confirm_on_screen, record_sheet, renew_code, see_sheet
from .licences import decide_licence, remind_licences, state_licence, withdraw_licence
from .load import apply_firms, apply_sanctions, forget_firms, forget_sanctions, gather_firms
from .national import judge_entry
from .objections import decide_objection, grant_undecided, object_to
from .people import answer_access, answer_invite, ask_access, confirm_scale, end_member, invite_member, take_back_invite
from .registration import claim, fill, leave, register, submit
from .related import mark_firm
from .sanctions import answer, dismiss, impose, lift, open_case, withdraw_case
from .verification import decide, decide_many

__all__ = [
    "amend",
    "answer",
    "answer_access",
    "answer_invite",
    "apply_firms",
    "apply_sanctions",
    "ask_access",
    "assist",
    "by_code",
    "claim",
    "code_of",
    "confirm_on_screen",
    "confirm_scale",
    "decide",
    "decide_licence",
    "decide_many",
    "decide_objection",
    "dismiss",
    "end_member",
    "fill",
    "forget_firms",
    "forget_sanctions",
    "gather_firms",
    "grant_undecided",
    "impose",
    "invite_member",
    "judge_entry",
    "leave",
    "lift",
    "mark_firm",
    "object_to",
    "open_case",
    "record_sheet",
    "register",
    "remind_licences",
    "renew_code",
    "see_sheet",
    "state_licence",
    "submit",
    "take_back_invite",
    "withdraw_case",
    "withdraw_licence",
]

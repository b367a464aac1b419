from .copies import decide_copy, receive_copy
from .papers import NewFile, cancel_paper, issue, register_number
from .refusals import any_refused, forget_refused, tell_refused
from .stationery import end_signatory, erase_signatory, name_signatory, set_letterhead

__all__ = [
    "NewFile",
    "any_refused",
    "cancel_paper",
    "decide_copy",
    "end_signatory",
    "erase_signatory",
    "forget_refused",
    "issue",
    "name_signatory",
    "receive_copy",
    "register_number",
    "set_letterhead",
    "tell_refused",
]

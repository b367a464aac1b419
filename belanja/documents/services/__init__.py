from .copies import decide_copy, receive_copy
from .papers import NewFile, cancel_paper, issue, register_number
from .stationery import end_signatory, erase_signatory, name_signatory, set_letterhead

__all__ = [
    "NewFile",
    "cancel_paper",
    "decide_copy",
    "end_signatory",
    "erase_signatory",
    "issue",
    "name_signatory",
    "receive_copy",
    "register_number",
    "set_letterhead",
]

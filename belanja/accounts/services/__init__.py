"""What may be done with accounts. Who may ask for it is decided above (`institutions.services`)."""

from .attempts import charge, forgive
from .codes import hand_code, prove_number, read_code, use_code
from .passkeys import UNPROVED, add_passkey, remove_passkey
from .people import choose_password, create_account, deactivate_account, reset_second_factor, set_password
from .register import change_contact, checked_number, end_sessions, invite, lock_out, register, resting, set_pin
from .tidy import tidy
from .traces import forget_traces, leave_trace

__all__ = [
    "UNPROVED",
    "add_passkey",
    "change_contact",
    "charge",
    "checked_number",
    "choose_password",
    "create_account",
    "deactivate_account",
    "end_sessions",
    "forget_traces",
    "forgive",
    "hand_code",
    "invite",
    "leave_trace",
    "lock_out",
    "prove_number",
    "read_code",
    "register",
    "remove_passkey",
    "reset_second_factor",
    "resting",
    "set_password",
    "set_pin",
    "tidy",
    "use_code",
]

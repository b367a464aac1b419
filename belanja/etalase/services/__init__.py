"""What may be changed about shelves. Callers import from here alone."""

from .founding import found_etalase
from .national import apply_etalase, forget_etalase
from .schemas import discard_draft, drop_attribute, move_attribute, publish_schema, put_attribute
from .shelves import edit_etalase, map_category, propose_etalase, take_step
from .specifications import put_specification, remove_specification

__all__ = [
    "apply_etalase",
    "discard_draft",
    "drop_attribute",
    "edit_etalase",
    "forget_etalase",
    "found_etalase",
    "map_category",
    "move_attribute",
    "propose_etalase",
    "publish_schema",
    "put_attribute",
    "put_specification",
    "remove_specification",
    "take_step",
]

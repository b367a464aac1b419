"""Writing facts. `load` takes imported orders, `native` takes Belanja's own, `fold` keeps the aggregate small, `mark`
parts it by PDN and UMKK."""

from .aggregate import fold, rebuild
from .load import DocumentDoubt, apply_orders, forget_documents, restage
from .mark import mark, mark_all
from .native import NativeStage, link_native, record_native

__all__ = [
    "DocumentDoubt",
    "NativeStage",
    "apply_orders",
    "fold",
    "forget_documents",
    "link_native",
    "mark",
    "mark_all",
    "rebuild",
    "record_native",
    "restage",
]

"""Writing facts. `load` takes imported orders, `native` takes Belanja's own, `fold` keeps the aggregate small."""

from .aggregate import fold, rebuild
from .load import DocumentDoubt, apply_orders, forget_documents, restage
from .native import NativeStage, link_native, record_native

__all__ = [
    "DocumentDoubt",
    "NativeStage",
    "apply_orders",
    "fold",
    "forget_documents",
    "link_native",
    "rebuild",
    "record_native",
    "restage",
]

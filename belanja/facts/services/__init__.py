"""Writing facts. `load` takes imported orders, `native` takes Belanja's own, `fold` keeps the aggregate small, `mark`
parts it by PDN and UMKK."""

from .aggregate import fold, fold_marks, rebuild
from .elsewhere import tell_plans
from .evidence import (
    apply_package_evidence,
    apply_products,
    apply_receipts,
    describe_tenders,
    erase_package_evidence,
    forget_package_evidence,
    forget_products,
    forget_receipts,
    name_by_plan,
)
from .load import DocumentDoubt, apply_orders, forget_documents, restage
from .mark import mark, mark_all
from .native import NativeLine, NativeStage, record_native, withdraw_native
from .native_past import know_native_as_of
from .native_twins import link_known_twins, link_native, unlink_twins
from .times import fold_times, keep_all, keep_missing

__all__ = [
    "DocumentDoubt",
    "NativeLine",
    "NativeStage",
    "apply_orders",
    "apply_package_evidence",
    "apply_products",
    "apply_receipts",
    "describe_tenders",
    "erase_package_evidence",
    "fold",
    "fold_marks",
    "fold_times",
    "forget_documents",
    "forget_package_evidence",
    "forget_products",
    "forget_receipts",
    "keep_all",
    "keep_missing",
    "know_native_as_of",
    "link_known_twins",
    "link_native",
    "mark",
    "mark_all",
    "name_by_plan",
    "rebuild",
    "record_native",
    "restage",
    "tell_plans",
    "unlink_twins",
    "withdraw_native",
]

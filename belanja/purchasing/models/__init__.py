"""Packages, orders, and everything that happens to an order until it is paid and rated."""

from .deliveries import Delivery, DeliveryLine, Handover
from .negotiation import Round, RoundLine
from .orders import Order, OrderLine, OrderStep, OrderVersion, Signature
from .packages import Package, PackageLine, PackageStep
from .papers import PaperDue
from .payments import CallOff, CallOffLine, Invoice, InvoiceLine, Payment, Sp2dRow
from .records import PolicyAnswer, PolicyCase, PriceEvidence, Rating
from .registers import Register, RegisterHeading
from .settlements import Guarantee, Settlement
from .tax_corrections import TaxCorrection
from .templates import Template, TemplateLine

__all__ = [
    "CallOff",
    "CallOffLine",
    "Delivery",
    "DeliveryLine",
    "Guarantee",
    "Handover",
    "Invoice",
    "InvoiceLine",
    "Order",
    "OrderLine",
    "OrderStep",
    "OrderVersion",
    "Package",
    "PackageLine",
    "PackageStep",
    "PaperDue",
    "Payment",
    "PolicyAnswer",
    "PolicyCase",
    "PriceEvidence",
    "Rating",
    "Register",
    "RegisterHeading",
    "Round",
    "RoundLine",
    "Settlement",
    "Signature",
    "Sp2dRow",
    "TaxCorrection",
    "Template",
    "TemplateLine",
]

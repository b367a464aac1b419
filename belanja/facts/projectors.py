"""Native purchases become facts in the transaction of their own event; what a firm proves of its scale marks them."""

from datetime import date
from decimal import Decimal

from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import projector
from belanja.rules.buying.states import MoneyStep
from belanja.rules.channels import Channel, Stage

from .models import PurchaseDocument
from .services.firms import firm_stated
from .services.native import NativeLine, NativeStage, record_native, withdraw_native
from .services.times import keep_all, keep_one

#: Event of a native package reaching a stage. Payload: government_id, unit_id, year, key, title, plan_code,
#: vendor_key, amount (text, rupiah), stage (name of rules.channels.Stage), day (ISO); where known also national_number,
#: vendor_name, vendor_refs (scheme:value), etalase, and lines: line, amount (text; they add up to the amount),
#: product_key, pdn_class, business_scale as of the purchase.
STAGE_REACHED = "purchasing.stage_reached"


@projector(STAGE_REACHED)
def write_facts(event: Event) -> None:
    told = event.payload
    record_native(
        reached=NativeStage(
            government_id=told["government_id"],
            unit_id=told["unit_id"],
            year=told["year"],
            key=told["key"],
            title=told["title"],
            plan_code=told["plan_code"],
            vendor_key=told["vendor_key"],
            amount=Decimal(told["amount"]),
            stage=Stage[told["stage"]],
            day=date.fromisoformat(told["day"]),
            lines=tuple(NativeLine(**{**one, "amount": Decimal(one["amount"])}) for one in told.get("lines", ())),
            national_number=told.get("national_number", ""),
            vendor_name=told.get("vendor_name", ""),
            vendor_refs=tuple(told.get("vendor_refs", ())),
            etalase=told.get("etalase", ""),
        )
    )


@projector("purchasing.stage_undone")
def take_back_facts(event: Event) -> None:
    """Payload: government_id, key, stage (name of rules.channels.Stage) that was not reached after all."""
    told = event.payload
    withdraw_native(government_id=told["government_id"], key=told["key"], stage=Stage[told["stage"]])


@projector("vendors.firm_verified")
def follow_firm(event: Event) -> None:
    """Payload: refs, the ids of the firm whose scale is known by evidence from now on."""
    firm_stated(refs=event.payload["refs"])


@projector(f"purchasing.order_{MoneyStep.MATCH}")
@projector(f"purchasing.order_{MoneyStep.PART}")
def follow_register(event: Event) -> None:
    """The register tells, or no longer, on which day a payment was made that was documented. Payload: code, of the
    order."""
    own = PurchaseDocument.objects.select_for_update().filter(channel=Channel.NATIVE, key=event.payload["code"])
    for document in own:
        keep_one(document=document)


@projector("institutions.holiday_added")
@projector("institutions.holiday_withdrawn")
def count_days_anew(event: Event) -> None:
    """A day off was told or taken back: working days of that government are counted anew."""
    for government in Government.objects.filter(code=event.government_code):
        keep_all(government_id=government.pk)

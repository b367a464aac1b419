"""Which part of a purchase somebody has taken by a step of it: by what he did, whatever his role is called."""

from collections.abc import Mapping

from ..separation import Part
from .states import MoneyStep
from .steps import Step

#: Steps of an order, taken on the buyer's side, that decide something of it.
PART_OF_STEP: Mapping[str, Part] = {
    Step.CREATE.value: Part.BUYER,
    Step.OFFER.value: Part.BUYER,
    Step.AGREE.value: Part.BUYER,
    Step.SUBMIT.value: Part.BUYER,
    Step.APPROVE.value: Part.SIGNER,
    Step.SIGN.value: Part.SIGNER,
    Step.PROPOSE_ADDENDUM.value: Part.SIGNER,
    Step.SIGN_ADDENDUM.value: Part.SIGNER,
    Step.HAND_OVER.value: Part.SIGNER,
    Step.DETERMINE.value: Part.APPROVER,
    MoneyStep.CONFIRM_TAXES.value: Part.TREASURER,
    MoneyStep.PAY.value: Part.TREASURER,
}

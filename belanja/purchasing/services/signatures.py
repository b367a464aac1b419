"""Versions that are signed, and the moment in which an order is in force."""

from collections.abc import Sequence
from datetime import date, datetime, time

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.rules.buying.policy import Book
from belanja.rules.buying.posts import post_of_ppk
from belanja.rules.buying.states import OrderKind, OrderState, Side, VersionState
from belanja.rules.buying.steps import Step
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role

from .. import ledgers
from ..alternatives import Market
from ..contents import content_of, digest_of
from ..models import Order, OrderLine, OrderVersion, PriceEvidence, Signature
from ..policy_case import book_for, lines_of
from ..price_pack import pack_of
from ..signing import SIGNER, Consent
from . import base


def first_version(
    order: Order, actor: Actor, *, book: Book, lines: Sequence[OrderLine], market: Market
) -> OrderVersion:
    """Freeze what both sides sign (number 0) and sign it for the buyer; `lines` and `market` as the step read them."""
    content = content_of(order, lines)
    version = OrderVersion.objects.create(
        order=order,
        number=0,
        state=VersionState.PROPOSED,
        content=content,
        total=order.total,
        digest=digest_of(content),
        proposed_side=Side.BUYER,
        proposed_by_id=actor.user_id,
        proposed_by_label=actor.doing([Duty.APPROVE_PURCHASE.value], order.unit_id).label[:120],
        proposed_at=clock.now(),
    )
    sign(version, Side.BUYER, order, actor)
    freeze_evidence(order, book, lines, market)
    return version


def freeze_evidence(
    order: Order, book: Book, lines: Sequence[OrderLine], market: Market | None = None
) -> PriceEvidence:
    """Keep the price evidence of the minute in which the buyer binds himself; it is written once."""
    content = pack_of(order, book, lines, market)
    return PriceEvidence.objects.create(order=order, content=content, sha256=digest_of(content), at=clock.now())


def sign(version: OrderVersion, side: Side, order: Order, actor: Actor) -> Signature:
    """One side's consent to a version, sealed over its digest. People stand in it by their post."""
    if digest_of(version.content) != version.digest:
        raise RuleBroken(
            "version_damaged", "Isi versi ini tidak cocok dengan sidiknya; jangan ditandatangani.", status=409
        )
    if not all(seal_holds(one) for one in version.signatures.all()):
        raise RuleBroken(
            "seal_broken", "Segel pihak lain pada versi ini tidak cocok; jangan ditandatangani.", status=409
        )
    post = _post(order, actor) if side is Side.BUYER else f"Pemilik {order.firm_name}"
    consent = Consent(version.digest, side, post[:160], clock.now())
    return Signature.objects.create(
        version=version,
        side=side,
        way=SIGNER.way,
        digest=version.digest,
        seal=SIGNER.seal(consent),
        post=consent.post,
        at=consent.at,
        by_id=actor.user_id,
    )


def _post(order: Order, actor: Actor) -> str:
    """The PPK, PA or KPA who acts as one, or whoever stands in for him by a letter; never a person's name."""
    mine = actor.user_id == order.ppk_id
    role = Role(order.ppk_role) if mine else institutions.ppk_role(order.unit, actor.user_id)
    if role is not Role.PPK:
        return f"{post_of_ppk(role)} {order.unit.name}"
    lent = actor.lent_post([Duty.APPROVE_PURCHASE.value], order.unit_id)
    return f"{lent}, {order.unit.name}" if lent else f"PPK {order.unit.name}"


def seal_holds(signature: Signature) -> bool:
    """Whether a seal of this installation's signer still fits what was signed."""
    consent = Consent(signature.digest, Side(signature.side), signature.post, signature.at)
    return SIGNER.holds(consent, signature.seal)


def into_force(order: Order, actor: Actor) -> None:
    """The firm signs version 0: from now on the order binds both."""
    version = order.versions.filter(number=0, state=VersionState.PROPOSED).first()
    if version is None:
        raise RuleBroken("nothing_to_sign", "Tidak ada naskah yang menunggu tanda tangan.", status=409)
    sign(version, Side.FIRM, order, actor)
    now = clock.now()
    version.state, version.in_force_at = VersionState.IN_FORCE, now
    version.save(update_fields=["state", "in_force_at"])
    order.firm_signed_at = order.signed_at = now
    _binding(order, Step.ACCEPT, Side.FIRM, clock.today(), actor)


def placed_nationally(order: Order, day: date, actor: Actor) -> None:
    """The order stands in the national catalogue, where both have signed; here it is followed from that day on."""
    order.signed_at = datetime.combine(day, time(12), tzinfo=clock.WIB)
    freeze_evidence(order, book_for(order.government_id), lines_of(order))
    _binding(order, Step.LINK_NATIONAL, Side.BUYER, day, actor)


def _binding(order: Order, step: Step, side: Side, day: date, actor: Actor) -> None:
    order.first_total = order.total
    source, order.state = order.state, OrderState.PROCESS
    order.due_at, order.reminded_at = None, None
    ledgers.bind(order, actor)
    base.step(order, step.value, actor=actor, side=side, source=source, total=str(order.total))
    if order.kind == OrderKind.ONCE:
        base.reached(order, Stage.CONTRACTED, day=day, actor=actor)

"""What a firm does with its listings: draft, change, submit, confirm, withdraw, claim from the archive.

Every service locks the listing, asks whether the actor stands for the firm (a stranger learns nothing: 404), compares
the version with the one the actor saw (409 for who comes late), and only then looks at states and checks.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from types import EllipsisType

from django.db import transaction

from belanja.catalogue.models import Offer, OfferVersion, Region, Via
from belanja.catalogue.search.index import reindex
from belanja.catalogue.selectors.licences import lacking, refuses, withholds
from belanja.catalogue.selectors.prices import held_lately, late_days
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_checks import Finding, Shelf, blocking, check, newly_blocking
from belanja.rules.listing_content import Content, changes_substance, differences
from belanja.rules.listing_prices import rises
from belanja.rules.listing_steps import KEPKA_122, RULES, Hold, Step, rule_for, without_hold
from belanja.rules.listings import VISIBLE, EtalaseState, ListingState, PriceClass
from belanja.vendors import licences
from belanja.vendors import selectors as vendors

from . import joining
from .listing_record import (
    firm_of,
    keep_version,
    locked,
    locked_many,
    number_free,
    same_version,
    settle,
    standing_of,
    write_step,
    write_steps,
)
from .listing_rows import content_of, tidy, write_prices, write_product, write_terms
from .listing_schema import asked_before, latest, under_schema
from .stated_claims import state_claims
from .stock import restated
from .storefronts import storefront

_STATE = ListingState


@transaction.atomic
def draft(
    *,
    firm_id: int,
    government_id: int,
    etalase_id: int,
    content: Content,
    actor: Actor,
    via: str = Via.SCREEN,
    product_id: int | None = None,
) -> Offer:
    """Begin a listing; nobody but the firm sees it. It may be as incomplete as its firm likes. `product_id`: it stands
    with that product and says of the thing what the product says. RuleBroken 404 for a stranger or an unknown etalase,
    409 for an article number that is taken; with a product as `joining`."""
    vendors.require_member(actor, firm_id)
    etalase = _etalase(etalase_id, government_id)
    seller = storefront(firm_id=firm_id, government_id=government_id)
    content = tidy(content)
    number_free(seller, content.number)
    offer = Offer(seller=seller, government_id=government_id, state=_STATE.DRAFT.value)
    if product_id is not None:
        offer.product = joining.thing_to_sell(
            product_id=product_id, etalase_id=etalase.pk, firm_id=firm_id, government_id=government_id
        )
        content = joining.described(content, offer.product)
        joining.refuse_incomplete(findings_for(content, etalase, government_id, firm_id=firm_id))
    return begin(offer, content, etalase, actor=actor, via=via, step=Step.CREATE)


def begin(offer: Offer, content: Content, etalase: Etalase, *, actor: Actor, via: str, step: Step) -> Offer:
    """Write a new listing of a storefront with its first version."""
    if not offer.product_id:
        offer.product = write_product(offer, content, etalase=etalase)
    write_terms(offer, content)
    offer.save()
    if not content.number:
        offer.number = f"A-{offer.pk:06d}"
        content = replace(content, number=offer.number)
    keep_version(offer, content, actor=actor, via=via)
    write_step(offer, step, before="", actor=actor, via=via)
    return offer


@transaction.atomic
def edit(
    *,
    offer_id: int,
    version: int,
    content: Content,
    actor: Actor,
    via: str = Via.SCREEN,
    reason: str = "",
    stock_seen: Decimal | EllipsisType | None = ...,
) -> Offer:
    """Change what a listing states; the former version is kept. Terms of trade apply at once. A change of what the
    thing is brings a visible listing back to `diajukan` until curators have looked at it. A statement that is the same
    changes nothing. RuleBroken 409 for who comes late, 422 for a name that may not change any more, a rise without its
    reason, or a visible listing that would fall below the checks. `stock_seen`: the stock that the firm saw when it
    began; what orders took since then stays taken (`stock.restated`)."""
    offer = locked(offer_id)
    vendors.require_member(actor, firm_of(offer))
    same_version(offer, version)
    before = _STATE(offer.state)
    rule_for(Step.EDIT, before)
    old, content = content_of(offer), tidy(content)
    content = replace(content, number=content.number or old.number)
    content = joining.kept(offer, old, content) if joining.joined(offer) else under_schema(offer, old, content)
    content = restated(offer, old, content, seen=stock_seen)
    old = replace(old, stock=offer.stock)
    if not differences(old, content):
        return offer
    _guard_edit(offer, old, content, reason)
    _keep_what_stood(offer, old)
    reviewed = offer.reviewed_version is not None and offer.reviewed_version == offer.version
    offer.product = write_product(offer, content, etalase=offer.product.etalase)
    write_terms(offer, content)
    keep_version(offer, content, actor=actor, via=via, reason=reason.strip()[:300])
    if reviewed and not changes_substance(old, content):
        offer.reviewed_version = offer.version
    if offer.submitted_at is not None or before in VISIBLE:
        write_prices(offer, content, reason=reason)
    if before in VISIBLE or before is _STATE.EXPIRED:
        _say_it_holds(offer)
        settle(offer)
    write_step(
        offer, Step.EDIT, before=before.value, actor=actor, note=reason.strip()[:300], via=via,
        fields=sorted({one.field for one in differences(old, content)}),
    )  # fmt: skip
    _show(offer, before)
    return offer


def _guard_edit(offer: Offer, old: Content, content: Content, reason: str) -> None:
    if offer.submitted_at is not None and content.name != old.name:
        raise RuleBroken(
            "name_frozen",
            "Nama produk tetap sejak diajukan pertama kali, agar pembeli tidak menemukan barang lain dengan nama lama. "
            "Untuk barang lain, buat penawaran baru.",
            KEPKA_122,
        )
    number_free(offer.seller, content.number, but=offer.pk)
    if offer.submitted_at is None:
        return
    limit = institutions.parameter(
        "katalog.harga.naik_perlu_alasan", government_id=offer.government_id, on=clock.today()
    )
    names = dict(Region.objects.exclude(code="").values_list("code", "name"))
    days = late_days(offer.government_id)
    held = held_lately([offer.pk], days=days).get(offer.pk)
    steep = rises(old, content, percent=limit, lately=held.before if held else (), names=names)
    if steep and len(reason.strip()) < 5:
        raise RuleBroken(
            "rise_needs_reason",
            f"Harga {steep[0]}. Pembandingnya harga terendah {days} hari terakhir. Tuliskan alasannya; alasan itu "
            "disimpan bersama harga dan dapat dibaca pembeli.",
            "parameter katalog.harga.naik_perlu_alasan",
        )
    _refuse_blocked(blocked_in_edit(offer, old, content))


def blocked_in_edit(offer: Offer, old: Content, content: Content) -> list[Finding]:
    """What keeps a changed statement from being saved: of a visible listing what it did not lack before (its shelf may
    ask for more by now, or be frozen: a price can be lowered all the same), of an expired one everything, of any other
    nothing."""
    state = _STATE(offer.state)
    if state not in VISIBLE and state is not _STATE.EXPIRED:
        return []
    found = findings_of(offer, content)
    return blocking(found) if state is _STATE.EXPIRED else newly_blocking(found, findings_of(offer, old))


def _keep_what_stood(offer: Offer, old: Content) -> None:
    """An offer that came from elsewhere has no version yet: keep what it said as number 0."""
    if offer.version == 0 and not OfferVersion.objects.filter(offer=offer).exists():
        OfferVersion.objects.create(
            offer=offer, number=0, content=old.as_json(), at=clock.now(), by_label="", via=Via.ARCHIVE.value
        )


def findings_for(
    content: Content, etalase: Etalase, government_id: int | None, *, firm_id: int | None, first: bool = True
) -> list[Finding]:
    """What the checks say of a firm's statement for a shelf today: the linter of form, spreadsheet and submission.
    `first`: it was never submitted yet."""
    least = institutions.parameter("katalog.harga.terkecil", government_id=government_id, on=clock.today())
    shelf = shelf_for(etalase, government_id=government_id, firm_id=firm_id)
    return check(tidy(content), shelf, on=clock.today(), least_price=least, first=first)


def findings_of(offer: Offer, content: Content) -> list[Finding]:
    """What the checks say today of a statement of a listing that is there."""
    return findings_for(
        content, offer.product.etalase, offer.government_id, firm_id=offer.seller.firm_id,
        first=offer.submitted_at is None,
    )  # fmt: skip


def shelf_for(etalase: Etalase, *, government_id: int | None, firm_id: int | None) -> Shelf:
    """What the checks need to know of a shelf as it is today, and of what a firm lacks for it."""
    schema, today = latest(etalase), clock.today()
    lacks = lacking(firm_id, etalase, on=today)
    taxed = licences.tax_facts_of([firm_id], on=today)[firm_id] if firm_id is not None else None
    return Shelf(
        schema=schema.rules() if schema else (),
        roles=etalase.allowed_roles,
        kbki=etalase.kbki,
        regions=dict(Region.objects.exclude(code="").values_list("code", "name")),
        by_region=etalase.price_class == PriceClass.REGENCY.value,
        open=etalase.state == EtalaseState.ACTIVE.value,
        former=asked_before(etalase),
        lacking=lacks,
        refuses_unlicensed=bool(lacks) and refuses(government_id, on=today),
        withholds_unlicensed=bool(lacks) and withholds(government_id, on=today),
        collects_vat=taxed is None or taxed.registered is not False,
    )


def _refuse_blocked(found: Sequence[Finding]) -> None:
    if found:
        told = " ".join(f"{one.message} {one.fix}" for one in found[:3])
        more = f" Dan {len(found) - 3} hal lain." if len(found) > 3 else ""
        raise RuleBroken("listing_incomplete", f"{told}{more}", KEPKA_122)


@transaction.atomic
def move(*, offer_id: int, version: int, etalase_id: int, actor: Actor) -> Offer:
    """Put a draft or a returned listing on another shelf. What it says stays; attributes that the new schema does not
    know go (the former version has them). RuleBroken as `edit`, 409 for a shelf that takes nothing."""
    offer = locked(offer_id)
    vendors.require_member(actor, firm_of(offer))
    same_version(offer, version)
    before = _STATE(offer.state)
    rule_for(Step.MOVE, before)
    etalase = _etalase(etalase_id, offer.government_id)
    if offer.product.etalase_id == etalase.pk:
        return offer
    old = content_of(offer)
    schema = latest(etalase)
    known = {one.key for one in schema.rules()} if schema else set()
    content = replace(old, attributes={key: value for key, value in old.attributes.items() if key in known})
    _keep_what_stood(offer, old)
    left = offer.product.etalase.name
    offer.product = write_product(offer, content, etalase=etalase)
    keep_version(offer, content, actor=actor, via=Via.SCREEN)
    write_step(offer, Step.MOVE, before=before.value, actor=actor, note=f"Dari {left} ke {etalase.name}.")
    return offer


@transaction.atomic
def submit(*, offer_id: int, version: int, actor: Actor) -> Offer:
    """Hand a draft or a returned listing to the curators. What passes the automatic checks is visible at once, and
    for sale once they passed it. RuleBroken 422 with the exact fixes, 409 where the firm may not list."""
    offer = locked(offer_id)
    firm_id = firm_of(offer)
    vendors.require_member(actor, firm_id)
    same_version(offer, version)
    before = _STATE(offer.state)
    rule_for(Step.SUBMIT, before)
    why = vendors.may_list(firm_id, on=clock.today(), government_id=offer.government_id)
    if why:
        raise RuleBroken("firm_may_not_list", why, KEPKA_122, status=409)
    content = content_of(offer)
    if joined := joining.joined(offer):
        joining.refuse_changed(offer, content)
    _refuse_blocked(blocking(findings_of(offer, content)))
    if offer.submitted_at is None:
        offer.submitted_at = clock.now()
    if joined:
        state_claims(product_id=offer.product_id, stated=content.claims, before=(), alone=False)
    write_prices(offer, content)
    _say_it_holds(offer)
    settle(offer)
    write_step(offer, Step.SUBMIT, before=before.value, actor=actor)
    _show(offer, before)
    return offer


@transaction.atomic
def confirm(*, firm_id: int, offer_ids: Sequence[int], actor: Actor) -> list[int]:
    """The firm says that what these listings state holds today. Returns the ids of those that were confirmed: all
    visible ones of the firm among them; others are left as they are. A handful of queries however many there are."""
    vendors.require_member(actor, firm_id)
    standing = standing_of(firm_id)
    done, before, moved = [], {}, []
    for offer in locked_many(offer_ids):
        if offer.seller.firm_id != firm_id or _STATE(offer.state) not in RULES[Step.CONFIRM].sources:
            continue
        before[offer.pk] = offer.state
        _say_it_holds(offer)
        if settle(offer, standing).value != before[offer.pk]:
            moved.append(offer.pk)
        done.append(offer)
    if not done:
        return []
    Offer.objects.bulk_update(done, ["confirmed_on", "holds", "state", "state_reason", "listed_on"], batch_size=1_000)
    write_steps(done, Step.CONFIRM, before=before, actor=actor, subject=f"firm:{firm_id}")
    if moved:
        reindex(moved)
    return [offer.pk for offer in done]


def _say_it_holds(offer: Offer) -> None:
    offer.confirmed_on = clock.today()
    offer.holds = without_hold(offer.holds, Hold.UNCONFIRMED)


@transaction.atomic
def withdraw(*, offer_id: int, version: int, actor: Actor, reason: str = "") -> Offer:
    """Take a listing out of the catalogue for a while; nothing of it is lost."""
    return _leave(offer_id, version, actor, Step.WITHDRAW, _STATE.WITHDRAWN, reason)


@transaction.atomic
def remove(*, offer_id: int, version: int, actor: Actor, reason: str = "") -> Offer:
    """Take a listing out for good. Its versions, steps and prices stay on record."""
    return _leave(offer_id, version, actor, Step.REMOVE, _STATE.REMOVED, reason)


def _leave(offer_id: int, version: int, actor: Actor, step: Step, target: ListingState, reason: str) -> Offer:
    offer = locked(offer_id)
    vendors.require_member(actor, firm_of(offer))
    same_version(offer, version)
    before = _STATE(offer.state)
    rule_for(step, before)
    offer.state, offer.state_reason = target.value, reason.strip()[:300]
    offer.holds = without_hold(offer.holds, Hold.FIRM)
    write_step(offer, step, before=before.value, actor=actor, note=reason.strip()[:300])
    _show(offer, before)
    return offer


@transaction.atomic
def restore(*, offer_id: int, version: int, actor: Actor) -> Offer:
    """Bring a withdrawn listing back: for sale where what it says was passed, else to the curators."""
    offer = locked(offer_id)
    firm_id = firm_of(offer)
    vendors.require_member(actor, firm_id)
    same_version(offer, version)
    before = _STATE(offer.state)
    rule_for(Step.RESTORE, before)
    why = vendors.may_list(firm_id, on=clock.today(), government_id=offer.government_id)
    if why:
        raise RuleBroken("firm_may_not_list", why, KEPKA_122, status=409)
    _refuse_blocked(blocking(findings_of(offer, content_of(offer))))
    _say_it_holds(offer)
    settle(offer)
    write_step(offer, Step.RESTORE, before=before.value, actor=actor)
    _show(offer, before)
    return offer


def _etalase(etalase_id: int, government_id: int | None) -> Etalase:
    """An active shelf that takes listings of the government: its own or a national one."""
    found = Etalase.objects.filter(pk=etalase_id).first()
    if found is None or found.government_id not in (None, government_id):
        raise RuleBroken("etalase_unknown", "Etalase ini tidak ditemukan.", status=404)
    if found.state != EtalaseState.ACTIVE.value:
        raise RuleBroken(
            "etalase_closed", f"Etalase {found.name} sedang {found.get_state_display().lower()}. Pilih yang aktif.",
            KEPKA_122, status=409,
        )  # fmt: skip
    return found


def _show(offer: Offer, before: ListingState) -> None:
    """Bring the search in line; an archive offer leaves the pages with its successor's coming and returns with its
    going."""
    if before in VISIBLE or _STATE(offer.state) in VISIBLE:
        reindex([offer.pk, *([offer.continues_id] if offer.continues_id else [])])

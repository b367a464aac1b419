"""A package becomes orders: one for each firm, with everything copied as of this moment."""

from collections.abc import Sequence
from decimal import Decimal

from belanja.foundation import clock
from belanja.foundation.prepared import prepared
from belanja.foundation.rows import add_all
from belanja.foundation.whole import whole
from belanja.institutions import selectors as institutions
from belanja.journal.readings import one_reading
from belanja.journal.services import Actor
from belanja.rules import codes
from belanja.rules.buying.policy import Book, Occasion
from belanja.rules.buying.posts import short_post_of_ppk
from belanja.rules.buying.states import Method, OrderKind, OrderState, PackageState, Side
from belanja.rules.buying.steps import Step
from belanja.rules.buying.taxes import TaxKind
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role
from belanja.vendors import selectors as vendors

from .. import ledgers
from ..models import Order, OrderLine, Package
from ..policy_case import book_for, insist, keep
from ..selectors.carts import Cart, CartLine, FirmPart, cart_of
from . import base, forward, terms
from .taking import package_for, package_step


@whole
@one_reading()
@prepared()
def send(*, package_id: int, version: int, actor: Actor, seen_total: Decimal | None = None) -> list[Order]:
    """Make the orders of a package, in the order of their firms' names: pagu reserved, stock held, prices, taxes, scale
    and PDN class copied, the rules asked and their answers kept. Method *negosiasi* begins at ON_NEGOTIATION;
    *langsung* waits for the PPK, or for PA/KPA or the signature where the PPK himself buys. `seen_total`: the sum that
    the buyer saw.

    RuleBroken 404, 403; 409 for another version or sum, an offer not for sale, stock or pagu that is gone; 422 with the
    rule's own sentence where one refuses, and where one asks for a coded reason that is not given.
    """
    package = package_for(package_id, Step.SEND, version=version, actor=actor)
    _complete(package, actor)
    book = book_for(package.government_id)
    asking = Occasion.NEGOTIATION if package.method == Method.NEGOTIATION else Occasion.APPROVAL
    cart = cart_of(package, occasion=asking, buyer_id=actor.user_id, book=book)
    _orderable(cart, seen_total)
    own = vendors.own_firms(actor.user_id, government_id=package.government_id)
    for part in cart.parts:
        _not_own(own, part)
        insist(part.asked)
    now = clock.now()
    package.buyer_id, package.buyer_label, package.sent_at = (
        actor.user_id,
        actor.doing([Duty.BUY.value], package.unit_id).label[:120],
        now,
    )
    source, package.state = package.state, PackageState.BUYING
    package_step(package, Step.SEND, actor=actor, source=source, orders=len(cart.parts))
    made = [_order(package, part, book, actor) for part in cart.parts]
    ledgers.hold(made, actor)
    for order, lines in made:
        _tell(order, lines, actor)
    return [order for order, _lines in made]


def _complete(package: Package, actor: Actor) -> None:
    if actor.user_id is None:
        raise RuleBroken("person_missing", "Pesanan dibuat seorang petugas, bukan dari konsol.", status=403)
    if not package.plan_code:
        raise RuleBroken("plan_missing", "Pilih dulu baris RUP yang membayarnya.", "Perpres 16/2018 Pasal 22")
    if package.ppk_id is None:
        raise RuleBroken("ppk_missing", "Pilih dulu PPK yang memeriksa dan menandatangani.")
    if package.ppk_id not in institutions.people_in(package.unit, (Role.PPK,)):
        told = (
            f"{short_post_of_ppk(Role(package.ppk_role))} paket ini tidak bertugas lagi di unit ini; pilih yang lain."
        )
        raise RuleBroken("ppk_unknown", told)
    package.ppk_role = institutions.ppk_role(package.unit, package.ppk_id)
    if package.deliver_to_id is None and package.lines.filter(deliver_to__isnull=True).exists():
        raise RuleBroken("place_missing", "Pilih dulu kabupaten/kota tempat barang dikirim.")
    if package.needed_on is None and package.kind == OrderKind.ONCE:
        raise RuleBroken("day_missing", "Isi dulu hari barang dibutuhkan.")
    if package.kind == OrderKind.CALL_OFF and (package.term_to is None or package.term_to <= clock.today()):
        raise RuleBroken("term_missing", "Isi dulu hari terakhir pesanan bertahap, sesudah hari ini.")


def _orderable(cart: Cart, seen_total: Decimal | None) -> None:
    if not cart.parts and not cart.unclaimed:
        raise RuleBroken("package_empty", "Isi dulu barangnya.")
    for line in cart.lines:
        if line.trouble:
            told = f"{line.line.offer.product.name}: {line.trouble}"
            raise RuleBroken("line_trouble", told, status=409)
    if seen_total is not None and seen_total != cart.total:
        raise RuleBroken(
            "price_changed", "Jumlahnya berubah sejak halaman Anda dibuka. Periksa jumlah yang sekarang.", status=409
        )


def _not_own(own: frozenset[int], part: FirmPart) -> None:
    if part.firm_id in own:
        raise RuleBroken(
            "own_firm", f"Anda tercatat bertindak untuk {part.firm_name}; petugas lain yang memesan.",
            "Perpres 16/2018 Pasal 7", status=403,
        )  # fmt: skip


def _order(package: Package, part: FirmPart, book: Book, actor: Actor) -> tuple[Order, list[OrderLine]]:
    assert actor.user_id is not None  # as `_complete` saw to
    assert package.ppk_id is not None
    scale = vendors.scale_of(part.firm_id, on=book.day)
    now = clock.now()
    order = Order(
        package=package,
        government=package.government,
        unit=package.unit,
        year=package.year,
        plan_code=package.plan_code,
        code=codes.new(),
        title=package.title,
        mode=package.mode,
        kind=package.kind,
        method=package.method,
        firm_id=part.firm_id,
        seller_id=part.seller_id,
        firm_name=part.firm_name,
        scale=scale.scale or "",
        scale_evidence=scale.evidence[:200],
        tax_facts=part.facts.as_json() | {"reserve": any(one.tax_kind == TaxKind.RESERVE for one in part.lines)},
        goods=part.goods,
        freight=part.freight,
        tax=part.tax,
        total=part.total,
        cap=part.total if package.kind == OrderKind.CALL_OFF else None,
        term_from=clock.today() if package.kind == OrderKind.CALL_OFF else None,
        term_to=package.term_to if package.kind == OrderKind.CALL_OFF else package.needed_on,
        terms=package.terms,
        buyer_id=actor.user_id,
        buyer_label=actor.doing([Duty.BUY.value], package.unit_id).label[:120],
        ppk_id=package.ppk_id,
        ppk_role=package.ppk_role,
        version=0,
        created_at=now,
        is_example=package.is_example,
    )
    negotiated = package.method == Method.NEGOTIATION
    order.state = OrderState.NEGOTIATION if negotiated else forward.after_buyer(order, book)
    terms.begin(order)
    base.step(order, Step.CREATE.value, actor=actor, side=Side.BUYER, source="", total=str(order.total))
    lines = [_line(order, place, one, package) for place, one in enumerate(part.lines, start=1)]
    add_all(lines)
    keep(part.asked, step=Step.CREATE.value, order=order)
    return order, lines


def _tell(order: Order, lines: Sequence[OrderLine], actor: Actor) -> None:
    if order.kind == OrderKind.ONCE:
        base.reached(order, Stage.ORDERED, day=clock.today(), actor=actor, bought=lines)
    if order.state == OrderState.NEGOTIATION:
        base.tell_firm(order, "pembeli ingin bernegosiasi dengan Anda.", actor)
    else:
        forward.tell(order, actor)


def _line(order: Order, place: int, one: CartLine, package: Package) -> OrderLine:
    offer, product = one.line.offer, one.line.offer.product
    return OrderLine(
        order=order,
        position=place,
        offer=offer,
        product=product,
        offer_version=offer.version,
        name=product.name,
        etalase=product.etalase.name[:160],
        kbki=product.kbki,
        unit=product.unit,
        base_per_unit=product.pack_size,
        quantity=one.line.quantity,
        listed_price=one.unit_price,
        unit_price=one.unit_price,
        goods=one.goods,
        freight=one.freight,
        tax_kind=one.tax_kind,
        tax_percent=one.tax_percent,
        tax=one.tax,
        total=one.total,
        deliver_to_id=one.line.deliver_to_id or package.deliver_to_id,
        address=one.line.address or package.address,
        due_on=one.line.needed_on or (package.needed_on if package.kind == OrderKind.ONCE else None),
        pdn=product.pdn,
        tkdn=product.tkdn,
        bmp=product.bmp,
        pdn_reason=product.pdn_reason,
        note=one.line.note,
    )

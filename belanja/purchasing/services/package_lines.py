"""What stands in a package: added by hand, by a pasted or uploaded list, from an earlier order or package; changed,
taken out. The price of each line is that of the moment it was put in: a later rise does not touch it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from belanja.catalogue.models import Offer, Region
from belanja.foundation import clock
from belanja.foundation.prepared import prepared
from belanja.foundation.questions import Given, Question
from belanja.foundation.rows import write
from belanja.foundation.whole import whole
from belanja.journal.readings import one_reading
from belanja.journal.services import Actor
from belanja.rules.buying import lists
from belanja.rules.buying.steps import Step
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import ListingState
from belanja.rules.money import to_sen
from belanja.vendors import selectors as vendors
from belanja.vendors.selectors import Selling

from ..ledgers import free_of
from ..models import Order, Package, PackageLine, TemplateLine
from ..pricing import barred_of, selling_of, trouble_of
from .taking import package_for, package_step

#: Lines of one package.
MOST_LINES = 200


@dataclass(frozen=True)
class Refused:
    """A row of a list that was not taken: its number (from 1), what was written, and why."""

    row: int
    written: str
    why: str


@dataclass(frozen=True)
class Added:
    """The package after a list was put in: how many lines are new or grew, and what was not taken."""

    package: Package
    count: int
    refused: Sequence[Refused]


@dataclass(frozen=True)
class _Put:
    """What is to be put in, by the row it stands in."""

    row: int
    written: str
    offer_id: int
    quantity: Decimal
    deliver_to_id: int | None = None
    address: str = ""
    needed_on: date | None = None
    note: str = ""


@whole
@one_reading()
@prepared()
def add_line(
    *,
    package_id: int,
    version: int,
    offer_id: int,
    quantity: Decimal,
    actor: Actor,
    deliver_to_id: int | None = None,
    address: str = "",
    needed_on: date | None = None,
    note: str = "",
) -> Package:
    """Put an offer into a draft; the same offer to the same place adds up. RuleBroken 404, 403, 409; 422 for what is
    not for sale or not in stock, below the least order, beyond the firm's capacity or for a place it does not serve."""
    package = package_for(package_id, Step.EDIT, version=version, actor=actor)
    put = _Put(1, "", offer_id, quantity, deliver_to_id, address, needed_on, note)
    refused = _put_in(package, [put], actor)
    if refused:
        raise RuleBroken("line_refused", refused[0].why)
    package_step(package, Step.EDIT, actor=actor, offer=offer_id)
    return package


@transaction.atomic
def add_rows(*, package_id: int, version: int, text: str, actor: Actor) -> Added:
    """Put in a pasted list or the text of a sheet: one row an offer, `number;quantity` (also comma or tab), where the
    number is that of the offer's page or the firm's article number. Rows that cannot be taken are told one by one."""
    return add_listed(package_id=package_id, version=version, rows=list(lists.rows_of(text)), actor=actor)


@transaction.atomic
def add_listed(*, package_id: int, version: int, rows: Sequence[lists.Row], actor: Actor) -> Added:
    """Put in the rows of a list, however it came. RuleBroken 404, 403, 409, 422 for one without rows."""
    package = package_for(package_id, Step.EDIT, version=version, actor=actor)
    if not rows:
        raise RuleBroken("list_empty", "Daftar masih kosong: satu baris satu barang, nomor;jumlah.")
    named = _named(package, [one.number for one in rows if not one.why])
    refused = [Refused(one.place, one.written, one.why) for one in rows if one.why]
    puts = []
    for one in rows:
        if one.why:
            continue
        offers = named.get(one.number, [])
        if len(offers) == 1:
            puts.append(_Put(one.place, one.written, offers[0], one.quantity, note=one.note))
        else:
            why = "Nomor ini tidak ada di katalog yang dijual." if not offers else (
                f"Nomor ini cocok dengan {len(offers)} penawaran; pakai nomor pada halaman barangnya."
            )  # fmt: skip
            refused.append(Refused(one.place, one.written, why))
    return _added(package, puts, refused, actor)


def tried(*, package_id: int, version: int, rows: Sequence[lists.Row], actor: Actor) -> Added:
    """What `add_listed` would do with these rows; nothing stays of it. Raises as it does."""
    with transaction.atomic():
        done = add_listed(package_id=package_id, version=version, rows=rows, actor=actor)
        transaction.set_rollback(True)
    return done


def _named(package: Package, numbers: Sequence[str]) -> dict[str, list[int]]:
    """By what was written, the offers for sale that it may mean: the number of the page goes before an article's."""
    ids = [int(one) for one in numbers if one.isascii() and one.isdigit() and len(one) < 18]
    offers = Offer.objects.filter(
        Q(pk__in=ids) | Q(number__in=numbers), government=package.government, state=ListingState.LISTED.value
    ).values_list("pk", "number")
    found: dict[str, list[int]] = {}
    for pk, number in offers:
        if number in numbers:
            found.setdefault(number, []).append(pk)
    return found | {str(pk): [pk] for pk, _number in offers if pk in ids}


@transaction.atomic
def add_order(*, package_id: int, version: int, order_id: int, actor: Actor) -> Added:
    """Put in what an earlier order of the same unit had, at today's prices. RuleBroken 404, 403, 409."""
    package = package_for(package_id, Step.EDIT, version=version, actor=actor)
    order = Order.objects.filter(pk=order_id, unit_id=package.unit_id, government=package.government).first()
    if order is None:
        raise RuleBroken("not_found", "Pesanan ini tidak ditemukan.", status=404)
    puts = [_Put(one.position, one.name[:80], one.offer_id, one.quantity) for one in order.lines.all()]
    return _added(package, puts, [], actor)


@transaction.atomic
def add_package(*, package_id: int, version: int, template_id: int, actor: Actor) -> Added:
    """Put in what another package of the same unit has (a template), at today's prices. RuleBroken 404, 403, 409."""
    package = package_for(package_id, Step.EDIT, version=version, actor=actor)
    other = Package.objects.filter(pk=template_id, unit_id=package.unit_id, government=package.government).first()
    if other is None or other.pk == package.pk:
        raise RuleBroken("not_found", "Paket ini tidak ditemukan.", status=404)
    lines = other.lines.select_related("offer__product")
    puts = [
        _Put(
            one.position, one.offer.product.name[:80], one.offer_id, one.quantity, one.deliver_to_id, one.address,
            None, one.note,
        )
        for one in lines
    ]  # fmt: skip
    return _added(package, puts, [], actor)


@transaction.atomic
def add_template(*, package_id: int, version: int, lines: Sequence[TemplateLine], actor: Actor) -> Added:
    """Put in the lines of a template, at today's prices. RuleBroken 404, 403, 409."""
    package = package_for(package_id, Step.EDIT, version=version, actor=actor)
    puts = [_Put(one.position, one.product_name[:80], one.offer_id, one.quantity, note=one.note) for one in lines]
    return _added(package, puts, [], actor)


@transaction.atomic
def change_line(
    *,
    package_id: int,
    version: int,
    line_id: int,
    quantity: Decimal,
    actor: Actor,
    deliver_to_id: int | None = None,
    address: str = "",
    needed_on: date | None = None,
    note: str = "",
) -> Package:
    """Write a line anew; its price stays that of the moment it was put in. RuleBroken as `add_line`; 409 where another
    line has that offer and place."""
    package = package_for(package_id, Step.EDIT, version=version, actor=actor)
    line = _line(package, line_id)
    put = _Put(line.position, "", line.offer_id, quantity, deliver_to_id, address, needed_on, note)
    why = _why(package, put, _market(package, [put], actor), others=Decimal(0))
    if why:
        raise RuleBroken("line_refused", why)
    twin = package.lines.filter(offer_id=line.offer_id, deliver_to_id=deliver_to_id, address=_tidy(address))
    if twin.exclude(pk=line.pk).exists():
        raise RuleBroken("line_twice", "Barang ini ke tempat yang sama sudah ada di baris lain.", status=409)
    line.quantity, line.deliver_to_id, line.address = to_sen(quantity), deliver_to_id, _tidy(address)
    line.needed_on, line.note = needed_on, note.strip()[:300]
    line.save()
    package_step(package, Step.EDIT, actor=actor, offer=line.offer_id)
    return package


@transaction.atomic
def remove_line(*, package_id: int, version: int, line_id: int, actor: Actor) -> Package:
    """Take a line out of a draft. RuleBroken 404, 403, 409."""
    package = package_for(package_id, Step.EDIT, version=version, actor=actor)
    line = _line(package, line_id)
    line.delete()
    package_step(package, Step.EDIT, actor=actor, removed=line.offer_id)
    return package


def _line(package: Package, line_id: int) -> PackageLine:
    line = package.lines.filter(pk=line_id).first()
    if line is None:
        raise RuleBroken("not_found", "Baris ini sudah tidak ada di paket.", status=404)
    return line


def _added(package: Package, puts: Sequence[_Put], refused: list[Refused], actor: Actor) -> Added:
    refused = sorted([*refused, *_put_in(package, puts, actor)], key=lambda one: one.row)
    count = len(puts) - sum(1 for one in refused if any(put.row == one.row for put in puts))
    if count:
        package_step(package, Step.EDIT, actor=actor, added=count)
    return Added(package, count, refused)


_LINES = Question(lambda: PackageLine.objects.filter(package_id=Given("package_id")))
_OFFERS = Question(lambda: Offer.objects.filter(pk__among=Given("ids")).select_related("product__etalase", "seller"))


def _put_in(package: Package, puts: Sequence[_Put], actor: Actor) -> list[Refused]:
    """Write what can be taken as lines; the rest comes back with its reason."""
    market = _market(package, puts, actor)
    lines = {(one.offer_id, one.deliver_to_id, one.address): one for one in _LINES.rows(package_id=package.pk)}
    place = max((one.position for one in lines.values()), default=0)
    refused = []
    for put in puts:
        key = (put.offer_id, put.deliver_to_id, _tidy(put.address))
        known = lines.get(key)
        have = sum((one.quantity for one in lines.values() if one.offer_id == put.offer_id), Decimal(0))
        why = _why(package, put, market, others=have)
        if not why and known is None and len(lines) >= MOST_LINES:
            why = f"Satu paket paling banyak {MOST_LINES} baris."
        if why:
            refused.append(Refused(put.row, put.written, why))
            continue
        if known is None:
            place += 1
            known = PackageLine(
                package=package, offer_id=put.offer_id, position=place, quantity=Decimal(0),
                deliver_to_id=put.deliver_to_id, address=_tidy(put.address), price_moment=clock.now(),
            )  # fmt: skip
            lines[key] = known
        known.quantity += to_sen(put.quantity)
        known.needed_on, known.note = put.needed_on or known.needed_on, put.note.strip()[:300] or known.note
        write(known)
    return refused


@dataclass(frozen=True)
class _Market:
    """What is known of the offers that are to be put in; read once for a whole list."""

    offers: Mapping[int, Offer]
    selling: Mapping[int, Selling]
    own_firms: frozenset[int]
    regions: frozenset[int]


def _market(package: Package, puts: Sequence[_Put], actor: Actor) -> _Market:
    offers = {one.pk: one for one in _OFFERS.rows(ids=list({put.offer_id for put in puts}))}
    places = {put.deliver_to_id for put in puts if put.deliver_to_id is not None}
    return _Market(
        offers,
        selling_of(offers.values(), government_id=package.government_id, on=clock.today()),
        vendors.own_firms(actor.user_id, government_id=package.government_id),
        frozenset(Region.objects.filter(pk__in=places).values_list("pk", flat=True)) if places else frozenset(),
    )


def _why(package: Package, put: _Put, market: _Market, *, others: Decimal) -> str:
    """Why something cannot be put in; `others`: how much of the offer stands in the package besides."""
    offer = market.offers.get(put.offer_id)
    if offer is None:
        return "Barang ini tidak ditemukan."
    if not 0 < put.quantity < Decimal(10) ** 12 or put.quantity != to_sen(put.quantity):
        return "Isi jumlah di atas nol, paling banyak dua angka di belakang koma."
    if put.deliver_to_id is not None and put.deliver_to_id not in market.regions:
        return "Pilih kabupaten/kota tempat barang dikirim."
    if offer.seller.firm_id in market.own_firms:
        return "Anda tercatat bertindak untuk usaha ini; petugas lain yang memesan."
    return trouble_of(
        offer,
        government_id=package.government_id,
        quantity=put.quantity + others,
        region_id=put.deliver_to_id or package.deliver_to_id,
        needed_on=put.needed_on or package.needed_on,
        free=free_of(offer),
        barred=barred_of(offer, market.selling),
    )


def _tidy(address: str) -> str:
    return " ".join(address.split())[:300]

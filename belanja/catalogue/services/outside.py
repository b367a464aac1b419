"""Prices seen outside: sent by anybody with an account, shown after a curator looked, never part of a statistic."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from belanja.catalogue.models import OutsidePrice, Photo, PhotoFile, Product, Region
from belanja.catalogue.services.curators import require_distance
from belanja.catalogue.services.photos import keep_photo
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.reference_prices import REFUSALS, OutsideState


@dataclass(frozen=True)
class Seen:
    """What somebody saw: shop, place, day, price of one unit, and a photo of the price tag (name and bytes)."""

    shop: str
    region: Region | None
    seen_on: date
    amount: Decimal
    unit: str
    note: str = ""
    photo: tuple[str, bytes] | None = None


def send_outside_price(*, product_id: int, seen: Seen, actor: Actor) -> OutsidePrice:
    """Attach a price seen outside to a visible product; it waits for a curator. The photo is written anew first.

    Raises RuleBroken 403 without an account, 404 for a product that nobody sees, 409 above the day's number for one
    account, 422 for a day, price, unit or photo that cannot be.
    """
    if actor.user_id is None:
        raise RuleBroken("sign_in", "Masuk dahulu dengan akun Anda.", status=403)
    product = Product.objects.filter(pk=product_id, offers__isnull=False).distinct().first()
    if product is None:
        raise RuleBroken("product_unknown", "Produk ini tidak ada di katalog.", status=404)
    _check(product, seen)
    kept = keep_photo(content=seen.photo[1], name=seen.photo[0]) if seen.photo else None
    with transaction.atomic():
        Product.objects.select_for_update(no_key=True).get(pk=product.pk)
        today = clock.now() - timedelta(days=1)
        most = _rule("katalog.harga_luar.sehari", product)
        if OutsidePrice.objects.filter(sent_by_id=actor.user_id, sent_at__gt=today).count() >= most:
            raise RuleBroken("outside_many", f"Satu akun paling banyak {most} harga sehari.", status=409)
        same = OutsidePrice.objects.filter(
            product=product, sent_by_id=actor.user_id, shop=seen.shop.strip()[:120], seen_on=seen.seen_on,
            amount=seen.amount, unit=seen.unit,
        ).first()  # fmt: skip
        if same is not None:
            return same  # sent twice, kept once
        made = OutsidePrice.objects.create(
            product=product,
            shop=" ".join(seen.shop.split())[:120],
            region=seen.region,
            seen_on=seen.seen_on,
            amount=seen.amount,
            unit=seen.unit,
            note=seen.note.strip()[:300],
            photo=kept,
            sent_at=clock.now(),
            sent_by_id=actor.user_id,
        )
        _tell("sent", made, actor, "")
    return made


def _rule(key: str, product: Product) -> int:
    """A limit in force today for the government on whose shelf the product stands."""
    return int(institutions.parameter(key, government_id=product.etalase.government_id, on=clock.today()))


def _check(product: Product, seen: Seen) -> None:
    if len(seen.shop.strip()) < 3:
        raise RuleBroken("outside_shop", "Isi nama tokonya.")
    if seen.seen_on > clock.today():
        raise RuleBroken("outside_day", "Tanggalnya belum tiba.")
    oldest = _rule("katalog.harga_luar.hari", product)
    if (clock.today() - seen.seen_on).days > oldest:
        raise RuleBroken("outside_day", f"Tanggalnya lebih dari {oldest} hari lalu.")
    if not 0 < seen.amount < Decimal(10) ** 15:
        raise RuleBroken("outside_amount", "Isi harga di atas nol.")
    if seen.unit not in {product.unit, product.base_unit} - {""}:
        raise RuleBroken("outside_unit", "Pilih satuan dari daftar, supaya harganya sebanding.")


@transaction.atomic
def decide_outside_price(
    *, price_id: int, show: bool, government: Government, actor: Actor, reason: str = ""
) -> OutsidePrice:
    """A curator shows a price, refuses it or takes it down, with a standard reason; whoever sent it is told.

    Raises RuleBroken 403/404 for a missing duty, one's own price or a product that one's own firm sells, 409 where it
    was decided so already, 422 without a reason.
    """
    price = OutsidePrice.objects.select_for_update(of=("self",)).select_related("product").filter(pk=price_id).first()
    institutions.require(actor, Duty.CURATE_CATALOGUE, government)
    if price is None or not _ours(price, government):
        raise RuleBroken("not_found", "Harga ini tidak ditemukan.", status=404)
    if actor.user_id is not None and actor.user_id == price.sent_by_id:
        raise RuleBroken("four_eyes", "Harga yang Anda kirim sendiri diperiksa orang lain.", status=403)
    require_distance(actor=actor, product_ids=[price.product_id], government=government)
    state = OutsideState(price.state)
    if show:
        target = OutsideState.SHOWN
    else:
        target = OutsideState.TAKEN_DOWN if state is OutsideState.SHOWN else OutsideState.REFUSED
        if reason not in REFUSALS:
            raise RuleBroken("reason_missing", "Pilih alasannya.")
    if state is target or (state is OutsideState.TAKEN_DOWN and not show):
        raise RuleBroken("already_decided", f"Harga ini sudah {state.label.lower()}.", status=409)
    price.state, price.reason = target, "" if show else reason
    price.decided_at, price.decided_by_id, price.decided_by_label = clock.now(), actor.user_id, actor.label
    gone = price.photo_id if price.reason == "data_pribadi" else None
    if gone is not None:
        price.photo = None
    price.save()
    if gone is not None:
        _forget_photo(gone)
    _tell("decided", price, actor, government.code)
    if price.sent_by_id is not None:
        said = "ditampilkan" if show else f"tidak ditampilkan. {REFUSALS[reason]}"
        notices.tell(
            user_ids=[price.sent_by_id],
            kind="harga_luar",
            text=f"Harga luar untuk {price.product.name[:120]} {said}",
            link=f"/katalog/produk/{price.product_id}-harga/",
            actor=actor,
            government_code=government.code,
        )
    return price


def _forget_photo(file_id: int) -> None:
    """A photo with personal data goes, unless a listing shows the same file."""
    file = PhotoFile.objects.defer("large", "small").get(pk=file_id)
    used = Photo.objects.filter(file=file).exists() or OutsidePrice.objects.filter(photo=file).exists()
    if not used:
        file.delete()


def _ours(price: OutsidePrice, government: Government) -> bool:
    owner = price.product.etalase.government_id
    return owner is None or owner == government.pk


def _tell(event: str, price: OutsidePrice, actor: Actor, code: str) -> None:
    journal.append(
        name=f"catalogue.outside_price_{event}",
        actor=actor,
        subject=f"outside_price:{price.pk}",
        government_code=code,
        payload={"product": price.product_id, "amount": str(price.amount), "state": str(price.state),
                 "reason": price.reason},
    )  # fmt: skip

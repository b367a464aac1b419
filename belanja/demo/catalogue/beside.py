"""Standards and outside prices of the sample, and firms that share a telephone: work for the desks beside the price."""

from datetime import date, timedelta
from decimal import Decimal

from belanja.accounts.models import User
from belanja.catalogue.models import PriceRow, Product, ReferencePrice
from belanja.catalogue.services.outside import Seen, decide_outside_price, send_outside_price
from belanja.catalogue.services.references import match_reference
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.intake import reference_sheets, services
from belanja.journal.services import Actor
from belanja.rules.listings import ListingState, TaxBasis
from belanja.rules.measures import word_of
from belanja.rules.reference_prices import Delivery, Kind
from belanja.rules.related import Tie
from belanja.vendors.models import Firm
from belanja.vendors.services import mark_firm

_BUREAU = Actor(user_id=None, label="Biro PBJ (contoh)")
#: Goods with a standard, of which so many are left for a curator to match.
_GOODS, _UNMATCHED = 12, 4


def prepare(*, government: Government) -> None:
    """A standing list of the year, most of it matched; outside prices at each step; three firms with ties."""
    goods = _goods(government)
    if goods:
        _standards(government, goods)
        _outside(government, goods)
    _ties()


def _goods(government: Government) -> list[tuple[Product, Decimal]]:
    """One product of each shelf that is for sale with a unit, and its lowest price."""
    rows = (
        PriceRow.objects.filter(
            offer__state=ListingState.LISTED.value, offer__product__etalase__government=government,
            ended_on__isnull=True, least_quantity=1,
        )
        .exclude(offer__product__unit="")
        .order_by("offer__product__etalase_id", "offer__product_id", "amount")
        .distinct("offer__product__etalase_id")
        .select_related("offer__product")
    )  # fmt: skip
    return [(row.offer.product, row.amount) for row in rows[:_GOODS]]


def _standards(government: Government, goods: list[tuple[Product, Decimal]]) -> None:
    year = clock.today().year
    lines = ["kode;nama;satuan;harga;spek;tipe;tahun"]
    for number, (product, price) in enumerate(goods, 1):
        standard = (price * (100 + (number * 7) % 30 - 8) / 100 / 500).to_integral_value() * 500 or price
        name = product.name.replace(";", ",")
        lines.append(f"1.1.7.{number:02d}.001;{name};{word_of(product.unit)};{standard};contoh, karangan;SSH;{year}")
    made = services.receive_list(
        government=government, year=year, kind=Kind.SSH, decree=f"Contoh SSH {year}", dated=date(year - 1, 8, 1),
        tax_basis=TaxBasis.INCLUDED, tax_percent=Decimal(11), delivery=Delivery.DELIVERED, file_name="ssh-contoh.csv",
        content="\n".join(lines).encode(), actor=_BUREAU,
    )  # fmt: skip
    meanings = {column.name: column.meaning.value for column in reference_sheets.columns(made)}
    services.explain_list(list_id=made.pk, meanings=meanings, actor=_BUREAU)
    services.apply_list(list_id=made.pk, actor=_BUREAU)
    rows = ReferencePrice.objects.filter(list=made).order_by("row")
    for row, (product, _amount) in list(zip(rows, goods, strict=False))[: len(goods) - _UNMATCHED]:
        match_reference(price_id=row.pk, product_ids=[product.pk], government=government, actor=_BUREAU)


def _outside(government: Government, goods: list[tuple[Product, Decimal]]) -> None:
    sender = User.objects.filter(is_example=True, is_active=True).order_by("pk").first()
    if sender is None:
        return
    by = Actor(sender.pk, "Warga (contoh)")
    for number, (product, price) in enumerate(goods[:4]):
        with clock.frozen(clock.now() - timedelta(days=3 + number)):
            sent = send_outside_price(
                product_id=product.pk,
                seen=Seen(
                    shop=("Toko Contoh Pasar Rau", "Swalayan Contoh Cilegon")[number % 2], region=None,
                    seen_on=clock.today() - timedelta(days=2), amount=(price * Decimal("0.94")).quantize(Decimal(1)),
                    unit=product.unit, note="Karangan untuk contoh.",
                ),
                actor=by,
            )  # fmt: skip
        if number < 2:
            decide_outside_price(price_id=sent.pk, show=True, government=government, actor=_BUREAU)


def _ties() -> None:
    """Marks of a few registered firms: the first three state one telephone, the first two one owner."""
    firms = list(Firm.objects.filter(profile__state="terverifikasi").order_by("pk")[:3])
    for place, firm in enumerate(firms):
        stated = {Tie.PHONE: "0254 000 0001"}
        if place < 2:
            stated[Tie.OWNER] = "3600000000000001"
        mark_firm(firm_id=firm.pk, stated=stated, source="contoh")

"""What the sample's purchases stand on: how they count, from which value PA/KPA determines, what can be bought."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from belanja.accounts.models import User
from belanja.catalogue.models import Offer
from belanja.demo.accounts import SINCE
from belanja.demo.sample.places import LAST_YEAR
from belanja.facts.models import SpendFact
from belanja.foundation import clock
from belanja.institutions import services as institutions
from belanja.institutions.models import Government, LegalBasis
from belanja.journal.services import CONSOLE, Actor
from belanja.plans.lines import plan_lines
from belanja.purchasing.pricing import barred_of, priced, rows_of, selling_of, tax_facts_of, trouble_of
from belanja.rules.buying.policy import Book
from belanja.rules.channels import Channel, Mode
from belanja.rules.duties import Role
from belanja.rules.listings import ListingState

from .people import Team

#: An order of the sample above this goes to PA/KPA: the nation's own value (Rp100 miliar) would leave that desk empty.
DETERMINED_ABOVE = "100000000"
#: Less of anything makes no story: a part of it could not be sent or sent back.
LEAST = 2
_WHY = "Data contoh, bukan ketetapan: "


def declare(government: Government) -> None:
    """*Katalog lokal* from the first day of the year, and a low value for PA/KPA; proposed and approved by two."""
    chief = User.objects.get(is_example=True, roles__role=Role.KEPALA_BIRO_PBJ, roles__government=government,
                             roles__valid_from=SINCE)  # fmt: skip
    second = Actor(chief.pk, Role.KEPALA_BIRO_PBJ.label)
    basis = LegalBasis.objects.get(slug="se-banten-027-1181-2023")
    first = date(LAST_YEAR, 1, 1)
    with clock.frozen(SINCE + timedelta(days=7)):
        mode = institutions.propose_counting_mode(
            government=government, mode=Mode.LOCAL, valid_from=first, legal_basis=basis, actor=CONSOLE,
            reason=_WHY + "pesanan karangan di katalog lokal dihitung, agar pemantau dapat dicoba.",
        )  # fmt: skip
        institutions.approve_counting_mode(counting_mode_id=mode.pk, actor=second)
        law = LegalBasis.objects.get(slug="perpres-16-2018")
        row = institutions.propose_parameter(
            government=government, key="beli.penetapan.di_atas", value=DETERMINED_ABOVE, valid_from=first,
            legal_basis=law, actor=CONSOLE, reason=_WHY + "dibuat rendah agar meja PA/KPA berisi.",
        )  # fmt: skip
        institutions.approve_parameter(parameter_id=row.pk, actor=second)


def offers_of(team: Team, shelf: str, chance: Random, *, firm_id: int | None = None, imported: bool = False,
              ) -> Iterator[Offer]:  # fmt: skip
    """Offers of a shelf (empty: of any) that the unit could order now, in an order drawn by chance."""
    found = Offer.objects.filter(
        government=team.government, state=ListingState.LISTED.value, seller__firm__isnull=False,
        seller__is_example=True, serves__contains=[team.place.pk],
    ).select_related("product__etalase", "seller")  # fmt: skip
    if shelf:
        found = found.filter(product__etalase__name=shelf)
    if firm_id is not None:
        found = found.filter(seller__firm_id=firm_id)
    found = found.filter(product__pdn="impor") if imported else found.exclude(product__pdn="impor")
    offers = list(found.order_by("pk"))
    chance.shuffle(offers)
    selling = selling_of(offers, government_id=team.government.pk, on=clock.today())
    for offer in offers:
        offer.refresh_from_db(fields=["stock", "reserved"])
        free = None if offer.stock is None else offer.stock - offer.reserved
        why = trouble_of(offer, government_id=team.government.pk, quantity=Decimal(LEAST), region_id=team.place.pk,
                         needed_on=None, free=free, barred=barred_of(offer, selling))  # fmt: skip
        if not why:
            yield offer


def quantity_for(offer: Offer, team: Team, budget: int, *, at: datetime, book: Book) -> tuple[Decimal, Decimal] | None:
    """How many an amount of rupiah buys within stock and capacity, and for about how much; None where the price cannot
    be told at `at`, or too few would come."""
    rows = rows_of([offer.pk]).get(offer.pk, ())
    facts = tax_facts_of([offer], on=book.day)(offer)
    cost = priced(offer, rows, quantity=Decimal(1), region_id=team.place.pk, moment=at, book=book, facts=facts)
    if cost.trouble or not cost.sums.total:
        return None
    most = Decimal(budget) // cost.sums.total
    if offer.stock is not None:
        most = min(most, (offer.stock - offer.reserved) // 2)
    if offer.monthly_capacity is not None:
        most = min(most, offer.monthly_capacity)
    return (most, most * cost.sums.total) if most >= LEAST else None


def plan_with_room(team: Team, word: str, amount: Decimal) -> str | None:
    """Code of the roomiest line of the unit's plan for `amount`, one that speaks of `word` before others."""
    page = plan_lines(government_id=team.government.pk, unit_ids=[team.unit.pk], year=LAST_YEAR, query="", size=400)
    roomy = [line for line in page.lines if line.remaining >= amount]
    fitting = [line for line in roomy if word and word.lower() in line.title.lower()] or roomy
    return max(fitting, key=lambda line: line.remaining).code if fitting else None


def known_later(government: Government, *, since: datetime) -> None:
    """The report of the second quarter was frozen before these orders came in: they are known from after it."""
    facts = SpendFact.objects.filter(government=government, channel=Channel.NATIVE, known_from__lt=since)
    facts.filter(known_to__isnull=False, known_to__lt=since).update(known_to=since)
    facts.update(known_from=since)

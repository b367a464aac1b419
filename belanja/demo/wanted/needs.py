"""Needs of the sample in the states that people meet, each as its course goes; firms answer those that they can."""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from belanja.accounts.models import User
from belanja.catalogue.models import Product, Region
from belanja.demo.catalogue import registrations
from belanja.demo.purchases.people import Team
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.needs import market
from belanja.needs.models import Match, Need
from belanja.needs.services import answering, calendar, funnel, matching, posting
from belanja.needs.services.base import CALENDAR
from belanja.needs.services.posting import Wanted
from belanja.purchasing.models import Order
from belanja.rules.duties import Role
from belanja.rules.listings import ListingState
from belanja.rules.measures import word_of
from belanja.rules.registration import LegalForm
from belanja.vendors import services as vendors
from belanja.vendors.models import Member
from belanja.vendors.statement import Statement

_VERIFIER = Actor(user_id=None, label="Tim Verifikator (contoh)")
#: The telephone of the weavers' account.
WEAVES = "081200000123"
_LEBAK, _PANDEGLANG, _SERANG = "36.02", "36.01", "36.73"


@dataclass(frozen=True)
class _Sought:
    """Something that is looked for: by whom, how many days ago, and for how many days from then on."""

    what: str
    amount: int
    measure: str
    value: int
    place: str = _SERANG
    shelf: str = ""
    kbki: tuple[str, ...] = ()
    ago: int = 6
    lasts: int = 40
    schools: bool = False
    details: str = ""


#: Alike needs of two units become one demand: whoever weaves bags sees both.
_KOJA = _Sought(
    "Tas koja Baduy", 150, "buah", 12_750_000, _LEBAK, kbki=("29",), ago=9,
    details="Untuk peserta bimbingan teknis. Kulit kayu atau katun tenun, tali bahu.",
)  # fmt: skip
_OPEN = (
    _KOJA,
    replace(_KOJA, amount=200, value=17_000_000, ago=4, schools=True),
    _Sought("Kain batik Baduy", 60, "lembar", 15_000_000, _LEBAK, "Batik dan Kain Tradisional", ago=1),
    _Sought("Kain batik Baduy", 40, "lembar", 10_000_000, _SERANG, "Batik dan Kain Tradisional", ago=0,
            schools=True),
    _Sought("Keripik pisang kemasan 250 gram", 500, "bungkus", 9_000_000, _LEBAK, "Makanan dan Minuman", ago=5),
    _Sought("Tempat tidur susun rangka besi", 24, "unit", 62_000_000, _SERANG, "Mebel Kantor", ago=0),
    _Sought("Buku cerita rakyat Banten huruf Braille", 80, "eksemplar", 16_000_000, _SERANG, "Buku dan Alat Peraga",
            ago=11, schools=True),
)  # fmt: skip
_UNAVAILABLE = _Sought("Mesin cetak huruf Braille dua sisi", 1, "unit", 310_000_000, kbki=("44",), ago=70, lasts=90)
_EQUIVALENT = _Sought("Kursi siswa kayu jati ukir", 90, "unit", 54_000_000, shelf="Mebel Sekolah", ago=45, schools=True)
_LISTED = _Sought("Seragam batik khas Banten untuk petugas", 75, "potong", 18_750_000, shelf="Seragam Dinas", ago=30)
_EXPIRED = _Sought("Tenda lipat 3 x 3 meter", 12, "unit", 21_000_000, kbki=("27",), ago=60, lasts=20)
_TAKEN_BACK = _Sought("Alat peraga rumah adat Baduy", 5, "set", 7_500_000, kbki=("38",), ago=25, schools=True)
_REMOVED = _Sought("Uji coba", 1, "buah", 1_000, ago=26, lasts=60)


def post(social: Team, schools: Team) -> int:
    """Post them all and let things happen; returns how many there are."""
    weavers = _weavers(social)
    read = market.read()
    places = {region.code: region for region in Region.objects.exclude(code="")}
    shelves = {one.name: one for one in Etalase.objects.all()}
    course = _Course(social, schools, read, places, shelves)
    for sought in _OPEN:
        course.posted(sought)
    course.ended()
    _met(course)
    _answers(weavers)
    return Need.objects.count()


def _weavers(team: Team) -> Actor:
    """A co-operative of Lebak that has just entered: matched with a need, it is passed afterwards."""
    actor = registrations.account("Koperasi perajin Kanekes", WEAVES)
    statement = Statement(
        name="Koperasi Perajin Kanekes (contoh)", legal_form=LegalForm.COOPERATIVE.value, nib="9120000000123",
        kbli="13912", address="Kampung Contoh RT 01 RW 02, Kanekes", region_code=_LEBAK, phone=WEAVES,
        scale="koperasi", scale_evidence="Akta koperasi contoh",
        about="Tas koja Baduy, kaneron, dan anyaman buatan anggota.",
    )  # fmt: skip
    with clock.frozen(clock.now() - timedelta(days=14)):
        made = vendors.register(government=team.government, statement=statement, actor=actor)
        vendors.submit(firm_id=made.firm_id, version=made.version, consent=True, actor=actor)
    return actor


class _Course:
    """What happens to the needs, by whom."""

    def __init__(
        self, social: Team, schools: Team, read: market.Market, places: dict[str, Region], shelves: dict[str, Etalase]
    ) -> None:
        self.social, self.schools, self.read, self.places, self.shelves = social, schools, read, places, shelves
        bureau = User.objects.get(is_example=True, email="biro.pbj@banten.example.id")
        self.bureau = Actor(bureau.pk, Role.BIRO_PBJ.label)
        self.number = 0

    def posted(self, sought: _Sought, *, matched: bool = True) -> Need:
        """Posted, and matched on its day."""
        of = self.schools if sought.schools else self.social
        self.number += 1
        with clock.frozen(clock.now() - timedelta(days=sought.ago)):
            wanted = Wanted(
                sought.what, of.unit.name, details=sought.details, amount=Decimal(sought.amount),
                measure=sought.measure, value=Decimal(sought.value), region=self.places[sought.place],
                needed_by=clock.today() + timedelta(days=sought.lasts), etalase=self.shelves.get(sought.shelf),
                kbki=sought.kbki,
            )  # fmt: skip
            need = posting.post_need(
                government=of.government, unit=of.unit, wanted=wanted, request=f"contoh-{self.number}", actor=of.ppk
            )
            if matched:
                matching.match_need(need_id=need.pk, actor=CALENDAR, market=self.read)
        return need

    def good_of(self, sought: _Sought) -> int:
        """A good on sale on its shelf."""
        on_sale = Product.objects.filter(offers__state=ListingState.LISTED.value, offers__seller__firm__isnull=False)
        found = on_sale.filter(etalase__name=sought.shelf)
        return found.order_by("pk").values_list("pk", flat=True)[0]

    def ended(self) -> None:
        """One need for each end."""
        reason = "Dicari di katalog, di toko daring, dan di daftar dinas; tidak ada yang membuatnya (contoh)."
        answering.declare_unavailable(
            need_id=self.posted(_UNAVAILABLE).pk, reason_code="tidak_dibuat", note=reason, actor=self.bureau
        )
        note = "Kursi kayu mahoni tanpa ukiran memenuhi kebutuhan kami (contoh)."
        answering.accept_equivalent(
            need_id=self.posted(_EQUIVALENT).pk, product_id=self.good_of(_EQUIVALENT), note=note, actor=self.schools.ppk
        )
        listed = self.posted(_LISTED)
        answering.link_product(
            need_id=listed.pk, product_id=self.good_of(_LISTED), answer="Sudah ditawarkan (contoh).", actor=self.bureau
        )
        self.posted(_EXPIRED, matched=False)
        calendar.expire_needs()
        posting.take_back_need(need_id=self.posted(_TAKEN_BACK, matched=False).pk, actor=self.schools.ppk)
        answering.remove_need(
            need_id=self.posted(_REMOVED, matched=False).pk, note="Percobaan, bukan kebutuhan.", actor=self.bureau
        )


def _met(course: _Course) -> None:
    """A need of spring that an order met and paid: told again from the day on which it was posted."""
    order = (
        Order.objects.filter(unit=course.social.unit, paid_at__isnull=False, lines__quantity__gt=0, kind="sekali")
        .order_by("signed_at", "pk")
        .last()
    )
    if order is None or order.signed_at is None or order.paid_at is None:
        return
    line = order.lines.order_by("position").select_related("product__etalase")[0]
    begun = order.steps.order_by("at").values_list("at", flat=True)[0]
    days = (clock.now() - begun).days
    sought = _Sought(
        line.product.name[:150], int(line.quantity), word_of(line.product.base_unit), int(order.total),
        shelf=line.product.etalase.name, ago=days + 20, lasts=80,
    )  # fmt: skip
    need = course.posted(sought)
    with clock.frozen(begun - timedelta(days=9)):
        answering.link_product(
            need_id=need.pk, product_id=line.product_id, answer="Sudah tayang (contoh).", actor=course.social.ppk
        )
    with clock.frozen(order.signed_at):
        funnel.ordered(order_id=order.pk)
    with clock.frozen(order.paid_at):
        funnel.paid(order_id=order.pk)


def _answers(weavers: Actor) -> None:
    """Firms with an account read what they were told; some can, some cannot and say why."""
    with clock.frozen(clock.now() - timedelta(days=3)):
        _offer(weavers, _KOJA.what)
    # Those two have entered yesterday and today.
    _offer(_owner("081200000102"), "Kain batik Baduy")
    _decline(_owner("081200000103"), "Tempat tidur susun rangka besi", "modal")
    seller = _owner(registrations.SELLS.phone)
    with clock.frozen(clock.now() - timedelta(days=1)):
        for match in _matches(seller, "")[:3]:
            funnel.see(need_id=match.need_id, firm_id=match.firm_id, actor=seller)
        passed = Member.objects.get(user_id=weavers.user_id or 0).firm.profile
        vendors.decide(
            firm_id=passed.firm_id, version=passed.version, step="pass", reason_code="", note="", actor=_VERIFIER
        )


def _owner(phone: str) -> Actor:
    return Actor(User.objects.get(phone=f"+62{phone[1:]}").pk, "Pemilik akun")


def _matches(actor: Actor, what: str) -> list[Match]:
    """The pairs of the actor's firm with needs that are looked for, of one title or all."""
    found = Match.objects.filter(firm__members__user_id=actor.user_id or 0, need__closed_at=None).order_by("pk")
    return list(found.filter(need__what=what) if what else found)


def _offer(actor: Actor, what: str) -> None:
    for match in _matches(actor, what):
        funnel.offer(need_id=match.need_id, firm_id=match.firm_id, product_id=None, actor=actor)


def _decline(actor: Actor, what: str, reason: str) -> None:
    for match in _matches(actor, what):
        funnel.decline(need_id=match.need_id, firm_id=match.firm_id, reason_code=reason, note="", actor=actor)

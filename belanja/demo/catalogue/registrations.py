"""Firms of the sample as they come to be listed: some verified long ago, some at every step of the way."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from belanja.accounts import services as accounts
from belanja.accounts.models import User
from belanja.catalogue.models import Offer, Seller
from belanja.catalogue.search.index import reindex
from belanja.catalogue.services.storefronts import keep_in_step
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.listings import ListingState
from belanja.rules.registration import Entry, FirmState, LegalForm, MemberRole, Proof
from belanja.vendors import services
from belanja.vendors.models import Firm, Member, Profile, RegistrationStep
from belanja.vendors.services.joining import state_registration
from belanja.vendors.services.steps import SHOWN
from belanja.vendors.statement import Statement, refs_of

#: Printed at every start of the sample: it guards invented figures only.
PIN = "704913"
_VERIFIER = Actor(user_id=None, label="Tim Verifikator (contoh)")
_HELPER = Actor(user_id=None, label="Dinas Koperasi dan UKM (contoh)")
_OWNER = "Pemilik akun"
#: Every so many storefronts of the sample belongs to a firm that is registered here.
_EVERY = 9
_FORMS = {"CV": LegalForm.CV, "PT": LegalForm.PT, "Koperasi": LegalForm.COOPERATIVE, "BUMDes": LegalForm.VILLAGE}


@dataclass(frozen=True)
class Owner:
    """Somebody who tries the firm's desk: what it is for, and the number to sign in with."""

    label: str
    phone: str


#: The two firms that a newcomer tries: one that sells, one that is on its way.
SELLS = Owner("Penyedia mikro (sudah terdaftar)", "081200000001")
BEGINS = Owner("Penyedia mikro (pendaftaran dikembalikan)", "081200000002")


#: What some of those on the way say that they make.
_ABOUT = {
    "Sanggar Batik Kalimaya": "Kain batik Baduy, ditulis dan dicap sendiri.",
    "Bengkel Las Mandiri Cilegon": "Tempat tidur susun rangka besi, teralis, dan pagar.",
    "Keripik Pisang Bayah": "Keripik pisang dalam kemasan 250 gram, dibuat setiap hari.",
}


def register(*, government: Government) -> None:
    """Verified firms behind a part of the storefronts, and registrations at every step."""
    _own(_micro(_verified(government)), account(SELLS.label, SELLS.phone))
    _on_the_way(government)


def listed() -> list[tuple[str, str, str]]:
    """Label, telephone number and PIN of the owners' accounts that are open."""
    there = set(User.objects.filter(is_example=True, is_active=True).values_list("phone", flat=True))
    return [(one.label, one.phone, PIN) for one in (SELLS, BEGINS) if f"+62{one.phone[1:]}" in there]


def account(name: str, phone: str) -> Actor:
    """An account with a proved telephone number."""
    user = accounts.register(name=f"{name} (contoh)"[:80], phone=phone, pin=PIN)
    User.objects.filter(pk=user.pk).update(phone_verified=True, is_example=True)
    return Actor(user.pk, _OWNER)


def _verified(government: Government) -> list[Firm]:
    """Registrations that were passed months ago; their storefronts' listings were confirmed lately."""
    sellers = list(Seller.objects.filter(government=government, is_example=True, firm=None).order_by("pk")[::_EVERY])
    known = {one.name: one for one in Firm.objects.filter(profile=None, name__in=[one.name for one in sellers])}
    firms, profiles = [], []
    for number, seller in enumerate(sellers):
        firm = known.get(seller.name) or Firm.objects.create(name=seller.name)
        seller.firm = firm
        firms.append(firm)
        profiles.append(_profile(government, firm, seller, number, from_feeds=seller.name in known))
    Seller.objects.bulk_update(sellers, ["firm"])
    Profile.objects.bulk_create(profiles)
    RegistrationStep.objects.bulk_create(step for one in profiles for step in _story(one))
    for profile in profiles:
        state_registration(profile, refs_of(profile))
        keep_in_step(firm_id=profile.firm_id)
    _confirmed([one.pk for one in sellers])
    return firms


def _micro(firms: list[Firm]) -> Firm:
    """The first micro firm among them that sells on a shelf of the region; else the first."""
    small = Seller.objects.filter(firm__in=firms, scale="mikro", offers__state=ListingState.LISTED.value)
    small = small.exclude(name__startswith="PT").exclude(name__startswith="CV")
    found = small.filter(offers__product__etalase__kind="Lokal").order_by("firm_id").first()
    return next(one for one in firms if found is None or one.pk == found.firm_id)


def _profile(government: Government, firm: Firm, seller: Seller, number: int, *, from_feeds: bool) -> Profile:
    """What feeds say of a firm's size stands; only a firm that they do not know states its own."""
    submitted = clock.now() - timedelta(days=12 + number * 4, hours=number % 7)
    form = _FORMS.get(seller.name.split(" ")[0], LegalForm.PERSON)
    place = seller.region.code if seller.region else ""
    made = Profile(
        firm=firm, government=government, state=FirmState.VERIFIED.value, entry=Entry.NEW.value, name=seller.name,
        legal_form=form.value, nib=f"9120{number + 1:09d}", kbli=["47611", "46499"],
        address=f"Jalan Contoh Nomor {number + 1}, Desa Contoh", region_code=place, consent_at=submitted,
        scale_confirmed_on=submitted.date(), entered_at=submitted, confirmed_at=submitted,
        confirmed_how=Proof.SCREEN.value, submitted_at=submitted,
        decided_at=submitted + timedelta(hours=3 + number * 5 % 46),
    )  # fmt: skip
    if not from_feeds:
        made.scale, made.scale_evidence, made.scale_on = seller.scale, seller.scale_evidence, seller.scale_on
    made.shown = {name: getattr(made, name) for name in SHOWN}
    return made


def _story(profile: Profile) -> list[RegistrationStep]:
    assert profile.submitted_at is not None
    assert profile.decided_at is not None
    return [
        RegistrationStep(profile=profile, step="submit", from_state="draf", to_state=FirmState.SUBMITTED.value,
                         version=1, at=profile.submitted_at, by_label=_OWNER),
        RegistrationStep(profile=profile, step="pass", from_state=FirmState.SUBMITTED.value,
                         to_state=FirmState.VERIFIED.value, version=1, at=profile.decided_at,
                         by_label=_VERIFIER.label),
    ]  # fmt: skip


def _confirmed(seller_ids: list[int]) -> None:
    """Days of confirmation and validity as of today, so that a few are due and most are not."""
    today, offers = clock.today(), list(Offer.objects.filter(seller_id__in=seller_ids))
    for offer in offers:
        chance = Random(f"belanja-contoh/konfirmasi/{offer.number}")  # noqa: S311 - figures
        offer.confirmed_on = today - timedelta(days=chance.randrange(1, 60) if chance.randrange(12) else 120)
        offer.valid_to = today + timedelta(days=chance.randrange(60, 400) if chance.randrange(25) else -2)
    Offer.objects.bulk_update(offers, ["confirmed_on", "valid_to"], batch_size=500)
    reindex([offer.pk for offer in offers])


def _own(firm: Firm, actor: Actor) -> None:
    assert actor.user_id is not None
    Member.objects.create(
        firm=firm, user_id=actor.user_id, role=MemberRole.OWNER.value, valid_from=clock.today() - timedelta(days=200)
    )


def _on_the_way(government: Government) -> None:
    """Registrations that wait for somebody: for their owner, for a verifier, or for a mended statement."""
    waiting = (
        ("Katering Ibu Sari", "36.01", "56210", 6), ("Toko Bangunan Sinar Ciujung", "36.04", "47529", 3),
        ("Sanggar Batik Kalimaya", "36.02", "13134", 1), ("Bengkel Las Mandiri Cilegon", "36.72", "25111", 0),
    )  # fmt: skip
    for number, (name, region, kbli, days) in enumerate(waiting):
        with clock.frozen(clock.now() - timedelta(days=days, hours=2)):
            _submitted(government, name, region, kbli, account(name, f"0812000001{number:02d}"), 101 + number)
    with clock.frozen(clock.now() - timedelta(days=4)):
        firm_id, version = _submitted(government, "Keripik Pisang Bayah", "36.02", "10799",
                                      account(BEGINS.label, BEGINS.phone), 111)  # fmt: skip
    with clock.frozen(clock.now() - timedelta(days=3)):
        services.decide(firm_id=firm_id, version=version, step="return", reason_code="alamat_tidak_jelas",
                        note="Desa dan kecamatannya belum disebut.", actor=_VERIFIER)  # fmt: skip
    with clock.frozen(clock.now() - timedelta(days=9)):
        firm_id, version = _submitted(government, "Toko Serba Ada Contoh", "36.71", "47111",
                                      account("Toko Serba Ada", "081200000120"), 112)  # fmt: skip
    with clock.frozen(clock.now() - timedelta(days=8)):
        services.decide(firm_id=firm_id, version=version, step="refuse", reason_code="nib_tidak_ditemukan",
                        note="NIB ini sudah dicabut di OSS.", actor=_VERIFIER)  # fmt: skip
    with clock.frozen(clock.now() - timedelta(days=2)):
        services.assist(government=government, statement=_statement("Kelompok Tani Aren Sobang", "36.02", "10722", 113),
                        actor=_HELPER)  # fmt: skip
    services.register(government=government, statement=_statement("Anyaman Pandan Labuan", "36.01", "", 114),
                      actor=account("Anyaman Pandan", "081200000121"))  # fmt: skip
    claimed = Firm.objects.filter(profile=None, name__startswith="CV").order_by("-pk").first()
    if claimed is not None:
        services.claim(firm_id=claimed.pk, government=government, actor=account("Pemilik CV", "081200000122"))


def _submitted(government: Government, name: str, region: str, kbli: str, actor: Actor, number: int) -> tuple[int, int]:
    made = services.register(government=government, statement=_statement(name, region, kbli, number), actor=actor)
    done = services.submit(firm_id=made.firm_id, version=made.version, consent=True, actor=actor)
    return done.firm_id, done.version


def _statement(name: str, region: str, kbli: str, number: int) -> Statement:
    return Statement(
        name=f"{name} (contoh)", legal_form=LegalForm.PERSON.value, nib=f"9120{number:09d}", kbli=kbli,
        address="Kampung Contoh RT 02 RW 01", region_code=region, phone=f"08120000{number:04d}",
        scale="mikro", scale_evidence="Omzet setahun Rp180 juta menurut pembukuan contoh", about=_ABOUT.get(name, ""),
    )  # fmt: skip

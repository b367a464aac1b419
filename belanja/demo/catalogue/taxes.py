"""How the sample's registered firms are taxed: micro firms are not PKP and most hold a Surat Keterangan, larger ones
are PKP; some wait for a verifier, were returned, or have said nothing yet."""

from datetime import date, timedelta

from belanja.catalogue.models import Seller
from belanja.foundation import clock
from belanja.foundation.marks import private_hash
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.licences import Stated
from belanja.rules.tax_facts import FINAL, NOT_PKP, PKP, RELIEF, TAX_KINDS
from belanja.vendors import licences, services
from belanja.vendors.models import FirmLicence, Profile

_OWNER = Actor(user_id=None, label="Pemilik akun")
_VERIFIER = Actor(user_id=None, label="Tim Verifikator (contoh)")
#: Since when the sample's papers hold: before its first order.
_SINCE = date(2025, 1, 2)
#: What becomes of larger firms, one after the other: most are PKP.
_FATES = ("pkp", "pkp", "waiting", "pkp", "unknown", "pkp", "relief", "returned")


def state(*, government: Government) -> None:
    """State and confirm the papers of each registered firm with goods for sale."""
    sellers = Seller.objects.filter(government=government, is_example=True, firm__profile__isnull=False)
    have = set(FirmLicence.objects.filter(kind__in=TAX_KINDS).values_list("firm_id", flat=True))
    for number, (firm_id, scale) in enumerate(sellers.order_by("pk").values_list("firm_id", "scale")):
        if firm_id not in have:
            _firm(firm_id, scale, number)


def prices_bare(seller: Seller) -> bool:
    """Whether prices of a storefront of the sample carry no PPN: micro firms are not PKP."""
    return seller.scale == "mikro"


def known_at_last(firm_id: int) -> None:
    """A firm of which nobody knew states that it is PKP, as its bill waits for that; nothing where it is known."""
    if licences.tax_facts_of([firm_id], on=clock.today())[firm_id].registered is None:
        _paper(firm_id, PKP, firm_id + 1000, confirm=True)


def _firm(firm_id: int, scale: str, number: int) -> None:
    if number % 7 != 6:
        Profile.objects.filter(firm_id=firm_id, npwp_mark="").update(npwp_mark=private_hash(f"npwp-contoh-{number}"))
    if scale == "mikro":
        _paper(firm_id, NOT_PKP, number, confirm=True)
        if number % 3:
            _paper(firm_id, FINAL, number, confirm=True, end=clock.today() + timedelta(days=60 + number * 13 % 700))
        return
    fate = _FATES[number % len(_FATES)]
    if fate == "unknown":
        return
    _paper(firm_id, PKP, number, confirm={"waiting": None, "returned": False}.get(fate, True))
    if fate == "relief":
        _paper(firm_id, RELIEF, number, confirm=True, end=date(clock.today().year, 12, 31))


def _paper(firm_id: int, kind: str, number: int, *, confirm: bool | None, end: date | None = None) -> None:
    """State a paper; `confirm` None lets it wait."""
    stated = Stated(
        kind, f"CONTOH/{kind.upper()}/{number + 101}", f"{TAX_KINDS[kind].issuer} (contoh)", _SINCE, end,
        f"https://contoh.example.id/pajak/{number + 101}",
    )  # fmt: skip
    with clock.frozen(clock.now() - timedelta(days=2 if confirm is None else 40)):
        last = FirmLicence.objects.filter(firm_id=firm_id, kind=kind).order_by("-pk").first()
        made = services.state_licence(firm_id=firm_id, stated=stated, seen=last.pk if last else 0, actor=_OWNER)
    if confirm is None:
        return
    with clock.frozen(made.stated_at + timedelta(hours=5 + number % 40)):
        services.decide_licence(
            licence_id=made.pk, confirm=confirm, actor=_VERIFIER, reason_code="" if confirm else "pajak_beda"
        )

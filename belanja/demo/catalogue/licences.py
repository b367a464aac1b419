"""Licences of the sample's registered firms: most confirmed; some wait, were returned, have ended or are missing;
and some end soon and have been renewed."""

from collections import defaultdict
from datetime import date, timedelta

from belanja.catalogue.models import Offer
from belanja.catalogue.services.listing_time import resettle
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.licences import KINDS, Stated
from belanja.vendors import services
from belanja.vendors.models import FirmLicence, Member, Profile

_OWNER = Actor(user_id=None, label="Pemilik akun")
_VERIFIER = Actor(user_id=None, label="Tim Verifikator (contoh)")
#: What becomes of one licence after the other.
_FATES = ("confirmed", "waiting", "confirmed", "expired", "ending", "confirmed", "missing", "returned")


def state(*, government: Government) -> None:
    """State what the shelves ask of each registered firm, and let its listings follow."""
    asked: dict[int, set[str]] = defaultdict(set)
    rows = Offer.objects.filter(government=government, seller__firm__profile__isnull=False)
    for firm_id, kinds in rows.values_list("seller__firm_id", "product__etalase__licences"):
        asked[firm_id].update(kinds)
    _newcomer(government)
    number = 0
    stated = set(FirmLicence.objects.values_list("firm_id", "kind"))
    for firm_id in sorted(asked):
        for kind in sorted(asked[firm_id]):
            if (firm_id, kind) in stated:
                continue
            _one(firm_id, kind, _FATES[number % len(_FATES)], number)
            number += 1
        resettle(firm_id=firm_id, actor=_VERIFIER)


def _newcomer(government: Government) -> None:
    """The firm that a newcomer tries wants to sell on three shelves that ask for licences: one ends soon and has been
    renewed, one was returned, one is missing."""
    member = Member.objects.filter(firm__profile__isnull=False, firm__storefronts__isnull=False).order_by("pk").first()
    if member is None:
        return
    motifs = {"makanan": "ending", "mobil": "returned", "perisai": "missing"}
    wanted = []
    for number, (motif, fate) in enumerate(motifs.items(), start=900):
        etalase = Etalase.objects.filter(government=government, motif=motif).exclude(licences=[]).order_by("pk").first()
        if etalase is not None:
            wanted.append(etalase.pk)
            _one(member.firm_id, etalase.licences[0], fate, number)
    Profile.objects.filter(firm_id=member.firm_id).update(shelves=wanted)


def _one(firm_id: int, kind: str, fate: str, number: int) -> None:
    today = clock.today()
    if fate == "missing":
        return
    end = {"expired": today - timedelta(days=5), "ending": today + timedelta(days=20)}.get(fate)
    stated = _stated(kind, number, today - timedelta(days=700), end or today + timedelta(days=500 + number % 20 * 11))
    with clock.frozen(clock.now() - timedelta(days=number % 4 + 1 if fate in ("waiting", "returned") else 60)):
        made = services.state_licence(firm_id=firm_id, stated=stated, seen=0, actor=_OWNER)
    if fate == "waiting":
        return
    confirm = fate != "returned"
    with clock.frozen(made.stated_at + timedelta(hours=7 + number % 30)):
        services.decide_licence(
            licence_id=made.pk, confirm=confirm, actor=_VERIFIER, reason_code="" if confirm else "izin_masa_beda"
        )
    if fate == "ending":
        renewed = _stated(kind, number + 500, today + timedelta(days=21), today + timedelta(days=751))
        with clock.frozen(clock.now() - timedelta(days=2)):
            services.state_licence(firm_id=firm_id, stated=renewed, seen=made.pk, actor=_OWNER)


def _stated(kind: str, number: int, begin: date, end: date) -> Stated:
    return Stated(
        kind, f"CONTOH/{kind.upper()[:4]}/{number + 101}/{begin:%Y}", f"{KINDS[kind].issuer} (contoh)", begin, end,
        f"https://contoh.example.id/izin/{number + 101}",
    )  # fmt: skip

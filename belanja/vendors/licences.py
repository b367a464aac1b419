"""Reading the licences of firms: what each holds on a day, what waits for a verifier, what ends soon."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from belanja.rules.licences import Held, LicenceState, counts, kinds_on

from .models import FirmLicence, Profile

_GONE = (LicenceState.REPLACED.value, LicenceState.WITHDRAWN.value)


def held_by(firm_ids: Collection[int]) -> Mapping[int, list[Held]]:
    """What each firm has stated and what became of it, without what was superseded or withdrawn. One query; firms that
    state nothing are left out."""
    found: dict[int, list[Held]] = defaultdict(list)
    for row in FirmLicence.objects.filter(firm_id__in=firm_ids).exclude(state__in=_GONE).order_by("pk"):
        found[row.firm_id].append(row.held())
    return found


def of_firm(firm_id: int) -> list[FirmLicence]:
    """Every statement of a firm, the latest first: also what was superseded, returned or withdrawn."""
    return list(FirmLicence.objects.filter(firm_id=firm_id).order_by("-pk"))


def shown(firm_id: int, *, on: date) -> list[FirmLicence]:
    """What everybody may see of a firm: its confirmed licences that are valid on a day, by kind."""
    rows = FirmLicence.objects.filter(firm_id=firm_id, state=LicenceState.CONFIRMED.value).order_by("kind", "pk")
    return [row for row in rows if counts(row.held(), on=on)]


def queue(government_id: int) -> QuerySet[FirmLicence]:
    """Licences that wait for the verifiers of a government, the longest waiting first."""
    found = FirmLicence.objects.filter(
        state=LicenceState.OPEN.value, firm__profile__government_id=government_id
    ).select_related("firm__profile", "replaces")
    return found.order_by("stated_at", "pk")


def one(licence_id: int, government_id: int) -> FirmLicence | None:
    """A licence of a firm that this government handles; None where there is none."""
    found = FirmLicence.objects.filter(pk=licence_id, firm__profile__government_id=government_id)
    return found.select_related("firm__profile", "replaces").first()


def ending(*, on: date, within: timedelta) -> list[tuple[FirmLicence, Profile]]:
    """Confirmed licences whose last day is near, where the firm has stated nothing newer of the kind that waits or is
    confirmed; with the registration. Two queries."""
    last = on + within
    rows = FirmLicence.objects.filter(
        state=LicenceState.CONFIRMED.value, valid_to__range=(on, last), firm__profile__isnull=False
    )
    found = list(rows.select_related("firm__profile__government").order_by("pk"))
    newer = FirmLicence.objects.filter(firm_id__in={row.firm_id for row in found}).filter(
        state__in=(LicenceState.OPEN.value, LicenceState.CONFIRMED.value)
    )
    latest: dict[tuple[int, str], int] = {}
    for row in newer.order_by("pk"):
        latest[(row.firm_id, row.kind)] = row.pk
    return [(row, row.firm.profile) for row in found if latest[(row.firm_id, row.kind)] == row.pk]


@dataclass(frozen=True)
class Holders:
    """Of the firms asked about, how many hold a kind of licence."""

    kind: str
    firms: int


def holders(firm_ids: Collection[int], kinds: Collection[str], *, on: date) -> list[Holders]:
    """How many of these firms hold each kind on a day, in the order of the kinds. One query."""
    have = [kinds_on(held, on=on) for held in held_by(firm_ids).values()]
    return [Holders(kind, sum(kind in one for one in have)) for kind in kinds]

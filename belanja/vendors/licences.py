"""Reading the licences of firms: what each holds on a day, what waits for a verifier, what ends soon."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import FilteredRelation, Q, QuerySet

from belanja.journal.readings import Part, kept
from belanja.rules.licences import Held, LicenceState, counts, kinds_on
from belanja.rules.tax_facts import TAX_KINDS, TaxFacts, facts_on

from .models import Firm, FirmLicence, Profile

_GONE = (LicenceState.REPLACED.value, LicenceState.WITHDRAWN.value)


def held_by(firm_ids: Collection[int]) -> Mapping[int, list[Held]]:
    """What each firm has stated and what became of it, without what was superseded or withdrawn. One query; firms that
    state nothing are left out."""
    found: dict[int, list[Held]] = defaultdict(list)
    for row in FirmLicence.objects.filter(firm_id__in=firm_ids).exclude(state__in=_GONE).order_by("pk"):
        found[row.firm_id].append(row.held())
    return found


@kept(Part.FIRMS)
def held_by_one(firm_id: int) -> tuple[Held, ...]:
    """As `held_by`, of one firm; kept until it changes."""
    return tuple(held_by([firm_id]).get(firm_id, ()))


def of_firm(firm_id: int, *, of_tax: bool | None = None) -> list[FirmLicence]:
    """Every statement of a firm, the latest first: also what was superseded, returned or withdrawn. `of_tax`: those
    about its taxes alone, or the others alone."""
    rows = FirmLicence.objects.filter(firm_id=firm_id).order_by("-pk")
    return [row for row in rows if of_tax is None or row.of_tax is of_tax]


def tax_facts_of(firm_ids: Collection[int], *, on: date) -> Mapping[int, TaxFacts]:
    """How each of these firms is taxed on a day, by what verifiers have confirmed; every firm is in it. Kept until
    firms change."""
    return _tax_facts(tuple(sorted(set(firm_ids))), on)


@kept(Part.FIRMS)
def _tax_facts(firm_ids: tuple[int, ...], on: date) -> Mapping[int, TaxFacts]:
    papers: dict[int, list[tuple[Held, str]]] = defaultdict(list)
    numbered = set()
    stands = Q(licences__kind__in=TAX_KINDS) & ~Q(licences__state__in=_GONE)
    rows = Firm.objects.filter(pk__in=firm_ids).annotate(paper=FilteredRelation("licences", condition=stands))
    for firm_id, mark, kind, state, begin, end, number in rows.order_by("paper__id").values_list(
        "pk", "profile__npwp_mark", "paper__kind", "paper__state", "paper__valid_from", "paper__valid_to",
        "paper__number",
    ):  # fmt: skip
        if mark:
            numbered.add(firm_id)
        if kind:
            papers[firm_id].append((Held(kind, LicenceState(state), begin, end), number))
    return {firm_id: facts_on(papers.get(firm_id, ()), tax_number=firm_id in numbered, on=on) for firm_id in firm_ids}


def shown(firm_id: int, *, on: date) -> list[FirmLicence]:
    """What everybody may see of a firm: its confirmed licences that are valid on a day, by kind; how it is taxed is
    told with its orders alone."""
    rows = FirmLicence.objects.filter(firm_id=firm_id, state=LicenceState.CONFIRMED.value).order_by("kind", "pk")
    return [row for row in rows if not row.of_tax and counts(row.held(), on=on)]


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

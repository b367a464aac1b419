"""Reading firms: how large each was on a day, who acts for it, and whether it may list and sell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal.readings import Part, kept
from belanja.journal.services import Actor
from belanja.rules import registration
from belanja.rules.decisions import RuleBroken
from belanja.rules.firms import Scale
from belanja.rules.registration import Entry, FirmState, MemberRole, Standing
from belanja.rules.sanctions import Effect

from .bars import Bar, bar_of
from .models import Firm, FirmId, Member, MemberInvite, Profile, RegistrationStep, ScaleEvidence


def scales_on(*, refs: Iterable[str], on: date) -> Mapping[str, Scale]:
    """The scale of each firm (by any of its ids, `scheme:value`) on a day, by the latest statement until then.

    Firms without a statement, and those whose latest statements contradict each other, are left out.
    """
    by_value: dict[str, list[str]] = defaultdict(list)
    for ref in refs:
        by_value[ref.partition(":")[2]].append(ref)
    firms = {
        ref: known.firm_id
        for known in FirmId.objects.filter(value__in=list(by_value))
        for ref in by_value[known.value]
        if ref == str(known)
    }
    stated: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for firm_id, since, scale in ScaleEvidence.objects.filter(firm_id__in=set(firms.values())).values_list(
        "firm_id", "valid_from", "scale"
    ):
        if scale and firm_id is not None and (since is None or since <= on):
            stated[firm_id].append((since or date.min, scale))
    told = {firm_id: _latest(statements) for firm_id, statements in stated.items()}
    return {ref: found for ref, firm_id in firms.items() if (found := told.get(firm_id)) is not None}


@dataclass(frozen=True)
class KnownScale:
    """How large a firm is on a day; `scale` is None where nothing says it, or the latest statements differ."""

    scale: Scale | None
    evidence: str = ""
    since: date | None = None


@kept(Part.FIRMS)
def scale_of(firm_id: int, *, on: date) -> KnownScale:
    """The scale of one firm on a day, with what proves it and since when."""
    rows = [
        row
        for row in ScaleEvidence.objects.filter(firm_id=firm_id).exclude(scale="").order_by("-id")
        if row.valid_from is None or row.valid_from <= on
    ]
    scale = _latest([(row.valid_from or date.min, row.scale) for row in rows]) if rows else None
    if scale is None:
        return KnownScale(None)
    last = max(rows, key=lambda row: (row.valid_from or date.min, row.pk))
    return KnownScale(scale, last.evidence, last.valid_from)


def scale_overdue(profile: Profile, *, on: date) -> bool:
    """Whether a year (a dated number of days) has gone by since the firm last said that its scale holds. One query;
    none where no scale was ever passed."""
    if not profile.scale or profile.scale_confirmed_on is None:
        return False
    days = institutions.parameter("usaha.skala.hari", government_id=profile.government_id, on=on)
    return on >= profile.scale_confirmed_on + timedelta(days=int(days))


def profile_of(firm_id: int) -> Profile | None:
    """The registration of a firm; None for a firm known from feeds alone."""
    return Profile.objects.filter(firm_id=firm_id).select_related("government").first()


def _latest(statements: list[tuple[date, str]]) -> Scale | None:
    last = max(since for since, _scale in statements)
    scales = {scale for since, scale in statements if since == last}
    return Scale(scales.pop()) if len(scales) == 1 else None


def memberships(user_id: int) -> list[Member]:
    """The firms for which an account acts today, with their profiles; in the order of their names."""
    found = (
        Member.objects.filter(_in_force(clock.today()), user_id=user_id, user__is_active=True)
        .select_related("firm", "firm__profile")
        .order_by("firm__name", "firm_id")
    )
    return list(found)


def membership(user_id: int, firm_id: int) -> Member | None:
    """How an account acts for a firm today; None for a stranger."""
    found = Member.objects.filter(_in_force(clock.today()), user_id=user_id, firm_id=firm_id, user__is_active=True)
    return found.select_related("firm").first()


def people_of_each(firm_ids: Iterable[int]) -> dict[int, list[int]]:
    """Accounts that act for each firm today; firms for which nobody acts are left out. One query."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Member.objects.filter(_in_force(clock.today()), firm_id__in=set(firm_ids), user__is_active=True)
    for firm_id, user_id in rows.order_by("pk").values_list("firm_id", "user_id"):
        found[firm_id].append(user_id)
    return dict(found)


def is_member(user_id: int | None, firm_id: int) -> bool:
    """Whether an account acts for the firm today. Whether it may decide about the firm: see `is_concerned`."""
    return user_id is not None and membership(user_id, firm_id) is not None


def is_concerned(user_id: int | None, firm_id: int, *, government_id: int | None) -> bool:
    """Whether the firm is an account's own, so that it decides nothing about it as an officer of this government:
    whoever acts for it, or did within that government's number of days (who leaves for a moment is no stranger)."""
    return firm_id in own_firms(user_id, government_id=government_id)


def own_firms(user_id: int | None, *, government_id: int | None) -> frozenset[int]:
    """The firms in which an account is concerned, as `is_concerned` tells; the console is in none."""
    if user_id is None:
        return frozenset()
    return frozenset(_concerned(_terms_of(user_id=user_id), government_id))


def concerned_people(firm_id: int, *, government_id: int | None) -> list[int]:
    """Accounts whose own firm this is, as `is_concerned` tells."""
    return sorted(_concerned(_terms_of(firm_id=firm_id), government_id))


@kept(Part.FIRMS)
def _terms_of(*, user_id: int | None = None, firm_id: int | None = None) -> tuple[tuple[int, date | None], ...]:
    """Every membership of an account, by firm; or of a firm, by account: with its end."""
    if user_id is not None:
        return tuple(Member.objects.filter(user_id=user_id).values_list("firm_id", "valid_to"))
    assert firm_id is not None
    return tuple(Member.objects.filter(firm_id=firm_id).values_list("user_id", "valid_to"))


def _concerned(ends: tuple[tuple[int, date | None], ...], government_id: int | None) -> set[int]:
    """Of ids with the end of a membership: those where it runs, or ended within the government's number of days."""
    if not ends:
        return set()
    today = clock.today()
    days = int(institutions.parameter("usaha.kepentingan.hari", government_id=government_id, on=today))
    return {one for one, end in ends if end is None or today < end + timedelta(days=days)}


def invites(user_id: int) -> list[MemberInvite]:
    """The firms that ask an account to act for them and wait for its answer, the latest first."""
    found = MemberInvite.objects.filter(user_id=user_id, state=MemberInvite.State.OPEN).select_related("firm")
    return [one for one in found.order_by("-at", "-id") if one.at > invited_since(one.firm_id)]


def invited_since(firm_id: int) -> datetime:
    """What a firm asked of others until this moment, and nobody answered, has ended by itself (a dated row)."""
    profile = profile_of(firm_id)
    government_id = profile.government_id if profile else None
    days = institutions.parameter("usaha.undangan.hari", government_id=government_id, on=clock.today())
    return clock.now() - timedelta(days=int(days))


def require_member(actor: Actor, firm_id: int, *, owner: bool = False) -> Firm:
    """The firm, for somebody who acts for it today; the command line may for every firm.

    Raises RuleBroken 404 for strangers (who are not to learn what is there), 403 for a member where only the owner may.
    """
    if actor.user_id is None:
        firm = Firm.objects.filter(pk=firm_id).first()
        if firm is None:
            raise RuleBroken("not_found", "Usaha ini tidak ditemukan.", status=404)
        return firm
    member = acting_for(actor.user_id, firm_id)
    if owner:
        require_owner(member)
    return member.firm


def acting_for(user_id: int, firm_id: int) -> Member:
    """How an account acts for the firm today. Raises RuleBroken 404 for strangers."""
    member = membership(user_id, firm_id)
    if member is None:
        raise RuleBroken("not_found", "Usaha ini tidak ditemukan.", status=404)
    return member


def require_owner(member: Member) -> None:
    """Raises RuleBroken 403 for a member where only the owner may."""
    if member.role != MemberRole.OWNER:
        raise RuleBroken("owner_only", "Hanya pemilik usaha yang dapat melakukan ini.", status=403)


def may_list(firm_id: int, *, on: date, government_id: int | None = None) -> str:
    """Empty where the firm may show listings on a day in the catalogue of a government, else the sentence that says
    why not. Without a government the Daftar Hitam alone is asked, not the ladder of a local catalogue."""
    why = registration.may_list(_standing(firm_id))
    bar = None if why else bar_of(firm_id, government_id=government_id, on=on)
    return bar.told if bar and (bar.effect is Effect.HIDDEN or bar.measure is None) else why


def may_sell(firm_id: int, *, on: date, government_id: int | None = None) -> str:
    """Empty where the firm may sell on a day (verified, nothing bars it), else the sentence that says why not; as
    `may_list` about governments."""
    return selling(firm_id, on=on, government_id=government_id).why_not


@dataclass(frozen=True)
class Selling:
    """What decides on a day whether a firm may sell: its registration (None: it is known from feeds alone) with the
    sentence that it is not passed, and the hardest bar."""

    profile: Profile | None
    unregistered: str
    bar: Bar | None

    @property
    def why_not(self) -> str:
        return self.unregistered or (self.bar.told if self.bar else "")


@kept(Part.FIRMS, Part.RULES)
def selling(firm_id: int, *, on: date, government_id: int | None) -> Selling:
    """Whether a firm may sell on a day; as `may_list` about governments. Kept until firms or rules change: its profile
    is for reading."""
    profile = profile_of(firm_id)
    bar = bar_of(firm_id, government_id=government_id, on=on)
    return Selling(profile, registration.may_sell(_standing_of(profile)), bar)


def registered_to_list(firm_id: int) -> str:
    """As `may_list`, asked of the registration alone: what bars a firm is laid over its storefronts."""
    return registration.may_list(_standing(firm_id))


def registered_to_sell(firm_id: int) -> str:
    """As `may_sell`, asked of the registration alone."""
    return registration.may_sell(_standing(firm_id))


def known_by(nib: str) -> Firm | None:
    """The firm that is known by this NIB, from feeds or because its registration was passed."""
    known = FirmId.objects.select_related("firm").filter(scheme=FirmId.Scheme.NIB, value=nib).first()
    return known.firm if known else None


@kept(Part.FIRMS)
def key_of(firm_id: int) -> str:
    """By what figures know a firm: its NIB where it has one."""
    nib = FirmId.objects.filter(firm_id=firm_id, scheme=FirmId.Scheme.NIB).values_list("value", flat=True).first()
    return nib or f"usaha-{firm_id}"


def people_of(firm_id: int) -> list[int]:
    """The accounts that act for a firm today."""
    found = Member.objects.filter(_in_force(clock.today()), firm_id=firm_id, user__is_active=True)
    return sorted(found.values_list("user_id", flat=True))


def was_passed(profile: Profile) -> bool:
    """Whether a verifier has passed this registration, and the owner has not taken it back since."""
    steps = RegistrationStep.objects.filter(Q(step="leave") | Q(to_state=FirmState.VERIFIED.value), profile=profile)
    last = steps.order_by("-id").values_list("step", flat=True).first()
    return last is not None and last != "leave"


def _standing(firm_id: int) -> Standing:
    return _standing_of(Profile.objects.filter(firm_id=firm_id).only("id", "state", "entry", "held").first())


def _standing_of(profile: Profile | None) -> Standing:
    if profile is None:
        return Standing(None)
    return Standing(FirmState(profile.state), Entry(profile.entry), was_passed(profile), profile.held)


def _in_force(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))

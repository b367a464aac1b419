"""Firms of a Dinas's list: taken, told by the Dinas, joined when they register, left alone when they ask, forgotten
after their term."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from belanja.foundation import clock
from belanja.foundation.marks import private_hash
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.needs.helping import Coach
from belanja.rules.needs.prospects import Row, firm_key
from belanja.rules.needs.states import WANTED, Stage
from belanja.rules.registration import FirmState
from belanja.vendors.models import Profile

from ..models import Match, Need, Prospect, ProspectList, ProspectMatch, StoppedProspect
from .funnel import reach


def mark_of(name: str, place: str) -> str:
    """The keyed mark of a firm: who has it cannot tell the firm, the same firm gives the same."""
    return private_hash(f"calon|{firm_key(name)}|{place}")


def nib_mark_of(nib: str) -> str:
    """The keyed mark of an NIB; empty for none."""
    return private_hash(f"calon-nib|{nib}") if nib else ""


@transaction.atomic
def take_list(
    *, government: Government, source: str, file_name: str, rows: Sequence[Row], actor: Actor
) -> ProspectList:
    """Take the readable rows of a list: what is new, what is known (kept anew for its term), without whoever is
    registered already or asked to be left alone. Taken again, nothing doubles. Open needs are matched with them by
    time.

    Raises RuleBroken: duty_missing, a source unknown, no readable row.
    """
    institutions.require(actor, Duty.ASSIST_FIRM, government)
    if source not in set(Coach):
        raise RuleBroken("source_unknown", "Pilih daftar siapa ini.")
    good = {mark_of(row.name, row.place): row for row in rows if not row.why}
    if not good:
        raise RuleBroken("list_empty", "Tidak ada baris yang dapat dimuat.")
    until = clock.today() + timedelta(days=_days(government))
    made = ProspectList.objects.create(
        government=government, source=source, file_name=file_name[:160], at=clock.now(), by_id=actor.user_id,
        by_label=actor.label[:120], rows_left=sum(1 for row in rows if row.why),
    )  # fmt: skip
    wanted = Q(government=government, state__in=[one.value for one in WANTED])
    stopped, registered = _stopped(government, good), _registered(good)
    profiles = Profile.objects.filter(firm_id__in=registered.values()).order_by("firm_id")
    # Every need that this touches is held at once, in the order of all others and before firms of lists: joining the
    # firms one by one then waits for nobody who waits for this.
    _hold(wanted, [one for profile in profiles for one in _named(profile)])
    for profile in profiles:
        join(profile.firm_id)
    held = Prospect.objects.select_for_update().filter(government=government, mark__in=good)
    known = {one.mark: one for one in held.order_by("pk")}
    fresh = [mark for mark in good if mark not in known and mark not in stopped and mark not in registered]
    for mark, one in known.items():
        one.source, one.kbli, one.keep_until = made, list(good[mark].kbli), until
        one.contact = "" if one.firm_id else good[mark].contact
        one.nib_mark = nib_mark_of(good[mark].nib) or one.nib_mark
        one.save()
    Prospect.objects.bulk_create(
        [
            Prospect(
                government=government, source=made, mark=mark, nib_mark=nib_mark_of(good[mark].nib),
                name=good[mark].name, place=good[mark].place, kbli=list(good[mark].kbli),
                cooperative=good[mark].cooperative, contact=good[mark].contact,
                keep_until=until,
            )
            for mark in fresh
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    made.rows_new, made.rows_known, made.rows_stopped = len(fresh), len(known), len(stopped)
    made.rows_registered = len(registered.keys() - known.keys() - stopped)
    made.save()
    Need.objects.filter(wanted).update(matched_on=None)
    _journal(
        "needs.prospects_taken", f"prospect_list:{made.pk}", government, actor,
        source=source, new=made.rows_new, known=made.rows_known, registered=made.rows_registered,
        stopped=made.rows_stopped, left=made.rows_left,
    )  # fmt: skip
    return made


@transaction.atomic
def contacted(*, prospect_id: int, actor: Actor) -> Prospect:
    """The Dinas has had its first word: the firm's needs count as told. RuleBroken 404 without the duty."""
    found = _locked(prospect_id, actor)
    found.matches.filter(contacted_at=None).update(contacted_at=clock.now())
    _journal("needs.prospect_contacted", f"prospect:{found.pk}", found.government, actor)
    return found


@transaction.atomic
def stop(*, prospect_id: int, actor: Actor) -> None:
    """It asks to be left alone: everything of it goes but a keyed mark, by which later lists pass it over. RuleBroken
    404 without the duty, or where it is gone already."""
    found = _locked(prospect_id, actor)
    StoppedProspect.objects.get_or_create(
        government=found.government, mark=found.mark, defaults={"at": clock.now(), "nib_mark": found.nib_mark}
    )
    _journal("needs.prospect_stopped", f"prospect:{found.pk}", found.government, actor)
    found.delete()


@transaction.atomic
def join(firm_id: int) -> int:
    """A firm is registered: if a list named it, by NIB or by name and place, what it had with needs becomes its own
    pairs, and the contact goes; how many pairs."""
    profile = Profile.objects.filter(firm_id=firm_id).select_related("firm").first()
    if profile is None or not profile.region_code:
        return 0
    count = 0
    meant = _named(profile)
    # Whoever matches these needs at the same moment waits, or is waited for: a pair is written once.
    _hold(Q(), meant)
    for found in Prospect.objects.select_for_update().filter(pk__in=meant, firm=None).order_by("pk"):
        for pair in found.matches.filter(joined=False).order_by("pk"):
            match, made = Match.objects.get_or_create(
                need_id=pair.need_id, firm_id=firm_id,
                defaults={
                    "points": pair.points, "grounds": pair.grounds, "newcomer": True, "scale": profile.scale,
                    "place": found.place, "matched_at": pair.matched_at,
                },
            )  # fmt: skip
            if pair.contacted_at is not None:
                reach(match, Stage.TOLD, pair.contacted_at)
            if pair.helped_at is not None:
                reach(match, Stage.HELPED, pair.helped_at)
            count += made
        found.matches.update(joined=True)
        found.firm_id, found.contact = firm_id, ""
        found.save()
    return count


def forget() -> int:
    """Delete firms of lists whose term is over; how many. Their counts stay, without whom they were. Twice does no
    harm."""
    gone, _each = Prospect.objects.filter(keep_until__lt=clock.today()).delete()
    return gone


@dataclass(frozen=True)
class _Marks:
    """By what a firm is known: its name in its place, and its NIB (empty: none)."""

    name: str
    nib: str

    def is_firm(self, firm: "_Marks") -> bool:
        """Whether this firm of a list is that registered one: its NIB, or its name and place where the list tells no
        other NIB."""
        return self.nib == firm.nib if self.nib else self.name == firm.name


def _marks_of(profile: Profile) -> _Marks:
    return _Marks(mark_of(profile.name, profile.region_code), nib_mark_of(profile.nib))


def _named(profile: Profile) -> list[int]:
    """The firms of lists that this registered firm is, not joined yet."""
    firm = _marks_of(profile)
    alike = Q(mark=firm.name) | (Q(nib_mark=firm.nib) if firm.nib else Q())
    waiting = Prospect.objects.filter(alike, firm=None).order_by("pk").values_list("pk", "mark", "nib_mark")
    return [pk for pk, name, nib in waiting if _Marks(name, nib).is_firm(firm)]


def _hold(needs: Q, prospect_ids: Collection[int]) -> None:
    """Hold some needs, and those that these firms of lists were matched with, by their numbers."""
    theirs = Q(pk__in=ProspectMatch.objects.filter(prospect__in=prospect_ids).values("need"))
    list(
        Need.objects.select_for_update().filter((needs | theirs) if needs else theirs).order_by("pk").values_list("pk")
    )


def _stopped(government: Government, good: Mapping[str, Row]) -> set[str]:
    """The marks among these rows of whoever asked to be left alone, under this name or this NIB."""
    nibs = {nib_mark_of(row.nib): mark for mark, row in good.items() if row.nib}
    told = StoppedProspect.objects.filter(government=government).filter(Q(mark__in=good) | Q(nib_mark__in=nibs))
    marks = {each for pair in told.values_list("mark", "nib_mark") for each in pair}
    return {mark for mark, row in good.items() if mark in marks or nib_mark_of(row.nib) in marks - {""}}


def _registered(good: Mapping[str, Row]) -> dict[str, int]:
    """The marks among these rows of firms that are registered, each row for itself, with the ids of the firms."""
    there = Q(region_code__in={row.place for row in good.values()}) | Q(
        nib__in={row.nib for row in good.values()} - {""}
    )
    by_mark: dict[str, list[tuple[int, _Marks]]] = defaultdict(list)
    for profile in Profile.objects.filter(there, state=FirmState.VERIFIED.value).order_by("pk"):
        marks = _marks_of(profile)
        for mark in {marks.name, marks.nib} - {""}:
            by_mark[mark].append((profile.firm_id, marks))
    found: dict[str, int] = {}
    for mark, row in good.items():
        meant = _Marks(mark, nib_mark_of(row.nib))
        for firm_id, marks in [*by_mark.get(meant.nib, ()), *by_mark.get(mark, ())]:
            if mark not in found and meant.is_firm(marks):
                found[mark] = firm_id
    return found


def _days(government: Government) -> int:
    return int(institutions.parameter("kebutuhan.calon.simpan", government_id=government.pk, on=clock.today()))


def _locked(prospect_id: int, actor: Actor) -> Prospect:
    found = Prospect.objects.select_for_update(of=("self",)).select_related("government").filter(pk=prospect_id).first()
    if found is None or not institutions.is_allowed(actor, Duty.ASSIST_FIRM, found.government):
        raise RuleBroken("prospect_unknown", "Usaha ini tidak ada dalam daftar.", status=404)
    return found


def _journal(name: str, subject: str, government: Government, actor: Actor, **told: object) -> None:
    """Numbers and ids alone: a name that goes must not stay in the journal."""
    journal.append(name=name, actor=actor, subject=subject, government_code=government.code, payload=told)

"""Needs of the sample that were handed to those who build up small firms, and firms of a list of Dinas Koperasi."""

from datetime import timedelta

from belanja.accounts.models import User
from belanja.demo.purchases.people import Team
from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.needs.models import Need
from belanja.needs.services import coaching, prospect_matching, prospects
from belanja.needs.services.coaching import Report
from belanja.rules.duties import Role
from belanja.rules.needs.helping import Coach, Outcome, Task
from belanja.rules.needs.prospects import Row

#: Firms of the list: name, place, KBLI; no contact, because the sample knows nobody.
_LISTED = (
    ("Koperasi Tenun Cibeo (contoh)", "36.02", ("13912", "13134")),
    ("Kelompok Keripik Malingping (contoh)", "36.02", ("10799", "10794")),
    ("Bengkel Las Pandeglang (contoh)", "36.01", ("25120", "31004")),
    ("CV Cetak Braille Serang (contoh)", "36.73", ("58110", "18111")),
    ("Koperasi Anyaman Menes (contoh)", "36.01", ("16291", "13912")),
)


def make(social: Team) -> None:
    """Hand-overs that wait, were taken up, and were reported; a list that was taken and looked through."""
    helper = _officer("koperasi", Role.PEMBINA)
    _list(social, helper)
    bags = _needs(social, "Tas koja Baduy")
    for need in bags[:1]:
        _reported(social, helper, need)
    for need in _needs(social, "Kain batik Baduy")[:1]:
        with clock.frozen(clock.now() - timedelta(hours=20)):
            asked = _asked(social, need, Coach.COOPERATIVES, Task.REGISTER, Task.LIST)
        coaching.take_up(coaching_id=asked, version=None, actor=helper)
    for need in _needs(social, "Tempat tidur susun rangka besi")[:1]:
        _asked(social, need, Coach.INDUSTRY, Task.CERTIFY, Task.CAPACITY)


def _reported(social: Team, helper: Actor, need: Need) -> None:
    """Asked, taken up, and the weavers were helped to register and to list."""
    with clock.frozen(clock.now() - timedelta(days=8)):
        asked = _asked(social, need, Coach.COOPERATIVES, Task.CONTACT, Task.REGISTER, Task.LIST)
    with clock.frozen(clock.now() - timedelta(days=7)):
        coaching.take_up(coaching_id=asked, version=None, actor=helper)
    able = need.matches.filter(interested_at__isnull=False).order_by("pk").values_list("firm_id", flat=True)
    report = Report(Outcome.HELPED.value, "Didampingi mendaftar dan menyiapkan daftar barangnya (contoh).", list(able))
    with clock.frozen(clock.now() - timedelta(days=2)):
        coaching.report(coaching_id=asked, version=None, told=report, actor=helper)


def _asked(social: Team, need: Need, coach: Coach, *tasks: Task) -> int:
    made = coaching.hand_over(
        need_id=need.pk, coach=coach, tasks=list(tasks), note="Mohon didampingi sampai tayang (contoh).",
        actor=social.ppk,
    )  # fmt: skip
    return made.pk


def _list(social: Team, helper: Actor) -> None:
    rows = [Row(number, name, place, kbli) for number, (name, place, kbli) in enumerate(_LISTED, start=2)]
    with clock.frozen(clock.now() - timedelta(days=5)):
        prospects.take_list(
            government=social.government, source=Coach.COOPERATIVES, file_name="binaan-2026-contoh.xlsx", rows=rows,
            actor=helper,
        )  # fmt: skip
        prospect_matching.match_prospects(
            need_ids=list(Need.objects.filter(closed_at=None).values_list("pk", flat=True))
        )


def _needs(team: Team, what: str) -> list[Need]:
    return list(Need.objects.filter(unit=team.unit, what=what, closed_at=None).order_by("pk"))


def _officer(login: str, role: Role) -> Actor:
    return Actor(User.objects.get(is_example=True, email=f"{login}@banten.example.id").pk, role.label)

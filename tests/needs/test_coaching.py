"""A need is handed to those who build up small firms, taken up, reported once, and time reminds."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from belanja.catalogue.models import Offer
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.needs.models import Coaching, Match, Need, Prospect, ProspectMatch
from belanja.needs.services import answering, calendar, coaching, posting, prospects
from belanja.needs.services.coaching import Report
from belanja.notices.models import Notice
from belanja.rules.duties import Role
from belanja.rules.needs.helping import Coach, Outcome, Task
from belanja.rules.needs.prospects import Row
from belanja.rules.needs.states import NeedState
from belanja.vendors.models import Firm, Profile
from tests.support.firms import registered, signed
from tests.support.needs import posted_need
from tests.support.people import hired, unit
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def banten(freeze: Callable[[date], datetime]) -> Government:
    freeze(date(2026, 11, 2))
    return Government.objects.get(code="D43")


@pytest.fixture
def need(banten: Government) -> Need:
    return posted_need(banten)


@pytest.fixture
def firm(need: Need) -> Firm:
    firm = registered(need.government, name="Kursi Lebak")
    Match.objects.create(need=need, firm=firm, points=1, grounds=["kbli"], newcomer=True, matched_at=clock.now())
    return firm


def handed(need: Need, clerk: Actor, coach: Coach = Coach.COOPERATIVES) -> Coaching:
    return coaching.hand_over(
        need_id=need.pk, coach=coach, tasks=[Task.REGISTER, Task.CONTACT], note="Koperasi di Lebak.", actor=clerk
    )


def test_it_is_handed_over_once_and_the_coach_is_told(need: Need) -> None:
    clerk, coach = hired(need.government, Role.BIRO_PBJ), hired(need.government, Role.PEMBINA)
    made = handed(need, clerk)
    assert handed(need, clerk).pk == made.pk
    assert (made.tasks, made.due_on) == (["hubungi", "daftar"], date(2026, 11, 16))
    need.refresh_from_db()
    assert need.state == NeedState.COACHED
    assert Notice.objects.filter(to_user_id=coach.user_id, kind="needs.coaching").count() == 1


def test_a_good_that_was_not_meant_gives_the_need_back_to_whoever_is_at_it(
    need: Need, firm: Firm, shop: dict[str, Offer]
) -> None:
    clerk, coach = hired(need.government, Role.BIRO_PBJ), hired(need.government, Role.PEMBINA)

    def linked_and_unlinked() -> NeedState:
        answering.link_product(need_id=need.pk, product_id=good, answer="Ini.", actor=clerk)
        return NeedState(answering.unlink_product(need_id=need.pk, note="Bukan ini.", actor=clerk).state)

    good = next(iter(shop.values())).product_id
    assert linked_and_unlinked() == NeedState.OPEN
    made = handed(need, clerk)
    assert linked_and_unlinked() == NeedState.COACHED
    Match.objects.filter(firm=firm).update(interested_at=clock.now())
    assert linked_and_unlinked() == NeedState.COACHED
    told = Report(Outcome.HELPED, "Sudah punya NIB.", [firm.pk])
    coaching.report(coaching_id=made.pk, version=made.version, told=told, actor=coach)
    assert linked_and_unlinked() == NeedState.OFFERED


def test_a_need_posted_again_goes_to_whoever_is_at_it(
    need: Need, firm: Firm, freeze: Callable[[date], datetime]
) -> None:
    Need.objects.filter(pk=need.pk).update(needed_by=date(2026, 11, 3), by_id=7)
    Match.objects.filter(firm=firm).update(interested_at=clock.now())
    freeze(date(2026, 12, 1))
    assert calendar.expire_needs() == 1
    again = posting.renew_need(need_id=need.pk, needed_by=date(2026, 12, 31), actor=Actor(7, "PPK"))
    assert again.state == NeedState.OFFERED


def test_whoever_may_not_hands_nothing_over(need: Need) -> None:
    for role in (Role.PEMBINA, Role.APIP, Role.PPK):
        assert refused(lambda role=role: handed(need, hired(need.government, role))).status in (403, 404)  # type: ignore[misc]
    other = hired(Government.objects.get(code="D50"), Role.BIRO_PBJ)
    assert refused(lambda: handed(need, other)).status in (403, 404)
    assert not Coaching.objects.exists()


def test_what_was_helped_counts_once_and_the_need_goes_back(need: Need, firm: Firm) -> None:
    clerk, coach = hired(need.government, Role.BIRO_PBJ), hired(need.government, Role.PEMBINA)
    made, other = handed(need, clerk), handed(need, clerk, Coach.INDUSTRY)
    taken = coaching.take_up(coaching_id=made.pk, version=made.version, actor=coach)
    told = Report(Outcome.HELPED, "Sudah punya NIB.", [firm.pk])
    assert refused(lambda: coaching.report(coaching_id=made.pk, version=1, told=told, actor=coach)).status == 409
    for wrong in (Report("lain", "x"), Report(Outcome.HELPED, "x"), Report(Outcome.NOT_ABLE, " "),
                  Report(Outcome.HELPED, "x", [firm.pk + 1])):  # fmt: skip
        assert refused(
            lambda wrong=wrong: coaching.report(coaching_id=made.pk, version=taken.version, told=wrong, actor=coach)  # type: ignore[misc]
        ).status in (404, 422)  # fmt: skip
    assert (
        refused(lambda: coaching.report(coaching_id=made.pk, version=2, told=told, actor=clerk_of_d50())).status == 404
    )
    coaching.report(coaching_id=made.pk, version=taken.version, told=told, actor=coach)
    need.refresh_from_db()
    match = Match.objects.get(firm=firm)
    assert (need.state, match.helped_at, match.told_at) == (NeedState.COACHED, clock.now(), clock.now())
    assert refused(
        lambda: coaching.report(coaching_id=made.pk, version=made.version + 2, told=told, actor=coach)
    ).status == 409  # fmt: skip
    coaching.report(coaching_id=other.pk, version=1, told=Report(Outcome.NONE_FOUND, "Tidak ada."), actor=coach)
    need.refresh_from_db()
    assert need.state == NeedState.OPEN
    assert Notice.objects.filter(to_user_id=clerk.user_id, kind="needs.coaching").count() == 2


def clerk_of_d50() -> Actor:
    return hired(Government.objects.get(code="D50"), Role.BIRO_PBJ)


def test_time_reminds_once_and_ends_what_nobody_looks_for(need: Need, freeze: Callable[[date], datetime]) -> None:
    clerk, coach = hired(need.government, Role.BIRO_PBJ), hired(need.government, Role.PEMBINA)
    made = handed(need, clerk)
    assert coaching.remind() == 0
    freeze(made.due_on - timedelta(days=2))
    assert (coaching.remind(), coaching.remind()) == (1, 0)
    freeze(made.due_on + timedelta(days=1))
    assert (coaching.remind(), coaching.remind()) == (1, 0)
    assert Notice.objects.filter(to_user_id=clerk.user_id).count() == 1
    assert Notice.objects.filter(to_user_id=coach.user_id).count() == 2
    Need.objects.filter(pk=need.pk).update(state=NeedState.TAKEN_BACK.value, closed_at=clock.now())
    assert (coaching.remind(), coaching.remind()) == (1, 0)
    made.refresh_from_db()
    assert made.outcome == Outcome.OVER


def test_pages_hand_over_take_up_and_report(need: Need, firm: Firm) -> None:
    clerk, coach = hired(need.government, Role.BIRO_PBJ), hired(need.government, Role.PEMBINA)
    ours = signed(clerk)
    address = f"/kelola/D43/pendampingan/serahkan/{need.pk}/"
    assert ours.post(address, {"dinas": "disperindag"}).status_code == 422
    assert ours.post(address, {"dinas": "disperindag", "tugas": ["daftar"], "catatan": "Dampingi."}).status_code == 302
    made = Coaching.objects.get()
    theirs = signed(coach)
    assert "Kursi roda" in theirs.get("/kelola/D43/pendampingan/?dinas=disperindag").content.decode()
    here = f"/kelola/D43/pendampingan/{made.pk}/"
    assert "Kursi Lebak" in theirs.get(here).content.decode()
    assert theirs.post(here, {"do": "mulai", "version": "1"}).status_code == 302
    late = theirs.post(here, {"version": "1", "hasil": "didampingi", "usaha": [firm.pk], "catatan": "Sudah."})
    assert late.status_code == 409
    assert "Sudah." in late.content.decode()
    done = {"version": "2", "hasil": "didampingi", "usaha": [firm.pk], "catatan": "Sudah."}
    assert theirs.post(here, done).status_code == 302
    assert "1 usaha" in theirs.get("/kelola/D43/pendampingan/?keadaan=selesai").content.decode()


def test_the_page_of_a_need_leads_its_unit_to_help(need: Need) -> None:
    mine = unit(need.government, "1.02.03")
    Need.objects.filter(pk=need.pk).update(unit=mine)
    client = signed(hired(need.government, Role.PPK, unit=mine))
    address = f"/kelola/D43/pendampingan/serahkan/{need.pk}/"
    assert address in client.get(reverse("katalog:need_desk", args=[need.pk])).content.decode()
    assert client.get(address).status_code == 200


def test_help_for_a_firm_of_a_list_is_reported_and_counts_once_it_is_registered(need: Need) -> None:
    clerk, coach = hired(need.government, Role.BIRO_PBJ), hired(need.government, Role.PEMBINA)
    row = Row(1, "Koperasi Roda Kanekes", "36.02", ("32909",))
    prospects.take_list(government=need.government, source=Coach.COOPERATIVES, file_name="x", rows=[row], actor=coach)
    pair = ProspectMatch.objects.create(
        need=need, prospect=Prospect.objects.get(), points=1, grounds=["kbli"], matched_at=clock.now()
    )
    made = handed(need, clerk)
    here = f"/kelola/D43/pendampingan/{made.pk}/"
    theirs = signed(coach)
    assert "Koperasi Roda Kanekes" in theirs.get(here).content.decode()
    assert "Koperasi Roda" not in signed(clerk).get(f"/kelola/D43/katalog/kebutuhan/{need.pk}/").content.decode()
    body = {"version": "1", "hasil": "didampingi", "calon": [pair.prospect_id], "catatan": "Sedang mengurus NIB."}
    assert theirs.post(here, body | {"calon": []}).status_code == 422
    assert theirs.post(here, body).status_code == 302
    pair.refresh_from_db()
    made.refresh_from_db()
    assert (pair.contacted_at, pair.helped_at, made.helped) == (clock.now(), clock.now(), 1)
    firm = registered(need.government, name="Koperasi Roda Kanekes")
    Profile.objects.filter(firm=firm).update(name="Koperasi Roda Kanekes", region_code="36.02")
    assert prospects.join(firm.pk) == 1
    assert Match.objects.get(firm=firm).helped_at == clock.now()

"""A report goes by posts: over Sekretaris Daerah to the head of the region, who disposes; where posts are not on record
everybody of the leadership has it, as before."""

from datetime import timedelta

import pytest

from belanja.foundation import clock
from belanja.institutions.models import Government, Official, Unit
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.reporting import services
from belanja.reporting.models import Delivery, Disposition, Snapshot
from belanja.reporting.services.distribution import course_of
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.reporting.posts import Post
from tests.affirmation.worlds import PD_A, World
from tests.support.officers import WHY
from tests.support.people import hired
from tests.support.reports import reviewed

NOTE = "Sampaikan rencana pengalihan ke e-Purchasing."


@pytest.fixture
def report(world: World) -> Snapshot:
    draft = services.open_draft(government=world.government, year=2025, quarter=3, actor=CONSOLE)
    kept = services.freeze(snapshot_id=draft.pk, government=world.government, actor=CONSOLE, without_round=WHY)
    return services.issue(snapshot_id=reviewed(kept).pk, government=world.government, actor=CONSOLE)


def filling(government: Government, title: str, *, days: int | None = None) -> Actor:
    """Somebody of the leadership who fills a post, perhaps for some days only."""
    actor = hired(government, Role.PIMPINAN)
    today = clock.today()
    Official.objects.create(
        government=government, user_id=actor.user_id, post=title, valid_from=today - timedelta(days=30),
        valid_to=None if days is None else today + timedelta(days=days),
    )  # fmt: skip
    return actor


def dispose(report: Snapshot, actor: Actor) -> list[Disposition]:
    unit = Unit.objects.get(government=report.government, code=PD_A)
    return services.dispose(
        snapshot_id=report.pk, government=report.government, unit_ids=[unit.pk], words=NOTE, due_on=None, actor=actor
    )


def test_over_the_secretary_to_the_head_who_disposes(report: Snapshot) -> None:
    gov = report.government
    sekda, head = filling(gov, "Sekretaris Daerah"), filling(gov, "Gubernur")
    deputy = hired(gov, Role.PIMPINAN)
    by = {"government": gov, "actor": sekda}
    services.distribute(snapshot_id=report.pk, government=gov, actor=CONSOLE)
    mine = Delivery.objects.get(snapshot=report, unit=None)
    assert (mine.user_id, mine.post, course_of(report)) == (sekda.user_id, Post.SECRETARY, True)
    for actor in (sekda, head):
        with pytest.raises(RuleBroken, match="belum diteruskan Sekretaris Daerah") as refusal:
            dispose(report, actor)
        assert refusal.value.status == 409
    with pytest.raises(RuleBroken, match="tidak ditemukan"):
        services.forward(delivery_id=mine.pk, note="", government=gov, actor=head)
    made = services.forward(delivery_id=mine.pk, note="Mohon arahan.", **by)
    assert {one.user_id: one.post for one in made} == {head.user_id: Post.HEAD, deputy.user_id: ""}
    mine.refresh_from_db()
    assert (mine.received_at is not None, mine.forward_note) == (True, "Mohon arahan.")
    with pytest.raises(RuleBroken, match="sudah Anda teruskan"):
        services.forward(delivery_id=mine.pk, note="", **by)
    for actor in (sekda, deputy):
        with pytest.raises(RuleBroken, match="Disposisi atas laporan ini diberikan") as refusal:
            dispose(report, actor)
        assert refusal.value.status == 403
    (asked,) = dispose(report, head)
    assert asked.post == Post.HEAD
    assert services.distribute(snapshot_id=report.pk, government=gov, actor=CONSOLE) == []
    assert Event.objects.filter(name="reporting.forwarded", subject=f"snapshot:{report.pk}").count() == 1


def test_without_posts_on_record_everybody_of_the_leadership_has_it(report: Snapshot) -> None:
    gov = report.government
    one, former = filling(gov, "Sekretaris Daerah"), filling(gov, "Gubernur", days=0)
    services.distribute(snapshot_id=report.pk, government=gov, actor=CONSOLE)
    found = Delivery.objects.filter(snapshot=report, unit=None)
    assert dict(found.values_list("user_id", "post")) == {one.user_id: "", former.user_id: ""}
    assert dispose(report, one)[0].post == ""


def test_what_was_distributed_before_posts_were_known_goes_on(report: Snapshot) -> None:
    leader = hired(report.government, Role.PIMPINAN)
    services.distribute(snapshot_id=report.pk, government=report.government, actor=CONSOLE)
    assert not course_of(report)
    assert dispose(report, leader)[0].post == ""

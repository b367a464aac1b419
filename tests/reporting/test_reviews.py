"""Between frozen figures and the signature somebody else than the maker reads a report; his notes are cleared first."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from belanja.journal.models import Event
from belanja.journal.once import fresh_key
from belanja.journal.services import CONSOLE, Actor
from belanja.notices.models import Notice
from belanja.reporting import selectors, services
from belanja.reporting.models import ReviewAct, Snapshot
from belanja.reporting.selectors.reviews import review
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import DUTIES, Duty, Role
from belanja.rules.reporting.reviews import REVIEWS, ReviewState
from belanja.rules.reports import State
from belanja.web.once import FIELD
from tests.affirmation.worlds import World
from tests.support.officers import WHY, sitting
from tests.support.people import hired

NOTE = "Sebutkan mengapa satu unit belum diketahui."


@pytest.fixture
def maker(world: World) -> Actor:
    return hired(world.government, Role.APIP)


@pytest.fixture
def reviewer(world: World) -> Actor:
    return hired(world.government, Role.APIP)


@pytest.fixture
def report(world: World, maker: Actor) -> Snapshot:
    draft = services.open_draft(government=world.government, year=2025, quarter=3, actor=maker)
    return services.freeze(snapshot_id=draft.pk, government=world.government, actor=maker, without_round=WHY)


def take(step: Callable[..., ReviewAct], report: Snapshot, actor: Actor, **more: object) -> ReviewAct:
    return step(snapshot_id=report.pk, government=report.government, actor=actor, **{"version": None, **more})


def issue(report: Snapshot, actor: Actor = CONSOLE) -> Snapshot:
    return services.issue(snapshot_id=report.pk, government=report.government, actor=actor)


def test_from_handing_in_to_the_signature(report: Snapshot, maker: Actor, reviewer: Actor) -> None:
    before = report.data
    with pytest.raises(RuleBroken, match="belum diajukan") as refusal:
        issue(report)
    assert refusal.value.status == 409
    take(services.submit_review, report, maker)
    assert [one.to_user_id for one in Notice.objects.filter(text__contains="menunggu telaah")] == [reviewer.user_id]
    with pytest.raises(RuleBroken, match="menunggu penelaah"):
        issue(report)
    note = take(services.note_review, report, reviewer, place="Ringkasan eksekutif", note=NOTE)
    with pytest.raises(RuleBroken, match="Satu catatan belum ditutup"):
        take(services.approve_review, report, reviewer)
    with pytest.raises(RuleBroken, match="belum dijawab"):
        take(services.clear_review, report, reviewer, note_id=note.pk)
    with pytest.raises(RuleBroken, match="bukan penulis catatannya"):
        take(services.reply_review, report, reviewer, note_id=note.pk, note="Sudah ada dalam lampiran.")
    take(services.reply_review, report, maker, note_id=note.pk, note="Sudah ada dalam lampiran.")
    assert review(report).state == ReviewState.NOTED
    take(services.clear_review, report, reviewer, note_id=note.pk)
    with pytest.raises(RuleBroken, match="langkah “Tutup catatan”"):
        take(services.clear_review, report, reviewer, note_id=note.pk)
    take(services.approve_review, report, reviewer)
    found = review(report)
    assert (found.done, [one.step for one in found.acts]) == (
        True, ["ajukan", "catat", "jawab", "tutup", "setujui"],
    )  # fmt: skip
    told = Event.objects.filter(name__startswith="reporting.review_").order_by("pk")
    assert [one.name.rpartition("_")[2] for one in told] == ["submit", "note", "reply", "clear", "approve"]
    assert issue(report, maker).status is State.ISSUED
    assert Snapshot.objects.get(pk=report.pk).data == before
    with pytest.raises(RuleBroken, match="ini diterbitkan"):
        take(services.note_review, report, reviewer, place="", note=NOTE)


@pytest.mark.parametrize("who", ["opened", "froze", "handed in", "answered"])
def test_whoever_made_it_does_not_review_it(world: World, maker: Actor, reviewer: Actor, who: str) -> None:
    by = {name: (maker if name == who else CONSOLE) for name in ("opened", "froze", "handed in", "answered")}
    gov = world.government
    draft = services.open_draft(government=gov, year=2025, quarter=3, actor=by["opened"])
    found = services.freeze(snapshot_id=draft.pk, government=gov, actor=by["froze"], without_round=WHY)
    take(services.submit_review, found, by["handed in"])
    note = take(services.note_review, found, reviewer, place="", note=NOTE)
    take(services.reply_review, found, by["answered"], note_id=note.pk, note="Sudah ada dalam lampiran.")
    events = Event.objects.count()
    for step, more in (
        (services.note_review, {"place": "", "note": NOTE}),
        (services.clear_review, {"note_id": note.pk}),
        (services.approve_review, {}),
    ):
        with pytest.raises(RuleBroken, match="tidak menelaahnya sendiri") as refusal:
            take(step, found, maker, **more)
        assert refusal.value.status == 403
    assert Event.objects.count() == events
    with pytest.raises(DatabaseError, match="not reviewed by its maker"), transaction.atomic():
        ReviewAct.objects.create(
            snapshot=found, step="setujui", side="penelaah", at=note.at, by_id=maker.user_id, by_label="APIP"
        )


def test_what_was_said_stays_and_an_old_page_is_told(report: Snapshot, maker: Actor, reviewer: Actor) -> None:
    act = take(services.submit_review, report, maker, version=0)
    with pytest.raises(RuleBroken, match="berubah sejak halaman Anda dibuka"):
        take(services.note_review, report, reviewer, version=0, place="", note=NOTE)
    with pytest.raises(RuleBroken, match="Telaah laporan ini sekarang"):
        take(services.submit_review, report, maker)
    for change in (lambda: ReviewAct.objects.update(note="x"), lambda: ReviewAct.objects.filter(pk=act.pk).delete()):
        with pytest.raises(DatabaseError, match="kept as it is"), transaction.atomic():
            change()


@pytest.mark.parametrize("role", list(Role))
def test_who_may_review(report: Snapshot, maker: Actor, role: Role) -> None:
    take(services.submit_review, report, maker)
    actor = hired(report.government, role)
    if role in DUTIES[Duty.REVIEW_REPORT]:
        take(services.approve_review, report, actor)
        return
    with pytest.raises(RuleBroken) as refusal:
        take(services.approve_review, report, actor)
    assert refusal.value.status == 403
    assert REVIEWS.label_of(review(report).state) == "menunggu penelaah"


def test_the_page_offers_to_each_what_is_his(report: Snapshot, maker: Actor) -> None:
    gov = report.government
    address = f"/laporan/{gov.code}/{report.pk}/telaah/"
    reviewer, reader = sitting(gov, Role.APIP), sitting(gov, Role.BPKAD)
    assert "Ajukan untuk ditelaah" in reviewer.get(address).content.decode()
    take(services.submit_review, report, maker)
    page = reviewer.get(address).content.decode()
    assert "Setujui untuk ditandatangani" in page
    assert 'value="setujui"' not in reader.get(address).content.decode()
    late = reviewer.post(
        address, {"do": "catat", "version": 0, "catat-note": NOTE, "catat-place": "", FIELD: fresh_key()}
    )
    assert (late.status_code, NOTE in late.content.decode()) == (409, True)
    sent = reviewer.post(
        address, {"do": "catat", "version": 1, "catat-note": NOTE, "catat-place": "A. Dasar", FIELD: fresh_key()}
    )
    assert (sent.status_code, review(report).open_notes[0].act.place) == (302, "A. Dasar")
    desk = reviewer.get(f"/laporan/{gov.code}/{report.pk}/").content.decode()
    assert "Ada catatan penelaah" in desk
    assert f"/laporan/{gov.code}/{report.pk}/terbitkan/" not in desk
    draft = services.open_draft(government=gov, year=2025, quarter=4, actor=maker)
    assert reviewer.get(f"/laporan/{gov.code}/{draft.pk}/telaah/").status_code == 404
    assert selectors.snapshot(government=gov, snapshot_id=report.pk).status is State.FROZEN

"""What one firm may leave here is bounded: files, open uploads, and nothing before its registration shows anything."""

import pytest

from belanja.exchange import jobs, services
from belanja.exchange.models import Upload
from belanja.exchange.services import uploads
from belanja.exchange.work import sheet_rows
from belanja.rules.decisions import RuleBroken
from belanja.vendors.models import Profile
from tests.exchange.sheets import GOOD, applied, filled, sent, template
from tests.support.law import in_force
from tests.support.listings import Shop, shop

pytestmark = pytest.mark.django_db


def sheet(mine: Shop, number: str) -> bytes:
    return filled(template(mine), new=[{**GOOD, "Nomor artikel": number}])


def refused(mine: Shop, content: bytes) -> RuleBroken:
    with pytest.raises(RuleBroken) as refusal:
        sent(mine, content)
    return refusal.value


def kept(upload: Upload) -> bool:
    return bool(Upload.objects.get(pk=upload.pk).content)


def test_a_firm_whose_registration_shows_nothing_sends_nothing() -> None:
    mine = shop()
    content = sheet(mine, "A1")
    Profile.objects.filter(firm=mine.firm).update(state="draf")
    assert refused(mine, content).code == "firm_may_not_list"
    with pytest.raises(RuleBroken) as refusal:
        services.receive_photos(
            firm_id=mine.firm.pk, government_id=mine.government.pk, file_name="a.zip", content=b"PK", actor=mine.owner
        )
    assert (refusal.value.status, refusal.value.code) == (409, "firm_may_not_list")
    assert not Upload.objects.exists()


def test_what_waits_for_the_firm_is_bounded_and_leaving_one_makes_room() -> None:
    mine = shop()
    in_force("katalog.unggahan.terbuka", "2", mine.government)
    content = sheet(mine, "A1")
    first, _second = sent(mine, content), sent(mine, content)
    assert first.state == Upload.State.PREVIEW
    assert (refused(mine, content).status, refused(mine, content).code) == (409, "uploads_open")
    services.discard_upload(upload_id=first.pk, actor=mine.owner)
    sent(mine, content)


def test_finished_files_make_room_and_open_ones_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = shop()
    done = [applied(mine, sent(mine, sheet(mine, f"A{n}"))) for n in range(2)]
    content = sheet(mine, "B1")
    monkeypatch.setattr(uploads, "_KEPT", 2 * len(content) + 10)
    waiting = sent(mine, content)
    assert [kept(one) for one in (*done, waiting)] == [False, True, True]
    last = sent(mine, content)
    assert [kept(one) for one in (*done, waiting, last)] == [False, False, True, True]
    assert refused(mine, content).code == "uploads_open"
    assert services.undo_sheet(upload_id=done[0].pk, actor=mine.owner).state == Upload.State.UNDOING


def test_a_file_at_which_our_own_work_breaks_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    mine = shop()
    monkeypatch.setattr(sheet_rows, "read", broken)
    with pytest.raises(ZeroDivisionError):
        sent(mine, sheet(mine, "A1"))
    left = Upload.objects.get()
    assert (left.state, bytes(left.content)) == (Upload.State.REFUSED, b"")
    assert not jobs.step()

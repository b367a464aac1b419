"""Two sheets of one firm at once, two processes at one sheet, a process that dies in the middle: nothing is lost,
nothing is done twice, and who comes late is told."""

from datetime import timedelta
from decimal import Decimal

import pytest

from belanja.catalogue.models import Offer
from belanja.exchange import jobs, services
from belanja.exchange.models import Upload, UploadRow
from belanja.exchange.work import applying, pieces
from belanja.foundation import clock
from tests.exchange.sheets import GOOD, filled, sent, template, worked
from tests.support.listings import shop
from tests.support.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_sheets_that_change_the_same_goods() -> None:
    mine = shop()
    made = [mine.submitted(number=f"A{n}") for n in range(6)]
    sheet = template(mine)
    uploads = [sent(mine, filled(sheet, changes={(line, "Stok"): stock for line in range(2, 8)})) for stock in (11, 22)]
    for upload in uploads:
        services.apply_sheet(upload_id=upload.pk, submits=False, actor=mine.owner)
    assert at_once(jobs.step, jobs.step) == ["", ""]
    one, two = (Upload.objects.get(pk=upload.pk) for upload in uploads)
    assert (one.state, two.state) == (Upload.State.DONE, Upload.State.DONE)
    assert one.counts["diterapkan"] + two.counts["diterapkan"] == 6
    assert one.counts["ditolak"] + two.counts["ditolak"] == 6
    for row in UploadRow.objects.filter(outcome=UploadRow.Outcome.REFUSED):
        assert "isian Anda masih ada" in row.note
        assert row.content["stock"] in ("11", "22")
    for offer in Offer.objects.filter(pk__in=[one.pk for one in made]):
        assert (offer.version, offer.stock in (11, 22)) == (2, True)


def test_two_people_press_apply_and_two_processes_take_the_work() -> None:
    mine = shop()
    rows = [{**GOOD, "Nomor artikel": f"N{n}", "Nama produk *": f"Kertas HVS A4 {n}"} for n in range(25)]
    upload = sent(mine, filled(template(mine), new=rows))

    def press() -> object:
        return services.apply_sheet(upload_id=upload.pk, submits=True, actor=mine.owner)

    assert at_once(press, press) == ["", "409 upload_moved_on"]
    assert at_once(jobs.step, jobs.step, jobs.step) == ["", "", ""]
    assert Upload.objects.get().counts["diterapkan"] == 25
    assert Offer.objects.filter(seller__firm=mine.firm).count() == 25


def test_a_process_that_dies_leaves_its_work_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = shop()
    rows = [{**GOOD, "Nomor artikel": f"N{n}", "Nama produk *": f"Kertas HVS A4 {n}"} for n in range(8)]
    upload = sent(mine, filled(template(mine), new=rows))
    services.apply_sheet(upload_id=upload.pk, submits=False, actor=mine.owner)
    real, calls = applying._apply, iter(range(100))

    def dies(row: UploadRow, upload: Upload, actor: object) -> None:
        if next(calls) == 5:
            raise KeyboardInterrupt
        real(row, upload, actor)  # type: ignore[arg-type]

    monkeypatch.setattr(applying, "_apply", dies)
    monkeypatch.setattr(pieces, "PIECE", 2)
    with pytest.raises(KeyboardInterrupt):
        jobs.step()
    assert Offer.objects.filter(seller__firm=mine.firm).count() == 4
    assert not jobs.step(), "the lease of the dead one still holds"
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        upload = worked(upload)
    assert (upload.state, upload.counts["diterapkan"]) == (Upload.State.DONE, 8)
    assert Offer.objects.filter(seller__firm=mine.firm, stock=Decimal(40)).count() == 8

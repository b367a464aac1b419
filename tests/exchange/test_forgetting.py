"""Files are not kept for ever; what became of them is."""

from datetime import timedelta

import pytest

from belanja.exchange import downloads, services
from belanja.exchange.forgetting import forget
from belanja.exchange.models import Upload
from belanja.foundation import clock
from belanja.rules.decisions import RuleBroken
from tests.exchange.sheets import GOOD, applied, filled, sent, template, worked
from tests.support.listings import shop

pytestmark = pytest.mark.django_db


def test_files_are_emptied_after_their_days_and_what_was_done_can_still_be_undone() -> None:
    mine = shop()
    done = applied(mine, sent(mine, filled(template(mine), new=[{**GOOD, "Nomor artikel": "A1"}])))
    waiting = sent(mine, filled(template(mine), new=[{**GOOD, "Nomor artikel": "A2"}]))
    assert forget() == 0
    with clock.frozen(clock.now() + timedelta(days=91)):
        fresh = sent(mine, filled(template(mine), new=[{**GOOD, "Nomor artikel": "A3"}]))
        assert forget() == 2
        assert forget() == 0
    assert bytes(Upload.objects.get(pk=fresh.pk).content)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.rows.count()) == (Upload.State.DISCARDED, 0)
    with pytest.raises(RuleBroken):
        downloads.coloured(upload_id=done.pk, actor=mine.owner)
    with pytest.raises(RuleBroken) as gone:
        services.read_again(upload_id=done.pk, actor=mine.owner)
    assert gone.value.code == "file_gone"
    undone = worked(services.undo_sheet(upload_id=done.pk, actor=mine.owner))
    assert undone.counts["dibatalkan"] == 1

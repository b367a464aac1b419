"""A paper that the typesetter refuses: told in a sentence, nothing lost, no number taken, and journaled."""

import pytest
from django.test import Client

from belanja.documents import services as papers
from belanja.documents.models import NumberSeries, Paper
from belanja.documents.pdf import setting
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE
from belanja.reporting import services
from belanja.reporting.models import Snapshot
from belanja.rules.duties import Role
from belanja.rules.reports import State
from tests.affirmation.worlds import World
from tests.support.officers import WHY, sitting
from tests.support.reports import reviewed


@pytest.fixture
def report(world: World) -> Snapshot:
    draft = services.open_draft(government=world.government, year=2025, quarter=3, actor=CONSOLE)
    return reviewed(
        services.freeze(snapshot_id=draft.pk, government=world.government, actor=CONSOLE, without_round=WHY)
    )


def refused() -> list[Event]:
    return list(Event.objects.filter(name="documents.paper_refused").order_by("pk"))


def test_a_report_that_cannot_be_set_is_not_issued(report: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "LONGEST", 0.001)
    desk, address = sitting(report.government, Role.APIP), f"/laporan/{report.government.code}/{report.pk}/terbitkan/"
    before = Event.objects.count()
    answer = desk.post(address, {"number": "700/5-Insp/2026", "dated": "2026-02-01"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Naskah belum dapat dicetak" in page
    assert "700/5-Insp/2026" in page, "what was typed stays"
    assert Snapshot.objects.get(pk=report.pk).status is State.FROZEN
    assert not Paper.objects.filter(government=report.government).exists()
    assert not NumberSeries.objects.filter(government=report.government).exists()
    (told,) = refused()
    assert "LAPORAN PEMANTAUAN" in told.payload["title"].upper()
    assert "seconds" in told.payload["diagnosis"]
    assert (told.actor_id is not None, Event.objects.count()) == (True, before + 1)
    monkeypatch.undo()
    assert desk.post(address, {"number": "700/5-Insp/2026", "dated": "2026-02-01"}).status_code == 302
    assert len(refused()) == 1


def test_a_download_that_cannot_be_set_is_a_page_and_not_a_breakdown(
    report: Snapshot, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setting, "LONGEST", 0.001)
    desk = sitting(report.government, Role.APIP)
    answer = desk.get(f"/laporan/{report.government.code}/{report.pk}/report.pdf")
    assert answer.status_code == 503
    assert "penata halaman menolaknya" in answer.content.decode()
    assert len(refused()) == 1
    assert not papers.any_refused()
    monkeypatch.undo()
    assert desk.get(f"/laporan/{report.government.code}/{report.pk}/report.pdf").status_code == 200

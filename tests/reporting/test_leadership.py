"""The leadership's page tells the figures that every other surface tells, in few questions; reports reach their
receivers; a sheet that somebody asks for is filled without a release."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from belanja.foundation import text
from belanja.institutions.models import Unit
from belanja.journal.services import CONSOLE
from belanja.oversight.selectors.counted import Asked
from belanja.reporting import chapters, selectors, services, sheets
from belanja.reporting.chapters import summary
from belanja.reporting.models import Delivery, Snapshot
from belanja.reporting.record import HEADLINES
from belanja.reporting.sections import oversight
from belanja.reporting.selectors.leadership import leadership
from belanja.reporting.services import schedule
from belanja.reporting.sheets import Head
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.flags.catalogue import BY_CODE
from belanja.rules.reporting.decision import Ask, decision
from belanja.rules.reporting.schedules import Kind, latest_ended
from tests.affirmation.worlds import PD_A, PD_C, World
from tests.support.officers import WHY, sitting
from tests.support.people import hired
from tests.support.reports import reviewed

from .test_headings import as_first

CUT_OFF = date(2025, 9, 30)
NOTE = "Sampaikan rencana pengalihan ke e-Purchasing."


def issued(world: World) -> Snapshot:
    draft = services.open_draft(government=world.government, year=2025, quarter=3, actor=CONSOLE)
    reviewed(services.freeze(snapshot_id=draft.pk, government=world.government, actor=CONSOLE, without_round=WHY))
    return services.issue(snapshot_id=draft.pk, government=world.government, actor=CONSOLE)


def test_one_figure_on_the_page_the_monitor_the_public_page_and_the_report(world: World, client: Client) -> None:
    gov = world.government
    found = leadership(government=gov, year=2025, as_of=CUT_OFF, today=date(2026, 2, 1))
    report = selectors.draft(government=gov, year=2025, quarter=3)
    boxes = summary.boxes(found.document)
    assert boxes == summary.boxes(report)
    assert len(boxes) == 5
    assert [table.definition.indicator.code for table in found.tables.values()] == [
        key.partition(".")[0] for key in HEADLINES
    ]
    desk = sitting(gov, Role.PIMPINAN)
    page = desk.get(f"/pimpinan/{gov.code}/?tahun=2025&sampai={CUT_OFF}").content.decode()
    for box in boxes:
        assert box.label in page
        assert box.value in page
    share = text.percent(found.main.total.share_percent)
    assert share in desk.get(f"/pantau/{gov.code}/?tahun=2025&sampai={CUT_OFF}").content.decode()
    whole = leadership(government=gov, year=2025, as_of=None, today=date(2026, 2, 1))
    public = client.get(f"/pemda/{gov.code}/?tahun=2025").content.decode()
    assert text.percent(whole.main.total.share_percent) in public


def test_the_page_asks_little_however_large_the_region(world: World) -> None:
    desk = sitting(world.government, Role.PIMPINAN)
    desk.get(f"/pimpinan/{world.government.code}/")
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(f"/pimpinan/{world.government.code}/").status_code == 200
    assert len(queries) <= 45


def test_the_decision_that_is_asked_for() -> None:
    gaps = [("A", Decimal(9)), ("B", Decimal(5)), ("C", Decimal(3)), ("D", Decimal(1))]
    assert decision(12, 3, gaps).ask is Ask.COMPLETE
    found = decision(12, 2, gaps)
    assert (found.ask, found.units, found.gap) == (Ask.SHIFT, ("A", "B", "C"), Decimal(17))
    assert decision(12, 0, []).ask is Ask.KEEP


def test_a_report_reaches_its_receivers_who_answer(world: World) -> None:
    gov = world.government
    sekda, gubernur = hired(gov, Role.PIMPINAN), hired(gov, Role.PIMPINAN)
    unit = Unit.objects.get(government=gov, code=PD_C)
    head, other = hired(gov, Role.PA, unit=unit), hired(gov, Role.PA, unit=Unit.objects.get(government=gov, code=PD_A))
    report = issued(world)
    made = services.distribute(snapshot_id=report.pk, government=gov, actor=CONSOLE)
    assert (len(made), services.distribute(snapshot_id=report.pk, government=gov, actor=CONSOLE)) == (5, [])
    mine = Delivery.objects.get(user_id=sekda.user_id)
    with pytest.raises(RuleBroken, match="tidak ditemukan"):
        services.acknowledge(delivery_id=mine.pk, government=gov, actor=gubernur)
    assert services.acknowledge(delivery_id=mine.pk, government=gov, actor=sekda).received_at is not None
    asked = services.dispose(
        snapshot_id=report.pk, government=gov, unit_ids=[unit.pk], words=NOTE, due_on=date(2026, 2, 20), actor=sekda
    )
    by = {"disposition_id": asked[0].pk, "government": gov, "words": "Rencana terlampir pada SiRUP."}
    with pytest.raises(RuleBroken) as refusal:
        services.answer_disposition(**by, actor=other)
    assert refusal.value.status == 403
    assert services.answer_disposition(**by, actor=head).answered_at is not None
    with pytest.raises(RuleBroken, match="sudah dijawab"):
        services.answer_disposition(**by, actor=head)
    told = leadership(government=gov, year=2025, as_of=None, today=date(2026, 2, 1)).answered
    assert (told.asked, told.answered, told.late) == (1, 1, 0)
    for role in set(Role) - {Role.PIMPINAN}:
        with pytest.raises(RuleBroken):
            services.dispose(
                snapshot_id=report.pk, government=gov, unit_ids=[unit.pk], words=NOTE, due_on=None,
                actor=hired(gov, role),
            )  # fmt: skip


def test_a_sheet_is_made_as_data_and_filled_from_the_frozen_report(world: World) -> None:
    report = issued(world)
    heads = [Head("Wilayah", words="Kabupaten Contoh"), Head("Nama OPD", "nama"), Head("Realisasi", "kontrak")]
    by = {"government": world.government, "asked_by": "Tim P3DN", "table": "porsi-unit", "actor": CONSOLE}
    form = services.keep_form(title="Lembar reviu P3DN", heads=heads, **by)
    layout = chapters.layout(selectors.document_of(report))
    assert report.frozen_at is not None
    data = sheets.written(form, layout, sha256=report.sha256, at=report.frozen_at)
    assert data == sheets.written(form, layout, sha256=report.sha256, at=report.frozen_at)
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    names = next(row for row in rows if "Nama OPD" in row)
    assert names[:3] == ["Wilayah", "Nama OPD", "Realisasi"]
    assert any(row[:2] == ["Kabupaten Contoh", "Badan Arsip"] and row[2] == 100_000_000 for row in rows)
    assert services.keep_form(title="Lembar reviu P3DN", heads=heads[:1], **by).version == 2
    for wrong in ([], [Head("", "nama")], [Head("Nama", "nama", "dua-duanya")]):
        with pytest.raises(RuleBroken):
            services.keep_form(title="Lembar lain", heads=wrong, **by)
    gone = services.keep_form(title="Lembar lain", heads=[Head("Nama", "tidak-ada")], **by)
    with pytest.raises(RuleBroken, match="tidak ada"):
        sheets.filled(gone, layout)


def test_a_schedule_opens_draft_and_round_by_itself_once(
    world: World, freeze: Callable[[date | datetime], datetime]
) -> None:
    gov = world.government
    by = {"government": gov, "valid_from": date(2026, 2, 1), "runs": True, "reason": WHY, "actor": CONSOLE}
    services.set_schedule(kind=Kind.QUARTER, after_days=25, **by)
    services.set_schedule(kind=Kind.MONTH, after_days=3, **by)
    with pytest.raises(RuleBroken, match="sudah ada"):
        services.set_schedule(kind=Kind.QUARTER, after_days=9, **by)
    leader = hired(gov, Role.PIMPINAN)
    assert schedule.open_due() == 0
    freeze(date(2026, 2, 10))
    assert (schedule.open_due(), schedule.open_due()) == (2, 0)
    assert Snapshot.objects.get(government=gov).quarter == latest_ended(Kind.QUARTER, date(2026, 2, 10)).quarter == 4
    assert gov.report_rounds.get().hearings.count() == 3
    assert leader.user_id is not None
    freeze(date(2026, 2, 10) + timedelta(days=1))
    assert schedule.open_due() == 0


def test_questions_stand_in_the_report_as_counts_or_as_not_available(world: World) -> None:
    document = selectors.draft(government=world.government, year=2025, quarter=3)
    entry = oversight.entry(Asked(next(iter(BY_CODE)), 3, 1, 2, None))
    assert (entry["count"], entry["strong"], entry["answered"]) == (3, 1, 2)
    document["oversight"]["asked"] = [entry]
    told = str(chapters.layout(document).chapters)
    assert "Tiga transaksi atau kelompok transaksi perlu klarifikasi" in told
    assert entry["question"] in told
    document = as_first(document)
    del document["oversight"]
    assert "Tidak tersedia" in str(chapters.layout(document).chapters)

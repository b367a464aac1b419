"""What the leadership gets in a browser: a quarterly report that tells of findings reaches the Sekda, who disposes of
it, and a unit answers; and the pages around a report (schedule, round, sheets) as they stand."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from belanja.institutions.models import Unit
from belanja.journal.services import CONSOLE
from belanja.reporting import services
from belanja.reporting.models import Disposition, Hearing, Snapshot
from belanja.reporting.sheets import Head
from belanja.rules.duties import Role
from belanja.rules.oversight.states import CaseState
from belanja.rules.reporting.schedules import Kind
from tests.intake.files import GOV, PD_A, PD_B
from tests.oversight.world import Desk, desk_at
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium, signed_in
from tests.support.officers import WHY, Example, load
from tests.support.people import hired, tomorrow
from tests.support.reports import reviewed

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]
WORDS = "Sampaikan rencana pengalihan ke e-Purchasing."


@pytest.fixture
def example(tmp_path: Path, transactional_db: None) -> Example:
    return load(tmp_path)


def followed_up(example: Example) -> Desk:
    """A finding of APIP about a unit of the report, with its plan."""
    units = [Unit.objects.get(government=example.government, code=code) for code in (PD_A, PD_B)]
    of = desk_at(example.government, *units, year=2025)
    of.case(CaseState.FOLLOW_UP)
    return of


def issued(example: Example) -> Snapshot:
    """The report of the third quarter, led to its issue by the services."""
    by = {"government": example.government, "actor": CONSOLE}
    draft = services.open_draft(year=2025, quarter=3, **by)
    reviewed(services.freeze(snapshot_id=draft.pk, without_round=WHY, **by))
    return services.issue(snapshot_id=draft.pk, **by)


def test_a_report_with_its_findings_reaches_the_sekda_and_is_answered(
    browser: Browser, live_server: Any, example: Example
) -> None:
    of = followed_up(example)
    report, url = issued(example), live_server.url
    sekda = hired(example.government, Role.PIMPINAN)

    apip = signed_in(browser, url, of.auditor)
    apip.goto(f"{url}/laporan/{GOV}/{report.pk}/")
    expect(apip.get_by_text("Rekomendasi dan tindak lanjut").first).to_be_visible()
    apip.goto(f"{url}/laporan/{GOV}/{report.pk}/penerima/")
    apip.get_by_role("button", name="Bagikan kepada Pimpinan").click()
    expect(apip.get_by_text("setiap penerima diberi tahu")).to_be_visible()
    fit(apip)

    top = signed_in(browser, url, sekda)
    top.goto(f"{url}/pimpinan/{GOV}/")
    expect(top.get_by_text("menunggu diterima dan didisposisi")).to_be_visible()
    expect(top.get_by_text("Temuan APIP: satu disampaikan, nilainya Rp1.000.000")).to_be_visible()
    fit(top)
    top.get_by_role("link", name="Buka laporan dan disposisi").click()
    top.get_by_role("button", name="Nyatakan diterima").click()
    top.locator("summary", has_text="Disposisi").click()
    top.get_by_label(Unit.objects.get(pk=of.unit.pk).name).check()
    top.get_by_role("textbox", name="Disposisi").fill(WORDS)
    top.get_by_label("Jawab paling lambat").fill(tomorrow(10).isoformat())
    fit(top)
    top.get_by_role("button", name="Kirim disposisi").click()
    expect(top.get_by_text("Disposisi dikirim.")).to_be_visible()

    head = signed_in(browser, url, of.pa)
    head.goto(f"{url}/laporan/{GOV}/{report.pk}/penerima/")
    expect(head.get_by_text(WORDS).first).to_be_visible()
    head.get_by_role("textbox", name="Jawaban").fill("Rencana pengalihan terlampir pada SiRUP.")
    fit(head)
    head.get_by_role("button", name="Kirim jawaban").click()
    expect(head.get_by_text("Jawaban dikirim kepada Pimpinan.")).to_be_visible()

    top.goto(f"{url}/pimpinan/{GOV}/")
    expect(top.get_by_text("1 dari 1 dijawab")).to_be_visible()
    assert Disposition.objects.get().answered_at is not None


def test_the_pages_around_a_report_are_fit(browser: Browser, live_server: Any, example: Example) -> None:
    government, url = example.government, live_server.url
    report = issued(example)
    services.set_schedule(
        government=government, kind=Kind.QUARTER, valid_from=tomorrow(), after_days=5, runs=True,
        reason="Surat edaran.", actor=CONSOLE,
    )  # fmt: skip
    form = services.keep_form(
        government=government, title="Lembar reviu P3DN", asked_by="Tim P3DN", table="porsi-unit",
        heads=[Head("Nama OPD", "nama"), Head("Realisasi", "kontrak")], actor=CONSOLE,
    )  # fmt: skip
    round_ = services.open_round(government=government, year=2025, quarter=4, actor=CONSOLE)
    hearing = Hearing.objects.get(round=round_, unit__code=PD_A)
    apip = signed_in(browser, url, hired(government, Role.APIP))
    here = f"{url}/laporan/{GOV}"
    for address in (
        "/jadwal/", "/lembar/", f"/lembar/{form.pk}/", "/konfirmasi/", f"/konfirmasi/{round_.pk}/",
        f"/konfirmasi/unit/{hearing.pk}/", f"/{report.pk}/", f"/{report.pk}/telaah/",
    ):  # fmt: skip
        _fits(apip, f"{here}{address}")
    for address in (f"{url}/pantau/{GOV}/tanda/", f"{url}/pantau/{GOV}/tanda/waktu.terlalu_cepat/tampil/"):
        _fits(apip, address)


def _fits(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    fit(page)

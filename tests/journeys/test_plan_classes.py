"""A plan line that an import made something else since it was decided, answered on a phone without JavaScript."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from belanja.institutions.models import Government
from belanja.plans.models import PlanClass, RupPackage
from belanja.plans.services import decide_classes, read_classes
from belanja.rules.duties import Role
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.officers import person
from tests.support.people import hired
from tests.support.people import unit as unit_of

from .test_officers import sign_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]


def decided_and_changed(government: Government) -> RupPackage:
    unit = unit_of(government, "9.99.0.00.0.00.01.0000", "Dinas Contoh")
    line = RupPackage.objects.create(
        government=government, unit=unit, year=2026, kind="penyedia", code="1", title="Operasional Kantor", pagu=9,
        announced=True, active=True, counts=True, source_row_id=1,
    )  # fmt: skip
    read_classes(government_id=government.pk, year=2026)
    decide_classes(government=government, chosen={line.pk: ("mamin", 0)}, actor=hired(government, Role.BIRO_PBJ))
    line.title = "Belanja Laptop Kantor"
    line.save()
    read_classes(government_id=government.pk, year=2026)
    return line


def test_a_changed_line_is_answered_with_one_press(browser: Browser, live_server: Any, transactional_db: None) -> None:
    banten = Government.objects.get(code="D43")
    line = decided_and_changed(banten)
    address = f"{live_server.url}/pantau/D43/kelas-rencana/?tahun=2026"
    clerk = person(banten, Role.BIRO_PBJ)
    desk = sign_in(browser.new_context(), live_server.url, clerk)
    desk.goto(address)
    fit(desk)
    bare = browser.new_context(
        viewport={"width": 390, "height": 800}, java_script_enabled=False, storage_state=desk.context.storage_state()
    )
    phone = bare.new_page()
    phone.goto(address)
    expect(phone.get_by_text("dahulu 'Operasional Kantor', sekarang 'Belanja Laptop")).to_be_visible()
    right = phone.get_by_role("button", name="Ganti: Komputer dan laptop").bounding_box()
    assert right is not None
    assert right["x"] + right["width"] <= 390
    phone.get_by_role("button", name=re.compile(f"^Tetap.*{line.title}$")).click()
    expect(phone.get_by_text("Kelas 1 baris ditetapkan.")).to_be_visible()
    expect(phone.get_by_text("berubah sesudah diputus")).to_have_count(0)
    row = PlanClass.objects.select_related("decision").get(package=line)
    assert (row.code, row.reads_otherwise) == ("mamin", False)

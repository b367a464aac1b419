"""How far firms came with needs: one reading, the same on page, interface, XLSX and PDF; each stage counted once."""

import os
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from belanja.catalogue.models import Offer
from belanja.documents.sheets import Kind
from belanja.etalase.models import Etalase
from belanja.foundation import clock, text
from belanja.institutions.models import Government, Unit
from belanja.needs import renderings, selectors
from belanja.needs.models import MOMENTS, Match, Need, ProspectMatch
from belanja.needs.selectors.funnel import By
from belanja.rules.needs.states import Stage
from tests.catalogue.worlds import small_shop
from tests.support.firms import registered
from tests.support.needs import counted_as_one_by_one, posted_need
from tests.support.people import unit

pytestmark = pytest.mark.django_db

_WAYS = (
    ((Stage.TOLD, Stage.SEEN, Stage.INTERESTED, Stage.LISTED, Stage.ORDERED, Stage.PAID), "mikro", "36.02", ""),
    ((Stage.TOLD, Stage.SEEN, Stage.INTERESTED, Stage.HELPED, Stage.REGISTERED), "koperasi", "36.02", ""),
    ((Stage.TOLD, Stage.SEEN, Stage.DECLINED), "", "", "modal"),
    ((Stage.TOLD,), "kecil", "36.73", ""),
)


@pytest.fixture
def way(freeze: Callable[[date], datetime]) -> Government:
    """Two needs of a unit and of an account, each with the four ways that firms came."""
    freeze(date(2026, 11, 2))
    shop: dict[str, Offer] = small_shop()
    government = Government.objects.get(code="D43")
    office: Unit = unit(government, "1.02.01", "DINAS KESEHATAN")
    shelf: Etalase = shop["a4"].product.etalase
    first = posted_need(government)
    Need.objects.filter(pk=first.pk).update(unit=office, etalase=shelf)
    second = Need.objects.get(pk=first.pk)
    second.pk, second.code, second.request, second.unit, second.etalase = None, "LAIN-0001", "dua", None, None
    second.save(force_insert=True)
    for need, days, told in ((first, 0, None), (second, 40, clock.now())):
        ProspectMatch.objects.create(need=need, points=1, grounds=["kbli"], matched_at=clock.now(), contacted_at=told)
        for stages, scale, place, why in _WAYS:
            matched = clock.now() - timedelta(days=days)
            moments = {MOMENTS[stage]: matched + timedelta(hours=number) for number, stage in enumerate(stages, 1)}
            Match.objects.create(
                need=need, firm=registered(government), points=10, grounds=["kbli"], newcomer=days == 0, scale=scale,
                place=place, decline_code=why, matched_at=matched, **moments,
            )  # fmt: skip
    return government


def tight(words: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]+", "", words)


def test_the_same_figures_on_four_surfaces(client: Client, way: Government) -> None:
    found = selectors.funnel(government=way, year=2026)
    assert (found.needs, found.firms, found.totals[Stage.MATCHED]) == (2, 8, 8)
    base = f"/pemda/{way.code}/kebutuhan"
    page = client.get(f"{base}/")
    assert page.status_code == 200
    shown = tight(unescape(re.sub(r"<[^>]+>", "|", page.content.decode())))
    pdf = client.get(f"{base}.pdf").content
    if folder := os.environ.get("BELANJA_TEST_PAPERS"):
        Path(folder, "kebutuhan.pdf").write_bytes(pdf)
    paper = tight("".join(leaf.extract_text() for leaf in PdfReader(BytesIO(pdf)).pages))
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{base}.xlsx").content))
    told = client.get(f"/api/v1/needs-funnel?government={way.code}&year=2026").json()
    assert told == renderings.data(found)
    for stage in told["stages"]:
        row = [
            text.capital_first(stage["label"]),
            str(stage["pairs"]),
            text.percent(renderings.share_of(found, Stage(stage["stage"]))),
        ]
        assert tight("|".join(row)).replace("|", "") in shown.replace("|", "")
        assert tight("".join(row)) in paper
    for sheet in renderings.sheets(found):
        rows = [*sheet.rows(), *([sheet.total] if sheet.total else [])]
        kinds = [one.kind for one in sheet.fields]
        for row, line in zip(rows, book.get_sheet_by_name(sheet.name).to_python()[1:], strict=True):
            assert [_plain(value, kind) for value, kind in zip(line, kinds, strict=True)] == [
                float(value) if isinstance(value, int | Decimal) else value for value in row
            ]
        for row in rows:
            numbers = "".join(text.number(cell) if isinstance(cell, int) else "" for cell in row)
            name = tight(str(row[0]))
            assert name + numbers in paper or sheet.name == "tahap", (sheet.name, row)
            assert name in shown
    parts = {part["by"]: part["rows"] for part in told["parts"]}
    for rows in parts.values():
        for stage in told["stages"]:
            assert sum(row["pairs"][stage["stage"]] for row in rows) == stage["pairs"]
    assert [row["name"] for row in parts["unit"]] == ["Dinas Kesehatan", "dipasang akun, bukan unit"]
    assert [row["name"] for row in parts["bulan"]] == ["September 2026", "November 2026"]
    assert {row["name"] for row in parts["skala"]} == {"Usaha mikro", "Koperasi", "Usaha kecil", "belum diketahui"}
    assert [(row["name"], row["pairs"]["cocok"]) for row in parts["baru"]] == [
        ("belum ada pesanan", 4), ("pernah dipesan", 4),
    ]  # fmt: skip
    assert told["listed"] == {"pairs": 2, "contacted": 1}
    for place in (shown, paper):
        assert tight("2, 1 di antaranya dihubungi dinas") in place
    assert told["declined"] == [{"reason": "modal", "label": "Modal kerja tidak cukup", "pairs": 2}]


def _plain(value: object, kind: Kind) -> object:
    return round(value * 100, 2) if kind is Kind.PERCENT and isinstance(value, float) else value


def test_each_stage_is_counted_once_and_by_the_year_of_the_match(client: Client, way: Government) -> None:
    Match.objects.filter(scale="kecil").update(matched_at=datetime(2026, 1, 1, tzinfo=clock.WIB) - timedelta(seconds=1))
    assert selectors.funnel_years(way.pk) == [2026, 2025]
    this, last = (selectors.funnel(government=way, year=year) for year in (2026, 2025))
    assert (this.totals[Stage.MATCHED], last.totals[Stage.MATCHED], last.totals[Stage.TOLD]) == (6, 2, 2)
    assert [row.name for row in last.parts[By.MONTH]] == ["Desember 2025"]
    midnight = datetime(2026, 1, 1, tzinfo=clock.WIB)
    early, late = Match.objects.filter(matched_at__lt=midnight), Match.objects.filter(matched_at__gte=midnight)
    counted_as_one_by_one(selectors.counts(way.pk, until=midnight), early)
    counted_as_one_by_one(selectors.counts(way.pk, since=midnight), late)
    counted_as_one_by_one(selectors.counts(way.pk), Match.objects.all())
    for address in ("kebutuhan/?tahun=2024", "kebutuhan.docx", "kebutuhan.pdf?tahun=x"):
        assert client.get(f"/pemda/{way.code}/{address}").status_code == 404
    assert client.get(f"/api/v1/needs-funnel?government={way.code}&year=2024").status_code == 404


def test_nothing_matched_yet_is_said(client: Client) -> None:
    answer = client.get("/pemda/D43/kebutuhan/")
    assert "Belum ada pasangan yang dicocokkan" in answer.content.decode()

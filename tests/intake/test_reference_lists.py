"""Lists of standard prices: columns explained once, rows that do not fit told in words, one list in force a year."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from belanja.catalogue.models import ReferenceList, ReferencePrice
from belanja.institutions.models import Government
from belanja.intake import reference_sheets as reading
from belanja.intake import services
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.reference_prices import Meaning
from tests.support.people import hired

pytestmark = pytest.mark.django_db
SIPD = (
    "kode_kel;kode;nama;satuan;harga;spek;tipe;tahun\n"
    "1.1.7;1.1.7.01;Alat Tulis;;;;;\n"
    "1.1.7;1.1.7.01.001;Kertas HVS F4 80 g;Rim;62.000;Putih, 500 lembar;SSH;2026\n"
    "1.1.7;1.1.7.01.002;Pensil 2B;Buah;0;;SSH;2026\n"
    "1.1.7;1.1.7.01.003;Map plastik;Sapu;2.500;;SSH;2026\n"
    "1.1.7;1.1.7.01.001;Kertas HVS F4 80 g;Rim;61.000;;SSH;2026\n"
    "1.1.7;1.1.7.01.004;Honor narasumber;Orang/Jam;900.000;;SBU;2026\n"
    "1.1.7;1.1.7.01.005;Tinta;Botol;95.000;;SSH;2025\n"
)


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


def received(banten: Government, text: str = SIPD, *, actor: Actor = CONSOLE, **changed: Any) -> ReferenceList:
    given: dict[str, Any] = {
        "year": 2026, "kind": "ssh", "decree": "188.4/2025", "dated": date(2025, 8, 1), "tax_basis": "termasuk_ppn",
        "tax_percent": Decimal(11), "delivery": "termasuk", "file_name": "ssh.csv",
    } | changed  # fmt: skip
    return services.receive_list(government=banten, content=text.encode(), actor=actor, **given)


def explained(found: ReferenceList) -> ReferenceList:
    meanings = {column.name: column.meaning.value for column in reading.columns(found)}
    return services.explain_list(list_id=found.pk, meanings=meanings, actor=CONSOLE)


def test_the_columns_of_sipd_are_suggested_asked_once_and_remembered(banten: Government) -> None:
    first = received(banten)
    assert first.state == ReferenceList.State.HEADINGS
    assert {column.name: column.meaning for column in reading.columns(first)}["harga"] is Meaning.AMOUNT
    explained(first)
    assert received(banten, year=2027).state == ReferenceList.State.ROWS


def test_rows_that_do_not_fit_are_told_in_words_and_left_out(banten: Government) -> None:
    found = explained(received(banten))
    told = {line.row: line.problems for line in reading.lines(found) if line.problems}
    assert "Harga kosong atau nol" in told[1]
    assert "Harga kosong atau nol" in told[3]
    assert told[5] == ["Kode ini sudah ada di baris 2 dengan harga atau satuan lain"]
    assert told[6] == ["Tipe SBU, bukan SSH: unggah sebagai daftar tersendiri"]
    assert told[7] == ["Tahun 2025, bukan 2026"]
    doubts = {line.row: line.doubts for line in reading.lines(found) if line.doubts}
    assert "belum dikenal" in doubts[4][0]
    assert services.apply_list(list_id=found.pk, actor=CONSOLE) == 2
    paper = ReferencePrice.objects.get(code="1.1.7.01.001")
    assert (paper.amount, paper.unit, paper.specification) == (Decimal(62_000), "RM", "Putih, 500 lembar")


def test_one_list_of_a_kind_holds_in_a_year_and_the_former_comes_back(banten: Government) -> None:
    first = explained(received(banten))
    services.apply_list(list_id=first.pk, actor=CONSOLE)
    second = received(banten, decree="188.4/2026")
    services.apply_list(list_id=second.pk, actor=CONSOLE)
    first.refresh_from_db()
    assert first.state == ReferenceList.State.REPLACED
    services.discard_list(list_id=second.pk, actor=CONSOLE)
    first.refresh_from_db()
    assert first.state == ReferenceList.State.STANDING
    with pytest.raises(RuleBroken) as refusal:
        services.apply_list(list_id=second.pk, actor=CONSOLE)
    assert refusal.value.status == 409


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"decree": " "}, "decree_missing"),
        ({"tax_percent": None}, "tax_percent_missing"),
        ({"file_name": "ssh.xls"}, "sheet_kind"),
        ({"file_name": "ssh.xlsx"}, "sheet_broken"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(banten: Government, changed: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        received(banten, **changed)
    assert refusal.value.code == code
    assert not ReferenceList.objects.exists()


@pytest.mark.parametrize("role", [None, Role.APIP, Role.VERIFIKATOR])
def test_only_biro_pbj_brings_lists(banten: Government, role: Role | None) -> None:
    before = Event.objects.count()
    with pytest.raises(RuleBroken) as refusal:
        received(banten, actor=hired(banten, *([role] if role else [])))
    assert refusal.value.status in (403, 404)
    assert (ReferenceList.objects.count(), Event.objects.count()) == (0, before)

"""Uploading, deciding, proposing and giving roles through the pages: done once, refused in words, values kept."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from belanja.affirmation.selectors import share_table
from belanja.foundation import clock
from belanja.institutions.models import ParameterRow, RoleAssignment
from belanja.intake.models import HeldItem, Pull, SourceRow
from belanja.journal.models import Event
from belanja.rules.duties import Role
from tests.intake.files import GOV, PD_A, PD_B, PD_C, as_json, v6
from tests.support.officers import Example, person, sitting

REASON = "Menurut DPA nomor 12."


@pytest.fixture
def clerk(example: Example) -> Client:
    return sitting(example.government, Role.BIRO_PBJ)


def share(example: Example, code: str) -> object:
    table = share_table(government=example.government, year=2025)
    return next(unit.share_percent for unit in table.units if unit.code == code)


def address(item: HeldItem) -> str:
    return f"/kelola/{GOV}/keputusan/{item.pk}/"


def choices(item: HeldItem) -> dict[str, str]:
    rows = SourceRow.objects.filter(pk__in=item.source_rows)
    return {str(row.payload["pengadaan"]): str(row.pk) for row in rows}


def test_a_conflict_shows_rule_rows_and_effect_and_ends_with_a_choice(clerk: Client, example: Example) -> None:
    page = clerk.get(address(example.conflict)).content.decode()
    for words in ("Rp500.000.000", "Rp800.000.000", "20,00%", "12,50%", "027/1181-BPBJ/2023", "budget.conflict"):
        assert words in page
    before = Event.objects.count()
    answer = clerk.post(
        address(example.conflict), {"answer": choices(example.conflict)["500000000.00"], "reason": REASON}, follow=True
    )
    assert "Porsi Unit 102 2025: 20,00%." in answer.content.decode()
    assert share(example, PD_B) == 20
    assert Event.objects.count() == before + 1
    assert Event.objects.latest("id").actor_label == "Biro PBJ"


def test_the_effect_shown_is_the_effect_that_comes(clerk: Client, example: Example) -> None:
    page = clerk.get(address(example.status)).content.decode()
    assert "Rp30.000.000" in page
    assert "340.000.000 dari Rp1.300.000.000" in page
    clerk.post(address(example.status), {"answer": "kontrak", "reason": REASON})
    table = share_table(government=example.government, year=2025)
    assert (table.total.numerator, table.total.denominator) == (340_000_000, 1_300_000_000)
    assert share(example, PD_C) == 10


def test_nothing_is_decided_without_answer_or_reason_and_values_stay(clerk: Client, example: Example) -> None:
    before = Event.objects.count()
    answer = clerk.post(address(example.status), {"answer": "", "reason": "tulisan saya"})
    assert answer.status_code == 422
    assert "Pilih satu putusan." in answer.content.decode()
    assert "tulisan saya" in answer.content.decode()
    short = clerk.post(address(example.status), {"answer": "batal", "reason": "ya"})
    assert short.status_code == 422
    assert "paling sedikit lima huruf" in short.content.decode()
    assert Event.objects.count() == before


def test_the_second_of_two_decisions_is_told_who_was_first(clerk: Client, example: Example) -> None:
    body = {"answer": choices(example.conflict)["500000000.00"], "reason": REASON}
    clerk.post(address(example.conflict), body)
    before = Event.objects.count()
    late = clerk.post(address(example.conflict), {**body, "answer": choices(example.conflict)["800000000.00"]})
    assert late.status_code == 409
    assert "keputusan Anda tidak disimpan" in late.content.decode()
    assert (share(example, PD_B), Event.objects.count()) == (20, before)
    decided = clerk.get(f"/kelola/{GOV}/keputusan/?keadaan=diputuskan").content.decode()
    assert "Satu anggaran dipilih" in decided


def test_an_upload_ends_with_its_account(clerk: Client, example: Example, tmp_path: Path) -> None:
    path = as_json(tmp_path / "baru.json", [v6("01JHKT4BFAVEMPVFWSNK1BQ4A9", PD_A, 9_000_000)])
    stray = tmp_path / "catatan.txt"
    stray.write_text("bukan tabel")
    with path.open("rb") as file, stray.open("rb") as other:
        answer = clerk.post(f"/kelola/{GOV}/unggah/", {"chosen": [file, other]}, follow=True)
    page = answer.content.decode()
    assert "Hasil unggahan" in page
    assert "Seimbang: masuk sama dengan keluar" in page
    assert "1 berkas dilewati." in page
    assert Pull.objects.latest("id").actor_label == "Biro PBJ"


def test_a_broken_file_changes_nothing_and_says_why(clerk: Client, example: Example, tmp_path: Path) -> None:
    whole = as_json(tmp_path / "utuh.json", [v6("01JHKT4BFAVEMPVFWSNK1BQ4A9", PD_A, 9_000_000)] * 3)
    cut = tmp_path / "putus.json"
    cut.write_bytes(whole.read_bytes()[:-200])
    pulls, events = Pull.objects.count(), Event.objects.count()
    with cut.open("rb") as file:
        answer = clerk.post(f"/kelola/{GOV}/unggah/", {"chosen": file})
    assert answer.status_code == 422
    assert "putus.json" in answer.content.decode()
    assert "Tidak ada yang berubah." in answer.content.decode()
    assert "Pilih paling sedikit satu berkas." in clerk.post(f"/kelola/{GOV}/unggah/", {}).content.decode()
    assert (Pull.objects.count(), Event.objects.count()) == (pulls, events)


def proposal(**more: str) -> dict[str, str]:
    day = clock.today() + timedelta(days=10)
    return {
        "key": "target.epurchasing",
        "value": "32,5",
        "valid_from": day.isoformat(),
        "legal_basis": "inpres-2-2022",
        "article": "",
        "reason": "Rapat pimpinan.",
        **more,
    }


def test_a_proposal_needs_the_future_and_a_second_person(example: Example) -> None:
    head = sitting(example.government, Role.KEPALA_BIRO_PBJ)
    here = f"/kelola/{GOV}/parameter/"
    past = head.post(f"{here}usul/", proposal(valid_from="2020-01-01"))
    assert past.status_code == 422
    assert "harus setelah hari ini" in past.content.decode()
    assert 'value="32,5"' in past.content.decode()
    assert head.post(f"{here}usul/", proposal()).status_code == 302
    row = ParameterRow.objects.latest("id")
    assert row.value == "32.5"
    own = head.get(f"{here}{row.pk}/").content.decode()
    assert "Ini usulan Anda." in own
    assert head.post(f"{here}{row.pk}/", {"do": "approve"}).status_code == 403
    leader = sitting(example.government, Role.PIMPINAN)
    assert leader.post(f"{here}{row.pk}/", {"do": "approve"}).status_code == 302
    again = leader.post(f"{here}{row.pk}/", {"do": "reject", "reason": "Berubah pikiran."})
    assert again.status_code == 409
    assert "Usulan ini sudah diputuskan." in again.content.decode()
    row.refresh_from_db()
    assert (row.approved_at is not None, row.rejected_at) == (True, None)


def test_a_proposal_is_rejected_with_a_reason_only(example: Example) -> None:
    leader = sitting(example.government, Role.PIMPINAN)
    here = f"/kelola/{GOV}/parameter/cara-hitung/{example.mode.pk}/"
    assert leader.post(here, {"do": "reject", "reason": ""}).status_code == 422
    assert leader.post(here, {"do": "reject", "reason": "Belum perlu."}).status_code == 302
    example.mode.refresh_from_db()
    assert example.mode.rejected_at is not None


def test_roles_are_given_and_ended(example: Example) -> None:
    admin = sitting(example.government, Role.ADMIN)
    newcomer = person(example.government)
    today = clock.today()
    body = {
        "login": newcomer.email or "",
        "role": "apip",
        "unit": "",
        "valid_from": today.isoformat(),
        "valid_to": (today + timedelta(days=100)).isoformat(),
    }
    here = f"/kelola/{GOV}/peran/"
    assert "tidak ada, atau sudah ditutup" in admin.post(here, {**body, "login": "bukan@contoh.id"}).content.decode()
    too_long = admin.post(here, {**body, "valid_to": (today + timedelta(days=900)).isoformat()})
    assert too_long.status_code == 422
    assert admin.post(here, body).status_code == 302
    twice = admin.post(here, body)
    assert "sudah dipegang pada masa itu" in twice.content.decode()
    given = RoleAssignment.objects.get(user=newcomer)
    assert admin.post(f"{here}{given.pk}/akhiri/", {"on": "2020-01-01"}).status_code == 422
    assert admin.post(f"{here}{given.pk}/akhiri/", {"on": today.isoformat()}).status_code == 302
    given.refresh_from_db()
    assert given.valid_to == today

"""The quarantine desk: one proposes, another confirms; the source's value stays; the next pull knows."""

from pathlib import Path

import pytest

from belanja.foundation.marks import private_hash
from belanja.institutions.models import Government
from belanja.intake import corrected, quarantine, services
from belanja.intake.feeds import BY_NAME, Plan
from belanja.intake.models import CorrectionRow, Pull, QuarantineRow, SourceRow
from belanja.intake.quarantine import Wanted
from belanja.intake.staging import Staging
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.support.people import hired

from .conftest import Shares, Take, of, rupiah
from .files import GOV, PD_A, PD_B, Row, as_json, budget, rup, v5, v6
from .test_moments import Memory

KEYS = ["01K32QD12XPKKTQMJ6E33ADS4" + letter for letter in "ABCDEFGHJKMNPQRSTVWXYZ"]
WHY = "sesuai surat pesanan"
Desk = tuple[Government, Actor, Actor]


def bad(key: str, total: object, **more: object) -> Row:
    return {**v6(key, PD_A, 1, **more), "total_harga": total}


@pytest.fixture
def desk(tmp_path: Path, take: Take) -> Desk:
    take(
        as_json(tmp_path / "b.json", [budget(PD_A, 1000), budget(PD_B, 500)]),
        as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 90), bad(KEYS[1], "dua puluh"), bad(KEYS[2], -30)]),
    )
    government = Government.objects.get(code=GOV)
    return government, hired(government, Role.BIRO_PBJ), hired(government, Role.BIRO_PBJ)


def row(text: str) -> QuarantineRow:
    return QuarantineRow.objects.filter(state="open", payload__kd_paket=text).latest("id")


def test_a_corrected_row_counts_when_a_second_person_has_confirmed(desk: Desk, shares: Shares) -> None:
    government, clerk, colleague = desk
    assert quarantine.quarantined(government_id=government.pk, year=2025).rows == 2
    wrong = row(KEYS[1])
    wish = services.propose_correction(
        government=government, action="correct", rows={wrong.pk: {"total_harga": "20"}}, reason=WHY, actor=clerk
    )
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(90)
    with pytest.raises(RuleBroken) as refusal:
        services.approve_correction(correction_id=wish.pk, actor=clerk)
    assert refusal.value.code == "four_eyes"
    services.approve_correction(correction_id=wish.pk, actor=colleague)
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(110)
    wrong.refresh_from_db()
    part = CorrectionRow.objects.get()
    assert (wrong.state, wrong.payload["total_harga"]) == ("corrected", "dua puluh")
    assert (part.former, part.cells, part.amount) == ({"total_harga": "dua puluh"}, {"total_harga": "20"}, rupiah(20))
    pull = Pull.objects.get(feed="v6_orders")
    assert {state: told.rows for state, told in quarantine.corrected_later(pull).items()} == {"corrected": 1, "open": 1}
    notes = quarantine.data_notes(government=government, year=2025)
    assert [(note["source"], note["new"]) for note in notes["corrected"]] == [("dua puluh", "20")]


def test_the_next_pull_with_the_same_row_is_corrected_by_itself(
    desk: Desk, tmp_path: Path, take: Take, shares: Shares
) -> None:
    government, clerk, colleague = desk
    wish = services.propose_correction(
        government=government, action="correct", rows={row(KEYS[1]).pk: {"total_harga": "20"}}, reason=WHY, actor=clerk
    )
    services.approve_correction(correction_id=wish.pk, actor=colleague)
    wish = services.propose_correction(
        government=government, action="reject", rows={row(KEYS[2]).pk: {}}, reason=WHY, actor=clerk
    )
    services.approve_correction(correction_id=wish.pk, actor=colleague)
    again = [v6(KEYS[0], PD_A, 90), bad(KEYS[1], "dua puluh"), bad(KEYS[2], -30), v6(KEYS[3], PD_A, 5)]
    (pull,) = take(as_json(tmp_path / "o2.json", again)).pulls
    assert (pull.rows_unchanged, pull.rows_loaded, pull.rows_quarantined) == (2, 1, 1)
    assert [note["code"] for note in pull.notes] == ["corrected"]
    assert pull.quarantine.get().state == "rejected"
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(115)
    services.withdraw_run(run=pull.run, reason=WHY, actor=CONSOLE)
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(110)
    mended = [v6(KEYS[0], PD_A, 90), v6(KEYS[1], PD_A, 25)]
    take(as_json(tmp_path / "o3.json", mended))
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(115)


def test_a_doubtful_row_is_accepted_as_it_is(desk: Desk, shares: Shares) -> None:
    government, clerk, colleague = desk
    with pytest.raises(RuleBroken) as refusal:
        services.propose_correction(
            government=government, action="accept", rows={row(KEYS[1]).pk: {}}, reason=WHY, actor=clerk
        )
    assert refusal.value.code == "still_unfit"
    wish = services.propose_correction(
        government=government, action="accept", rows={row(KEYS[2]).pk: {}}, reason=WHY, actor=clerk
    )
    services.approve_correction(correction_id=wish.pk, actor=colleague)
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(60)


def test_the_late_one_is_told(desk: Desk, tmp_path: Path, take: Take) -> None:
    government, clerk, colleague = desk
    wrong = row(KEYS[1]).pk
    wish = services.propose_correction(
        government=government, action="correct", rows={wrong: {"total_harga": "20"}}, reason=WHY, actor=clerk
    )
    with pytest.raises(RuleBroken) as refusal:
        services.propose_correction(
            government=government, action="reject", rows={wrong: {}}, reason=WHY, actor=colleague
        )
    assert refusal.value.status == 409
    take(as_json(tmp_path / "o2.json", [v6(KEYS[0], PD_A, 90)]))
    with pytest.raises(RuleBroken) as refusal:
        services.approve_correction(correction_id=wish.pk, actor=colleague)
    assert refusal.value.code == "pull_overtaken"
    services.decline_correction(correction_id=wish.pk, reason="sudah ada tarikan baru", actor=colleague)
    assert not CorrectionRow.objects.filter(source_row_id__isnull=False).exists()


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"total_harga": "bukan angka"}, "still_unfit"),
        ({"warna": "biru"}, "column_unknown"),
        ({}, "nothing_changed"),
    ],
)
def test_what_would_still_not_fit_is_refused_in_words(desk: Desk, cells: dict[str, str], code: str) -> None:
    government, clerk, _colleague = desk
    with pytest.raises(RuleBroken) as refusal:
        services.propose_correction(
            government=government, action="correct", rows={row(KEYS[1]).pk: cells}, reason=WHY, actor=clerk
        )
    assert refusal.value.code == code
    assert QuarantineRow.objects.filter(state="open").count() == 2


def test_a_key_that_is_taken_is_refused(desk: Desk) -> None:
    government, clerk, colleague = desk
    cells = {"total_harga": "20", "kd_paket": KEYS[0]}
    wish = services.propose_correction(
        government=government, action="correct", rows={row(KEYS[1]).pk: cells}, reason=WHY, actor=clerk
    )
    with pytest.raises(RuleBroken) as refusal:
        services.approve_correction(correction_id=wish.pk, actor=colleague)
    assert refusal.value.code == "key_taken"
    assert SourceRow.objects.filter(feed="v6_orders").count() == 1


def test_strangers_change_nothing(desk: Desk) -> None:
    government, clerk, _colleague = desk
    wish = services.propose_correction(
        government=government, action="correct", rows={row(KEYS[1]).pk: {"total_harga": "20"}}, reason=WHY, actor=clerk
    )
    for role in (Role.APIP, Role.PIMPINAN, Role.PA):
        stranger = hired(government, role)
        with pytest.raises(RuleBroken):
            services.approve_correction(correction_id=wish.pk, actor=stranger)
        with pytest.raises(RuleBroken):
            services.propose_correction(
                government=government, action="reject", rows={row(KEYS[2]).pk: {}}, reason=WHY, actor=stranger
            )
    assert not SourceRow.objects.filter(key=KEYS[1]).exists()


def test_figures_before_a_correction_come_out_again(desk: Desk) -> None:
    government, clerk, colleague = desk
    memory = Memory()
    memory.keep()
    wish = services.propose_correction(
        government=government, action="correct", rows={row(KEYS[1]).pk: {"total_harga": "20"}}, reason=WHY, actor=clerk
    )
    memory.keep()
    services.approve_correction(correction_id=wish.pk, actor=colleague)
    memory.keep()
    memory.check()


def test_the_desk_filters_and_sums(desk: Desk) -> None:
    government, _clerk, _colleague = desk
    found = quarantine.rows(government_id=government.pk, wanted=Wanted(reason="negative"))
    assert quarantine.total(found) == quarantine.Quarantined(1, rupiah(-30))
    assert quarantine.rows(government_id=government.pk, wanted=Wanted(unit="1.01")).count() == 2
    assert quarantine.rows(government_id=government.pk, wanted=Wanted(older_than_days=3)).count() == 0
    assert dict(quarantine.choices(government_id=government.pk)["feed"]) == {"v6_orders": 2}


@pytest.mark.parametrize(
    ("feed", "raw"),
    [
        ("v6_orders", v6(KEYS[0], PD_A, 90)),
        ("v5_orders", v5(9, PD_A, 1, 40, 100)),
        ("budget", budget(PD_A, 10)),
        ("rup_penyedia", rup("5", PD_A, 10)),
    ],
)
def test_what_was_kept_reads_as_the_same_again(db: None, feed: str, raw: Row) -> None:
    kept = Plan(BY_NAME[feed], list(raw), private_hash).salvage(raw)
    line = corrected.line(Staging(BY_NAME[feed], GOV), kept, {}, accept=False)
    straight = Staging(BY_NAME[feed], GOV).line(Plan(BY_NAME[feed], list(raw), private_hash), raw, 0)
    assert line == straight

"""The traps of SPSE's feeds: numbers that are no codes, lists, empty contracts, slipped points, persons, receipts."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from belanja.facts import selectors as facts
from belanja.facts.models import PackageReceipt, PurchaseDocument, SpendDelta
from belanja.institutions.models import Unit, UnitCode
from belanja.intake.models import HeldItem, QuarantineRow, SourceRow
from belanja.intake.services import confirm_amount, decide_status
from belanja.journal.services import CONSOLE
from belanja.rules.channels import Channel, Stage

from ..affirmation.worlds import PD_A, PD_B, World, nontender, penyedia, recorded, tender, v6


@pytest.fixture
def world(tmp_path: Path, db: None) -> World:
    return World(tmp_path)


def document(key: object) -> PurchaseDocument:
    return PurchaseDocument.objects.get(key=str(key))


def contracted(channel: Channel, stage: Stage = Stage.CONTRACTED) -> Decimal:
    rows = SpendDelta.objects.filter(channel=channel, stage=stage)
    return sum((row.amount for row in rows), Decimal(0))


def receipt(package: int, amount: int, *, code: str = "1", number: str = "K-1", **more: Any) -> dict[str, Any]:
    return {
        "tahun_anggaran": 2025,
        "kd_klpd": "D901",
        "nama_klpd": "Kabupaten Contoh",
        "kd_satker": "12335093",
        "kd_satker_str": PD_A,
        "kd_nontender_pct": package,
        "kd_rup_paket": code,
        "jenis_realisasi": "Kwitansi",
        "no_realisasi": number,
        "tgl_realisasi": "2025-08-19T00:00:00.000000Z",
        "nilai_realisasi": amount,
        "nama_penyedia": "Siti Aminah",
        "npwp_penyedia": "01.234.567.8-901.000",
        "nip_ppk": "198001012005011001",
        **more,
    }


def test_spses_own_number_is_no_number_of_the_plan(world: World) -> None:
    world.load({"non": [nontender(PD_A, 1, 100)], "tender": [tender(PD_B, 2, 200)]})
    assert (document(1).unit.code, document(2).unit.code) == (PD_A, PD_B)
    assert not UnitCode.objects.filter(value__endswith="335093").exists()
    assert Unit.objects.filter(code__startswith="#").count() == 0


def test_a_package_that_names_its_unit_by_spses_number_alone_waits_in_quarantine(world: World) -> None:
    row = nontender(PD_A, 1, 100)
    del row["kd_satker_str"]
    world.load({"non": [row, *(nontender(PD_A, key, 1) for key in (2, 3))]})
    assert list(QuarantineRow.objects.values_list("reason", flat=True)) == ["unit_missing"]
    assert PurchaseDocument.objects.count() == 2


def test_lists_of_codes_stay_lists(world: World) -> None:
    world.load({"tender": [tender(PD_A, 1, 5, codes="56168859;56168861; 56168859")], "p": [recorded(PD_A, 2, 5)]})
    assert document(1).plan_codes == ["56168859", "56168861"]
    assert document(2).plan_codes == ["4001", "4002"]


def test_a_package_without_a_contract_is_ordered_and_worth_nothing(world: World) -> None:
    world.load({"non": [nontender(PD_A, 1, None), nontender(PD_A, 2, "97846500.55", pdn="0")]})
    waiting = document(1)
    assert (waiting.amount, waiting.stages, waiting.pdn_amount) == (0, Stage.ORDERED, None)
    assert waiting.pagu == 10**12
    assert contracted(Channel.NON_TENDER) == Decimal("97846500.55")
    assert document(2).pdn_amount == 0


def test_cancelled_packages_never_count_and_unknown_states_wait(world: World) -> None:
    states = ["Paket Selesai", "Paket Sedang Berjalan", "Paket Dibatalkan", "Paket Diulang"]
    world.load({"p": [recorded(PD_A, key, 10**key, state=state) for key, state in enumerate(states)]})
    assert contracted(Channel.PENCATATAN) == 11
    assert contracted(Channel.PENCATATAN, Stage.COMPLETED) == 1
    assert contracted(Channel.PENCATATAN, Stage.CANCELLED) == 100
    item = HeldItem.objects.get(kind=HeldItem.Kind.STATUS_UNKNOWN)
    assert (item.feed, item.key) == ("spse_pencatatan", "Paket Diulang")
    decide_status(item_id=item.pk, meaning="selesai", reason="dipastikan ke LPSE", actor=CONSOLE)
    assert contracted(Channel.PENCATATAN, Stage.COMPLETED) == 1001
    assert document(3).facts.get(known_to=None, stage=Stage.COMPLETED).day == date(2025, 6, 2)
    assert facts.marked_differences(government_id=world.government.pk, year=2025) == []


def test_a_contract_of_a_thousandfold_of_its_ceiling_waits(world: World) -> None:
    slipped = nontender(PD_A, 1, 179_600_000_000, pagu=180_000_000)
    world.load({"non": [slipped, nontender(PD_A, 2, 170_000_000, pagu=180_000_000)]})
    assert contracted(Channel.NON_TENDER) == 170_000_000
    item = HeldItem.objects.get(kind=HeldItem.Kind.AMOUNT_IMPLAUSIBLE)
    assert (item.key, item.detail["compared_with"]) == ("1", "180000000.00")
    confirm_amount(item_id=item.pk, reason="kontrak tahun jamak", actor=CONSOLE)
    assert contracted(Channel.NON_TENDER) == 179_770_000_000
    assert facts.marked_differences(government_id=world.government.pk, year=2025) == []


def test_persons_are_not_named(world: World) -> None:
    world.load(
        {
            "non": [nontender(PD_A, 1, 5, npwp_penyedia="01.234.567.8-901.000", npwp16_penyedia="0012345678901000")],
            "tender": [tender(PD_A, 2, 5)],
            "receipts": [receipt(3, 10)],
        }
    )
    assert (document(1).vendor_name, document(2).vendor_name) == ("", "CV Contoh")
    # The number of 15 digits and that of 16 are one.
    assert len([ref for ref in document(1).vendor_refs if ref.startswith("npwp:")]) == 1
    kept = json.dumps(list(SourceRow.objects.values_list("payload", flat=True)))
    for personal in ("Budi", "Siti", "Aminah", "01234567", "198001012005011001"):
        assert personal not in kept
    assert "orang:" in kept


def test_receipts_repeated_for_each_code_of_their_package_are_one(world: World) -> None:
    twice = [receipt(1, amount, code=code, number=number) for code in ("4001", "4002") for number, amount in NUMBERED]
    world.load({"p": [recorded(PD_A, 1, 700), recorded(PD_A, 2, 60)], "r": [*twice, receipt(2, 30), receipt(2, 30)]})
    assert contracted(Channel.PENCATATAN) == 760
    assert PackageReceipt.objects.filter(package_key="1").count() == 2
    assert PackageReceipt.objects.get(package_key="2").copies == 2
    assert facts.receipt_differences(government_id=world.government.pk, year=2025) == []


NUMBERED = (("K-1", 300), ("K-2", 400))


def test_receipts_that_tell_another_sum_are_named_and_the_package_stands(world: World) -> None:
    world.load({"p": [recorded(PD_A, 1, 700)], "r": [receipt(1, 650), receipt(9, 5)]})
    assert contracted(Channel.PENCATATAN) == 700
    told = facts.receipt_differences(government_id=world.government.pk, year=2025)
    assert [(one.key, one.realised, one.receipts) for one in told] == [("1", 700, 650), ("9", None, 5)]


def test_a_tender_takes_its_name_from_its_list_or_from_the_plan(world: World) -> None:
    world.load({"tender": [tender(PD_A, 1, 5), tender(PD_A, 2, 5, codes="8")], "rup": [penyedia(PD_A, 4001, 9)]})
    assert (document(1).title, document(2).title) == ("Paket 4001", "")
    listed = {
        "tahun_anggaran": 2025,
        "kd_klpd": "D901",
        "kd_tender": 2,
        "nama_paket": "Peningkatan Jalan",
        "mtd_pemilihan": "Tender",
        "mtd_evaluasi": "Harga Terendah",
        "status_tender": "Selesai",
        "tgl_pengumuman_tender": "2025-03-01",
        "versi_tender": 1,
    }
    world.load({"list": [listed]})
    assert (document(2).title, document(2).method, document(2).amount) == ("Peningkatan Jalan", "Tender", 5)
    world.load({"tender": [tender(PD_A, 1, 5), tender(PD_A, 2, 6, codes="8")]})
    assert (document(2).title, document(2).amount) == ("Peningkatan Jalan", 6)


def test_the_same_pull_twice_changes_nothing_and_a_later_one_updates(world: World) -> None:
    first = [nontender(PD_A, key, 100) for key in (1, 2)]
    world.load({"non": first})
    again = world.load({"non": first}).pulls[0]
    assert (again.added, again.changed, again.vanished, again.rows_unchanged) == (0, 0, 0, 2)
    later = world.load({"non": [nontender(PD_A, 1, 150), nontender(PD_A, 3, 7)]}).pulls[0]
    assert (later.added, later.changed, later.vanished) == (1, 1, 1)
    assert contracted(Channel.NON_TENDER) == 157


def test_packages_outside_the_catalogue_never_enter_the_e_purchasing_share(world: World) -> None:
    world.load({"v6": [v6(PD_A, "O", 300)], "tender": [tender(PD_B, 1, 5000)], "p": [recorded(PD_A, 2, 60)]})
    table = world.table()
    assert table.total.numerator_all == 300

"""Feeds that prove: packages of data.inaproc.id, products of the catalogue, account lines of plans."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from belanja.affirmation.recount.channels import channel_differences
from belanja.facts import selectors as facts
from belanja.facts.models import MarkedSpend, PackageEvidence, ProductEvidence, PurchaseDocument
from belanja.facts.services.mark import MARKINGS
from belanja.intake.models import QuarantineRow
from belanja.intake.services import import_paths, withdraw_run
from belanja.journal.services import CONSOLE
from belanja.plans.models import RupFundingLine
from belanja.rules.channels import Channel, Stage

from ..affirmation.worlds import PD_A, World, budget, firm, penyedia, product, recorded, swakelola, tender, told, v5, v6


@pytest.fixture
def world(tmp_path: Path, db: None) -> World:
    return World(tmp_path)


def proved(channel: str) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """PDN yes and no, UMKK yes and no of what is contracted."""
    rows = MarkedSpend.objects.filter(channel=channel, stage=Stage.CONTRACTED)
    names = ("pdn_bukti_yes", "pdn_bukti_no", "umkk_bukti_yes", "umkk_bukti_no")
    pdn, not_pdn, small, large = (sum((getattr(row, name) for row in rows), Decimal(0)) for name in names)
    return pdn, not_pdn, small, large


def test_packages_of_the_export_prove_and_are_never_packages(world: World) -> None:
    world.load(
        {
            "v6": [v6(PD_A, "A", 1000), v6(PD_A, "B", 500)],
            "told": [
                told("E-Katalog 6.0", "A", 1000, 400),
                told("E-Katalog 6.0", "B", 0, 0),
                told("Tender", 77, 9000, 9000),
                told("Swakelola", 5, 1, 0),
                told("Bursa Bulan", 6, 1, 1),
            ],
        }
    )
    assert PurchaseDocument.objects.count() == 2
    assert proved("v6")[:2] == (400, 600)
    assert QuarantineRow.objects.get().reason == "source_unknown"
    alone = facts.evidence_without_document(government_id=world.government.pk, year=2025)
    assert [(one.channel, one.key) for one in alone] == [("tender", "77")]
    row = next(r for r in facts.channel_table(government_id=world.government.pk, year=2025) if r.channel == "tender")
    assert (row.packages, row.evidence_only, row.evidence_only_amount) == (0, 1, 9000)


def test_the_export_without_a_code_is_imported_with_it(world: World) -> None:
    world.load({"v6": [v6(PD_A, "A", 1000)]})
    row = told("E-Katalog 6.0", "A", 1000, 0)
    del row["Kode KLPD"]
    assert "Kode KLPD" not in row
    path = world.folder / "export.json"
    path.write_text(json.dumps([row]))
    assert import_paths(paths=[path], actor=CONSOLE).pulls[0].rows_quarantined == 1
    assert import_paths(paths=[path], actor=CONSOLE, government=world.code).pulls[0].added == 1
    assert proved("v6")[:2] == (0, 1000)
    assert PackageEvidence.objects.get().vendor_name == "CV Contoh"
    unheard = import_paths(paths=[path], actor=CONSOLE, government="L34").pulls[0]
    assert unheard.government is not None
    assert (unheard.added, unheard.government.name) == (1, "Kabupaten Contoh")


def test_products_and_firms_that_come_later_mark_what_was_bought_before(world: World) -> None:
    world.load({"v5": [v5(PD_A, 1, 7, 600, 1000), v5(PD_A, 1, 8, 400, 1000)]})
    assert proved("v5") == (0, 0, 0, 0)
    world.load({"products": [product(7, tkdn="43.10"), product(8)], "firms": [firm("mikro", kd_penyedia=900)]})
    assert proved("v5") == (600, 0, 1000, 0)
    world.load({"products": [product(8, origin="import")]})
    assert proved("v5") == (600, 400, 1000, 0)
    assert ProductEvidence.objects.count() == 2


def test_a_certificate_above_hundred_percent_waits_in_quarantine(world: World) -> None:
    world.load({"products": [product(7, tkdn="431.0"), product(8, tkdn="100")]})
    assert QuarantineRow.objects.get().column == "tkdn_produk"
    assert ProductEvidence.objects.get().tkdn == 100


def test_account_lines_alike_in_everything_are_rightful(world: World) -> None:
    line = {
        "tahun_anggaran_dana": 2025,
        "kd_klpd": "D901",
        "koderup": 1,
        "kodekegiatan": 2,
        "kodekomponen": None,
        "kodeobjekakun": 3,
        "sumberdana": "APBD",
        "mak": "5.1",
        "pagu": 50,
    }
    feeds = {
        "rup": [penyedia(PD_A, 1, 100)],
        "sw": [swakelola(PD_A, 2, 50)],
        "line": [line, line, {**line, "koderup": 2}, {**line, "koderup": 2, "kodeobjekakun": 4, "pagu": -7}],
    }
    world.load(feeds)
    again = world.load(feeds).pulls
    assert sum(pull.added + pull.changed + pull.vanished for pull in again) == 0
    lines = RupFundingLine.objects.order_by("code", "-pagu")
    assert [(one.code, one.kind, one.pagu) for one in lines] == [
        ("1", "penyedia", 50),
        ("1", "penyedia", 50),
        ("2", "swakelola", 50),
        ("2", "swakelola", -7),
    ]


def test_a_partial_value_of_another_state_of_the_package_proves_nothing(world: World) -> None:
    world.load({"t": [tender(PD_A, 1, 1000)], "told": [told("Tender", 1, 900, 450)]})
    assert proved(Channel.TENDER)[:2] == (0, 0)


def test_evidence_withdrawn_proves_nothing_any_more(world: World) -> None:
    """Every kind of evidence and every channel can be taken back whole, and both computations follow."""
    base = {
        "v5": [v5(PD_A, 1, 7, 600, 1000), v5(PD_A, 1, 8, 400, 1000)],
        "v6": [v6(PD_A, "A", 500)],
        "tender": [tender(PD_A, 1, 1000, pdn=300)],
    }
    world.load(base)
    government = world.government.pk
    assert channel_differences(government, 2025) == []
    before = list(
        MarkedSpend.objects.order_by("channel", "stage", "day").values_list("channel", "stage", "amount", *SUMS)
    )
    for later in (
        {"products": [product(7, tkdn="43.10")]},
        {"firms": [firm("mikro", kd_penyedia=900, kd_penyedia_v6="900")]},
        {"told": [told("E-Katalog 6.0", "A", 500, 500)]},
        {"tender": [tender(PD_A, 1, 1000, pdn=900), tender(PD_A, 2, 70)], "p": [recorded(PD_A, 3, 40)]},
        {"rup": [penyedia(PD_A, 4001, 9000)]},
    ):
        # A list of the whole country belongs to nobody; it is withdrawn with the import that brought it.
        run = world.load({**later, "budget": [budget(PD_A, 10)]}).run
        assert channel_differences(government, 2025) == []
        withdraw_run(run=run, reason="berkas yang salah", actor=CONSOLE)
        assert channel_differences(government, 2025) == [], later.keys()
        after = MarkedSpend.objects.order_by("channel", "stage", "day").values_list("channel", "stage", "amount", *SUMS)
        assert list(after) == before, later.keys()


SUMS = [f"{marking}_{way}" for marking in MARKINGS for way in ("yes", "no")]

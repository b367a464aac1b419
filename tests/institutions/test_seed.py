"""What a new installation knows from the start."""

import json
from datetime import date
from decimal import Decimal

import pytest

from belanja.institutions import selectors, services
from belanja.institutions.models import Government, LegalBasis, ParameterRow, Unit
from belanja.institutions.services import master_data
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE
from belanja.rules import legal_bases, parameters
from belanja.rules.decisions import RuleBroken
from belanja.rules.unit_codes import is_sub_unit

pytestmark = pytest.mark.django_db


def test_migrating_loads_banten_the_legal_bases_and_the_parameters() -> None:
    banten = selectors.government("d43")
    assert banten.name == "Provinsi Banten"
    assert Government.objects.exclude(pk=banten.pk).filter(region_code__startswith="36.").count() == 8
    assert selectors.units(banten.pk).count() == 41
    assert LegalBasis.objects.count() == len(legal_bases.SEEDS)
    assert ParameterRow.objects.count() == len(parameters.SEEDS)


def test_seeding_again_changes_nothing() -> None:
    before = (Event.objects.count(), Unit.objects.count(), ParameterRow.objects.count())
    assert services.seed() == 0
    assert before == (Event.objects.count(), Unit.objects.count(), ParameterRow.objects.count())


def test_seeding_completes_what_is_missing_and_keeps_what_is_there() -> None:
    ParameterRow.objects.filter(key="switch.toko_daring").delete()
    Government.objects.filter(code="D50").update(name="Nama daerah sendiri", region_code="")
    assert services.seed() == 1
    assert selectors.switch("switch.toko_daring", government_id=None, on=date(2025, 1, 1)) is False
    tangerang = selectors.government("D50")
    assert (tangerang.name, tangerang.region_code) == ("Nama daerah sendiri", "36.03")


def test_every_seeded_parameter_has_a_legal_basis_and_a_lawful_value() -> None:
    for seed in parameters.SEEDS:
        row = selectors.parameter_row(seed.key, government_id=None, on=max(seed.valid_from, date(2023, 4, 1)))
        assert row.legal_basis.slug == seed.legal_basis
        assert row.value == parameters.checked_value(seed.key, seed.value)
    assert selectors.parameter("target.epurchasing", government_id=None, on=date(2023, 4, 1)) == Decimal(30)
    assert set(selectors.parameters(government_id=None, on=date(2023, 4, 1))) == set(parameters.BY_KEY)


def test_the_shipped_units_are_well_formed_and_say_that_their_codes_are_not_the_true_ones() -> None:
    codes = list(Unit.objects.filter(government__code="D43").values_list("code", flat=True))
    assert len(set(codes)) == 41
    assert not any(is_sub_unit(code) for code in codes)
    assert not any(Unit.objects.filter(government__code="D43", provisional=False))


def test_the_shipped_list_names_institutions_only() -> None:
    data = json.loads(master_data._FILE.read_text(encoding="utf-8"))
    assert set(data) == {"note", "governments", "units"}
    for unit in data["units"]["D43"]:
        assert set(unit) == {"code", "name"}
        assert unit["name"].split()[0] in {
            "Biro",
            "Sekretariat",
            "Inspektorat",
            "Satuan",
            "Badan",
            "Dinas",
            "Rumah",
        }
    assert services.load_master_data(actor=CONSOLE) == 0


def test_an_unknown_government_or_parameter_is_not_found() -> None:
    for ask in (
        lambda: selectors.government("D999"),
        lambda: selectors.parameter("target.nothing", government_id=None, on=date(2025, 1, 1)),
    ):
        with pytest.raises(RuleBroken) as refusal:
            ask()
        assert refusal.value.status == 404

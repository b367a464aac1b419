"""What would mend the figures: what is listed, what doing it would change, and that it is gone once it is done."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belanja.affirmation.selectors import share_table
from belanja.affirmation.selectors.worklists import Worklist, government_work, unit_work
from belanja.intake.services import import_paths
from belanja.journal.services import CONSOLE
from belanja.rules.worklists import Work

from .worlds import PD_A, PD_A_SUB, PD_B, World, budget, penyedia, v6

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 2, 1)


@pytest.fixture(autouse=True)
def _today(freeze: Callable[[date | datetime], datetime]) -> None:
    freeze(TODAY)


def work(world: World, code: str = PD_A) -> dict[Work, Worklist]:
    """The lists of a unit; its page says the same in numbers."""
    told = unit_work(government=world.government, year=world.year, code=code)
    whole = government_work(government=world.government, year=world.year)
    found = {one.rule.work: whole.worklist(one.rule.work, told.unit.id) for one in told.lists}
    for one in told.lists:
        full = found[one.rule.work]
        assert (one.count, one.amount) == (len(full.items), sum((item.amount for item in full.items), Decimal(0)))
        assert (one.effect, one.cleared) == (full.effect, full.cleared)
    return found


def codes(one: Worklist) -> list[str]:
    return [item.code for item in one.items]


def feeds(**more: object) -> dict[str, list[dict[str, object]]]:
    return {
        "budget": [budget(PD_A, 1000), budget(PD_B, None)],
        "penyedia": [
            penyedia(PD_A, 4001, 300),
            penyedia(PD_A_SUB, 4002, 200),
            penyedia(PD_A, 4003, 100, method="Tender"),
            {**penyedia(PD_A, 4004, 50), "status_pdn": None},
        ],
        "v6": [
            {**v6(PD_A, "BUKA", 90, shipment="COMPLETED"), "kd_rup": "4001"},
            {**v6(PD_A, "TUTUP", 10, status="COMPLETED"), "kd_rup": "4001"},
            {**v6(PD_A, "LAIN", 30), "kd_rup": "4003"},
            {**v6(PD_A, "TANPA", 40), "kd_rup": "9999"},
            {**v6(PD_A_SUB, "BATAL", 7, status="CANCELLED", shipment="COMPLETED"), "kd_rup": "4002"},
            {**v6(PD_B, "B1", 500), "kd_rup": "4004"},
        ],
        **more,
    }  # type: ignore[dict-item]


def test_what_would_mend_a_unit_and_what_that_changes(world: World) -> None:
    world.load(feeds())
    found = work(world)
    assert codes(found[Work.TUTUP]) == ["BUKA"]
    effect = found[Work.TUTUP].effect
    assert effect is not None
    assert (effect.before, effect.after) == (Decimal("1.00"), Decimal("10.00"))
    assert codes(found[Work.TANPA_PESANAN]) == ["4002"], "a cancelled order buys nothing"
    assert codes(found[Work.TANPA_RENCANA]) == ["TANPA"]
    assert codes(found[Work.BEDA_METODE]) == ["4003"]
    assert found[Work.BEDA_METODE].items[0].why == "direncanakan Tender, dibeli lewat Katalog Elektronik v6"
    assert [(item.code, item.why) for item in found[Work.TANPA_TANDA].items] == [("4004", "tanpa tanda PDN")]
    assert Work.ANGGARAN not in found
    other = work(world, PD_B)
    assert [item.amount for item in other[Work.ANGGARAN].items] == [Decimal("500.00")]


def test_it_is_gone_when_the_next_import_shows_it_done(
    world: World, freeze: Callable[[date | datetime], datetime]
) -> None:
    world.load(feeds())
    assert work(world)[Work.TUTUP].cleared is None, "one pull shows no change"
    freeze(TODAY + timedelta(days=7))
    later = feeds()
    later["v6"][0]["status_pkt"] = "COMPLETED"
    later["v6"].append({**v6(PD_A_SUB, "BARU", 150), "kd_rup": "4002"})
    later["v6"].append({**v6(PD_A, "BARU2", 5, status="COMPLETED"), "kd_rup": "4001"})
    later["penyedia"][2]["metode_pengadaan"] = "e-Purchasing"
    later["penyedia"][3]["status_pdn"] = "NonPDN"
    later["penyedia"].append(penyedia(PD_A, 9999, 40))
    world.load(later)
    found = work(world)
    assert all(not found[kind].items for kind in (Work.TUTUP, Work.TANPA_PESANAN, Work.BEDA_METODE, Work.TANPA_TANDA))
    done = {kind: (one.cleared.count, one.cleared.amount) for kind, one in found.items() if one.cleared}
    assert done == {
        Work.TUTUP: (1, Decimal("90.00")),
        Work.TANPA_PESANAN: (1, Decimal("200.00")),
        Work.TANPA_RENCANA: (1, Decimal("40.00")),
        Work.BEDA_METODE: (1, Decimal("100.00")),
        Work.TANPA_TANDA: (1, Decimal("50.00")),
    }
    whole = government_work(government=world.government, year=world.year)
    assert whole.totals[Work.TUTUP].cleared == found[Work.TUTUP].cleared


def test_the_queries_do_not_grow_with_the_rows(world: World) -> None:
    world.load(feeds())

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            government_work(government=world.government, year=world.year)
        return len(queries)

    before = asked()
    more = feeds()
    more["v6"] += [v6(PD_A, f"O{number}", 10, shipment="COMPLETED") for number in range(50)]
    world.load(more)
    assert asked() <= before + 7, "a second pull is compared with the first, by seven queries in all"


REAL = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.mark.real_data
@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real feeds at {REAL}")
def test_kabupaten_bandung_has_281_orders_to_close(tmp_path: Path) -> None:
    """281 of 606 orders are delivered and open; closing them lifts *selesai* from 1.62 % to 4.07 %."""
    world = World(tmp_path, year=2025, code="D107")
    import_paths(paths=[REAL / "kabbandung-2025"], actor=CONSOLE)
    found = government_work(government=world.government, year=2025)
    one = found.worklist(Work.TUTUP)
    assert one.effect is not None
    assert len(one.items) == 281
    assert (one.effect.before, one.effect.after) == (Decimal("1.62"), Decimal("4.07"))
    assert (one.amount, found.worklist(Work.KONFIRMASI).amount) == (Decimal("60494134726.00"), Decimal("4102128787.00"))
    finished = share_table(government=world.government, year=2025, numerator="selesai").total
    received = share_table(government=world.government, year=2025, numerator="terima").total
    assert finished.numerator + one.amount + found.worklist(Work.KONFIRMASI).amount == received.numerator

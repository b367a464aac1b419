"""Evidence counts what stands on record, as the way to 30 percent does; the end of a shelf reaches those concerned."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from belanja.affirmation.selectors import path_of
from belanja.catalogue.models import Seller
from belanja.catalogue.search.index import reindex
from belanja.etalase import services as shelves
from belanja.foundation import clock
from belanja.needs.models import Need
from belanja.notices.models import Notice
from belanja.proposals.evidence import evidence_for, plan_lines
from belanja.rules.proposals.dossier import Dossier
from belanja.rules.proposals.evidence import Evidence
from belanja.rules.registration import FirmState
from belanja.rules.shelves import Step as ShelfStep
from belanja.vendors.models import Profile
from tests.affirmation.worlds import PD_A, PD_A_SUB, YEAR, World, budget, penyedia
from tests.catalogue.worlds import offer, product, seller, shelf
from tests.proposals.world import WHOLE, office, planned
from tests.support.firms import registered

pytestmark = pytest.mark.django_db


def test_the_lines_of_a_dossier_are_those_of_the_way_to_30_percent(tmp_path: Path) -> None:
    world = World(tmp_path)
    lines = [
        penyedia(PD_A, 1, 100, method="Pengadaan Langsung") | {"nama_paket": "Belanja Mebel"},
        penyedia(PD_A_SUB, 2, 300, method="Pengadaan Langsung") | {"nama_paket": "Belanja Kursi Kerja"},
        penyedia(PD_A, 3, 70) | {"nama_paket": "Pengadaan Meja Rapat"},
        penyedia(PD_A, 4, 50, method="Pengadaan Langsung") | {"nama_paket": "Belanja Alat Tulis Kantor"},
    ]
    world.load({"budget": [budget(PD_A, 1_000)], "penyedia": lines})
    found = plan_lines(government=world.government, dossier=Dossier("Mebel", classes=("mebel",)), years=[YEAR])
    path = path_of(government=world.government, year=YEAR, code=PD_A)
    mine = {one.code: one.pagu for one in found if not one.epurchasing}
    assert mine == {one.code: one.amount for one in path.lines if one.class_code == "mebel"}
    assert (sum(mine.values()), {one.code for one in found}) == (Decimal(400), {"1", "2", "3"})


def test_goods_on_other_shelves_and_firms_of_the_region_are_counted_once() -> None:
    of = office()
    things = shelf("kerajinan", "Kerajinan")
    for name in ("Tas koja Baduy kecil", "Tas punggung"):
        offer(product(things, name), seller("Toko Contoh"), 85_000)
    reindex()
    maker = registered(of.government, region_code="36.02")
    Profile.objects.filter(firm=maker).update(kbli=["16292", "13921"], scale="mikro")
    trader = registered(of.government)
    outside = registered(of.government, region_code="32.01")
    Profile.objects.filter(firm=outside).update(kbli=["16292"])
    refused = registered(of.government, state=FirmState.REFUSED)
    Profile.objects.filter(firm=refused).update(kbli=["16292"])
    planned(of.unit, "61000001", "Belanja lain", 1, year=clock.today().year - 1)
    told = evidence_for(government=of.government, dossier=WHOLE)
    assert [one.known for one in told.years] == [False, True, False], "of a year without plans nothing is known"
    assert (told.goods_count, [one.name for one in told.goods]) == (1, ["Tas koja Baduy kecil"])
    assert (told.goods[0].shelf, told.goods[0].price) == ("Kerajinan", Decimal(85_000))
    assert (told.firms, told.umkk) == (1, 1)
    assert [(one.kbli, one.place, one.firms) for one in told.by_trade] == [("13921", "36.02", 1), ("16292", "36.02", 1)]
    traders = evidence_for(government=of.government, dossier=replace(WHOLE, kbli=("47",)))
    assert traders.firms == 1
    assert trader.pk != maker.pk
    assert Evidence.from_json(told.as_json()) == told
    silent = evidence_for(government=of.government, dossier=Dossier("Apa saja"))
    assert (silent.goods_count, silent.firms, silent.needs, silent.searches) == (0, 0, (), ())


def test_evidence_asks_no_more_when_there_is_more(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    of = office()
    for number in range(4):
        of.need(f"Tas koja {number}")
        shelf(f"tas-{number}", f"Tas koja {number}")
    with django_assert_max_num_queries(14):
        evidence_for(government=of.government, dossier=WHOLE, need_ids=list(Need.objects.values_list("pk", flat=True)))


@pytest.mark.parametrize("merged", [True, False])
def test_whoever_has_to_do_with_a_shelf_follows_its_end(merged: bool) -> None:
    of = office()
    ending, into = (
        shelf("tas", "Tas"),
        shelf("kerajinan", "Kerajinan", {"key": "bahan", "label": "Bahan", "type": "teks"}),
    )
    firm = registered(of.government)
    sold_by = seller("Koperasi Contoh")
    Seller.objects.filter(pk=sold_by.pk).update(firm=firm)
    offer(product(ending, "Tas koja"), sold_by)
    Profile.objects.update(shelves=[ending.pk, into.pk])
    need = of.need()
    Need.objects.update(etalase=ending)
    step = {"reason": "Sejenis", "actor": of.head, "etalase_id": ending.pk}
    if merged:
        shelves.take_step(**step, version=0, step=ShelfStep.MERGE, into_id=into.pk)
    else:
        shelves.take_step(**step, version=0, step=ShelfStep.FREEZE)
        shelves.take_step(**step, version=1, step=ShelfStep.CLOSE)
    need.refresh_from_db()
    assert (need.etalase_id, Profile.objects.get().shelves) == (into.pk if merged else None, [into.pk])
    text = Notice.objects.get(kind="etalase").text
    assert ("digabungkan ke Kerajinan. 1 barang Anda pindah" in text) is merged
    assert ("ditutup. 1 barang Anda tidak terlihat lagi" in text) is not merged

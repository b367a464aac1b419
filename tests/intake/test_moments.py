"""The record as it was: whatever was imported, decided and withdrawn since, old figures come out to the byte."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Sum

from belanja.affirmation import rendering, selectors
from belanja.affirmation.recount import differences, recount
from belanja.facts.models import MarkedSpend, PurchaseDocument
from belanja.facts.services import NativeStage, record_native
from belanja.foundation import clock
from belanja.institutions.models import Government, Unit
from belanja.intake import replay, services
from belanja.intake.models import HeldItem, Pull, SourceRow
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE
from belanja.plans.models import ProcurementBudget
from belanja.rules.channels import Channel, Stage
from belanja.rules.decisions import RuleBroken

from .conftest import Take
from .files import GOV, PD_A, PD_B, PD_C, as_json, budget, rup, v5, v6

KEYS = ["01K32QD12XPKKTQMJ6E33ADS4" + letter for letter in "ABCDEFGHJKMNPQRSTVWXYZ"]
WHY = "sudah diperiksa"


def figures() -> bytes:
    """Several tables of the year, as published."""
    government = Government.objects.get(code=GOV)
    told = []
    for numerator, denominator in (("pesanan", "belanja_pengadaan"), ("selesai", "rup_penyedia")):
        table = selectors.share_table(government=government, year=2025, numerator=numerator, denominator=denominator)
        assert differences(table, recount(table)) == []
        told.append(rendering.share_table_data(table))
    return json.dumps(told, sort_keys=True).encode()


def latest() -> list[int]:
    return list(
        Pull.objects.standing().order_by("feed", "year", "-id").distinct("feed", "year").values_list("pk", flat=True)
    )


def held(kind: str) -> HeldItem:
    return HeldItem.objects.get(kind=kind, resolution="")


class Memory:
    """Figures of several moments, each to be told again later."""

    def __init__(self) -> None:
        self.moments: list[tuple[datetime, list[int], bytes]] = []

    def keep(self) -> None:
        self.moments.append((clock.now(), latest(), figures()))

    def check(self) -> None:
        government = Government.objects.get(code=GOV)
        before = figures(), Event.objects.count(), list(SourceRow.objects.order_by("id").values_list("id", "pull_to"))
        for moment, pulls, told in self.moments:
            assert replay.at(government=government, pulls=pulls, moment=moment, compute=figures) == told
        after = figures(), Event.objects.count(), list(SourceRow.objects.order_by("id").values_list("id", "pull_to"))
        assert before == after, "nothing of it stays"


def test_figures_of_every_moment_come_out_again(tmp_path: Path, take: Take) -> None:
    memory = Memory()
    take(
        as_json(tmp_path / "b.json", [budget(PD_A, 1000), budget(PD_A, 900), budget(PD_B, 500)]),
        as_json(tmp_path / "r.json", [rup("50000001", PD_A, 400), rup("50000002", PD_B, 100)]),
        as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 90, "IN_ORBIT"), v6(KEYS[1], PD_B, 50, "COMPLETED")]),
        as_json(tmp_path / "v5.json", [v5(9, PD_A, 1, 40, 100, kinds=2), v5(9, PD_A, 2, 60, 100, kinds=2)]),
    )
    memory.keep()
    chosen = ProcurementBudget.objects.get(pengadaan=900)
    services.choose_budget(
        item_id=held("budget_conflict").pk, source_row_id=chosen.source_row_id, reason=WHY, actor=CONSOLE
    )
    memory.keep()
    services.decide_status(item_id=held("status_unknown").pk, meaning="selesai", reason=WHY, actor=CONSOLE)
    memory.keep()
    second = take(
        as_json(tmp_path / "b2.json", [budget(PD_A, 950), budget(PD_C, 70, nama_satker="DINAS KETIGA")]),
        as_json(tmp_path / "r2.json", [rup("50000001", PD_A, 410)]),
        as_json(tmp_path / "o2.json", [v6(KEYS[1], PD_B, 55, "COMPLETED", nama_satker="DINAS KEDUA YANG BARU")]),
    )
    memory.keep()
    take(as_json(tmp_path / "v52.json", [v5(9, PD_A, 1, 40, 40), v5(10, PD_B, 1, 7, 7)]))
    memory.keep()
    services.withdraw_run(run=second.run, reason=WHY, actor=CONSOLE)
    memory.keep()
    take(as_json(tmp_path / "o3.json", [v6(KEYS[2], PD_A, 5, "COMPLETED"), v6(KEYS[0], PD_B, 8)]))
    memory.keep()
    memory.check()


def test_a_decision_about_a_cut_off_pull_is_undone(tmp_path: Path, take: Take) -> None:
    memory = Memory()
    whole = [v6(KEYS[n], PD_A, 10) for n in range(22)]
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]), as_json(tmp_path / "o.json", whole))
    memory.keep()
    take(as_json(tmp_path / "cut.json", whole[:3]))
    memory.keep()
    services.accept_pull(item_id=held("feed_truncated").pk, complete=True, reason=WHY, actor=CONSOLE)
    memory.keep()
    take(as_json(tmp_path / "b2.json", [budget(PD_A, 2000)]), as_json(tmp_path / "o2.json", whole[:5]))
    memory.keep()
    memory.check()


def test_an_amount_confirmed_later_waits_again(tmp_path: Path, take: Take) -> None:
    memory = Memory()
    take(
        as_json(tmp_path / "b.json", [budget(PD_A, 10**12)]),
        as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 179_600_000_000), v6(KEYS[1], PD_A, 1000)]),
    )
    memory.keep()
    take(as_json(tmp_path / "r.json", [rup("50000001", PD_A, 180_000_000)]))
    memory.keep()
    services.reject_amount(item_id=held("amount_implausible").pk, reason=WHY, actor=CONSOLE)
    memory.keep()
    memory.check()


def test_a_pull_of_later_cannot_be_named(tmp_path: Path, take: Take) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]))
    moment = clock.now()
    later = take(as_json(tmp_path / "b2.json", [budget(PD_A, 2000)]))
    with pytest.raises(RuleBroken) as refusal:
        replay.at(
            government=Government.objects.get(code=GOV),
            pulls=[later.pulls[0].pk],
            moment=moment,
            compute=figures,
        )
    assert refusal.value.code == "pull_unknown_then"


def test_own_packages_are_told_as_they_were_known(tmp_path: Path, take: Take) -> None:
    """Lists and channels read the document of an own package: it comes, grows and is cancelled with its facts."""
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]), as_json(tmp_path / "r.json", [rup("50000001", PD_A, 400)]))
    government, unit = Government.objects.get(code=GOV), Unit.objects.get(code=PD_A)

    def reach(key: str, stage: Stage, amount: int) -> None:
        record_native(
            reached=NativeStage(
                government_id=government.pk, unit_id=unit.pk, year=2025, key=key, title=key, plan_code="50000001",
                vendor_key="", amount=Decimal(amount), stage=stage, day=date(2025, 3, 1),
            )
        )  # fmt: skip

    def documents() -> list[tuple[object, ...]]:
        own = PurchaseDocument.objects.filter(channel=Channel.NATIVE).order_by("key")
        marked = MarkedSpend.objects.filter(channel=Channel.NATIVE).values_list("stage").annotate(Sum("amount"))
        return [*own.values_list("key", "stages", "amount"), *sorted(row for row in marked if row[1])]

    kept = []
    for key, stage, amount in (
        ("satu", Stage.ORDERED, 40),
        ("dua", Stage.ORDERED, 10),
        ("satu", Stage.CONTRACTED, 38),
        ("satu", Stage.CONTRACTED, 41),
        ("satu", Stage.RECEIVED, 30),
        ("dua", Stage.CANCELLED, 10),
    ):
        kept.append((clock.now(), documents(), figures()))
        reach(key, stage, amount)
    kept.append((clock.now(), documents(), figures()))
    for moment, known, told in kept:
        assert replay.at(government=government, pulls=latest(), moment=moment, compute=documents) == known
        assert replay.at(government=government, pulls=latest(), moment=moment, compute=figures) == told
    assert documents() == kept[-1][1], "nothing of it stays"

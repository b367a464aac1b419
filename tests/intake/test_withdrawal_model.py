"""Whatever was imported and withdrawn in whatever order: the record equals that of a fresh government which imported
only the pulls that still stand."""

import itertools
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from belanja.affirmation import rendering
from belanja.affirmation import selectors as affirmation
from belanja.affirmation.recount import differences, recount
from belanja.facts import selectors as facts
from belanja.facts.models import SpendDelta, SpendFact
from belanja.institutions.models import Government
from belanja.institutions.services import UnitSeen, ensure_government, ensure_units
from belanja.intake import services
from belanja.intake.models import HeldItem, Pull
from belanja.journal.services import CONSOLE
from belanja.plans.models import ProcurementBudget, RupPackage, RupRevision
from belanja.rules.decisions import RuleBroken
from tests.support.reading import read_once

from .conftest import forgotten
from .files import NUMBERS, PD_A, PD_B, SUB_B, Row, as_json, budget, rup, v5, v6

KEYS = ["01K32QD12XPKKTQMJ6E33ADS4" + letter for letter in "ABCDE"]
UNITS = st.sampled_from([PD_A, PD_B, SUB_B])
YEARS = st.sampled_from([2024, 2025, 2025, 2025])
AMOUNTS = st.sampled_from([10, 25, 40, 10**9, 9 * 10**14])


@st.composite
def v6_file(draw: st.DrawFn) -> list[Row]:
    rows = []
    for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True)):
        status = draw(st.sampled_from(["ON_PROCESS", "COMPLETED", "CANCELLED", "IN_ORBIT"]))
        rows.append(v6(key, draw(UNITS), draw(AMOUNTS), status, tahun_anggaran=draw(YEARS)))
    return rows


@st.composite
def v5_file(draw: st.DrawFn) -> list[Row]:
    rows = []
    for order in draw(st.lists(st.integers(1, 3), min_size=1, max_size=3, unique=True)):
        unit, lines = draw(UNITS), draw(st.lists(st.sampled_from([10, 20, 30]), min_size=1, max_size=3))
        year, total = draw(YEARS), sum(lines) + draw(st.sampled_from([0, 0, 5]))
        rows += [
            v5(order, unit, draw(st.integers(1, 2)), line, total, tahun_anggaran=year, kd_rup=50000000 + order)
            for line in lines
        ]
    return rows


@st.composite
def budget_file(draw: st.DrawFn) -> list[Row]:
    found = draw(st.lists(st.tuples(UNITS, st.sampled_from([None, 100, 1000, 10**14])), min_size=1, max_size=4))
    year = draw(YEARS)
    return [budget(PD_A, 500, tahun_anggaran=year), *(budget(unit, amount) for unit, amount in found)]


@st.composite
def rup_file(draw: st.DrawFn) -> list[Row]:
    codes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4, unique=True))
    return [rup(f"5000000{code}", draw(UNITS), draw(AMOUNTS), tahun_anggaran=draw(YEARS)) for code in codes]


@st.composite
def history_file(draw: st.DrawFn) -> list[Row]:
    steps = draw(st.lists(st.tuples(st.integers(1, 3), st.integers(2, 4)), min_size=1, max_size=3, unique=True))
    return [
        {
            "tahun_anggaran": 2025, "kd_klpd": "D900", "nama_klpd": "Kab. Contoh", "kd_satker": 101,
            "kd_satker_str": PD_A, "nama_satker": "UNIT 101", "kd_rup_lama": 50000000 + old,
            "kd_rup_baru": 50000000 + new, "jenis_revisi": "Revisi Paket", "tgl_kaji_ulang": "2025-03-01",
            "alasan_kajiulang": draw(st.sampled_from(["satu", "dua"])),
        }
        for old, new in steps
    ]  # fmt: skip


FILES = {"v6": v6_file(), "v5": v5_file(), "b": budget_file(), "r": rup_file(), "h": history_file()}
PULL = st.lists(st.sampled_from(sorted(FILES)), min_size=1, max_size=3, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: FILES[name] for name in names})
)
#: A number withdraws one of the runs that can be withdrawn.
STEPS = st.lists(st.one_of(PULL, PULL, st.integers(0, 5)), min_size=2, max_size=8)
_codes = itertools.count(1000)


def known(code: str) -> str:
    """A government whose units are known: what is learnt of units stays learnt when an import is withdrawn."""
    government = ensure_government(code=code, name=f"Kab. {code}", kind_text="KABUPATEN", actor=CONSOLE)
    for year in (2024, 2025):
        seen = [UnitSeen(str(number), unit, f"UNIT {number}", year) for unit, number in NUMBERS.items()]
        ensure_units(government=government, seen=seen, actor=CONSOLE)
    return code


def load(folder: Path, files: dict[str, list[Row]], code: str) -> Any:
    paths = []
    for name, rows in files.items():
        theirs = [{**row, "kd_klpd": code} for row in rows]
        paths.append(as_json(folder / f"{name}.json", theirs))
    return services.import_paths(paths=paths, actor=CONSOLE).run


def record(code: str) -> dict[str, Any]:
    """Everything that figures, pages and papers read, without ids and moments."""
    government = Government.objects.get(code=code)
    mine = {"government": government}
    found: dict[str, Any] = {}
    with read_once():
        for year, numerator, denominator in itertools.product(
            (2024, 2025), ("pesanan", "kontrak", "selesai"), ("belanja_pengadaan", "rup_penyedia")
        ):
            table = affirmation.share_table(
                government=government, year=year, numerator=numerator, denominator=denominator
            )
            assert differences(table, recount(table)) == []
            data = rendering.share_table_data(table)
            del data["government"]
            data["pulls"] = {feed: pull["state"] for feed, pull in data["pulls"].items()}
            found[f"{year} {numerator} {denominator}"] = data
    for year in (2024, 2025):
        assert facts.aggregate_differences(government_id=government.pk, year=year) == []
    assert facts.orphans() == 0
    spend = SpendFact.objects.filter(**mine, known_to__isnull=True)
    fields = ("unit__code", "document__key", "document__vanished", "year", "channel", "stage", "day", "amount")
    found["facts"] = sorted(map(repr, spend.values_list(*fields)))
    found["deltas"] = sorted(map(repr, SpendDelta.objects.filter(**mine).values_list("unit__code", "stage", "amount")))
    plans = RupPackage.objects.filter(**mine)
    found["plans"] = sorted(map(repr, plans.values_list("year", "code", "unit__code", "pagu", "counts", "vanished")))
    steps = RupRevision.objects.filter(**mine)
    found["revisions"] = sorted(map(repr, steps.values_list("old_code", "new_code", "reason")))
    budgets = ProcurementBudget.objects.filter(**mine).exclude(state="superseded")
    found["budgets"] = sorted(map(repr, budgets.values_list("year", "unit__code", "pengadaan", "state")))
    held = HeldItem.objects.filter(**mine, resolution="")
    found["held"] = sorted(map(repr, held.values_list("kind", "feed", "year", "unit__code", "key")))
    return found


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=tuple(Phase)[:3])
@given(STEPS)
def test_what_stands_is_all_there_is(steps: list[dict[str, list[Row]] | int]) -> None:
    with TemporaryDirectory() as name, forgotten():
        folder, code = Path(name), known(f"M{next(_codes)}")
        runs: list[tuple[Any, dict[str, list[Row]]]] = []
        withdrawn, refused = 0, set()
        for step in steps:
            if isinstance(step, dict):
                runs.append((load(folder, step, code), step))
            elif runs:
                run, _files = runs[-1 - step % len(runs)]
                try:
                    services.withdraw_run(run=run, reason="berkas salah", actor=CONSOLE)
                except RuleBroken as refusal:
                    refused.add(refusal.code)
                    continue
                runs = [kept for kept in runs if kept[0] != run]
                withdrawn += 1
        assert refused <= {"later_pull_stands"}
        if not withdrawn:
            return
        assert {
            str(run) for run in Pull.objects.standing().filter(government__code=code).values_list("run", flat=True)
        } == {str(run) for run, _files in runs}
        fresh = known(f"M{next(_codes)}")
        for _run, files in runs:
            load(folder, files, fresh)
        if runs:
            mine, theirs = record(code), record(fresh)
            assert {key: (mine[key], theirs[key]) for key in mine if mine[key] != theirs[key]} == {}

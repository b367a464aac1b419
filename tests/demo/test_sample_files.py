"""The sample's files: the same on every machine, nobody's data, nothing from the future."""

import hashlib
import json
import re
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest

from belanja.demo import sample
from belanja.demo.sample.orders import LAST_DAY
from belanja.foundation import clock

#: SHA-256 of the files of both pulls. A change of the sample changes them on purpose, a machine never.
FINGERPRINTS = ("ab9cedf09461d500", "f670c8697aa0c157")
PERSONAL = re.compile(r"nip|ppk|telp|telepon|email|alamat|pemesan|npwp|user")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    written = []
    for pull in sample.PULLS:
        folder = tmp_path_factory.mktemp("pull")
        sample.write(folder, pull)
        written.append(folder)
    return written


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / name).read_text())
    return found


def test_every_machine_writes_the_same_files(folders: list[Path]) -> None:
    for folder, known in zip(folders, FINGERPRINTS, strict=True):
        digest = hashlib.sha256()
        for path in sorted(folder.iterdir()):
            digest.update(path.read_bytes())
        assert digest.hexdigest()[:16] == known


def test_no_column_speaks_of_a_person_and_every_firm_is_marked(folders: list[Path]) -> None:
    for path in folders[0].iterdir():
        columns = {name for row in json.loads(path.read_text()) for name in row}
        assert not [name for name in columns if PERSONAL.search(name)], path.name
    for name, column in (("tender.json", "nama_penyedia"), ("penyedia.json", "nama")):
        assert all(row[column].endswith("(contoh)") for row in rows(folders[0], name))
    assert all(row["merchant_name"].endswith("(contoh)") for row in rows(folders[0], "toko-daring.json"))


def test_nothing_is_dated_after_the_pull_that_tells_it(folders: list[Path]) -> None:
    assert LAST_DAY <= sample.PULLS[1].at.date() <= clock.today()
    for folder, pull in zip(folders, sample.PULLS, strict=True):
        assert pull.known <= pull.at.date()
        days = [row["tgl_order"] for row in rows(folder, "pesanan-v6.json") if row["tgl_order"] != "31-02-2026"]
        assert max(filter(None, days)) <= str(pull.known)
        announced = [row["tgl_pengumuman_paket"][:10] for row in rows(folder, "rup-penyedia.json")]
        assert max(announced) <= str(pull.known)


def test_order_sizes_are_those_of_a_real_region(folders: list[Path]) -> None:
    sizes = sorted(row["total_harga"] for row in rows(folders[0], "pesanan-v6.json") if row["kd_klpd"] == "D43")
    _quarter, middle, three_quarters = quantiles(sizes, n=4)
    assert 70_000_000 <= middle <= 110_000_000
    assert 220_000_000 <= three_quarters <= 290_000_000
    assert 0.68 <= sum(size <= 200_000_000 for size in sizes) / len(sizes) <= 0.75


def test_lines_of_the_old_catalogue_add_up_to_their_order(folders: list[Path]) -> None:
    totals: dict[int, tuple[int, int]] = {}
    for row in rows(folders[0], "pesanan-v5.json"):
        assert row["total_harga"] == row["kuantitas"] * row["harga_satuan"]
        totals[row["kd_paket"]] = (totals.get(row["kd_paket"], (0, 0))[0] + row["total_harga"], row["total"])
    assert all(lines == total for lines, total in totals.values())


def test_account_lines_add_up_to_their_plan(folders: list[Path]) -> None:
    pagu = {row["kd_rup"]: row["pagu"] for row in rows(folders[1], "rup-penyedia.json") if row["kd_klpd"] == "D43"}
    sums: dict[int, int] = {}
    for row in rows(folders[0], "rup-anggaran.json"):
        sums[row["kd_rup"]] = sums.get(row["kd_rup"], 0) + row["pagu"]
    assert all(sums[code] == amount for code, amount in pagu.items())


def test_no_part_of_a_package_is_above_its_value(folders: list[Path]) -> None:
    for name in ("tender.json", "non-tender.json"):
        for row in rows(folders[1], name):
            for part in ("nilai_pdn_kontrak", "nilai_umk_kontrak"):
                assert row[part] is None or row[part] <= row["nilai_kontrak"] <= row["pagu"]


def test_numbers_and_codes_never_name_two_units(folders: list[Path]) -> None:
    for year in (2025, 2026):
        seen: dict[tuple[str, int], str] = {}
        for row in rows(folders[0], "anggaran.json"):
            if row["tahun_anggaran"] == year:
                key = (row["kd_klpd"], row["kd_satker"])
                assert seen.setdefault(key, row["kd_satker_str"]) == row["kd_satker_str"]


def test_plan_codes_are_unique_within_a_government(folders: list[Path]) -> None:
    for name in ("rup-penyedia.json", "rup-swakelola.json"):
        codes = [(row["kd_klpd"], row["tahun_anggaran"], row["kd_rup"]) for row in rows(folders[0], name)]
        assert len(codes) == len(set(codes)), name

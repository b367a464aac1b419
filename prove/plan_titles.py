"""Real plan lines with what a person says they buy: labels by plan code, titles from the feeds where those are at hand.

The first labels were made before any rule of classification was written: half of those lines, chosen by the hash of
their code, are held out; rules are tuned by the others, and these are only counted. The second were made of lines that
`prove.plan_draw` drew later, before the rules were run on them; the third of the orders of a ministry, of which neither
the rules nor their writers had read a line.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from python_calamine import CalamineWorkbook

_FOLDER = Path(__file__).parents[1] / "tests" / "rules" / "classification"
SAMPLES = {
    "first": _FOLDER / "labels.tsv",
    "second": _FOLDER / "labels_second.tsv",
    "third": _FOLDER / "labels_third.tsv",
    "fourth": _FOLDER / "labels_fourth.tsv",
}
SHARED = Path(__file__).parents[2] / "shared" / "data"
_2022 = SHARED / "kalbar-2022" / "itkp" / "skw"
UNSURE = frozenset({"tak_jelas", "campuran"})


@dataclass(frozen=True)
class RealLine:
    """A line of a real plan. `source`: government code and year. `right`: classes that a person accepts; none where
    the line does not say what is bought, or says several things. Not judged: None."""

    source: str
    code: str
    title: str
    kind: str
    procurement_type: str
    method: str
    accounts: tuple[str, ...]
    right: frozenset[str] | None = None

    @property
    def held_out(self) -> bool:
        return hashlib.sha256(f"{self.source} {self.code}".encode()).digest()[0] % 2 == 0


def labels(sample: str) -> dict[tuple[str, str], frozenset[str]]:
    """(government/year, plan code) -> the classes that are right."""
    found = {}
    for line in SAMPLES[sample].read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            source, code, said = line.split("\t")
            found[source, code] = frozenset(said.split("|")) - UNSURE
    return found


def judged(sample: str) -> list[RealLine]:
    """The labelled lines of a sample, each once. Empty where the feeds are not at hand."""
    wanted, found = labels(sample), {}
    for line in of_a_ministry() if sample in ("third", "fourth") else every_line():
        key = (line.source, line.code)
        if key in wanted and key not in found:
            found[key] = RealLine(**{**vars(line), "right": wanted[key]})
    return list(found.values())


def every_line() -> Iterator[RealLine]:
    """Every plan line of the feeds, as far as they tell one; orders and records of SPSE name theirs."""
    if not SHARED.exists():
        return
    yield from _city_of_2022()
    yield from _province_of_2024()
    yield from _regency_of_2025()
    for row in _rows("kobar-2026/Legacy_rup_paket-swakelola-terumumkan_2026.json"):
        yield RealLine("D228/2026", str(row["kd_rup"]), row["nama_paket"], "swakelola", "", "", ())
    for name in ("K53", "L34", "I82"):
        for row in _rows(f"inaproc-2026/{name}.json"):
            if row.get("Kode RUP"):
                code = re.split("[;,]", str(row["Kode RUP"]))[0].strip()
                yield RealLine(
                    f"{name}/2026", code, row["Nama Paket"], "penyedia", row["Jenis Pengadaan"],
                    row["Metode Pengadaan"], (),
                )  # fmt: skip


def of_a_ministry() -> Iterator[RealLine]:
    """Plan lines as orders of a ministry name them; in no other count, and paid by accounts of the state's budget."""
    if not SHARED.exists():
        return
    for name in ("legacy__ekatalog__paket-e-purchasing_2026", "v1__ekatalog__260611_paket-e-purchasing"):
        header, *rows = (
            CalamineWorkbook.from_path(SHARED / "kemnaker-k34" / f"{name}.xlsx").get_sheet_by_index(0).to_python()
        )
        for row in (dict(zip(header, cells, strict=True)) for cells in rows):
            code = str(row["rup_code"])
            yield RealLine("K34/2026", code, str(row["rup_name"]), "penyedia", "", "E-Purchasing", (str(row["mak"]),))


def _city_of_2022() -> Iterator[RealLine]:
    base = duckdb.connect()
    accounts: dict[str, list[str]] = {}
    paid = f"SELECT koderup, mak FROM '{_2022}/siruppap2022.parquet' ORDER BY 1, 2"  # noqa: S608 - our own paths
    for code, account in base.execute(paid).fetchall():
        accounts.setdefault(str(code), []).append(account or "")
    asked = f"""
    SELECT idrup, namapaket, 'penyedia', jenispengadaan, metodepengadaan FROM '{_2022}/sirupdp2022.parquet'
    UNION ALL SELECT idrup, namapaket, 'swakelola', '', '' FROM '{_2022}/sirupdsw2022.parquet' ORDER BY 1, 3, 2
    """  # noqa: S608 - our own paths
    for code, title, kind, procurement_type, method in base.execute(asked).fetchall():
        told = tuple(accounts.get(str(code), ()))
        yield RealLine("D200/2022", str(code), title or "", kind, procurement_type or "", method or "", told)


def _province_of_2024() -> Iterator[RealLine]:
    accounts: dict[str, list[str]] = {}
    for row in _rows("samples/isb-rup-paket-anggaran-penyedia.json"):
        accounts.setdefault(str(row["kd_rup"]), []).append(row["mak"] or "")
    for row in _rows("samples/isb-rup-paket-penyedia-terumumkan.json"):
        yield RealLine(
            f"{row['kd_klpd']}/{row['tahun_anggaran']}", str(row["kd_rup"]), row["nama_paket"], "penyedia",
            row["jenis_pengadaan"] or "", row["metode_pengadaan"] or "", tuple(accounts.get(str(row["kd_rup"]), ())),
        )  # fmt: skip


def _regency_of_2025() -> Iterator[RealLine]:
    of, folder = "D107/2025", "kabbandung-2025"
    for row in _rows(f"{folder}/50_1213_Ecat-PaketEPurchasingV6.json"):
        accounts = tuple(one.strip() for one in (row["mak"] or "").split(","))
        yield RealLine(of, str(row["kd_rup"]), row["rup_nama_pkt"], "penyedia", "", "E-Purchasing", accounts)
    for name, column in (
        (f"{folder}/38_1057_SPSE-PencatatanNonTender.json", "kategori_pengadaan"),
        ("samples/isb-spse-nontender-selesai.json", "jenis_pengadaan"),
    ):
        for row in _rows(name):
            code = str(row["kd_rup"]).split(";")[0]
            yield RealLine(of, code, row["nama_paket"], "penyedia", row[column] or "", row["mtd_pemilihan"] or "", ())


def _rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((SHARED / name).read_text(encoding="utf-8-sig"))
    return found

"""Small worlds for tests: feed files written and imported as a region would do it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from belanja.affirmation import selectors
from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.affirmation.recount import differences, recount
from belanja.institutions import selectors as institutions
from belanja.institutions import services as institution_services
from belanja.institutions.models import Government
from belanja.intake.services import Outcome, import_paths
from belanja.journal.services import CONSOLE

CODE = "D901"
YEAR = 2025
PD_A = "1.01.0.00.0.00.01.0000"
PD_A_SUB = "1.01.0.00.0.00.01.0007"
PD_B = "1.02.0.00.0.00.02.0000"
PD_B_SUB = "1.02.0.00.0.00.02.0003"
PD_C = "1.03.0.00.0.00.03.0000"
UNITS = {PD_A: 11, PD_A_SUB: 12, PD_B: 21, PD_B_SUB: 22, PD_C: 31}
NAMES = {
    PD_A: "Dinas Pendidikan",
    PD_A_SUB: "UPT Sekolah Tujuh",
    PD_B: "Dinas Kesehatan",
    PD_B_SUB: "Puskesmas Tiga",
    PD_C: "Badan Arsip",
}
Record = dict[str, Any]


def _of(unit: str, year: int) -> Record:
    return {
        "tahun_anggaran": year,
        "kd_klpd": CODE,
        "nama_klpd": "Kabupaten Contoh",
        "jenis_klpd": "KABUPATEN",
        "kd_satker": UNITS[unit],
        "kd_satker_str": unit,
        "nama_satker": NAMES[unit],
    }


def budget(unit: str, amount: object, *, year: int = YEAR) -> Record:
    """A row of the Struktur Anggaran PD; None leaves all six amounts empty."""
    other = None if amount is None else 0
    return {
        **_of(unit, year),
        "belanja_operasi": amount,
        "belanja_modal": other,
        "belanja_btt": other,
        "belanja_non_pengadaan": other,
        "belanja_pengadaan": amount,
        "total_belanja": amount,
    }


def penyedia(
    unit: str,
    code: int,
    pagu: object,
    *,
    method: str = "E-Purchasing",
    active: bool = True,
    pdn: str | None = "PDN",
    ukm: str | None = "UKM",
    year: int = YEAR,
) -> Record:
    return {
        **_of(unit, year),
        "kd_rup": code,
        "nama_paket": f"Paket {code}",
        "pagu": pagu,
        "metode_pengadaan": method,
        "jenis_pengadaan": "Barang",
        "status_pdn": pdn,
        "status_ukm": ukm,
        "tipe_paket": "Penyedia",
        "status_aktif_rup": active,
        "status_delete_rup": False,
        "status_umumkan_rup": "Terumumkan",
    }


def swakelola(unit: str, code: int, pagu: object, *, year: int = YEAR) -> Record:
    return {
        **_of(unit, year),
        "kd_rup": code,
        "nama_paket": f"Paket {code}",
        "pagu": pagu,
        "tipe_swakelola": 1,
        "volume_pekerjaan": "1 paket",
        "uraian_pekerjaan": "Contoh",
        "status_aktif_rup": True,
        "status_delete_rup": False,
        "status_umumkan_rup": "Terumumkan",
    }


def v6(
    unit: str,
    order: str,
    amount: object,
    *,
    status: str = "ON_PROCESS",
    shipment: str = "PROCESSING",
    day: str | None = "2025-03-10",
    year: int = YEAR,
) -> Record:
    """An order of Katalog v6. An order without a day must not carry a ULID, which would tell one."""
    return {
        **_of(unit, year),
        "kd_paket": order,
        "kd_rup": "4001",
        "rup_nama_pkt": f"Pesanan {order}",
        "kd_penyedia": "900",
        "ongkos_kirim": 0,
        "jml_jenis_produk": 1,
        "total_harga": amount,
        "tgl_order": day,
        "status_pkt": status,
        "status_pengiriman": shipment,
    }


def v5(
    unit: str,
    order: int,
    line: int,
    amount: object,
    total: object,
    *,
    status: str = "melakukan_pengiriman_dan_penerimaan",
    overall: str = "Paket Proses",
    made: str | None = "2025-02-03",
    edited: str | None = "2025-05-20",
    numbered: bool = False,
    year: int = YEAR,
) -> Record:
    """A line of a Katalog v5 order. `numbered`: the row names the unit by kd_satker alone, as the real feed does."""
    who = _of(unit, year)
    who["satker_id"] = who.pop("kd_satker")
    if numbered:
        del who["kd_satker_str"]
    return {
        **who,
        "kd_paket": order,
        "no_paket": f"AB-{order}",
        "nama_paket": f"Paket {order}",
        "kd_rup": 4001,
        "kd_komoditas": 1,
        "kd_produk": line,
        "kd_penyedia": 900,
        "jml_jenis_produk": 1,
        "total": total,
        "kuantitas": 1,
        "harga_satuan": amount,
        "ongkos_kirim": 0,
        "total_harga": amount,
        "tanggal_buat_paket": made,
        "tanggal_edit_paket": edited,
        "status_paket": status,
        "paket_status_str": overall,
    }


def toko_daring(
    unit: str, order: str, amount: object, *, verified: str | None, confirmed: str | None, year: int = YEAR
) -> Record:
    return {
        **_of(unit, year),
        "order_id": order,
        "order_desc": f"Belanja {order}",
        "valuasi": amount,
        "kategori": "ATK",
        "tanggal_transaksi": f"{year}-04-01 10:00:00",
        "marketplace": "pasar contoh",
        "merchant_name": "Toko Contoh",
        "status_verif": verified,
        "sumber_data": "api",
        "status_konfirmasi_ppmse": confirmed,
    }


def _spse(unit: str, year: int) -> Record:
    """The head of a row of SPSE: `kd_satker` is a number of SPSE's own."""
    return {**_of(unit, year), "kd_satker": f"{UNITS[unit]}335093", "kd_lpse": 93}


def tender(
    unit: str,
    key: int,
    value: object,
    *,
    pdn: object = None,
    umk: object = None,
    codes: str = "4001",
    pagu: object = 10**12,
    firm: object = 900,
    day: str | None = "2025-04-02",
    year: int = YEAR,
) -> Record:
    """A finished tender; it names its unit by the lasting code in `kd_satker`. None: no contract yet."""
    head = {**_spse(unit, year), "kd_satker": unit}
    del head["kd_satker_str"]
    return {
        **head,
        "kd_tender": key,
        "kd_rup_paket": codes,
        "pagu": pagu,
        "hps": pagu,
        "nilai_penawaran": value,
        "nilai_terkoreksi": value,
        "nilai_negosiasi": value,
        "nilai_kontrak": value,
        "tgl_pengumuman_tender": "2025-03-01",
        "tgl_penetapan_pemenang": day,
        "kd_penyedia": firm,
        "nama_penyedia": "CV Contoh",
        "nilai_pdn_kontrak": pdn,
        "nilai_umk_kontrak": umk,
    }


def nontender(unit: str, key: int, value: object, *, pdn: object = None, umk: object = None, **more: Any) -> Record:
    """A direct purchase in SPSE."""
    return {
        **_spse(unit, more.pop("year", YEAR)),
        "kd_nontender": key,
        "kd_rup": "4001",
        "nama_paket": f"Paket {key}",
        "pagu": 10**12,
        "nilai_negosiasi": value,
        "nilai_kontrak": value,
        "nilai_pdn_kontrak": pdn,
        "nilai_umk_kontrak": umk,
        "mtd_pemilihan": "Pengadaan Langsung",
        "status_nontender": "Selesai",
        "tgl_pengumuman_nontender": "2025-02-01 10:00:00",
        "tgl_selesai_nontender": "2025-02-20 10:00:00",
        "kd_penyedia": 900,
        "nama_penyedia": "Budi Santoso",
        **more,
    }


def recorded(
    unit: str, key: int, value: object, *, pdn: object = 0, umk: object = 0, state: str = "Paket Selesai", **more: Any
) -> Record:
    """A recorded package (pencatatan)."""
    return {
        **_spse(unit, more.pop("year", YEAR)),
        "kd_nontender_pct": key,
        "kd_rup": "4001;4002",
        "nama_paket": f"Paket {key}",
        "pagu": 10**12,
        "total_realisasi": value,
        "nilai_pdn_pct": pdn,
        "nilai_umk_pct": umk,
        "status_nontender_pct": "Aktif",
        "status_nontender_pct_ket": state,
        "tgl_mulai_paket": "2025-05-01 08:00:00",
        "tgl_selesai_paket": "2025-06-02 00:00:00",
        **more,
    }


def told(source: str, key: object, total: object, pdn: object) -> Record:
    """A package as data.inaproc.id tells it."""
    return {
        "Kode KLPD": CODE,
        "Nama Instansi": "KABUPATEN CONTOH",
        "Nama Satuan Kerja": "DINAS - 1",
        "Kode Paket": str(key),
        "Kode RUP": "4001",
        "Tahun Anggaran": str(YEAR),
        "Sumber Transaksi": source,
        "Nama Penyedia": "CV Contoh",
        "Nama Paket": "Paket",
        "Status Paket": "COMPLETED",
        "Total Nilai (Rp)": total,
        "Nilai PDN (Rp)": pdn,
    }


def firm(scale: str | None, since: str | None = None, **ids: object) -> Record:
    """A row of the firm sheet."""
    row = {"kd_penyedia": None, "kd_penyedia_v6": None, "sikap": None, "spse": None, "nib": None, "npwp": None}
    return {**row, "nama": "CV Contoh", "skala_usaha": scale, "bukti": "NIB", "tanggal": since, **ids}


def product(key: object, *, origin: str = "lokal", tkdn: str | None = None) -> Record:
    """A row of the catalogue's listing."""
    return {
        "kd_produk": key,
        "no_produk": f"1-{key}",
        "nama_produk": f"Produk {key}",
        "jenis_produk": origin,
        "kbki_id": 1,
        "nomor_tkdn": tkdn and "1/TKDN",
        "tkdn_produk": tkdn,
        "nilai_bmp": None,
    }


def spse(
    kind: str,
    unit: str,
    code: int,
    amount: object,
    *,
    pdn: object = None,
    umk: object = None,
    rup: str = "",
    day: str | None = "2025-05-06",
    year: int = YEAR,
) -> Record:
    """A finished package of SPSE: `kind` is tender or nontender. Without an amount it has no contract."""
    who = _of(unit, year)
    del who["kd_satker"]
    ended = {"tender": "tgl_penetapan_pemenang", "nontender": "tgl_selesai_nontender"}[kind]
    return {
        **who,
        f"kd_{kind}": code,
        "kd_rup_paket": rup,
        "nama_paket": f"Paket {code}",
        "pagu": amount or 0,
        "hps": amount or 0,
        "nilai_negosiasi": amount,
        "nilai_kontrak": amount,
        "nilai_pdn_kontrak": pdn,
        "nilai_umk_kontrak": umk,
        "mtd_pemilihan": "Tender" if kind == "tender" else "Pengadaan Langsung",
        f"status_{kind}": "Selesai",
        f"tgl_pengumuman_{kind}": "2025-02-01",
        ended: day,
        "npwp_16_penyedia" if kind == "tender" else "npwp16_penyedia": None,
    }


@dataclass
class World:
    """One invented government whose feeds are imported from files under `folder`."""

    folder: Path
    year: int = YEAR
    code: str = CODE
    _runs: int = field(default=0)

    def __post_init__(self) -> None:
        institution_services.seed()

    def load(self, feeds: Mapping[str, Sequence[Record]]) -> Outcome:
        """Import one file for each feed, as one run."""
        self._runs += 1
        place = self.folder / f"tarikan-{self._runs}"
        place.mkdir()
        for name, rows in feeds.items():
            (place / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
        outcome = import_paths(paths=[place], actor=CONSOLE)
        assert not outcome.passed_over, outcome.passed_over
        return outcome

    @property
    def government(self) -> Government:
        return institutions.government(self.code)

    def table(
        self,
        numerator: str | None = None,
        denominator: str | None = None,
        as_of: date | None = None,
        *,
        indicator: str = "epurchasing",
        evidence: str | None = None,
    ) -> ShareTable:
        """The published table, after making sure that the recount says the same."""
        table = selectors.share_table(
            government=self.government,
            year=self.year,
            indicator=indicator,
            evidence=evidence,
            numerator=numerator,
            denominator=denominator,
            as_of=as_of,
        )
        assert differences(table, recount(table)) == []
        return table

    def unit(self, code: str, numerator: str | None = None, denominator: str | None = None) -> UnitShare:
        found = self.table(numerator, denominator).unit(code)
        assert found is not None
        return found

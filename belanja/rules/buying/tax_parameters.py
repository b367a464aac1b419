"""Rates and limits of taxes at purchase as dated, cited rows (`pajak.*`). Estimates until the treasurer confirms."""

from datetime import date

from ..parameter_rows import LONG_AGO, Parameter

_HPP, _PMK131, _PMK59, _PMK58 = "uu-7-2021", "pmk-131-2024", "pmk-59-2022", "pmk-58-2022"
#: As the tax office's school teaches it; the regulation itself was not read.
_PPH22 = "PMK 231/2019 Pasal 12 (sumber kedua)"
_SINCE_2025 = date(2025, 1, 1)


def _row(key: str, label: str, value: str, unit: str, basis: str, article: str, since: date = LONG_AGO) -> Parameter:
    return Parameter(f"pajak.{key}", label, value, unit, since, basis, article)


TAXES: tuple[Parameter, ...] = (
    _row("ppn.tarif", "Tarif PPN", "11", "persen", _HPP, "Pasal 7: 11 persen sejak 1 April 2022"),
    _row(
        "ppn.tarif",
        "Tarif PPN",
        "12",
        "persen",
        _PMK131,
        "Pasal 2 dan 3: 12 persen sejak 1 Januari 2025; sumber kedua",
        _SINCE_2025,
    ),
    _row("ppn.dpp_atas", "Dasar PPN: pembilang", "1", "bagian harga", _HPP, "seluruh harga"),
    _row("ppn.dpp_bawah", "Dasar PPN: penyebut", "1", "bagian harga", _HPP, "seluruh harga"),
    _row(
        "ppn.dpp_atas",
        "Dasar PPN: pembilang",
        "11",
        "bagian harga",
        _PMK131,
        "Pasal 3: nilai lain 11/12; sumber kedua",
        _SINCE_2025,
    ),
    _row(
        "ppn.dpp_bawah",
        "Dasar PPN: penyebut",
        "12",
        "bagian harga",
        _PMK131,
        "Pasal 3: nilai lain 11/12; sumber kedua",
        _SINCE_2025,
    ),
    _row(
        "ppn.bendahara_di_atas",
        "PPN dipungut bendahara bila pembayaran di atas",
        "2000000",
        "rupiah",
        _PMK59,
        "Pasal 18: paling banyak Rp2 juta tidak dipungut; sumber kedua",
    ),
    _row("pph22.tarif", "PPh Pasal 22 oleh bendahara", "1.5", "persen", _PMK59, f"{_PPH22}: 1,5 persen tanpa PPN"),
    _row("pph22.tanpa_npwp", "PPh Pasal 22 tanpa NPWP", "3", "persen", _PMK59, f"{_PPH22}: 100 persen lebih tinggi"),
    _row(
        "pph22.bendahara_di_atas",
        "PPh Pasal 22 dipungut bendahara bila pembayaran di atas",
        "2000000",
        "rupiah",
        _PMK59,
        "paling banyak Rp2 juta tidak dipungut; sumber kedua",
    ),
    _row(
        "pph22.pihak_lain",
        "PPh Pasal 22 oleh pihak lain",
        "0.5",
        "persen",
        _PMK58,
        "0,5 persen tanpa PPN; sumber kedua",
    ),
    _row("pph23.tarif", "PPh Pasal 23 atas jasa", "2", "persen", "uu-pph-23", "Pasal 23 ayat (1) huruf c: 2 persen"),
    _row(
        "pph23.tanpa_npwp",
        "PPh Pasal 23 tanpa NPWP",
        "4",
        "persen",
        "uu-pph-23",
        "Pasal 23 ayat (1a): 100 persen lebih tinggi",
    ),
    _row(
        "pph_final.tarif",
        "PPh final dengan Surat Keterangan",
        "0.5",
        "persen",
        "pp-55-2022",
        "Pasal 56: 0,5 persen; sumber kedua",
    ),
    _row(
        "pbjt.tarif",
        "PBJT atas makanan dan minuman",
        "10",
        "persen",
        "uu-1-2022",
        "paling tinggi 10 persen, menurut Perda",
    ),
    _row(
        "pemungut",
        "Pajak dalam pembelian dipungut oleh",
        "bendahara",
        "pemungut",
        _PMK59,
        "bendahara, kecuali sistemnya ditunjuk sebagai pihak lain (PMK 58/2022)",
    ),
)

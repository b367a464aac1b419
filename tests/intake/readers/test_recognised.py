"""Every real file is recognised as what it is, by its columns alone, and no other file as any feed."""

from pathlib import Path

import pytest

from belanja.intake import feeds, readers

REAL = Path(__file__).resolve().parents[4] / "shared" / "data"

KNOWN = {
    "kabbandung-2025/10_1116_Ecat-MasterKabKota.json": "catalogue_places",
    "api-samples-mbasss/rup__history-kaji-ulang.json": "rup_history",
    "api-samples-mbasss/rup__master-satker.json": "master_satker",
    "api-samples-mbasss/rup__paket-anggaran-penyedia.json": "rup_funding",
    "api-samples-mbasss/rup__paket-anggaran-swakelola.json": "rup_funding",
    "api-samples-mbasss/rup__paket-penyedia.json": "rup_penyedia",
    "api-samples-mbasss/rup__paket-swakelola.json": "rup_swakelola",
    "api-samples-mbasss/tender__pengumuman.json": "tender_list",
    "inaproc-2026/I82.json": "inaproc_packages",
    "inaproc-2026/K53.json": "inaproc_packages",
    "inaproc-2026/L34.json": "inaproc_packages",
    "kabbandung-2025/17_1008_RUP-MasterSatker.json": "master_satker",
    "kabbandung-2025/1_1061_Bela-TokoDaringRealisasi.json": "toko_daring",
    "kabbandung-2025/27_1084_RUP-StrukturAnggaranPD.json": "budget",
    "kabbandung-2025/38_1057_SPSE-PencatatanNonTender.json": "spse_pencatatan",
    "kabbandung-2025/39_1058_SPSE-PencatatanNonTenderRealisasi.json": "spse_receipts",
    "kabbandung-2025/3_1021_Ecat-KomoditasDetail.json": "etalase",
    "kabbandung-2025/49_1015_SPSE-TenderSelesaiNilai.json": "spse_tender",
    "kabbandung-2025/50_1213_Ecat-PaketEPurchasingV6.json": "v6_orders",
    "kabbandung-2025/6_1023_Ecat-PenyediaDetail.json": "firm_details",
    "kabbandung-2025/8_1022_Ecat-ProdukDetail.json": "products",
    "kabbandung-2025/extra/BELANJA.csv": "budget",
    "kabbandung-2025/extra/V6.csv": "v6_orders",
    "kalbar-2022/epurchasing/_gabung/komoditasdetail2022.parquet": "etalase",
    "kalbar-2022/epurchasing/skw/daring2022.parquet": "toko_daring",
    "kalbar-2022/epurchasing/skw/prodkatalog2022.parquet": "products",
    "kalbar-2022/epurchasing/skw/trxkatalog2021.parquet": "v5_orders",
    "kalbar-2022/epurchasing/skw/trxkatalog2022.parquet": "v5_orders",
    "kalbar-2022/itkp/skw/dntender_dnts2022.parquet": "spse_nontender",
    "kalbar-2022/itkp/skw/dtender_dts2022.parquet": "spse_tender",
    "kalbar-2022/itkp/skw/sirupdp2022.parquet": "rup_penyedia",
    "kalbar-2022/itkp/skw/sirupdsa_rsap2022.parquet": "budget",
    "kalbar-2022/itkp/skw/sirupdsw2022.parquet": "rup_swakelola",
    "kalbar-2022/itkp/skw/siruppap2022.parquet": "rup_funding",
    "kalbar-2022/snapshots/skw_prodkatalog2019.parquet": "products",
    "kemnaker-k34/legacy__ekatalog__paket-e-purchasing_2026.xlsx": "v6_orders",
    "kemnaker-k34/v1__ekatalog__260611_paket-e-purchasing.xlsx": "v6_orders",
    "kemnaker-k34/v1__rup__history-kaji-ulang_2024.xlsx": "rup_history",
    "kobar-2026/Legacy_rup_master-satker_2026.json": "master_satker",
    "kobar-2026/Legacy_rup_paket-swakelola-terumumkan_2026.json": "rup_swakelola",
    "kobar-2026/Legacy_rup_struktur-anggaran-pd_2026.json": "budget",
    "samples/daftar-hitam.csv": "sanctions",
    "samples/isb-rup-paket-anggaran-penyedia.json": "rup_funding",
    "samples/isb-rup-paket-penyedia-terumumkan.json": "rup_penyedia",
    "samples/isb-spse-nontender-selesai.json": "spse_nontender",
}


def recognised(path: Path) -> str | None:
    """The feed of a file; None where it is none, is no table, or cannot be read."""
    try:
        table = readers.open_table(path)
    except readers.BrokenFile:
        return None
    if table is None:
        return None
    with table:
        if table.empty or table.not_a_table:
            return None
        head = table.peek(50)
        feed = feeds.recognise(frozenset(name for row in head for name in row) | frozenset(table.columns))
        return feed and feed.name


@pytest.mark.real_data
@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real feeds at {REAL}")
def test_every_real_file_is_what_it_is() -> None:
    found = {
        str(path.relative_to(REAL)): feed
        for path in sorted(REAL.rglob("*"))
        if path.is_file() and "geo" not in path.parts and (feed := recognised(path)) is not None
    }
    assert {name: feed for name, feed in found.items() if KNOWN.get(name) != feed} == {}
    assert {name for name in KNOWN if (REAL / name).exists()} <= found.keys()


@pytest.mark.parametrize("feed", feeds.ALL, ids=lambda feed: feed.name)
def test_a_feed_that_lost_any_one_column_is_still_that_feed(feed: feeds.Feed) -> None:
    columns = {column.name: column.all_spellings[-1].lower() for column in feed.columns}
    for lost in columns.values():
        left = {spelling for spelling in columns.values() if spelling != lost} | feed.signs
        assert feeds.recognise(frozenset(left - {lost})) is feed, f"without {lost}"


@pytest.mark.parametrize(
    "columns",
    [
        "kd_swakelola_pct total_realisasi nilai_pdn_pct nilai_umk_pct status_swakelola_pct alasan_pembatalan kd_rup",
        "kd_swakelola_pct jenis_realisasi no_realisasi tgl_realisasi nilai_realisasi dok_realisasi ket_realisasi",
        "kd_tender no_kontrak tgl_kontrak nilai_kontrak nilai_pdn_kontrak nilai_umk_kontrak kd_penyedia nama_penyedia",
        "kd_nontender no_kontrak tgl_kontrak nilai_kontrak nilai_pdn_kontrak nilai_umk_kontrak kd_satker_str kd_klpd",
        "kd_nontender kd_rup nama_paket pagu hps mtd_pemilihan status_nontender tgl_pengumuman_nontender kd_satker_str",
        "kd_tender kd_peserta pemenang pemenang_terverifikasi nilai_penawaran nilai_terkoreksi npwp_penyedia alasan",
        "kd_program kd_kegiatan kd_subkegiatan nama_subkegiatan pagu_subkegiatan kd_klpd kd_satker tahun_anggaran",
        "kd_penyedia_distributor nama_distributor alamat_distributor email_distributor npwp_distributor",
    ],
)
def test_neighbours_of_a_feed_are_no_feed(columns: str) -> None:
    assert feeds.recognise(frozenset(columns.split())) is None

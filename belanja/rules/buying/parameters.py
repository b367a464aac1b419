"""Dated, cited values of buying: who may buy, methods, affirmation, prices, contracts, rating. `rules.parameters` hands
them out with the others; taxes stand in `tax_parameters`.

A rule may stop a purchase only while its row `beli.dipastikan.*` says that the region's legal office has confirmed it.
"""

from datetime import date

from ..parameter_rows import LONG_AGO, Parameter

_HOUSE = "belanja-kebijakan-data"
_P16, _P12, _P46 = "perpres-16-2018", "perpres-12-2021", "perpres-46-2025"
_OURS = "besarnya pilihan awal aplikasi ini"
#: Perpres 46/2025 in force.
SINCE_46 = date(2025, 4, 30)


def _row(key: str, label: str, value: str, unit: str, basis: str, article: str, since: date = LONG_AGO) -> Parameter:
    return Parameter(f"beli.{key}", label, value, unit, since, basis, article)


def _confirmed(rule: str, name: str, basis: str, article: str, *, yes: bool = False) -> Parameter:
    told = "dipastikan Biro Hukum" if yes else "belum dipastikan Biro Hukum"
    return _row(
        f"dipastikan.{rule}",
        f"Boleh menolak pembelian: {name}",
        "ya" if yes else "tidak",
        "ya/tidak",
        basis,
        f"{article}; {told}",
    )


CONFIRMED: tuple[Parameter, ...] = (
    _confirmed("kewenangan", "kewenangan menurut nilai", _P16, "Pasal 11 dan Pasal 12", yes=True),
    _confirmed("selaku_ppk", "PA/KPA selaku PPK", _P16, "Pasal 9 sampai 11"),
    _confirmed("penetapan", "penetapan PA/KPA", _P16, "Pasal 9", yes=True),
    _confirmed("pemisahan", "pemisahan tugas", "uu-1-2004", "Pasal 10 dan asas saling uji", yes=True),
    _confirmed("sanksi", "penyedia terkena sanksi", "perlem-lkpp-4-2021", "Daftar Hitam", yes=True),
    _confirmed("pagu", "melampaui pagu RUP", "uu-1-2004", "Pasal 3 ayat (3)", yes=True),
    _confirmed("anggaran", "melampaui sisa anggaran", "uu-1-2004", "Pasal 3 ayat (3)"),
    _confirmed("rup", "paket RUP tidak cocok", _P16, "Pasal 22"),
    _confirmed("metode", "metode tidak dibuka", "perlem-lkpp-9-2021", "Pasal 18"),
    _confirmed("harga", "harga di atas harga tayang", "kepka-lkpp-122-2022", "harga satuan tertinggi"),
    _confirmed("pdn", "kelas PDN di bawah yang wajib", _P16, "Pasal 66"),
    _confirmed("impor", "impor tanpa bukti pencarian", _P16, "Pasal 66 ayat (5)"),
    _confirmed("umkk", "paket usaha kecil dibeli dari usaha bukan kecil", _P16, "Pasal 65 ayat (4)"),
    _confirmed("pecah", "pemecahan paket", _P16, "Pasal 20 ayat (2)"),
    _confirmed("verifikasi", "usaha belum diverifikasi", "kepka-lkpp-122-2022", "persyaratan kualifikasi"),
    _confirmed("perubahan", "perubahan kontrak di atas batas", _P16, "Pasal 54"),
    _confirmed("uang_muka", "uang muka di atas batas", _P16, "Pasal 29"),
)

AUTHORITY: tuple[Parameter, ...] = (
    _row(
        "pp.sampai",
        "e-Purchasing oleh Pejabat Pengadaan paling banyak",
        "200000000",
        "rupiah",
        _P16,
        "Pasal 12: paling banyak Rp200 juta; di atasnya PPK, Pasal 11",
    ),
    _row(
        "pa_sebagai_ppk",
        "PA/KPA bertindak selaku PPK di unit yang tidak mempunyai PPK",
        "ya",
        "ya/tidak",
        _P16,
        "Pasal 9 sampai 11, diubah Perpres 12/2021; dikutip sumber kedua, belum dipastikan Biro Hukum",
    ),
    _row(
        "penetapan.di_atas",
        "Penetapan oleh PA/KPA di atas",
        "100000000000",
        "rupiah",
        _P16,
        "Pasal 9: di atas Rp100 miliar",
    ),
    _row(
        "wajib.di_atas",
        "e-Purchasing diminta untuk barang yang tayang, di atas",
        "0",
        "rupiah",
        _P16,
        "Pasal 50 ayat (5); sumber tidak sepakat tentang batasnya, 0 berarti berapa pun nilainya",
    ),
    _row(
        "minikom.disarankan.di_atas",
        "Mini-kompetisi disarankan di atas",
        "50000000",
        "rupiah",
        "perlem-lkpp-9-2021",
        "Pasal 18; besarnya dari rancangan penggantinya",
    ),
    _row(
        "minikom.disarankan.penyedia",
        "Mini-kompetisi disarankan bila penyedia sebanding paling sedikit",
        "2",
        "penyedia",
        "kepka-lkpp-93-2025",
        "membandingkan paling sedikit 2 penyedia",
    ),
    _row(
        "minikom.wajib.di_atas",
        "Mini-kompetisi diminta di atas (0: tidak)",
        "0",
        "rupiah",
        "kepka-lkpp-93-2025",
        "sumber tidak sepakat apakah wajib; 0 berarti tidak diminta",
    ),
    _row(
        "minikom.dibuka",
        "Mini-kompetisi dapat dipakai di sini",
        "tidak",
        "ya/tidak",
        "perlem-lkpp-9-2021",
        "Pasal 18; di sini belum tersedia",
    ),
    _row(
        "pecah.hari",
        "Pembelian sejenis dilihat bersama selama",
        "30",
        "hari",
        _HOUSE,
        f"larangan memecah: Perpres 16/2018 Pasal 20 ayat (2); {_OURS}",
    ),
)

AFFIRMATION: tuple[Parameter, ...] = (
    _row(
        "pdn.jenjang",
        "Urutan pilihan produk dalam negeri menurut",
        "12/2021",
        "naskah",
        _P12,
        "Pasal 66: wajib TKDN paling sedikit 25 persen bila ada TKDN + BMP paling sedikit 40 persen",
    ),
    _row(
        "pdn.jenjang",
        "Urutan pilihan produk dalam negeri menurut",
        "46/2025",
        "naskah",
        _P46,
        "Pasal 66 ayat (2) sampai (2d): berjenjang, impor paling akhir",
        SINCE_46,
    ),
    _row(
        "umkk.sampai",
        "Paket dicadangkan bagi usaha kecil dan koperasi sampai",
        "15000000000",
        "rupiah",
        _P16,
        "Pasal 65 ayat (4): pagu sampai Rp15 miliar",
    ),
    _row(
        "hea.di_atas", "Preferensi harga berlaku di atas", "1000000000", "rupiah", _P16, "Pasal 67: di atas Rp1 miliar"
    ),
    _row("hea.tkdn", "Preferensi harga: TKDN paling sedikit", "25", "persen", _P16, "Pasal 67: TKDN paling sedikit 25"),
    _row("hea.terbesar", "Preferensi harga paling tinggi", "25", "persen", _P16, "Pasal 67: paling tinggi 25 persen"),
)

PRICES: tuple[Parameter, ...] = (
    _row(
        "mahal.persen",
        "Pilihan lebih mahal perlu alasan bila selisihnya di atas",
        "10",
        "persen",
        _HOUSE,
        f"dari pilihan termurah yang kelas PDN-nya tidak lebih rendah; {_OURS}",
    ),
    _row(
        "mahal.rupiah",
        "Pilihan lebih mahal perlu alasan bila selisih sepesanan di atas",
        "1000000",
        "rupiah",
        _HOUSE,
        f"selisih kecil tidak ditanyakan; {_OURS}",
    ),
    _row(
        "standar.persen",
        "Harga di atas standar harga satuan diberi peringatan di atas",
        "0",
        "persen",
        "permendagri-77-2020",
        "standar harga satuan sebagai batas tertinggi",
    ),
    _row(
        "bukti.harga",
        "Statistik harga sejenis mulai dari",
        "3",
        "harga",
        _HOUSE,
        f"di bawahnya tidak ada nilai tengah; {_OURS}",
    ),
    _row(
        "bukti.mad",
        "Harga dikesampingkan bila jauhnya dari median di atas",
        "6",
        "kali MAD",
        _HOUSE,
        f"harga mahal saja; yang murah ditandai dan tetap dihitung; {_OURS}",
    ),
    _row(
        "bukti.rentang",
        "Jarak terkecil dari median sebelum harga dikesampingkan",
        "50",
        "persen",
        _HOUSE,
        f"bila harga hampir sama semua, beda kecil bukan pencilan; {_OURS}",
    ),
)

CONTRACT: tuple[Parameter, ...] = (
    _row("bentuk.bukti", "Bukti pembelian sampai", "10000000", "rupiah", _P16, "Pasal 28: sampai Rp10 juta"),
    _row("bentuk.kuitansi", "Kuitansi sampai", "50000000", "rupiah", _P16, "Pasal 28: sampai Rp50 juta"),
    _row("bentuk.spk", "SPK sampai", "200000000", "rupiah", _P16, "Pasal 28: sampai Rp200 juta, di atasnya Perjanjian"),
    _row("perubahan.persen", "Perubahan kontrak paling banyak", "10", "persen", _P16, "Pasal 54: 10 persen nilai awal"),
    _row(
        "meterai.di_atas", "Meterai diperlukan di atas", "5000000", "rupiah", "uu-10-2020", "Pasal 3 ayat (2) huruf g"
    ),
    _row("meterai.tarif", "Tarif meterai", "10000", "rupiah", "uu-10-2020", "Pasal 5"),
    _row(
        "uang_muka.batas",
        "Uang muka usaha kecil: batas nilai pertama",
        "200000000",
        "rupiah",
        _P16,
        "Pasal 29; sumber kedua, sebagian menyebut paling rendah",
    ),
    _row(
        "uang_muka.kecil",
        "Uang muka usaha kecil sampai batas pertama",
        "50",
        "persen",
        _P16,
        "Pasal 29: 50 persen sampai Rp200 juta; sumber kedua",
    ),
    _row(
        "uang_muka.kecil_besar",
        "Uang muka usaha kecil di atas batas pertama",
        "30",
        "persen",
        _P16,
        "Pasal 29: 30 persen di atas Rp200 juta; sumber kedua",
    ),
    _row(
        "retensi.persen",
        "Retensi paling banyak",
        "5",
        "persen",
        _P16,
        "Pasal 35: jaminan pemeliharaan 5 persen; sumber kedua",
    ),
    _row("uang_muka.lain", "Uang muka usaha bukan kecil", "20", "persen", _P16, "Pasal 29: 20 persen; sumber kedua"),
    _row("denda.per_seribu", "Denda keterlambatan per hari", "1", "per seribu", _P16, "Pasal 56: 1/1000 per hari"),
    _row(
        "denda.dasar",
        "Denda dihitung dari",
        "bagian",
        "dasar denda",
        _P16,
        "Pasal 56: nilai kontrak atau bagiannya; diisi bagian atau seluruh",
    ),
    _row(
        "denda.paling_banyak",
        "Denda keterlambatan paling banyak",
        "5",
        "persen",
        "perlem-lkpp-12-2021",
        "50 hari kesempatan kali 1/1000; dari praktik",
    ),
)

RATING: tuple[Parameter, ...] = (
    _row(
        "nilai.mutu", "Bobot penilaian: kualitas dan kuantitas", "30", "poin", "perlem-lkpp-4-2021", "bobot 30 persen"
    ),
    _row("nilai.biaya", "Bobot penilaian: biaya", "20", "poin", "perlem-lkpp-4-2021", "bobot 20 persen"),
    _row("nilai.waktu", "Bobot penilaian: waktu", "30", "poin", "perlem-lkpp-4-2021", "bobot 30 persen"),
    _row("nilai.layanan", "Bobot penilaian: layanan", "20", "poin", "perlem-lkpp-4-2021", "bobot 20 persen"),
)

BUYING: tuple[Parameter, ...] = (*CONFIRMED, *AUTHORITY, *AFFIRMATION, *PRICES, *CONTRACT, *RATING)

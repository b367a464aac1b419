"""Dated values of APIP's indicators. Where a law or a study gives the figure its row says so; the others are this
house's first choice, to be tried on history, with reason and day, before they change. Limits of buying (`beli.*`) are
not said twice: indicators read those rows."""

from ..parameter_rows import LONG_AGO, Parameter

_HOUSE, _AUDIT, _STRANAS = "belanja-kebijakan-data", "kajian-e-audit", "kajian-stranas-pk"
_OCP, _TESTS, _GTI = "kajian-ocp", "kajian-cardinal", "kajian-gti"
_OURS = "besarnya pilihan awal aplikasi ini"


def _row(key: str, label: str, value: str, unit: str, article: str = _OURS, basis: str = _HOUSE) -> Parameter:
    return Parameter(f"tanda.{key}", label, value, unit, LONG_AGO, basis, article)


_GENERAL = (
    _row("contoh.pesanan", "Pesanan paling sedikit sebelum sebuah bagian dinilai", "5", "pesanan"),
    _row("contoh.banding", "Pembanding paling sedikit sebelum pagar dihitung", "8", "buah"),
    _row("pagar", "Pagar atas: kuartil ketiga ditambah jarak kuartil kali", "1.5", "kali",
         "pagar Tukey, seperti pada indikator terbuka", _TESTS),
)  # fmt: skip
_PRICE = (
    _row("naik.persen", "Harga tayang naik saat dibeli paling sedikit", "20", "persen", _OURS, _AUDIT),
    _row("naik.kembali", "Harga sesudahnya kembali bila selisihnya paling banyak", "5", "persen", _OURS, _AUDIT),
    _row("naik.sebelum", "Harga sebelum dibeli dilihat sejak", "90", "hari", _OURS, _AUDIT),
    _row("naik.jeda", "Harga sebelum dibeli dilihat sampai sekian hari sebelumnya", "7", "hari", _OURS, _AUDIT),
    _row("naik.sesudah", "Harga sesudah dibeli dilihat selama", "30", "hari", "turun dalam 30 hari", _STRANAS),
    _row("menjelang.persen", "Harga tayang naik menjelang dibeli paling sedikit", "5", "persen", _OURS, _STRANAS),
    _row("menjelang.hari", "Kenaikan menjelang dibeli dilihat selama", "14", "hari", _OURS, _STRANAS),
    _row("luar.persen", "Harga di atas harga luar katalog paling sedikit", "10", "persen",
         "tidak lebih mahal daripada di luar katalog, dari sumber kedua; besarnya pilihan awal aplikasi ini",
         "kepka-lkpp-122-2022"),
    _row("pencilan.z", "Harga jauh dari median bila skor baku tahan pencilan paling sedikit", "3.5", "kali",
         "R017: harga satuan sangat tinggi", _OCP),
    _row("pencilan.kali", "Harga jauh dari median bila paling sedikit", "1.2", "kali", "R017; besarnya pilihan awal",
         _OCP),
    _row("murah.persen", "Pilihan setara dianggap lebih murah bila selisihnya paling sedikit", "10", "persen"),
    _row("negosiasi.mulai", "Tanpa negosiasi ditanyakan di atas", "50000000", "rupiah",
         "harga tayang adalah harga tertinggi; besarnya dari rancangan aturan katalog", "kepka-lkpp-122-2022"),
    _row("potongan.sebaran", "Potongan harga dianggap selalu sama bila sebarannya di bawah", "0.1", "persen",
         "pola persentase tetap; besarnya pilihan awal aplikasi ini", _OCP),
    _row("pagu.persen", "Nilai menempel pagu bila sisanya paling banyak", "0.5", "persen"),
    _row("pagu.bagian", "Bagian pesanan yang menempel pagu paling sedikit", "50", "persen"),
    _row("pagu.pesanan", "Pesanan ber-pagu paling sedikit sebelum dinilai", "6", "pesanan"),
    _row("bulat.pesanan", "Pesanan paling sedikit sebelum angka dinilai", "300", "pesanan", "R029: angka bulat", _OCP),
    _row("bulat.benford", "Rata-rata simpangan angka pertama dari hukum Benford di atas", "0.015", "bagian",
         "batas Nigrini, dari sumber kedua", _OCP),
    _row("bulat.persen", "Bagian nilai bulat sejuta di atas", "40", "persen", "R029; besarnya pilihan awal", _OCP),
    _row("ongkir.persen", "Ongkos kirim tinggi bila di atas bagian harga barang", "20", "persen"),
    _row("pengecer.kali", "Harga pengecer terhadap harga produsen atau prinsipal paling sedikit", "1.3", "kali"),
)  # fmt: skip
_TIMING = (
    _row("baru.jam", "Barang baru tayang dibeli dalam", "72", "jam", "dibeli segera sesudah tayang", _STRANAS),
    _row("baru.kuat", "Barang baru tayang dibeli dalam, tanda kuat", "24", "jam", "tayang dan dibeli sehari", _STRANAS),
    _row("cepat.menit", "Pesanan disepakati dalam", "16", "menit", "16 menit; wajarnya 23 sampai 24 jam", _STRANAS),
    _row("cepat.kuat", "Pesanan disepakati dalam, tanda kuat", "10", "menit", "10 menit", _STRANAS),
    _row("cepat.mulai", "Pesanan kilat ditanyakan di atas", "10000000", "rupiah"),
    _row("janggal.mulai", "Jam janggal mulai pukul", "22", "jam", "pembelian tengah malam", _STRANAS),
    _row("janggal.sampai", "Jam janggal sampai pukul", "5", "jam", "pembelian tengah malam", _STRANAS),
    _row("janggal.persen", "Bagian pesanan pada jam janggal paling sedikit", "20", "persen"),
    _row("libur.persen", "Bagian pesanan pada hari libur paling sedikit", "20", "persen"),
    _row("langkah.menit", "Satu tawaran diterima dalam kurang dari", "5", "menit"),
    _row("akhir.hari", "Akhir tahun anggaran dihitung dari hari terakhir sebanyak", "30", "hari"),
    _row("akhir.persen", "Bagian belanja pada akhir tahun di atas", "35", "persen"),
    _row("akhir.sigma", "Di atas rata-rata tahun lalu sebanyak simpangan baku", "2", "kali"),
    _row("akhir.tahun", "Tahun lalu paling sedikit sebagai pembanding", "3", "buah"),
    _row("akhir.triwulan", "Bagian belanja pada triwulan IV di atas", "45", "persen"),
    _row("akhir.desember", "Bagian belanja pada bulan Desember di atas", "25", "persen"),
)  # fmt: skip
_SPLITTING = (
    _row("pecah.dekat", "Salah satu bagian paling sedikit sekian dari batas", "80", "persen",
         "R055: pembelian langsung yang bersama melewati batas; besarnya pilihan awal", _OCP),
    _row("pecah.rutin", "Kebutuhan dianggap rutin bila dibeli pada bulan sebanyak", "6", "bulan",
         "R055; kebutuhan rutin bukan pemecahan; besarnya pilihan awal aplikasi ini", _OCP),
    _row("pecah.rapat", "Kebutuhan rutin ditanyakan bila dua bagian kepada satu penyedia paling sedikit", "90",
         "persen", "tiap bagian 90 sampai 100 persen batas lebih berat; besarnya pilihan awal aplikasi ini"),
    _row("menumpuk.persen", "Pita di kedua sisi batas selebar", "10", "persen", _OURS, _GTI),
    _row("menumpuk.pesanan", "Pesanan di bawah batas dalam pita paling sedikit", "5", "pesanan", _OURS, _GTI),
    _row("menumpuk.bagian", "Bagian pesanan pita yang di bawah batas paling sedikit", "90", "persen", _OURS, _GTI),
    _row("menempel.persen", "Nilai pesanan menempel batas mulai", "95", "persen"),
)  # fmt: skip
_PLAN = (
    _row("rup.atas", "RUP melebihi belanja pengadaan di atas", "100", "persen"),
    _row("rup.bawah", "RUP kurang dari belanja pengadaan di bawah", "50", "persen", _OURS, "itkp-lkpp"),
)  # fmt: skip
_FIRM = (
    _row("berulang.hari", "Penyedia berulang dilihat selama", "90", "hari", _OURS, _STRANAS),
    _row("berulang.pesanan", "Penyedia berulang mulai", "5", "pesanan",
         "6,6 persen pasangan sampai 5 pesanan setahun dalam tarikan 2024; besarnya pilihan awal", _STRANAS),
    _row("berulang.persen", "Bagian nilai pejabat pada penyedia itu paling sedikit", "50", "persen", _OURS, _STRANAS),
    _row("berulang.pilihan", "Penyedia lain yang sebanding paling sedikit", "3", "penyedia", _OURS, _STRANAS),
    _row("pangsa.persen", "Bagian satu penyedia dalam kelompok barang unit paling sedikit", "50", "persen", _OURS,
         _GTI),
    _row("pangsa.nilai", "Bagian satu penyedia dinilai mulai", "100000000", "rupiah"),
    _row("satu_pembeli.persen", "Bagian penjualan kepada satu unit paling sedikit", "90", "persen"),
    _row("segala.pesanan", "Pesanan paling sedikit sebelum ragam barang dinilai", "20", "pesanan", "R048", _TESTS),
    _row("penyedia_baru.hari", "Usaha dianggap baru terdaftar selama", "90", "hari"),
    _row("penyedia_baru.nilai", "Pesanan usaha baru ditanyakan di atas", "50000000", "rupiah"),
    _row("ciri.bobot", "Bobot ciri yang sama paling sedikit", "3", "poin", "KTP pemilik yang sama", _AUDIT),
    _row("skala.mikro", "Penjualan usaha mikro setahun paling banyak", "2000000000", "rupiah",
         "Pasal 35: paling banyak Rp2 miliar", "pp-7-2021"),
    _row("skala.kecil", "Penjualan usaha kecil setahun paling banyak", "15000000000", "rupiah",
         "Pasal 35: paling banyak Rp15 miliar", "pp-7-2021"),
    _row("umkk_impor.persen", "Bagian impor dalam penjualan usaha kecil paling sedikit", "80", "persen"),
)  # fmt: skip
_OFFICER = (
    _row("petugas.mulai", "Negosiasi pejabat dilihat dari pesanan mulai", "10000000", "rupiah"),
    _row("petugas.nilai", "Nilai kinerja tertinggi", "3", "poin", "nilai 0 sampai 3", "perlem-lkpp-4-2021"),
)  # fmt: skip
_LISTING = (
    _row("hilang.hari", "Barang turun tayang sesudah dibeli dalam", "14", "hari", "tayang, dibeli, hilang", _STRANAS),
    _row("hilang.pembeli", "Pembeli barang yang hilang paling banyak", "1", "buah"),
    _row("tunggal.hari", "Etalase hanya satu penyedia selama lebih dari", "60", "hari"),
    _row("tunggal.nilai", "Penjualan etalase satu penyedia di atas", "200000000", "rupiah"),
    _row("kembar.barang", "Barang sejenis dua usaha yang terkait paling sedikit", "3", "buah"),
    _row("label.sebelum", "Label PDN berubah sebelum dibeli dalam", "7", "hari"),
    _row("label.sesudah", "Label PDN berubah lagi sesudah dibeli dalam", "30", "hari"),
)  # fmt: skip
_DELIVERY = (
    _row("mustahil.jumlah", "Serah terima pada hari tanda tangan ditanyakan bila jumlahnya di atas", "100", "buah"),
    _row("terima_akhir.hari", "Serah terima akhir tahun: hari terakhir sebanyak", "2", "hari"),
    _row("terima_akhir.persen", "Bagian serah terima pada hari-hari itu paling sedikit", "20", "persen"),
    _row("terlambat.hari", "Terlambat tanpa denda ditanyakan di atas", "0", "hari",
         "Pasal 56: denda sejak hari pertama", "perpres-16-2018"),
    _row("gantung.hari", "Pesanan menggantung sesudah barang tiba lebih dari", "30", "hari"),
    _row("adendum.hari", "Jumlah ditambah sesudah tanda tangan dalam", "14", "hari"),
)  # fmt: skip
_TARGET = (
    _row("batal.hari", "Pembatalan sesudah akhir periode dilihat selama", "30", "hari"),
    _row("batal.persen", "Bagian nilai periode yang kemudian batal di atas", "5", "persen"),
    _row("lonjakan.hari", "Akhir triwulan dihitung dari hari terakhir sebanyak", "5", "hari"),
    _row("lonjakan.persen", "Bagian nilai yang ditandatangani di akhir dan belum diterima paling sedikit", "40",
         "persen"),
    _row("lonjakan.terima", "Belum diterima sesudah", "60", "hari"),
)  # fmt: skip
_COMPETITION = (
    _row("minikom.dekat_bawah", "Penawaran kalah di atas pemenang paling sedikit", "0.5", "persen", _OURS, _TESTS),
    _row("minikom.dekat_atas", "Penawaran kalah di atas pemenang paling banyak", "3", "persen", _OURS, _TESTS),
    _row("minikom.jam", "Waktu menawar kurang dari", "24", "jam"),
)  # fmt: skip
_WORK = (
    _row("jawab.hari", "Dokumen menjawab di muka selama", "366", "hari",
         "surat edaran meminta kebutuhan, etalase dan usaha baru; lamanya pilihan awal aplikasi ini",
         "se-banten-027-1181-2023"),
    _row("alasan.hari", "Alasan yang diterima berlaku bagi pertanyaan yang sama selama", "180", "hari"),
    _row("kasus.seminggu", "Kasus baru untuk satu auditor dalam seminggu paling banyak", "5", "buah"),
    _row("tampil.contoh", "Contoh yang ditinjau sebelum indikator boleh tampil", "20", "buah"),
    _row("tampil.laju", "Indikator boleh tampil bila laju dasarnya paling banyak", "15", "persen",
         "unit, penyedia dan hari yang sama mengenai 15 persen pesanan jujur; besarnya pilihan awal"),
    _row("tampil.ketepatan", "Indikator boleh tampil bila batas bawah ketepatannya paling sedikit", "20", "persen"),
)  # fmt: skip

FLAGS: tuple[Parameter, ...] = (
    *_GENERAL, *_PRICE, *_TIMING, *_SPLITTING, *_PLAN, *_FIRM, *_OFFICER, *_LISTING, *_DELIVERY, *_TARGET,
    *_COMPETITION, *_WORK,
)  # fmt: skip

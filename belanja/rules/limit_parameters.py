"""How much one account or firm may do, and how long what waits stays open, as dated values: this house's own choice
until a region sets others. Ceilings that keep the machine up (bytes read, rows and pixels of a file, rows on a page)
are no rules and stay in the code that needs them."""

from .parameter_rows import LONG_AGO, Parameter

#: The row with the days over which waiting times are reckoned.
LOOK_BACK = "layanan.lama.hari"
_HOUSE = "belanja-kebijakan-data"
_OURS = "besarnya pilihan awal aplikasi ini"


def _limit(key: str, label: str, value: str, unit: str, why: str) -> Parameter:
    return Parameter(key, label, value, unit, LONG_AGO, _HOUSE, f"{why}; {_OURS}")


LIMITS: tuple[Parameter, ...] = (
    _limit(
        "katalog.bukti.sehari",
        "Bukti pencarian yang disimpan satu akun sehari",
        "60",
        "buah",
        "yang memerlukan lebih banyak menyalin katalog, bukan membandingkan",
    ),
    _limit(
        "katalog.kebutuhan.terbuka",
        "Kebutuhan terbuka yang dipasang satu akun",
        "20",
        "buah",
        "supaya daftar kebutuhan tetap terbaca",
    ),
    _limit(
        "katalog.harga_luar.sehari",
        "Harga luar yang dikirim satu akun sehari",
        "20",
        "buah",
        "setiap harga diperiksa seorang kurator",
    ),
    _limit(
        "katalog.harga_luar.hari",
        "Harga luar paling lama terlihat",
        "366",
        "hari",
        "harga yang lebih tua tidak sebanding lagi",
    ),
    _limit(
        "katalog.unggahan.dikerjakan",
        "Unggahan satu usaha yang dikerjakan bersamaan",
        "5",
        "buah",
        "supaya unggahan usaha lain mendapat giliran",
    ),
    _limit(
        "katalog.unggahan.terbuka",
        "Unggahan satu usaha yang menunggu putusannya sendiri",
        "20",
        "buah",
        "yang tidak diputus dibuang dahulu",
    ),
    _limit(
        LOOK_BACK,
        "Lama pemeriksaan dihitung dari hari terakhir sebanyak",
        "90",
        "hari",
        "cukup panjang untuk mediannya, cukup pendek untuk keadaan sekarang",
    ),
    _limit(
        "usaha.pendaftaran.terbuka",
        "Pendaftaran usaha satu orang yang belum selesai",
        "5",
        "buah",
        "menahan pendaftaran massal tanpa menghalangi yang punya beberapa usaha",
    ),
    _limit(
        "usaha.undangan.hari",
        "Hari berlakunya undangan menjadi anggota usaha dan permintaan izin koperasi",
        "14",
        "hari",
        "yang tidak dijawab berakhir sendiri dan dapat dikirim lagi",
    ),
    _limit(
        "akun.kode.hari",
        "Hari berlakunya kode dari petugas untuk membuktikan nomor telepon",
        "7",
        "hari",
        "sesudahnya petugas membuat kode baru",
    ),
    _limit(
        "akun.pemulihan.hari",
        "Hari permintaan pemulihan akses menunggu petugas kedua",
        "14",
        "hari",
        "orang yang menunggu di loket sudah pulang",
    ),
    _limit(
        "surel.ringkasan.jam",
        "Ringkasan pagi lewat surel ditulis mulai pukul",
        "6",
        "jam",
        "terbaca sebelum kantor dibuka",
    ),
)

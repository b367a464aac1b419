"""Dated values of needs: matching, joining, terms. All are this house's own choice until a region sets others."""

from ..parameter_rows import LONG_AGO, Parameter
from .matching import Ground

_LETTER, _HOUSE = "se-banten-027-1181-2023", "belanja-kebijakan-data"
_OURS = "besarnya pilihan awal aplikasi ini"


def _row(key: str, label: str, value: str, unit: str, why: str, basis: str = _HOUSE) -> Parameter:
    return Parameter(f"kebutuhan.{key}", label, value, unit, LONG_AGO, basis, f"{why}; {_OURS}")


_POINTS = {
    Ground.GOODS: "40",
    Ground.SHELF: "30",
    Ground.TRADE: "20",
    Ground.HISTORY: "15",
    Ground.PLACE: "10",
    Ground.SERVES: "5",
    Ground.MAKER: "10",
    Ground.COOPERATIVE: "5",
    Ground.CAPACITY: "5",
    Ground.COULD: "10",
}
NEEDS: tuple[Parameter, ...] = (
    _row("lewat.hari", "Kebutuhan berakhir sesudah tanggalnya lewat selama", "14", "hari",
         "memberi waktu untuk memperbarui tanggal"),
    _row("tanpa_tanggal.hari", "Kebutuhan tanpa tanggal berakhir sesudah tidak diurus selama", "180", "hari",
         "yang lama tidak diurus tidak lagi ditawarkan kepada usaha; dapat dipasang lagi dengan tanggalnya"),
    _row("dampingi.hari", "Pendampingan yang diserahkan ke dinas dilaporkan dalam", "10", "hari kerja",
         "cukup untuk menghubungi dan mengunjungi usahanya", _LETTER),
    _row("dampingi.ingat", "Pengingat sebelum tenggat pendampingan berakhir", "3", "hari",
         "sebelum terlambat, bukan sesudahnya"),
    _row("calon.simpan", "Usaha dari daftar dinas disimpan selama", "365", "hari",
         "sesudah itu datanya dihapus, kecuali dinas mengirim daftar baru"),
    _row("cocok.paling", "Usaha yang diberi tahu tentang satu kebutuhan paling banyak", "20", "buah",
         "supaya pesan tetap berarti bagi usaha kecil"),
    _row("cocok.baru", "Tempat di antaranya bagi usaha yang belum pernah dipesan", "5", "buah",
         "usaha kecil yang baru harus terlihat", _LETTER),
    _row("cocok.diam.hari", "Tempat usaha yang diam atau menolak terbuka bagi usaha lain sesudah", "7", "hari",
         "satu usaha yang tidak menjawab tidak menutup jalan usaha lain", _LETTER),
    _row("cocok.giliran", "Poin yang dikurangi dari usaha baru untuk setiap kebutuhan yang baru diberitahukan", "5",
         "poin", "tempat bagi usaha baru bergiliran", _LETTER),
    _row("cocok.giliran.hari", "Pemberitahuan yang dihitung untuk giliran itu: selama", "30", "hari",
         "tempat bagi usaha baru bergiliran"),
    *(
        _row(f"cocok.{ground.value}", f"Poin pencocokan: {ground.told}", points, "poin", "hanya mengurutkan")
        for ground, points in _POINTS.items()
    ),
)  # fmt: skip

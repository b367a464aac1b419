"""Why something was bought outside the catalogue (annex L6), as a unit says it in the round before a report. Dated
rows: a reason is offered from its day on, and never again after its last; what was said with it stays.

Sources: SE 027/1181-BPBJ/2023 (what the catalogue lacks is made known and proposed as etalase); Perpres 16/2018 with
its changes, Pasal 38 (methods), 59 (darurat), 61 (dikecualikan). No feed tells a reason; a method is not one.
"""

from dataclasses import dataclass
from datetime import date

from ..channels import SPSE, Channel

_LETTER, _METHODS = "SE 027/1181-BPBJ/2023", "Perpres 16/2018 Pasal 38"
_SINCE = date(2023, 3, 31)

#: Where nobody has said why: what is said in its place, and what would be needed.
UNKNOWN_NEED = "pernyataan alasan oleh Perangkat Daerah dalam putaran konfirmasi"


@dataclass(frozen=True)
class OutsideReason:
    """`first` to before `until`: the days on which it is offered (None: still)."""

    code: str
    label: str
    citation: str
    first: date = _SINCE
    until: date | None = None
    needs_note: bool = False

    def offered(self, on: date) -> bool:
        """Whether a unit may say it on a day."""
        return self.first <= on and (self.until is None or on < self.until)


REASONS: tuple[OutsideReason, ...] = (
    OutsideReason("belum_tersedia", "barang/jasa belum tersedia dalam katalog", _LETTER),
    OutsideReason("tidak_sanggup", "penyedia katalog tidak sanggup memenuhi jumlah, waktu, atau tempat", _LETTER),
    OutsideReason("harga_lebih_rendah", "harga di luar katalog lebih rendah untuk barang yang sama", _LETTER),
    OutsideReason("tender", "sifat pekerjaan dipilih lewat tender atau seleksi", _METHODS),
    OutsideReason("penunjukan_langsung", "penunjukan langsung karena keadaan tertentu", _METHODS),
    OutsideReason("darurat", "penanganan keadaan darurat", "Perpres 16/2018 Pasal 59"),
    OutsideReason("dikecualikan", "pengadaan dikecualikan (tarif, aturan sendiri, praktik bisnis mapan)",
                  "Perpres 16/2018 Pasal 61"),
    OutsideReason("gangguan_sistem", "sistem katalog tidak dapat dipakai pada waktunya", _LETTER),
    OutsideReason("lain", "alasan lain, tertulis", _LETTER, needs_note=True),
)  # fmt: skip
BY_CODE = {one.code: one for one in REASONS}

#: Channels outside the catalogue, of which a unit says why.
CHANNELS: tuple[Channel, ...] = SPSE


def offered(on: date) -> tuple[OutsideReason, ...]:
    """The reasons that a unit may say on a day, in order."""
    return tuple(one for one in REASONS if one.offered(on))

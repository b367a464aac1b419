"""Dated values of the periodic report. SE 027/1181-BPBJ/2023 asks that APIP reports periodically; how long a unit has
to look at its own figures first is not said there: it is this house's own choice until a region sets another."""

from ..parameter_rows import LONG_AGO, Parameter

_LETTER = "se-banten-027-1181-2023"
_OURS = "besarnya pilihan awal aplikasi ini"

#: Working days in which a unit answers to its figures.
HEARING_DAYS = "laporan.konfirmasi.hari"
#: Working days before the term ends on which whoever is silent is reminded.
REMINDER_DAYS = "laporan.konfirmasi.ingatkan.hari"
#: Working days in which a report that was handed on should have been acknowledged.
RECEIPT_DAYS = "laporan.terima.hari"


def _row(key: str, label: str, value: str, why: str) -> Parameter:
    return Parameter(key, label, value, "hari", LONG_AGO, _LETTER, f"{why}; {_OURS}")


REPORTING: tuple[Parameter, ...] = (
    _row(HEARING_DAYS, "Unit menjawab atas angkanya sendiri dalam", "5", "hari kerja sejak angka diterima unit"),
    _row(REMINDER_DAYS, "Unit yang belum menjawab diingatkan sebelum tenggat", "1", "hari kerja sebelum hari terakhir"),
    _row(RECEIPT_DAYS, "Laporan yang dibagikan diterima dalam", "3", "hari kerja sejak dibagikan"),
)

"""Dated values of proposals: the term of each state, the registration, how far evidence looks back. Kepka LKPP 122/2022
names no days for them in the text that is known: all are this house's own choice until a region sets others."""

from ..parameter_rows import LONG_AGO, Parameter
from .states import ProposalState

_LETTER, _KEPKA = "se-banten-027-1181-2023", "kepka-lkpp-122-2022"
_OURS = "besarnya pilihan awal aplikasi ini"


def _row(key: str, label: str, value: str, unit: str, why: str, basis: str = _KEPKA) -> Parameter:
    return Parameter(f"usulan.{key}", label, value, unit, LONG_AGO, basis, f"{why}; {_OURS}")


#: In how many working days who is to act in a state should have acted; states that are not named wait for nobody.
TERMS: dict[ProposalState, str] = {
    ProposalState.SUBMITTED: "usulan.terima.hari",
    ProposalState.INITIATION: "usulan.inisiasi.hari",
    ProposalState.REPAIR: "usulan.perbaikan.hari",
    ProposalState.STUDY: "usulan.telaah.hari",
    ProposalState.DECIDED: "usulan.umumkan.hari",
    ProposalState.VERIFICATION: "usulan.verifikasi.hari",
}
PROPOSAL_ROWS: tuple[Parameter, ...] = (
    _row("terima.hari", "Biro PBJ menerima usulan etalase dalam", "3", "hari", "hari kerja sejak diusulkan"),
    _row("inisiasi.hari", "Biro PBJ memulai penelaahan dalam", "5", "hari", "hari kerja sejak usulan diterima"),
    _row("perbaikan.hari", "Pengusul memperbaiki usulan dalam", "10", "hari", "hari kerja sejak dikembalikan"),
    _row("telaah.hari", "Penelaahan dan penetapan selesai dalam", "10", "hari", "hari kerja sejak penelaahan dimulai"),
    _row("umumkan.hari", "Penetapan diumumkan dalam", "3", "hari", "hari kerja sejak ditetapkan"),
    _row("pendaftaran.hari", "Pendaftaran penyedia dibuka paling singkat", "5", "hari", "hari kerja sejak dibuka"),
    _row("verifikasi.hari", "Verifikasi selesai dan etalase dibuka dalam", "10", "hari",
         "hari kerja sejak pendaftaran ditutup"),
    _row("nasional.hari", "Pemilik kategori nasional ditanya lagi sesudah", "30", "hari",
         "hari kerja sejak berkasnya dikirim"),
    _row("bukti.hari", "Pencarian tanpa hasil dilihat sejauh", "365", "hari", "satu tahun belanja", _LETTER),
)  # fmt: skip

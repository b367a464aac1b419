"""The states of a proposal of a new etalase, by the names of Kepka LKPP 122/2022 and its pages."""

from enum import StrEnum


class ProposalState(StrEnum):
    DRAFT = "draf"
    SUBMITTED = "diusulkan"
    INITIATION = "inisiasi"
    REPAIR = "perbaikan"
    STUDY = "penelaahan"
    DECIDED = "ditetapkan"
    ANNOUNCED = "diumumkan"
    REGISTRATION = "pendaftaran"
    VERIFICATION = "verifikasi"
    OPENED = "pencantuman"
    FOLDED = "ditampung"
    REFUSED = "ditolak"
    WITHDRAWN = "ditarik"
    CANCELLED = "dibatalkan"

    @property
    def label(self) -> str:
        return _LABELS[self.value]


_LABELS = {
    "draf": "draf",
    "diusulkan": "diusulkan, menunggu diterima",
    "inisiasi": "inisiasi pencantuman",
    "perbaikan": "dikembalikan untuk diperbaiki",
    "penelaahan": "penelaahan produk",
    "ditetapkan": "ditetapkan Kepala Biro",
    "diumumkan": "diumumkan",
    "pendaftaran": "pendaftaran penyedia dibuka",
    "verifikasi": "verifikasi",
    "pencantuman": "etalase dibuka",
    "ditampung": "ditampung etalase yang sudah ada",
    "ditolak": "ditolak",
    "ditarik": "ditarik pengusul",
    "dibatalkan": "penetapannya dibatalkan",
}

#: Seen by nobody outside the proposing unit.
PRIVATE = frozenset({ProposalState.DRAFT})
ENDED = frozenset(
    {
        ProposalState.OPENED,
        ProposalState.FOLDED,
        ProposalState.REFUSED,
        ProposalState.WITHDRAWN,
        ProposalState.CANCELLED,
    }
)
#: Nothing comes of it: its dossier is handed to nobody any more.
GONE = frozenset({ProposalState.REFUSED, ProposalState.WITHDRAWN, ProposalState.CANCELLED})
#: Its etalase is made and not open yet.
FOUNDED = frozenset(
    {ProposalState.DECIDED, ProposalState.ANNOUNCED, ProposalState.REGISTRATION, ProposalState.VERIFICATION}
)
#: Its content may still be written by the proposing unit.
WRITABLE = frozenset({ProposalState.DRAFT, ProposalState.REPAIR})
#: Other units may second it: it is public and not decided.
OPEN_TO_SECONDS = frozenset({ProposalState.SUBMITTED, ProposalState.INITIATION, ProposalState.STUDY})


class Side(StrEnum):
    UNIT = "perangkat_daerah"
    OTHER_UNIT = "perangkat_daerah_lain"
    BUREAU = "biro_pbj"
    TIME = "waktu"

    @property
    def label(self) -> str:
        return {
            "perangkat_daerah": "Perangkat Daerah pengusul",
            "perangkat_daerah_lain": "Perangkat Daerah lain",
            "biro_pbj": "Biro PBJ",
            "waktu": "sistem",
        }[self.value]


class Nature(StrEnum):
    """What would stand on the shelf (Kepka LKPP 122/2022)."""

    GOODS = "barang"
    SERVICE = "jasa"
    WORKS = "konstruksi"
    DIGITAL = "digital"

    @property
    def label(self) -> str:
        return {"barang": "Barang", "jasa": "Jasa", "konstruksi": "Pekerjaan konstruksi", "digital": "Digital"}[
            self.value
        ]


class Advice(StrEnum):
    """What the study advises the head of the bureau."""

    FOUND = "tetapkan"
    FOLD = "tampung"
    REFUSE = "tolak"

    @property
    def label(self) -> str:
        return {
            "tetapkan": "Tetapkan sebagai etalase baru",
            "tampung": "Tampung di etalase yang sudah ada",
            "tolak": "Tolak",
        }[self.value]


class Background(StrEnum):
    """Why an etalase is proposed: one of the five grounds of Kepka LKPP 122/2022 (K-06)."""

    MANDATE = "amanat"
    INITIATIVE = "inisiatif"
    FIRMS = "pelaku_usaha"
    NEED = "kebutuhan"
    REVIEW = "monev"

    @property
    def label(self) -> str:
        return {
            "amanat": "Amanat peraturan perundang-undangan",
            "inisiatif": "Inisiatif pengelola katalog",
            "pelaku_usaha": "Usulan pelaku usaha",
            "kebutuhan": "Kebutuhan Perangkat Daerah, termasuk dari iklan kebutuhan",
            "monev": "Rekomendasi hasil pemantauan dan evaluasi",
        }[self.value]


class NationalAnswer(StrEnum):
    """What the owner of the national category said of an exported dossier."""

    WAITING = "menunggu"
    ACCEPTED = "diterima"
    PARTLY = "sebagian"
    REFUSED = "ditolak"
    ASKED = "ditanya"

    @property
    def label(self) -> str:
        return {
            "menunggu": "menunggu jawaban",
            "diterima": "diterima",
            "sebagian": "diterima sebagian",
            "ditolak": "ditolak",
            "ditanya": "diminta penjelasan",
        }[self.value]


#: The owner has given a national category; he has still to give his last word.
MAPPED = frozenset({NationalAnswer.ACCEPTED, NationalAnswer.PARTLY})
PENDING = frozenset({NationalAnswer.WAITING, NationalAnswer.ASKED})

"""The states of a need that somebody posted because the catalogue does not have it (SE 027/1181-BPBJ/2023: what is
missing is brought in by getting small firms to list it)."""

from enum import StrEnum


class NeedState(StrEnum):
    """Open until something meets it, or it is answered in another way, or nobody wants it any more."""

    OPEN = "terbuka"
    OFFERED = "ditawarkan"
    COACHED = "pembinaan"
    LISTED = "tayang"
    SHELF = "usul_etalase"
    MET = "terpenuhi"
    EQUIVALENT = "setara"
    UNAVAILABLE = "tidak_tersedia"
    EXPIRED = "kedaluwarsa"
    TAKEN_BACK = "ditarik"
    REMOVED = "diturunkan"

    @property
    def label(self) -> str:
        return _LABELS[self.value]


_LABELS = {
    "terbuka": "terbuka",
    "ditawarkan": "ada yang menyatakan sanggup",
    "pembinaan": "usahanya sedang didampingi",
    "tayang": "barangnya sudah di katalog",
    "usul_etalase": "menunggu usulan etalase",
    "terpenuhi": "terpenuhi dengan pesanan",
    "setara": "terpenuhi dengan barang setara",
    "tidak_tersedia": "tidak tersedia",
    "kedaluwarsa": "kedaluwarsa",
    "ditarik": "ditarik pemasangnya",
    "diturunkan": "diturunkan Biro PBJ",
}

#: Still looked for: matched and shown to firms.
WANTED = frozenset({NeedState.OPEN, NeedState.OFFERED, NeedState.COACHED})
#: Nobody has it yet, whether or not its shelf is there: listed for everybody, counted in a joined demand.
SOUGHT = WANTED | {NeedState.SHELF}
#: Somebody has to do something next, or time will.
RUNNING = SOUGHT | {NeedState.LISTED}
#: Answered in a way that the letter asks for.
ANSWERED = frozenset({NeedState.MET, NeedState.EQUIVALENT})


class Side(StrEnum):
    """Whose step it is. The poster is the account that posted it, or whoever holds the duty for its unit."""

    POSTER = "pemasang"
    BUREAU = "biro_pbj"
    COACH = "dinas"
    FIRM = "penyedia"
    TIME = "waktu"

    @property
    def label(self) -> str:
        return {
            "pemasang": "pemasang",
            "biro_pbj": "Biro PBJ",
            "dinas": "dinas pembina",
            "penyedia": "penyedia",
            "waktu": "sistem",
        }[self.value]


class Stage(StrEnum):
    """How far a firm came with a need, in the order of the way; each is reached once. `DECLINED` ends it."""

    MATCHED = "cocok"
    TOLD = "diberi_tahu"
    SEEN = "dilihat"
    INTERESTED = "berminat"
    DECLINED = "menolak"
    HELPED = "didampingi"
    REGISTERED = "terdaftar"
    LISTED = "tayang"
    ORDERED = "dipesan"
    PAID = "dibayar"

    @property
    def label(self) -> str:
        return {
            "cocok": "cocok",
            "diberi_tahu": "diberi tahu",
            "dilihat": "melihat",
            "berminat": "berminat",
            "menolak": "menolak",
            "didampingi": "didampingi",
            "terdaftar": "terdaftar",
            "tayang": "barangnya tayang",
            "dipesan": "dipesan",
            "dibayar": "dibayar",
        }[self.value]

    @property
    def definition(self) -> str:
        """What is counted, in a sentence for everybody."""
        return _DEFINITIONS[self.value]


_DEFINITIONS = {
    "cocok": "Pasangan kebutuhan dan usaha yang menurut aturan pencocokan dapat memenuhinya.",
    "diberi_tahu": "Usaha diberi tahu di Belanja, lewat pesan, atau oleh dinas pembina.",
    "dilihat": "Usaha membuka halaman kebutuhannya, atau menjawabnya.",
    "berminat": "Usaha menyatakan sanggup atau berminat.",
    "menolak": "Usaha menyatakan tidak, dengan alasannya.",
    "didampingi": "Dinas pembina atau Biro PBJ mencatat pendampingan untuk kebutuhan ini.",
    "terdaftar": "Usahanya lulus pendaftaran. Yang sudah terdaftar sebelum dicocokkan tidak dihitung lagi.",
    "tayang": "Barangnya yang memenuhi kebutuhan ini, atau diterima sebagai setara, tayang di katalog.",
    "dipesan": "Barang itu dipesan unit yang membutuhkannya, sudah ditandatangani kedua pihak.",
    "dibayar": "Pesanan itu dibayar, sudah dicocokkan dengan SP2D atau bukti bayar.",
}

"""A review assignment (penugasan reviu): its kinds, posts, states, and what its papers conclude.

Review of APIP goes by programme, working papers (KKR), notes of results (CHR) and the report (LHR): domain facts M-06.
Who prepares a paper is looked over by two others (pengawasan berjenjang), each once.
"""

from enum import StrEnum


class ReviewKind(StrEnum):
    P3DN = "reviu_p3dn"
    TRANSACTIONS = "reviu_transaksi"
    MONITORING = "pemantauan"

    @property
    def label(self) -> str:
        return {
            "reviu_p3dn": "Reviu P3DN",
            "reviu_transaksi": "Reviu transaksi e-Purchasing",
            "pemantauan": "Pemantauan e-Purchasing",
        }[self.value]


class Post(StrEnum):
    """In a team; one person holds one post of it."""

    SUPERVISOR = "pengendali_teknis"
    LEADER = "ketua_tim"
    MEMBER = "anggota"

    @property
    def label(self) -> str:
        return {"pengendali_teknis": "pengendali teknis", "ketua_tim": "ketua tim", "anggota": "anggota tim"}[
            self.value
        ]


class ReviewSide(StrEnum):
    """Whose step it is; those of the team are its posts, by their own names."""

    PLANNER = "perencana"
    SUPERVISOR = "pengendali_teknis"
    LEADER = "ketua_tim"
    MEMBER = "anggota"
    UNIT = "unit"
    TIME = "waktu"

    @property
    def label(self) -> str:
        return {
            "perencana": "APIP",
            "pengendali_teknis": "pengendali teknis",
            "ketua_tim": "ketua tim",
            "anggota": "anggota tim",
            "unit": "unit yang direviu",
            "waktu": "sistem",
        }[self.value]


class ReviewState(StrEnum):
    PLANNED = "direncanakan"
    WORKING = "dilaksanakan"
    SUPERVISED = "reviu_berjenjang"
    NOTES_SENT = "chr_disampaikan"
    REPORTED = "lhr_terbit"
    CANCELLED = "dibatalkan"

    @property
    def label(self) -> str:
        return {
            "direncanakan": "direncanakan",
            "dilaksanakan": "dilaksanakan",
            "reviu_berjenjang": "reviu berjenjang",
            "chr_disampaikan": "CHR disampaikan",
            "lhr_terbit": "LHR terbit",
            "dibatalkan": "dibatalkan",
        }[self.value]


#: Nothing more is done with it.
REVIEW_ENDED = frozenset({ReviewState.REPORTED, ReviewState.CANCELLED})


class Said(StrEnum):
    """An answer to a question of a checklist."""

    YES = "ya"
    NO = "tidak"
    UNJUDGED = "tidak_dapat_dinilai"
    NOT_APPLICABLE = "tidak_berlaku"

    @property
    def label(self) -> str:
        return {
            "ya": "ya",
            "tidak": "tidak",
            "tidak_dapat_dinilai": "tidak dapat dinilai",
            "tidak_berlaku": "tidak berlaku",
        }[self.value]


class Conclusion(StrEnum):
    """What a working paper says of what it looked at; the last one leads to a case, which asks before it says more."""

    FITS = "sesuai"
    NOTED = "catatan"
    DEEPEN = "perlu_pendalaman"

    @property
    def label(self) -> str:
        return {"sesuai": "sesuai", "catatan": "ada catatan", "perlu_pendalaman": "perlu pendalaman"}[self.value]

"""The steps of a need: from which state each leads where, who may take it and what it asks for.

The course follows the unmet need (iklan kebutuhan) of the catalogue's rules, K-06 of Kepka LKPP 122/2022, and SE
027/1181-BPBJ/2023: an open need is offered for, coached, listed, ordered, or ends with what was found out.
"""

from enum import StrEnum

from ..course import NOTHING, Course, row
from ..duties import Duty
from .states import RUNNING, WANTED, NeedState, Side

LETTER = "SE 027/1181-BPBJ/2023"
ADVERT = "Kepka LKPP 122/2022, iklan kebutuhan"
IMPORT = "Perpres 16/2018 Pasal 66"


class Step(StrEnum):
    POST = "pasang"
    AMEND = "ubah"
    OFFER = "sanggup"
    UNOFFER = "mundur"
    HAND_OVER = "serahkan"
    HAND_BACK = "laporkan"
    LINK = "tautkan"
    UNLINK = "lepas"
    ORDERED = "dipesan"
    EQUIVALENT = "terima_setara"
    SHELF = "usulkan_etalase"
    SHELF_ANSWERED = "etalase_dijawab"
    UNAVAILABLE = "nyatakan_tidak_tersedia"
    EXPIRE = "lewat_waktu"
    RENEW = "perbarui"
    TAKE_BACK = "tarik"
    REMOVE = "turunkan"


_S, _N = Side, NeedState
_POST, _BUREAU, _COACH = Duty.POST_NEED, Duty.CURATE_CATALOGUE, Duty.ASSIST_FIRM
_wanted = tuple(state.value for state in NeedState if state in WANTED)
_running = tuple(state.value for state in NeedState if state in RUNNING)
#: Looked for again: which of these is told by what is on record (an offer that stands, a coach at work).
_again = (_N.OPEN, _N.OFFERED, _N.COACHED)

NEEDS = Course(
    "Kebutuhan",
    NeedState,
    frozenset(
        {_N.MET.value, _N.EQUIVALENT.value, _N.UNAVAILABLE.value, _N.TAKEN_BACK.value, _N.REMOVED.value}
    ),
    (
        row(Step.POST, _S.POSTER, _POST, (NOTHING,), (_N.OPEN,), "Pasang kebutuhan", "Kebutuhan dipasang",
            citation=LETTER),
        row(Step.AMEND, _S.POSTER, _POST, _wanted, (), "Ubah", "Keterangannya diubah"),
        row(Step.OFFER, _S.FIRM, None, (_N.OPEN,), (_N.OFFERED,), "Saya sanggup", "Satu usaha menyatakan sanggup",
            citation=ADVERT),
        row(Step.OFFER, _S.FIRM, None, (_N.OFFERED, _N.COACHED), (), "Saya sanggup", "Satu usaha menyatakan sanggup",
            citation=ADVERT),
        row(Step.UNOFFER, _S.FIRM, None, (_N.OFFERED, _N.COACHED), _again,
            "Tidak jadi", "Satu usaha tidak jadi", "reason"),
        row(Step.HAND_OVER, _S.BUREAU, _BUREAU, _wanted, (_N.COACHED,), "Serahkan ke dinas pembina",
            "Diserahkan untuk didampingi", "note", citation=LETTER),
        row(Step.HAND_OVER, _S.POSTER, _POST, _wanted, (_N.COACHED,), "Minta pendampingan",
            "Diserahkan untuk didampingi", "note", citation=LETTER),
        row(Step.HAND_BACK, _S.COACH, _COACH, (_N.COACHED,), _again,
            "Laporkan hasil", "Hasil pendampingan dilaporkan", "note"),
        row(Step.LINK, _S.BUREAU, _BUREAU, (*_wanted, _N.SHELF), (_N.LISTED,), "Tautkan barangnya",
            "Barang yang memenuhinya ditautkan"),
        row(Step.LINK, _S.POSTER, _POST, (*_wanted, _N.SHELF), (_N.LISTED,), "Tautkan barangnya",
            "Barang yang memenuhinya ditautkan"),
        row(Step.LINK, _S.TIME, None, (*_wanted, _N.SHELF), (_N.LISTED,), "Tautkan barangnya",
            "Barang yang memenuhinya tayang"),
        row(Step.UNLINK, _S.POSTER, _POST, (_N.LISTED,), _again, "Bukan itu yang dibutuhkan",
            "Barang yang ditautkan tidak memenuhinya", "note"),
        row(Step.UNLINK, _S.BUREAU, _BUREAU, (_N.LISTED,), _again, "Lepas tautannya",
            "Barang yang ditautkan tidak memenuhinya", "note"),
        row(Step.ORDERED, _S.TIME, None, _running, (_N.MET,), "Dipesan", "Dipesan dari katalog", citation=LETTER),
        row(Step.EQUIVALENT, _S.POSTER, _POST, (*_wanted, _N.LISTED), (_N.EQUIVALENT,), "Terima barang setara",
            "Barang setara diterima", "note"),
        row(Step.SHELF, _S.POSTER, _POST, _wanted, (_N.SHELF,), "Usulkan etalase", "Etalase baru diusulkan",
            citation=LETTER),
        row(Step.SHELF_ANSWERED, _S.TIME, None, (_N.SHELF,), _again, "Usulan dijawab",
            "Usulan etalasenya dijawab"),
        row(Step.UNAVAILABLE, _S.BUREAU, _BUREAU, _wanted, (_N.UNAVAILABLE,), "Nyatakan tidak tersedia",
            "Dinyatakan tidak tersedia", "reason", "note", citation=IMPORT),
        row(Step.EXPIRE, _S.TIME, None, (*_wanted, _N.LISTED), (_N.EXPIRED,), "Lewat waktu",
            "Masa pencariannya lewat"),
        row(Step.RENEW, _S.POSTER, _POST, (_N.EXPIRED,), _again, "Pasang lagi",
            "Dipasang lagi dengan tanggal baru"),
        row(Step.TAKE_BACK, _S.POSTER, _POST, (*_running, _N.EXPIRED), (_N.TAKEN_BACK,), "Tarik",
            "Ditarik pemasangnya"),
        row(Step.REMOVE, _S.BUREAU, _BUREAU, (*_running, _N.EXPIRED), (_N.REMOVED,), "Turunkan",
            "Diturunkan Biro PBJ", "note"),
    ),
)  # fmt: skip

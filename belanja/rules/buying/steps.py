"""The steps of buying: from which state each leads where, who may take it, and what it asks for.

One table for packages, orders, shipments and the versions of an order: the check of the services, the buttons of the
pages, the test of permissions and the drawing in docs/states.md come from it. What is not in it is refused. States
follow the national catalogue v6 (Kepka LKPP 177/2024; its guides for the terms).
"""

from dataclasses import dataclass
from enum import StrEnum

from .. import course
from ..course import NOTHING, row
from ..duties import Duty
from .states import FINISHED, MoneyStep, OrderState, PackageState, ShipmentState, Side, VersionState

KEPKA_177 = "Kepka LKPP 177/2024"
PERPRES_54 = "Perpres 16/2018 Pasal 54"


class Axis(StrEnum):
    """What has the state. `SHIPMENT` runs beside the order's own."""

    PACKAGE = "paket"
    ORDER = "pesanan"
    SHIPMENT = "kiriman"
    VERSION = "versi"

    @property
    def label(self) -> str:
        return {"paket": "Paket", "pesanan": "Pesanan", "kiriman": "Pengiriman", "versi": "Versi pesanan"}[self.value]


class Step(StrEnum):
    BEGIN = "mulai"
    EDIT = "ubah"
    DESCRIBE = "terangkan"
    REQUEST = "ajukan"
    RETURN = "kembalikan"
    SEND = "kirim"
    CLOSE = "tutup"
    CANCEL = "batalkan"
    CREATE = "buat_pesanan"
    OFFER = "tawar"
    AGREE = "sepakati"
    DECLINE_OFFER = "tolak_tawaran"
    EXTEND = "perpanjang"
    OFFER_LAPSED = "tawaran_lewat"
    CONFIRM_EXPIRY = "nyatakan_lewat"
    WITHDRAW = "mundur"
    PAYMENT_TERMS = "atur_pembayaran"
    SUBMIT = "serahkan"
    APPROVE = "setujui"
    REVIEW_LAPSED = "ppk_lewat"
    DETERMINE = "tetapkan"
    SIGN = "tanda_tangani"
    ACCEPT = "terima"
    DECLINE = "tolak"
    CONFIRMATION_LAPSED = "penyedia_lewat"
    LINK_NATIONAL = "catat_nomor_nasional"
    ASK_CANCEL = "minta_batal"
    AGREE_CANCEL = "setujui_batal"
    REFUSE_CANCEL = "tolak_batal"
    CANCEL_LAPSED = "batal_lewat"
    PROPOSE_ADDENDUM = "usul_adendum"
    SIGN_ADDENDUM = "tanda_tangani_adendum"
    REFUSE_ADDENDUM = "tolak_adendum"
    WITHDRAW_ADDENDUM = "tarik_adendum"
    ADDENDUM_LAPSED = "adendum_lewat"
    REPLACE = "diganti"
    CALL = "panggil"
    ANSWER_CALL = "jawab_panggilan"
    CANCEL_CALL = "batal_panggilan"
    COMPLETE = "selesaikan"
    COMPLETE_OUTSIDE = "selesaikan_luar_sistem"
    REOPEN = "buka_lagi"
    PREPARE = "siapkan"
    SHIP = "antar"
    ARRIVE = "tiba"
    INSPECT = "periksa"
    HAND_OVER = "serah_terima"
    PROPOSE_HANDOVER = "usul_serah_terima"


Rule = course.Rule[Step, Side]


@dataclass(frozen=True)
class Term:
    """How long a state may wait. `key`: the dated row, in working days; `waits_for`: whose turn it is; `lapse`: the
    step that follows by itself, None where somebody is only reminded."""

    key: str
    waits_for: Side
    lapse: Step | None = None


_B, _F, _T = Side.BUYER, Side.FIRM, Side.TIME
_P, _O, _S, _V = PackageState, OrderState, ShipmentState, VersionState


def _package(step: Step, side: Side, duty: Duty | None, sources: tuple[str, ...], targets: tuple[str, ...],
             label: str, told: str, *asks: str) -> Rule:  # fmt: skip
    return row(step, side, duty, sources, targets, label, told, *asks, citation=KEPKA_177)


def _order(step: Step, side: Side, duty: Duty | None, sources: tuple[str, ...], targets: tuple[str, ...],
           label: str, told: str, *asks: str, citation: str = KEPKA_177) -> Rule:  # fmt: skip
    return row(step, side, duty, sources, targets, label, told, *asks, citation=citation)


_ASK, _BUY, _APPROVE, _DETERMINE = (
    Duty.REQUEST_PURCHASE,
    Duty.BUY,
    Duty.APPROVE_PURCHASE,
    Duty.DETERMINE_PURCHASE,
)
PACKAGES: tuple[Rule, ...] = (
    _package(Step.BEGIN, _B, _ASK, (NOTHING,), (_P.DRAFT,), "Mulai paket", "Paket dimulai"),
    _package(Step.EDIT, _B, _ASK, (_P.DRAFT,), (), "Ubah isi", "Isi paket diubah"),
    _package(Step.DESCRIBE, _B, _ASK, (_P.DRAFT,), (), "Lengkapi keterangan", "Keterangan dilengkapi"),
    _package(Step.DESCRIBE, _B, _BUY, (_P.REQUESTED,), (), "Lengkapi keterangan", "Keterangan dilengkapi"),
    _package(Step.REQUEST, _B, _ASK, (_P.DRAFT,), (_P.REQUESTED,), "Ajukan", "Diajukan kepada pelaksana pembelian"),
    _package(Step.RETURN, _B, _BUY, (_P.REQUESTED,), (_P.DRAFT,), "Kembalikan", "Dikembalikan", "note"),
    _package(Step.SEND, _B, _BUY, (_P.DRAFT, _P.REQUESTED), (_P.BUYING,), "Buat pesanan", "Menjadi pesanan"),
    _package(Step.CANCEL, _B, _ASK, (_P.DRAFT, _P.REQUESTED), (_P.CANCELLED,), "Batalkan", "Dibatalkan", "note"),
    _package(Step.CLOSE, _T, None, (_P.BUYING,), (_P.DONE, _P.CANCELLED), "Tutup", "Semua pesanannya berakhir"),
    _package(
        Step.REOPEN,
        _B,
        Duty.PAY_PURCHASE,
        (_P.DONE,),
        (_P.BUYING,),
        "Tarik pembayaran pesanannya",
        "Satu pesanannya diproses lagi",
    ),
)

_RUNNING = (_O.PROCESS,)
ORDERS: tuple[Rule, ...] = (
    _order(Step.CREATE, _B, _BUY, (NOTHING,), (_O.NEGOTIATION, _O.REVIEW, _O.DETERMINATION, _O.SIGNING),
           "Buat pesanan", "Pesanan dibuat"),
    _order(Step.OFFER, _B, _BUY, (_O.NEGOTIATION,), (), "Tawar", "Pembeli menawar"),
    _order(Step.OFFER, _F, None, (_O.NEGOTIATION,), (), "Tawar", "Penyedia menawar"),
    _order(Step.AGREE, _B, _BUY, (_O.NEGOTIATION,), (), "Sepakati", "Pembeli menyepakati tawaran"),
    _order(Step.AGREE, _F, None, (_O.NEGOTIATION,), (), "Sepakati", "Penyedia menyepakati tawaran"),
    _order(Step.DECLINE_OFFER, _B, _BUY, (_O.NEGOTIATION,), (), "Tolak tawaran", "Pembeli menolak tawaran", "note"),
    _order(Step.DECLINE_OFFER, _F, None, (_O.NEGOTIATION,), (), "Tolak tawaran", "Penyedia menolak tawaran", "note"),
    _order(Step.EXTEND, _B, _BUY, (_O.NEGOTIATION,), (), "Perpanjang waktu", "Waktu menjawab diperpanjang satu kali"),
    _order(Step.OFFER_LAPSED, _T, None, (_O.NEGOTIATION,), (), "Tawaran lewat", "Tawaran tidak dijawab"),
    _order(Step.CONFIRM_EXPIRY, _B, _BUY, (_O.NEGOTIATION,), (_O.CANCELLED_NEGOTIATION,), "Nyatakan lewat waktu",
           "Pembeli menyatakan negosiasi lewat waktu"),
    _order(Step.WITHDRAW, _F, None, (_O.NEGOTIATION,), (_O.CANCELLED_NEGOTIATION,), "Mundur dari negosiasi",
           "Penyedia mundur dari negosiasi", "reason"),
    _order(Step.CANCEL, _B, _BUY, (_O.NEGOTIATION,), (_O.CANCELLED_NEGOTIATION,), "Batalkan", "Dibatalkan pembeli",
           "reason"),
    _order(Step.PAYMENT_TERMS, _B, _BUY, (_O.NEGOTIATION,), (), "Atur uang muka dan retensi",
           "Uang muka dan retensi diatur", citation="Perpres 16/2018 Pasal 29"),
    _order(Step.PAYMENT_TERMS, _B, _APPROVE, (_O.REVIEW, _O.SIGNING), (), "Atur uang muka dan retensi",
           "Uang muka dan retensi diatur", citation="Perpres 16/2018 Pasal 29"),
    _order(Step.SUBMIT, _B, _BUY, (_O.NEGOTIATION,), (_O.REVIEW, _O.DETERMINATION, _O.SIGNING),
           "Serahkan kepada PPK", "Diserahkan untuk diperiksa"),
    _order(Step.APPROVE, _B, _APPROVE, (_O.REVIEW,), (_O.SIGNING, _O.DETERMINATION), "Setujui", "Disetujui PPK"),
    _order(Step.RETURN, _B, _APPROVE, (_O.REVIEW,), (_O.NEGOTIATION,), "Kembalikan", "Dikembalikan PPK", "note"),
    _order(Step.REVIEW_LAPSED, _T, None, (_O.REVIEW,), (_O.CANCELLED_REVIEW,), "PPK lewat waktu",
           "Batal: PPK tidak memeriksa sampai tenggat"),
    _order(Step.DETERMINE, _B, _DETERMINE, (_O.DETERMINATION,), (_O.SIGNING,), "Tetapkan", "Ditetapkan PA/KPA",
           citation="Perpres 16/2018 Pasal 9"),
    _order(Step.RETURN, _B, _DETERMINE, (_O.DETERMINATION,), (_O.NEGOTIATION,), "Kembalikan",
           "Dikembalikan PA/KPA", "note"),
    _order(Step.CANCEL, _B, _BUY, (_O.REVIEW, _O.DETERMINATION), (_O.CANCELLED_REVIEW,), "Batalkan",
           "Dibatalkan pembeli", "reason"),
    _order(Step.CANCEL, _B, _APPROVE, (_O.REVIEW, _O.DETERMINATION, _O.SIGNING), (_O.CANCELLED_REVIEW,), "Batalkan",
           "Dibatalkan PPK", "reason"),
    _order(Step.SIGN, _B, _APPROVE, (_O.SIGNING,), (_O.CONFIRMATION,), "Tanda tangani", "Ditandatangani PPK"),
    _order(Step.LINK_NATIONAL, _B, _BUY, (_O.SIGNING,), (_O.PROCESS,), "Catat nomor pesanan nasional",
           "Dipesan di katalog nasional"),
    _order(Step.ACCEPT, _F, None, (_O.CONFIRMATION,), (_O.PROCESS,), "Terima dan tanda tangani",
           "Diterima dan ditandatangani penyedia", "owner"),
    _order(Step.DECLINE, _F, None, (_O.CONFIRMATION,), (_O.CANCELLED,), "Tolak pesanan", "Ditolak penyedia", "reason"),
    _order(Step.CANCEL, _B, _APPROVE, (_O.CONFIRMATION,), (_O.CANCELLED,), "Batalkan", "Dibatalkan PPK", "reason"),
    _order(Step.CONFIRMATION_LAPSED, _T, None, (_O.CONFIRMATION,), (_O.CANCELLED,), "Penyedia lewat waktu",
           "Batal: penyedia tidak mengonfirmasi sampai tenggat"),
    # After both have signed: by agreement, by force majeure, or by default (domain: Kepka LKPP 177/2024).
    _order(Step.CANCEL, _B, _APPROVE, _RUNNING, (_O.CANCELLED,), "Akhiri sepihak",
           "Diakhiri PPK karena keadaan kahar atau wanprestasi", "reason", "note"),
    _order(Step.ASK_CANCEL, _B, _APPROVE, _RUNNING, (), "Minta pembatalan", "PPK meminta pembatalan", "reason"),
    _order(Step.ASK_CANCEL, _F, None, _RUNNING, (), "Minta pembatalan", "Penyedia meminta pembatalan", "reason"),
    _order(Step.AGREE_CANCEL, _B, _APPROVE, _RUNNING, (_O.CANCELLED,), "Setujui pembatalan",
           "Dibatalkan dengan kesepakatan"),
    _order(Step.AGREE_CANCEL, _F, None, _RUNNING, (_O.CANCELLED,), "Setujui pembatalan",
           "Dibatalkan dengan kesepakatan", "owner"),
    _order(Step.REFUSE_CANCEL, _B, _APPROVE, _RUNNING, (), "Tolak pembatalan", "PPK menolak pembatalan"),
    _order(Step.REFUSE_CANCEL, _F, None, _RUNNING, (), "Tolak pembatalan", "Penyedia menolak pembatalan"),
    _order(Step.CANCEL_LAPSED, _T, None, _RUNNING, (), "Permintaan gugur", "Permintaan pembatalan tidak dijawab"),
    _order(Step.PROPOSE_ADDENDUM, _B, _APPROVE, _RUNNING, (_O.ADDENDUM,), "Usulkan adendum", "PPK mengusulkan adendum",
           "note", citation=PERPRES_54),
    _order(Step.PROPOSE_ADDENDUM, _F, None, _RUNNING, (_O.ADDENDUM,), "Usulkan adendum", "Penyedia mengusulkan adendum",
           "note", "owner", citation=PERPRES_54),
    _order(Step.SIGN_ADDENDUM, _B, _APPROVE, (_O.ADDENDUM,), (_O.PROCESS,), "Tanda tangani adendum",
           "Adendum ditandatangani PPK", citation=PERPRES_54),
    _order(Step.SIGN_ADDENDUM, _F, None, (_O.ADDENDUM,), (_O.PROCESS,), "Tanda tangani adendum",
           "Adendum ditandatangani penyedia", "owner", citation=PERPRES_54),
    _order(Step.REFUSE_ADDENDUM, _B, _APPROVE, (_O.ADDENDUM,), (_O.PROCESS,), "Tolak adendum", "Adendum ditolak PPK",
           "note"),
    _order(Step.REFUSE_ADDENDUM, _F, None, (_O.ADDENDUM,), (_O.PROCESS,), "Tolak adendum", "Adendum ditolak penyedia",
           "note"),
    _order(Step.WITHDRAW_ADDENDUM, _B, _APPROVE, (_O.ADDENDUM,), (_O.PROCESS,), "Tarik usulan",
           "Usulan adendum ditarik PPK"),
    _order(Step.WITHDRAW_ADDENDUM, _F, None, (_O.ADDENDUM,), (_O.PROCESS,), "Tarik usulan",
           "Usulan adendum ditarik penyedia"),
    _order(Step.ADDENDUM_LAPSED, _T, None, (_O.ADDENDUM,), (_O.PROCESS,), "Usulan gugur",
           "Usulan adendum tidak dijawab"),
    _order(Step.CALL, _B, _APPROVE, _RUNNING, (), "Panggil barang", "Barang dipanggil"),
    _order(Step.ANSWER_CALL, _F, None, _RUNNING, (), "Sanggupi panggilan", "Panggilan disanggupi penyedia"),
    _order(Step.CANCEL_CALL, _B, _APPROVE, _RUNNING, (), "Batalkan panggilan", "Panggilan dibatalkan PPK", "note"),
    _order(Step.CANCEL_CALL, _F, None, _RUNNING, (), "Tolak panggilan", "Panggilan ditolak penyedia", "note"),
    _order(Step.COMPLETE, _B, Duty.ACCEPT_GOODS, _RUNNING, (_O.COMPLETED,), "Nyatakan selesai", "Selesai"),
    _order(Step.COMPLETE_OUTSIDE, _B, Duty.ACCEPT_GOODS, _RUNNING, (_O.PAID_OUTSIDE,),
           "Selesai, dibayar di luar sistem", "Selesai, dibayar di luar sistem"),
    _order(Step.REOPEN, _B, Duty.PAY_PURCHASE, tuple(sorted(FINISHED)), (_O.PROCESS,), "Tarik pembayarannya",
           "Diproses lagi: pembayarannya ternyata tidak ada", citation="Perpres 16/2018 Pasal 53"),
)  # fmt: skip


def _shipment(step: Step, side: Side, duty: Duty | None, sources: tuple[str, ...], targets: tuple[str, ...],
              label: str, told: str, *asks: str) -> Rule:  # fmt: skip
    return row(step, side, duty, sources, targets, label, told, *asks, citation=KEPKA_177)


#: An order goes in one or many consignments: what is still to come leads back to `PROCESSING`.
_BEFORE_THE_END = tuple(state for state in ShipmentState if state is not ShipmentState.COMPLETED)
_UNDER_WAY = tuple(state for state in _BEFORE_THE_END if state is not ShipmentState.DRAFT)
SHIPMENTS: tuple[Rule, ...] = (
    _shipment(Step.PREPARE, _F, None, _BEFORE_THE_END, (_S.PROCESSING,), "Siapkan kiriman", "Kiriman disiapkan"),
    _shipment(Step.SHIP, _F, None, _UNDER_WAY, (_S.SHIPPING,), "Kirim", "Dikirim penyedia"),
    _shipment(Step.ARRIVE, _B, Duty.RECEIVE_GOODS, _UNDER_WAY, (_S.DELIVERED,), "Catat tiba", "Tiba"),
    _shipment(Step.ARRIVE, _F, None, _UNDER_WAY, (_S.DELIVERED,), "Catat tiba", "Tiba menurut penyedia"),
    _shipment(Step.INSPECT, _B, Duty.RECEIVE_GOODS, _UNDER_WAY,
              (_S.BUYER_CONFIRMED, _S.PROCESSING), "Periksa", "Diperiksa"),
    _shipment(Step.PROPOSE_HANDOVER, _T, None, _UNDER_WAY, (), "Usulkan serah terima",
              "Serah terima diusulkan karena tidak diperiksa"),
    _shipment(Step.HAND_OVER, _B, Duty.ACCEPT_GOODS, _UNDER_WAY, (_S.COMPLETED, _S.PROCESSING), "Serah terima",
              "Serah terima (BAST)"),
    _shipment(Step.HAND_OVER, _F, None, _UNDER_WAY, (_S.COMPLETED, _S.PROCESSING),
              "Tanda tangani serah terima", "Serah terima (BAST) ditandatangani penyedia"),
)  # fmt: skip


def _version(step: Step, side: Side, duty: Duty | None, sources: tuple[str, ...], targets: tuple[str, ...],
             label: str, told: str) -> Rule:  # fmt: skip
    return row(step, side, duty, sources, targets, label, told, citation=PERPRES_54)


VERSIONS: tuple[Rule, ...] = (
    _version(Step.SIGN, _B, _APPROVE, (NOTHING,), (_V.PROPOSED,), "Tanda tangani", "Pesanan ditandatangani PPK"),
    _version(Step.ACCEPT, _F, None, (_V.PROPOSED,), (_V.IN_FORCE,), "Terima", "Pesanan berlaku"),
    _version(Step.PROPOSE_ADDENDUM, _B, _APPROVE, (NOTHING,), (_V.PROPOSED,), "Usulkan", "Adendum diusulkan"),
    _version(Step.PROPOSE_ADDENDUM, _F, None, (NOTHING,), (_V.PROPOSED,), "Usulkan", "Adendum diusulkan"),
    _version(Step.SIGN_ADDENDUM, _B, _APPROVE, (_V.PROPOSED,), (_V.IN_FORCE,), "Tanda tangani", "Adendum berlaku"),
    _version(Step.SIGN_ADDENDUM, _F, None, (_V.PROPOSED,), (_V.IN_FORCE,), "Tanda tangani", "Adendum berlaku"),
    _version(Step.REFUSE_ADDENDUM, _B, _APPROVE, (_V.PROPOSED,), (_V.REFUSED,), "Tolak", "Ditolak"),
    _version(Step.REFUSE_ADDENDUM, _F, None, (_V.PROPOSED,), (_V.REFUSED,), "Tolak", "Ditolak"),
    _version(Step.CANCEL, _T, None, (_V.PROPOSED,), (_V.REFUSED,), "Gugur", "Gugur: ditarik, lewat atau batal"),
    _version(Step.REPLACE, _T, None, (_V.IN_FORCE,), (_V.REPLACED,), "Ganti", "Diganti adendum berikutnya"),
)

RULES: dict[Axis, tuple[Rule, ...]] = {
    Axis.PACKAGE: PACKAGES,
    Axis.ORDER: ORDERS,
    Axis.SHIPMENT: SHIPMENTS,
    Axis.VERSION: VERSIONS,
}
_KINDS: dict[Axis, type[PackageState] | type[OrderState] | type[ShipmentState] | type[VersionState]] = {
    Axis.PACKAGE: PackageState,
    Axis.ORDER: OrderState,
    Axis.SHIPMENT: ShipmentState,
    Axis.VERSION: VersionState,
}
FINAL: dict[Axis, frozenset[str]] = {
    Axis.PACKAGE: frozenset({_P.DONE, _P.CANCELLED}),
    Axis.ORDER: FINISHED | {_O.CANCELLED_NEGOTIATION, _O.CANCELLED_REVIEW, _O.CANCELLED},
    Axis.SHIPMENT: frozenset({_S.COMPLETED}),
    Axis.VERSION: frozenset({_V.REFUSED, _V.REPLACED}),
}
TERMS: dict[OrderState, Term] = {
    _O.NEGOTIATION: Term("beli.tenggat.negosiasi", _F, Step.OFFER_LAPSED),
    _O.REVIEW: Term("beli.tenggat.ppk", _B, Step.REVIEW_LAPSED),
    _O.DETERMINATION: Term("beli.tenggat.penetapan", _B),
    _O.SIGNING: Term("beli.tenggat.tanda_tangan", _B),
    _O.CONFIRMATION: Term("beli.tenggat.penyedia", _F, Step.CONFIRMATION_LAPSED),
    _O.ADDENDUM: Term("beli.tenggat.adendum", _F, Step.ADDENDUM_LAPSED),
}

#: Of a negotiation that was sent back, while no offer waits: its buyer mends it and hands it over again.
RETURNED = Term("beli.tenggat.kembali", _B)


def course_of(axis: Axis) -> course.Course[Step, Side]:
    """The table of an axis with its states. A shipment begins in a state that no step of its own leads to, and only a
    payment that is taken back leads out of an end."""
    born = frozenset({_S.DRAFT.value}) if axis is Axis.SHIPMENT else frozenset()
    return course.Course(axis.label, _KINDS[axis], FINAL[axis], RULES[axis], born, KEPKA_177, Step.REOPEN)


def rule_for(axis: Axis, step: Step, state: str, side: Side, *, duty: Duty | None = None) -> Rule:
    """The rule by which `side` takes `step` from `state`, as `Course.rule_for`."""
    return course_of(axis).rule_for(step, state, side, duty=duty)


def steps_from(axis: Axis, state: str, side: Side) -> tuple[Rule, ...]:
    """What a side may do in a state, in the order of the table; whose duty and turn it is, the caller asks."""
    return course_of(axis).steps_from(state, side)


def told_of(axis: Axis, step: str, side: str) -> str:
    """A step as it stands in a story; what happens to the money belongs to no axis."""
    return MoneyStep(step).told if step in set(MoneyStep) else course_of(axis).told_of(step, side)


def label_of(axis: Axis, state: str) -> str:
    """What a state is called on pages."""
    return course_of(axis).label_of(state)


def states_of(axis: Axis) -> list[str]:
    """Every state of an axis, in the order of its course."""
    return [state.value for state in _KINDS[axis]]

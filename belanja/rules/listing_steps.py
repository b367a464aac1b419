"""The steps of a listing: which state each leads from and to, who may take it, and what keeps an offer from being sold.

States follow the national catalogue (Kepka LKPP 122/2022 and 177/2024). One table: the check of the services, the
buttons of the pages and the drawing in the documentation come from it. What is not in it is refused.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from .decisions import RuleBroken
from .listings import ListingState

KEPKA_122 = "Kepka LKPP 122/2022"
KEPKA_177 = "Kepka LKPP 177/2024"


class By(StrEnum):
    """Who takes a step."""

    FIRM = "penyedia"
    CURATOR = "verifikator"
    TIME = "waktu"


class Step(StrEnum):
    CREATE = "buat"
    CLAIM = "klaim_arsip"
    EDIT = "ubah"
    MOVE = "pindah"
    SUBMIT = "ajukan"
    CONFIRM = "konfirmasi"
    WITHDRAW = "cabut"
    RESTORE = "pulihkan"
    REMOVE = "hapus"
    APPROVE = "setujui"
    RETURN = "kembalikan"
    FREEZE = "bekukan"
    RELEASE = "lepaskan"
    TAKE_DOWN = "turunkan"
    LIST = "tayangkan"
    LAPSE = "lewat_konfirmasi"
    EXPIRE = "lewat_masa"
    STAND = "keadaan_usaha"
    UNLICENSED = "tanpa_izin"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def told(self) -> str:
        """The step as it stands in a history."""
        return _TOLD[self]


_LABELS = {
    Step.CREATE: "Buat draf",
    Step.CLAIM: "Klaim dari arsip nasional",
    Step.EDIT: "Ubah",
    Step.MOVE: "Pindah etalase",
    Step.SUBMIT: "Ajukan",
    Step.CONFIRM: "Konfirmasi masih berlaku",
    Step.WITHDRAW: "Cabut sementara",
    Step.RESTORE: "Tayangkan kembali",
    Step.REMOVE: "Hapus untuk seterusnya",
    Step.APPROVE: "Setujui",
    Step.RETURN: "Kembalikan untuk diperbaiki",
    Step.FREEZE: "Bekukan penjualannya",
    Step.RELEASE: "Lepaskan pembekuan",
    Step.TAKE_DOWN: "Hapus dari katalog",
    Step.LIST: "Tayangkan",
    Step.LAPSE: "Menunggu konfirmasi penyedia",
    Step.EXPIRE: "Masa berlaku lewat",
    Step.STAND: "Mengikuti keadaan usaha",
    Step.UNLICENSED: "Izin yang diminta etalase",
}
_TOLD = {
    Step.CREATE: "Draf dibuat",
    Step.CLAIM: "Diklaim dari arsip katalog nasional",
    Step.EDIT: "Diubah penyedia",
    Step.MOVE: "Dipindah ke etalase lain",
    Step.SUBMIT: "Diajukan",
    Step.CONFIRM: "Dikonfirmasi masih berlaku",
    Step.WITHDRAW: "Dicabut sementara oleh penyedia",
    Step.RESTORE: "Ditayangkan kembali oleh penyedia",
    Step.REMOVE: "Dihapus penyedia",
    Step.APPROVE: "Disetujui",
    Step.RETURN: "Dikembalikan untuk diperbaiki",
    Step.FREEZE: "Penjualan dibekukan",
    Step.RELEASE: "Pembekuan dilepaskan",
    Step.TAKE_DOWN: "Dihapus pengelola",
    Step.LIST: "Tayang dan dapat dibeli",
    Step.LAPSE: "Tidak dikonfirmasi, tidak dapat dibeli",
    Step.EXPIRE: "Masa berlaku lewat",
    Step.STAND: "Tidak dapat dibeli karena keadaan usahanya",
    Step.UNLICENSED: "Tidak dapat dibeli karena izin yang diminta etalasenya belum ada",
}

_S = ListingState
_SHOWN = frozenset({_S.SUBMITTED, _S.APPROVED, _S.LISTED, _S.NOT_FOR_SALE})
_OF_FIRM = frozenset(set(_S) - {_S.ARCHIVE, _S.REMOVED})


@dataclass(frozen=True)
class Rule:
    """`target` None: what the step leads to depends on more than the state (see `shown_state`). `needs_reason`: a
    standard reason (rules.curation_reasons); `needs_note`: a sentence of one's own."""

    step: Step
    by: By
    sources: frozenset[ListingState]
    target: ListingState | None
    needs_reason: bool = False
    needs_note: bool = False
    citation: str = KEPKA_122


_RULES = (
    Rule(Step.EDIT, By.FIRM, _OF_FIRM, None),
    Rule(Step.MOVE, By.FIRM, frozenset({_S.DRAFT, _S.REVISION}), None),
    Rule(Step.SUBMIT, By.FIRM, frozenset({_S.DRAFT, _S.REVISION}), _S.SUBMITTED),
    Rule(Step.CONFIRM, By.FIRM, _SHOWN, None),
    Rule(Step.WITHDRAW, By.FIRM, _SHOWN, _S.WITHDRAWN),
    Rule(Step.RESTORE, By.FIRM, frozenset({_S.WITHDRAWN}), None),
    Rule(Step.REMOVE, By.FIRM, _OF_FIRM, _S.REMOVED),
    Rule(Step.APPROVE, By.CURATOR, frozenset({_S.SUBMITTED}), _S.APPROVED),
    Rule(Step.RETURN, By.CURATOR, _SHOWN, _S.REVISION, needs_reason=True),
    Rule(Step.FREEZE, By.CURATOR, _SHOWN, None, needs_reason=True, citation=KEPKA_177),
    Rule(Step.RELEASE, By.CURATOR, _SHOWN, None, needs_note=True, citation=KEPKA_177),
    Rule(Step.TAKE_DOWN, By.CURATOR, _OF_FIRM, _S.REMOVED, needs_reason=True),
    Rule(Step.LIST, By.TIME, _SHOWN, _S.LISTED),
    Rule(Step.STAND, By.TIME, _SHOWN, None),
    Rule(Step.UNLICENSED, By.TIME, _SHOWN, None),
    Rule(Step.LAPSE, By.TIME, _SHOWN, None),
    Rule(Step.EXPIRE, By.TIME, _SHOWN, _S.EXPIRED),
)
RULES: dict[Step, Rule] = {rule.step: rule for rule in _RULES}


class Hold(StrEnum):
    """Why a listing that passed curation is not for sale. It is for sale only while none of these holds."""

    UNCONFIRMED = "konfirmasi"
    PATROL = "patroli"
    FIRM = "usaha"
    LICENCE = "izin"

    @property
    def label(self) -> str:
        return {
            "konfirmasi": "Perlu konfirmasi penyedia",
            "patroli": "Dibekukan pengelola katalog",
            "usaha": "Usahanya sedang tidak dapat menayangkan barang",
            "izin": "Izin yang diminta etalasenya belum ada atau sudah berakhir",
        }[self.value]


def rule_for(step: Step, state: ListingState) -> Rule:
    """The rule of a step taken from a state. RuleBroken 409 where the state does not allow it (any more)."""
    rule = RULES.get(step)
    if rule is None or state not in rule.sources:
        raise RuleBroken(
            "step_not_allowed",
            f"Penawaran ini sekarang {state.label.lower()}, sehingga langkah “{step.label}” tidak dapat dilakukan. "
            "Muat ulang halaman untuk melihat keadaannya.",
            KEPKA_122,
            status=409,
        )
    return rule


def steps_from(state: ListingState, by: By) -> tuple[Step, ...]:
    """What somebody may do with a listing of that state, in the order of the table."""
    return tuple(rule.step for rule in _RULES if rule.by is by and state in rule.sources)


def shown_state(*, reviewed: bool, may_sell: bool, sold_before: bool, holds: Collection[Hold]) -> ListingState:
    """The state of a visible listing. `reviewed`: curators passed what it says now; `may_sell`: its firm is verified;
    `sold_before`: it was for sale at some time; `holds`: what else keeps it from being sold."""
    if not reviewed:
        return ListingState.SUBMITTED
    if may_sell and not holds:
        return ListingState.LISTED
    return ListingState.NOT_FOR_SALE if holds or sold_before else ListingState.APPROVED


def with_hold(holds: Iterable[str], one: Hold) -> list[str]:
    return sorted({*holds, one.value})


def without_hold(holds: Iterable[str], one: Hold) -> list[str]:
    return sorted(set(holds) - {one.value})

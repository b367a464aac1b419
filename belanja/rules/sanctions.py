"""Sanctions on a firm: the local ladder of a government's own catalogue, and the way a case goes.

Keputusan Kepala LKPP 122/2022, huruf H: the first breach brings SP1; the second SP2 and no transactions for six months;
the third SP3 and no listings for a year; a forbidden act ends the firm's place in the catalogue. Objections follow
UU 30/2014 Pasal 75 to 77. Terms and who may decide are dated rows (`sanksi.*`); a term ends by itself on its day.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .decisions import RuleBroken
from .written import long_date

LADDER = "Keputusan Kepala LKPP 122/2022, huruf H"
OBJECTIONS = "UU 30/2014 Pasal 75-77"
DEEMED = "UU 30/2014 Pasal 77 ayat (5)"
#: Letters below which a statement says nothing.
LEAST_WORDS = 10


class Effect(StrEnum):
    """What a sanction does to a firm's listings, the mildest first."""

    NONE = ""
    NOT_FOR_SALE = "henti_transaksi"
    HIDDEN = "turun_tayang"

    @property
    def label(self) -> str:
        return {"": "tetap dapat dibeli", "henti_transaksi": "transaksi dihentikan", "turun_tayang": "turun tayang"}[
            self.value
        ]


class Measure(StrEnum):
    """The steps of the ladder, in order."""

    SP1 = "sp1"
    SP2 = "sp2"
    SP3 = "sp3"
    REVOKED = "pencabutan"

    @property
    def label(self) -> str:
        return {
            "sp1": "Surat Peringatan 1",
            "sp2": "Surat Peringatan 2",
            "sp3": "Surat Peringatan 3",
            "pencabutan": "Pencabutan sebagai penyedia",
        }[self.value]

    @property
    def effect(self) -> Effect:
        return {"sp2": Effect.NOT_FOR_SALE, "sp3": Effect.HIDDEN, "pencabutan": Effect.HIDDEN}.get(
            self.value, Effect.NONE
        )

    @property
    def months_key(self) -> str:
        """The dated row with its term in months; empty: it has no term (a warning, or for good)."""
        return f"sanksi.{self.value}.bulan" if self in (Measure.SP2, Measure.SP3) else ""

    @property
    def authority_key(self) -> str:
        """The dated row with the role that may impose it."""
        return f"sanksi.{self.value}.wenang"

    @property
    def step(self) -> int:
        return list(Measure).index(self)


class Breach(StrEnum):
    """What a firm is said to have done. Kinds are ours; only FORBIDDEN changes the step of the ladder."""

    PRICE = "harga"
    STATEMENT = "keterangan"
    CLAIM = "klaim"
    DELIVERY = "pesanan"
    QUALITY = "mutu"
    DUTIES = "kewajiban"
    FORBIDDEN = "terlarang"

    @property
    def label(self) -> str:
        return {
            "harga": "Harga di katalog lebih mahal daripada di luar katalog",
            "keterangan": "Keterangan atau foto barang tidak benar",
            "klaim": "Klaim TKDN, SNI, halal, atau izin edar tidak benar",
            "pesanan": "Pesanan tidak dilayani atau terlambat tanpa alasan",
            "mutu": "Barang tidak sesuai dengan yang ditawarkan",
            "kewajiban": "Kewajiban lain penyedia katalog tidak dipenuhi",
            "terlarang": "Perbuatan terlarang: pemalsuan, persekongkolan, korupsi",
        }[self.value]


class CaseState(StrEnum):
    CLARIFYING = "klarifikasi"
    ANSWERED = "dijawab"
    IMPOSED = "diputus"
    OBJECTED = "keberatan"
    UPHELD = "dikuatkan"
    LIGHTENED = "diringankan"
    ANNULLED = "dibatalkan"
    LIFTED = "diakhiri"
    UNPROVEN = "tidak_terbukti"
    WITHDRAWN = "ditarik"

    @property
    def label(self) -> str:
        return _STATES[self.value]


_STATES = {
    "klarifikasi": "Menunggu klarifikasi penyedia",
    "dijawab": "Klarifikasi diterima, menunggu putusan",
    "diputus": "Diputus",
    "keberatan": "Keberatan menunggu putusan",
    "dikuatkan": "Diputus, keberatan ditolak",
    "diringankan": "Diputus, diringankan atas keberatan",
    "dibatalkan": "Dibatalkan atas keberatan",
    "diakhiri": "Diakhiri lebih awal",
    "tidak_terbukti": "Tidak terbukti",
    "ditarik": "Usulan ditarik",
}


class Action(StrEnum):
    ANSWER = "jawab"
    IMPOSE = "putuskan"
    DISMISS = "tidak_terbukti"
    WITHDRAW = "tarik"
    OBJECT = "keberatan"
    UPHOLD = "kuatkan"
    LIGHTEN = "ringankan"
    ANNUL = "batalkan"
    LIFT = "akhiri"
    LAPSE = "lewat_waktu"


class By(StrEnum):
    """Whose step an action is."""

    FIRM = "penyedia"
    PROPOSER = "pengusul"
    AUTHORITY = "pejabat"
    CALENDAR = "waktu"


_S, _A = CaseState, Action
#: State and action to the state that follows; whatever is not here does not happen.
TRANSITIONS: dict[tuple[CaseState, Action], CaseState] = {
    (_S.CLARIFYING, _A.ANSWER): _S.ANSWERED,
    (_S.CLARIFYING, _A.IMPOSE): _S.IMPOSED,  # only when the term has passed: see `check_heard`
    (_S.CLARIFYING, _A.DISMISS): _S.UNPROVEN,
    (_S.CLARIFYING, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.ANSWERED, _A.IMPOSE): _S.IMPOSED,
    (_S.ANSWERED, _A.DISMISS): _S.UNPROVEN,
    (_S.ANSWERED, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.IMPOSED, _A.OBJECT): _S.OBJECTED,
    (_S.IMPOSED, _A.LIFT): _S.LIFTED,
    (_S.OBJECTED, _A.UPHOLD): _S.UPHELD,
    (_S.OBJECTED, _A.LIGHTEN): _S.LIGHTENED,
    (_S.OBJECTED, _A.ANNUL): _S.ANNULLED,
    (_S.OBJECTED, _A.LAPSE): _S.ANNULLED,  # nobody decided in time: see `vendors.bars.deemed_granted`
    (_S.UPHELD, _A.LIFT): _S.LIFTED,
    (_S.LIGHTENED, _A.LIFT): _S.LIFTED,
}
ACTOR: dict[Action, By] = {
    _A.ANSWER: By.FIRM,
    _A.OBJECT: By.FIRM,
    _A.WITHDRAW: By.PROPOSER,
    _A.LAPSE: By.CALENDAR,
    **dict.fromkeys((_A.IMPOSE, _A.DISMISS, _A.UPHOLD, _A.LIGHTEN, _A.ANNUL, _A.LIFT), By.AUTHORITY),
}
#: States in which a measure was imposed and was not undone; whether it still runs is a matter of days.
STANDING = frozenset({_S.IMPOSED, _S.OBJECTED, _S.UPHELD, _S.LIGHTENED, _S.LIFTED})
#: States in which somebody has to do something next.
WAITING = frozenset({_S.CLARIFYING, _S.ANSWERED, _S.OBJECTED})


@dataclass(frozen=True)
class Term:
    """A measure and the days on which it holds: from `start`, until the day before `end` (None: for good)."""

    measure: Measure
    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


def following(state: CaseState, action: Action) -> CaseState:
    """The state after an action. Raises RuleBroken 409 where the case no longer is where the actor saw it."""
    found = TRANSITIONS.get((state, action))
    if found is None:
        raise RuleBroken(
            "case_state",
            f"Perkara ini sudah berubah: {state.label.lower()}. Muat ulang halaman; isian Anda belum disimpan.",
            status=409,
        )
    return found


def due_measure(breach: Breach, former: int) -> Measure:
    """The step that the ladder asks for, after `former` warnings that were not undone."""
    if breach is Breach.FORBIDDEN:
        return Measure.REVOKED
    return (Measure.SP1, Measure.SP2, Measure.SP3)[min(former, 2)]


def check_choice(chosen: Measure, due: Measure, reason: str) -> None:
    """A milder step than the ladder's needs a reason; a harder one is refused."""
    if chosen.step > due.step:
        raise RuleBroken("measure_too_hard", f"Menurut jenjangnya paling berat {due.label} untuk perkara ini.", LADDER)
    if chosen.step < due.step and len(reason.strip()) < LEAST_WORDS:
        raise RuleBroken(
            "measure_reason", f"Jenjangnya {due.label}. Tulis alasan menjatuhkan yang lebih ringan.", LADDER
        )


def check_heard(state: CaseState, due: date, today: date) -> None:
    """Nobody is sanctioned unheard: the firm has answered, or its term has passed."""
    if state is CaseState.CLARIFYING and today <= due:
        raise RuleBroken(
            "not_heard_yet",
            f"Penyedia masih dapat memberi klarifikasi sampai {long_date(due)}.",
            OBJECTIONS,
            status=409,
        )


def check_words(text: str, what: str) -> str:
    """A statement with something in it, tidied; RuleBroken names what is missing."""
    tidy = text.strip()
    if len(tidy) < LEAST_WORDS:
        raise RuleBroken("words_missing", f"Tulis {what}, paling sedikit {LEAST_WORDS} huruf.")
    return tidy[:4000]


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of a shorter month."""
    number = day.month - 1 + months
    year, month = day.year + number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def hardness(effect: Effect, end: date | None) -> tuple[int, date]:
    """What the harder of two bars has more of: first its effect, then how long it goes on."""
    return list(Effect).index(effect), end or date.max


def effect_on(terms: Iterable[Term], day: date) -> Term | None:
    """Of the terms that hold on a day the one with the hardest effect, then the longest; None: none touches a
    listing."""
    held = [one for one in terms if one.holds(day) and one.measure.effect]
    return max(held, key=lambda one: hardness(one.measure.effect, one.end), default=None)


#: How the national list (Daftar Hitam) spells that an entry no longer holds.
_OVER = frozenset({"expired", "canceled", "cancelled", "selesai", "dibatalkan", "dicabut", "ditunda", "suspended"})


def national_holds(*, status: str, start: date | None, end: date | None, day: date) -> bool:
    """Whether an entry of the Daftar Hitam bars the firm on a day. An entry without an end holds as long as the list
    publishes it; one whose status says that it is over does not hold whatever its days say."""
    if status.strip().lower() in _OVER:
        return False
    return (start is None or start <= day) and (end is None or day < end)

"""The way of a new firm to its first orders: what it still lacks to sell, in what order, and the one thing to do next.

Who may list and sell is decided elsewhere (`rules.registration`, `rules.licences`, the listings); this only orders what
those rules ask for, so that an owner meets one thing at a time. Source: SE 027/1181-BPBJ/2023 (Perangkat Daerah push
small firms to be listed); the order of the stones is this house's own choice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..registration import FirmState

#: The orders that a new firm is followed through.
FIRST_ORDERS = 5


class Stone(StrEnum):
    """What a firm needs to sell, in the order in which it is asked for."""

    PHONE = "telepon"
    DATA = "data"
    SCALE = "skala"
    SUBMIT = "ajukan"
    CHECK = "periksa"
    TAX = "pajak"
    LICENCE = "izin"
    GOOD = "barang"
    SALE = "jual"

    @property
    def label(self) -> str:
        return {
            "telepon": "Nomor telepon terbukti milik Anda",
            "data": "Data usaha lengkap",
            "skala": "Skala usaha dan buktinya",
            "ajukan": "Pendaftaran diajukan",
            "periksa": "Usaha diperiksa petugas",
            "pajak": "Status pajak dinyatakan",
            "izin": "Izin yang diminta etalase",
            "barang": "Barang pertama di katalog",
            "jual": "Barang dapat dibeli",
        }[self.value]


class Move(StrEnum):
    """What kind of thing comes next."""

    ORDER = "pesanan"
    MEND = "perbaiki"
    STONE = "langkah"
    NEED = "kebutuhan"
    GOODS = "barang"
    RENEW = "perpanjang"
    WAIT = "tunggu"
    NOTHING = "selesai"


@dataclass(frozen=True)
class Situation:
    """Where a firm stands. `proved`: its owner's number; `coded`: an officer has made the code that proves it;
    `mended`: filled in since an officer returned it; `lacks`: fields that the checks of a registration still ask for;
    `papers`: licences that its shelves ask for and it has to state; `shown`, `sold`: its goods that everybody sees, and
    that can be bought; `unfinished`: goods that wait for the firm, `returned` of them by an officer; `unanswered`:
    needs that wait for its answer; `ending`: papers that end soon; `orders`: things about orders that wait for it."""

    state: FirmState
    proved: bool
    coded: bool = False
    mended: bool = False
    lacks: Sequence[str] = ()
    scaled: bool = False
    taxed: bool = False
    papers: int = 0
    shown: int = 0
    sold: int = 0
    unfinished: int = 0
    returned: int = 0
    unanswered: int = 0
    ending: int = 0
    orders: int = 0


@dataclass(frozen=True)
class Step:
    """One stone: passed or not, and whether it is the firm's to pass (else it waits for an officer). `later`: another
    one comes before it, whoever passes it."""

    stone: Stone
    done: bool
    mine: bool = True
    later: bool = False


@dataclass(frozen=True)
class Next:
    """The one thing to do next; `stone` where it is one."""

    move: Move
    stone: Stone | None = None


def steps(now: Situation) -> tuple[Step, ...]:
    """Every stone in order, passed or not."""
    entered = now.state in (FirmState.SUBMITTED, FirmState.VERIFIED)
    passed = now.state is FirmState.VERIFIED
    return (
        Step(Stone.PHONE, now.proved),
        Step(Stone.DATA, not now.lacks),
        Step(Stone.SCALE, now.scaled),
        Step(Stone.SUBMIT, entered),
        Step(Stone.CHECK, passed, mine=False, later=not entered),
        Step(Stone.TAX, now.taxed),
        Step(Stone.LICENCE, now.papers == 0),
        Step(Stone.GOOD, now.shown > 0),
        # What is shown and finished waits for an officer, not for its firm.
        Step(
            Stone.SALE,
            now.sold > 0,
            mine=now.shown == 0 or now.unfinished > 0 or now.papers > 0,
            later=now.sold == 0 and now.shown == 0,
        ),
    )


def next_step(now: Situation) -> Next:
    """The one thing that the firm does next: money that waits before papers, papers before what may come of them."""
    if now.orders:
        return Next(Move.ORDER)
    if now.state in (FirmState.RETURNED, FirmState.REFUSED) and not now.mended:
        return Next(Move.MEND)
    mine = [one.stone for one in steps(now) if not one.done and one.mine]
    if now.coded and Stone.PHONE in mine:
        return Next(Move.STONE, Stone.PHONE)
    before = [stone for stone in _TO_BE_CHECKED if stone in mine]
    if before:
        return Next(Move.STONE, before[0])
    if now.unanswered:
        return Next(Move.NEED)
    # Who sells already loses more by what ends than by a shelf on which he does not sell yet.
    before = [stone for stone in mine if stone is not Stone.LICENCE or not now.sold]
    if before:
        return Next(Move.STONE, before[0])
    if now.returned:
        return Next(Move.GOODS)
    if now.ending:
        return Next(Move.RENEW)
    if mine:
        return Next(Move.STONE, mine[0])
    if now.unfinished:
        return Next(Move.GOODS)
    waits = [one.stone for one in steps(now) if not one.done]
    return Next(Move.WAIT, waits[0]) if waits else Next(Move.NOTHING)


#: Without these nobody looks at the firm at all, in the order in which they are done: an officer's code may take days
#: to come, and needs nothing of the firm meanwhile.
_TO_BE_CHECKED = (Stone.DATA, Stone.SCALE, Stone.PHONE, Stone.SUBMIT)

"""The life of an etalase: what it must say, which step leads where and who may take it, and which etalase are alike.

Steps follow the domain facts (Kepka LKPP 122/2022): a proposal is opened, frozen and thawed, closed, or merged into
another one. What a state does to the listings is `rules.listings.on_shelf`.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from .decisions import RuleBroken
from .duties import Duty
from .licences import KINDS as LICENCES
from .listing_content import LEAST_KBKI
from .listings import EtalaseState, PriceClass, SellerRole

CITATION = "Kepka LKPP 122/2022"
LOCAL = "Lokal"
KINDS = (LOCAL, "Sektoral", "Nasional")
_LEVELS = 3
_MOST_LISTED = 20


class Step(StrEnum):
    OPEN = "buka"
    FREEZE = "bekukan"
    THAW = "cairkan"
    CLOSE = "tutup"
    MERGE = "gabung"


@dataclass(frozen=True)
class Move:
    """One step: from which states it leads where, whose duty it is, how its button reads and what it does."""

    step: Step
    sources: frozenset[EtalaseState]
    target: EtalaseState
    duty: Duty
    label: str
    effect: str


_S = EtalaseState
MOVES: dict[Step, Move] = {
    move.step: move
    for move in (
        Move(
            Step.OPEN,
            frozenset({_S.PROPOSED}),
            _S.ACTIVE,
            Duty.DECIDE_ETALASE,
            "Buka etalase",
            "Penyedia dapat mencantumkan barang di sini, dan semua orang melihatnya di katalog.",
        ),
        Move(
            Step.FREEZE,
            frozenset({_S.ACTIVE}),
            _S.FROZEN,
            Duty.MANAGE_ETALASE,
            "Bekukan",
            "Penawarannya tetap terlihat tetapi tidak dapat dibeli, dan tidak ada penawaran baru.",
        ),
        Move(
            Step.THAW,
            frozenset({_S.FROZEN}),
            _S.ACTIVE,
            Duty.MANAGE_ETALASE,
            "Cairkan",
            "Penawarannya kembali seperti sebelum dibekukan.",
        ),
        Move(
            Step.CLOSE,
            frozenset({_S.PROPOSED, _S.FROZEN}),
            _S.CLOSED,
            Duty.DECIDE_ETALASE,
            "Tutup",
            "Penawarannya hilang dari katalog; riwayat dan harganya tersimpan, penyedianya diberi tahu, dan kebutuhan "
            "yang menunjuknya dicari tanpa etalase. Tidak dapat dibuka lagi.",
        ),
        Move(
            Step.MERGE,
            frozenset({_S.ACTIVE, _S.FROZEN}),
            _S.MERGED,
            Duty.DECIDE_ETALASE,
            "Gabungkan",
            "Semua barang dan kebutuhannya pindah ke etalase lain, alamatnya mengarah ke sana, dan penyedianya diberi "
            "tahu. Tidak dapat dibatalkan.",
        ),
    )
}


def moves_from(state: EtalaseState) -> tuple[Move, ...]:
    """The steps that a shelf in this state can take."""
    return tuple(move for move in MOVES.values() if state in move.sources)


def move(step: Step, state: EtalaseState) -> Move:
    """The step from this state; RuleBroken 409 where it does not lead on from here."""
    found = MOVES[step]
    if state not in found.sources:
        raise RuleBroken(
            "etalase_step",
            f"Etalase ini sekarang {state.label.lower()}; “{found.label}” tidak berlaku lagi. Muat ulang halamannya.",
            status=409,
        )
    return found


@dataclass(frozen=True)
class Profile:
    """What is said of an etalase, proposed, studied or there. `category`: the national category, broadest level first,
    at most three; `kbki`: leading digits of the codes that belong here; `licences`: codes of what a firm must hold
    (`rules.licences`); `national`: kd_komoditas of the etalase of Katalog v5 that orders name."""

    name: str = ""
    description: str = ""
    price_class: str = ""
    allowed_roles: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    kbki: tuple[str, ...] = ()
    national: str = ""

    def profile(self) -> dict[str, Any]:
        """These fields alone."""
        return {one.name: getattr(self, one.name) for one in fields(Profile)}

    def terms(self) -> "Terms":
        """What an etalase that a government governs would say of itself by it."""
        return Terms(**self.profile() | {"name": self.name.strip()}, kind=LOCAL)


@dataclass(frozen=True)
class Terms(Profile):
    """What an etalase says of itself: its profile, and its `kind` of `KINDS`."""

    kind: str = ""


def problems(terms: Terms) -> dict[str, str]:
    """What is wrong with the terms, a sentence for each field; nothing where all is well."""
    found = {}
    if not 3 <= len(terms.name.strip()) <= 120:
        found["name"] = "Nama etalase 3 sampai 120 huruf."
    if terms.kind not in ("", *KINDS):
        found["kind"] = "Pilih jenis etalase dari daftar."
    if terms.price_class and terms.price_class not in set(PriceClass):
        found["price_class"] = "Pilih kelas harga dari daftar."
    if not set(terms.allowed_roles) <= {role.value for role in SellerRole if role.value}:
        found["allowed_roles"] = "Pilih jenis usaha dari daftar."
    if not set(terms.licences) <= set(LICENCES) or len(set(terms.licences)) < len(terms.licences):
        found["licences"] = "Pilih izin dari daftar, masing-masing sekali."
    if any(not 2 <= len(one) <= 120 for one in terms.category):
        found["category"] = "Kategori: setiap tingkat 2 sampai 120 huruf."
    elif len({one.casefold() for one in terms.category}) < len(terms.category):
        found["category"] = "Kategori: ada yang tertulis dua kali."
    elif len(terms.category) > _LEVELS:
        found["category"] = "Kategori nasional paling banyak tiga tingkat."
    wrong = [code for code in terms.kbki if not re.fullmatch(r"\d{1,10}", code)]
    if wrong:
        found["kbki"] = f"KBKI terdiri dari 1 sampai 10 angka; “{wrong[0]}” bukan."
    elif len(set(terms.kbki)) < len(terms.kbki) or len(terms.kbki) > _MOST_LISTED:
        found["kbki"] = f"Tulis setiap KBKI sekali, paling banyak {_MOST_LISTED}."
    return found


def missing_to_open(terms: Terms, *, attributes: int) -> list[str]:
    """What a proposal still lacks before it can be opened, in the words of a to-do list."""
    lacks = [
        (terms.kind, "pilih jenisnya: Lokal, Sektoral, atau Nasional"),
        (terms.price_class, "pilih kelas harganya"),
        (terms.allowed_roles, "pilih jenis usaha yang boleh mencantumkan"),
        (terms.category, "petakan ke kategori nasional"),
        (terms.kbki, "tulis kode KBKI yang termasuk"),
        (attributes, "terbitkan skema dengan paling sedikit satu atribut"),
    ]
    return [words for there, words in lacks if not there]


def role_refused(role: str, allowed: Sequence[str]) -> str:
    """The sentence for a type of business that a shelf does not take."""
    taken = ", ".join(SellerRole(one).label for one in allowed)
    return f"Dijual sebagai {SellerRole(role).label}; etalase ini menerima {taken}."


def sole_kbki(kbki: Collection[str]) -> str:
    """The KBKI that every good of a shelf has, so that no firm need look it up; empty where the shelf has several or
    none, or one that is too short for a good."""
    first = next(iter(kbki), "")
    return first if len(kbki) == 1 and len(first) >= LEAST_KBKI else ""


def shared_kbki(one: Sequence[str], other: Sequence[str]) -> str:
    """The longest KBKI prefix (three digits or more) under which codes of both fall; empty where there is none."""
    shared = [_common(mine, theirs) for mine in one for theirs in other]
    return max((digits for digits in shared if len(digits) >= 3), key=len, default="")


def _common(one: str, other: str) -> str:
    length = next(
        (at for at, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs),
        min(len(one), len(other)),
    )
    return one[:length]

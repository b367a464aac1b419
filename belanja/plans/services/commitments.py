"""What orders hold of a plan line: reserved when they are made, committed when both have signed, given back when they
end for less or not at all. Never more than the pagu of the line, both channels together.

Each call is one movement of one order (`key`) and may come again: the same movement twice counts once. The rows of the
line's codes are locked in their order until the transaction ends; orders of other lines do not wait.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection, transaction

from belanja.foundation import clock, rows
from belanja.foundation.questions import Given, Question
from belanja.foundation.whole import whole
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.money import ZERO, to_sen
from belanja.rules.written import rupiah

from ..families import Family, families, family_of
from ..models import BoughtElsewhere, Commitment, PlanBalance

#: No official may bring about spending for which the budget does not suffice.
CEILING = "UU 1/2004 Pasal 3 ayat (3)"
_KIND = Commitment.Kind
#: What the national systems have taken of a line, and beside it each movement of an order, if there is any.
_OF_ORDER = """
SELECT e.amount, c.code, c.year, c.unit_id, c.kind, c.reserved, c.committed
FROM (
  SELECT coalesce(sum(amount), 0) AS amount FROM plans_boughtelsewhere
  WHERE government_id = %(government)s AND year = %(year)s AND code = ANY(%(codes)s)
) e LEFT JOIN plans_commitment c ON c.government_id = %(government)s AND c.key = %(key)s
ORDER BY c.id
"""
_LOCKED = Question(
    lambda: (
        PlanBalance.objects.filter(government_id=Given("government_id"), year=Given("year"), code__among=Given("codes"))
        .order_by("code")
        .select_for_update()
    )
)


@dataclass
class _Held:
    """A plan line under lock, and what one order holds of it."""

    government_id: int
    year: int
    key: str
    family: Family
    balances: dict[str, PlanBalance]
    elsewhere: Decimal
    code: str
    unit_id: int | None
    reserved: Decimal = ZERO
    committed: Decimal = ZERO
    kinds: set[str] = field(default_factory=set)

    @property
    def pagu(self) -> Decimal:
        return self.family.package.pagu if self.family.package else self.balances[self.code].pagu

    @property
    def amount(self) -> Decimal:
        return self.reserved + self.committed

    @property
    def left(self) -> Decimal:
        return self.pagu - self.taken

    @property
    def taken(self) -> Decimal:
        """Of the pagu, by both channels."""
        own = sum((one.reserved + one.committed for one in self.balances.values()), ZERO)
        return own + self.elsewhere


@whole
def reserve(*, government_id: int, year: int, plan_code: str, key: str, amount: Decimal, actor: Actor) -> Decimal:
    """Hold `amount` (rupiah incl. tax and freight) of a plan line for an order that is not signed yet. Returns what
    the line has left.

    Raises RuleBroken 409: `pagu_exceeded` where both channels together would exceed the pagu, `plan_line_gone` where
    the plan has no such line that is announced and active, `commitment_differs` where the order holds another amount,
    `commitment_ended` where it was given back.
    """
    held = _take(government_id, year, plan_code, key)
    _positive(amount)
    if _repeated(held, _KIND.RESERVE, amount):
        return held.left
    _room_for(held, amount)
    return _move(held, _KIND.RESERVE, amount, ZERO, actor)


@transaction.atomic
def commit(*, government_id: int, year: int, plan_code: str, key: str, amount: Decimal, actor: Actor) -> Decimal:
    """Both have signed: the order holds `amount` for good, instead of what was reserved. Raises as `reserve` does."""
    held = _take(government_id, year, plan_code, key)
    _positive(amount)
    if _repeated(held, _KIND.COMMIT, amount):
        return held.left
    _room_for(held, amount - held.amount)
    return _move(held, _KIND.COMMIT, ZERO, amount, actor)


@transaction.atomic
def change(*, government_id: int, year: int, plan_code: str, key: str, amount: Decimal, actor: Actor) -> Decimal:
    """The order now holds `amount` in all (not: the difference), reserved or committed as it stood: a round of
    negotiation, an addendum, less delivered than ordered. Raises as `reserve` does, and RuleBroken 409
    `commitment_missing` where the order holds nothing."""
    held = _take(government_id, year, plan_code, key)
    _positive(amount)
    if not held.amount:
        raise RuleBroken(
            "commitment_missing", f"Pesanan {key} tidak memegang pagu RUP {plan_code}; muat ulang halaman.", status=409
        )
    if held.amount == amount:
        return held.left
    _room_for(held, amount - held.amount)
    if held.committed:
        return _move(held, _KIND.CHANGE, ZERO, amount, actor)
    return _move(held, _KIND.CHANGE, amount, ZERO, actor)


@transaction.atomic
def release(*, government_id: int, year: int, plan_code: str, key: str, actor: Actor) -> Decimal:
    """The order ends without anything bought: all it held is free again. One that holds nothing changes nothing."""
    held = _take(government_id, year, plan_code, key)
    if not held.amount:
        return held.left
    return _move(held, _KIND.RELEASE, ZERO, ZERO, actor)


@transaction.atomic
def bought_elsewhere(
    *, government_id: int, year: int, sums: Mapping[str, Decimal], replaces: Sequence[int] = ()
) -> None:
    """Tell the plan what national orders have taken, by the code they name. A code that was revised counts for the line
    it became. `replaces`: ids of the rows that these sums stand for; without any the sums are added."""
    told = BoughtElsewhere.objects.filter(government_id=government_id, year=year)
    told.filter(pk__in=list(replaces)).delete()
    found = families(government_id=government_id, year=year, codes=sums)
    today: dict[str, Decimal] = {}
    for code, amount in sums.items():
        heir = found[code].code
        today[heir] = today.get(heir, ZERO) + amount
    told.bulk_create(
        (
            BoughtElsewhere(government_id=government_id, year=year, code=code, amount=amount)
            for code, amount in sorted(today.items())
            if amount
        ),
        batch_size=5_000,
    )


def _positive(amount: Decimal) -> None:
    if amount <= 0 or to_sen(amount) != amount:
        raise ValueError(f"{amount} is no amount of rupiah and sen above zero")


def _take(government_id: int, year: int, plan_code: str, key: str) -> _Held:
    """Lock the line's balances in the order of their codes, and read what the order holds of them."""
    family = family_of(government_id, year, plan_code)
    balances = _balances(government_id, year, family)
    # Asked under the lock: a copy of this movement may have been made while this one waited.
    with connection.cursor() as cursor:
        cursor.execute(
            _OF_ORDER, {"government": government_id, "year": year, "codes": sorted(family.codes), "key": key}
        )
        moved = cursor.fetchall()
    unit_id = family.package.unit_id if family.package else None
    held = _Held(government_id, year, key, family, balances, moved[0][0], family.code, unit_id)
    for _elsewhere, code, of_year, unit, kind, reserved, committed in moved:
        if code is None:
            continue
        if code not in balances or of_year != year:
            raise RuleBroken(
                "commitment_elsewhere", f"Pesanan {key} memegang pagu RUP {code}, bukan {plan_code}.", status=409
            )
        held.code, held.unit_id = code, unit
        held.reserved += reserved
        held.committed += committed
        held.kinds.add(kind)
    return held


_BEGIN = """
INSERT INTO plans_planbalance (government_id, year, code, pagu, reserved, committed)
VALUES (%s, %s, %s, %s, 0, 0) ON CONFLICT (government_id, year, code) DO NOTHING
"""


def _balances(government_id: int, year: int, family: Family) -> dict[str, PlanBalance]:
    """The balances of a line's codes, locked in the order of the codes; begun where the line has none yet. Whoever
    begins one holds those of the line's other codes already: nobody else begins it meanwhile and waits."""
    asked = {"government_id": government_id, "year": year, "codes": sorted(family.codes)}
    locked = {one.code: one for one in _LOCKED.rows(**asked)}
    if family.code not in locked:
        with connection.cursor() as cursor:
            cursor.execute(_BEGIN, [government_id, year, family.code, family.package.pagu if family.package else ZERO])
        locked = {one.code: one for one in _LOCKED.rows(**asked)}
    return locked


def _repeated(held: _Held, kind: Commitment.Kind, amount: Decimal) -> bool:
    """Whether this movement has been made. RuleBroken 409 where something else has come of it since."""
    if _KIND.RELEASE in held.kinds:
        raise RuleBroken("commitment_ended", f"Pagu untuk pesanan {held.key} sudah dilepas.", status=409)
    # What was committed without being reserved is reserved no more.
    if kind not in held.kinds and not (kind is _KIND.RESERVE and _KIND.COMMIT in held.kinds):
        return False
    if held.amount != amount:
        raise RuleBroken(
            "commitment_differs",
            f"Pesanan {held.key} memegang pagu {rupiah(held.amount)}, bukan {rupiah(amount)}. Muat ulang halaman.",
            status=409,
        )
    return True


def _room_for(held: _Held, more: Decimal) -> None:
    """RuleBroken 409 where the line does not bear `more` rupiah; giving back is always possible."""
    if more <= 0:
        return
    if held.family.package is None:
        raise RuleBroken(
            "plan_line_gone",
            f"RUP {held.family.code} tidak ada lagi dalam rencana yang diumumkan dan aktif. Pilih paket RUP lain.",
            "Perpres 16/2018 Pasal 22",
            status=409,
        )
    if more > held.left:
        own = held.taken - held.elsewhere
        raise RuleBroken(
            "pagu_exceeded",
            f"Pagu RUP {held.family.code} tidak cukup: pagu {rupiah(held.pagu)}, dipegang pesanan di Belanja "
            f"{rupiah(own)}, pesanan di katalog nasional {rupiah(held.elsewhere)}, sisa {rupiah(held.left)}; "
            f"masih diperlukan {rupiah(more)}.",
            CEILING,
            status=409,
        )


def _move(held: _Held, kind: Commitment.Kind, reserved: Decimal, committed: Decimal, actor: Actor) -> Decimal:
    """Write down that the order now holds these, and bring the balance in line."""
    balance = held.balances[held.code]
    assert held.unit_id is not None, "whoever holds anything had a line with a unit"
    movement = Commitment(
        government_id=held.government_id,
        unit_id=held.unit_id,
        year=held.year,
        code=held.code,
        key=held.key,
        kind=kind,
        amount=reserved + committed,
        reserved=reserved - held.reserved,
        committed=committed - held.committed,
        at=clock.now(),
        by_id=actor.user_id,
        by_label=actor.label,
    )
    balance.reserved += reserved - held.reserved
    balance.committed += committed - held.committed
    balance.pagu = held.pagu
    rows.write_together(movement, balance)
    return held.left

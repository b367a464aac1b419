"""Needs that a field or two would bring: what to fill in, and the way to that very field."""

from collections.abc import Sequence

from belanja.needs.selectors.reach import Reach
from belanja.rules.needs.reach import Lack
from belanja.web.pieces import Link, StatusTag
from belanja.web.pieces import Standing as Sign
from belanja.web.vendor.access import FirmDesk

from .pieces import Item, Items
from .words import asked_by, field_address

#: Where on *Data usaha* it is filled in; the others are filled in on a good.
_FIELDS = {Lack.TRADE: "id_kbli", Lack.SHELF: "etalase-nama"}


def items(desk: FirmDesk, near: Sequence[Reach]) -> Items:
    """One line for each, the likeliest first."""
    return Items(items=[_item(desk, one) for one in near])


def _item(desk: FirmDesk, one: Reach) -> Item:
    need = one.need
    href = desk.url("vendor:need", need.code)
    if not one.lacks:
        tag = StatusTag(standing=Sign.REACHED, word="cocok")
        return Item(label=need.what, tag=tag, href=href, facts=[asked_by(need), "Baca, lalu jawab bila Anda sanggup."])
    lacks = " dan ".join(_named(lack, one) for lack in one.lacks)
    return Item(
        label=need.what,
        tag=StatusTag(standing=Sign.ON_WAY, word="hampir cocok"),
        href=href,
        facts=[asked_by(need), f"Bila Anda menjualnya: {lacks}."],
        action=_where(desk, one.lacks[0]),
    )


def _named(lack: Lack, one: Reach) -> str:
    shelf = one.need.etalase
    return f"centang etalase {shelf.name}" if lack is Lack.SHELF and shelf is not None else lack.told


def _where(desk: FirmDesk, lack: Lack) -> Link:
    if lack in _FIELDS:
        return Link(label="Isi di Data usaha", href=field_address(desk, _FIELDS[lack]))
    return Link(label="Isi di Barang", href=f"{desk.url('vendor:listings')}?kelompok=semua")

"""Firms that come for a proposed etalase, as a table for the bureau and the unit."""

from belanja.foundation import text
from belanja.proposals import selectors
from belanja.proposals.models import Proposal
from belanja.rules.proposals.states import FOUNDED
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table


def firms_part(found: Proposal) -> list[Part]:
    """Who wants to sell there and how far each is; nothing before the etalase is decided and once it is open."""
    if found.state not in {one.value for one in FOUNDED}:
        return []
    rows = [
        Row(
            cells=[
                Cell(text=one.name, sub=one.scale.capitalize() if one.scale else "skala belum diketahui"),
                one.state.label,
                "ya" if one.wants_shelf else "belum",
                text.number(one.can_meet),
            ]
        )
        for one in selectors.applicants(found)
    ]
    table = Table(
        key="pendaftar",
        caption="Usaha yang datang untuk etalase ini",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="usaha", label="Usaha"),
            Column(key="pendaftaran", label="Pendaftaran usahanya"),
            Column(key="ingin", label="Ingin mencantumkan"),
            Column(key="sanggup", label="Kebutuhan yang disanggupi", numeric=True),
        ],
        rows=rows,
        empty=EmptyState(title="Belum ada usaha yang datang."),
    )
    days = ""
    if found.registration_from and found.registration_to:
        days = f"Pendaftaran {text.long_date(found.registration_from)} sampai {text.long_date(found.registration_to)}."
    return [Part(key="usaha", title="Usaha yang mendaftar", about=days, items=[table])]

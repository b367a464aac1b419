"""Firms that come for a proposed etalase, as tables for the bureau, the unit and everybody."""

from belanja.foundation import text
from belanja.proposals import selectors
from belanja.proposals.models import Entrant, Proposal
from belanja.rules.proposals.entrants import EntrantState
from belanja.rules.proposals.states import FOUNDED
from belanja.rules.registration import FirmState
from belanja.web.officer.access import Office
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table

from .entrants import state_tag, told


def firms_part(office: Office, found: Proposal) -> list[Part]:
    """Who registered and what was answered, and who else could come; nothing before the etalase is decided."""
    entered = list(selectors.entrants(found))
    if found.state not in {one.value for one in FOUNDED} and not entered:
        return []
    return [
        Part(
            key="usaha",
            title="Usaha yang mendaftar",
            about=about(found, entered),
            items=_tables(office, found, entered),
        )
    ]


def _tables(office: Office, found: Proposal, entered: list[Entrant]) -> list[Table]:
    tables = [_entered(office, found, entered)]
    willing = selectors.willing(found) if found.state in {one.value for one in FOUNDED} else []
    if willing:
        rows = [Row(cells=[one.name, FirmState(one.state).label, text.number(needs)]) for one, needs in willing]
        tables.append(
            Table(
                key="calon",
                caption="Belum mendaftar, tetapi menyatakan sanggup atau ingin berjualan di sini",
                stacked=True,
                columns=[
                    Column(key="usaha", label="Usaha"),
                    Column(key="pendaftaran", label="Pendaftaran usahanya"),
                    Column(key="sanggup", label="Kebutuhan yang disanggupi", numeric=True),
                ],
                rows=rows,
            )
        )
    return tables


def _entered(office: Office, found: Proposal, entered: list[Entrant]) -> Table:
    return Table(
        key="pendaftar",
        caption="Usaha yang mendaftar di etalase ini",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="usaha", label="Usaha"),
            Column(key="cantum", label="Yang akan dicantumkan"),
            Column(key="sejak", label="Mendaftar"),
            Column(key="keadaan", label="Verifikasi"),
        ],
        rows=[
            Row(
                href=office.url("proposals:entrant", found.code, one.pk),
                cells=[
                    one.firm.name,
                    Cell(text=one.offers, sub=told(one)),
                    text.long_date(one.at),
                    Cell(piece=state_tag(one)),
                ],
            )
            for one in entered
        ],
        empty=EmptyState(title="Belum ada usaha yang mendaftar."),
    )


def public_part(found: Proposal) -> list[Part]:
    """How many registered and passed, and who passed; nothing before registration."""
    entered = list(selectors.entrants(found))
    if not entered:
        return []
    passed = [one for one in entered if one.state == EntrantState.VERIFIED]
    table = Table(
        key="lulus",
        caption="Usaha yang lulus verifikasi",
        show_caption=False,
        columns=[Column(key="usaha", label="Usaha")],
        rows=[Row(cells=[one.firm.name]) for one in passed],
        empty=EmptyState(title="Belum ada yang lulus verifikasi."),
    )
    return [Part(key="usaha", title="Usaha yang lulus verifikasi", about=about(found, entered), items=[table])]


def about(found: Proposal, entered: list[Entrant]) -> str:
    """The days of registration, and how many are where."""
    days = ""
    if found.registration_from and found.registration_to:
        first, last = text.long_date(found.registration_from), text.long_date(found.registration_to)
        days = f"Pendaftaran {first} sampai {last}. "
    counts = selectors.counted(entered)
    words = [f"{text.number(count)} {state.label}" for state, count in counts.items() if count]
    return days + (f"{text.number(len(entered))} mendaftar: {', '.join(words)}." if words else "")

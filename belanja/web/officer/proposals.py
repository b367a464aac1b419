"""Proposed parameters and counting modes as a table; shown on the desk and on the page where they are decided."""

from collections.abc import Sequence

from belanja.foundation import text
from belanja.institutions.models import CountingMode, ParameterRow
from belanja.rules import parameters
from belanja.rules.channels import Channel, Mode
from belanja.web.officer.access import Office
from belanja.web.officer.words import parameter_value
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table


def subject_of(row: ParameterRow | CountingMode) -> tuple[str, str]:
    """What is proposed and its value, in words."""
    if isinstance(row, CountingMode):
        return f"Cara menghitung paket {Channel(row.channel).label}", Mode(row.mode).label
    seed = parameters.BY_KEY.get(row.key)
    return (seed.label if seed else row.key), parameter_value(row.key, row.value)


def address_of(office: Office, row: ParameterRow | CountingMode) -> str:
    name = "manager:counting_mode" if isinstance(row, CountingMode) else "manager:parameter"
    return office.url(name, row.pk)


def proposals_table(office: Office, waiting: Sequence[ParameterRow | CountingMode], *, key: str) -> Table:
    """Proposals with the day from which they would hold; each leads to where it is decided."""
    rows = []
    for row in waiting:
        subject, value = subject_of(row)
        basis = str(row.legal_basis) if row.legal_basis else "tanpa dasar hukum"
        rows.append(
            Row(
                href=address_of(office, row),
                cells=[
                    Cell(text=subject, sub=basis),
                    value,
                    text.long_date(row.valid_from),
                    text.long_date(row.proposed_at) if row.proposed_at else "",
                    "Anda" if row.proposed_by_id == office.actor.user_id else "pejabat lain",
                ],
            )
        )
    return Table(
        key=key,
        caption="Usulan yang menunggu",
        show_caption=False,
        columns=[
            Column(key="apa", label="Yang diusulkan", note="dasar"),
            Column(key="nilai", label="Nilai"),
            Column(key="berlaku", label="Berlaku mulai", note="disetujui paling lambat sehari sebelumnya"),
            Column(key="sejak", label="Diusulkan"),
            Column(key="oleh", label="Oleh"),
        ],
        rows=rows,
        empty=EmptyState(title="Tidak ada usulan yang menunggu."),
    )

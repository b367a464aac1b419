"""Corrections and withdrawals that wait for a second person; shown on the desk and on the quarantine's page."""

from belanja.foundation import text
from belanja.intake import quarantine as records
from belanja.web.officer.access import Office
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Link, Notice, Piece, Row, Table


def waiting_table(office: Office, *, key: str = "usulan", others: bool = False) -> Table | None:
    """Proposals that wait for a second person; nothing where none wait. `others`: only those of colleagues."""
    found = records.corrections(government_id=office.government.pk)
    if others:
        found = found.exclude(proposed_by_id=office.actor.user_id)
    rows = [
        Row(
            href=office.url("manager:correction", wish.pk),
            cells=[
                f"{text.capital_first(wish.get_action_display())} {text.number(wish.rows.count())} baris",
                wish.reason,
                Cell(text=text.date_time(wish.proposed_at)),
                "Anda" if wish.proposed_by_id == office.actor.user_id else wish.proposed_by_label,
            ],
        )
        for wish in found
    ]
    if not rows:
        return None
    return Table(
        key=key,
        caption="Koreksi karantina yang menunggu orang kedua",
        columns=[
            Column(key="apa", label="Usulan"),
            Column(key="alasan", label="Alasan"),
            Column(key="sejak", label="Sejak"),
            Column(key="oleh", label="Oleh"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Tidak ada usulan yang menunggu."),
    )


def desk_part(office: Office) -> Part | None:
    """The desk's part about second persons: corrections and withdrawals that others proposed."""
    items: list[Piece] = []
    corrections = waiting_table(office, key=f"koreksi-{office.code}", others=True)
    if corrections is not None:
        items.append(corrections)
    for wish in records.withdrawals(government_id=office.government.pk).exclude(proposed_by_id=office.actor.user_id):
        items.append(
            Notice(
                title=f"Penarikan impor diusulkan {wish.proposed_by_label}.",
                text=f"Alasan: {wish.reason}",
                action=Link(label="Periksa usulan", href=office.url("manager:withdrawal", wish.pk)),
            )
        )
    if not items:
        return None
    return Part(
        key="orang-kedua",
        title="Menunggu Anda sebagai orang kedua",
        about="Usulan rekan Anda yang belum berlaku.",
        items=items,
    )

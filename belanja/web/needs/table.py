"""Posted needs as lines of a table: the same for officers and for everybody."""

from belanja.foundation import text
from belanja.needs.models import Need
from belanja.web.pieces import Cell, Column, Row

from .shown import amount

COLUMNS = (
    Column(key="apa", label="Apa"),
    Column(key="jumlah", label="Jumlah"),
    Column(key="wilayah", label="Dikirim ke"),
    Column(key="kapan", label="Paling lambat"),
    Column(key="nama", label="Atas nama"),
    Column(key="dipasang", label="Dipasang"),
)


def row(one: Need, *, href: str, what: Cell | str) -> Row:
    """One need; `what` is its first cell."""
    return Row(
        href=href,
        cells=[
            what,
            amount(one),
            str(one.region) if one.region else "seluruh wilayah",
            text.long_date(one.needed_by) if one.needed_by else "tidak disebut",
            one.on_behalf,
            text.long_date(one.at),
        ],
    )

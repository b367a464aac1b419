"""Units that second a proposal, as a table."""

from belanja.foundation import text
from belanja.proposals import selectors
from belanja.proposals.models import Proposal
from belanja.web.naming import shown
from belanja.web.pieces import Column, EmptyState, Row, Table


def seconds_table(found: Proposal) -> Table:
    """Which unit, what for, since when."""
    return Table(
        key="dukungan",
        caption="Dukungan untuk usulan ini",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="unit", label="Perangkat Daerah"),
            Column(key="untuk", label="Untuk apa"),
            Column(key="sejak", label="Sejak"),
        ],
        rows=[
            Row(cells=[shown(one.unit.name), one.note or "tidak disebut", text.long_date(one.at)])
            for one in selectors.seconds(found)
        ],
        empty=EmptyState(title="Belum ada Perangkat Daerah lain yang mendukung."),
    )

"""In which state a reader finds a report."""

from belanja.foundation import text
from belanja.reporting.models import Snapshot
from belanja.rules.reports import State
from belanja.web.pieces import Notice, Piece


def notice_of(item: Snapshot) -> Piece | None:
    """A warning over drafts and over reports that are no longer in force."""
    if item.status is State.DRAFT:
        return Notice(
            kind="warning",
            title="Draf: angka dihitung dari data saat ini dan masih dapat berubah.",
            text="Hitung ulang dari baris sumber dilakukan saat angka dibekukan.",
        )
    if item.status in (State.SUPERSEDED, State.WITHDRAWN):
        when = text.date_time(item.ended_at) if item.ended_at else ""
        return Notice(
            kind="error", title=f"Laporan ini sudah {item.status.label}.", text=f"{when}: {item.end_reason}".strip(": ")
        )
    return None

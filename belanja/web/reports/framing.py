"""What surrounds the pages about one report."""

from typing import Any

from belanja.foundation import text
from belanja.reporting.models import Snapshot
from belanja.web.officer.access import Office, frame


def framed(office: Office, item: Snapshot, *, title: str = "") -> dict[str, Any]:
    """What surrounds a page about one report."""
    name = f"{text.quarter(item.year, item.quarter)}, versi {item.number}"
    trail = [(name, office.url("reports:snapshot", item.pk))] if title else []
    return frame(office, "reports:desk", *trail, title=title or name)

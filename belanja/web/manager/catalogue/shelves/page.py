"""What surrounds every page about shelves."""

from typing import Any

from belanja.web.officer.access import Office, frame


def desk(office: Office, *trail: tuple[str, str], title: str, section: str = "shelves:shelves") -> dict[str, Any]:
    """The frame of the officers' pages, with nothing yet in the places that these pages share."""
    return frame(office, section, *trail, title=title) | {
        "lead": "",
        "actions": [],
        "filters": None,
        "around": None,
        "second": None,
        "back": "",
        "parts": [],
    }

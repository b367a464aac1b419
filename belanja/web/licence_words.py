"""A licence of a firm in words, for the pages of the firm, of officers and of everybody."""

from belanja.foundation import clock, text
from belanja.rules.licence_reasons import REASONS
from belanja.rules.licences import LicenceState, counts
from belanja.vendors.models import FirmLicence
from belanja.web.pieces import Column, Row, StatusTag, Table
from belanja.web.pieces.base import Standing


def validity(one: FirmLicence) -> str:
    """From when until which last day."""
    since = text.long_date(one.valid_from)
    return f"{since} sampai {text.long_date(one.valid_to)}" if one.valid_to else f"sejak {since}, tanpa batas waktu"


def state_tag(one: FirmLicence) -> StatusTag:
    """Where a statement stands today, in icon and word; a confirmed one that is over or has not begun is told so."""
    state, today = LicenceState(one.state), clock.today()
    if state is LicenceState.CONFIRMED and not counts(one.held(), on=today):
        word = "belum mulai berlaku" if one.valid_from > today else "sudah berakhir"
        return StatusTag(standing=Standing.BEHIND, word=word)
    standing = {
        LicenceState.OPEN: Standing.HELD,
        LicenceState.CONFIRMED: Standing.REACHED,
        LicenceState.RETURNED: Standing.BEHIND,
    }.get(state, Standing.UNKNOWN)
    return StatusTag(standing=standing, word=state.label.lower())


def reason_words(one: FirmLicence) -> str:
    """Why it was returned and what the firm does; empty where it was not."""
    reason = REASONS.get(one.reason_code)
    if reason is None:
        return ""
    note = f" Catatan: {one.note}" if one.note else ""
    return f"{reason.label}. {reason.cure} ({reason.citation}){note}"


def public_table(shown: list[FirmLicence]) -> Table:
    """Confirmed licences as everybody may see them: kind, number, issuer, validity."""
    return Table(
        key="izin",
        caption="Izin usaha yang dikonfirmasi",
        columns=[
            Column(key="izin", label="Izin"),
            Column(key="nomor", label="Nomor"),
            Column(key="penerbit", label="Penerbit"),
            Column(key="berlaku", label="Berlaku"),
        ],
        rows=[Row(cells=[one.named.title, one.number, one.issuer, validity(one)]) for one in shown],
        stacked=True,
        tight=True,
        level=2,
    )

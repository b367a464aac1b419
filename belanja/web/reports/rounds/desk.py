"""What of a round waits on somebody's desk: his unit's figures, or disputes that the bureau decides on."""

from belanja.foundation import text
from belanja.reporting.selectors import rounds as reads
from belanja.rules.duties import Duty
from belanja.rules.reporting.hearings import HearingState
from belanja.web.naming import shown
from belanja.web.officer.access import Office
from belanja.web.officer.lists import Part
from belanja.web.pieces import Link, Notice, Piece

_MOST = 5


def part(office: Office) -> Part | None:
    """Nothing where nothing waits."""
    notices: list[Piece | None] = []
    if office.may(Duty.ANSWER_FIGURES) or office.unit_ids:
        waiting = [
            one for one in reads.to_answer(office.government, office.actor) if one.state == HearingState.WAITING.value
        ]
        for one in waiting[:_MOST]:
            period = text.quarter(one.round.year, one.round.quarter)
            notices.append(
                Notice(
                    kind="warning",
                    title=f"Angka {period} {shown(one.unit.name)} menunggu jawaban unit.",
                    text=f"Paling lambat {text.long_date(one.round.due_on)}; sesudahnya dicatat sebagai diam.",
                    action=Link(label="Periksa angkanya", href=office.url("reports:hearing", one.pk)),
                )
            )
    if office.may(Duty.DECIDE_DISPUTE):
        count = reads.disputes_waiting(office.government)
        if count:
            notices.append(
                Notice(
                    title=f"{text.number(count)} sanggahan atas angka laporan menunggu putusan.",
                    action=Link(label="Buka konfirmasi", href=office.url("reports:rounds")),
                )
            )
    return Part(key="konfirmasi", title="Konfirmasi angka laporan", items=notices) if notices else None

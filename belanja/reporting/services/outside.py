"""A unit says in its round why it bought outside the catalogue: a coded reason for each channel."""

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.reporting.models import Hearing, OutsideReason
from belanja.reporting.selectors import rounds as reads
from belanja.rules.channels import Channel
from belanja.rules.decisions import RuleBroken
from belanja.rules.reporting.hearings import LETTER, HearingStep
from belanja.rules.reporting.outside import BY_CODE

from . import hearings, states


@transaction.atomic
def state_reason(
    *,
    hearing_id: int,
    government: Government,
    version: int | None,
    channel: Channel,
    code: str,
    note: str,
    actor: Actor,
) -> OutsideReason:
    """Why what the unit contracted through a channel was bought outside the catalogue; said again, the later counts.

    Raises RuleBroken: 403/404 for whoever does not answer for the unit, 409 after the term or where the page is old,
    422 for a channel without contracts, a reason that is not offered, or one that asks for words without them.
    """
    found, actor = hearings.for_unit(hearing_id, government, version, actor)
    rule = BY_CODE.get(code)
    if rule is None or not rule.offered(clock.today()):
        raise RuleBroken("outside_reason", "Pilih alasan dari daftarnya.", LETTER)
    if rule.needs_note:
        states.need_reason(note)
    if channel not in reads.outside_of(found):
        raise RuleBroken("outside_channel", "Tidak ada kontrak unit Anda lewat kanal itu dalam putaran ini.", LETTER)
    made = OutsideReason.objects.create(
        hearing=found, channel=channel.value, code=code, note=note.strip(), at=clock.now(), by_id=actor.user_id,
        by_label=actor.label[:120],
    )  # fmt: skip
    hearings.say(found, HearingStep.REASON, f"{channel.label}: {rule.label}", actor)
    return made


def reasons_of(hearing: Hearing) -> dict[str, OutsideReason]:
    """The latest reason by channel."""
    return {one.channel: one for one in hearing.outside_reasons.order_by("at", "pk")}

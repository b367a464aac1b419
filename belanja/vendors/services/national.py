"""The Daftar Hitam: a person says whether an entry with the name of a firm of ours is that firm."""

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules import sanctions as rules
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from .. import bars, selectors
from ..models import Firm, Sanction, SanctionMatch


@transaction.atomic
def judge_entry(
    *, firm_id: int, sanction_id: int, same: bool, reason: str, government: Government, actor: Actor
) -> SanctionMatch:
    """Biro PBJ finds that an entry is this firm (it is barred from selling at once), or another of the same name.

    Saying it again corrects what was said. Raises RuleBroken 403/404 for a missing duty, an unknown firm or entry and a
    firm of one's own, 409 for "another" where both share a number, 422 without a reason or for another name.
    """
    firm = Firm.objects.select_for_update().filter(pk=firm_id).first()
    entry = Sanction.objects.filter(pk=sanction_id).first()
    institutions.require(actor, Duty.PROPOSE_SANCTION, government)
    if firm is None or entry is None:
        raise RuleBroken("not_found", "Usaha atau catatan ini tidak ditemukan.", status=404)
    if selectors.is_concerned(actor.user_id, firm.pk, government_id=government.pk):
        raise RuleBroken(
            "own_firm",
            "Anda tercatat bertindak untuk usaha ini, kini atau belum lama ini; petugas lain yang menangani.",
            status=403,
        )
    if bars.plain_name(entry.name) != bars.plain_name(firm.name):
        raise RuleBroken("other_name", "Catatan itu menyebut nama lain.")
    if not same and set(entry.refs) & {str(known) for known in firm.ids.all()}:
        raise RuleBroken(
            "same_number",
            "Catatan itu memuat nomor usaha ini, jadi bukan soal nama. Yang keliru diperbaiki di Daftar Hitam sendiri.",
            status=409,
        )
    match, _new = SanctionMatch.objects.update_or_create(
        firm=firm,
        name=entry.name,
        decree=entry.decree,
        valid_from=entry.valid_from,
        defaults={
            "same": same,
            "reason": rules.check_words(reason, "dasar kesimpulan Anda"),
            "at": clock.now(),
            "by_id": actor.user_id,
            "by_label": actor.label,
        },
    )
    journal.append(
        name="vendors.bars_changed",
        actor=actor,
        subject=f"firm:{firm.pk}",
        government_code=government.code,
        payload={"firm": firm.pk, "entry": entry.decree, "same": same},
    )
    return match

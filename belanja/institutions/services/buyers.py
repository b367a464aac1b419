"""PA or KPA names a Pejabat Pengadaan of another unit for his own, by letter and for a term: so that a unit which has
none left can go on buying, and negotiations that wait for one find him."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from belanja.foundation import clock, text
from belanja.institutions import selectors
from belanja.institutions.models import Government, RoleAssignment, Unit
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role

from .delegation import kept_apart
from .people import overlapping

CITATION = "Perpres 16/2018 Pasal 9 dan 10"
_BUYER = Role.PEJABAT_PENGADAAN
_LEAST_LETTER, _LEAST_REASON = 3, 5


@dataclass(frozen=True)
class Named:
    """Who is named. `valid_to`: the first day on which it no longer holds; `letter`: number of the letter."""

    user_id: int
    valid_from: date
    valid_to: date
    letter: str
    reason: str


@transaction.atomic
def name_buyer(*, government: Government, unit: Unit, told: Named, actor: Actor) -> RoleAssignment:
    """Somebody who is Pejabat Pengadaan of another unit of the government becomes that of this one too.

    Raises RuleBroken: 403/404 for whoever is not PA or KPA of the unit, and for naming oneself; 409 for somebody who is
    that already; 422 for whoever is no Pejabat Pengadaan here, whose duties exclude it, a wrong term, and a missing
    letter or reason.
    """
    locked = Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    selectors.require(actor, Duty.NAME_BUYER, locked, unit_id=unit.pk)
    if told.user_id == actor.user_id:
        raise RuleBroken("to_oneself", "Anda tidak menetapkan diri sendiri.", CITATION, status=403)
    if len(told.letter.strip()) < _LEAST_LETTER:
        raise RuleBroken("letter_missing", "Isi nomor surat penetapannya.", CITATION)
    if len(told.reason.strip()) < _LEAST_REASON:
        raise RuleBroken("reason_missing", "Tuliskan alasannya, paling sedikit lima huruf.")
    _term(locked, told)
    _person(locked, unit, told)
    made = RoleAssignment.objects.create(
        user_id=told.user_id, role=_BUYER, government=locked, unit=unit, valid_from=told.valid_from,
        valid_to=told.valid_to, given_by_id=actor.user_id, letter=" ".join(told.letter.split())[:80],
        reason=" ".join(told.reason.split())[:300],
    )  # fmt: skip
    journal.append(
        name="institutions.buyer_named",
        actor=actor,
        subject=f"account:{made.user_id}",
        government_code=locked.code,
        payload={
            "role": made.role, "unit": unit.code, "letter": made.letter, "valid_from": made.valid_from.isoformat(),
            "valid_to": made.valid_to.isoformat(),
        },
    )  # fmt: skip
    days = f"sejak {text.long_date(made.valid_from)}, berakhir {text.long_date(made.valid_to)}"
    notices.tell(
        user_ids=[made.user_id], kind="institutions.role", link=f"/beli/{locked.code}/", actor=actor,
        text=f"Anda ditetapkan sebagai Pejabat Pengadaan {unit.name} {days}, surat {made.letter}.",
        government_code=locked.code,
    )  # fmt: skip
    return made


def _term(government: Government, told: Named) -> None:
    today = clock.today()
    if told.valid_from < today:
        raise RuleBroken("starts_past", "Penetapan tidak dimulai mundur.")
    longest = int(selectors.parameter("roles.longest_term_days", government_id=government.pk, on=today))
    if not 0 < (told.valid_to - told.valid_from).days <= longest:
        raise RuleBroken("term_wrong", f"Paling sedikit satu hari dan paling lama {longest} hari.")


def _person(government: Government, unit: Unit, told: Named) -> None:
    theirs = RoleAssignment.objects.filter(
        overlapping(told.valid_from, told.valid_to), user_id=told.user_id, user__is_active=True, government=government
    )
    if theirs.filter(Q(unit=None) | Q(unit=unit), role=_BUYER).exists():
        raise RuleBroken("role_held", "Orang itu sudah Pejabat Pengadaan satuan kerja ini pada masa itu.", status=409)
    today = clock.today()
    if not theirs.filter(role=_BUYER, behalf_of=None, valid_from__lte=today, valid_to__gt=today).exists():
        raise RuleBroken("no_buyer", "Pilih Pejabat Pengadaan satuan kerja lain di pemerintah daerah ini.", CITATION)
    apart = kept_apart(_BUYER, government.pk, unit.pk, theirs)
    if apart is not None:
        why, citation = apart
        raise RuleBroken("duties_apart", f"Orang itu tidak dapat ditetapkan: {why}.", citation)

"""A shelf is proposed, described, opened, frozen, thawed, closed or merged."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from django.db import transaction
from django.utils.text import slugify

from belanja.etalase.models import Etalase, NationalEtalase, Schema
from belanja.foundation import clock
from belanja.foundation.text import name_key
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules import shelves as rules
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listings import EtalaseState

from .base import alive, locked, still, told

#: Words that addresses below `etalase/` need for themselves.
_RESERVED = frozenset({"baru", "tanpa-penjualan"})
_LISTS = ("allowed_roles", "licences", "category", "kbki")


class TermsWrong(RuleBroken):
    """Terms that cannot be; `fields` has the sentence for each field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("etalase_terms", next(iter(fields.values())))
        self.fields = fields


@transaction.atomic
def propose_etalase(*, government: Government, terms: rules.Terms, reason: str, actor: Actor) -> Etalase:
    """A new shelf as a proposal; nobody sees it in the catalogue before it is opened.

    Raises RuleBroken: 403/404 for a missing duty, 422 (TermsWrong) for terms that cannot be or a missing reason, 409
    where the government has a shelf of that name.
    """
    held = Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    institutions.require(actor, Duty.MANAGE_ETALASE, held)
    _check(terms)
    if not reason.strip():
        raise TermsWrong({"reason": "Tulis mengapa etalase ini diperlukan."})
    _name_is_free(held, terms.name, but=None)
    etalase = Etalase(
        government=held, slug=_slug(terms.name), state=EtalaseState.PROPOSED.value, state_since=clock.today()
    )
    etalase.state_reason = reason.strip()[:300]
    _write(etalase, terms)
    told("etalase.proposed", etalase, actor, {"name": etalase.name, "reason": etalase.state_reason})
    return etalase


@transaction.atomic
def edit_etalase(*, etalase_id: int, version: int, terms: rules.Terms, actor: Actor) -> Etalase:
    """Change what a shelf says of itself; `version` is that of the form. Its address stays.

    Raises RuleBroken: 403/404 for a missing duty, 409 where it was changed meanwhile, has ended or the name is taken,
    422 (TermsWrong) for terms that cannot be.
    """
    etalase = locked(etalase_id, actor, Duty.MANAGE_ETALASE)
    alive(etalase)
    former = etalase.terms()
    if former == terms:
        return etalase
    still(etalase, version)
    _check(terms)
    assert etalase.government is not None
    _name_is_free(etalase.government, terms.name, but=etalase.pk)
    if etalase.state != EtalaseState.PROPOSED:
        lacks = rules.missing_to_open(terms, attributes=1)
        if lacks and not rules.missing_to_open(former, attributes=1):
            raise RuleBroken("etalase_incomplete", f"Etalase ini sudah dibuka: {'; '.join(lacks)}.")
    etalase.version += 1
    _write(etalase, terms)
    changed = {name: value for name, value in asdict(terms).items() if value != getattr(former, name)}
    told("etalase.described", etalase, actor, {"changed": changed})
    return etalase


@transaction.atomic
def map_category(*, etalase_id: int, code: str, category: Sequence[str], actor: Actor) -> Etalase:
    """Put a shelf to the category that the owner of the national ones named: its code and names. Done already: nothing.

    Raises RuleBroken: 403/404 for a missing duty, 409 where it has ended, 422 (TermsWrong) for names that cannot be.
    """
    etalase = locked(etalase_id, actor, Duty.MANAGE_ETALASE)
    alive(etalase)
    if (etalase.category_code, etalase.category) == (code, list(category)):
        return etalase
    terms = replace(etalase.terms(), category=tuple(category))
    _check(terms)
    former = {"category": etalase.category, "code": etalase.category_code}
    _write(etalase, terms)
    etalase.category_code = code
    etalase.version += 1
    etalase.save()
    told("etalase.mapped", etalase, actor, {"category": list(category), "code": code, "former": former})
    return etalase


@transaction.atomic
def take_step(
    *, etalase_id: int, version: int, step: rules.Step, reason: str, actor: Actor, into_id: int | None = None
) -> Etalase:
    """Open, freeze, thaw, close or merge (`into_id`) a shelf, with a reason that stays on record.

    A step already taken is done. Raises RuleBroken: 403/404 for a missing duty, 409 where the shelf is in another
    state or was changed meanwhile, 422 without a reason, for a proposal that lacks something (the sentence names all),
    and for a merge into what is not an active shelf of the same government.
    """
    move = rules.MOVES[step]
    etalase = locked(etalase_id, actor, move.duty)
    if etalase.state == move.target and etalase.merged_into_id == into_id and etalase.version > version:
        return etalase
    rules.move(step, EtalaseState(etalase.state))
    still(etalase, version)
    if not reason.strip():
        raise RuleBroken("reason_missing", "Tulis alasannya; alasan ini tersimpan di riwayat etalase.")
    if step is rules.Step.OPEN:
        _complete(etalase)
    into = _successor(etalase, into_id) if step is rules.Step.MERGE else None
    former = etalase.state
    etalase.state, etalase.merged_into = move.target.value, into
    etalase.state_since, etalase.state_reason = clock.today(), reason.strip()[:300]
    if step is rules.Step.OPEN:
        etalase.opened_on = clock.today()
    etalase.version += 1
    etalase.save()
    payload = {"step": step.value, "from": former, "to": etalase.state, "reason": etalase.state_reason}
    told("etalase.stepped", etalase, actor, payload | ({"into_id": into.pk, "into": into.name} if into else {}))
    return etalase


def _check(terms: rules.Terms) -> None:
    wrong = rules.problems(terms)
    if wrong:
        raise TermsWrong(wrong)


def _name_is_free(government: Government, name: str, *, but: int | None) -> None:
    ended = [EtalaseState.CLOSED.value, EtalaseState.MERGED.value]
    taken = Etalase.objects.filter(government=government, sort_key=name_key(name)).exclude(state__in=ended)
    if (taken if but is None else taken.exclude(pk=but)).exists():
        raise RuleBroken("etalase_name", f"Etalase {name} sudah ada.", status=409)


def _slug(name: str) -> str:
    plain = slugify(name)[:100] or "etalase"
    found, number = plain, 2
    while found in _RESERVED or Etalase.objects.filter(slug=found).exists():
        found, number = f"{plain}-{number}", number + 1
    return found


def _write(etalase: Etalase, terms: rules.Terms) -> None:
    written = asdict(terms)
    code = written.pop("national")
    etalase.national = NationalEtalase.objects.filter(national_id=code).first() if code else None
    if code and etalase.national is None:
        raise TermsWrong({"national": "Etalase Katalog v5 itu tidak ada dalam daftar yang dimuat."})
    if terms.category != tuple(etalase.category):
        etalase.category_code = ""
    for name, value in written.items():
        setattr(etalase, name, list(value) if name in _LISTS else value.strip())
    etalase.sort_key = name_key(etalase.name)
    etalase.save()


def _complete(etalase: Etalase) -> None:
    latest = Schema.objects.filter(etalase=etalase).order_by("-version").first()
    lacks = rules.missing_to_open(etalase.terms(), attributes=latest.attributes.count() if latest else 0)
    if lacks:
        raise RuleBroken("etalase_incomplete", f"Belum dapat dibuka: {'; '.join(lacks)}.", rules.CITATION)


def _successor(etalase: Etalase, into_id: int | None) -> Etalase:
    into = Etalase.objects.select_for_update(of=("self",), no_key=True).filter(pk=into_id or 0).first()
    if (
        into is None
        or into.government_id != etalase.government_id
        or into.pk == etalase.pk
        or into.state != EtalaseState.ACTIVE
    ):
        raise RuleBroken("etalase_successor", "Pilih etalase aktif daerah ini sebagai tujuan penggabungan.")
    return into

"""The next version of a schema: drafted attribute by attribute, then published. Former versions are never changed."""

from dataclasses import asdict, replace

from django.db import transaction

from belanja.etalase.models import Etalase, Schema, SchemaAttribute, SchemaDraft
from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.rules import schemas as rules
from belanja.rules.attributes import Attribute, as_json
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from .base import alive, locked, told
from .shelves import TermsWrong


@transaction.atomic
def put_attribute(*, etalase_id: int, number: int, attribute: Attribute, actor: Actor) -> SchemaDraft:
    """Add an attribute to the draft (empty key) or replace the one of that key. `number` is that of the form; 0 where
    there was no draft yet, which then begins as a copy of the version in force.

    Raises RuleBroken: 403/404 for a missing duty, 409 where the draft was changed meanwhile, 422 (TermsWrong) for an
    attribute that cannot be.
    """
    etalase = locked(etalase_id, actor, Duty.MANAGE_ETALASE)
    draft = _draft(etalase, number)
    present = list(draft.rules())
    new = not attribute.key
    if new:
        attribute = replace(attribute, key=rules.key_of(attribute.label, _every_key(etalase, present)))
    others = [one for one in present if one.key != attribute.key]
    if not new and len(others) == len(present):
        raise RuleBroken("attribute_gone", "Atribut ini sudah tidak ada di draf.", status=409)
    if len(others) >= rules.MOST_ATTRIBUTES:
        raise RuleBroken("schema_long", f"Skema paling banyak {rules.MOST_ATTRIBUTES} atribut.")
    wrong = rules.problems(attribute, others)
    if wrong:
        raise TermsWrong(wrong)
    changed = [*present, attribute] if new else [attribute if one.key == attribute.key else one for one in present]
    return _save(draft, changed, actor)


@transaction.atomic
def drop_attribute(*, etalase_id: int, number: int, key: str, actor: Actor) -> SchemaDraft:
    """Ask an attribute no longer from the next version on. Raises RuleBroken like `put_attribute`."""
    draft = _draft(locked(etalase_id, actor, Duty.MANAGE_ETALASE), number)
    return _save(draft, [one for one in draft.rules() if one.key != key], actor)


@transaction.atomic
def move_attribute(*, etalase_id: int, number: int, key: str, up: bool, actor: Actor) -> SchemaDraft:
    """Move an attribute one place up or down. Raises RuleBroken like `put_attribute`."""
    draft = _draft(locked(etalase_id, actor, Duty.MANAGE_ETALASE), number)
    present = list(draft.rules())
    at = next((place for place, one in enumerate(present) if one.key == key), None)
    other = None if at is None else at + (-1 if up else 1)
    if at is not None and other is not None and 0 <= other < len(present):
        present[at], present[other] = present[other], present[at]
    return _save(draft, present, actor)


@transaction.atomic
def discard_draft(*, etalase_id: int, actor: Actor) -> None:
    """Drop the draft; the version in force stays. Raises RuleBroken 403/404 for a missing duty."""
    etalase = locked(etalase_id, actor, Duty.MANAGE_ETALASE)
    SchemaDraft.objects.filter(etalase=etalase).delete()


@transaction.atomic
def publish_schema(*, etalase_id: int, number: int, note: str, actor: Actor) -> Schema:
    """Put the draft in force from today on, as a version of its own. Products that fit it follow in the same
    transaction; the others keep the version they have, and are listed with their reasons.

    Raises RuleBroken: 403/404 for a missing duty, 409 where the draft is gone or was changed meanwhile, 422 without a
    note or where nothing differs from the version in force.
    """
    etalase = locked(etalase_id, actor, Duty.MANAGE_ETALASE)
    draft = SchemaDraft.objects.filter(etalase=etalase).first()
    if draft is None:
        raise RuleBroken("draft_gone", "Draf ini sudah diterbitkan atau dibuang rekan Anda.", status=409)
    draft = _draft(etalase, number)
    attributes = draft.rules()
    rules.check(attributes)
    if not note.strip():
        raise RuleBroken("note_missing", "Tulis apa yang berubah dan mengapa; penyedia membacanya.")
    latest = in_force(etalase.pk)
    if latest is not None and latest.rules() == attributes:
        raise RuleBroken("schema_same", "Draf ini sama dengan versi yang berlaku; tidak ada yang diterbitkan.")
    schema = write_version(etalase, attributes, note=note.strip()[:300])
    draft.delete()
    told("etalase.schema_published", etalase, actor, {"version": schema.version, "note": schema.note})
    return schema


def write_version(etalase: Etalase, attributes: tuple[Attribute, ...], *, note: str) -> Schema:
    """The next version of a shelf's schema, in force from today on. Runs in the caller's transaction."""
    latest = in_force(etalase.pk)
    schema = Schema.objects.create(
        etalase=etalase, version=latest.version + 1 if latest else 1, valid_from=clock.today(), note=note
    )
    SchemaAttribute.objects.bulk_create(
        SchemaAttribute(schema=schema, position=place, **{**asdict(one), "allowed": list(one.allowed)})
        for place, one in enumerate(attributes)
    )
    return schema


def in_force(etalase_id: int) -> Schema | None:
    """The latest version of a shelf's schema."""
    return Schema.objects.filter(etalase_id=etalase_id).order_by("-version").first()


def _draft(etalase: Etalase, number: int) -> SchemaDraft:
    """The draft that the form was opened on; a new one (number 0) copies the version in force."""
    alive(etalase)
    draft = SchemaDraft.objects.select_for_update().filter(etalase=etalase).first()
    if draft is None and number == 0:
        latest = in_force(etalase.pk)
        return SchemaDraft(
            etalase=etalase, number=0, attributes=[as_json(one) for one in latest.rules()] if latest else []
        )
    if draft is None or draft.number != number:
        raise RuleBroken(
            "draft_changed",
            "Draf skema ini baru saja diubah rekan Anda. Isian Anda masih di sini: periksa drafnya, lalu simpan lagi.",
            status=409,
        )
    return draft


def _save(draft: SchemaDraft, attributes: list[Attribute], actor: Actor) -> SchemaDraft:
    draft.attributes = [as_json(one) for one in attributes]
    draft.number += 1
    draft.changed_at, draft.changed_by_id, draft.changed_by_label = clock.now(), actor.user_id, actor.label[:120]
    draft.save()
    return draft


def _every_key(etalase: Etalase, present: list[Attribute]) -> list[str]:
    """Keys of all versions: a removed key is not given to something else."""
    former = SchemaAttribute.objects.filter(schema__etalase=etalase).values_list("key", flat=True)
    return [*former, *(one.key for one in present)]

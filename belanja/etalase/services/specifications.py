"""Ready specifications of a shelf, in the terms of its schema in force."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from belanja.etalase.models import Etalase, ReadySpecification
from belanja.journal.services import Actor
from belanja.rules.attributes import Attribute, AttributeType, Requirement
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from .base import alive, locked, told
from .schemas import in_force
from .shelves import TermsWrong


@transaction.atomic
def put_specification(
    *, etalase_id: int, slug: str, name: str, requirements: Sequence[Requirement], actor: Actor
) -> ReadySpecification:
    """Add a ready specification (empty `slug`) or change the one of that address.

    Raises RuleBroken: 403/404 for a missing duty, 404 where it was removed meanwhile, 422 (TermsWrong) for demands that
    the schema does not know or that no product could meet.
    """
    etalase = locked(etalase_id, actor, Duty.MANAGE_ETALASE)
    alive(etalase)
    schema = in_force(etalase.pk)
    _check(schema.rules() if schema else (), name.strip(), requirements)
    if etalase.specifications.exclude(slug=slug).filter(name__iexact=name.strip()).exists():
        raise TermsWrong({"name": f"Spesifikasi {name.strip()} sudah ada di etalase ini."})
    found = etalase.specifications.filter(slug=slug).first() if slug else None
    if slug and found is None:
        raise RuleBroken("not_found", "Spesifikasi ini sudah dihapus rekan Anda.", status=404)
    made = found or ReadySpecification(etalase=etalase, slug=_slug(etalase, name))
    made.name, made.requirements = name.strip(), [written(one) for one in requirements]
    made.save()
    told("etalase.specification_written", etalase, actor, {"name": made.name, "requirements": made.requirements})
    return made


@transaction.atomic
def remove_specification(*, etalase_id: int, slug: str, actor: Actor) -> None:
    """Remove a ready specification; one that is gone already is done. Raises RuleBroken 403/404 for a missing duty."""
    etalase = locked(etalase_id, actor, Duty.MANAGE_ETALASE)
    found = etalase.specifications.filter(slug=slug).first()
    if found is not None:
        told("etalase.specification_removed", etalase, actor, {"name": found.name, "requirements": found.requirements})
        found.delete()


def _check(schema: Sequence[Attribute], name: str, requirements: Sequence[Requirement]) -> None:
    wrong = {} if 3 <= len(name) <= 160 else {"name": "Nama spesifikasi 3 sampai 160 huruf."}
    known = {one.key: one for one in schema}
    if not requirements:
        wrong["requirements"] = "Tulis paling sedikit satu syarat."
    for need in requirements:
        attribute = known.get(need.key)
        if attribute is None:
            wrong[need.key] = f"{need.key} tidak ada di skema yang berlaku."
        elif need.least is not None and need.most is not None and need.least > need.most:
            wrong[need.key] = f"{attribute.label}: batas terbesar lebih kecil daripada batas terkecil."
        elif (need.least is not None or need.most is not None) and attribute.type is not AttributeType.NUMBER:
            wrong[need.key] = f"{attribute.label} bukan angka; sebutkan nilainya."
        elif attribute.type is AttributeType.CHOICE and set(need.one_of) - set(attribute.allowed):
            wrong[need.key] = f"{attribute.label} hanya dapat: {', '.join(attribute.allowed)}."
    if wrong:
        raise TermsWrong(wrong)


def _slug(etalase: Etalase, name: str) -> str:
    plain = slugify(name)[:70] or "spesifikasi"
    taken = set(etalase.specifications.values_list("slug", flat=True))
    found, number = plain, 2
    while found in taken or found == "baru":
        found, number = f"{plain}-{number}", number + 1
    return found


def written(need: Requirement) -> dict[str, Any]:
    written: dict[str, Any] = {"key": need.key}
    if need.one_of:
        written["one_of"] = list(need.one_of)
    for name in ("least", "most"):
        value: Decimal | None = getattr(need, name)
        if value is not None:
            written[name] = f"{value:f}"
    return written

"""A firm known from feeds and the same firm registered become one; what a passed registration states as evidence."""

from django.db import IntegrityError, transaction
from django.db.models import Model

from belanja.foundation import clock
from belanja.journal import services as journal
from belanja.journal.services import Actor

from ..models import Firm, FirmId, Profile, ScaleEvidence

#: Written here by hand, because both firms may have the same.
_BY_HAND = frozenset({"ids", "profile", "members"})


@transaction.atomic
def join(*, from_id: int, into_id: int, actor: Actor, government_code: str = "") -> None:
    """Whatever belongs to one firm record belongs to the other from now on, and the first is gone. The first must have
    no registration (the caller has asked)."""
    old = Firm.objects.select_for_update().get(pk=from_id)
    FirmId.objects.filter(firm=old).update(firm_id=into_id)
    for relation in Firm._meta.related_objects:
        if relation.get_accessor_name() in _BY_HAND:
            continue
        field = relation.field.name
        for row in relation.related_model._default_manager.filter(**{field: old}).order_by("pk"):
            _move(relation.related_model, row.pk, field, into_id)
    journal.append(
        name="vendors.firm_joined",
        actor=actor,
        subject=f"firm:{into_id}",
        government_code=government_code,
        payload={"from": from_id},
    )
    old.delete()


def _move(model: type[Model], pk: int, field: str, into_id: int) -> None:
    """What the other firm has already (the same mark, the same judgement) goes with the old record."""
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=pk).update(**{field: into_id})
    except IntegrityError:
        model._default_manager.filter(pk=pk).delete()


def state_registration(profile: Profile, refs: list[str]) -> None:
    """What a passed registration says becomes a statement like those of feeds: its ids, and its scale with the evidence
    and the day. The same statement is not made twice."""
    for ref in refs:
        scheme, _, value = ref.partition(":")
        FirmId.objects.get_or_create(scheme=scheme, value=value, defaults={"firm_id": profile.firm_id})
    said = {
        "name": profile.name,
        "scale": profile.scale,
        "region_code": profile.region_code,
        "evidence": profile.scale_evidence,
        "valid_from": (profile.scale_on or clock.today()) if profile.scale else None,
    }
    last = ScaleEvidence.objects.filter(firm_id=profile.firm_id, source_row_id__isnull=True).order_by("-id").first()
    if last is None or last.refs != refs or any(getattr(last, name) != value for name, value in said.items()):
        ScaleEvidence.objects.create(firm_id=profile.firm_id, refs=refs, known_at=clock.now(), **said)

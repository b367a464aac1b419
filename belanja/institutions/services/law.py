"""The register of legal bases: what a rule, target or definition rests on, and who has received it."""

import hashlib
from datetime import date
from pathlib import PurePath
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors
from belanja.institutions.models import Acknowledgement, Government, LegalBasis, Unit
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

Row = TypeVar("Row")


@transaction.atomic
def register_legal_basis(
    *,
    government: Government | None,
    slug: str,
    kind: str,
    number: str,
    subject: str,
    actor: Actor,
    signed_on: date | None = None,
    addressees: str = "",
    signatory: str = "",
    in_force_from: date | None = None,
    confidence: str = "H",
    note: str = "",
    file_name: str = "",
    file_content: bytes = b"",
) -> LegalBasis:
    """Put a law, circular or decision on record. `government` None is for national ones, from the console only.

    `signatory` is a post (with Plh./Plt.), never a person. Raises RuleBroken 409 for a slug that is taken.
    """
    if government is not None:
        selectors.require(actor, Duty.PROPOSE_PARAMETER, government)
    elif actor.user_id is not None:
        raise RuleBroken("national_basis", "Dasar hukum nasional dimuat oleh pengelola instalasi.", status=403)
    if not (slug.strip() and kind.strip() and number.strip() and subject.strip()):
        raise RuleBroken("legal_basis_incomplete", "Isi jenis, nomor, dan tentang.")
    basis = LegalBasis(
        slug=slug.strip().lower(),
        kind=kind.strip(),
        number=number.strip(),
        subject=subject.strip(),
        signed_on=signed_on,
        addressees=addressees.strip(),
        signatory=signatory.strip(),
        in_force_from=in_force_from or signed_on,
        confidence=confidence,
        note=note.strip(),
        government=government,
        file_sha256=hashlib.sha256(file_content).hexdigest() if file_content else "",
    )
    if LegalBasis.objects.filter(slug=basis.slug).exists():
        raise RuleBroken("legal_basis_known", "Dasar hukum dengan kode ini sudah terdaftar.", status=409)
    if file_content:
        # The paper is named after its slug: what a visitor called it never reaches the disk.
        name = basis.slug + PurePath(file_name).suffix.lower()
        basis.file.save(name, ContentFile(file_content), save=False)
    basis.save()
    _tell(
        "institutions.legal_basis_registered",
        f"legal_basis:{basis.slug}",
        government,
        actor,
        {"number": basis.number},
    )
    return basis


@transaction.atomic
def replace_legal_basis(*, legal_basis: LegalBasis, replaced_by: LegalBasis, on: date, actor: Actor) -> LegalBasis:
    """From `on`, `replaced_by` stands in the place of `legal_basis`. What was decided on the old one stays valid.

    Raises RuleBroken 409 when it has been replaced before, 422 for one by itself.
    """
    old = LegalBasis.objects.select_for_update(of=("self",)).select_related("government").get(pk=legal_basis.pk)
    if old.government is not None:
        selectors.require(actor, Duty.PROPOSE_PARAMETER, old.government)
    elif actor.user_id is not None:
        raise RuleBroken("national_basis", "Dasar hukum nasional diubah oleh pengelola instalasi.", status=403)
    if old.pk == replaced_by.pk:
        raise RuleBroken("legal_basis_itself", "Dasar hukum tidak dapat menggantikan dirinya sendiri.")
    if old.replaced_by_id is not None:
        raise RuleBroken("legal_basis_replaced", "Dasar hukum ini sudah diganti.", status=409)
    old.replaced_by, old.in_force_to = replaced_by, on
    old.save(update_fields=["replaced_by", "in_force_to"])
    _tell(
        "institutions.legal_basis_replaced",
        f"legal_basis:{old.slug}",
        old.government,
        actor,
        {"replaced_by": replaced_by.slug, "on": on.isoformat()},
    )
    return old


@transaction.atomic
def acknowledge(*, legal_basis: LegalBasis, unit: Unit, post: str, actor: Actor) -> Acknowledgement:
    """The head of a Perangkat Daerah says that a legal basis has been received. Saying it twice changes nothing."""
    government = Government.objects.get(pk=unit.government_id)
    selectors.require(actor, Duty.ACKNOWLEDGE, government, unit_id=unit.pk)
    if legal_basis.government_id not in (None, government.pk):
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    row, created = Acknowledgement.objects.get_or_create(
        legal_basis=legal_basis,
        unit=unit,
        defaults={"user_id": actor.user_id, "post": post.strip(), "at": clock.now()},
    )
    if created:
        _tell(
            "institutions.legal_basis_acknowledged",
            f"legal_basis:{legal_basis.slug}",
            government,
            actor,
            {"unit": unit.code, "post": row.post},
        )
    return row


def _tell(event: str, subject: str, government: Government | None, actor: Actor, payload: dict[str, object]) -> None:
    journal.append(
        name=event,
        actor=actor,
        subject=subject,
        government_code=government.code if government else "",
        payload=payload,
    )

"""The register of legal bases."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import override_settings

from belanja.institutions import selectors, services
from belanja.institutions.models import Acknowledgement, Government, LegalBasis
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.support.people import tomorrow, unit

pytestmark = pytest.mark.django_db

Hire = Callable[..., Actor]


def registered(government: Government | None, actor: Actor, slug: str = "se-contoh", **more: object) -> LegalBasis:
    return services.register_legal_basis(
        government=government, slug=slug, kind="Surat Edaran", number="1/2026", subject="Contoh", actor=actor, **more
    )  # type: ignore[arg-type]  # the cases mix types on purpose


def test_a_circular_is_kept_with_its_paper(government: Government, hire: Hire, tmp_path: Path) -> None:
    paper = b"%PDF-1.7 contoh"
    with override_settings(MEDIA_ROOT=tmp_path):
        basis = registered(government, hire(Role.BIRO_PBJ), file_name="../../se.pdf", file_content=paper)
    assert basis.file_sha256 == hashlib.sha256(paper).hexdigest()
    kept = list(tmp_path.rglob("*.pdf"))
    assert [(one.name, one.read_bytes()) for one in kept] == [("se-contoh.pdf", paper)]
    assert basis in selectors.legal_bases(government.pk)
    assert basis not in selectors.legal_bases(None)


def test_a_slug_is_one_of_a_kind_and_nothing_is_left_out(government: Government, hire: Hire) -> None:
    clerk = hire(Role.BIRO_PBJ)
    registered(government, clerk)
    before = Event.objects.count()
    for slug, code in (("SE-contoh", "legal_basis_known"), (" ", "legal_basis_incomplete")):
        with pytest.raises(RuleBroken) as refusal:
            registered(government, clerk, slug)
        assert refusal.value.code == code
    assert Event.objects.count() == before


def test_national_law_comes_from_the_console_only(hire: Hire, basis: LegalBasis) -> None:
    for deed in (
        lambda actor: registered(None, actor, "uu-contoh"),
        lambda actor: services.replace_legal_basis(
            legal_basis=basis, replaced_by=LegalBasis.objects.exclude(pk=basis.pk)[0], on=tomorrow(), actor=actor
        ),
    ):
        with pytest.raises(RuleBroken) as refusal:
            deed(hire(*Role))
        assert refusal.value.status == 403
        deed(CONSOLE)


def test_a_basis_is_replaced_once(government: Government, hire: Hire) -> None:
    clerk = hire(Role.BIRO_PBJ)
    old, new = registered(government, clerk, "lama"), registered(government, clerk, "baru")
    with pytest.raises(RuleBroken):
        services.replace_legal_basis(legal_basis=old, replaced_by=old, on=tomorrow(), actor=clerk)
    services.replace_legal_basis(legal_basis=old, replaced_by=new, on=tomorrow(), actor=clerk)
    old.refresh_from_db()
    assert (old.replaced_by, old.in_force_to) == (new, tomorrow())
    with pytest.raises(RuleBroken) as refusal:
        services.replace_legal_basis(legal_basis=old, replaced_by=new, on=tomorrow(), actor=clerk)
    assert refusal.value.status == 409


def test_the_head_of_a_unit_acknowledges_for_that_unit_alone(
    government: Government, neighbour: Government, hire: Hire, basis: LegalBasis
) -> None:
    own, other = unit(government, "1"), unit(government, "2")
    head = hire(Role.PA, unit=own)
    first = services.acknowledge(legal_basis=basis, unit=own, post="Kepala Dinas", actor=head)
    before = Event.objects.count()
    assert services.acknowledge(legal_basis=basis, unit=own, post="lain", actor=head) == first
    assert (Event.objects.count(), Acknowledgement.objects.count()) == (before, 1)
    with pytest.raises(RuleBroken) as refusal:
        services.acknowledge(legal_basis=basis, unit=other, post="Kepala Dinas", actor=head)
    assert refusal.value.status == 403
    with pytest.raises(RuleBroken) as refusal:
        services.acknowledge(legal_basis=registered(neighbour, CONSOLE), unit=own, post="Kepala Dinas", actor=head)
    assert refusal.value.status == 404

"""The cast of these tests: people with roles at an invented government."""

from collections.abc import Callable

import pytest

from belanja.institutions.models import Government, LegalBasis, Unit
from belanja.journal.services import Actor
from belanja.rules.duties import Role
from tests.support.people import hired

Hire = Callable[..., Actor]


@pytest.fixture
def government(db: None) -> Government:
    return Government.objects.create(code="D900", name="Kabupaten Contoh", kind=Government.Kind.REGENCY)


@pytest.fixture
def neighbour(db: None) -> Government:
    return Government.objects.create(code="D901", name="Kabupaten Sebelah", kind=Government.Kind.REGENCY)


@pytest.fixture
def basis(db: None) -> LegalBasis:
    return LegalBasis.objects.get(slug="inpres-2-2022")


@pytest.fixture
def hire(government: Government) -> Hire:
    def of(*roles: Role, unit: Unit | None = None, at: Government | None = None) -> Actor:
        return hired(at or government, *roles, unit=unit)

    return of

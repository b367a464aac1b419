"""The government of the catalogue under test, and its clerk."""

import pytest

from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.duties import Role
from tests.support.people import hired


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


@pytest.fixture
def clerk(banten: Government) -> Actor:
    return hired(banten, Role.BIRO_PBJ)

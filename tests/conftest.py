"""What every test gets: fast password hashes, a clock that can stand still, and no network."""

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import date, datetime
from unittest import mock

import pytest
from django.test import TransactionTestCase, override_settings
from hypothesis import HealthCheck, settings

from belanja.accounts import pins
from belanja.documents.pdf import refused
from belanja.foundation import clock, migrating
from tests.support.emptying import empty

# How fast a machine is says nothing about the code, and the same code gets the same verdict everywhere.
settings.register_profile("belanja", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("belanja")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[object]:
    """Thousands of tests and the whole program stay to the end: Python looks for what may be thrown away among what the
    tests make, and not each time among these too; nor as often as where memory is short."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(10_000)
        gc.enable()


def pytest_sessionfinish() -> None:
    """What was set aside is thrown away with the rest, or libraries complain of it at the end."""
    gc.unfreeze()


@pytest.fixture(autouse=True, scope="session")
def _fast_passwords() -> Iterator[None]:
    """The real hash is slow on purpose; no test is about its strength."""
    with (
        override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]),
        mock.patch.object(pins, "ROUNDS", 10),
    ):
        yield


@pytest.fixture(autouse=True)
def _nothing_refused() -> Iterator[None]:
    """What the typesetter refused in a test that has no request is told in none of another test."""
    yield
    refused.taken()


@pytest.fixture
def freeze() -> Iterator[Callable[[date | datetime], datetime]]:
    """`freeze(date(2025, 3, 31))` lets the clock stand still until the end of the test."""
    with ExitStack() as stack:

        def at(moment: date | datetime) -> datetime:
            frozen: AbstractContextManager[datetime] = clock.frozen(moment)
            return stack.enter_context(frozen)

        yield at


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """The test database is migrated as an installation is (`foundation/schema.py`)."""
    with migrating.added_in_place():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Tests on real transactions leave nothing behind, and the journal is kept by its triggers in every test."""
    with mock.patch.object(TransactionTestCase, "_fixture_teardown", empty):
        yield

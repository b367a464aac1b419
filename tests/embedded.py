"""Gives the test run a data folder and a database server of its own.

Loaded with `-p` (see pyproject.toml), because pytest-django reads the settings before any conftest. The
workers of a parallel run inherit the folder of the process that started them and join its server; each has
its own test database. Nothing of a developer's own installation is read or written.
"""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

_INHERITED = "BELANJA_TEST_HOME"
_FOREIGN = ("BELANJA_DEBUG", "BELANJA_HTTPS", "BELANJA_HOSTS", "BELANJA_GOVERNMENT", "PORT")

_inherited = os.environ.get(_INHERITED, "")
_home = Path(_inherited or tempfile.mkdtemp(prefix="belanja-test-"))
_stack = ExitStack()
(_home / "static").mkdir(exist_ok=True)  # WhiteNoise warns when its folder is missing, and warnings fail

os.environ[_INHERITED] = os.environ["BELANJA_HOME"] = str(_home)
os.environ["BELANJA_POSTGRES_FSYNC"] = "0"
for _name in _FOREIGN:
    os.environ.pop(_name, None)


def pytest_configure(config: pytest.Config) -> None:
    from belanja.foundation import postgres

    try:
        _stack.enter_context(postgres.running())
    except postgres.DatabaseUnavailable as error:
        raise pytest.UsageError(str(error)) from error


def pytest_unconfigure(config: pytest.Config) -> None:
    _stack.close()
    if not _inherited:
        shutil.rmtree(_home, ignore_errors=True)

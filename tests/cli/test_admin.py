"""The first administrator, from the console."""

import argparse
import io
from datetime import date

import pytest
from allauth.mfa.models import Authenticator

from belanja.accounts import selectors as accounts
from belanja.accounts.models import User
from belanja.cli import admin
from belanja.foundation import clock
from belanja.institutions import selectors
from belanja.institutions.models import RoleAssignment
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    admin.add_arguments(parser)
    return admin.handle(parser.parse_args(words))


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("kalimaya-lebak-7\n"))


def opened() -> int:
    return run("create-account", "--name", "Ratna", "--phone", "0812-3456-7890", "--password-stdin")


def test_an_account_and_its_first_role(typed: None, capsys: pytest.CaptureFixture[str]) -> None:
    with clock.frozen(date(2026, 1, 5)):
        assert opened() == 0
        user = accounts.by_login("081234567890")
        assert user is not None
        assert user.check_password("kalimaya-lebak-7")
        assert run("give-role", "--login", "+6281234567890", "--role", "admin", "--government", "d43") == 0
        banten = selectors.government("D43")
        assert selectors.roles_of(user, government_id=banten.pk) == {Role.ADMIN}
    said = capsys.readouterr().out
    assert "kalimaya" not in said
    assert "Peran Administrator di Provinsi Banten berlaku 5 Januari 2026 sampai sebelum 5 Januari 2027." in said


def test_a_role_for_one_unit(typed: None) -> None:
    opened()
    role = ("give-role", "--login", "081234567890", "--role", "ppk", "--government", "D43")
    with clock.frozen(date(2026, 1, 5)):
        run(*role, "--unit", "1.02.0.00.0.00.01.0000", "--to", "2026-12-31")
    given = RoleAssignment.objects.get()
    assert (given.unit and given.unit.name, given.valid_to) == ("Dinas Kesehatan", date(2026, 12, 31))
    with pytest.raises(RuleBroken, match="tidak ditemukan"):
        run(*role, "--unit", "9")


def test_the_password_is_typed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["kalimaya-lebak-7", "kalimaya-lebak-8", "kalimaya-lebak-7", "kalimaya-lebak-7"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    with pytest.raises(RuleBroken, match="tidak sama"):
        run("create-account", "--name", "Ratna", "--email", "r@contoh.id")
    assert not User.objects.exists()
    run("create-account", "--name", "Ratna", "--email", "r@contoh.id")
    assert User.objects.count() == 1


def test_a_new_password(typed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    opened()
    monkeypatch.setattr("sys.stdin", io.StringIO("gula-aren-lebak-9\n"))
    run("set-password", "--login", "081234567890", "--password-stdin")
    user = accounts.by_login("081234567890")
    assert user is not None
    assert user.check_password("gula-aren-lebak-9")


@pytest.mark.parametrize(
    "words",
    [
        ("give-role", "--login", "tidak@ada.id", "--role", "admin", "--government", "D43"),
        ("set-password", "--login", "081200000000", "--password-stdin"),
    ],
)
def test_an_unknown_account_is_refused(typed: None, words: tuple[str, ...]) -> None:
    with pytest.raises(RuleBroken) as refusal:
        run(*words)
    assert refusal.value.status == 404


@pytest.mark.parametrize("words", [(), ("give-role",), ("give-role", "--to", "besok"), ("lain",)])
def test_wrong_usage_is_told_by_argparse(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as leaving:
        run(*words)
    assert leaving.value.code == 2


def test_a_lost_telephone(typed: None) -> None:
    opened()
    with pytest.raises(RuleBroken, match="tidak memakai"):
        run("reset-second-factor", "--login", "081234567890")
    user = accounts.by_login("081234567890")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    run("reset-second-factor", "--login", "081234567890")
    assert not Authenticator.objects.exists()

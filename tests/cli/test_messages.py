"""The outbox for an adapter: one JSON line per message, printed before it counts as taken."""

import argparse
import json

import pytest

from belanja.accounts.models import User
from belanja.cli import messages
from belanja.journal.services import CONSOLE
from belanja.notices import services
from belanja.notices.models import Notice

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    messages.add_arguments(parser)
    return messages.handle(parser.parse_args(words))


@pytest.fixture
def seller() -> User:
    user = User.objects.create_user(name="Siti", phone="+6281234567890", phone_verified=True)
    for number in range(3):
        services.tell(user_ids=[user.pk], kind="x.y", text=f"Isi\n{number}", link="/usaha/", actor=CONSOLE)
    return user


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_message_is_printed_once(seller: User, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--peek") == 0
    assert len(lines(capsys)) == 3
    assert run("--limit", "2") == 0
    assert [line["text"] for line in lines(capsys)] == ["Isi\n0", "Isi\n1"]
    run()
    (last,) = lines(capsys)
    assert (last["phone"], last["link"]) == ("+6281234567890", "http://127.0.0.1:8000/usaha/")
    run()
    assert lines(capsys) == []


def test_what_could_not_be_printed_stays(seller: User, monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed:
        def write(self, _: str) -> None:
            raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", Closed())
    with pytest.raises(BrokenPipeError):
        run()
    assert not Notice.objects.filter(taken_at__isnull=False).exists()

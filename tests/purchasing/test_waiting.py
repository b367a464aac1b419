"""The mail of the morning and the reminders of a negotiation: what waits for me, by when, once, on working days."""

import argparse
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from belanja.accounts.models import User
from belanja.cli import messages
from belanja.foundation import clock
from belanja.journal.services import CONSOLE
from belanja.notices import selectors as notices
from belanja.notices import services as choosing
from belanja.notices.models import Mail, MailPace, Notice
from belanja.purchasing import waiting
from belanja.purchasing.models import Order
from belanja.purchasing.services import negotiation
from belanja.purchasing.services.order_time import pass_terms
from belanja.purchasing.waiting import digest_for, things_of
from belanja.rules.buying.states import OrderState, Side
from tests.purchasing.world import Office, office, said_of

pytestmark = pytest.mark.django_db
Freeze = Callable[[date | datetime], datetime]
MONDAY = datetime(2026, 11, 2, 9, tzinfo=clock.WIB)


@pytest.fixture
def of(freeze: Freeze) -> Office:
    freeze(MONDAY)
    return office()


def person(of: Office, role: str) -> User:
    found = User.objects.get(pk=getattr(of, role).user_id)
    found.contact_email = f"{role}@contoh.example.id"
    found.save()
    return found


def test_the_morning_tells_what_waits_with_its_term_once_a_day(of: Office, freeze: Freeze) -> None:
    order = of.order(OrderState.REVIEW)
    ppk = person(of, "ppk")
    choosing.choose_mail(user_id=ppk.pk, pace=MailPace.DAILY, actor=CONSOLE)
    (thing,) = [one for one in things_of(ppk) if order.code in one.what]
    assert (thing.due_at, thing.link) == (order.due_at, f"/beli/{of.government.code}/pesanan/{order.code}/")
    waiting._looked.clear()
    freeze(datetime(2026, 11, 3, 5, 59, tzinfo=clock.WIB))
    assert not waiting.morning.__wrapped__()  # type: ignore[attr-defined]
    freeze(datetime(2026, 11, 3, 6, 1, tzinfo=clock.WIB))
    assert waiting.morning.__wrapped__()  # type: ignore[attr-defined]
    waiting._looked.clear()  # another process, or the same after it was killed
    assert not waiting.morning.__wrapped__()  # type: ignore[attr-defined]
    mail = Mail.objects.get(user=ppk)
    assert mail.items[0]["text"] == thing.words
    assert "sampai" in mail.items[0]["text"]
    assert mail.items[-1]["link"] == "/pesan/"
    assert of.shop.firm.name not in str(mail.items)


def test_one_mail_that_cannot_be_written_keeps_nobody_else_from_his(
    of: Office, freeze: Freeze, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    people = [person(of, "pa"), person(of, "ppk")]
    for one in people:
        choosing.choose_mail(user_id=one.pk, pace=MailPace.DAILY, actor=CONSOLE)
    choosing.tell(user_ids=[one.pk for one in people], kind="uji", text="Satu pesan.", actor=CONSOLE)
    first, second = sorted(one.pk for one in people)

    def broken(user: User) -> list[waiting.Thing]:
        if user.pk == first:
            raise ZeroDivisionError
        return things_of(user)

    waiting._looked.clear()
    freeze(datetime(2026, 11, 3, 6, 1, tzinfo=clock.WIB))
    with monkeypatch.context() as patched:
        patched.setattr(waiting, "things_of", broken)
        waiting.morning.__wrapped__()  # type: ignore[attr-defined]
    assert f"account {first}" in caplog.text
    assert not Mail.objects.filter(user_id=first).exists()
    assert Mail.objects.filter(user_id=second).exists()
    waiting.morning.__wrapped__()  # type: ignore[attr-defined]
    assert Mail.objects.filter(user_id=first).exists()
    assert not waiting._failed


def test_no_mail_on_days_off_and_none_about_nothing(of: Office, freeze: Freeze) -> None:
    of.order(OrderState.REVIEW)
    ppk, pa = person(of, "ppk"), person(of, "pa")
    freeze(datetime(2026, 11, 7, 8, tzinfo=clock.WIB))
    assert not digest_for(ppk)
    freeze(datetime(2026, 11, 9, 8, tzinfo=clock.WIB))
    assert digest_for(ppk)
    Notice.objects.update(read_at=clock.now())
    assert not digest_for(pa)


def test_whoever_wants_none_gets_none(of: Office) -> None:
    of.order(OrderState.REVIEW)
    ppk = person(of, "ppk")
    choosing.choose_mail(user_id=ppk.pk, pace=MailPace.NONE, actor=CONSOLE)
    assert ppk not in list(waiting._wanting())


def test_a_negotiation_reminds_the_firm_once_in_its_box_by_the_adapter_and_by_mail(
    of: Office, freeze: Freeze, capsys: pytest.CaptureFixture[str]
) -> None:
    order = of.order(OrderState.NEGOTIATION)
    owner = person(of, "owner")
    choosing.choose_mail(user_id=owner.pk, pace=MailPace.AT_ONCE, actor=CONSOLE)
    negotiation.offer(
        order_id=order.pk, version=order.version, side=Side.BUYER, lines=said_of(order, price="45000"), message="",
        actor=of.pp,
    )  # fmt: skip
    order = Order.objects.get(pk=order.pk)
    assert order.due_at is not None
    before = Mail.objects.filter(user=owner).count()
    freeze(order.due_at - timedelta(hours=20))
    assert pass_terms().reminded == 1
    assert pass_terms().reminded == 0
    told = notices.box(owner.pk).filter(text__contains="menunggu Anda sampai")
    assert told.count() == 1
    assert Mail.objects.filter(user=owner).count() == before + 1
    parser = argparse.ArgumentParser()
    messages.add_arguments(parser)
    assert messages.handle(parser.parse_args([])) == 0
    carried = [json.loads(line)["text"] for line in capsys.readouterr().out.splitlines()]
    assert sum("menunggu Anda sampai" in words for words in carried) == 1
    freeze(order.due_at + timedelta(minutes=1))
    assert pass_terms().lapsed == 1
    order.refresh_from_db()
    assert order.state == OrderState.NEGOTIATION  # the buyer states the end, nobody else

"""Messages: written once, read by their owner, carried by an officer of the right government, taken by an adapter."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belanja.accounts.models import User
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE
from belanja.notices import forms, selectors, services
from belanja.notices.models import Mail, MailChoice, MailPace, Notice
from belanja.notices.services import Message
from belanja.rules.decisions import RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller() -> User:
    return User.objects.create_user(name="Siti", phone="+6281234567890", phone_verified=True)


def told(*people: User, text: str = "Produk dikembalikan.", once: str = "") -> list[Notice]:
    return services.tell(
        user_ids=[one.pk for one in people],
        kind="catalogue.returned",
        text=text,
        link="/usaha/1/",
        actor=CONSOLE,
        government_code="D43",
        once=once,
    )


def test_everybody_in_use_is_told_once_and_the_journal_names_ids_only(seller: User) -> None:
    closed = User.objects.create_user(name="Tutup", email="tutup@contoh.id", is_active=False)
    written = told(seller, seller, closed, text="Siti, produk dikembalikan.")
    assert [one.to_user for one in written] == [seller]
    event = Event.objects.get(name="notices.told")
    assert event.payload == {"kind": "catalogue.returned", "accounts": [seller.pk], "firms": []}
    assert selectors.unread(seller.pk) == 1


def test_a_thing_told_once_is_not_told_again(seller: User) -> None:
    other = User.objects.create_user(name="Adi", email="adi@contoh.id")
    assert len(told(seller, once="konfirmasi:2026-11")) == 1
    assert [one.to_user for one in told(seller, other, once="konfirmasi:2026-11")] == [other]
    assert told(seller, once="konfirmasi:2026-11") == []
    assert Event.objects.filter(name="notices.told").count() == 2
    assert len(told(seller, once="konfirmasi:2026-12")) == 1


def test_several_messages_are_told_at_once_each_to_its_own(seller: User) -> None:
    other = User.objects.create_user(name="Adi", email="adi@contoh.id")
    closed = User.objects.create_user(name="Tutup", email="tutup@contoh.id", is_active=False)
    MailChoice.objects.create(user=other, pace=MailPace.AT_ONCE)
    told(seller, once="butuh-1")
    messages = [
        Message("Dicari kertas.", "/usaha/1/", "butuh-1", user_ids=(seller.pk, other.pk, other.pk)),
        Message("Dicari kertas.", "/usaha/2/", "butuh-2", user_ids=(other.pk, closed.pk)),
        Message("Dicari kertas.", "/usaha/3/", "butuh-3", firm_id=9),
        Message("Dicari kertas.", "/usaha/3/", user_ids=(closed.pk,)),
        Message("Dicari kertas.", user_ids=(seller.pk,)),
    ]
    with CaptureQueriesContext(connection) as queries:
        written = services.tell_all(messages=messages, kind="x.y", actor=CONSOLE, government_code="D43")
    assert [[one.to_user_id or one.to_firm_id for one in each] for each in written] == [
        [other.pk], [other.pk], [9], [], [seller.pk],
    ]  # fmt: skip
    assert [Notice.objects.get(pk=each[0].pk).link for each in written[:3]] == ["/usaha/1/", "/usaha/2/", "/usaha/3/"]
    assert set(Mail.objects.values_list("user_id", "key")) == {
        (other.pk, f"pesan/{each[0].pk}") for each in written[:2]
    }
    assert len(queries) < 10
    assert Event.objects.filter(name="notices.told").count() == 2
    again = services.tell_all(messages=messages[:3], kind="x.y", actor=CONSOLE, government_code="D43")
    assert again == [[], [], []]
    assert Event.objects.filter(name="notices.told").count() == 2
    assert services.tell_all(messages=[], kind="x.y", actor=CONSOLE) == []


@pytest.mark.parametrize(("text", "link"), [("  ", ""), ("Isi", "https://luar.id"), ("Isi", "//luar.id")])
def test_what_is_no_message_is_refused(seller: User, text: str, link: str) -> None:
    with pytest.raises(RuleBroken):
        services.tell(user_ids=[seller.pk], kind="x.y", text=text, link=link, actor=CONSOLE)
    assert not Notice.objects.exists()


def test_only_its_owner_reads_a_message(seller: User) -> None:
    other = User.objects.create_user(name="Adi", email="adi@contoh.id")
    (notice,) = told(seller)
    assert services.read(notice_ids=[notice.pk], user_id=other.pk) == 0
    assert selectors.unread(seller.pk) == 1
    assert services.read(notice_ids=None, user_id=seller.pk) == 1
    assert (selectors.unread(seller.pk), list(selectors.to_carry("D43"))) == (0, [])
    assert list(selectors.box(seller.pk)) == [notice]


def test_an_officer_carries_messages_of_his_government_only(seller: User) -> None:
    (notice,) = told(seller)
    (paper,) = services.tell_firm(firm_id=9, kind="x.y", text="Isi", actor=CONSOLE, government_code="D43")
    assert list(selectors.to_carry("D43")) == [notice, paper]
    for code in ("D50", ""):
        assert list(selectors.to_carry(code)) == []
        with pytest.raises(RuleBroken) as refusal:
            services.handed(notice_id=notice.pk, government_code=code, actor=CONSOLE)
        assert refusal.value.status == 404
    for _ in range(2):
        services.handed(notice_id=notice.pk, government_code="D43", actor=CONSOLE)
    assert Event.objects.filter(name="notices.handed").count() == 1
    assert list(selectors.to_carry("D43")) == [paper]
    assert selectors.unread(seller.pk) == 1


def test_an_adapter_takes_a_message_one_time(seller: User) -> None:
    (notice,) = told(seller)
    services.tell_firm(firm_id=9, kind="x.y", text="Isi", actor=CONSOLE, government_code="D43")
    assert selectors.outbox(10) == [notice]
    assert services.taken(notice_ids=[notice.pk]) == 1
    assert (services.taken(notice_ids=[notice.pk]), selectors.outbox(10)) == (0, [])


def test_a_message_leaves_in_plain_forms(seller: User) -> None:
    (notice,) = told(seller, text="Harga & stok: 100% cocok?\nPeriksa #1")
    line = forms.for_adapter(notice)
    assert (line["phone"], line["name"]) == ("+6281234567890", "Siti")
    assert line["message"].endswith("Periksa #1\nhttp://127.0.0.1:8000/usaha/1/")
    address = urlsplit(forms.whatsapp_url("+6281234567890", line["message"]))
    assert (address.netloc, address.path) == ("wa.me", "/6281234567890")
    assert parse_qs(address.query, strict_parsing=True) == {"text": [line["message"]]}


def test_a_number_that_nobody_proved_is_not_told_to_an_adapter(seller: User) -> None:
    User.objects.update(phone_verified=False)
    (notice,) = told(seller)
    assert forms.for_adapter(Notice.objects.select_related("to_user").get(pk=notice.pk))["phone"] is None

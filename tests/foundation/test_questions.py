"""What is asked and written by statements made once is what Django's own would give and write."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from belanja.foundation import clock
from belanja.foundation.questions import Given, Question
from belanja.foundation.rows import add, add_all, add_new, change, write_together
from belanja.journal.models import Event, Once
from belanja.purchasing.models import Order, OrderLine, Package
from belanja.rules.buying.states import OrderState
from tests.purchasing.world import Office, office

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Office:
    return office()


def event(number: int = 0) -> Event:
    return Event(at=clock.now(), name="test.told", actor_label="konsol", subject=f"x:{number}", payload={"n": [number]})


def test_a_question_reads_what_the_queryset_reads_with_what_it_points_to(of: Office) -> None:
    question = Question(
        lambda: (
            Order.objects.select_related("unit", "package__deliver_to").filter(pk__among=Given("ids")).order_by("-pk")
        )
    )
    first, second = of.order(), of.order(OrderState.PROCESS)
    assert question.rows(ids=[first.pk]) == [first]
    with CaptureQueriesContext(connection) as asked:
        found = question.rows(ids=[first.pk, second.pk])
        assert [one.unit.name for one in found] == [of.unit.name] * 2
        assert all(one.package.deliver_to is not None for one in found)
    assert len(asked) == 1
    told = Order.objects.filter(pk__in=[first.pk, second.pk]).order_by("-pk")
    assert [model_to_dict(one) for one in found] == [model_to_dict(one) for one in told]
    assert found[0].tax_facts == second.tax_facts


def test_rows_of_a_question_are_instances_like_any_other(of: Office) -> None:
    order = of.order()
    told = Order.objects.select_related("unit__government").get(pk=order.pk)
    [found] = Question(lambda: Order.objects.select_related("unit__government").filter(pk=Given("pk"))).rows(
        pk=order.pk
    )
    assert {**found.__dict__, "_state": None} == {**told.__dict__, "_state": None}
    for one, other in ((found, told), (found.unit, told.unit), (found.unit.government, told.unit.government)):
        assert (one._state.adding, one._state.db) == (other._state.adding, other._state.db)
    found.title = "Lain"
    found.save(update_fields=["title"])
    found.unit_id = 0
    assert not Order.unit.is_cached(found)  # type: ignore[attr-defined]  # what it pointed to is not its unit any more
    found.refresh_from_db()
    assert (found.title, found.unit) == ("Lain", told.unit)


def test_a_question_gives_values_and_annotations(of: Office) -> None:
    package = of.package(quantity="3")
    asked = Package.objects.filter(pk=Given("pk"))
    assert Question(lambda: asked.values_list("pk", "title")).rows(pk=package.pk) == [(package.pk, package.title)]
    assert Question(lambda: asked.values_list("pk", flat=True)).first(pk=package.pk) == package.pk
    assert Question(lambda: asked.annotate(next=F("version") + 1)).rows(pk=package.pk)[0].next == package.version + 1  # type: ignore[attr-defined]
    assert Question(lambda: asked).first(pk=0) is None


def test_a_question_without_its_value_or_with_more_than_one_statement_is_refused(of: Office) -> None:
    with pytest.raises(KeyError):
        Question(lambda: Package.objects.filter(pk=Given("pk"))).rows()
    with pytest.raises(ValueError, match="one statement"):
        Question(lambda: Package.objects.prefetch_related("lines")).rows()


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_inside_a_transaction_only() -> None:
    question = Question(lambda: Event.objects.select_for_update().filter(pk=Given("pk")))
    with transaction.atomic():
        assert question.rows(pk=0) == []
    with pytest.raises(transaction.TransactionManagementError):
        question.rows(pk=1)


def test_new_rows_are_written_as_django_writes_them(of: Office) -> None:
    line = of.order().lines.get()
    mine, theirs = (OrderLine(**{one.attname: getattr(line, one.attname) for one in OrderLine._meta.concrete_fields})
                    for _ in range(2))  # fmt: skip
    mine.pk, mine.position = None, 8
    theirs.pk, theirs.position = None, 9
    add(mine)
    theirs.save(force_insert=True)
    written, saved = OrderLine.objects.get(pk=mine.pk), OrderLine.objects.get(pk=theirs.pk)
    told = [{**row.__dict__, "_state": None, "id": 0, "position": 0} for row in (written, saved)]
    assert told[0] == told[1]
    assert not mine._state.adding


@pytest.mark.parametrize("count", [2, 30])
def test_several_rows_get_their_ids_in_their_order(count: int) -> None:
    rows = [event(number) for number in range(count)]
    add_all(rows)
    assert [(one.pk, one.payload) for one in Event.objects.filter(name="test.told").order_by("pk")] == [
        (one.pk, one.payload) for one in rows
    ]


@pytest.mark.parametrize("count", [2, 30])
def test_rows_whose_like_is_there_are_left_out(count: int) -> None:
    def rows() -> list[Once]:
        return [Once(actor="a", name="x", key=str(number), digest="", at=clock.now()) for number in range(count)]

    first, key = rows()[:1], ("actor", "name", "key")
    assert add_new(first, key=key) == first
    later = rows()
    assert add_new([*later, *rows()[-1:]], key=key) == later[1:]
    assert [one.pk for one in later] == [None, *Once.objects.order_by("pk").values_list("pk", flat=True)[1:]]
    assert add_new([], key=key) == []


def test_a_row_that_the_table_refuses_is_refused(of: Office) -> None:
    line = of.order().lines.get()
    line.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        add(line)  # the place is taken


def test_a_row_is_changed_in_the_fields_that_are_named(of: Office) -> None:
    line = of.order().lines.get()
    line.quantity, line.name = Decimal("7.00"), "Lain"
    change(line, "quantity")
    found = OrderLine.objects.get(pk=line.pk)
    assert (found.quantity, found.name != "Lain") == (Decimal("7.00"), True)
    change(line)
    assert OrderLine.objects.get(pk=line.pk).name == "Lain"
    line.pk = 0
    with pytest.raises(RuntimeError):
        change(line)


def test_rows_of_several_models_are_written_in_one_statement_new_or_there_already(of: Office) -> None:
    package, told = of.package(quantity="3"), event(7)
    package.title, package.version = "Kertas lain", 9
    with CaptureQueriesContext(connection) as asked:
        write_together(package, told)
    assert len(asked) == 1
    there = Package.objects.get(pk=package.pk)
    assert model_to_dict(there) == model_to_dict(package)
    assert Event.objects.get(pk=told.pk).payload == {"n": [7]}


def test_of_rows_written_together_one_that_is_not_there_is_an_error(of: Office) -> None:
    package = of.package(quantity="3")
    package.pk = 0
    with pytest.raises(RuntimeError), transaction.atomic():
        write_together(package, event(8))
    assert not Event.objects.filter(subject="x:8").exists()

"""What plan lines buy: read after an import, said by people, and never mixed up."""

import random
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from belanja.institutions.models import Government, Unit
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.plans import selectors, services
from belanja.plans.models import ClassDecision, PlanClass, RupFundingLine, RupPackage
from belanja.rules.classification import NOT_ONE, VERSION
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.support.people import hired
from tests.support.people import unit as unit_of

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def government() -> Government:
    return Government.objects.get(code="D50")


@pytest.fixture
def health(government: Government) -> Unit:
    return unit_of(government, "1.02.0.00.0.00.01.0000", "Dinas Kesehatan")


def line(unit: Unit, code: str, title: str, **more: Any) -> RupPackage:
    told: dict[str, Any] = {"pagu": 1_000, "counts": True, "kind": "penyedia", "year": YEAR} | more
    return RupPackage.objects.create(
        government=unit.government, unit=unit, code=code, title=title, announced=True, active=True,
        source_row_id=1, **told,
    )  # fmt: skip


def paid(package: RupPackage, account: str) -> None:
    RupFundingLine.objects.create(
        government=package.government, year=YEAR, kind=package.kind, code=package.code, account=account,
        pagu=1, counts=True, source_row_id=RupFundingLine.objects.count() + 1,
    )  # fmt: skip


def read(government: Government) -> int:
    return services.read_classes(government_id=government.pk, year=YEAR)


def decide(government: Government, actor: Actor, **chosen: str) -> services.Decided:
    rows = {row.package.code: row for row in PlanClass.objects.select_related("package")}
    return services.decide_classes(
        government=government,
        actor=actor,
        chosen={rows[code[1:]].pk: (said, rows[code[1:]].turn) for code, said in chosen.items()},
    )


def queue(government: Government, **more: Any) -> list[str]:
    found = selectors.class_queue(government_id=government.pk, year=YEAR, unit_ids=None, **more)
    return [one.package.code for one in found]


def test_only_new_and_changed_lines_are_read(government: Government, health: Unit) -> None:
    paper, flowers = line(health, "1", "Belanja Alat Tulis Kantor"), line(health, "2", "Bunga untuk Halaman")
    assert (read(government), read(government)) == (2, 0)
    row = PlanClass.objects.get(package=paper)
    assert (row.code, row.words, row.version) == ("atk", "alat tulis kantor", VERSION)
    assert PlanClass.objects.get(package=flowers).code == ""
    boots = line(health, "3", "Sepatu Lapangan dan Kamera")
    read(government)
    assert (PlanClass.objects.get(package=boots).leaning, PlanClass.objects.get(package=boots).against) == (
        "seragam",
        "studio",
    )
    paid(flowers, "1.02.01.2.06.0001.5.1.02.01.01.0008.1")
    assert read(government) == 1
    assert PlanClass.objects.get(package=flowers).code == "bibit"
    RupPackage.objects.filter(pk=paper.pk).update(title="Laptop")
    PlanClass.objects.filter(package=flowers).update(version="2020.1")
    assert read(government) == 2
    assert PlanClass.objects.get(package=paper).code == "komputer"


def test_a_persons_word_counts_and_outlives_the_rules(government: Government, health: Unit) -> None:
    package = line(health, "1", "Operasional Kantor")
    read(government)
    assert queue(government) == ["1"]
    bureau = hired(government, Role.BIRO_PBJ)
    assert decide(government, bureau, _1="mamin").done == [package.pk]
    assert (queue(government), queue(government, decided=True)) == ([], ["1"])
    RupPackage.objects.filter(pk=package.pk).update(title="Belanja Alat Tulis Kantor")
    read(government)
    row = PlanClass.objects.get(package=package)
    assert (row.read, row.decided, row.code) == ("atk", "mamin", "mamin")
    # An import that is withdrawn takes the line away, and brings it back with what was said of it.
    services.forget_rup(source_row_ids=[1])
    assert not PlanClass.objects.exists()
    line(health, "1", "Operasional Kantor")
    read(government)
    assert PlanClass.objects.get().code == "mamin"
    assert [one.chosen for one in selectors.class_history(RupPackage.objects.get())] == ["mamin"]


def test_new_rules_read_again_what_older_ones_read(government: Government, health: Unit) -> None:
    mine, other = line(health, "1", "Belanja Alat Tulis Kantor"), line(health, "2", "Laptop", year=YEAR - 1)
    for year in (YEAR, YEAR - 1):
        services.read_classes(government_id=government.pk, year=year)
    assert not services.read_again(), "today's rules have read them"
    decide(government, hired(government, Role.BIRO_PBJ), _1="mamin")
    PlanClass.objects.update(version="2020.1", read="", leaning="")
    assert services.read_again()
    assert PlanClass.objects.filter(version=VERSION).count() == 1, "one year after another"
    assert services.read_again()
    assert {(row.package_id, row.read, row.code) for row in PlanClass.objects.all()} == {
        (mine.pk, "atk", "mamin"), (other.pk, "komputer", "komputer"),
    }  # fmt: skip
    assert not services.read_again()


def test_a_decision_is_journaled_once(government: Government, health: Unit) -> None:
    line(health, "1", "Operasional Kantor")
    read(government)
    bureau = hired(government, Role.BIRO_PBJ)
    decide(government, bureau, _1="mamin")
    decide(government, bureau, _1="mamin")
    events = Event.objects.filter(name="plans.class_decided")
    assert [one.payload["chosen"] for one in events] == ["mamin"]
    assert ClassDecision.objects.count() == 1
    decide(government, bureau, _1=NOT_ONE)
    assert [one.chosen for one in ClassDecision.objects.order_by("pk")] == ["mamin", NOT_ONE]


def test_a_late_comer_is_told_and_changes_nothing(government: Government, health: Unit) -> None:
    first, second = line(health, "1", "Operasional Kantor"), line(health, "2", "Operasional Lapangan")
    read(government)
    bureau = hired(government, Role.BIRO_PBJ)
    decide(government, bureau, _1="mamin")
    late = services.decide_classes(
        government=government, actor=bureau, chosen={first.pk: ("atk", 0), second.pk: ("atk", 0)}
    )
    assert late.done == [second.pk]
    assert late.refused == [(first.pk, "RUP 1 sudah ditetapkan: Makanan dan minuman.")]
    assert PlanClass.objects.get(package=first).code == "mamin"


@pytest.mark.parametrize(
    ("role", "bound", "code"),
    [
        (Role.PPK, True, ""),
        (Role.PPTK, True, ""),
        (Role.KEPALA_BIRO_PBJ, False, ""),
        (Role.APIP, False, "duty_missing"),
        (Role.BENDAHARA, True, "duty_missing"),
    ],
)
def test_who_may_say_what_a_line_buys(government: Government, health: Unit, role: Role, bound: bool, code: str) -> None:
    line(health, "1", "Operasional Kantor")
    read(government)
    actor = hired(government, role, unit=health if bound else None)
    if code:
        with pytest.raises(RuleBroken) as refusal:
            decide(government, actor, _1="atk")
        assert refusal.value.code == code
        assert not ClassDecision.objects.exists()
    else:
        assert decide(government, actor, _1="atk").done


def test_another_units_line_is_not_for_this_ppk(government: Government, health: Unit) -> None:
    line(health, "1", "Operasional Kantor")
    read(government)
    other = unit_of(government, "1.03.0.00.0.00.01.0000", "Dinas PU")
    with pytest.raises(RuleBroken) as refusal:
        decide(government, hired(government, Role.PPK, unit=other), _1="atk")
    assert refusal.value.status in (403, 404)
    with pytest.raises(RuleBroken) as refusal:
        decide(government, hired(government), _1="atk")
    assert refusal.value.status == 404
    assert not ClassDecision.objects.exists()
    assert not Event.objects.filter(name="plans.class_decided").exists()


def test_nothing_wrong_is_taken(government: Government, health: Unit) -> None:
    package = line(health, "1", "Operasional Kantor")
    read(government)
    bureau = hired(government, Role.BIRO_PBJ)
    for chosen, code in (
        ({}, "lines_none"),
        ({package.pk: ("tidak-ada", 0)}, "class_unknown"),
        ({package.pk + 9: ("atk", 0)}, "not_found"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            services.decide_classes(government=government, chosen=chosen, actor=bureau)
        assert refusal.value.code == code
    assert not ClassDecision.objects.exists()


@pytest.mark.parametrize(
    "statement", ["UPDATE plans_classdecision SET chosen = 'atk'", "DELETE FROM plans_classdecision"]
)
def test_the_database_keeps_what_was_said(government: Government, health: Unit, statement: str) -> None:
    line(health, "1", "Operasional Kantor")
    read(government)
    decide(government, hired(government, Role.BIRO_PBJ), _1="mamin")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_queue_holds_lines_that_count_by_their_pagu(government: Government, health: Unit) -> None:
    for code, pagu, more in (
        ("1", 10, {}),
        ("2", 30, {}),
        ("3", 90, {"counts": False}),
        ("4", 90, {"kind": "swakelola"}),
        ("5", 90, {"title": "Belanja Alat Tulis Kantor"}),
    ):
        line(health, code, more.pop("title", "Operasional Kantor"), pagu=pagu, **more)
    read(government)
    assert queue(government) == ["2", "1"]
    assert queue(government, words="kantor 2") == ["2"]
    waits = selectors.unsure(government_id=government.pk, year=YEAR, unit_ids=[health.pk])
    assert (waits.count, waits.pagu) == (2, Decimal("40.00"))
    assert selectors.unsure(government_id=government.pk, year=YEAR, unit_ids=[]).count == 0


TEXTS = ("Operasional Kantor", "Belanja Alat Tulis Kantor", "Laptop")


@pytest.mark.parametrize("seed", range(6))
def test_a_word_is_asked_again_as_long_as_the_line_reads_otherwise(
    government: Government, health: Unit, seed: int
) -> None:
    """Whatever imports and answers follow each other: the figures keep the last word, and the line waits exactly while
    its text is another than the one that word was about."""
    chance = random.Random(seed)
    package, bureau = line(health, "1", TEXTS[0]), hired(government, Role.BIRO_PBJ)
    read(government)
    decide(government, bureau, _1="mamin")
    word, about, title, told = "mamin", TEXTS[0], TEXTS[0], 0
    for _step in range(12):
        if chance.random() < 0.7:
            before, title = title, chance.choice(TEXTS)
            RupPackage.objects.filter(pk=package.pk).update(title=title)
            assert read(government) == (title != before)
            told += title not in (before, about)
        else:
            word = chance.choice([word, "mamin", "atk"])
            decide(government, bureau, _1=word)
            newest = selectors.class_history(package)[0]
            about = title
            assert (newest.chosen, newest.title) == (word, title)
        row = PlanClass.objects.select_related("decision").get()
        assert row.code == word
        assert row.reads_otherwise == (title != about)
        assert queue(government) == (["1"] if title != about else [])
        waits = selectors.unsure(government_id=government.pk, year=YEAR, unit_ids=None)
        assert (waits.count, waits.pagu, waits.changed) == (0, 0, int(title != about))
    assert Event.objects.filter(name="plans.decided_lines_changed").count() == told


def test_another_account_or_kind_asks_again_and_the_answer_says_what_it_was_about(
    government: Government, health: Unit
) -> None:
    paid(line(health, "1", "Operasional Kantor"), "1.02.01.2.06.0001.5.1.02.01.01.0024.1")
    line(health, "2", "Operasional Lapangan")
    read(government)
    bureau = hired(government, Role.BIRO_PBJ)
    decide(government, bureau, _1="mamin", _2="mamin")
    assert [one.accounts for one in ClassDecision.objects.order_by("code")] == ["5.1.02.01.01.0024", ""]
    RupFundingLine.objects.update(account="1.02.01.2.06.0001.5.1.02.01.01.0052.1")
    RupPackage.objects.filter(code="2").update(procurement_type="Barang")
    line(health, "3", "Operasional Gudang", pagu=9_000)
    read(government)
    assert queue(government) == ["1", "2", "3"], "those that read otherwise stand first"
    told = Event.objects.get(name="plans.decided_lines_changed")
    assert (told.payload, told.government_code) == ({"year": YEAR, "lines": ["1", "2"]}, "D50")
    decide(government, bureau, _1="mamin", _2="atk")
    assert queue(government) == ["3"]
    assert Event.objects.filter(name="plans.class_decided", payload__title_before="Operasional Kantor").count() == 1


def test_a_line_that_comes_back_changed_waits_again(government: Government, health: Unit) -> None:
    line(health, "1", "Operasional Kantor")
    read(government)
    decide(government, hired(government, Role.BIRO_PBJ), _1="mamin")
    services.forget_rup(source_row_ids=[1])
    line(health, "1", "Laptop")
    read(government)
    assert (PlanClass.objects.get().code, queue(government)) == ("mamin", ["1"])


def test_whoever_saw_the_earlier_text_is_told(government: Government, health: Unit) -> None:
    package, bureau = line(health, "1", "Operasional Kantor"), hired(government, Role.BIRO_PBJ)
    read(government)
    for seen in (0, 2):
        RupPackage.objects.filter(pk=package.pk).update(title=f"Operasional {seen}")
        read(government)
        late = services.decide_classes(government=government, actor=bureau, chosen={package.pk: ("mamin", seen)})
        assert late.refused == [(package.pk, "RUP 1 berubah sejak halaman ini dibuka; baca lagi judulnya.")]
        decide(government, bureau, _1="mamin")


def test_a_word_from_before_texts_were_kept_is_about_the_text_of_that_day(government: Government, health: Unit) -> None:
    """What the migration writes down, and a decision whose line was not there then: nobody is asked for nothing."""
    paid(line(health, "1", "Operasional Kantor"), "1.02.01.2.06.0001.5.1.02.01.01.0024.1")
    line(health, "2", "Operasional Lapangan")
    read(government)
    decide(government, hired(government, Role.BIRO_PBJ), _1="mamin", _2="mamin")
    kept = list(ClassDecision.objects.order_by("code").values("title", "procurement_type", "accounts", "of"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE plans_classdecision DISABLE TRIGGER plans_classdecision_keep")
        cursor.execute("UPDATE plans_classdecision SET title = '', procurement_type = '', accounts = '', \"of\" = ''")
        cursor.execute("ALTER TABLE plans_classdecision ENABLE TRIGGER plans_classdecision_keep")
    RupPackage.objects.filter(code="2").delete()
    with connection.cursor() as cursor:
        cursor.execute(import_module("belanja.plans.migrations.0010_decided_about").FORWARD)
    assert list(ClassDecision.objects.order_by("code").values("title", "procurement_type", "accounts", "of")) == [
        kept[0],
        dict.fromkeys(kept[1], ""),
    ]
    line(health, "2", "Laptop")
    read(government)
    assert queue(government) == []
    RupPackage.objects.update(title="Laptop")
    read(government)
    assert queue(government) == ["1"]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM plans_classdecision")

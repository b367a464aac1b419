"""Before a report is frozen every unit sees its own figures and answers; the bureau decides on what is disputed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions.models import Unit
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.notices.models import Notice
from belanja.reporting import canonical, chapters, selectors, services
from belanja.reporting.models import Dispute, Hearing, HearingAct, Round, Snapshot
from belanja.reporting.renderings.restricted import restricted_workbook
from belanja.reporting.selectors import rounds as reads
from belanja.reporting.services import rounds
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import DUTIES, Duty, Role
from belanja.rules.reporting.hearings import HEARINGS, Ground, HearingState, HearingStep
from tests.affirmation.worlds import PD_A, PD_B, PD_C, World
from tests.support.officers import PDF, WHY
from tests.support.people import hired

from .conftest import RUN_DAY

#: Monday to Friday of the week after the round was opened (Sunday, 1 February 2026).
DUE = date(2026, 2, 6)
NOTE = "Pesanan ini milik dinas lain, lihat surat terlampir."


@pytest.fixture
def round_(world: World) -> Round:
    return services.open_round(government=world.government, year=2025, quarter=3, actor=CONSOLE)


def hearing(of: Round, code: str) -> Hearing:
    return Hearing.objects.get(round=of, unit__code=code)


def head(world: World, code: str) -> Actor:
    return hired(world.government, Role.PA, unit=Unit.objects.get(government=world.government, code=code))


def row_of(found: Hearing) -> int:
    row = reads.rows_behind(found).first()
    assert row is not None
    return row.pk


def dispute(found: Hearing, actor: Actor, ground: Ground = Ground.NOT_OURS, **more: object) -> Hearing:
    given = {"row_ids": [row_of(found)], "note": NOTE, "file_name": "bukti.pdf", "content": PDF} | more
    return services.dispute_figures(
        hearing_id=found.pk, government=found.round.government, version=None, ground=ground, actor=actor, **given
    )  # type: ignore[arg-type]


def decided(found: Dispute, actor: Actor, *, accept: bool = True) -> Dispute:
    return services.decide_dispute(
        dispute_id=found.pk, government=found.hearing.round.government, accept=accept, reason=NOTE, actor=actor
    )


def frozen(world: World, **reasons: str) -> Snapshot:
    draft = services.open_draft(government=world.government, year=2025, quarter=3, actor=CONSOLE)
    return services.freeze(snapshot_id=draft.pk, government=world.government, actor=CONSOLE, **reasons)


def test_every_unit_gets_its_own_figures_and_its_days(world: World) -> None:
    people = {code: head(world, code) for code in (PD_A, PD_B)}
    found = services.open_round(government=world.government, year=2025, quarter=3, actor=CONSOLE)
    assert (found.due_on, found.days, found.cut_off) == (DUE, 5, date(2025, 9, 30))
    shown = {one.unit.code: one.figures for one in found.hearings.select_related("unit")}
    assert set(shown) == {PD_A, PD_B, PD_C}
    document = selectors.draft(government=world.government, year=2025, quarter=3)
    assert [shown[unit["code"]]["entry"] for unit in document["units"]] == document["units"]
    assert set(shown[PD_A]["shares"]) == {"pdn.rup", "pdn.bukti", "umkk.rup", "umkk.bukti"}
    assert {notice.to_user_id for notice in Notice.objects.all()} == {one.user_id for one in people.values()}
    rows = set(reads.rows_behind(hearing(found, PD_C)).values_list("key", flat=True))
    assert rows == {"O3", "O4"}  # O5 came after the cut-off
    with pytest.raises(RuleBroken, match="belum selesai"):
        services.open_round(government=world.government, year=2025, quarter=3, actor=CONSOLE)


def test_nothing_is_frozen_while_a_round_runs_or_a_dispute_waits(
    world: World, round_: Round, freeze: Callable[[date | datetime], datetime]
) -> None:
    found = dispute(hearing(round_, PD_A), CONSOLE)
    services.confirm_figures(hearing_id=hearing(round_, PD_B).pk, government=world.government, version=1, actor=CONSOLE)
    with pytest.raises(RuleBroken, match="berjalan sampai 6 Februari 2026; satu unit"):
        frozen(world)
    freeze(DUE + timedelta(days=1))
    assert (rounds.close_due(), rounds.close_due()) == (1, 0)
    with pytest.raises(RuleBroken, match="Satu sanggahan belum diputus"):
        frozen(world, without_round=WHY)
    decided(found.disputes.get(), hired(world.government, Role.BIRO_PBJ))
    kept = frozen(world)
    told = selectors.document_of(kept)["confirmation"]
    assert {unit["code"]: unit["state"] for unit in told["units"]} == {PD_A: "sanggahan", PD_B: "benar", PD_C: "diam"}
    assert told["round"]["disputes"] == {"menunggu": 0, "diterima": 1, "ditolak": 0}
    assert told["restricted_sha256"] == canonical.digest(bytes(kept.restricted or b""))
    assert NOTE not in kept.data.decode()
    assert NOTE in bytes(kept.restricted or b"").decode()
    assert "Diam dicatat sebagai diam" in str(chapters.layout(selectors.document_of(kept)).chapters)
    assert services.differing(snapshot=kept) == []
    sheet = (
        CalamineWorkbook.from_filelike(BytesIO(restricted_workbook(kept))).get_sheet_by_name("Sanggahan").to_python()
    )
    assert any(NOTE in row and "bukti.pdf" in row and "diterima" in row for row in sheet)


def test_without_a_round_a_report_says_why(world: World) -> None:
    with pytest.raises(RuleBroken, match="Unit belum ditanya") as refusal:
        frozen(world)
    assert refusal.value.status == 409
    kept = frozen(world, without_round=WHY)
    assert selectors.document_of(kept)["confirmation"]["reason"] == WHY
    with pytest.raises(RuleBroken, match="alasan"):
        frozen(world, without_round=WHY)
    again = frozen(world, without_round=WHY, change_reason="Anggaran Dinas Kesehatan dilengkapi.")
    changes = selectors.document_of(again)["changes"]
    assert (changes["reason"], changes["figures"], changes["units"]) == ("Anggaran Dinas Kesehatan dilengkapi.", [], [])
    assert services.differing(snapshot=again) == []


def test_a_late_answer_is_refused_with_its_day(
    world: World, round_: Round, freeze: Callable[[date | datetime], datetime]
) -> None:
    freeze(DUE + timedelta(days=1))
    with pytest.raises(RuleBroken, match="berakhir 6 Februari 2026") as refusal:
        dispute(hearing(round_, PD_A), CONSOLE)
    assert (refusal.value.status, Dispute.objects.count()) == (409, 0)


def test_two_pages_of_one_unit(world: World, round_: Round) -> None:
    found = hearing(round_, PD_A)
    services.confirm_figures(hearing_id=found.pk, government=world.government, version=1, actor=CONSOLE)
    with pytest.raises(RuleBroken) as refusal:
        services.explain_figures(hearing_id=found.pk, government=world.government, version=1, note=NOTE, actor=CONSOLE)
    assert (refusal.value.code, refusal.value.status) == ("changed_meanwhile", 409)


def test_a_dispute_needs_a_row_of_the_unit_and_a_file(world: World, round_: Round) -> None:
    found = hearing(round_, PD_A)
    stranger = PurchaseDocument.objects.get(key="O2")
    for more in ({"row_ids": []}, {"row_ids": [stranger.pk]}, {"content": b"halo"}, {"note": "tidak"}):
        with pytest.raises(RuleBroken):
            dispute(found, CONSOLE, **more)
    dispute(found, CONSOLE)
    with pytest.raises(RuleBroken, match="sudah disanggah"):
        dispute(found, CONSOLE)
    dispute(found, CONSOLE, Ground.MISSING, row_ids=[])
    with pytest.raises(RuleBroken, match="menyanggah"):
        services.confirm_figures(hearing_id=found.pk, government=world.government, version=None, actor=CONSOLE)


def test_nobody_decides_on_what_he_disputed(world: World, round_: Round) -> None:
    unit = Unit.objects.get(government=world.government, code=PD_A)
    both = hired(world.government, Role.BIRO_PBJ, Role.PA, unit=None)
    found = dispute(hearing(round_, PD_A), both)
    one = found.disputes.get()
    with pytest.raises(RuleBroken) as refusal:
        decided(one, both)
    assert refusal.value.code == "dispute_own"
    assert unit.hearings.count() == 1
    other = hired(world.government, Role.KEPALA_BIRO_PBJ)
    assert decided(one, other, accept=False).verdict == "ditolak"
    with pytest.raises(RuleBroken, match="sudah ditolak"):
        decided(one, other)
    with pytest.raises(DatabaseError, match="kept as it is"), transaction.atomic():
        Dispute.objects.filter(pk=one.pk).update(reason="lain")


def test_who_may_what_in_a_round(world: World, round_: Round) -> None:
    """Every role, one after the other, on one dispute."""
    dispute(hearing(round_, PD_A), CONSOLE)
    for role in Role:
        with transaction.atomic():
            point = transaction.savepoint()
            _each_role(world, round_, role)
            transaction.savepoint_rollback(point)


def _each_role(world: World, round_: Round, role: Role) -> None:
    found = hearing(round_, PD_A)
    other = Unit.objects.get(government=world.government, code=PD_C)
    near = hired(world.government, role, unit=found.unit if role not in _WHOLE else None)
    far = hired(world.government, role, unit=other if role not in _WHOLE else None)
    by = {"hearing_id": found.pk, "government": world.government, "version": None}
    acts: list[tuple[Duty, Actor, Callable[[], object]]] = [
        (Duty.ANSWER_FIGURES, near, lambda: services.explain_figures(**by, note=NOTE, actor=near)),  # type: ignore[arg-type]
        (Duty.DECIDE_DISPUTE, near, lambda: decided(found.disputes.get(), near)),
        (Duty.DRAFT_REPORT, near, lambda: services.close_round(
            round_id=round_.pk, government=world.government, actor=near)),
    ]  # fmt: skip
    for duty, _actor, act in acts:
        events = Event.objects.count()
        if role in DUTIES[duty]:
            if duty is Duty.DRAFT_REPORT:
                with pytest.raises(RuleBroken, match="belum menjawab"):
                    act()
            else:
                act()
            continue
        with pytest.raises(RuleBroken) as refused:
            act()
        assert (refused.value.status, Event.objects.count()) == (403, events)
    with pytest.raises(RuleBroken):  # nobody of another unit
        services.explain_figures(**by, note=NOTE, actor=far)  # type: ignore[arg-type]
    if role in DUTIES[Duty.ANSWER_FIGURES]:
        with pytest.raises(RuleBroken, match="tidak ditemukan"):
            reads.hearing_of(world.government, found.pk, far)
        assert [one.pk for one in reads.to_answer(world.government, near)] == [found.pk]


_WHOLE = frozenset(Role) - {Role.PA, Role.KPA, Role.PPK, Role.PEJABAT_PENGADAAN, Role.PPTK, Role.BENDAHARA}


def test_a_reminder_comes_once_before_the_end(world: World, freeze: Callable[[date | datetime], datetime]) -> None:
    who = head(world, PD_A)
    services.open_round(government=world.government, year=2025, quarter=3, actor=CONSOLE)
    freeze(DUE - timedelta(days=2))
    assert rounds.remind() == 0
    freeze(DUE - timedelta(days=1))
    assert (rounds.remind(), rounds.remind()) == (1, 0)
    assert Notice.objects.filter(to_user_id=who.user_id, text__contains="belum menjawab").count() == 1


#: What somebody may try, on one of three units; a day passes by itself.
_TRIES = st.lists(
    st.tuples(st.sampled_from(["confirm", "explain", "dispute", "decide", "day", "close"]), st.integers(0, 2)),
    max_size=10,
)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tries=_TRIES)
def test_a_round_always_ends_with_everybody_said_or_silent(world: World, tries: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        point = transaction.savepoint()
        try:
            _walk(world, tries)
        finally:
            transaction.savepoint_rollback(point)


def _walk(world: World, tries: list[tuple[str, int]]) -> None:
    of = services.open_round(government=world.government, year=2025, quarter=3, actor=CONSOLE)
    parts = list(of.hearings.order_by("pk"))
    day = RUN_DAY
    for what, which in tries:
        part = Hearing.objects.get(pk=parts[which].pk)
        if what == "day":
            day += timedelta(days=2)
        with clock.frozen(day):
            rounds.close_due()
            before = (part.state, HearingAct.objects.count())
            if _refused(what, part) and what != "close":
                assert (Hearing.objects.get(pk=part.pk).state, HearingAct.objects.count()) == before
    with clock.frozen(DUE + timedelta(days=1)):
        rounds.close_due()
        for one in Dispute.objects.filter(verdict="menunggu"):
            decided(one, CONSOLE, accept=False)
        told = reads.standing(Round.objects.get(pk=of.pk))
        assert told.settled
        assert told.states[HearingState.WAITING.value] == 0
        for part in of.hearings.all():
            steps = [act.step for act in part.acts.all()]
            assert (part.state == HearingState.SILENT.value) == (steps == [HearingStep.LAPSE.value])
            assert (part.state == HearingState.DISPUTED.value) == part.disputes.exists()
        kept = frozen(world)
        states = {unit["code"]: unit["state"] for unit in selectors.document_of(kept)["confirmation"]["units"]}
        assert states == {part.unit.code: part.state for part in of.hearings.select_related("unit")}


def _refused(what: str, part: Hearing) -> bool:
    """Whether the step was refused; nothing but a clash or a bad answer is a reason."""
    try:
        with transaction.atomic():
            _try(what, part)
    except RuleBroken as refusal:
        if refusal.status not in (409, 422):
            raise
        return True
    return False


def _try(what: str, part: Hearing) -> None:
    by = {"hearing_id": part.pk, "government": part.round.government, "version": None, "actor": CONSOLE}
    if what == "confirm":
        services.confirm_figures(**by)  # type: ignore[arg-type]
    elif what == "explain":
        services.explain_figures(**by, note=NOTE)  # type: ignore[arg-type]
    elif what == "dispute":
        dispute(part, CONSOLE, Ground.BUDGET, row_ids=[])
    elif what == "decide":
        waiting = Dispute.objects.filter(hearing=part, verdict="menunggu").first()
        if waiting is not None:
            decided(waiting, CONSOLE)
    elif what == "close":
        services.close_round(round_id=part.round_id, government=part.round.government, actor=CONSOLE)


def test_the_table_of_answers_has_no_dead_end() -> None:
    assert HEARINGS.faults() == []
    assert {one.step for one in HEARINGS.rules} == set(HearingStep)

"""Loading the sample: what a newcomer sees, twice the same, and only into an empty installation."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import connection, transaction

from belanja.accounts import selectors as door
from belanja.accounts.models import User
from belanja.affirmation.recount.channels import channel_differences
from belanja.affirmation.recount.compare import differences
from belanja.affirmation.recount.count import recount
from belanja.affirmation.rendering import share_table_data
from belanja.affirmation.selectors import region_map, share_table
from belanja.catalogue.models import Offer, OutsidePrice, ReferenceMatch, ReferencePrice
from belanja.catalogue.selectors.shelves import misfits
from belanja.demo import services
from belanja.demo.accounts import SCHOOLS, SOCIAL
from belanja.etalase.models import Etalase, SchemaDraft
from belanja.facts import selectors as facts
from belanja.facts.models import SpendFact
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Restoration, RoleAssignment, Unit
from belanja.intake.models import HeldItem, Pull, QuarantineRow
from belanja.journal.services import Actor
from belanja.needs import selectors as needs_selectors
from belanja.needs.models import Coaching, Demand, Need, Prospect, ProspectMatch
from belanja.plans.models import RupPackage
from belanja.proposals.models import Entrant, Proposal
from belanja.purchasing.models import Order, Package, Payment, Rating, Register, Sp2dRow
from belanja.purchasing.selectors import registers
from belanja.purchasing.selectors.desks import waits_for_firm, waits_for_officer
from belanja.reporting.models import Delivery, Disposition, Hearing, OutsideReason, ReviewAct, Round, Snapshot
from belanja.reporting.services.rebuild import differing
from belanja.rules.buying.sp2d import RowKind
from belanja.rules.buying.states import OrderState, PackageState, PaymentState
from belanja.rules.channels import Channel, Mode
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.listings import EtalaseState
from belanja.rules.registration import FirmState
from belanja.rules.reporting.hearings import HearingState
from belanja.rules.shares import Reason
from belanja.vendors.models import Member, Profile, Sanction, SanctionCase, ScaleEvidence

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2026, 11, 22)


class _Undo(Exception):
    pass


def quiet(line: str) -> None:
    """Nobody reads the progress here."""


def published(year: int) -> dict[str, Any]:
    """The table as JSON, but for the running numbers of the pulls."""
    told = share_table_data(share_table(government=institutions.government("D43"), year=year))
    for pull in told["pulls"].values():
        del pull["id"]
    return told


def load_and_undo() -> list[dict[str, Any]]:
    """What another empty installation publishes."""
    told: list[dict[str, Any]] = []
    counted = sequences()
    with pytest.raises(_Undo), transaction.atomic():
        assert services.load_if_empty(quiet)
        told = [published(2025), published(2026)]
        raise _Undo
    begin_again(counted)
    assert not Pull.objects.exists()
    assert services.demo_accounts() == []
    return told


def sequences() -> list[tuple[str, int | None]]:
    """How far ids have been counted; None where none was given yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences ORDER BY 1")
        return [(name, last) for name, last in cursor.fetchall()]


def begin_again(counted: list[tuple[str, int | None]]) -> None:
    """Let ids be counted from there: what is rolled back leaves no rows, but an empty installation also counts anew,
    and prices of the sample vary with the ids."""
    with connection.cursor() as cursor:
        for name, last in counted:
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [name, last or 1, last is not None])


def test_the_sample_is_a_living_region_and_the_same_in_each_installation(
    freeze: Callable[[date], datetime],
) -> None:
    freeze(TODAY)
    elsewhere = load_and_undo()
    lines: list[str] = []
    assert services.load_if_empty(lines.append)
    assert len(lines) == 2
    assert [published(2025), published(2026)] == elsewhere
    check_shares()
    check_plans()
    check_map()
    check_intake()
    check_channels()
    check_accounts()
    check_desks()
    check_report()
    check_purchases()
    check_register()
    check_wanted()
    pulls = Pull.objects.count()
    assert not services.load_if_empty(quiet)
    with pytest.raises(RuleBroken, match="masih kosong"):
        services.load(quiet)
    assert Pull.objects.count() == pulls


def check_shares() -> None:
    banten = institutions.government("D43")
    last, this = (share_table(government=banten, year=year) for year in (2025, 2026))
    for table in (last, this):
        assert len(table.units) == 41
        assert differences(table, recount(table)) == []
    assert last.total.share_percent is not None
    assert Decimal(25) <= last.total.share_percent <= Decimal(27)
    assert last.total.units_reached == 11
    assert last.total.units_unknown == 2
    assert sum((unit.share_percent or 0) > 100 for unit in last.units) == 2
    reasons = sorted(str(unit.reason) for unit in this.unknown_units)
    assert reasons == sorted(
        [Reason.NO_BUDGET, Reason.NO_BUDGET, Reason.BUDGET_CONFLICT, Reason.BUDGET_IMPLAUSIBLE, Reason.STATUS_UNKNOWN]
    )


def check_plans() -> None:
    planned = RupPackage.objects.filter(government__code="D43", year=2025, counts=True).values_list(
        "kind", "epurchasing", "pagu"
    )
    total = sum(pagu for _kind, _epurchasing, pagu in planned)
    self_managed = sum(pagu for kind, _epurchasing, pagu in planned if kind == "swakelola")
    catalogue = sum(pagu for _kind, epurchasing, pagu in planned if epurchasing)
    assert 5_000_000_000_000 <= total <= 5_600_000_000_000
    assert Decimal("0.58") <= self_managed / total <= Decimal("0.64")
    assert Decimal("0.24") <= catalogue / total <= Decimal("0.29")


def check_map() -> None:
    regions = region_map(region_code="36", year=2025)
    assert len(regions) == 9
    assert [region.government.code for region in regions if region.total.share_percent is None] == ["W36.72"]
    assert {region.reached for region in regions} == {True, False, None}
    assert not Government.objects.filter(code__in=[r.government.code for r in regions], is_example=False).exists()


def check_intake() -> None:
    changed = Pull.objects.filter(government__code="D43", feed="rup_penyedia", year=2026).latest("pk")
    assert changed.added > 0
    assert changed.changed > 0
    assert changed.vanished > 0
    assert QuarantineRow.objects.count() == 4
    assert sorted(HeldItem.objects.filter(resolution="").values_list("kind", flat=True)) == [
        HeldItem.Kind.BUDGET_CONFLICT,
        HeldItem.Kind.BUDGET_IMPLAUSIBLE,
        HeldItem.Kind.STATUS_UNKNOWN,
    ]


def check_channels() -> None:
    """Every channel is alive, and of each what is domestic, foreign and open, small, other and open."""
    banten = institutions.government("D43")
    for year in (2025, 2026):
        assert channel_differences(banten.pk, year) == []
        table = {row.channel: row for row in facts.channel_table(government_id=banten.pk, year=year)}
        for channel in (Channel.V6, Channel.TENDER, Channel.NON_TENDER):
            row = table[channel]
            assert min(row.pdn, row.not_pdn, row.pdn_open, row.umkk, row.not_umkk, row.umkk_open) > 0, channel
            assert row.unmatched > 0
        assert table[Channel.PENCATATAN].cancelled > 0
        assert table[Channel.PENCATATAN].pdn_open == 0
    assert any(row.evidence_only > 0 for row in facts.channel_table(government_id=banten.pk, year=2026))
    assert Sanction.objects.count() == 0
    assert ScaleEvidence.objects.filter(source_row_id__isnull=False).count() > 250


def check_desks() -> None:
    """Every desk of the catalogue has work, and every state of an etalase is there."""
    assert set(Etalase.objects.values_list("state", flat=True)) == {state.value for state in EtalaseState}
    assert SchemaDraft.objects.count() == 1
    camera = Etalase.objects.get(name="Kamera Pengawas dan Alarm")
    assert [one.reasons for one in misfits(camera).misfits] == [["Resolusi wajib diisi."]] * 2
    states = set(Profile.objects.values_list("state", flat=True))
    assert states == {state.value for state in FirmState}
    listings = set(Offer.objects.filter(seller__firm__profile__isnull=False).values_list("state", flat=True))
    assert {"draf", "diajukan", "revisi", "tayang"} <= listings
    assert set(SanctionCase.objects.values_list("state", flat=True)) == {"klarifikasi", "dijawab"}
    assert door.waiting("D43").count() == 4
    assert Restoration.objects.get().state == Restoration.State.ASKED
    assert (ReferencePrice.objects.count(), ReferenceMatch.objects.count()) == (12, 8)
    assert set(OutsidePrice.objects.values_list("state", flat=True)) == {"menunggu", "tampil"}


def check_purchases() -> None:
    """Orders of the year in all states; every desk of buying has work; the report from before them still comes out."""
    banten = institutions.government("D43")
    states = set(Order.objects.values_list("state", flat=True))
    assert {state.value for state in OrderState} - states <= {OrderState.PAID_OUTSIDE.value}
    assert set(Package.objects.values_list("state", flat=True)) == {state.value for state in PackageState}
    assert not Order.objects.exclude(mode=Mode.LOCAL, is_example=True).exists()
    assert Order.objects.filter(penalty__gt=0).exists()
    assert set(Rating.objects.values_list("unrated", flat=True)) == {True, False}
    officers = {role: role_holder(role) for role in (Role.PPK, Role.PEJABAT_PENGADAAN, Role.PPTK)}
    officers[Role.PA] = role_holder(Role.PA, SCHOOLS)
    assert [role for role, actor in officers.items() if not waits_for_officer(actor, banten)] == []
    assert Payment.objects.filter(state=PaymentState.REQUESTED, order__unit__code=SOCIAL).exists()
    seller = Member.objects.get(user__phone="+6281200000001")
    assert len(waits_for_firm(Actor(seller.user_id, ""), seller.firm_id)) >= 4
    assert SpendFact.objects.filter(channel=Channel.NATIVE, counts=True, known_to__isnull=True).exists()
    assert differing(snapshot=Snapshot.objects.get()) == []


def check_report() -> None:
    """A round runs beside one that is done; the report was reviewed, passed on, disposed of and answered."""
    assert {one.closed_at is None for one in Round.objects.all()} == {True, False}
    assert set(Hearing.objects.values_list("state", flat=True)) == {state.value for state in HearingState}
    assert {row.code for row in OutsideReason.objects.all()} == {"tender"}
    assert [act.step for act in ReviewAct.objects.order_by("pk")] == ["ajukan", "catat", "jawab", "tutup", "setujui"]
    leaders = Delivery.objects.filter(unit=None).order_by("pk")
    assert [(one.post, one.received_at is not None) for one in leaders] == [("sekda", True), ("kepala_daerah", True)]
    assert {one.answered_at is None for one in Disposition.objects.all()} == {True, False}


def check_register() -> None:
    """What is beyond doubt is matched, one row of kind GU pays several bills, and both sides still wait."""
    banten = institutions.government("D43")
    brought = Register.objects.get()
    assert (brought.state, brought.content, brought.rows_left) == (Register.State.TAKEN, None, 0)
    by_itself = Payment.objects.filter(state=PaymentState.MATCHED).exclude(row__kind=RowKind.REFILL)
    assert by_itself.count() == brought.matched >= 6
    assert by_itself.filter(before_row__state=PaymentState.REQUESTED).exists(), "one is paid by the register alone"
    refill = Sp2dRow.objects.get(kind=RowKind.REFILL)
    assert len(registers.payments_of(refill)) >= 3
    assert 0 < refill.left < refill.amount
    for unit in Unit.objects.filter(government=banten, code__in=[SOCIAL, SCHOOLS]):
        alone = registers.rows_alone(banten.pk, [unit.pk], year=2026)
        waiting = list(registers.payments_alone(banten.pk, [unit.pk]))
        assert alone.count() >= 3
        assert PaymentState.DOCUMENTED in {one.state for one in waiting}
        assert any(registers.candidates(row, waiting) for row in alone), "one is near enough to be offered"
    assert Sp2dRow.objects.exclude(settled_note="").exists()


def check_wanted() -> None:
    """Needs in the states that people meet, with a funnel from matched to paid, and proposals on every desk."""
    banten = institutions.government("D43")
    needs = set(Need.objects.values_list("state", flat=True))
    assert {"terbuka", "ditawarkan", "tayang", "usul_etalase", "terpenuhi", "setara", "tidak_tersedia", "kedaluwarsa",
            "ditarik", "diturunkan"} <= needs  # fmt: skip
    counts = needs_selectors.counts(banten.pk).totals
    assert [stage.value for stage, count in counts.items() if not count] == []
    assert {one.outcome for one in Coaching.objects.all()} == {"", "didampingi"}
    assert (Prospect.objects.count(), ProspectMatch.objects.exists()) == (5, True)
    assert max(size.needs for size in needs_selectors.sizes(Demand.objects.all()).values()) >= 2
    proposals = set(Proposal.objects.values_list("state", flat=True))
    assert {"draf", "diusulkan", "inisiasi", "perbaikan", "penelaahan", "pendaftaran", "pencantuman", "ditolak",
            "ditarik"} <= proposals  # fmt: skip
    assert set(Entrant.objects.values_list("state", flat=True)) == {"terdaftar", "dikembalikan", "lulus", "tidak_lulus"}
    assert Etalase.objects.get(name="Lauk Pauk Panti Sosial").category_code == "KAT-0412"


def role_holder(role: Role, unit: str = SOCIAL) -> Actor:
    found = RoleAssignment.objects.filter(role=role, unit__code=unit).values_list("user_id", flat=True).first()
    return Actor(found, role.label)


def check_accounts() -> None:
    accounts = services.demo_accounts()
    officers = [account for account in accounts if account[1].endswith(".example.id")]
    assert (len(accounts), len(officers), RoleAssignment.objects.count()) == (25, 23, 38)
    assert User.objects.filter(is_example=True).count() == User.objects.count()
    _label, login, password = accounts[0]
    assert User.objects.get(email=login).check_password(password)
    assert authenticate(username=login, password="salah-semua-12") is None
    for _label, phone, pin in accounts[23:]:
        assert User.objects.get(phone=f"+62{phone[1:]}").check_password(pin)


def test_an_installation_may_stay_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELANJA_SAMPLE", "0")
    assert not services.load_if_empty(quiet)
    assert not Pull.objects.exists()

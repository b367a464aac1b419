"""Every officers' address × every role × own or another government: who gets in, and that the rest changes nothing."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from belanja.documents.models import Letterhead, Paper, Signatory, SignedCopy
from belanja.foundation import clock
from belanja.institutions.models import Government, Holiday, LegalBasis, ParameterRow, RoleAssignment, Unit
from belanja.intake.models import Correction, HeldItem, Pull, QuarantineRow, Withdrawal
from belanja.journal.models import Event
from belanja.needs.models import Coaching, Need, Prospect, ProspectList, StoppedProspect
from belanja.oversight.models import Flag, Sweep, Switch
from belanja.plans.models import BudgetVersion
from belanja.reporting.models import Dispute, Hearing, Round, SheetForm, Snapshot
from belanja.rules.duties import DUTIES, Duty, Role
from belanja.web.inspector import urls as inspector
from belanja.web.leader import urls as leader
from belanja.web.manager import urls as manager
from belanja.web.papers import urls as papers
from belanja.web.reports import urls as reports
from tests.intake.files import PD_A
from tests.support.officers import OTHER, Example, sitting
from tests.web.leader import reports_table

READ_PARAMETERS = {Duty.PROPOSE_PARAMETER, Duty.APPROVE_PARAMETER, Duty.READ_JOURNAL}
WATCH = {Duty.REVIEW_CASE, Duty.SUPERVISE_CASE}
READ_UNITS = {Duty.MANAGE_INSTITUTIONS, Duty.SEE_IMPORTS, Duty.READ_JOURNAL}

#: Duties of which one opens a page. Written down here a second time on purpose.
OPENS: dict[str, set[Duty]] = {
    "leader:overview": {Duty.SEE_SOURCE_ROWS},
    "leader:work": {Duty.SEE_SOURCE_ROWS},
    "leader:work_list": {Duty.SEE_SOURCE_ROWS},
    "leader:unknown": {Duty.SEE_SOURCE_ROWS},
    "leader:unit": {Duty.SEE_SOURCE_ROWS},
    "leader:path": {Duty.SEE_SOURCE_ROWS},
    "leader:plan_classes": {Duty.SEE_SOURCE_ROWS},
    "leader:letter": {Duty.SEE_SOURCE_ROWS},
    "leader:letter_of_unit": {Duty.SEE_SOURCE_ROWS},
    "inspector:order": {Duty.SEE_SOURCE_ROWS},
    "inspector:row": {Duty.SEE_SOURCE_ROWS},
    "inspector:orders_without_plan": {Duty.SEE_SOURCE_ROWS},
    "inspector:plans_without_order": {Duty.SEE_SOURCE_ROWS},
    "inspector:journal": {Duty.READ_JOURNAL},
    **{f"inspector:{name}": {Duty.SEE_HELD_ROLES} for name in ("roles", "roles_of")},
    **{f"inspector:{name}": WATCH for name in ("flags", "flag", "indicator", "switch", "trial")},
    "manager:pulls": {Duty.SEE_IMPORTS},
    "manager:pull": {Duty.SEE_IMPORTS},
    "manager:changes": {Duty.SEE_IMPORTS},
    "manager:withdraw": {Duty.CORRECT_IMPORT},
    "manager:withdrawal": {Duty.SEE_IMPORTS},
    "manager:quarantine": {Duty.SEE_IMPORTS},
    "manager:quarantine_sheet": {Duty.CORRECT_IMPORT},
    "manager:correction": {Duty.SEE_IMPORTS},
    "manager:upload": {Duty.IMPORT},
    "manager:held_items": {Duty.SEE_IMPORTS},
    "manager:held_item": {Duty.SEE_IMPORTS},
    "manager:budgets": {Duty.SEE_SOURCE_ROWS},
    "manager:budget": {Duty.SEE_SOURCE_ROWS},
    "manager:budget_paper": {Duty.SEE_SOURCE_ROWS},
    "manager:enter_budget": {Duty.ENTER_BUDGET},
    "manager:budget_sheets": {Duty.ENTER_BUDGET, Duty.CONFIRM_BUDGET},
    "manager:budget_sheet": {Duty.ENTER_BUDGET, Duty.CONFIRM_BUDGET},
    "manager:parameters": READ_PARAMETERS,
    "manager:propose_parameter": {Duty.PROPOSE_PARAMETER},
    "manager:propose_mode": {Duty.PROPOSE_PARAMETER},
    "manager:holidays": READ_PARAMETERS,
    "manager:add_holiday": {Duty.PROPOSE_PARAMETER},
    "manager:holiday": {Duty.PROPOSE_PARAMETER},
    "manager:parameter": READ_PARAMETERS,
    "manager:counting_mode": READ_PARAMETERS,
    "manager:units": READ_UNITS,
    "manager:roles": {Duty.MANAGE_ROLES},
    "manager:end_role": {Duty.MANAGE_ROLES},
    "manager:needs": {Duty.CURATE_CATALOGUE},
    "manager:need": {Duty.CURATE_CATALOGUE},
    "manager:prospects": {Duty.ASSIST_FIRM},
    "manager:prospect_list": {Duty.ASSIST_FIRM},
    "manager:prospect": {Duty.ASSIST_FIRM},
    "manager:coachings": {Duty.ASSIST_FIRM},
    "manager:coaching": {Duty.ASSIST_FIRM},
    "manager:hand_over_need": {Duty.CURATE_CATALOGUE},
    "papers:papers": {Duty.SEE_REPORTS, Duty.SEE_SOURCE_ROWS},
    "papers:paper": {Duty.SEE_REPORTS},
    "papers:file": {Duty.SEE_REPORTS},
    "papers:copy": {Duty.SEE_REPORTS},
    "papers:number": {Duty.RETURN_REPORT},
    "papers:receive": {Duty.RETURN_REPORT},
    "papers:decide": {Duty.RETURN_REPORT},
    "papers:cancel": {Duty.ISSUE_REPORT},
    "papers:letterheads": {Duty.MANAGE_LETTERHEADS},
    "papers:sample": {Duty.MANAGE_LETTERHEADS},
    "papers:signatories": {Duty.MANAGE_INSTITUTIONS},
    "papers:end_signatory": {Duty.MANAGE_INSTITUTIONS},
    "papers:erase_signatory": {Duty.MANAGE_INSTITUTIONS},
    **reports_table.OPENS,
    "leader:leadership": {Duty.SEE_REPORTS},
}
#: What a POST needs, where it is more than opening the page needs.
WRITES: dict[str, set[Duty]] = {
    "leader:plan_classes": {Duty.CLASSIFY_PLAN},
    "leader:letter_of_unit": {Duty.ACKNOWLEDGE},
    "manager:held_item": {Duty.DECIDE_HELD},
    "manager:quarantine": {Duty.CORRECT_IMPORT},
    "manager:correction": {Duty.CONFIRM_CORRECTION},
    "manager:withdrawal": {Duty.CONFIRM_CORRECTION},
    "manager:budget": {Duty.CONFIRM_BUDGET},
    "manager:parameter": {Duty.APPROVE_PARAMETER},
    "manager:counting_mode": {Duty.APPROVE_PARAMETER},
    **reports_table.WRITES,
}


def names() -> Iterator[str]:
    for urls in (leader, inspector, manager, papers, reports):
        for pattern in urls.urlpatterns:
            yield f"{urls.app_name}:{pattern.name}"


def own_holiday(government: Government) -> int:
    basis = LegalBasis.objects.order_by("pk").first()
    assert basis is not None
    told = {"name": "Hari jadi", "kind": "daerah", "legal_basis": basis, "added_at": clock.now()}
    return Holiday.objects.get_or_create(government=government, day=date(2026, 10, 4), defaults=told)[0].pk


def listed(government: Government) -> int:
    of, _made = ProspectList.objects.get_or_create(
        government=government, file_name="uji.csv", defaults={"source": "disperindag", "at": clock.now()}
    )
    told = {"source": of, "name": "Usaha", "place": "36.02", "kbli": [], "cooperative": False,
            "keep_until": date(2099, 1, 1)}  # fmt: skip
    return Prospect.objects.get_or_create(government=government, mark="uji", defaults=told)[0].pk


def handed_over(need: Need) -> int:
    told = {"tasks": ["hubungi"], "note": "Dampingi.", "at": clock.now(), "due_on": date(2099, 1, 1)}
    return Coaching.objects.get_or_create(need=need, coach="disperindag", defaults=told)[0].pk


def asked(government: Government) -> Dispute:
    of, _made = Round.objects.get_or_create(
        government=government, year=2025, quarter=2, number=1, defaults={"cut_off": date(2025, 6, 30), "days": 5,
        "basis": "uji", "opened_at": clock.now(), "due_on": date(2099, 1, 1)},
    )  # fmt: skip
    share = {"share_percent": None, "numerator": None, "denominator": None, "target_percent": "30.00", "gap": None,
             "note": "belum diketahui"}  # fmt: skip
    entry = {"share": share, "budget": {"amount": None}, "plan": {"amount": None}}
    told = {"figures": {"entry": entry, "shares": {}}, "state": "sanggahan"}
    unit = Unit.objects.get(government=government, code=PD_A)
    part, _made = Hearing.objects.get_or_create(round=of, unit=unit, defaults=told)
    more = {
        "note": "uji",
        "file_name": "bukti.pdf",
        "media_type": "application/pdf",
        "content": b"%PDF-",
        "at": clock.now(),
    }
    return Dispute.objects.get_or_create(hearing=part, ground="lain", defaults=more)[0]


def flagged(government: Government) -> int:
    sweep, _made = Sweep.objects.get_or_create(government=government, started_at=clock.now())
    evidence = {"result": {"figures": {}, "thresholds": []}, "subject": {}}
    told = {"sweep": sweep, "case_key": "uji", "year": 2025, "shown": True, "evidence": evidence,
            "found_at": clock.now()}  # fmt: skip
    asked = {"government": government, "indicator": "harga.pencilan", "version": 1, "subject_key": "uji"}
    return Flag.objects.get_or_create(**asked, defaults=told)[0].pk


def sheet(government: Government) -> int:
    told = {"title": "Uji", "asked_by": "uji", "table": "pokok", "at": clock.now(),
            "columns": [{"head": "Apa", "column": "indikator", "words": ""}]}  # fmt: skip
    return SheetForm.objects.get_or_create(government=government, code="uji", version=1, defaults=told)[0].pk


def addresses(example: Example) -> dict[str, str]:
    """Every address but the desk, with records that exist."""
    dispute = asked(example.government)
    assignment = RoleAssignment.objects.filter(government=example.government).first()
    rest: dict[str, list[object]] = {
        **{f"leader:{name}": [PD_A] for name in ("unit", "path", "letter_of_unit")},
        "leader:work_list": ["tutup"],
        "inspector:roles_of": [PD_A, "apip"],
        "inspector:order": [example.order.pk],
        "inspector:row": [example.row.pk],
        "inspector:flag": [flagged(example.government)],
        **{f"inspector:{name}": ["harga.pencilan"] for name in ("indicator", "switch", "trial")},
        "manager:pull": [example.orders.pk],
        "manager:changes": [example.orders.pk, "baru"],
        "manager:withdraw": [example.orders.pk],
        "manager:withdrawal": [example.withdrawal.pk],
        "manager:correction": [example.correction.pk],
        "manager:held_item": [example.conflict.pk],
        "manager:budget": [example.entry.pk],
        "manager:budget_paper": [example.entry.pk],
        "manager:budget_sheet": [example.sheet.pk],
        "manager:parameter": [example.parameter.pk],
        "manager:counting_mode": [example.mode.pk],
        "manager:need": [example.need.pk],
        "manager:hand_over_need": [example.need.pk],
        "manager:prospect": [listed(example.government)],
        "manager:coaching": [handed_over(example.need)],
        "manager:holiday": [own_holiday(example.government)],
        "manager:end_role": [assignment.pk if assignment else 0],
        **{name: [example.paper.pk] for name in OPENS if name.startswith("papers:")},
        **{name: [] for name in ("papers:papers", "papers:letterheads", "papers:sample", "papers:signatories")},
        **{name: [example.signatory.pk] for name in ("papers:end_signatory", "papers:erase_signatory")},
        "papers:file": [example.paper.pk, getattr(example.paper.files.first(), "pk", 0)],
        "papers:copy": [example.paper.pk, example.copy.pk],
        "papers:decide": [example.paper.pk, example.copy.pk],
        **{name: [example.report.pk] for name in OPENS if name.startswith("reports:") and name != "reports:desk"},
        "reports:file": [example.report.pk, "report.json"],
        **{name: [] for name in ("reports:rounds", "reports:schedule", "reports:sheets")},
        "reports:sheet": [sheet(example.government)],
        "reports:sheet_file": [sheet(example.government), example.report.pk],
        "reports:round": [dispute.hearing.round_id],
        "reports:hearing": [dispute.hearing_id],
        "reports:evidence": [dispute.pk],
    }
    return {
        name: reverse(name, args=[example.government.code, *rest.get(name, [])])
        for name in names()
        if name != "leader:desk"
    }


def state() -> list[object]:
    """What a refused request must leave as it is."""
    return [
        Event.objects.count(),
        Pull.objects.count(),
        list(HeldItem.objects.order_by("pk").values_list("resolution", flat=True)),
        list(BudgetVersion.objects.order_by("pk").values_list("state", "decided_at")),
        list(ParameterRow.objects.order_by("pk").values_list("approved_at", "rejected_at")),
        list(RoleAssignment.objects.order_by("pk").values_list("role", "valid_to")),
        list(QuarantineRow.objects.order_by("pk").values_list("state", flat=True)),
        list(Correction.objects.order_by("pk").values_list("state", flat=True)),
        list(Withdrawal.objects.order_by("pk").values_list("state", flat=True)),
        list(Pull.objects.order_by("pk").values_list("state", flat=True)),
        list(Paper.objects.order_by("pk").values_list("state", "official_number")),
        list(SignedCopy.objects.order_by("pk").values_list("pk", "state")),
        list(Signatory.objects.order_by("pk").values_list("name", "official__valid_to")),
        Letterhead.objects.count(),
        list(Snapshot.objects.order_by("pk").values_list("pk", "state")),
        list(Need.objects.order_by("pk").values_list("pk", "state")),
        list(Coaching.objects.exclude(version=1).values_list("pk", "version")),
        StoppedProspect.objects.count(),
        Switch.objects.count(),
    ]


BODY = {
    "answer": "batal",
    "reason": "alasan yang cukup panjang",
    "do": "approve",
    "on": "2099-01-01",
    "login": "orang0@contoh.id",
    "role": "admin",
    "valid_from": "2099-01-01",
    "valid_to": "2099-02-01",
    "key": "target.epurchasing",
    "value": "1",
    "mode": "latihan",
    "nomor": "1/2026",
    "tanggal": "2026-01-01",
    "asal": "diketik",
    "alasan": "alasan yang cukup panjang",
    "putusan": "terima",
    "baris": "KOP LAIN",
    "kertas": "A4",
    "jabatan": "Jabatan lain",
    "status": "definitif",
    "nama": "Nama Lain",
    "mulai": "2099-01-01",
    "pada": "2099-01-01",
    "yakin": "on",
    "hasil": "diturunkan",
    "keterangan": "keterangan yang cukup panjang",
}


def allowed(role: Role, duties: set[Duty]) -> bool:
    return any(role in DUTIES[duty] for duty in duties)


def test_the_matrix_knows_every_address() -> None:
    assert set(names()) == {*OPENS, "leader:desk"}


@pytest.mark.parametrize("role", list(Role))
def test_own_government(example: Example, role: Role) -> None:
    client = sitting(example.government, role)
    for name, address in addresses(example).items():
        opens = allowed(role, OPENS[name])
        before = state()
        assert client.get(address).status_code == (200 if opens else 404), (role, name)
        if not allowed(role, WRITES.get(name, OPENS[name])):
            assert client.post(address, BODY).status_code in (404, 405), (role, name)
        assert state() == before, (role, name)


@pytest.mark.parametrize("role", [Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ, Role.APIP, Role.PIMPINAN, Role.ADMIN])
def test_another_government_is_not_there(example: Example, role: Role) -> None:
    client = sitting(Government.objects.get(code=OTHER), role)
    before = state()
    for name, address in addresses(example).items():
        assert client.get(address).status_code == 404, (role, name)
        assert client.post(address, BODY).status_code in (404, 405), (role, name)
    assert state() == before


@pytest.mark.parametrize("role", [Role.KEPALA_BIRO_PBJ, Role.APIP, Role.PIMPINAN])
def test_records_of_another_government_are_not_there_under_the_own_address(example: Example, role: Role) -> None:
    """The number of a record of government A in an address of government B."""
    client = sitting(Government.objects.get(code=OTHER), role)
    before = state()
    for name, address in addresses(example).items():
        # Lists are their own page; only addresses that name a record can name a foreign one.
        if address.count("/") > 4 and name not in {
            "manager:propose_parameter",
            "manager:propose_mode",
            "manager:add_holiday",
            "manager:enter_budget",
            "manager:budget_sheets",
            "leader:work_list",
            "inspector:indicator",
            "inspector:switch",
            "inspector:trial",
            "manager:prospect_list",
            "manager:quarantine_sheet",
            "manager:needs",
        }:
            foreign = address.replace(f"/{example.government.code}/", f"/{OTHER}/")
            assert client.get(foreign).status_code == 404, (role, name)
            assert client.post(foreign, BODY).status_code in (404, 405), (role, name)
    assert state() == before


def test_a_stranger_is_sent_to_sign_in_and_back(example: Example) -> None:
    before = state()
    for address in [*addresses(example).values(), reverse("leader:desk")]:
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/akun/masuk/?next=/")
        assert Client().post(address, BODY).status_code in (302, 405)
    assert state() == before


def test_a_role_that_ended_opens_nothing(example: Example) -> None:
    client = sitting(example.government, Role.KEPALA_BIRO_PBJ)
    RoleAssignment.objects.update(valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31))
    for address in addresses(example).values():
        assert client.get(address).status_code == 404


def test_a_role_bound_to_a_unit_reads_but_decides_nothing(example: Example) -> None:
    client = sitting(example.government, Role.BIRO_PBJ)
    RoleAssignment.objects.update(unit=example.order.unit)
    found = {name: client.get(address).status_code for name, address in addresses(example).items()}
    assert found["leader:overview"] == found["manager:held_item"] == 200
    assert found["manager:upload"] == found["manager:propose_parameter"] == 404
    assert client.post(addresses(example)["manager:held_item"], BODY).status_code == 404


def test_a_form_without_its_token_is_refused(example: Example) -> None:
    client = sitting(example.government, Role.BIRO_PBJ)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    before = state()
    for name in ("manager:held_item", "manager:upload", "manager:propose_parameter"):
        assert strict.post(addresses(example)[name], BODY).status_code == 403
    assert state() == before

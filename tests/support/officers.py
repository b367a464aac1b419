"""A small office of its own: three Perangkat Daerah with a budget conflict, an unknown status word and a bad row."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.test import Client

from belanja.accounts.models import User
from belanja.documents import services as documents
from belanja.documents.models import Paper, Signatory, SignedCopy
from belanja.documents.services import NewFile
from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions import services as institutions
from belanja.institutions.models import CountingMode, Government, LegalBasis, ParameterRow, Unit
from belanja.intake import services
from belanja.intake.models import BudgetSheet, Correction, HeldItem, Pull, QuarantineRow, SourceRow, Withdrawal
from belanja.journal.services import CONSOLE
from belanja.needs.models import Need
from belanja.plans import services as plans
from belanja.plans.models import BudgetVersion
from belanja.reporting import services as reporting
from belanja.reporting.models import Snapshot
from belanja.rules.budgets import BudgetAmounts, BudgetKind
from belanja.rules.channels import Mode
from belanja.rules.duties import Role
from belanja.rules.papers import Kind, Way
from tests.intake.files import GOV, PD_A, PD_B, PD_C, as_json, budget, rup, v6
from tests.support.needs import posted_need
from tests.support.people import hired

OTHER = "D43"
STRANGE = "SEDANG_DIPERIKSA"
PDF = b"%PDF-1.7\nDPA\n%%EOF\n"
#: Why units are not asked before a report of a test is frozen.
WHY = "contoh untuk pengujian"
PASSWORD = "kuda-baterai-jepit"


@dataclass(frozen=True)
class Example:
    """What was loaded, and the records that addresses of pages name."""

    government: Government
    conflict: HeldItem
    status: HeldItem
    orders: Pull
    row: SourceRow
    order: PurchaseDocument
    parameter: ParameterRow
    mode: CountingMode
    paper: Paper
    copy: SignedCopy
    signatory: Signatory
    entry: BudgetVersion
    sheet: BudgetSheet
    report: Snapshot
    correction: Correction
    withdrawal: Withdrawal
    need: Need


def files(folder: Path) -> list[Path]:
    """The feeds of the example. Unit A: 31 %; unit B: two budgets; unit C: an order of an unknown state."""
    return [
        as_json(
            folder / "anggaran.json",
            [
                budget(PD_A, 1_000_000_000),
                budget(PD_B, 500_000_000),
                budget(PD_B, 800_000_000),
                budget(PD_C, 300_000_000),
            ],
        ),
        as_json(folder / "rup.json", [rup("50000001", PD_A, 310_000_000), rup("50000002", PD_C, 90_000_000)]),
        as_json(
            folder / "pesanan.json",
            [
                v6("01JHKT4BFAVEMPVFWSNK1BQ4A1", PD_A, 310_000_000),
                v6("01JHKT4BFAVEMPVFWSNK1BQ4B1", PD_B, 100_000_000, kd_rup="59999999"),
                v6("01JHKT4BFAVEMPVFWSNK1BQ4C1", PD_C, 30_000_000, STRANGE),
                {**v6("01JHKT4BFAVEMPVFWSNK1BQ4C2", PD_C, 1), "total_harga": "dua juta"},
            ],
        ),
    ]


def load(folder: Path) -> Example:
    """Import the example, and propose one parameter and one counting mode from the console."""
    services.import_paths(paths=files(folder), actor=CONSOLE)
    government = Government.objects.get(code=GOV)
    basis = LegalBasis.objects.get(slug="inpres-2-2022")
    day = clock.today() + timedelta(days=30)
    parameter = institutions.propose_parameter(
        government=government,
        key="target.epurchasing",
        value="35",
        valid_from=day,
        legal_basis=basis,
        actor=CONSOLE,
        reason="Target daerah dinaikkan.",
    )
    mode = institutions.propose_counting_mode(
        government=government, mode=Mode.PRACTICE, valid_from=day, actor=CONSOLE, reason="Latihan dahulu."
    )
    row = SourceRow.objects.get(government=government, feed="v6_orders", key="01JHKT4BFAVEMPVFWSNK1BQ4A1")
    return Example(
        government=government,
        conflict=HeldItem.objects.get(kind=HeldItem.Kind.BUDGET_CONFLICT),
        status=HeldItem.objects.get(kind=HeldItem.Kind.STATUS_UNKNOWN),
        orders=Pull.objects.get(government=government, feed="v6_orders"),
        row=row,
        order=PurchaseDocument.objects.get(key=row.key),
        parameter=parameter,
        mode=mode,
        **_papers(government),
        entry=enter(government, PD_C, "250000000.00"),
        sheet=upload_sheet(government),
        report=_report(government),
        correction=services.propose_correction(
            government=government,
            action="reject",
            rows={QuarantineRow.objects.get(pull__government=government).pk: {}},
            reason="baris percobaan",
            actor=CONSOLE,
        ),
        withdrawal=services.propose_withdrawal(
            pull_ids=[Pull.objects.get(government=government, feed="rup_penyedia").pk],
            reason="berkas percobaan",
            actor=CONSOLE,
        ),
        need=posted_need(government),
    )


def enter(government: Government, code: str, amount: str, *, year: int = 2025) -> BudgetVersion:
    """A budget entered from the console; it waits for a second person, so no figure uses it."""
    return plans.propose_budget(
        unit=Unit.objects.get(government=government, code=code),
        year=year,
        kind=BudgetKind.MURNI,
        number="900/12-DPA/2025",
        dated=date(year, 1, 2),
        valid_from=date(year, 1, 2),
        amounts=BudgetAmounts(Decimal(amount), Decimal(0), Decimal(0), Decimal(0)),
        file_name="dpa.pdf",
        file_content=PDF,
        actor=CONSOLE,
    )


def _report(government: Government) -> Snapshot:
    draft = reporting.open_draft(government=government, year=2025, quarter=1, actor=CONSOLE)
    return reporting.freeze(snapshot_id=draft.pk, government=government, actor=CONSOLE, without_round=WHY)


def upload_sheet(government: Government) -> BudgetSheet:
    """A sheet of budgets from the console, whose columns nobody has explained yet."""
    return services.receive_sheet(
        government=government,
        year=2025,
        kind=BudgetKind.PERUBAHAN,
        number="188/1/2025",
        dated=date(2025, 6, 1),
        valid_from=date(2025, 6, 1),
        file_name="anggaran.csv",
        content=f"Kode;Nama;Operasi;Modal\n{PD_A};Unit 101;700000000;300000000\n".encode(),
        actor=CONSOLE,
    )


def _papers(government: Government) -> dict[str, Any]:
    """A paper with a scanned copy, and somebody who signs."""
    paper = documents.issue(
        kind=Kind.REPORT,
        government=government,
        title="Laporan Contoh",
        files=lambda paper: [NewFile(name="laporan.pdf", media_type="application/pdf", content=b"%PDF-1.7")],
        actor=CONSOLE,
    )
    copy = documents.receive_copy(
        paper_id=paper.pk,
        file_name="pindai.png",
        content=b"\x89PNG\r\n\x1a\n",
        way=Way.WET,
        signed_on=clock.today(),
        note="Semua halaman sama.",
        actor=CONSOLE,
    )
    signatory = documents.name_signatory(
        government=government, post="Inspektur", name="Contoh Nama", valid_from=clock.today(), actor=CONSOLE
    )
    return {"paper": paper, "copy": copy, "signatory": signatory}


def person(government: Government, *roles: Role) -> User:
    """Somebody with a password who holds these roles today."""
    user = User.objects.get(pk=hired(government, *roles).user_id)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def sitting(government: Government, *roles: Role) -> Client:
    """A browser in which such a person has signed in."""
    client = Client()
    client.force_login(person(government, *roles))
    return client

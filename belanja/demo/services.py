"""Loading the Banten sample into an empty installation, through the same door as real files."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction

from belanja.foundation import clock, environment
from belanja.institutions.models import Government
from belanja.intake.models import Pull
from belanja.intake.services import import_paths
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken

from . import accounts, catalogue, door, entries, purchases, reports, sample, wanted
from .catalogue import registrations

Report = Callable[[str], None]

#: Who brings the sample in; shown beside its pulls.
SAMPLE = Actor(user_id=None, label="data contoh")

_SWITCH = "BELANJA_SAMPLE"


def load_if_empty(report: Report) -> bool:
    """Load the sample when nobody has imported anything yet; returns whether it was loaded.

    `report` gets lines for a person to read. `BELANJA_SAMPLE=0` keeps an installation empty.
    """
    if not environment.flag(_SWITCH, default=True):
        return False
    with transaction.atomic():
        _lock()
        if Pull.objects.exists():
            return False
        _load(report)
    _analyze()
    return True


def load(report: Report) -> None:
    """Load the sample on demand. Raises RuleBroken where anything has been imported: real figures and invented
    ones must never stand in one table."""
    with transaction.atomic():
        _lock()
        if Pull.objects.exists():
            raise RuleBroken(
                "sample_not_alone",
                "Data contoh hanya dapat dimuat ke Belanja yang masih kosong. "
                "Pilih folder data lain dengan BELANJA_HOME=/folder/lain.",
            )
        _load(report)
    _analyze()


def demo_accounts() -> list[tuple[str, str, str]]:
    """Label, login and password of the sample's accounts; empty where the sample is not loaded."""
    return accounts.listed() + registrations.listed()


def _lock() -> None:
    """Two starts at once load one sample."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.demo'))")


def _load(report: Report) -> None:
    report("Memuat data contoh Banten (karangan, bukan data resmi) …")
    rows, codes = 0, list[str]()
    with tempfile.TemporaryDirectory(prefix="belanja-contoh-") as name:
        for number, pull in enumerate(sample.PULLS, 1):
            folder = Path(name) / str(number)
            folder.mkdir()
            sample.write(folder, pull)
            with clock.frozen(pull.at):
                outcome = import_paths(paths=[folder], actor=SAMPLE)
            rows += sum(done.rows_in for done in outcome.pulls)
            codes = _mark()
            if number == 1:
                reports.issue()
    journal.append(name="demo.sample_loaded", actor=SAMPLE, subject="installation:1", payload={"governments": codes})
    accounts.open_all(actor=SAMPLE)
    reports.lead()
    entries.enter()
    with clock.frozen(sample.PULLS[-1].at) as at:
        government = Government.objects.get(code=sample.PROVINCE)
        offers = catalogue.load(government=government, at=at)
    catalogue.people(government=government)
    door.prepare(government=government)
    orders = purchases.make(government=government)
    needs = wanted.make(government=government)
    report(
        f"Data contoh siap: {rows:,} baris dari dua tarikan, {offers:,} penawaran katalog, {orders} pembelian, "
        f"{needs} kebutuhan.".replace(",", ".")
    )


def _mark() -> list[str]:
    """Everything of these governments is invented, and every page says so. Returns their codes."""
    with_pulls = Pull.objects.filter(government__isnull=False).values("government")
    codes = sorted(Government.objects.filter(pk__in=with_pulls).values_list("code", flat=True))
    Government.objects.filter(code__in=codes).update(is_example=True)
    return codes


def _analyze() -> None:
    """Tell the planner what has come in: the first page would otherwise be planned for empty tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

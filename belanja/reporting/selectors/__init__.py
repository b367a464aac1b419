"""Reads of reports: the live draft of a quarter, the snapshots of a government, the public ones."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.intake.models import Pull
from belanja.rules import reports
from belanja.rules.decisions import RuleBroken
from belanja.rules.reports import State

from .. import canonical, sections
from ..canonical import Plain
from ..models import Round, Snapshot
from ..record import Before, Record

IN_FORCE = (State.FROZEN, State.ISSUED)


def quarter_days(year: int, quarter: int) -> date:
    """The cut-off of a report drafted today. Raises RuleBroken 422 for a quarter that does not exist or has not
    begun."""
    if quarter not in (1, 2, 3, 4):
        raise RuleBroken("unknown_quarter", f"Triwulan {quarter} tidak ada; pilih 1 sampai 4.")
    today = clock.today()
    if not reports.has_begun(year, quarter, today):
        raise RuleBroken("quarter_not_begun", f"Triwulan {quarter} tahun {year} belum dimulai.")
    return reports.cut_off(year, quarter, today)


def record_of(
    *, government: Government, year: int, quarter: int, checked: bool, before: Before | None = None
) -> Record:
    """What a draft of the quarter is made from today. Raises RuleBroken: 422 as `quarter_days`, 404 where nothing
    is on record for the year."""
    cut_off = quarter_days(year, quarter)
    if not Pull.objects.standing().filter(government=government, year=year).exists():
        message = f"Belum ada data {government.name} untuk tahun anggaran {year}."
        raise RuleBroken("no_data", message, status=404)
    former = former_of(government, year, quarter)
    return Record(
        government=government,
        year=year,
        quarter=quarter,
        cut_off=cut_off,
        former=canonical.read(former.data) if former else None,
        checked=checked,
        before_freezing=before,
    )


def draft(*, government: Government, year: int, quarter: int, checked: bool = False) -> Plain:
    """The report of a quarter as the record stands now; nothing is written. `checked` counts every share a second
    time, so that lines that differ are held."""
    record = record_of(government=government, year=year, quarter=quarter, checked=checked)
    return draft_of(record)


def draft_of(record: Record) -> Plain:
    """The document of a record, in plain values."""
    document: Plain = canonical.plain(sections.document(record))
    return document


def before_of(of: Round | None, without_round: str, corrects: Snapshot | None, change_reason: str) -> Before:
    """What came before a report is frozen, as its record takes it."""
    return Before(
        round=of,
        without_round=without_round.strip(),
        corrects=document_of(corrects) if corrects is not None else None,
        change_reason=change_reason.strip() if corrects is not None else "",
    )


def former_of(government: Government, year: int, quarter: int) -> Snapshot | None:
    """The report of the latest quarter before, of the same year, that is in force."""
    return (
        Snapshot.objects.filter(government=government, year=year, quarter__lt=quarter, state__in=IN_FORCE)
        .order_by("-quarter", "-number")
        .first()
    )


def in_force(government: Government, year: int, quarter: int) -> Snapshot | None:
    """The frozen or issued report of a quarter."""
    found = Snapshot.objects.filter(government=government, year=year, quarter=quarter, state__in=IN_FORCE)
    return found.select_related("government").order_by("-number").first()


def snapshots(government: Government) -> QuerySet[Snapshot]:
    """Every version of every report of a government, newest quarter first, without their bytes."""
    return Snapshot.objects.filter(government=government).defer("canonical").order_by("-year", "-quarter", "-number")


def snapshot(*, government: Government, snapshot_id: int) -> Snapshot:
    """One version with its bytes; RuleBroken 404 where this government has none of that number."""
    found = Snapshot.objects.filter(government=government, pk=snapshot_id).select_related("government").first()
    if found is None:
        raise RuleBroken("not_found", "Laporan ini tidak ditemukan.", status=404)
    return found


def published(government: Government | None = None) -> QuerySet[Snapshot]:
    """What the public may see: issued reports, and those that were issued once (superseded or withdrawn)."""
    found = Snapshot.objects.filter(issued_at__isnull=False).select_related("government").defer("canonical")
    if government is not None:
        found = found.filter(Q(government=government))
    return found.order_by("-year", "-quarter", "government__region_code", "government__code", "-number")


def published_one(government: Government, *, year: int, quarter: int, number: int | None = None) -> Snapshot:
    """The latest issued version of a quarter, or the one of that number, with its bytes; RuleBroken 404 for none."""
    found = Snapshot.objects.filter(
        government=government, year=year, quarter=quarter, issued_at__isnull=False
    ).select_related("government")
    if number is not None:
        found = found.filter(number=number)
    latest = found.order_by("-number").first()
    if latest is None:
        raise RuleBroken("not_found", "Laporan ini tidak ditemukan.", status=404)
    return latest


def document_of(snapshot: Snapshot) -> dict[str, Any]:
    """The frozen document, read from its bytes."""
    return canonical.read(snapshot.data)

"""`/meja/`: where an officer lands after signing in. What waits, by when, what it blocks; nothing else."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belanja.affirmation.figures import ShareTable
from belanja.affirmation.selectors import share_table, unknown_list
from belanja.affirmation.selectors.outcomes import spend_moved
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import RoleAssignment
from belanja.intake import selectors as intake
from belanja.intake.models import HeldItem, Pull
from belanja.rules.duties import Duty, Role
from belanja.web import context
from belanja.web.exports import exporting
from belanja.web.naming import shown
from belanja.web.officer.access import Office, directory, offices
from belanja.web.officer.lists import Part
from belanja.web.officer.proposals import proposals_table
from belanja.web.officer.second_persons import desk_part as second_persons
from belanja.web.pieces import (
    Cell,
    Column,
    Directory,
    EmptyState,
    Figure,
    Link,
    Notice,
    Piece,
    Row,
    Standing,
    StatusTag,
    Table,
)
from belanja.web.reports.rounds import desk as report_rounds

from . import desk_counts, desk_reviews, desk_work
from .overview import headline

#: Roles that end within so many days are told to the administrator.
SOON_DAYS = 60
_MOST_MOVED = 5
#: What cannot be published while items of a kind wait.
BLOCKS = {
    HeldItem.Kind.BUDGET_CONFLICT: "porsi unit itu",
    HeldItem.Kind.BUDGET_IMPLAUSIBLE: "porsi unit itu",
    HeldItem.Kind.AMOUNT_IMPLAUSIBLE: "porsi unit pemesannya",
    HeldItem.Kind.STATUS_UNKNOWN: "porsi semua unit pemesannya",
    HeldItem.Kind.FEED_TRUNCATED: "porsi semua unit tahun itu",
    HeldItem.Kind.COLUMN_VANISHED: "angka yang memakai kolom itu",
    HeldItem.Kind.BUDGET_DIFFERS: "tidak ada; entri tetap dipakai",
}


@dataclass(frozen=True)
class Shown:
    """One government's part of the desk."""

    code: str
    name: str
    roles: str
    pages: Directory
    parts: list[Part]


@never_cache
@require_safe
@login_required(login_url=reverse_lazy("account_login"))
@exporting
def desk(request: HttpRequest) -> HttpResponse:
    here = offices(request)
    if len(here) == 1:
        context.at(request, here[0].government)
    empty = None
    if not here:
        empty = EmptyState(
            title="Anda belum memegang peran.",
            text="Minta administrator pemerintah daerah Anda memberikan peran. Halaman publik tetap dapat dibaca.",
            action=Link(label="Halaman publik", href="/"),
        )
    values = {"lead": text.long_date(clock.today()), "empty": empty, "offices": [_shown(item) for item in here]}
    return render(request, "leader/desk.html", values)


def _shown(office: Office) -> Shown:
    parts: list[Part | None] = []
    if office.may(Duty.DECIDE_HELD):
        parts += [_waiting(office), _pulls(office)]
    elif office.may(Duty.SEE_SOURCE_ROWS):
        parts += _standing(office)
    if office.may(Duty.CONFIRM_CORRECTION):
        parts.append(second_persons(office))
    if office.may(Duty.CONFIRM_BUDGET):
        parts.append(desk_work.entries(office))
    if office.may(Duty.VERIFY_FIRM):
        parts.append(desk_work.firms(office))
    if office.may(Duty.SANCTION_FIRM):
        parts.append(desk_work.sanctions(office))
    if office.may(Duty.CURATE_CATALOGUE):
        parts.append(desk_work.outside_prices(office))
    if office.may(Duty.DECIDE_ETALASE):
        parts.append(desk_work.shelves(office))
    parts += [desk_work.proposals(office), desk_work.cases(office), desk_reviews.reviews(office)]
    parts.insert(0, desk_work.asked_of_units(office))
    if office.may(Duty.SEE_SOURCE_ROWS):
        # Whoever works for one unit first sees what that unit has to do.
        parts.insert(0 if office.unit_ids else len(parts), desk_work.work(office))
    parts.insert(0, report_rounds.part(office))  # its term is short
    if office.may(Duty.APPROVE_PARAMETER, Duty.MANAGE_ROLES):
        parts.append(_proposals(office))
    if office.may(Duty.MANAGE_ROLES):
        parts.append(_ending(office))
    return Shown(
        code=office.code,
        name=office.government.name,
        roles=", ".join(role.label for role in office.roles),
        pages=directory(office, desk_counts.waiting),
        parts=[part for part in parts if part is not None],
    )


def age(since: datetime) -> str:
    """How long something has waited, in words."""
    days = (clock.today() - text.local_day(since)).days
    return "sejak hari ini" if days == 0 else f"sejak {text.count_words(days)} hari"


def _waiting(office: Office) -> Part:
    found = intake.waiting(office.government.pk)
    rows = [
        Row(
            href=f"{office.url('manager:held_items')}?jenis={item.kind}&tahun={item.year}",
            cells=[
                item.kind.label,
                str(item.year) if item.year else Cell(text="semua tahun", words=True),
                text.number(item.count),
                Cell(text=age(item.oldest), sub=text.long_date(item.oldest)),
                text.capital_first(BLOCKS[item.kind]),
            ],
        )
        for item in found
    ]
    table = Table(
        key=f"tunggu-{office.code}",
        caption="Menunggu keputusan Anda",
        show_caption=False,
        columns=[
            Column(key="jenis", label="Jenis"),
            Column(key="tahun", label="Tahun"),
            Column(key="jumlah", label="Jumlah", numeric=True),
            Column(key="sejak", label="Menunggu"),
            Column(key="tertahan", label="Yang tertahan"),
        ],
        rows=rows,
        total=["Jumlah", "", text.number(sum(item.count for item in found)), "", ""] if found else [],
        empty=EmptyState(
            title="Tidak ada yang menunggu keputusan.",
            text="Semua data yang dimuat sudah dipakai dalam angka.",
        ),
    )
    return Part(key="tunggu", title="Menunggu keputusan Anda", items=[table])


def _pulls(office: Office) -> Part:
    rows = []
    for pull in intake.latest_pulls(office.government.pk):
        held = pull.state == Pull.State.HELD
        rows.append(
            Row(
                href=office.url("manager:pull", pull.pk),
                cells=[
                    Cell(text=intake.feed_label(pull.feed), sub=str(pull.year) if pull.year else ""),
                    Cell(text=text.date_time(pull.at), sub=age(pull.at)),
                    text.number(pull.rows_in),
                    text.number(pull.rows_quarantined),
                    Cell(piece=StatusTag(standing=Standing.HELD)) if held else "dimuat",
                ],
            )
        )
    table = Table(
        key=f"tarikan-{office.code}",
        caption="Tarikan terakhir",
        show_caption=False,
        columns=[
            Column(key="sumber", label="Sumber"),
            Column(key="dimuat", label="Dimuat"),
            Column(key="baris", label="Baris", numeric=True),
            Column(key="karantina", label="Karantina", numeric=True),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(
            title="Belum ada tarikan.",
            text="Unggah berkas dari SiRUP dan Katalog Elektronik untuk memulai.",
            action=Link(label="Unggah berkas", href=office.url("manager:upload")),
        ),
    )
    return Part(key="tarikan", title="Tarikan terakhir", items=[table])


def _standing(office: Office) -> list[Part | None]:
    year = next(iter(intake.years(office.government.pk)), clock.today().year)
    table = share_table(government=office.government, year=year)
    if not table.has_data:
        empty = EmptyState(
            title="Belum ada angka.", text="Porsi muncul setelah Biro PBJ memuat struktur anggaran dan pesanan."
        )
        return [Part(key="porsi", title="Porsi", items=[empty])]
    overview = f"{office.url('leader:overview')}?tahun={year}#definisi-angka"
    figures: list[Piece | None] = [headline(table, definition=overview, level=3), _unknown(office, table)]
    return [
        Part(key="porsi", title="", items=figures, layout="split"),
        _moved(office, table),
    ]


def _unknown(office: Office, table: ShareTable) -> Figure:
    found = unknown_list(table)
    owners = sorted({item.explanation.owner for item in found})
    return Figure(
        label="Porsinya belum diketahui",
        value=text.number(len(found)),
        unit=f"dari {text.number(len(table.units))} Perangkat Daerah",
        reason=f"Yang melengkapi: {'; '.join(owners)}." if owners else "",
        definition=Link(label="Siapa melengkapi apa", href=f"{office.url('leader:unknown')}?tahun={table.year}"),
    )


def _moved(office: Office, table: ShareTable) -> Part | None:
    orders = [pull for feed, pull in table.pulls.items() if feed.endswith("_orders")]
    if not orders:
        return None
    latest = intake.pull(government_id=office.government.pk, pull_id=max(pull.id for pull in orders))
    former = intake.former_pull(latest)
    if former is None:
        notice = Notice(
            title="Ini tarikan pesanan yang pertama.",
            text=f"Dimuat {text.date_time(latest.at)}. Perubahan tampil setelah tarikan berikutnya.",
        )
        return Part(key="gerak", title="Yang berubah", items=[notice])
    moved = spend_moved(table, since=latest.at)
    units = {unit.id: unit for unit in table.units}
    largest = sorted(moved.items(), key=lambda item: -abs(item[1]))[:_MOST_MOVED]
    rows = [
        Row(
            href=office.url("leader:unit", units[unit_id].code) + f"?tahun={table.year}",
            cells=[
                shown(units[unit_id].name),
                ("+" if amount > 0 else "") + text.rupiah(amount),
                Cell(
                    text=text.percent(units[unit_id].share_percent),
                    words=units[unit_id].share_percent is None,
                ),
            ],
        )
        for unit_id, amount in largest
        if unit_id in units
    ]
    total = sum(moved.values(), start=table.total.numerator * 0)
    return Part(
        key="gerak",
        title="Yang berubah sejak tarikan sebelumnya",
        about=f"Dari tarikan {text.long_date(former.at)} ke {text.date_time(latest.at)}, dengan keputusan sesudahnya.",
        items=[
            Table(
                key=f"gerak-{office.code}",
                caption=f"{table.definition.numerator.label} per Perangkat Daerah, perubahan terbesar dahulu",
                columns=[
                    Column(key="nama", label="Perangkat Daerah"),
                    Column(key="ubah", label="Perubahan", numeric=True, note="rupiah"),
                    Column(key="porsi", label="Porsi sekarang", numeric=True),
                ],
                rows=rows,
                total=[
                    f"Jumlah {text.number(len(moved))} unit",
                    ("+" if total > 0 else "") + text.rupiah(total),
                    "",
                ],
                tight=True,
                empty=EmptyState(title="Tidak ada nilai yang berubah."),
            )
        ],
    )


def _proposals(office: Office) -> Part:
    waiting = institutions.proposals(office.government.pk)
    return Part(
        key="usulan",
        title="Usulan yang menunggu orang kedua",
        items=[proposals_table(office, waiting, key=f"usulan-{office.code}")],
    )


def _ending(office: Office) -> Part:
    today = clock.today()
    ending = (
        RoleAssignment.objects.filter(
            government=office.government, valid_to__gt=today, valid_to__lte=today + timedelta(days=SOON_DAYS)
        )
        .select_related("user", "unit")
        .order_by("valid_to", "id")
    )
    rows: list[Row] = []
    for item in ending:
        cells: list[Any] = [
            Cell(text=item.user.name, href=office.url("manager:roles")),
            Role(item.role).label,
            shown(item.unit.name) if item.unit else "seluruh pemerintah daerah",
            Cell(text=text.long_date(item.valid_to), sub=f"{text.count_words((item.valid_to - today).days)} hari lagi"),
        ]
        rows.append(Row(cells=cells))
    table = Table(
        key=f"akhir-{office.code}",
        caption="Peran yang segera berakhir",
        show_caption=False,
        columns=[
            Column(key="nama", label="Nama"),
            Column(key="peran", label="Peran"),
            Column(key="lingkup", label="Lingkup"),
            Column(key="sampai", label="Berakhir"),
        ],
        rows=rows,
        empty=EmptyState(title=f"Tidak ada peran yang berakhir dalam {SOON_DAYS} hari."),
    )
    return Part(key="akhir", title=f"Peran yang berakhir dalam {SOON_DAYS} hari", items=[table])

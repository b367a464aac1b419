"""`/pantau/<gov>/baris/<id>/`: one source row as it was pulled, and how it changed from pull to pull."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.intake import selectors as intake
from belanja.intake.models import Pull, SourceRow
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.officer.words import field_label, field_value
from belanja.web.pieces import Cell, Column, DefinitionList, Row, Table, Term

#: More versions than this do not fit a screen; the newest are shown.
MOST_VERSIONS = 6


@officer_page(Duty.SEE_SOURCE_ROWS)
def row(request: HttpRequest, office: Office, row_id: int) -> HttpResponse:
    found = intake.source_row(government_id=office.government.pk, row_id=row_id)
    versions = intake.versions(found)
    asked = next(version for version in versions if version.row.pk == found.pk)
    context = frame(office, "leader:overview", title=f"Baris sumber {found.pk}", query=f"tahun={found.year}")
    context |= {
        "lead": f"{intake.feed_label(found.feed)}{f' {found.year}' if found.year else ''}",
        "top": _terms(office, found, asked, len(versions)),
        "parts": [
            Part(
                key="isi",
                title="Isi baris",
                about="Tanpa data pribadi: nama, NIP, telepon, dan surel pejabat tidak disimpan; “Sandi PPK” hanya "
                "mengenali orang yang sama."
                + (" Isian yang berubah ditandai di tepi kirinya." if len(versions) > 1 else ""),
                items=[_payload(office, versions[-MOST_VERSIONS:], found)],
            )
        ],
    }
    return render(request, "inspector/detail.html", context)


def _terms(office: Office, found: SourceRow, asked: intake.Version, count: int) -> DefinitionList:
    files = ", ".join(file["name"] for file in found.pull_from.files)
    state = "berlaku sekarang" if found.pull_to_id is None else "sudah diganti atau hilang dari sumber"
    return DefinitionList(
        terms=[
            Term(term="Kunci baris", text=found.key),
            Term(term="Nilai", text=text.UNKNOWN if found.amount is None else text.rupiah(found.amount)),
            Term(term="Versi", text=f"{asked.number} dari {count}, {state}"),
            Term(term="Berkas", text=files),
            _pull(office, "Masuk dengan tarikan", found.pull_from),
            *([_pull(office, "Diganti oleh tarikan", found.pull_to)] if found.pull_to else []),
        ]
    )


def _pull(office: Office, term: str, pull: Pull) -> Term:
    href = office.url("manager:pull", pull.pk) if office.may(Duty.SEE_IMPORTS) else ""
    return Term(term=term, text=f"nomor {pull.pk}, {text.date_time(pull.at)}", href=href)


def _payload(office: Office, versions: list[intake.Version], found: SourceRow) -> Table:
    columns = [Column(key="kolom", label="Isian", note="nama kolom")]
    for version in versions:
        columns.append(
            Column(
                key=f"v{version.number}",
                label=f"Versi {version.number}",
                note=f"tarikan {version.row.pull_from_id}, {text.long_date(version.row.pull_from.at)}",
            )
        )
    names = intake.ordered_names(found.feed, {name: None for v in versions for name in v.row.payload})
    links: list[Cell | str] = [
        Cell(text=f"baris {version.row.pk}", href=office.url("inspector:row", version.row.pk))
        if version.row.pk != found.pk
        else f"baris {found.pk}, yang Anda baca"
        for version in versions
    ]
    rows = [Row(cells=[Cell(text="Nomor baris", sub="di Belanja"), *links])] if len(versions) > 1 else []
    for name in names:
        cells: list[Cell | str] = [Cell(text=field_label(name), sub=name)]
        for version in versions:
            field = next((field for field in version.fields if field.name == name), None)
            value = field.value if field else None
            empty = value in (None, "", [])
            changed = field.changed if field else False
            cells.append(
                Cell(
                    text=field_value(name, value),
                    words=empty,
                    differs=changed,
                    sub=f"berubah dari {field_value(name, field.former)}" if field and changed else "",
                )
            )
        rows.append(Row(cells=cells))
    return Table(key="isi-baris", caption="Isian menurut tarikan", columns=columns, rows=rows, tight=True)

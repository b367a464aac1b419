"""`/pantau/<gov>/tanda/<indikator>/`: one question with its law, last sweep, thresholds, cases and flags."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.oversight.figures import subject
from belanja.oversight.models import Flag
from belanja.oversight.selectors import flags as reading
from belanja.oversight.selectors.switches import waiting
from belanja.oversight.selectors.tallies import Standing, standings
from belanja.rules.channels import Channel
from belanja.rules.duties import Duty
from belanja.rules.flags.catalogue import BY_CODE
from belanja.rules.flags.model import Indicator
from belanja.rules.flags.precision import Rate
from belanja.rules.legal_bases import SEEDS
from belanja.web.naming import shown as named
from belanja.web.officer.access import FLAG_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of
from belanja.web.officer.words import parameter_value
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Link, Notice, Row, Table, Term

from . import files
from .cases import cases_table
from .words import SECTION, rate_cell, since_words, state_words, threshold_cell

_BASES = {one.slug: f"{one.kind} {one.number}" for one in SEEDS}


@officer_page(*FLAG_READERS)
def indicator(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    if code not in BY_CODE:
        raise Http404
    one = standings(government_id=office.government.pk, codes=frozenset({code}))[0]
    proposal = waiting(government_id=office.government.pk).get((code, one.indicator.version))
    context = frame(office, SECTION, title=one.indicator.question)
    context |= {
        "lead": f"Bila {one.indicator.formula}.",
        "filters": None,
        "kinds": [
            _state_notice(office, one),
            _terms(office, one),
        ],
        "parts": [
            Part(key="hasil", title="Hasil sapuan terakhir", items=[_channels(one), _missing(one)]),
            Part(key="ambang", title="Ambang yang berlaku", items=[_thresholds(office, one.indicator)]),
            Part(key="kasus", title="Kasus menurut simpulannya", items=[cases_table(office, code)]),
            Part(key="tanda", title="Tanda", items=[_flags_table(request, office, one.indicator)]),
        ],
        "links": _links(office, one, proposal.pk if proposal is not None else None),
    }
    return render(request, "inspector/indicator.html", context)


def _links(office: Office, one: Standing, proposal: int | None) -> list[Link]:
    code = one.indicator.code
    links = []
    if proposal is not None:
        links.append(Link(label="Putuskan usulan", href=office.url("inspector:switch", code)))
    elif office.may(Duty.REVIEW_CASE):
        word = "Usulkan diam" if one.shown else "Usulkan tampil"
        links.append(Link(label=word, href=office.url("inspector:switch", code)))
    if one.indicator.rows:
        links.append(Link(label="Coba ambang lain", href=office.url("inspector:trial", code)))
    return links


def _state_notice(office: Office, one: Standing) -> Notice:
    word = (
        "Indikator ini tampil: tandanya menjadi kasus." if one.shown else "Indikator ini diam: dihitung, tidak tampil."
    )
    because = "; ".join(one.silent)
    return Notice(
        kind="warning" if because else "info",
        title=word,
        text=f"Alasan untuk diam: {because}." if because else "Tidak ada alasan untuk diam.",
    )


def _terms(office: Office, one: Standing) -> DefinitionList:
    found = one.indicator
    return DefinitionList(
        terms=[
            Term(term="Kode dan versi", text=f"{found.code}, versi {found.version}"),
            Term(term="Dasar", text=f"{_BASES[found.basis]}: {found.article}", href=f"/dasar-hukum/{found.basis}/"),
            Term(term="Yang wajar", text=found.innocent),
            Term(
                term="Dijawab di muka oleh",
                text=", ".join(sorted(kind.label for kind in found.answered_by)) or "tidak ada dokumen",
            ),
            Term(term="Bobot", text=f"pentingnya {found.severity.label}, tandanya {found.confidence.label}"),
            Term(
                term="Berjalan pada",
                text=", ".join(channel.label for channel in found.channels) or f"{found.scope.value} saja",
            ),
            Term(term="Laju dasar", text=_rate_words(one.tally.base_rate)),
            Term(term="Ditinjau", text=_reviewed(one)),
            Term(term="Ketepatan", text=_rate_words(one.tally.precision, none="belum ada yang ditinjau")),
        ]
    )


def _reviewed(one: Standing) -> str:
    """What became of flags that APIP has disposed of."""
    told = one.tally
    if not told.reviewed:
        return "belum ada"
    return (
        f"{text.number(told.reviewed)} tanda: {text.number(told.accepted)} dapat diterima, "
        f"{text.number(told.deepened)} perlu pendalaman, {text.number(told.findings)} temuan"
    )


def _rate_words(rate: Rate, *, none: str = text.UNKNOWN) -> str:
    cell = rate_cell(rate, none=none)
    return f"{cell.text} ({rate.hits} dari {text.number(rate.of)}; {cell.sub})" if cell.sub else cell.text


def _channels(one: Standing) -> Table:
    rows = [
        Row(
            cells=[
                Channel(channel).label if channel else "Beberapa kanal, atau tanpa kanal",
                text.number(part.evaluated),
                text.number(part.unjudged),
                text.number(part.flagged),
                text.number(part.answered),
                rate_cell(part.base_rate),
            ]
        )
        for channel, part in one.channels.items()
    ]
    return Table(
        key="kanal",
        caption="Menurut kanal",
        columns=[
            Column(key="kanal", label="Kanal"),
            Column(key="dinilai", label="Dinilai", numeric=True),
            Column(key="tidak", label="Tidak dapat dinilai", numeric=True),
            Column(key="bertanda", label="Bertanda", numeric=True),
            Column(key="dijawab", label="Dijawab di muka", numeric=True),
            Column(key="laju", label="Laju dasar", numeric=True, note="selang 95%"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Belum ada yang dapat ditanyai."),
    )


def _missing(one: Standing) -> Table | None:
    if not one.missing:
        return None
    return Table(
        key="kurang",
        caption="Yang kurang",
        columns=[Column(key="apa", label="Kurang"), Column(key="jumlah", label="Pokok", numeric=True)],
        rows=[Row(cells=[what, text.number(count)]) for what, count in one.missing.items()],
        tight=True,
    )


def _thresholds(office: Office, one: Indicator) -> Table:
    book = institutions.book(government_id=office.government.pk, on=clock.today())
    rows = [book.rows[key] for key in one.rows if key in book.rows]
    return Table(
        key="ambang-tabel",
        caption="Ambang",
        show_caption=False,
        columns=[
            Column(key="ambang", label="Ambang"),
            Column(key="nilai", label="Nilai", numeric=True),
            Column(key="sejak", label="Berlaku sejak"),
            Column(key="dasar", label="Dasar"),
        ],
        rows=[
            Row(
                cells=[
                    threshold_cell(row.key),
                    parameter_value(row.key, row.value),
                    since_words(row.valid_from),
                    Cell(text=row.citation, sub=row.article),
                ]
            )
            for row in rows
        ],
        stacked=True,
        tight=True,
        empty=EmptyState(title="Indikator ini tidak memakai ambang."),
    )


def _flags_table(request: HttpRequest, office: Office, one: Indicator) -> Table:
    found = reading.flags(government_id=office.government.pk, indicator=one.code)
    shown_rows, pagination = page_of(found, found.count(), request, streams=True)
    return Table(
        key="tanda-tabel",
        caption="Yang terbesar dahulu",
        columns=[
            Column(key="pokok", label="Pokok"),
            Column(key="unit", label="Satuan kerja"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="hari", label="Hari"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[_flag_row(office, row) for row in shown_rows],
        stacked=True,
        whole=lambda: files.flags(found, one.question),
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Tidak ada tanda."),
    )


def _flag_row(office: Office, row: Flag) -> Row:
    return Row(
        href=office.url("inspector:flag", row.pk),
        cells=[
            Cell(text=subject(row), sub=Channel(row.channel).label if row.channel else ""),
            named(row.unit.name) if row.unit is not None else "",
            row.firm.name if row.firm is not None else "",
            text.long_date(row.occurred_on) if row.occurred_on else Cell(text=text.UNKNOWN, words=True),
            text.rupiah(row.amount) if row.amount is not None else "",
            state_words(row),
        ],
    )

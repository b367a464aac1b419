"""`/pantau/<gov>/tanda/`: APIP's questions and how each stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.oversight.selectors.tallies import Standing, last_whole, standings
from belanja.rules.flags.model import Family
from belanja.web.officer.access import FLAG_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part, select
from belanja.web.pieces import (
    Badge,
    Cell,
    Column,
    DefinitionList,
    EmptyState,
    FilterRow,
    Notice,
    Piece,
    Row,
    Table,
    Term,
)

from .words import SECTION, rate_cell

_FAMILIES = {
    Family.PRICE: "Harga", Family.TIMING: "Waktu", Family.SPLITTING: "Pemecahan", Family.PLAN: "Rencana",
    Family.FIRM: "Penyedia", Family.OFFICER: "Petugas", Family.LISTING: "Penayangan", Family.DOMESTIC: "PDN",
    Family.SMALL: "Usaha kecil", Family.DELIVERY: "Serah terima", Family.CONTRACT: "Kontrak",
    Family.PAYMENT: "Pembayaran", Family.TARGET: "Target", Family.COMPETITION: "Mini-kompetisi",
}  # fmt: skip


@officer_page(*FLAG_READERS)
def flags(request: HttpRequest, office: Office) -> HttpResponse:
    found = standings(government_id=office.government.pk)
    family, only = request.GET.get("kelompok", ""), request.GET.get("tampak", "")
    rows = [
        one
        for one in found
        if (not family or one.indicator.family.value == family)
        and (not only or one.shown is (only == "tampil"))
    ]  # fmt: skip
    context = frame(office, SECTION, title="Tanda")
    asked = sum(one.tally.flagged - one.tally.answered for one in found if one.shown)
    context |= {
        "lead": f"{len(found)} pertanyaan diajukan kepada semua catatan; {sum(one.shown for one in found)} tampil dan "
        f"menanyakan {text.number(asked)} hal. Tanda adalah pertanyaan, bukan kesimpulan.",
        "filters": FilterRow(
            key="saring",
            filters=[
                select(
                    "kelompok", "Kelompok", "Semua", [(one.value, label) for one, label in _FAMILIES.items()], family
                ),
                select("tampak", "Keadaan", "Semua", [("tampil", "Tampil"), ("diam", "Diam")], only),
            ],
            reset_href="?" if family or only else "",
        ),
        "kinds": _read_on(office),
        "parts": [Part(key="indikator", title="Indikator", items=[_table(office, rows)])],
    }
    return render(request, "inspector/missing.html", context)


def _read_on(office: Office) -> Piece:
    sweep = last_whole(government_id=office.government.pk)
    if sweep is None:
        return Notice(
            kind="warning", title="Catatan belum pernah ditanyai.", text="Sapuan pertama menunggu gilirannya."
        )
    return DefinitionList(
        terms=[
            Term(term="Ditanyai", text=text.date_time(sweep.started_at)),
            Term(term="Pokok yang ditanyai", text=text.number(sweep.asked)),
            Term(term="Tanda baru", text=text.number(sweep.found)),
            Term(term="Tidak lagi bertanda", text=text.number(sweep.gone)),
        ]
    )


def _table(office: Office, rows: list[Standing]) -> Table:
    return Table(
        key="indikator-tabel",
        caption="Pertanyaan dan hasilnya",
        show_caption=False,
        columns=[
            Column(key="indikator", label="Pertanyaan"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="bertanda", label="Bertanda", numeric=True),
            Column(key="dinilai", label="Dinilai", numeric=True),
            Column(key="laju", label="Laju dasar", numeric=True, note="selang 95%"),
            Column(key="tren", label="Arah"),
            Column(key="dijawab", label="Dijawab di muka", numeric=True),
            Column(key="tepat", label="Ketepatan", note="selang 95%"),
            Column(key="tidak", label="Tidak dapat dinilai", note="paling sering karena kurang"),
        ],
        rows=[_row(office, one) for one in rows],
        tight=True,
        empty=EmptyState(title="Tidak ada indikator yang cocok."),
    )


def _row(office: Office, one: Standing) -> Row:
    missing = next(iter(one.missing), "")
    return Row(
        href=office.url("inspector:indicator", one.indicator.code),
        cells=[
            Cell(text=one.indicator.question, sub=one.indicator.code),
            Cell(piece=state_badge(one)),
            text.number(one.tally.flagged),
            text.number(one.tally.evaluated),
            rate_cell(one.tally.base_rate),
            trend_words(one),
            text.number(one.tally.answered),
            rate_cell(one.tally.precision, none="belum ditinjau"),
            Cell(text=text.number(one.tally.unjudged), sub=missing),
        ],
    )


def state_badge(one: Standing) -> Piece:
    word = "Tampil" if one.shown else "Diam"
    return Badge(text=f"{word}, ada usulan" if one.proposed else word, kind="accent" if one.shown else "plain")


def trend_words(one: Standing) -> str:
    """How the base rate moved since the whole sweep before the last one."""
    known = [rate.share for _at, rate in one.trend if rate.share is not None]
    if len(known) < 2:
        return "sapuan pertama" if known else ""
    if known[-1] == known[-2]:
        return "tetap"
    return "naik" if known[-1] > known[-2] else "turun"

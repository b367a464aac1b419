"""Flags, questions, findings and stories in tables: the same for APIP and, as far as they may see, for the asked."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from belanja.foundation import text
from belanja.oversight import figures
from belanja.oversight.models import Answer, Deposit, Finding, Flag, Recommendation
from belanja.rules.course import Course
from belanja.rules.flags.catalogue import BY_CODE
from belanja.rules.oversight.findings import PARTS, Known
from belanja.rules.oversight.reasons import IMPOSSIBLE, REASONS
from belanja.rules.oversight.states import Amount, Resolution
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Event, Row, Table, Timeline
from belanja.web.pieces import Term as Pair

from . import files

_MOST_FIGURES = 8


def flag_parts(
    found: Iterable[Flag],
    *,
    href: Callable[[Flag], str] = lambda _one: "",
    key: str = "tanda",
    before: str = "",
    about: str = "",
) -> list[Part]:
    """What asks, one section a question: what it goes by, what an innocent answer looks like, and its flags with their
    figures. `href`: where one stands with its whole evidence, for whoever may read that; `before`: of the title,
    `about`: of what it goes by."""
    asked: dict[str, list[Flag]] = {}
    for one in found:
        asked.setdefault(one.indicator, []).append(one)
    return [
        _flags(code, flags, href, key=f"{key}-{number}", before=before, about=about)
        for number, (code, flags) in enumerate(asked.items(), start=1)
    ]


def _flags(code: str, found: Sequence[Flag], href: Callable[[Flag], str], *, key: str, before: str, about: str) -> Part:
    of = BY_CODE.get(code)
    title = f"{before}{of.question if of else code}"
    goes_by = [f"Bila {of.formula}.", f"Penjelasan yang wajar: {text.lower_first(of.innocent)}"] if of else []
    table = Table(
        key=f"{key}-tabel",
        caption=f"Daftar tanda: {title}",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="pokok", label="Tentang"),
            Column(key="angka", label="Yang terlihat"),
            Column(key="kapan", label="Kapan"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
        ],
        rows=[_flag(one, href(one)) for one in found],
    )
    return Part(
        key=key,
        title=title,
        about=" ".join([about, *goes_by]).strip(),
        items=[table],
    )


def _flag(one: Flag, href: str) -> Row:
    return Row(
        href=href,
        cells=[
            figures.subject(one),
            figures.seen(one, most=_MOST_FIGURES) or Cell(text="tidak ada angka", words=True),
            text.long_date(one.occurred_on or text.local_day(one.found_at)),
            text.rupiah(one.amount) if one.amount is not None else Cell(text="tidak ada", words=True),
        ],
    )


def story(steps: Iterable[Any], course: Course[Any, Any]) -> Timeline:
    """What happened, by which post, in whose words; the first first."""
    events = []
    for one in steps:
        reason = REASONS.get(one.reason_code) or IMPOSSIBLE.get(one.reason_code)
        words = [f"{reason.label}." if reason else "", one.note]
        about = f": {one.about}" if one.about else ""
        events.append(
            Event(
                title=f"{course.told_of(one.step, one.side)}{about}", when=text.date_time(one.at), who=one.by_label,
                text=" ".join(filter(None, words)),
            )
        )  # fmt: skip
    return Timeline(events=events)


def answers_table(found: Sequence[Answer], href: files.FileAddress) -> Table:
    """What was said, when, with which files."""
    return Table(
        key="jawaban",
        caption="Daftar jawaban",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="jawab", label="Jawaban"),
            Column(key="kapan", label="Kapan", note="oleh"),
            Column(key="berkas", label="Lampiran"),
        ],
        rows=[
            Row(
                cells=[
                    one.text,
                    Cell(text=text.date_time(one.at), sub=f"{one.by_label}{', sesudah tenggat' if one.late else ''}"),
                    files.cell(one.files.all(), href),
                ]
            )
            for one in found
        ],
        empty=EmptyState(title="Belum dijawab."),
    )


def repeated_words(again: Sequence[Known]) -> str:
    """From which fiscal years findings of the same kind are known; empty where it is the first."""
    years = ", ".join(str(year) for year in dict.fromkeys(one.year for one in again))
    return f"berulang: temuan tahun {years}" if again else ""


def form_terms(found: Finding, again: Sequence[Known] = ()) -> DefinitionList:
    """The finding in the auditors' form. `again`: earlier ones of the same kind."""
    form = found.form()
    codes = ", ".join(one.number for one in again)
    repeat = (
        [Pair(term="Temuan sebelumnya", text=f"{text.capital_first(repeated_words(again))} ({codes})")] if again else []
    )
    reason = REASONS.get(form.category)
    return DefinitionList(
        terms=[
            Pair(term="Jenis", text=reason.label if reason else "belum dipilih"),
            *repeat,
            *(Pair(term=label, text=getattr(form, name) or "belum diisi") for name, label in PARTS.items()),
            *(
                Pair(term=f"Nilai {kind.label}", text=text.rupiah(amount))
                for kind, amount in found.amounts().items()
                if amount
            ),
        ]
    )


def advice_table(found: Sequence[Recommendation], href: files.FileAddress) -> Table:
    """Recommendations with plan, last report with its proof and how far each is."""
    rows = []
    for one in found:
        last = list(one.reports.all())[-1:]
        planned = f"sampai {text.long_date(one.planned_until)}" if one.planned_until else ""
        rows.append(
            Row(
                cells=[
                    Cell(text=f"{one.number}. {one.text}", sub=f"pelaksana: {one.post}"),
                    Cell(text=one.plan or "belum ada", sub=planned),
                    Cell(text=last[0].text, sub=text.date_time(last[0].at)) if last else "belum dilaporkan",
                    files.cell([kept for told in one.reports.all() for kept in told.files.all()], href),
                    Resolution(one.resolution).label,
                ]
            )
        )
    return Table(
        key="rekomendasi",
        caption="Daftar rekomendasi",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="isi", label="Rekomendasi"),
            Column(key="rencana", label="Rencana aksi"),
            Column(key="laporan", label="Laporan terakhir"),
            Column(key="bukti", label="Bukti"),
            Column(key="hasil", label="Penilaian APIP"),
        ],
        rows=rows,
        empty=EmptyState(title="Belum ada rekomendasi."),
    )


def deposits_table(found: Sequence[Deposit], href: files.FileAddress) -> Table:
    """Money paid back, with its proof and whether it counts."""
    word = {None: "menunggu pemeriksaan", True: "diterima", False: "tidak diterima"}
    return Table(
        key="setoran",
        caption="Daftar setoran",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="sts", label="STS", note="untuk"),
            Column(key="tanggal", label="Tanggal setor"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="periksa", label="Pemeriksaan"),
            Column(key="bukti", label="Bukti"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=one.sts_number, sub=Amount(one.kind).label),
                    text.long_date(one.paid_on),
                    text.rupiah(one.amount),
                    Cell(text=word[one.accepted], sub=one.check_note),
                    files.cell(one.files.all(), href),
                ]
            )
            for one in found
        ],
        empty=EmptyState(title="Belum ada setoran."),
    )

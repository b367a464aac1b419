"""Flags, questions, findings and stories in tables: the same for APIP and, as far as they may see, for the asked."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from belanja.foundation import text
from belanja.oversight.models import Answer, CaseFile, Deposit, Finding, Flag, Recommendation
from belanja.rules.course import Course
from belanja.rules.flags.catalogue import BY_CODE
from belanja.rules.oversight.findings import PARTS, Known
from belanja.rules.oversight.reasons import IMPOSSIBLE, REASONS
from belanja.rules.oversight.states import Amount, Resolution
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Event, Row, Table, Timeline
from belanja.web.pieces import Term as Pair

_MOST_FIGURES = 8


def flags_table(
    found: Sequence[Flag],
    *,
    href: Callable[[Flag], str] = lambda _one: "",
    key: str = "tanda",
    caption: str = "Daftar tanda",
) -> Table:
    """What asks, with the figures it went by and what an innocent answer looks like. `href`: where one stands with its
    whole evidence, for whoever may read that."""
    return Table(
        key=key,
        caption=caption,
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="tanya", label="Yang ditanyakan", note="bila"),
            Column(key="angka", label="Yang terlihat"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="kapan", label="Kapan"),
            Column(key="wajar", label="Penjelasan yang wajar"),
        ],
        rows=[_flag(one, href(one)) for one in found],
        empty=EmptyState(title="Tidak ada tanda."),
    )


def _flag(one: Flag, href: str) -> Row:
    indicator = BY_CODE.get(one.indicator)
    figures = one.evidence.get("result", {}).get("figures", {})
    seen = "; ".join(f"{name.replace('_', ' ')} {value}" for name, value in list(figures.items())[:_MOST_FIGURES])
    return Row(
        href=href,
        cells=[
            Cell(text=indicator.question, sub=f"{indicator.formula} ({one.indicator})")
            if indicator
            else Cell(text=one.indicator),
            Cell(text=seen or "tidak ada angka", sub=f"{one.subject_key}"),
            text.rupiah(one.amount) if one.amount is not None else Cell(text="tidak ada", words=True),
            text.long_date(one.occurred_on) if one.occurred_on else text.long_date(text.local_day(one.found_at)),
            indicator.innocent if indicator else "",
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


def answers_table(found: Sequence[Answer], href: Callable[[CaseFile], str]) -> Table:
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
                    _file(list(one.files.all()), href),
                ]
            )
            for one in found
        ],
        empty=EmptyState(title="Belum dijawab."),
    )


def _file(files: Sequence[CaseFile], href: Callable[[CaseFile], str]) -> Cell:
    if not files:
        return Cell(text="tidak ada", words=True)
    return Cell(text=files[0].file_name, href=href(files[0]))


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


def advice_table(found: Sequence[Recommendation], href: Callable[[CaseFile], str]) -> Table:
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
                    _file([kept for told in one.reports.all() for kept in told.files.all()][-1:], href),
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
            Column(key="bukti", label="Bukti terakhir"),
            Column(key="hasil", label="Penilaian APIP"),
        ],
        rows=rows,
        empty=EmptyState(title="Belum ada rekomendasi."),
    )


def deposits_table(found: Sequence[Deposit], href: Callable[[CaseFile], str]) -> Table:
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
                    _file(list(one.files.all()), href),
                ]
            )
            for one in found
        ],
        empty=EmptyState(title="Belum ada setoran."),
    )

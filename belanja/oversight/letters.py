"""Letters of a case: what a unit or a firm is asked, and the findings in the auditors' form. No person is named, and a
question tells of its addressee alone; the report of a whole case stays with APIP."""

from collections.abc import Sequence
from dataclasses import dataclass

from belanja.documents.models import Paper
from belanja.documents.pdf import content
from belanja.foundation import text
from belanja.institutions.unit_names import shown
from belanja.rules.flags.catalogue import BY_CODE
from belanja.rules.oversight.findings import PARTS
from belanja.rules.oversight.reasons import REASONS
from belanja.rules.oversight.states import COUNTED
from belanja.rules.oversight.steps import SPIP
from belanja.rules.papers import KINDS, Kind
from belanja.vendors.finding import names_of

from . import figures
from .headed import POST, Headed, sheet
from .models import Case, Finding, Flag, Question
from .selectors import linked
from .selectors.cases import with_balance

#: Figures of a flag that a letter tells.
_MOST_FIGURES = 6


@dataclass(frozen=True)
class Letter:
    """A letter to be issued: `head` the lines of its address, without them it is headed by its title and `facts`."""

    kind: Kind
    case: Case
    about: str
    body: Sequence[content.Block]
    head: Sequence[tuple[str, str]] = ()
    facts: Sequence[tuple[str, str]] = ()

    @property
    def title(self) -> str:
        """As the register and whoever checks the code read it: no unit and no firm."""
        return f"{KINDS[self.kind].label} {self.about}"

    def content(self, paper: Paper) -> content.Content:
        """The letter with its numbers and its code."""
        what = Headed(KINDS[self.kind].label, self.about, self.title, self.body, head=self.head, facts=self.facts)
        return sheet(what, self.case.government, paper)


def request(of: Question) -> Letter:
    """Permintaan klarifikasi: to whom a question is put, with the figures it goes by and its term."""
    until = text.long_date(of.due)
    whom = f"Kepala {shown(of.unit.name)}" if of.unit else f"Pimpinan {_firm(of.firm_id)}"
    flags = list(of.flags.order_by("-strong", "-amount", "pk"))
    asks = "Angka dalam catatan belanja berikut perlu klarifikasi. Permintaan ini pertanyaan, bukan kesimpulan."
    answers = (
        f"Jawaban beserta buktinya disampaikan paling lambat {until} lewat Belanja, halaman Pertanyaan APIP, dengan "
        f"kode pertanyaan {of.code}. Waktu tambahan dapat diminta satu kali sebelum tenggat."
    )
    return Letter(
        Kind.QUESTION,
        of.case,
        of.code,
        [
            content.Paragraph(asks),
            content.Heading("Yang ditanyakan"),
            content.Paragraph(of.text),
            *_flags(flags),
            content.Heading("Jawaban"),
            content.Paragraph(answers),
        ],
        head=[("Yth.", whom), ("Dari", POST), ("Sifat", "Rahasia"), ("Hal", "Permintaan klarifikasi")],
    )


def results(of: Case) -> Letter:
    """Laporan hasil: the findings of a case that were issued and stand, in the auditors' form, and their money."""
    found = of.findings.filter(state__in=[state.value for state in COUNTED], issued_at__isnull=False)
    rows = list(with_balance(found.select_related("unit")).prefetch_related("recommendations").order_by("pk"))
    again = linked.repeats(rows)
    blocks: list[content.Block] = [
        content.Paragraph(
            f"Dari kasus {of.code} ditetapkan {text.count_words(len(rows))} temuan. Tindak lanjutnya dipantau sampai "
            "saldonya nol."
        )
    ]
    for number, one in enumerate(rows, start=1):
        years = ", ".join(str(year) for year in dict.fromkeys(known.year for known in again.get(one.pk, ())))
        blocks += _finding(number, one, f"temuan tahun {years}" if years else "")
    facts = [("Kasus", of.code), ("Tahun anggaran", str(of.year)), ("Dasar", SPIP)]
    return Letter(Kind.FINDINGS, of, of.code, [*blocks, *_money(rows)], facts=facts)


def _finding(number: int, one: Finding, repeated: str) -> list[content.Block]:
    form, reason = one.form(), REASONS.get(one.category)
    amounts = [(f"Nilai {kind.label}", text.rupiah(amount)) for kind, amount in one.amounts().items() if amount]
    rows = [
        ("Kode", one.code),
        ("Penanggung jawab", shown(one.unit.name) if one.unit else _firm(one.firm_id)),
        ("Jenis", reason.label if reason else one.category),
        *([("Berulang", repeated)] if repeated else []),
        *((label, getattr(form, name)) for name, label in PARTS.items()),
        *amounts,
    ]
    advice = content.Table(
        title=f"Rekomendasi temuan {number}",
        columns=[
            content.Column(label="No.", fit=True), content.Column(label="Rekomendasi", weight=60),
            content.Column(label="Pelaksana", weight=30),
        ],
        rows=[[str(line.number), line.text, line.post] for line in one.recommendations.all()],
    )  # fmt: skip
    return [content.Heading(f"{number}. {one.title}"), content.Terms(rows), advice]


def _money(rows: Sequence[Finding]) -> list[content.Block]:
    """What was found, paid back and is owed, of each finding and of all."""
    names = ("total", "returned", "owed")
    return [
        content.Heading("Rekapitulasi"),
        content.Table(
            title="Nilai, setoran dan saldo",
            columns=[
                content.Column(label="Temuan", weight=40),
                *(
                    content.Column(label=label, align="right", weight=20, help="rupiah")
                    for label in ("Nilai", "Disetor dan terperiksa", "Saldo")
                ),
            ],
            rows=[[one.title, *(text.rupiah(getattr(one, name)) for name in names)] for one in rows],
            total=["Jumlah", *(text.rupiah(sum(getattr(one, name) for one in rows)) for name in names)],
        ),
    ]


def _flags(found: Sequence[Flag]) -> list[content.Block]:
    """Of each question its flags with their figures, and what an innocent answer looks like."""
    asked: dict[str, list[Flag]] = {}
    for one in found:
        asked.setdefault(one.indicator, []).append(one)
    blocks: list[content.Block] = []
    for code, flags in asked.items():
        indicator = BY_CODE.get(code)
        blocks.append(_table(indicator.question if indicator else code, flags))
        if indicator:
            blocks.append(content.Paragraph(f"Penjelasan yang wajar: {text.lower_first(indicator.innocent)}"))
    return blocks


def _table(title: str, found: Sequence[Flag]) -> content.Table:
    return content.Table(
        title=title,
        columns=[
            content.Column(label="Tentang", weight=28), content.Column(label="Yang terlihat", weight=52),
            content.Column(label="Nilai", align="right", weight=20, help="rupiah"),
        ],
        rows=[
            [
                figures.subject(one),
                figures.seen(one, most=_MOST_FIGURES),
                text.rupiah(one.amount) if one.amount is not None else "tidak ada",
            ]
            for one in found
        ],
        size=8,
    )  # fmt: skip


def _firm(firm_id: int | None) -> str:
    return names_of({firm_id})[firm_id] if firm_id is not None else ""

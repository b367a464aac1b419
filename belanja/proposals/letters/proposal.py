"""Surat usulan: the head of the unit asks for the etalase, with the evidence that was counted as its annex."""

import json

from belanja.documents.pdf import content
from belanja.foundation import text
from belanja.institutions.unit_names import shown
from belanja.rules.classification import class_name
from belanja.rules.papers import Kind
from belanja.rules.proposals.dossier import Dossier
from belanja.rules.proposals.evidence import Evidence, Year
from belanja.rules.proposals.states import Background, Nature
from belanja.rules.proposals.steps import KEPKA_122, LETTER

from ..models import Record
from . import parts

_UNSAID = "tidak disebut"


def proposal(record: Record) -> parts.Letter:
    """The letter of what was signed."""
    found = record.proposal
    told = json.loads(bytes(record.content))
    dossier, evidence = Dossier.from_json(told["dossier"]), Evidence.from_json(told["evidence"])
    unit, now = shown(found.unit.name), evidence.years[0]
    asks = (
        f"Menindaklanjuti {LETTER}, bersama ini {unit} mengusulkan etalase “{dossier.name}” "
        f"({Nature(dossier.nature).label.lower()}) dalam katalog elektronik lokal, dengan latar belakang: "
        f"{text.lower_first(Background(dossier.background).label)} ({KEPKA_122})."
    )
    planned = (
        f"{text.number(now.lines)} paket RUP {now.year} dari {text.number(now.units)} Perangkat Daerah senilai "
        f"{text.rupiah(now.amount)}, "
        if now.known
        else ""
    )
    counted = (
        f"Menurut catatan Belanja sampai {text.long_date(evidence.day)}: {planned}"
        f"{text.number(evidence.search_times)} pencarian tanpa hasil dalam {text.number(evidence.search_days)} hari, "
        f"{text.number(len(evidence.needs))} kebutuhan yang belum terpenuhi, dan {text.number(evidence.firms)} usaha "
        f"di daerah ini dengan KBLI yang cocok, {text.number(evidence.umkk)} di antaranya UMKK."
    )
    return parts.Letter(
        Kind.PROPOSAL,
        found,
        dossier.name,
        [
            content.Paragraph(asks),
            content.Paragraph(f"Dasar atau asalnya: {text.sentences(dossier.ground)}"),
            content.Paragraph(counted),
            *(
                [content.Paragraph(f"Etalase yang ada tidak memadai: {text.sentences(dossier.difference)}")]
                if dossier.difference
                else []
            ),
            content.Paragraph(f"Narahubung: {dossier.contact}. Isi usulan dan bukti lengkap terlampir."),
            parts.closing(),
            parts.consent(record.by_label, text.date_time(record.at), record.sha256),
        ],
        f"Kepala {unit}",
        unit=found.unit,
        head=[
            ("Yth.", parts.BUREAU),
            ("Dari", f"Kepala {unit}"),
            ("Tanggal", text.long_date(dossier.letter_date) if dossier.letter_date else "……………………………"),
            ("Nomor", dossier.letter_number or "……………………………"),
            ("Sifat", "Biasa"),
            ("Lampiran", "1 (satu) berkas"),
            ("Hal", f"Usulan etalase {dossier.name}"),
        ],
        annexes=[content.Paragraph(_of_letter(dossier)), *_dossier(dossier), *_evidence(evidence)],
        day=dossier.letter_date,
    )


def _of_letter(dossier: Dossier) -> str:
    """Of which letter this is the annex, as far as its number and day are known."""
    number = f" nomor {dossier.letter_number}" if dossier.letter_number else ""
    day = f" tanggal {text.long_date(dossier.letter_date)}" if dossier.letter_date else ""
    return f"Lampiran surat usulan etalase {dossier.name}{number}{day}."


def _dossier(dossier: Dossier) -> list[content.Block]:
    samples = [
        [one.name, parts.said(one.maker), text.rupiah(one.price) if one.price is not None else "belum diketahui",
         parts.said(one.source)]
        for one in dossier.samples
    ]  # fmt: skip
    blocks: list[content.Block] = [
        content.Heading("Isi usulan"),
        parts.profile(dossier.terms()),
        content.Terms(
            [
                ("Sebutan barangnya", ", ".join(dossier.words) or "tidak disebut"),
                ("Kelas belanja", ", ".join(map(class_name, dossier.classes)) or "tidak dipilih"),
                ("KBLI penyedianya", ", ".join(dossier.trades()) or "tidak disebut"),
            ]
        ),
        *parts.schema(dossier.attributes),
    ]
    if samples:
        columns = [
            content.Column(label="Produk contoh", weight=30), content.Column(label="Pembuat atau penjual", weight=25),
            content.Column(label="Harga", align="right", weight=15), content.Column(label="Dilihat di", weight=20),
        ]  # fmt: skip
        blocks.append(content.Table(title="Produk contoh", columns=columns, rows=samples))
    return blocks


def _evidence(found: Evidence) -> list[content.Block]:
    blocks: list[content.Block] = [
        content.Heading("Bukti kebutuhan"),
        content.Table(
            title="Paket RUP yang cocok, semua Perangkat Daerah",
            columns=[
                content.Column(label="Tahun", fit=True),
                content.Column(label="Paket", align="right", weight=10),
                content.Column(label="Pagu", align="right", weight=25, help="rupiah"),
                content.Column(label="Perangkat Daerah", align="right", weight=18),
                content.Column(label="Tidak lewat e-Purchasing", align="right", weight=25, help="rupiah"),
            ],
            rows=[_year(one) for one in found.years],
        ),
    ]
    if found.lines:
        blocks.append(
            content.Table(
                title=f"Paket RUP terbesar {found.years[0].year}",
                columns=[
                    content.Column(label="Kode RUP", weight=14),
                    content.Column(label="Paket", weight=38),
                    content.Column(label="Perangkat Daerah", weight=28),
                    content.Column(label="Pagu", align="right", weight=20, help="rupiah"),
                ],
                rows=[[one.code, one.title, shown(one.unit), text.rupiah(one.amount)] for one in found.lines],
                size=8,
            )
        )
    blocks += [*_wanted(found), *_there(found)]
    if found.by_trade:
        blocks.append(
            content.Table(
                title="Usaha di daerah ini dengan KBLI yang cocok",
                columns=[
                    content.Column(label="KBLI", weight=12),
                    content.Column(label="Kabupaten/kota", weight=40),
                    content.Column(label="Usaha", align="right", weight=12),
                    content.Column(label="UMKK", align="right", weight=12),
                ],
                rows=[
                    [one.kbli, one.place_name or one.place, text.number(one.firms), text.number(one.umkk)]
                    for one in found.by_trade
                ],
            )
        )
    return blocks


def _year(one: Year) -> list[str]:
    if not one.known:
        return [str(one.year), *["belum diketahui"] * 4]
    amounts = text.rupiah(one.amount), text.number(one.units), text.rupiah(one.plain_amount)
    return [str(one.year), text.number(one.lines), *amounts]


def _wanted(found: Evidence) -> list[content.Block]:
    """What was searched for in vain, and what units said they need."""
    blocks: list[content.Block] = []
    if found.searches:
        columns = [
            content.Column(label="Kata", weight=50), content.Column(label="Kali", align="right", weight=15),
            content.Column(label="Terakhir", weight=35),
        ]  # fmt: skip
        rows = [[one.query, text.number(one.times), text.long_date(one.last)] for one in found.searches]
        title = f"Pencarian tanpa hasil, {text.number(found.search_days)} hari"
        blocks.append(content.Table(title=title, columns=columns, rows=rows))
    if found.needs:
        columns = [
            content.Column(label="Kebutuhan", weight=36), content.Column(label="Oleh", weight=30),
            content.Column(label="Jumlah", weight=14), content.Column(label="Nilai", align="right", weight=20),
        ]  # fmt: skip
        rows = [
            [one.what, shown(one.unit), one.quantity or _UNSAID,
             text.rupiah(one.value) if one.value is not None else _UNSAID]
            for one in found.needs
        ]  # fmt: skip
        blocks.append(content.Table(title="Kebutuhan yang belum terpenuhi", columns=columns, rows=rows))
    return blocks


def _there(found: Evidence) -> list[content.Block]:
    """Etalase and proposals that may be the same."""
    if not found.alike:
        return []
    columns = [
        content.Column(label="Etalase atau usulan", weight=40), content.Column(label="Keadaan", weight=20),
        content.Column(label="Mengapa disebut mirip", weight=40),
    ]  # fmt: skip
    rows = [[one.name, f"{one.kind}, {one.state.lower()}", "; ".join(one.reasons)] for one in found.alike]
    return [content.Table(title="Yang mungkin sudah ada", columns=columns, rows=rows)]

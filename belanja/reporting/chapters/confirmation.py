"""Lampiran: what every Perangkat Daerah said of its figures, and what a new version changed."""

from collections.abc import Iterator

from belanja.foundation import text
from belanja.reporting.canonical import Plain
from belanja.rules.reporting.hearings import HearingState, Verdict

from .model import Chapter, Column, Kind, Paragraph, Table
from .read import date_words, exact, moment, moment_words


def chapters(document: Plain) -> Iterator[Chapter]:
    """Changes of this version where it takes another's place; answers of units where they were asked or not asked for
    a reason. Reports from before there were rounds have neither."""
    changes, told = document.get("changes"), document.get("confirmation")
    if changes:
        yield _changes(changes)
    if told and told["round"]:
        yield Chapter(
            key="konfirmasi",
            title="Tanggapan Perangkat Daerah atas angkanya",
            blocks=(Paragraph(_words(told)), _answers(told)),
            annex=True,
        )
    elif told and told["reason"]:
        yield Chapter(
            key="konfirmasi",
            title="Tanggapan Perangkat Daerah atas angkanya",
            blocks=(Paragraph(f"Unit tidak ditanya sebelum angka dibekukan. Alasannya: {told['reason']}"),),
            annex=True,
        )


def _words(told: Plain) -> str:
    of = told["round"]
    states = {HearingState(key): count for key, count in of["states"].items()}
    said = ", ".join(
        f"{text.count_words(states[state])} {state.label}"
        for state in (
            HearingState.CONFIRMED,
            HearingState.EXPLAINED,
            HearingState.DISPUTED,
            HearingState.SILENT,
        )
    )
    decided = of["disputes"]
    return (
        f"Setiap unit menerima angkanya sendiri pada {moment_words(of['opened_at'])} dan dapat menjawab sampai "
        f"{date_words(of['due_on'])} ({of['days']} hari kerja; {of['basis']}). Dari {text.number(len(told['units']))} "
        f"unit: {said}. Diam dicatat sebagai diam, bukan sebagai persetujuan. Sanggahan yang diterima "
        f"{text.number(decided[Verdict.ACCEPTED])}, yang ditolak {text.number(decided[Verdict.REJECTED])}; baris, "
        "bukti, dan alasannya ada dalam lampiran terbatas."
    )


def _answers(told: Plain) -> Table:
    return Table(
        key="konfirmasi",
        title="Jawaban setiap unit, dan angkanya saat ditanya dan sekarang",
        sheet="Konfirmasi",
        columns=(
            Column("kode", "Kode", weight=14),
            Column("nama", "Perangkat Daerah", weight=26),
            Column("jawaban", "Jawaban", weight=14),
            Column("pada", "Dijawab", Kind.MOMENT, 18),
            Column("sanggahan", "Sanggahan", Kind.COUNT, 9),
            Column("diterima", "Diterima", Kind.COUNT, 8),
            Column("saat_itu", "Porsi saat ditanya", Kind.PERCENT, 10),
            Column("kini", "Porsi laporan", Kind.PERCENT, 10),
            Column("berubah", "Berubah", weight=9),
        ),
        rows=tuple(
            (
                unit["code"],
                unit["name"],
                unit["label"],
                moment(unit["answered_at"]) or "",
                unit["disputes"],
                unit["accepted"],
                exact(unit["share_shown"]),
                exact(unit["share_now"]),
                "ya" if unit["changed"] else "tidak",
            )
            for unit in told["units"]
        ),
        wide=True,
    )


def _changes(changes: Plain) -> Chapter:
    before = f"versi yang datanya sampai {date_words(changes['cut_off'])}, keadaan {moment_words(changes['known_at'])}"
    blocks = [Paragraph(f"Laporan ini menggantikan {before}. Alasannya: {changes['reason']}")]
    if not changes["figures"] and not changes["units"]:
        return Chapter(key="koreksi-versi", title="Koreksi atas versi sebelumnya", blocks=(
            *blocks, Paragraph("Tidak ada angka pokok atau angka unit yang berbeda."),
        ))  # fmt: skip
    return Chapter(
        key="koreksi-versi",
        title="Koreksi atas versi sebelumnya",
        blocks=(*blocks, _moved(changes)),
    )


def _moved(changes: Plain) -> Table:
    rows = [*changes["figures"], *changes["units"]]
    return Table(
        key="koreksi-versi",
        title="Angka yang berbeda dari versi sebelumnya",
        sheet="Koreksi versi",
        columns=(
            Column("apa", "Angka atau unit", weight=30),
            Column("nilai_lama", "Pembilang lama", Kind.RUPIAH, 18),
            Column("nilai_baru", "Pembilang baru", Kind.RUPIAH, 18),
            Column("porsi_lama", "Porsi lama", Kind.PERCENT, 10),
            Column("porsi_baru", "Porsi baru", Kind.PERCENT, 10),
        ),
        rows=tuple(
            (
                row.get("label") or row["name"],
                exact(row["numerator_before"]),
                exact(row["numerator_now"]),
                exact(row["share_before"]),
                exact(row["share_now"]),
            )
            for row in rows
        ),
    )

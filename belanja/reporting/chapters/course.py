"""The course of the year, what moved since the former report, and the kabupaten and kota of a province."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from belanja.documents.charts import cumulative
from belanja.foundation import text
from belanja.reporting.canonical import Plain

from .model import Block, Chapter, Column, Kind, Paragraph, Picture, Table
from .read import date_words, exact

_MOST_MOVED = 15


def chapters(document: Plain) -> Iterator[Chapter]:
    """Trend, comparison, regions; the last only where there are any."""
    yield _trend(document)
    yield _comparison(document)
    if document["regions"]:
        yield Chapter(
            key="kabupaten-kota",
            title="Kabupaten dan kota",
            blocks=(
                Paragraph("Porsi e-Purchasing pemerintah kabupaten dan kota menurut definisi yang sama."),
                _regions(document),
            ),
        )


def _trend(document: Plain) -> Chapter:
    blocks: list[Block] = []
    picture = _line(document)
    if picture is not None:
        blocks.append(picture)
    blocks += [_points(document, "months", "Bulan", "bulan"), _points(document, "quarters", "Triwulan", "triwulan")]
    undated = document["trend"]["undated"]
    if undated is not None and Decimal(undated):
        blocks.append(Paragraph(f"Pesanan tanpa tanggal senilai {text.rupiah(Decimal(undated))} tidak tampak di sini."))
    return Chapter(key="perkembangan", title="Perkembangan per bulan dan triwulan", blocks=tuple(blocks))


def _line(document: Plain) -> Picture | None:
    trend = document["trend"]
    base = exact(trend["denominator"])
    if not base:
        return None
    known = [exact(point["cumulative"]) for point in trend["months"]]
    by_month = [amount for amount in known if amount is not None]
    if not by_month:
        return None
    chart = cumulative.CumulativeYear(
        key="kumulatif",
        title="Kontrak e-Purchasing kumulatif terhadap lintasan menuju target",
        year=document["report"]["year"],
        by_month=by_month,
        denominator=base,
        target=Decimal(trend["target_percent"]),
    )
    return Picture(
        key="garis-kumulatif",
        title="Kontrak e-Purchasing kumulatif, "
        + (f"{chart.gap_text} menuju target" if chart.behind else "tepat pada lintasan menuju target"),
        alt=chart.description,
        draw=partial(cumulative.draw, chart),
    )


def _points(document: Plain, part: str, label: str, word: str) -> Table:
    return Table(
        key=part,
        title=f"Kontrak e-Purchasing per {word}",
        sheet=f"Tren {word}",
        columns=(
            Column("periode", label, weight=18),
            Column("nilai", f"{label} ini", Kind.RUPIAH, 20),
            Column("kumulatif", f"Sampai {word} ini", Kind.RUPIAH, 20),
            Column("porsi", "Porsi kumulatif", Kind.PERCENT, 12),
            Column("lintasan", "Lintasan lurus", Kind.PERCENT, 12),
            Column("letak", "Letak", weight=18),
        ),
        rows=tuple(
            (
                point["label"],
                exact(point["amount"]),
                exact(point["cumulative"]),
                exact(point["share_percent"]),
                exact(point["path_percent"]),
                "" if point["on_path"] is None else ("pada lintasan" if point["on_path"] else "di bawah lintasan"),
            )
            for point in document["trend"][part]
        ),
    )


def _comparison(document: Plain) -> Chapter:
    comparison = document["comparison"]
    title = "Perubahan sejak laporan sebelumnya"
    if comparison["report"] is None:
        words = f"Perbandingan tidak disajikan: {comparison['reason']}."
        return Chapter(key="perubahan", title=title, blocks=(Paragraph(words),))
    since = date_words(comparison["report"]["cut_off"])
    moved = sorted(comparison["units"], key=lambda unit: -abs(Decimal(unit["numerator_change"] or 0)))
    blocks: list[Block] = [
        Paragraph(
            f"Dibandingkan dengan {comparison['report']['title']} (sampai {since}). Kontrak atau porsi "
            f"{text.number(len(moved))} Perangkat Daerah berubah."
        ),
        _figures_moved(document),
    ]
    if moved:
        blocks.append(_units_moved(moved))
    return Chapter(key="perubahan", title=title, blocks=tuple(blocks))


def _figures_moved(document: Plain) -> Table:
    return Table(
        key="perubahan-pokok",
        title="Perubahan capaian",
        sheet="Perubahan capaian",
        columns=(
            Column("indikator", "Indikator", weight=24),
            Column("dulu", "Porsi laporan lalu", Kind.PERCENT, 12),
            Column("kini", "Porsi laporan ini", Kind.PERCENT, 12),
            Column("selisih", "Perubahan", Kind.POINTS, 12, "poin persentase"),
            Column("rupiah", "Perubahan pembilang", Kind.RUPIAH, 20),
        ),
        rows=tuple(
            (
                item["label"],
                exact(item["share_before"]),
                exact(item["share_now"]),
                exact(item["share_change"]) if item["same_definition"] else "definisi berbeda",
                exact(item["numerator_change"]) if item["same_definition"] else "",
            )
            for item in document["comparison"]["figures"]
        ),
    )


def _units_moved(moved: list[Plain]) -> Table:
    shown = moved[:_MOST_MOVED]
    rest = len(moved) - len(shown)
    return Table(
        key="perubahan-unit",
        title="Perangkat Daerah dengan perubahan kontrak terbesar",
        sheet="Perubahan unit",
        columns=(
            Column("nama", "Perangkat Daerah", weight=34),
            Column("rupiah", "Perubahan kontrak", Kind.RUPIAH, 20),
            Column("dulu", "Porsi lalu", Kind.PERCENT, 11),
            Column("kini", "Porsi kini", Kind.PERCENT, 11),
            Column("selisih", "Perubahan", Kind.POINTS, 10, "poin"),
        ),
        rows=tuple(
            (
                unit["name"],
                "baru tercatat" if unit["new"] else exact(unit["numerator_change"]),
                "" if unit["new"] else exact(unit["share_before"]),
                exact(unit["share_now"]),
                "" if unit["share_change"] is None else exact(unit["share_change"]),
            )
            for unit in shown
        ),
        note=f"{text.number(rest)} Perangkat Daerah lain berubah lebih sedikit." if rest else "",
    )


def _regions(document: Plain) -> Table:
    return Table(
        key="wilayah",
        title="Kabupaten dan kota",
        sheet="Kabupaten dan kota",
        columns=(
            Column("kode", "Kode", weight=8),
            Column("nama", "Kabupaten/kota", weight=28),
            Column("kontrak", "Kontrak e-Purchasing", Kind.RUPIAH, 20),
            Column("anggaran", "Belanja pengadaan", Kind.RUPIAH, 20),
            Column("porsi", "Porsi", Kind.PERCENT, 12),
            Column("unit", "Unit diketahui", Kind.COUNT, 10),
        ),
        rows=tuple(
            (
                region["region_code"],
                region["name"],
                exact(region["numerator"]) if region["has_data"] else "belum ada data",
                exact(region["denominator"]),
                exact(region["share_percent"]),
                region["units_known"],
            )
            for region in document["regions"]
        ),
    )

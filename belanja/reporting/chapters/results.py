"""Hasil: the whole government, then every Perangkat Daerah."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from belanja.documents.charts import ranked
from belanja.foundation import text
from belanja.reporting.canonical import Plain

from .model import Block, Chapter, Column, Kind, Paragraph, Picture, Table, Value
from .read import exact, percent_short, rupiah, share_words

#: Bars that one picture holds on a page of A4.
_MOST_BARS = 42
REASONS = {"known": "diketahui", "held": "ditahan", "unknown": text.UNKNOWN, "band": "rentang"}


def chapters(document: Plain) -> Iterator[Chapter]:
    """The totals, and Form A in two tables with its bars."""
    yield Chapter(
        key="capaian",
        title="Capaian pemerintah daerah",
        blocks=(Paragraph(_words(document)), _headlines(document)),
    )
    blocks: list[Block] = [Paragraph(_units_words(document))]
    if document["units"]:
        blocks += [*_bars(document), _shares(document), _stages(document)]
    yield Chapter(key="perangkat-daerah", title="Capaian per Perangkat Daerah", blocks=tuple(blocks))


def _words(document: Plain) -> str:
    main = document["provincial"][0]
    said = (
        "Porsi pemerintah daerah dihitung atas Perangkat Daerah yang pembilang dan penyebutnya diketahui. "
        f"Jumlahnya {text.number(main['units_known'])} dari {text.number(main['units'])}."
    )
    if Decimal(main["numerator_outside"]):
        said += (
            f" Pesanan {rupiah(main['numerator_outside'])} dari Perangkat Daerah yang penyebutnya belum diketahui "
            "tidak masuk porsi."
        )
    if Decimal(main["undated"]):
        said += f" Pesanan tanpa tanggal senilai {rupiah(main['undated'])} tidak masuk hitungan sampai batas waktu ini."
    return said


def _headlines(document: Plain) -> Table:
    return Table(
        key="pokok",
        title="Capaian terhadap target",
        sheet="Capaian",
        columns=(
            Column("indikator", "Indikator", weight=24),
            Column("pembilang", "Pembilang", Kind.RUPIAH, 20),
            Column("penyebut", "Penyebut", Kind.RUPIAH, 20),
            Column("porsi", "Porsi", Kind.PERCENT, 16),
            Column("target", "Target", Kind.PERCENT, 9),
            Column("selisih", "Selisih", Kind.POINTS, 9, "poin persentase"),
            Column("kekurangan", "Kekurangan", Kind.RUPIAH, 40),
        ),
        rows=tuple(_headline(figure) for figure in document["provincial"]),
    )


def _headline(figure: Plain) -> tuple[Value, ...]:
    share = exact(figure["share_percent"])
    return (
        figure["label"],
        exact(figure["numerator"]),
        exact(figure["denominator"]),
        share if share is not None else share_words(figure),
        exact(figure["target_percent"]),
        exact(figure["gap_points"]) if share is not None else "",
        exact(figure["gap"]) if share is not None else _gap_words(figure),
    )


def _gap_words(figure: Plain) -> str:
    """The least and the most that is missing, where the share is a band."""
    low, high = figure["gap_low"], figure["gap_high"]
    return "" if low is None or high is None else text.rupiah_between(Decimal(low), Decimal(high))


def _units_words(document: Plain) -> str:
    if not document["units"]:
        return "Belum ada Perangkat Daerah yang tercatat pada tahun anggaran ini."
    known = [unit for unit in document["units"] if unit["share"]["share_percent"] is not None]
    if not known:
        return "Porsi semua Perangkat Daerah belum diketahui; sebabnya diuraikan dalam lampiran."
    best = max(known, key=lambda unit: Decimal(unit["share"]["share_percent"]))
    missing = max(known, key=lambda unit: Decimal(unit["share"]["gap"] or 0))
    said = f"Porsi tertinggi pada {best['name']} ({share_words(best['share'])})."
    if Decimal(missing["share"]["gap"] or 0):
        said += f" Kekurangan terbesar dalam rupiah pada {missing['name']} ({rupiah(missing['share']['gap'])})."
    return said


@dataclass(frozen=True, kw_only=True)
class _Part(ranked.RankedShares):
    """Some of the bars, drawn on the scale of all."""

    end: Decimal

    @property
    def scale_end(self) -> Decimal:
        return self.end


def _bars(document: Plain) -> Iterator[Picture]:
    """Bars from the largest share to the smallest; as many pictures as it takes for names to stay readable."""
    whole = ranked.RankedShares(
        key="perangkat-daerah",
        title="Porsi e-Purchasing per Perangkat Daerah",
        rows=[
            ranked.ShareRow(name=unit["name"], share=exact(unit["share"]["share_percent"]), reason="")
            for unit in document["units"]
        ],
        target=Decimal(document["provincial"][0]["target_percent"]),
    )
    rows = whole.ordered
    parts = -(-len(rows) // _MOST_BARS)
    size = -(-len(rows) // parts)
    for number in range(parts):
        chart = _Part(
            key=f"batang-{number + 1}",
            title=whole.title,
            rows=rows[number * size : (number + 1) * size],
            target=whole.target,
            end=whole.scale_end,
        )
        place = f" ({number + 1} dari {parts})" if parts > 1 else ""
        yield Picture(
            key=chart.key,
            title=f"{bars_finding(document)}{place}",
            alt=chart.description,
            draw=partial(ranked.draw, chart),
        )


def bars_finding(document: Plain) -> str:
    """`Tiga dari 63 Perangkat Daerah mencapai 30%`."""
    main = document["provincial"][0]
    target, count = percent_short(main["target_percent"]), text.number(main["units"])
    if not main["units_known"]:
        return f"Porsi {count} Perangkat Daerah belum diketahui"
    if not main["units_reached"]:
        return f"Belum ada dari {count} Perangkat Daerah yang mencapai {target}"
    reached = text.capital_first(text.count_words(main["units_reached"]))
    return f"{reached} dari {count} Perangkat Daerah mencapai {target}"


def _shares(document: Plain) -> Table:
    main = document["provincial"][0]
    return Table(
        key="porsi-unit",
        title="Porsi e-Purchasing per Perangkat Daerah",
        sheet="Perangkat Daerah",
        columns=(
            Column("no", "No", Kind.COUNT, 4),
            Column("kode", "Kode", weight=15),
            Column("nama", "Perangkat Daerah", weight=30),
            Column("anggaran", "Belanja pengadaan", Kind.RUPIAH, 18),
            Column("kontrak", "Kontrak e-Purchasing", Kind.RUPIAH, 18),
            Column("porsi", "Porsi", Kind.PERCENT, 9),
            Column("selisih", "Selisih", Kind.POINTS, 8, "poin"),
            Column("kekurangan", "Kekurangan", Kind.RUPIAH, 17),
            Column("peringkat", "Peringkat", Kind.COUNT, 8),
            Column("perubahan", "Perubahan", Kind.POINTS, 9, "poin, dari triwulan lalu"),
            Column("status", "Status", weight=13),
        ),
        rows=tuple(_share_row(number, unit) for number, unit in enumerate(document["units"], 1)),
        total=(
            "Jumlah",
            "",
            "yang diketahui",
            exact(main["denominator"]),
            exact(main["numerator"]),
            exact(main["share_percent"]),
            exact(main["gap_points"]),
            exact(main["gap"]),
            "",
            "",
            f"{main['units_reached']} tercapai",
        ),
        note="Pembilang: pesanan yang surat pesanannya ditandatangani. Kekurangan dihitung terhadap target.",
        wide=True,
    )


def _share_row(number: int, unit: Plain) -> tuple[Value, ...]:
    share = unit["share"]
    known = share["share_percent"] is not None
    return (
        number,
        unit["code"],
        unit["name"],
        exact(share["denominator"]),
        exact(share["numerator"]),
        exact(share["share_percent"]),
        exact(share["gap_points"]) if known else "",
        exact(share["gap"]) if known else "",
        unit["rank"] if known else "",
        exact(unit["change_points"]) if unit["change_points"] is not None else "",
        ("tercapai" if share["reached"] else "belum tercapai") if known else REASONS[share["status"]],
    )


def _stages(document: Plain) -> Table:
    return Table(
        key="tahap-unit",
        title="Rencana dan tahapan pesanan per Perangkat Daerah",
        sheet="Rencana dan tahapan",
        columns=(
            Column("no", "No", Kind.COUNT, 4),
            Column("nama", "Perangkat Daerah", weight=26),
            Column("rup_paket", "RUP e-Purchasing", Kind.COUNT, 7, "paket"),
            Column("rup_nilai", "Nilai RUP e-Purchasing", Kind.RUPIAH, 17),
            Column("rup_persen", "RUP terhadap belanja", Kind.PERCENT, 9),
            Column("paket", "Pesanan", Kind.COUNT, 7, "paket"),
            Column("pesanan", "Nilai pesanan", Kind.RUPIAH, 17),
            Column("kontrak", "Kontrak", Kind.RUPIAH, 17),
            Column("terima", "Serah terima", Kind.RUPIAH, 17),
            Column("selesai", "Selesai", Kind.RUPIAH, 17),
        ),
        rows=tuple(_stage_row(number, unit) for number, unit in enumerate(document["units"], 1)),
        note="Tahap tidak dijumlahkan: nilai yang selesai termasuk dalam serah terima, kontrak, dan pesanan.",
        wide=True,
    )


def _stage_row(number: int, unit: Plain) -> tuple[Value, ...]:
    plan, orders = unit["plan"], unit["orders"]
    return (
        number,
        unit["name"],
        plan["packages"],
        exact(plan["amount"]),
        exact(plan["percent"]),
        orders["pesanan"]["packages"],
        exact(orders["pesanan"]["amount"]),
        exact(orders["kontrak"]["amount"]),
        exact(orders["terima"]["amount"]),
        exact(orders["selesai"]["amount"]),
    )

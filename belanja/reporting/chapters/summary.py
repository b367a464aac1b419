"""Ringkasan eksekutif: five figures on one page, and what they say."""

from collections.abc import Iterator
from decimal import Decimal

from belanja.foundation import text
from belanja.reporting.canonical import Plain

from .model import Box, Boxes, Chapter, Paragraph, Points
from .read import HELD, date_words, exact, figure_of, government_words, percent, percent_short, rupiah, share_words


def chapters(document: Plain) -> Iterator[Chapter]:
    """The summary. What is not known is said in words."""
    yield Chapter(
        key="ringkasan",
        title="Ringkasan eksekutif",
        blocks=(Paragraph(_opening(document)), Boxes(boxes(document)), Points(tuple(findings(document)))),
    )


def boxes(document: Plain) -> tuple[Box, ...]:
    """The headline figures: the three shares with both evidences, the gap, the units."""
    main = document["provincial"][0]
    found = [_share_box(main)]
    found += [
        _marked_box(document, indicator) for indicator in ("umkk", "pdn") if figure_of(document, f"{indicator}.rup")
    ]
    gap = main["gap"]
    found.append(
        Box(
            key="kekurangan",
            label=f"Kekurangan menuju {percent_short(main['target_percent'])} e-Purchasing",
            value=text.UNKNOWN if gap is None else text.rupiah_short(Decimal(gap)),
            detail=rupiah(gap) if gap is not None else "belum ada Perangkat Daerah yang porsinya diketahui",
        )
    )
    found.append(
        Box(
            key="unit",
            label="Perangkat Daerah mencapai target e-Purchasing",
            value=f"{text.number(main['units_reached'])} dari {text.number(main['units'])}",
            detail=f"porsi {text.number(main['units_known'])} diketahui, "
            f"{text.number(main['units_unknown'])} belum diketahui",
        )
    )
    return tuple(found)


def _share_box(figure: Plain) -> Box:
    standing, word = standing_of(figure)
    base = f"{rupiah(figure['numerator'])} dari {rupiah(figure['denominator'])}"
    return Box(
        key=figure["key"],
        label=figure["label"],
        value=share_words(figure),
        detail=f"{base}; target {percent_short(figure['target_percent'])}",
        standing=standing,
        standing_word=word,
    )


def _marked_box(document: Plain, indicator: str) -> Box:
    """A share in its two labelled definitions: the plan's marks large, the evidence beside it."""
    by_plan, by_proof = (figure_of(document, f"{indicator}.{kind}") or {} for kind in ("rup", "bukti"))
    standing, word = standing_of(by_plan)
    if standing in ("behind", "onway"):  # a plan has no course over the year
        standing, word = "behind", "belum tercapai"
    return Box(
        key=indicator,
        label=by_plan["label"],
        value=share_words(by_plan),
        detail=f"menurut bukti {share_words(by_proof)}; target {percent_short(by_plan['target_percent'])}",
        standing=standing,
        standing_word=word,
    )


def standing_of(figure: Plain) -> tuple[str, str]:
    """Where a headline share stands: the name of its standing and the word for it."""
    share = exact(figure["share_percent"])
    if figure.get("held"):
        return "held", HELD
    if share is None:
        low = figure.get("share_low_percent")
        return "unknown", "rentang" if low is not None else text.UNKNOWN
    if figure["reached"]:
        return "reached", "tercapai"
    behind = share < Decimal(figure["path_percent"])
    return ("behind", "di bawah lintasan") if behind else ("onway", "menuju target")


def _opening(document: Plain) -> str:
    report = document["report"]
    return (
        f"Laporan ini menyajikan hasil pemantauan belanja pengadaan {government_words(document)} sampai "
        f"{date_words(report['cut_off'])} Tahun Anggaran {report['year']}, kumulatif sejak 1 Januari."
    )


def findings(document: Plain) -> Iterator[str]:
    """What the figures say, one sentence each, by plain rules."""
    main = document["provincial"][0]
    target = percent_short(main["target_percent"])
    if main.get("held"):
        yield (
            "Porsi e-Purchasing pemerintah daerah ditahan: dua hitungan yang terpisah berbeda pada baris itu. Baris "
            "lain tetap disajikan."
        )
    elif main["share_percent"] is None:
        yield (
            f"Porsi e-Purchasing belum diketahui, karena tidak ada Perangkat Daerah yang pembilang dan penyebutnya "
            f"lengkap. Nilai pesanan yang tercatat {rupiah(main['numerator_all'])}."
        )
    else:
        reached = bool(main["reached"])
        verb = "telah mencapai" if reached else "belum mencapai"
        yield (
            f"Porsi e-Purchasing {percent(main['share_percent'])}, {verb} target {target}. Pada akhir periode ini "
            f"lintasan lurus menuju target berada pada {percent(main['path_percent'])}."
        )
        if not reached:
            yield f"Untuk mencapai {target} masih diperlukan e-Purchasing senilai {rupiah(main['gap'])}."
    yield _units_sentence(main, target)
    for key in ("umkk", "pdn"):
        yield from _marked_sentence(document, key)
    yield from _change_sentence(document)


def _units_sentence(main: Plain, target: str) -> str:
    known, unknown = main["units_known"], main["units_unknown"]
    said = (
        f"Dari {text.number(main['units'])} Perangkat Daerah, {text.count_words(main['units_reached'])} mencapai "
        f"{target} dan {text.count_words(known - main['units_reached'])} belum"
    )
    if not main["units_reached"]:
        said = f"Dari {text.number(main['units'])} Perangkat Daerah, belum ada yang mencapai {target}"
    if not unknown:
        return f"{said}."
    return f"{said}; porsi {text.count_words(unknown)} Perangkat Daerah belum diketahui (lihat lampiran)."


def _marked_sentence(document: Plain, indicator: str) -> Iterator[str]:
    by_plan, by_proof = figure_of(document, f"{indicator}.rup"), figure_of(document, f"{indicator}.bukti")
    if by_plan is None or by_proof is None:
        return
    name = {"umkk": "UMKK", "pdn": "PDN"}[indicator]
    yield (
        f"Porsi {name} menurut tanda RUP {share_words(by_plan)} dan menurut bukti {share_words(by_proof)}, "
        f"dengan target {percent_short(by_plan['target_percent'])}."
    )


def _change_sentence(document: Plain) -> Iterator[str]:
    comparison = document["comparison"]
    if comparison["report"] is None:
        return
    figure = comparison["figures"][0]
    change = exact(figure["share_change"])
    if change is None:
        return
    since = date_words(comparison["report"]["cut_off"])
    if change == 0:
        yield f"Porsi e-Purchasing tidak berubah sejak laporan sampai {since}."
        return
    word = "naik" if change > 0 else "turun"
    yield (
        f"Sejak laporan sampai {since} porsi e-Purchasing {word} {text.number(abs(change), 2)} poin persentase, "
        f"dari {percent(figure['share_before'])} menjadi {percent(figure['share_now'])}."
    )

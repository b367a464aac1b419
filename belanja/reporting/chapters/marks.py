"""PDN, UMKK and the channels: what is proven, what is only marked, and what nobody has classified."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from belanja.documents.charts import classed, stacked
from belanja.foundation import text
from belanja.reporting.canonical import Plain

from .model import Block, Chapter, Column, Kind, Paragraph, Picture, Table, Value
from .read import exact, figure_of, percent_short, rupiah, share_words

_WORDS = {
    "pdn": ("PDN", "PDN", "bukan PDN", "Produk dalam negeri (PDN)"),
    "umkk": ("UMKK", "UMKK", "bukan UMKK", "Usaha mikro, usaha kecil, dan koperasi (UMKK)"),
}


def chapters(document: Plain) -> Iterator[Chapter]:
    """One chapter each for PDN and UMKK, then the channels."""
    yield _marks(document, "pdn")
    yield _marks(document, "umkk")
    yield _channels(document)


def _marks(document: Plain, indicator: str) -> Chapter:
    name, _yes, _no, title = _WORDS[indicator]
    blocks: list[Block] = [Paragraph(words) for words in _sentences(document, indicator)]
    blocks += [_picture(document, indicator), _parts(document, indicator)]
    if document[indicator].get("classes"):
        blocks += [_class_picture(document, indicator), _classes(document, indicator)]
    if any(_known(unit) for unit in document[indicator]["units"]):
        blocks.append(_units(document, indicator))
    return Chapter(key=name.lower(), title=title, blocks=tuple(blocks))


def _known(unit: Plain) -> bool:
    """Whether anything is known of a unit: a table of nothing but unknowns tells no more than the sentence above."""
    return any(part and part["numerator"] is not None for part in (unit["rup"], unit["bukti"]))


def _sentences(document: Plain, indicator: str) -> Iterator[str]:
    name = _WORDS[indicator][0]
    for kind, words in (("rup", "menurut tanda RUP"), ("bukti", "menurut bukti")):
        figure = figure_of(document, f"{indicator}.{kind}")
        if figure is None:
            continue
        said = f"Porsi {name} {words}: {share_words(figure)}, target {percent_short(figure['target_percent'])}."
        if figure["share_percent"] is None and figure["share_low_percent"] is not None:
            said += (
                f" Porsi berupa rentang karena {rupiah(figure['unclassified'])} belum terklasifikasi: boleh jadi "
                "masuk seluruhnya, sebagian, atau tidak sama sekali."
            )
        elif figure["share_percent"] is None and figure["because"] is not None:
            said += (
                f" {text.capital_first(figure['because']['sentence'])}. Yang melengkapi: {figure['because']['owner']}."
            )
        if figure["channels_not_loaded"]:
            said += f" Kanal yang datanya belum dimuat: {', '.join(figure['channels_not_loaded'])}."
        yield said


def _picture(document: Plain, indicator: str) -> Picture:
    name, yes, no, _title = _WORDS[indicator]
    figure = figure_of(document, f"{indicator}.rup")
    target = Decimal(figure["target_percent"]) if figure else Decimal(0)
    chart = stacked.Parts(
        key=f"kelas-{name.lower()}",
        title=f"{name} menurut rencana dan menurut bukti",
        rows=[
            _row("Rencana penyedia (tanda RUP)", document[indicator]["plan"], "RUP penyedia belum dimuat"),
            _row("Kontrak semua kanal (bukti)", document[indicator]["proof"], "belum ada kontrak yang tercatat"),
        ],
        yes=yes,
        no=no,
        target=target,
    )
    return Picture(
        key=chart.key,
        title=f"Bagian {name} dalam rencana dan dalam kontrak",
        alt=chart.description,
        draw=partial(stacked.draw, chart),
    )


def _row(name: str, parts: Plain, reason: str) -> stacked.PartsRow:
    return stacked.PartsRow(
        name=name, yes=exact(parts["yes"]), no=exact(parts["no"]), open_=exact(parts["open"]), reason=reason
    )


def _parts(document: Plain, indicator: str) -> Table:
    name, yes, no, _title = _WORDS[indicator]
    return Table(
        key=f"{indicator}-kelas",
        title=f"Nilai {name} menurut kelas",
        sheet=f"{name} kelas",
        columns=(
            Column("dasar", "Menurut", weight=26),
            Column("ya", text.capital_first(yes), Kind.RUPIAH, 18),
            Column("tidak", text.capital_first(no), Kind.RUPIAH, 18),
            Column("terbuka", "Belum terklasifikasi", Kind.RUPIAH, 18),
            Column("jumlah", "Jumlah", Kind.RUPIAH, 18),
        ),
        rows=tuple(
            (label, *(exact(document[indicator][part][column]) for column in ("yes", "no", "open", "total")))
            for label, part in (("Tanda RUP, rencana penyedia", "plan"), ("Bukti, kontrak semua kanal", "proof"))
        ),
    )


#: Steps of the ramp from the best class on; what does not count is warm grey, what is open is hatched.
_FILLS = {
    "tkdn_bmp_40": "r5",
    "tkdn_25": "r4",
    "tkdn_lt25": "r3",
    "siinas": "r2",
    "pdn_tanpa_kelas": "r1",
    "bukan_pdn": "import",
    "mikro": "r5",
    "kecil": "r4",
    "koperasi": "r3",
    "umkk_tanpa_skala": "r1",
    "menengah": "import pale",
    "besar": "import",
    "bukan_umkk": "import faint",
    "belum": "",
}
_CLASSES = {
    "pdn": (
        "Kontrak menurut kelas PDN",
        "PDN golongan",
        "PDN tanpa kelas: sumber hanya menyebut bagian PDN paket (SPSE, data.inaproc.id), atau sertifikat produknya "
        "berbeda-beda. Daftar SIINas belum ada dalam data produk katalog.",
    ),
    "umkk": (
        "Kontrak menurut skala usaha",
        "UMKK skala",
        "Tanpa skala: sumber hanya menyebut bagian UMK paket (SPSE), atau keterangan tentang penyedianya berbeda-beda.",
    ),
}


def _class_picture(document: Plain, indicator: str) -> Picture:
    title = _CLASSES[indicator][0]
    chart = classed.Classed(
        key=f"golongan-{indicator}",
        title=title,
        parts=[
            classed.ClassPart(
                label=one["label"],
                amount=Decimal(one["amount"]),
                percent=exact(one["share_percent"]),
                fill=_FILLS[one["code"]],
            )
            for one in document[indicator]["classes"]
        ],
        reason="belum ada kontrak yang tercatat",
    )
    return Picture(key=chart.key, title=title, alt=chart.description, draw=partial(classed.draw, chart))


def _classes(document: Plain, indicator: str) -> Table:
    name, yes, no, _title = _WORDS[indicator]
    title, sheet, note = _CLASSES[indicator]
    counted = {True: yes, False: no, None: "belum diketahui"}
    return Table(
        key=f"{indicator}-golongan",
        title=title,
        sheet=sheet,
        columns=(
            Column("kelas", "Kelas" if indicator == "pdn" else "Skala usaha", weight=30),
            Column("dihitung", f"Dihitung {name}", weight=14),
            Column("nilai", "Nilai kontrak", Kind.RUPIAH, 20, "bukti, semua kanal"),
            Column("bagian", "Bagian", Kind.PERCENT, 10),
        ),
        rows=tuple(
            (one["label"], counted[one["counts"]], exact(one["amount"]), exact(one["share_percent"]))
            for one in document[indicator]["classes"]
        ),
        total=("Jumlah", "", exact(document[indicator]["proof"]["total"]), ""),
        note=note,
    )


def _units(document: Plain, indicator: str) -> Table:
    name = _WORDS[indicator][0]
    return Table(
        key=f"{indicator}-unit",
        title=f"Porsi {name} per Perangkat Daerah",
        sheet=f"{name} unit",
        columns=(
            Column("no", "No", Kind.COUNT, 4),
            Column("nama", "Perangkat Daerah", weight=28),
            Column("rencana", "Rencana bertanda", Kind.RUPIAH, 16, "tanda RUP"),
            Column("porsi_rup", "Porsi", Kind.PERCENT, 11, "tanda RUP"),
            Column("terbukti", "Kontrak terbukti", Kind.RUPIAH, 16, "bukti"),
            Column("terbuka", "Belum terklasifikasi", Kind.RUPIAH, 16, "bukti"),
            Column("terendah", "Terendah", Kind.PERCENT, 9, "bukti"),
            Column("tertinggi", "Tertinggi", Kind.PERCENT, 9, "bukti"),
        ),
        rows=tuple(_unit_row(number, unit) for number, unit in enumerate(document[indicator]["units"], 1)),
        note="Terendah dan tertinggi sama bila seluruh nilai kontrak sudah terklasifikasi.",
        wide=True,
    )


def _unit_row(number: int, unit: Plain) -> tuple[Value, ...]:
    plan, proof = unit["rup"] or {}, unit["bukti"] or {}
    share = exact(plan.get("share_percent"))
    return (
        number,
        unit["name"],
        exact(plan.get("numerator")),
        share if share is not None else (share_words(plan) if plan else None),
        exact(proof.get("numerator")),
        exact(proof.get("unclassified")),
        exact(proof.get("share_low_percent")),
        exact(proof.get("share_high_percent")),
    )


def _channels(document: Plain) -> Chapter:
    rows = document["channels"]
    if not rows:
        words = "Belum ada paket dari kanal mana pun yang dimuat untuk tahun anggaran ini."
        return Chapter(key="kanal", title="Belanja menurut kanal", blocks=(Paragraph(words),))
    return Chapter(
        key="kanal",
        title="Belanja menurut kanal",
        blocks=(
            Paragraph(
                "Kanal yang bertanda masuk pembilang e-Purchasing; kanal lain hanya menjadi pembanding. Paket yang "
                "kode RUP-nya tidak sampai pada rencana yang berlaku disebut tanpa rencana."
            ),
            _channel_table(rows),
        ),
    )


def _channel_table(rows: list[Plain]) -> Table:
    sums = ("packages", "contracted", "completed", "pdn", "umkk", "unmatched", "unmatched_amount", "evidence_only")
    totals = {key: sum((Decimal(row[key]) for row in rows), Decimal(0)) for key in sums}
    return Table(
        key="kanal",
        title="Kanal berdampingan",
        sheet="Kanal",
        columns=(
            Column("kanal", "Kanal", weight=24),
            Column("masuk", "e-Purchasing", weight=12),
            Column("paket", "Paket", Kind.COUNT, 7),
            Column("kontrak", "Nilai kontrak", Kind.RUPIAH, 17),
            Column("selesai", "Selesai", Kind.RUPIAH, 17),
            Column("pdn", "PDN", Kind.RUPIAH, 17, "bukti"),
            Column("umkk", "UMKK", Kind.RUPIAH, 17, "bukti"),
            Column("lepas", "Tanpa rencana", Kind.COUNT, 8, "paket"),
            Column("nilai_lepas", "Nilai tanpa rencana", Kind.RUPIAH, 17),
            Column("asing", "Hanya dalam pembanding", Kind.COUNT, 9, "paket"),
        ),
        rows=tuple(
            (
                row["label"],
                "ya" if row["counts"] else "tidak",
                row["packages"],
                *(exact(row[key]) for key in ("contracted", "completed", "pdn", "umkk")),
                row["unmatched"],
                exact(row["unmatched_amount"]),
                row["evidence_only"],
            )
            for row in rows
        ),
        total=(
            "Jumlah",
            "",
            int(totals["packages"]),
            *(totals[key] for key in ("contracted", "completed", "pdn", "umkk")),
            int(totals["unmatched"]),
            totals["unmatched_amount"],
            int(totals["evidence_only"]),
        ),
        wide=True,
    )

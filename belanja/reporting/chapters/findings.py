"""F, F5 to F8, H and I of the report: what stands under the headings that have no chapter of figures of their own. F7
and F8 tell the counts of the annexes L7 and L8, from the same part of the document."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from belanja.foundation import text
from belanja.reporting.canonical import Plain
from belanja.rules import periods
from belanja.rules.listings import EtalaseState

from . import decision
from .model import Block, Chapter, Column, Kind, Paragraph, Table
from .read import date_words, percent_short


def chapters(document: Plain) -> Iterator[Chapter]:
    """The heading of the results, etalase, clarification, follow-up, recommendations and the end."""
    yield Chapter(key="hasil", title="Hasil", blocks=(Paragraph(_opening(document)),))
    yield Chapter(key="etalase", title="Etalase dan produk baru", blocks=tuple(_shelves(document)))
    yield Chapter(
        key="klarifikasi", title="Transaksi yang perlu klarifikasi", blocks=tuple(_signs(document["oversight"]))
    )
    yield Chapter(key="tindak-lanjut-lalu", title="Tindak lanjut triwulan lalu", blocks=tuple(_followed(document)))
    yield Chapter(key="rekomendasi", title="Rekomendasi", blocks=(_advice(document),))
    yield Chapter(
        key="penutup",
        title="Penutup",
        blocks=(Paragraph("Demikian laporan ini disampaikan sebagai bahan pengambilan keputusan Pimpinan."),),
    )


def _opening(document: Plain) -> str:
    return (
        f"Hasil berikut kumulatif dari 1 Januari sampai {date_words(document['report']['cut_off'])}. Setiap angka "
        "berasal dari berkas beku yang sidiknya tercantum pada lampiran terakhir."
    )


def _shelves(document: Plain) -> Iterator[Block]:
    letter = document["letter"]
    found = letter["shelves"]
    open_now, told = found["by_state"].get(EtalaseState.ACTIVE.value, 0), document["catalogue"]
    if not open_now and not any(told.values()):
        yield Paragraph("Belum ada etalase, produk, atau usulan etalase di Belanja pada saat laporan dibekukan.")
        return
    opened = sum(month["opened"] for month in found["months"])
    yield Paragraph(
        f"{text.capital_first(text.count_words(open_now))} etalase terbuka pada saat laporan dibekukan; "
        f"{text.count_words(opened)} dibuka dalam triwulan ini dan {text.count_words(found['young'])} masih terlalu "
        f"muda untuk dinilai penjualannya. Tanpa pesanan sejak {date_words(found['without_sale_since'])}: "
        f"{text.count_words(len(found['without_sale']))}. Rinciannya dalam lampiran L5."
    )
    yield Table(
        key="produk-baru",
        title="Produk dan penyedia katalog",
        sheet="L5 Produk baru",
        columns=(
            Column("apa", "Yang dihitung", weight=40),
            Column("semua", "Pada saat dibekukan", Kind.COUNT, 14),
            Column("baru", "Baru", Kind.COUNT, 14, "dalam triwulan ini"),
        ),
        rows=(
            ("Produk tayang", told["listed"], told["listed_new"]),
            ("Penyedia dengan produk tayang", told["firms"], told["firms_new"]),
            ("Usulan etalase yang masih berjalan", told["proposals_open"], told["proposals_new"]),
        ),
        note="Baru: pertama kali tayang (usulan: diajukan) dalam triwulan ini dan tercatat di Belanja.",
    )


def _signs(told: Plain) -> Iterator[Block]:
    families: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in told["asked"]:
        sums = families[one["family"]]
        for place, name in enumerate(("count", "strong", "answered")):
            sums[place] += one[name]
    whole = [sum(sums[place] for sums in families.values()) for place in range(3)]
    cases = sum(row["count"] for row in told["cases"])
    if not told["asked"]:
        yield Paragraph(
            f"Tidak ada transaksi yang perlu klarifikasi pada tahun anggaran ini; kasus yang tercatat {cases}. Tanda "
            "adalah pertanyaan, bukan pelanggaran; yang disajikan hanya jumlahnya."
        )
        return
    yield Paragraph(
        f"{text.capital_first(text.count_words(whole[0]))} transaksi atau kelompok transaksi perlu klarifikasi dan "
        f"{text.count_words(cases)} kasus tercatat pada tahun anggaran ini. Tanda adalah pertanyaan, bukan "
        "pelanggaran; yang disajikan hanya jumlahnya, nama ada pada naskah APIP sendiri. Rinciannya dalam lampiran L7."
    )
    yield Table(
        key="klarifikasi-kelompok",
        title="Tanda yang perlu klarifikasi menurut kelompok",
        sheet="F7 Klarifikasi",
        columns=(
            Column("kelompok", "Kelompok", weight=30),
            Column("jumlah", "Jumlah", Kind.COUNT, 12),
            Column("kuat", "Tanda kuat", Kind.COUNT, 12),
            Column("terjawab", "Terjawab dokumen", Kind.COUNT, 14),
            Column("terbuka", "Belum terjawab", Kind.COUNT, 14),
        ),
        rows=tuple(
            (text.capital_first(family), sums[0], sums[1], sums[2], sums[0] - sums[2])
            for family, sums in sorted(families.items())
        ),
        total=("Jumlah", *whole, whole[0] - whole[2]),
    )


def _followed(document: Plain) -> Iterator[Block]:
    follow, told = document["follow_up"], document["oversight"]
    if follow["report"] is None:
        yield Paragraph("Belum ada laporan triwulan lalu pada tahun anggaran ini, jadi tidak ada yang dibandingkan.")
    else:
        asked, answered = follow["dispositions"]["asked"], follow["dispositions"]["answered"]
        late = follow["dispositions"]["late"]
        yield Paragraph(
            f"Atas {follow['report']['title']} (sampai {date_words(follow['report']['cut_off'])}) Pimpinan memberi "
            f"{text.count_words(asked)} disposisi; {text.count_words(answered)} sudah dijawab dan "
            f"{text.count_words(late)} lewat tenggat. Rincian temuan dalam lampiran L8."
        )
    before = follow["oversight"] or {}
    if not before and not any(row["count"] for part in ("findings", "recommendations") for row in told[part]):
        yield Paragraph("Belum ada temuan atau rekomendasi yang tercatat pada tahun anggaran ini.")
        return
    yield Table(
        key="tindak-lanjut-lalu",
        title="Temuan dan rekomendasi, laporan lalu dan sekarang",
        sheet="F8 Tindak lanjut",
        columns=(
            Column("apa", "Yang ditindaklanjuti", weight=20),
            Column("keadaan", "Keadaan", weight=30),
            Column("dulu", "Laporan lalu", Kind.COUNT, 14),
            Column("kini", "Sekarang", Kind.COUNT, 14),
        ),
        rows=tuple(
            (label, text.capital_first(row["label"]), _before(before, part, row["label"]), row["count"])
            for part, label in (("findings", "Temuan"), ("recommendations", "Rekomendasi"))
            for row in told[part]
        ),
    )


def _before(before: Plain, part: str, label: str) -> int | str:
    rows: list[Plain] = before.get(part, [])
    return next((int(row["count"]) for row in rows if row["label"] == label), "tidak tercatat")


def _advice(document: Plain) -> Table:
    """What is asked, of whom, until when: the last day of the quarter that follows, on which the next report rests."""
    until = _until(document["report"]["year"], document["report"]["quarter"])
    rows = [(decision.asked(document), "Pimpinan"), *_missing(document), *_behind(document), *_outside(document)]
    waiting = sum(one["count"] - one["answered"] for one in document["oversight"]["asked"])
    if waiting:
        rows.append(
            (
                f"Menjawab {text.count_words(waiting)} permintaan atau tanda klarifikasi yang belum terjawab.",
                "Perangkat Daerah dan penyedia yang ditanya, lewat APIP",
            )
        )
    return Table(
        key="rekomendasi-tenggat",
        title="Rekomendasi, kepada siapa, dan tenggatnya",
        sheet="H Rekomendasi",
        columns=(
            Column("no", "No", Kind.COUNT, 4),
            Column("apa", "Rekomendasi", weight=52),
            Column("siapa", "Kepada", weight=26),
            Column("tenggat", "Tenggat", Kind.DAY, 18),
        ),
        rows=tuple((number, what, whom, until) for number, (what, whom) in enumerate(rows, 1)),
    )


def _until(year: int, quarter: int) -> date:
    following = (year, quarter + 1) if quarter < len(periods.QUARTERS) else (year + 1, 1)
    return periods.quarter(*following).last


def _missing(document: Plain) -> Iterator[tuple[str, str]]:
    """Who has to complete what, gathered by post and paper."""
    asked: dict[tuple[str, str], int] = defaultdict(int)
    for item in document["unknowns"]:
        asked[item["owner"], item["document"]] += 1
    for (owner, paper), count in asked.items():
        yield f"Melengkapi {paper} untuk {text.count_words(count)} Perangkat Daerah.", text.capital_first(owner)


def _behind(document: Plain) -> Iterator[tuple[str, str]]:
    target = percent_short(document["provincial"][0]["target_percent"])
    for unit in decision.short_of_target(document)[:3]:
        said = (
            f"Menyusun langkah mencapai {target}: kekurangannya {_short(unit['share']['gap'])}, rencana e-Purchasing "
            f"dalam RUP {_short(unit['plan']['amount'])}."
        )
        yield said, unit["name"]


def _short(written: str | None) -> str:
    """In prose; the exact amount stands in the tables."""
    return text.UNKNOWN if written is None else text.rupiah_short(Decimal(written))


def _outside(document: Plain) -> Iterator[tuple[str, str]]:
    open_rows = [row for row in document["outside"]["rows"] if row["code"] is None]
    amount = sum((Decimal(row["amount"]) for row in open_rows), Decimal(0))
    if amount:
        units = len({row["unit_code"] for row in open_rows})
        yield (
            f"Menyatakan alasan belanja di luar katalog {text.rupiah_short(amount)} yang belum diketahui alasannya.",
            f"{text.capital_first(text.count_words(units))} Perangkat Daerah dalam lampiran L6",
        )

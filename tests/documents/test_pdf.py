"""Papers are PDF/A-2a and PDF/UA-1, say what they were given and nothing else, and come out the same each time."""

import io
from datetime import date
from decimal import Decimal

import pypdf
import pytest

from belanja.documents import qr
from belanja.documents.charts import ranked
from belanja.documents.pdf.content import (
    Block,
    Box,
    Boxes,
    Column,
    Content,
    Heading,
    Letterhead,
    Paragraph,
    Picture,
    Points,
    Run,
    Signature,
    Table,
    Terms,
    Verification,
)
from belanja.documents.pdf.setting import PaperNotSetError, compiled, pdf

ADDRESS = "https://belanja.example.go.id/verifikasi/7K3M-9QXF-2D4T/"
HOSTILE = '#panic("x") *tebal* $x$ <a> @b \\ #import "x" `kode` = judul'


def chart() -> str:
    rows = [
        ranked.ShareRow(name="Dinas Kesehatan", share=Decimal("31.05")),
        ranked.ShareRow(name="Dinas PUPR", share=None, reason="anggaran belum ada"),
    ]
    drawing = ranked.RankedShares(key="porsi", title="Porsi", rows=rows, target=Decimal(30))
    return ranked.draw(drawing, standalone=True)


def table(rows: int = 3, *, wide: bool = False) -> Table:
    return Table(
        title="Capaian per Perangkat Daerah",
        columns=[
            Column(label="No", align="right", weight=4),
            Column(label="Perangkat Daerah", weight=30),
            Column(label="Kontrak", align="right", weight=18, help="rupiah"),
        ],
        rows=[[str(n), f"Dinas {n}", "belum diketahui"] for n in range(rows)],
        total=["", "Jumlah", "Rp5"],
        note="Catatan.",
        wide=wide,
    )


def paper(*blocks: Block, draft: bool = False, page: str = "A4", **more: object) -> Content:
    values: dict[str, object] = {
        "title": "Laporan Contoh",
        "day": date(2025, 10, 10),
        "body": blocks or (Heading("Ringkasan"), Paragraph("Isi.")),
        "number": "0001/LAP/D43/2025",
        "foot": "Belanja",
        "draft": draft,
        "page": page,
    }
    return Content(**(values | more))  # type: ignore[arg-type]  # the keywords of Content


def whole(*, draft: bool = False, page: str = "A4") -> Content:
    return paper(
        Heading("Ringkasan"),
        Boxes([Box(label="e-Purchasing", value="25,88%", word="menuju", detail="Rp1 dari Rp4")]),
        Paragraph(["Sampai ", Run(text="25,88%", strong=True, note="Kontrak dibagi belanja."), HOSTILE]),
        Points(["Satu;", "Dua."], numbered=True),
        Heading("Bagian", level=2),
        Picture(title="Satu dari dua mencapai 30%", alt="Batang mendatar", svg=chart()),
        table(),
        table(wide=True),
        Terms([("Pembilang", "Kontrak")]),
        draft=draft,
        page=page,
        letterhead=Letterhead(
            lines=["PEMERINTAH KABUPATEN CONTOH", "INSPEKTORAT DAERAH"],
            address=["Jalan Contoh 1"],
            emblem='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>',
            emblem_alt="Lambang Kabupaten Contoh",
        ),
        facts=[("Periode", "Triwulan III 2025")],
        signatures=[Signature(post=["Plt. Inspektur Daerah,"], name="Contoh Nama", nip="1", rank="Pembina")],
        verification=Verification(address=ADDRESS, code="7K3M-9QXF-2D4T", number="0001", qr=qr.svg(ADDRESS)),
        annexes=[Heading("Lampiran"), Paragraph("Isi lampiran.")],
    )


def text_of(document: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages)


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("page", ["A4", "F4"])
def test_it_conforms_and_says_what_it_was_given(draft: bool, page: str) -> None:
    document = pdf(whole(draft=draft, page=page))
    reader = pypdf.PdfReader(io.BytesIO(document))
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("id")
    assert reader.metadata is not None
    assert reader.metadata.title == "Laporan Contoh"
    said = " ".join(text_of(document).split())
    for words in (HOSTILE, "INSPEKTORAT DAERAH", "7K3M-9QXF-2D4T", "Kontrak dibagi belanja.", "Plt. Inspektur Daerah,"):
        assert " ".join(words.split()) in said
    assert f"Halaman 1 dari {len(reader.pages)}" in said
    assert ("KONSEP – belum ditandatangani" in said) is draft
    height = reader.pages[0].mediabox.height
    assert round(float(height) / 72 * 25.4) == (330 if page == "F4" else 297)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert pdf(whole()) == pdf(whole())


def test_a_long_table_repeats_its_head() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf(paper(table(200)))))
    assert len(reader.pages) > 3
    for number, page in enumerate(reader.pages, start=1):
        said = page.extract_text()
        assert "Perangkat Daerah" in said
        assert f"Halaman {number} dari {len(reader.pages)}" in said


@pytest.mark.parametrize("lines", [26, 33, 36])
@pytest.mark.parametrize("signers", [1, 2])
def test_no_page_holds_a_signature_without_words_or_a_code_alone(lines: int, signers: int) -> None:
    document = pdf(
        paper(
            Points([f"Butir {n}." for n in range(lines)]),
            Paragraph("Kata terakhir."),
            Paragraph("Contoh: angkanya rekaan."),
            signatures=[Signature(post=["Kepala,"], name=f"Nama {n}") for n in range(signers)],
            verification=Verification(address=ADDRESS, code="7K3M-9QXF-2D4T", number="0001", qr=qr.svg(ADDRESS)),
        )
    )
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages]
    [with_code] = [page for page in pages if "7K3M-9QXF-2D4T" in page]
    for words in ("Kata terakhir.", "rekaan", *(f"Nama {n}" for n in range(signers))):
        assert words in with_code, words


def test_more_who_sign_than_a_page_holds_go_on_to_the_next() -> None:
    signatures = [Signature(post=["Anggota,"], name=f"Nama {n}") for n in range(9)]
    pages = pypdf.PdfReader(io.BytesIO(pdf(paper(signatures=signatures)))).pages
    assert len(pages) == 2
    assert "Isi." in pages[0].extract_text()
    assert "Nama 8" in pages[1].extract_text()


def test_only_embedded_fonts_are_used() -> None:
    fonts = set()
    for page in pypdf.PdfReader(io.BytesIO(pdf(whole()))).pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            fonts.add(str(below["/BaseFont"]).split("+")[-1])
            assert {"/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"].get_object())
    assert fonts <= {
        "LibertinusSerif-Regular",
        "LibertinusSerif-Bold",
        "LibertinusSerif-Italic",
        "DejaVuSansMono",
    }


def test_a_heading_that_jumps_a_level_is_refused_by_the_standard() -> None:
    with pytest.raises(PaperNotSetError, match=r"heading|PDF/UA"):
        pdf(paper(Heading("Satu"), Heading("Tiga", level=3)))


def test_a_picture_without_words_is_refused() -> None:
    with pytest.raises(PaperNotSetError, match="alt"):
        data = whole().as_data()
        for block in data["body"]:
            if block["is"] == "picture":
                block["alt"] = None
        compiled("paper.typ", data)


def test_a_row_of_the_wrong_width_is_refused() -> None:
    with pytest.raises(ValueError, match="cells"):
        paper(Table(title="x", columns=[Column(label="a")], rows=[["1", "2"]])).as_data()


@pytest.mark.parametrize("address", ["/etc/hostname", "../setting.py", "base.typ", "https://example.com/a.png"])
def test_a_drawing_cannot_fetch_files(address: str) -> None:
    data = whole().as_data()
    data["letterhead"]["emblem"] = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
        f'<image xlink:href="{address}" width="9" height="9"/></svg>'
    )
    with pytest.raises(PaperNotSetError):
        compiled("paper.typ", data)

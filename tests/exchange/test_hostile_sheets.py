"""Sheets that are broken, too large, or would do something: refused with words that say what to do, and never run."""

import io
import zipfile

import pytest

from belanja.catalogue.models import Offer
from belanja.exchange import downloads, services
from belanja.exchange.models import Upload
from belanja.rules.decisions import RuleBroken
from tests.exchange.sheets import GOOD, applied, book, cells, filled, sent, template
from tests.support.listings import shop

pytestmark = pytest.mark.django_db


def changed(content: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with one of its parts written otherwise."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            result.writestr(name, text)
    return target.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return target.getvalue()


GOODS = [list(GOOD), list(GOOD.values())]
SHEET = "xl/worksheets/sheet1.xml"
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet '


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", changed(book(GOODS), SHEET, "<v>500</v>", "<f>1+1</f><v>500</v>"), "memuat rumus"),
        ("a.xlsx", changed(book(GOODS), SHEET, "<worksheet ", XXE), "rujukan luar"),
        ("a.xlsx", with_part(book(GOODS), "xl/vbaProject.bin", b"x"), "makro"),
        ("a.xlsx", with_part(book(GOODS), "xl/media/besar.bin", b"\0" * 90_000_000), "mengembang"),
        ("a.xlsx", changed(book(GOODS), SHEET, 'r="A2"', 'r="XFD900000"'), "terlalu luas"),
        ("a.xlsx", book(GOODS)[:-200], "terputus atau rusak"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 500, "rusak"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "Excel lama atau dikunci"),
        ("a.xlsx", b"<html><table><tr><td>x</td></tr></table></html>", "bukan lembar kerja"),
        ("a.xlsx", book([["Nama produk", "Nama produk"], ["a", "b"]]), "dipakai dua kali"),
        ("a.xlsx", book([["Nama produk", "Merek", ""], ["a", "b", 3]]), "tidak berjudul"),
        ("a.xlsx", book([["Nama produk", "Merek"]]), "tidak memuat baris"),
        ("a.csv", b'Nama produk,Merek\nKertas,"Rinjani', "terputus di dalam tanda kutip"),
        ("a.csv", b"Nama produk,Merek\nKer\0tas,Rinjani\n", "NUL"),
        ("a.csv", b"Nama produk,Merek\nKertas\n", "1 kolom"),
        ("a.csv", "Nama produk,Merek\nKertas,Rinjåni\n".encode("latin-1"), "UTF-8"),
    ],
)
def test_what_cannot_be_trusted_is_refused_in_words(name: str, content: bytes, words: str) -> None:
    mine = shop()
    upload = sent(mine, content, name)
    assert upload.state == Upload.State.REFUSED
    assert words in upload.refusal
    assert name in upload.refusal
    assert bytes(upload.content) == b""
    assert not Offer.objects.filter(seller__firm=mine.firm).exists()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsm", b"PK", "sheet_macros"),
        ("a.exe", b"MZ", "sheet_kind"),
        ("../../a", b"x", "sheet_kind"),
        ("a.xlsx", b"\0" * 20 * 1024 * 1024 + b"x", "sheet_too_large"),
    ],
)
def test_what_is_no_sheet_is_not_even_kept(name: str, content: bytes, code: str) -> None:
    mine = shop()
    with pytest.raises(RuleBroken) as refused:
        sent(mine, content, name)
    assert refused.value.code == code
    assert not Upload.objects.exists()


def test_too_many_rows_are_refused() -> None:
    mine = shop()
    lines = ["Nama produk,Nomor artikel"] + [f"Barang nomor {n},N{n}" for n in range(20_001)]
    upload = sent(mine, "\n".join(lines).encode(), "a.csv")
    assert upload.state == Upload.State.REFUSED
    assert "20.000 baris" in upload.refusal
    assert not upload.rows.exists()


@pytest.mark.parametrize(
    "evil", ['=HYPERLINK("http://jahat","x")', "+1+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "<r>x</r>"]
)
def test_texts_that_look_like_formulas_stay_texts_in_every_file(evil: str) -> None:
    mine = shop()
    upload = applied(
        mine, sent(mine, filled(template(mine), new=[{**GOOD, "Uraian": evil, "Nomor artikel": evil[:60]}]))
    )
    assert upload.counts["diterapkan"] == 1
    for content in (template(mine), downloads.coloured(upload_id=upload.pk, actor=mine.owner).content):
        rows = cells(content)
        assert rows[1][rows[0].index("Uraian")] == evil
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sheet = archive.read(SHEET).decode()
            assert "<f>" not in sheet
            assert "<hyperlink" not in sheet
    assert sent(mine, template(mine)).counts == {"sama": 1, "baris": 1}


def test_one_firm_cannot_fill_the_line() -> None:
    mine = shop()
    for _ in range(5):
        services.receive_sheet(
            firm_id=mine.firm.pk, government_id=mine.government.pk, etalase_id=mine.etalase.pk, file_name="a.xlsx",
            content=book(GOODS), actor=mine.owner,
        )  # fmt: skip
    with pytest.raises(RuleBroken) as refused:
        sent(mine, book(GOODS))
    assert refused.value.status == 409
    assert Upload.objects.count() == 5

"""A signed copy comes back: what it shows is said, hostile files are refused, and nothing claims a signature."""

import io
import zlib
from collections.abc import Callable
from datetime import date, datetime
from functools import cache

import pypdf
import pytest
from django.db import DatabaseError, transaction
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, create_string_object

from belanja.documents import intake, reading, services
from belanja.documents.models import Paper, SignedCopy
from belanja.rules.decisions import RuleBroken
from belanja.rules.papers import CopyState, Finding, State, Way

from .papers import Office, issued, office, words

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 30)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
FIRST, SECOND = "Sampai 31 Maret 2026 tercapai 25,88% dari belanja pengadaan.", "Rp1.234.567.890 dari Rp4.770.000.000."


@cache
def the_issued() -> bytes:
    return words(FIRST, SECOND)


@pytest.fixture
def desk(db: None, freeze: Callable[[date | datetime], datetime]) -> Office:
    freeze(date(2026, 3, 31))
    return office()


@pytest.fixture
def paper(desk: Office) -> Paper:
    return issued(desk, content=the_issued())


def returned(desk: Office, paper: Paper, content: bytes, name: str = "salinan.pdf", note: str = "") -> SignedCopy:
    return services.receive_copy(
        paper_id=paper.pk,
        file_name=name,
        content=content,
        way=Way.BSRE,
        signed_on=DAY,
        actor=desk.apip,
        note=note,
    )


def updated(content: bytes) -> bytes:
    """The issued file with a mark added as an incremental update, as signing programs write it."""
    writer = pypdf.PdfWriter(io.BytesIO(content), incremental=True)
    writer.add_annotation(0, FreeText(text="Ditandatangani", rect=(50, 50, 200, 80)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def rewritten(content: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(content)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_incremental_update_is_the_same_with_something_added(desk: Office, paper: Paper) -> None:
    content = updated(the_issued())
    assert content.startswith(the_issued())
    copy = returned(desk, paper, content)
    paper.refresh_from_db()
    assert (copy.finding, copy.state, paper.status) == (Finding.EXTENDED, CopyState.ACCEPTED, State.SIGNED)
    assert "BSrE" not in State.SIGNED.label
    assert "diterima" in State.SIGNED.label


def test_a_rewritten_file_with_the_same_text_is_accepted(desk: Office, paper: Paper) -> None:
    copy = returned(desk, paper, rewritten(the_issued()))
    assert (copy.finding, copy.state) == (Finding.SAME_TEXT, CopyState.ACCEPTED)


def test_the_same_bytes_hold_no_signature(desk: Office, paper: Paper) -> None:
    copy = returned(desk, paper, the_issued())
    paper.refresh_from_db()
    assert (copy.finding, copy.state, paper.status) == (Finding.IDENTICAL, CopyState.WAITING, State.ISSUED)


def test_another_figure_is_found_and_waits_for_a_second_person(desk: Office, paper: Paper) -> None:
    other = words(
        "Sampai 31 Maret 2026 tercapai 35,88% dari belanja pengadaan.", "Rp1.234.567.890 dari Rp4.770.000.000."
    )
    copy = returned(desk, paper, other)
    paper.refresh_from_db()
    assert (copy.finding, copy.state, paper.status) == (Finding.DIFFERENT, CopyState.WAITING, State.ISSUED)
    assert copy.detail["pages"] == [{"page": 1, "issued": "25,88%", "returned": "35,88%"}]
    with pytest.raises(RuleBroken) as refused:
        services.decide_copy(copy_id=copy.pk, accept=True, reason="Sudah saya periksa.", actor=desk.apip)
    assert refused.value.code == "four_eyes"
    with pytest.raises(RuleBroken):
        services.decide_copy(copy_id=copy.pk, accept=True, reason="", actor=desk.second)
    services.decide_copy(copy_id=copy.pk, accept=False, reason="Angkanya diubah.", actor=desk.second)
    paper.refresh_from_db()
    assert paper.status is State.ISSUED
    with pytest.raises(RuleBroken) as refused:
        services.decide_copy(copy_id=copy.pk, accept=True, reason="Berubah pikiran.", actor=desk.second)
    assert refused.value.code == "copy_decided"


def test_a_word_put_in_between_is_a_difference_and_a_mark_at_the_end_is_not(desk: Office, paper: Paper) -> None:
    inserted = words(FIRST.replace("tercapai", "tidak tercapai"), SECOND)
    assert returned(desk, paper, inserted).finding == Finding.DIFFERENT
    over = updated(the_issued())[: len(the_issued())] + b"\n% lain\n"
    assert returned(desk, paper, over).finding == Finding.EXTENDED


def test_an_update_that_paints_other_words_over_the_page_is_found(desk: Office, paper: Paper) -> None:
    """The issued bytes are its beginning, and yet it shows something else."""
    writer = pypdf.PdfWriter(io.BytesIO(the_issued()), incremental=True)
    fake = pypdf.PdfReader(io.BytesIO(words("Tercapai 99,99% dari belanja pengadaan.")))
    writer.pages[0][NameObject("/Contents")] = writer._add_object(fake.pages[0].get_contents().clone(writer))  # type: ignore[union-attr]
    writer.pages[0][NameObject("/Resources")] = fake.pages[0]["/Resources"].clone(writer)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(the_issued())
    assert returned(desk, paper, out.getvalue()).finding == Finding.DIFFERENT


@pytest.mark.parametrize(("name", "content"), [("pindai.png", PNG), ("foto.jpeg", b"\xff\xd8\xff\xe0" + b"\0" * 30)])
def test_an_image_needs_a_person_who_looked(desk: Office, paper: Paper, name: str, content: bytes) -> None:
    with pytest.raises(RuleBroken) as refused:
        returned(desk, paper, content, name)
    assert refused.value.code == "note_missing"
    copy = returned(desk, paper, content, name, note="Tiga halaman sama, tanda tangan basah di halaman 3.")
    paper.refresh_from_db()
    assert (copy.finding, copy.state, paper.status) == (Finding.NOT_COMPARABLE, CopyState.ACCEPTED, State.SIGNED)


def bomb() -> bytes:
    """A page whose stream grows to a gigabyte."""
    stream = zlib.compress(b"\0" * 1_000_000_000, 9)
    head = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>endobj\n"
    body = b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n" % (len(stream), stream)
    return head + page + body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


def locked() -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(the_issued())))
    writer.encrypt("rahasia", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def circular() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def cut() -> bytes:
    return the_issued()[: len(the_issued()) // 2]


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [lambda: b"%PDF-1.7\n", lambda: b"%PDF-1.7\n" + b"\xff" * 100_000, cut, circular, locked, bomb],
    ids=["head", "noise", "cut", "circular", "locked", "bomb"],
)
def test_files_that_cannot_be_read_are_for_a_person(desk: Office, paper: Paper, make: Callable[[], bytes]) -> None:
    content = make()
    with pytest.raises(RuleBroken) as refused:
        returned(desk, paper, content)
    assert refused.value.code == "note_missing"
    assert not SignedCopy.objects.exists()


def test_a_file_that_acts_is_refused(desk: Office, paper: Paper) -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(the_issued())))
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): create_string_object("app.alert(1)")}
    )
    writer._root_object[NameObject("/AA")] = DictionaryObject({NameObject("/WC"): script})
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(RuleBroken) as refused:
        returned(desk, paper, out.getvalue())
    assert refused.value.code == "file_acts"
    launched = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(the_issued())))
    launched._root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): create_string_object("cmd.exe")}
    )
    out = io.BytesIO()
    launched.write(out)
    assert reading.text_of(out.getvalue()) == reading.Read(pages=reading.text_of(the_issued()).pages, active=True)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "file_empty"),
        ("a.pdf", b"<html><script>alert(1)</script>", "file_kind"),
        ("a.pdf", b"MZ\x90\0", "file_kind"),
        ("a.pdf", b"PK\x03\x04", "file_kind"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_kind"),
    ],
)
def test_other_files_are_refused_by_their_bytes(name: str, content: bytes, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        intake.copy(name, content)
    assert refused.value.code == code


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "LARGEST_COPY", 100)
    with pytest.raises(RuleBroken) as refused:
        intake.copy("a.pdf", b"%PDF-" + b"0" * 100)
    assert refused.value.code == "file_too_large"


@pytest.mark.parametrize(
    ("name", "tame"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\x\\laporan akhir.pdf.exe", "laporan-akhir-pdf.pdf"),
        ("\r\nSet-Cookie: x", "Set-Cookie-x.pdf"),
        ("", "salinan.pdf"),
    ],
)
def test_names_are_tamed(name: str, tame: str) -> None:
    assert intake.copy(name, b"%PDF-1.7").name == tame


def test_bytes_of_a_copy_never_change(desk: Office, paper: Paper) -> None:
    copy = returned(desk, paper, rewritten(the_issued()))
    for change in (
        lambda: SignedCopy.objects.filter(pk=copy.pk).update(content=b"x"),
        lambda: SignedCopy.objects.filter(pk=copy.pk).update(finding=Finding.EXTENDED),
        lambda: SignedCopy.objects.filter(pk=copy.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(RuleBroken) as refused:
        returned(desk, paper, rewritten(the_issued()))
    assert refused.value.code == "copy_known"


def test_who_may_not_receives_nothing(desk: Office, paper: Paper) -> None:
    with pytest.raises(RuleBroken) as refused:
        services.receive_copy(
            paper_id=paper.pk, file_name="a.pdf", content=PNG, way=Way.WET, signed_on=DAY, actor=desk.stranger
        )
    assert refused.value.status in (403, 404)
    services.cancel_paper(paper_id=paper.pk, reason="Angkanya keliru.", actor=desk.apip)
    with pytest.raises(RuleBroken) as refused:
        returned(desk, paper, rewritten(the_issued()))
    assert refused.value.code == "paper_ended"

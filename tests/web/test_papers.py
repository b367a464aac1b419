"""Papers at work: number, signed copy, decision of a second person, withdrawal; letterheads and signatories."""

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from belanja.documents.models import Letterhead, Paper, Signatory
from belanja.foundation import clock
from belanja.rules.duties import Role
from belanja.rules.papers import CopyState, State
from tests.documents.papers import Office, issued, office, words
from tests.support.officers import sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Office:
    return office()


@pytest.fixture
def apip(desk: Office) -> Client:
    return sitting(desk.government, Role.APIP)


@pytest.fixture
def paper(desk: Office) -> Paper:
    return issued(desk, content=words("Tercapai 25,88% dari belanja pengadaan."))


def address(name: str, paper: Paper, *more: object) -> str:
    return reverse(f"papers:{name}", args=["D43", paper.pk, *more])


def hand_in(client: Client, paper: Paper, content: bytes, note: str = "") -> str:
    answer = client.post(
        address("receive", paper),
        {
            "berkas": SimpleUploadedFile("salinan.pdf", content),
            "cara": "basah",
            "tanggal": clock.today().isoformat(),
            "catatan": note,
        },
        follow=True,
    )
    return answer.content.decode()


def test_a_paper_is_read_numbered_and_returned(apip: Client, paper: Paper) -> None:
    page = apip.get(address("paper", paper)).content.decode()
    file = paper.files.get()
    assert file.sha256 in page
    answer = apip.get(address("file", paper, file.pk))
    assert (answer.content, answer["Content-Disposition"]) == (
        bytes(file.content),
        'attachment; filename="laporan.pdf"',
    )
    answer = apip.post(
        address("number", paper), {"nomor": "7/Insp/2026", "tanggal": "2026-03-31", "asal": "agenda"}, follow=True
    )
    assert "7/Insp/2026 tanggal 31 Maret 2026 (dari buku agenda" in answer.content.decode()
    out = io.BytesIO()
    pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(bytes(file.content)))).write(out)
    assert "teks setiap halaman sama" in hand_in(apip, paper, out.getvalue())
    paper.refresh_from_db()
    assert paper.status is State.SIGNED


def test_a_copy_that_differs_is_decided_by_a_second_person(desk: Office, apip: Client, paper: Paper) -> None:
    page = hand_in(apip, paper, words("Tercapai 35,88% dari belanja pengadaan."))
    assert "menunggu keputusan orang kedua" in page
    assert "35,88%" in page
    copy = paper.copies.get()
    given = {"putusan": "tolak", "alasan": "Angkanya tidak sama."}
    own = apip.post(address("decide", paper, copy.pk), given)
    assert own.status_code == 422
    assert "orang kedua" in own.content.decode()
    second = sitting(desk.government, Role.KEPALA_BIRO_PBJ)
    assert "Salinan ditolak." in second.post(address("decide", paper, copy.pk), given, follow=True).content.decode()
    copy.refresh_from_db()
    assert copy.state == CopyState.REFUSED


def test_a_scan_without_a_word_is_asked_for_one(apip: Client, paper: Paper) -> None:
    scan = b"\x89PNG\r\n\x1a\n1"
    assert "Bandingkan halaman demi halaman" in hand_in(apip, paper, scan)
    assert "diperiksa oleh orang" in hand_in(apip, paper, scan, "Dua halaman sama semua.")


def test_a_hostile_upload_changes_nothing(apip: Client, paper: Paper) -> None:
    assert "harus PDF" in hand_in(apip, paper, b"<html><script>alert(1)</script>")
    assert not paper.copies.exists()


def test_withdrawing_is_for_who_issues(desk: Office, apip: Client, paper: Paper) -> None:
    given = {"alasan": "Angkanya keliru satu unit."}
    assert sitting(desk.government, Role.BIRO_PBJ).post(address("cancel", paper), given).status_code == 404
    assert "dibatalkan" in apip.post(address("cancel", paper), given, follow=True).content.decode()
    assert apip.get(address("number", paper)).status_code == 200
    assert (
        apip.post(address("number", paper), {"nomor": "1", "tanggal": "2026-01-01", "asal": "agenda"}).status_code
        == 422
    )


def test_a_letterhead_is_written_and_looked_at(desk: Office) -> None:
    clerk = sitting(desk.government, Role.BIRO_PBJ)
    here = reverse("papers:letterheads", args=["D43"])
    emblem = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'
    given = {"baris": "PEMERINTAH\nINSPEKTORAT", "kertas": "F4", "tempat": "Serang"}
    bad = clerk.post(here, given | {"lambang": SimpleUploadedFile("a.svg", emblem.replace(b"circle", b"script"))})
    assert bad.status_code == 422
    assert not Letterhead.objects.exists()
    clerk.post(here, given | {"lambang": SimpleUploadedFile("a.svg", emblem)})
    letterhead = Letterhead.objects.get()
    assert (letterhead.lines, letterhead.page) == (["PEMERINTAH", "INSPEKTORAT"], "F4")
    answer = clerk.get(reverse("papers:sample", args=["D43"]))
    text = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "INSPEKTORAT" in text
    assert "KONSEP" in text


def test_a_signatory_is_named_ended_and_erased(desk: Office) -> None:
    head = sitting(desk.government, Role.KEPALA_BIRO_PBJ)
    here = reverse("papers:signatories", args=["D43"])
    given = {
        "jabatan": "Inspektur Daerah",
        "status": "plt",
        "nama": "Contoh Nama",
        "nip": "1970",
        "mulai": "2026-01-01",
    }
    assert "memerlukan tanggal akhir" in head.post(here, given).content.decode()
    head.post(here, given | {"sampai": "2099-01-01"})
    signatory = Signatory.objects.get()
    assert "Contoh Nama" in head.get(here).content.decode()
    erase = reverse("papers:erase_signatory", args=["D43", signatory.pk])
    assert "Akhiri dahulu" in head.post(erase, {"yakin": "on"}).content.decode()
    head.post(reverse("papers:end_signatory", args=["D43", signatory.pk]), {"pada": clock.today().isoformat()})
    head.post(erase, {"yakin": "on"})
    signatory.refresh_from_db()
    assert signatory.name == ""
    assert "Contoh Nama" not in head.get(here).content.decode()
    assert signatory.official.valid_from == date(2026, 1, 1)

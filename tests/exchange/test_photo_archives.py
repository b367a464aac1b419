"""Photos in an archive find their listings by article number; an archive that plays tricks is refused whole."""

import io
import struct
import zipfile

import pytest

from belanja.catalogue.models import Photo
from belanja.exchange import services
from belanja.exchange.models import Upload, UploadRow
from belanja.exchange.photo_names import matched
from belanja.notices.models import Notice
from belanja.rules.decisions import RuleBroken
from tests.exchange.sheets import worked
from tests.support.firms import member, registered
from tests.support.listings import Shop, shop
from tests.support.pictures import giant, photo

pytestmark = pytest.mark.django_db


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def sent(mine: Shop, content: bytes) -> Upload:
    return worked(
        services.receive_photos(
            firm_id=mine.firm.pk, government_id=mine.government.pk, file_name="foto.zip", content=content,
            actor=mine.owner,
        )
    )  # fmt: skip


def test_names_lead_to_listings() -> None:
    numbers = {"A-12": 1, "A": 2, "B/7": 3}
    found = matched(["x/a-12.jpg", "A-12-2.png", "A (3).jpg", "B-7.JPG", "A_1.jpg", "C.jpg"], numbers)
    assert [(one.path, one.offer_id, one.order) for one in found] == [
        ("x/a-12.jpg", 1, 0),
        ("A-12-2.png", 1, 2),
        ("A_1.jpg", 2, 1),
        ("A (3).jpg", 2, 3),
        ("B-7.JPG", 3, 0),
        ("C.jpg", None, 0),
    ]


def test_photos_are_added_told_and_taken_back() -> None:
    mine = shop()
    made = mine.draft(number="HVS/80")
    files = {
        "foto/HVS-80-2.jpg": photo(colour="#23356b"),
        "foto/HVS-80.png": photo("PNG"),
        "foto/LAIN.jpg": photo(),
        "foto/HVS-80-3.jpg": b"bukan foto",
        "foto/HVS-80-4.png": giant(60_000, 60_000),
        "__MACOSX/foto/._HVS-80.png": b"x",
        "foto/.DS_Store": b"x",
    }
    upload = sent(mine, zipped(files))
    assert (upload.state, upload.counts) == (
        Upload.State.DONE,
        {"foto": 5, "diterapkan": 2, "sama": 0, "ditolak": 3, "dibatalkan": 0},
    )
    assert [one.position for one in made.photos.all()] == [0, 1]
    told = {row.name: row.note for row in upload.rows.filter(outcome=UploadRow.Outcome.REFUSED)}
    assert "LAIN" in told["LAIN.jpg"]
    assert "bukan foto" in told["HVS-80-3.jpg"]
    assert "64 juta titik" in told["HVS-80-4.png"]
    notice = Notice.objects.get()
    assert (notice.to_user_id, notice.text) == (mine.owner.user_id, "Foto dari foto.zip selesai ditambahkan.")
    assert notice.link == f"/usaha/{mine.firm.pk}/lembar/{upload.pk}/"
    again = sent(mine, zipped(files))
    assert (again.counts["diterapkan"], again.counts["sama"]) == (0, 2)
    back = worked(services.undo_photos(upload_id=upload.pk, actor=mine.owner))
    assert (back.state, back.counts["dibatalkan"]) == (Upload.State.UNDONE, 2)
    assert not Photo.objects.exists()


def lying(content: bytes) -> bytes:
    """An archive whose directory says that a part is small."""
    place = content.index(b"PK\x01\x02") + 24
    return content[:place] + struct.pack("<L", 10) + content[place + 4 :]


def linked() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        entry = zipfile.ZipInfo("A.jpg")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return target.getvalue()


def locked() -> bytes:
    content = bytearray(zipped({"A.jpg": photo()}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def many() -> bytes:
    return zipped({f"{number}.jpg": b"" for number in range(2001)})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped({"../A.jpg": photo()}), "menunjuk ke luar"),
        (zipped({"/etc/A.jpg": photo()}), "menunjuk ke luar"),
        (zipped({"a/../../A.jpg": photo()}), "menunjuk ke luar"),
        (zipped({"C:\\A.jpg": photo()}), "menunjuk ke luar"),
        (zipped({"..\\A.jpg": photo()}), "menunjuk ke luar"),
        (linked(), "menunjuk ke luar"),
        (locked(), "kata sandi"),
        (many(), "2.000 foto"),
        (zipped({}), "tidak memuat foto"),
        (zipped({"A.jpg": photo()})[:-30], "rusak"),
        (zipped({"A.jpg": photo()}) + b"x", "rusak"),
        (lying(zipped({"A.jpg": photo()})), "rusak"),
        (zipped({"A.jpg": b"\0" * 300_000_000}), "tidak diterima|12 MB"),
    ],
)
def test_archives_that_play_tricks_are_refused(content: bytes, words: str) -> None:
    mine = shop()
    mine.draft(number="A")
    upload = sent(mine, content)
    told = upload.refusal + "".join(upload.rows.values_list("note", flat=True))
    assert any(word in told for word in words.split("|")), told
    assert "foto.zip" in told or "A.jpg" in told
    assert not Photo.objects.exists()


def test_what_is_no_archive_and_who_is_a_stranger() -> None:
    mine = shop()
    for content, code in ((b"GIF89a", "archive_kind"), (b"PK" + b"\0" * 64 * 1024 * 1024, "archive_too_large")):
        with pytest.raises(RuleBroken) as refused:
            sent(mine, content)
        assert refused.value.code == code
    stranger = member(registered(mine.government))
    with pytest.raises(RuleBroken) as refused:
        services.receive_photos(
            firm_id=mine.firm.pk, government_id=mine.government.pk, file_name="a.zip", content=zipped({}),
            actor=stranger,
        )  # fmt: skip
    assert refused.value.status == 404
    assert not Upload.objects.exists()

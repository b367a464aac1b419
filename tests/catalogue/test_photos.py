"""Photos of listings: written anew, without what a telephone or a stranger put beside the picture."""

import io
import zipfile

import pytest
from django.test import Client
from PIL import Image

from belanja.catalogue import selectors, services
from belanja.catalogue.models import Offer, Photo, PhotoFile
from belanja.catalogue.photos.rewriting import as_jpegs, rewritten
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import ListingState
from tests.catalogue.worlds import offer, product, shelf
from tests.support.firms import member, registered
from tests.support.people import hired
from tests.support.pictures import giant, photo, telephone_photo

pytestmark = pytest.mark.django_db


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_photo_of_a_telephone_stands_upright_and_tells_no_place() -> None:
    made = rewritten(telephone_photo(), name="IMG_1.jpg")
    large, small = opened(made.large.content), opened(made.small.content)
    assert (large.format, large.size) == ("WEBP", (480, 640))
    assert small.size == (240, 320) == (made.small.width, made.small.height)
    for picture in (made.large.content, made.small.content):
        assert b"KameraRahasia" not in picture
        assert b"Exif" not in picture
        assert not opened(picture).getexif()


@pytest.mark.parametrize(
    ("form", "more"),
    [("PNG", {}), ("WEBP", {}), ("JPEG", {"progressive": True})],
)
def test_other_forms_are_taken(form: str, more: dict[str, object]) -> None:
    assert rewritten(photo(form, **more), name="a").large.width == 640


def test_see_through_pictures_lie_on_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(target, "PNG")
    assert opened(rewritten(target.getvalue(), name="a.png").large.content).getpixel((9, 9)) == (255, 255, 255)


def test_large_photos_become_small_files() -> None:
    made = rewritten(photo(size=(4000, 3000)), name="a.jpg")
    assert (made.large.width, made.large.height) == (1280, 960)
    one, other = as_jpegs([made.large.content, made.small.content])
    assert [(opened(content).format, opened(content).width) for content in (one, other)] == [
        ("JPEG", 1280),
        ("JPEG", 320),
    ]


def test_a_pictures_trailer_stays_behind() -> None:
    """Telephones hang films and depth maps behind a photo; they are no fault, and they do not come along."""
    made = rewritten(photo() + b"SEFT film" * 1000, name="a.jpg")
    assert b"film" not in made.large.content


def archive_in(picture: bytes) -> bytes:
    target = io.BytesIO(picture)
    target.seek(0, 2)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("jahat.class", b"x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"bukan gambar", "type"),
        (b"GIF89a" + b"\0" * 50, "type"),
        (b"%PDF-1.7\n" + photo(), "type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "type"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "heic"),
        (b"\xff\xd8\xff" + b"a" * 5000, "type"),
        (photo()[: len(photo()) // 2], "broken"),
        (photo("PNG")[:-40], "broken"),
        (photo(size=(299, 900)), "small"),
        (giant(60_000, 60_000), "pixels"),
        (giant(7_000, 7_000), "broken"),
        (photo() + b"\0" * 12 * 1024 * 1024, "large"),
        (archive_in(photo()), "disguised"),
        (photo(comment=b"<script>alert(1)</script>"), "disguised"),
        (photo(comment=b"<?php system(1); ?>"), "disguised"),
        (photo(comment=b"%PDF-1.4 1 0 obj"), "disguised"),
    ],
)
def test_what_is_no_photo_is_refused_with_file_and_remedy(content: bytes, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        rewritten(content, name="x/../toko.jpg")
    assert refused.value.code == f"photo_{code}"
    assert refused.value.status == 422
    assert "toko.jpg" in refused.value.message
    assert len(refused.value.message.split(". ")) >= 2


def listing() -> tuple[Offer, Actor]:
    """A draft of a registered firm and somebody who acts for it."""
    government = Government.objects.get(code="D43")
    firm = registered(government)
    front = services.storefront(firm_id=firm.pk, government_id=government.pk)
    made = offer(product(shelf("makanan", "Makanan"), "Emping Melinjo"), front, state=ListingState.DRAFT)
    return made, member(firm)


def test_a_firm_adds_orders_describes_and_removes_photos() -> None:
    made, owner = listing()
    files = [("a.jpg", photo()), ("b.png", photo("PNG", colour="#23356b"))]
    added = services.add_photos(offer_id=made.pk, files=files, actor=owner)
    assert [one.alt_text for one in added.photos] == ["Foto Emping Melinjo", "Foto Emping Melinjo (2)"]
    again = services.add_photos(offer_id=made.pk, files=files, actor=owner)
    assert (again.photos, again.known) == ((), 2)
    first, second = (one.pk for one in added.photos)
    services.arrange_photos(offer_id=made.pk, order=[second, first], words={second: "Emping dalam toples"}, actor=owner)
    shown = selectors.photos_of([made.pk])[made.pk]
    assert [(one.id, one.alt_text) for one in shown] == [
        (second, "Emping dalam toples"),
        (first, "Foto Emping Melinjo"),
    ]
    assert selectors.first_photos([made.pk])[made.pk].id == second
    services.remove_photo(offer_id=made.pk, photo_id=second, actor=owner)
    services.remove_photo(offer_id=made.pk, photo_id=second, actor=owner)
    assert list(Photo.objects.values_list("pk", "position")) == [(first, 0)]
    assert PhotoFile.objects.count() == 1
    told = Event.objects.filter(name__startswith="catalogue.photo").order_by("pk")
    assert list(told.values_list("name", flat=True)) == [
        "catalogue.photos_added",
        "catalogue.photos_arranged",
        "catalogue.photo_removed",
    ]


def test_all_photos_or_none() -> None:
    made, owner = listing()
    with pytest.raises(RuleBroken):
        services.add_photos(offer_id=made.pk, files=[("a.jpg", photo()), ("b.jpg", b"x")], actor=owner)
    with pytest.raises(RuleBroken) as many:
        services.add_photos(
            offer_id=made.pk,
            files=[(f"{n}.jpg", photo(size=(300, 301 + n))) for n in range(9)],
            actor=owner,
        )
    assert many.value.code == "photos_too_many"
    assert not Photo.objects.exists()


def test_strangers_and_closed_listings() -> None:
    made, owner = listing()
    for actor in (hired(Government.objects.get(code="D43")), member(registered(Government.objects.get(code="D43")))):
        with pytest.raises(RuleBroken) as refused:
            services.add_photos(offer_id=made.pk, files=[("a.jpg", photo())], actor=actor)
        assert refused.value.status == 404
    Offer.objects.filter(pk=made.pk).update(state=ListingState.REMOVED.value)
    with pytest.raises(RuleBroken) as refused:
        services.add_photos(offer_id=made.pk, files=[("a.jpg", photo())], actor=owner)
    assert refused.value.status == 409
    assert not Photo.objects.exists()


def test_a_stale_order_is_told_and_changes_nothing() -> None:
    made, owner = listing()
    services.add_photos(offer_id=made.pk, files=[("a.jpg", photo()), ("b.png", photo("PNG"))], actor=owner)
    first, second = Photo.objects.values_list("pk", flat=True)
    with pytest.raises(RuleBroken) as late:
        services.arrange_photos(offer_id=made.pk, order=[second], words={}, actor=owner)
    assert late.value.status == 409
    assert list(Photo.objects.values_list("pk", flat=True)) == [first, second]


def test_pictures_have_an_address_that_may_be_kept() -> None:
    made, owner = listing()
    services.add_photos(offer_id=made.pk, files=[("a.jpg", photo())], actor=owner)
    sha = Photo.objects.get().sha256
    browser = Client()
    for width, longest in ((320, 320), (1280, 640)):
        answer = browser.get(f"/katalog/foto/{sha}-{width}.webp")
        assert answer["Content-Type"] == "image/webp"
        assert "immutable" in answer["Cache-Control"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert max(opened(answer.content).size) == longest
    for wrong in (f"{sha}-640", f"{sha[:-1]}-320", f"{'0' * 64}-320", "..%2F..%2Fetc-320"):
        assert browser.get(f"/katalog/foto/{wrong}.webp").status_code == 404

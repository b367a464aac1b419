"""Letterheads hold shapes and words only; persons behind posts are kept apart and can be erased."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from belanja.documents import intake, selectors, services, stationery
from belanja.documents.pdf import setting
from belanja.documents.pdf.content import Content, Paragraph
from belanja.institutions.models import Official
from belanja.journal.models import Event
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.support.people import hired, unit

from .papers import Office, office

pytestmark = pytest.mark.django_db
SHAPES = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
)


@pytest.fixture
def desk(db: None, freeze: Callable[[date | datetime], datetime]) -> Office:
    freeze(date(2026, 3, 31))
    return office()


def test_a_unit_has_its_own_letterhead_else_that_of_the_government(desk: Office) -> None:
    below = unit(desk.government, "9.99", "Inspektorat Contoh")
    admin = hired(desk.government, Role.ADMIN)
    assert selectors.letterhead(desk.government, below) is None
    services.set_letterhead(government=desk.government, lines=["PEMERINTAH CONTOH", " "], actor=admin, emblem=SHAPES)
    of_all = selectors.letterhead(desk.government, below)
    assert of_all is not None
    assert (of_all.lines, of_all.unit) == (["PEMERINTAH CONTOH"], None)
    services.set_letterhead(government=desk.government, unit=below, lines=["INSPEKTORAT"], actor=desk.second, page="F4")
    own = selectors.letterhead(desk.government, below)
    assert own is not None
    assert (own.lines, own.page) == (["INSPEKTORAT"], "F4")
    changed = services.set_letterhead(government=desk.government, lines=["LAIN"], actor=admin)
    assert changed.pk == of_all.pk
    assert "<circle" in changed.emblem
    drawn = stationery.on_paper(changed)
    assert drawn is not None
    assert drawn.emblem_alt == "Lambang Provinsi Banten"


def test_only_who_may_writes_a_letterhead(desk: Office) -> None:
    for actor in (desk.apip, desk.stranger):
        with pytest.raises(RuleBroken) as refused:
            services.set_letterhead(government=desk.government, lines=["X"], actor=actor)
        assert refused.value.status in (403, 404)
    assert not selectors.letterheads(desk.government).exists()


@pytest.mark.parametrize(
    "hostile",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://x/a.png"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><style>@import "x";</style></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(http://x/#a)"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"><use x:href="a.svg#b"/></svg>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><circle></svg>',
        b"<html></html>",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_an_emblem_that_does_anything_is_refused(hostile: bytes) -> None:
    with pytest.raises(RuleBroken):
        intake.emblem(hostile)


def test_what_drawing_programs_leave_behind_is_taken_away() -> None:
    drawn = intake.emblem(
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://inkscape" i:v="1" onload="x()"><i:x/>'
        b'<g onclick="x()"><rect width="1" height="1" fill="url(#a)"/></g></svg>'
    )
    assert "inkscape" not in drawn
    assert "onload" not in drawn
    assert "onclick" not in drawn
    assert "<rect" in drawn
    assert "data:image/png;base64" in intake.emblem(PNG)


def test_a_signatory_is_a_post_with_a_person_kept_apart(desk: Office) -> None:
    signatory = services.name_signatory(
        government=desk.government,
        post="Inspektur Daerah",
        name="Dr. Contoh Nama, S.E.",
        nip="19700101  199503 1 001",
        rank="Pembina Utama Muda",
        quality=Official.Quality.PLT,
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 7, 1),
        actor=desk.second,
    )
    room = stationery.room_for(signatory, place="Serang", day=date(2026, 3, 31))
    assert room.post == ["Plt. Inspektur Daerah,"]
    assert (room.nip, room.date) == ("19700101 199503 1 001", "31 Maret 2026")
    told = [str(event.payload) for event in Event.objects.filter(subject=f"official:{signatory.official_id}")]
    assert told
    assert not any("Contoh Nama" in payload or "19700101" in payload for payload in told)
    assert list(selectors.signatories(desk.government, on=date(2026, 3, 31))) == [signatory]
    with pytest.raises(RuleBroken) as refused:
        services.erase_signatory(signatory_id=signatory.pk, actor=desk.second)
    assert refused.value.code == "signatory_in_force"
    services.end_signatory(signatory_id=signatory.pk, on=date(2026, 3, 31), actor=desk.second)
    erased = services.erase_signatory(signatory_id=signatory.pk, actor=desk.second)
    assert (erased.name, erased.nip, erased.rank) == ("", "", "")
    assert erased.official.post == "Inspektur Daerah"
    assert list(selectors.signatories(desk.government, on=date(2026, 3, 31))) == []


def test_an_emblem_that_cannot_be_drawn_stops_no_later_paper(desk: Office) -> None:
    flat = b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"><rect width="1" height="1"/></svg>'
    with pytest.raises(RuleBroken) as refused:
        services.set_letterhead(government=desk.government, lines=["X"], actor=desk.second, emblem=flat)
    assert refused.value.code == "emblem_broken"
    assert not selectors.letterheads(desk.government).exists()
    services.set_letterhead(government=desk.government, lines=["X"], actor=desk.second, emblem=PNG[:40] + b"\0" * 40)
    drawn = stationery.on_paper(selectors.letterhead(desk.government))
    assert setting.pdf(Content(title="x", day=date(2026, 1, 1), letterhead=drawn, body=[Paragraph("x")]))

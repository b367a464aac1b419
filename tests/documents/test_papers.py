"""Papers are numbered without gaps, keep their bytes, and end only in ways that are told."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction

from belanja.documents import selectors, services
from belanja.documents.models import NumberSeries, Paper, PaperFile
from belanja.documents.services import NewFile
from belanja.journal.models import Event
from belanja.rules import codes
from belanja.rules.decisions import RuleBroken
from belanja.rules.papers import Kind, NumberWay, State

from .papers import Office, issued, office, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db: None, freeze: Callable[[date | datetime], datetime]) -> Office:
    freeze(date(2026, 3, 31))
    return office()


def test_a_paper_has_number_code_hash_and_a_line_in_the_journal(desk: Office) -> None:
    paper = issued(desk, subject="snapshot:1")
    assert (paper.number, paper.state) == ("BLJ-0001/LAP/D43/2026", State.ISSUED)
    assert issued(desk).number == "BLJ-0002/LAP/D43/2026"
    for file in paper.files.all():
        assert file.sha256 == hashlib.sha256(bytes(file.content)).hexdigest()
        assert file.size == len(file.content)
    told = Event.objects.filter(name="documents.paper_issued").order_by("id").first()
    assert told is not None
    assert told.payload["number"] == paper.number
    assert selectors.paper_of_subject("snapshot:1") == paper


def test_a_number_is_taken_only_by_a_paper_that_exists(desk: Office) -> None:
    def broken(paper: Paper) -> list[NewFile]:
        raise RuntimeError("typst")

    with pytest.raises(RuntimeError):
        services.issue(kind=Kind.REPORT, government=desk.government, title="Gagal", files=broken, actor=desk.apip)
    assert not Paper.objects.exists()
    assert not NumberSeries.objects.exists()
    assert issued(desk).sequence == 1


def test_series_are_apart_by_kind_year_and_government(
    desk: Office, freeze: Callable[[date | datetime], datetime]
) -> None:
    issued(desk)
    summary = services.issue(
        kind=Kind.SUMMARY, government=desk.government, title="Ringkasan", files=plain, actor=desk.apip
    )
    assert summary.number == "BLJ-0001/RKS/D43/2026"
    assert issued(office("D50")).number == "BLJ-0001/LAP/D50/2026"
    freeze(date(2027, 1, 1))
    assert issued(desk).number == "BLJ-0001/LAP/D43/2027"


def test_only_who_may_issues(desk: Office) -> None:
    for government, status in ((desk.government, 403), (office("D50").government, (403, 404))):
        with pytest.raises(RuleBroken) as refused:
            services.issue(kind=Kind.REPORT, government=government, title="x", files=plain, actor=desk.stranger)
        assert refused.value.status in (status if isinstance(status, tuple) else (status, 404))
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    "files",
    [
        [],
        [NewFile(name="a.pdf", media_type="application/pdf", content=b"")],
        [NewFile(name="a.pdf", media_type="x/y", content=b"1"), NewFile(name="a.pdf", media_type="x/y", content=b"2")],
    ],
)
def test_files_that_cannot_be_kept_are_refused(desk: Office, files: list[NewFile]) -> None:
    with pytest.raises(RuleBroken):
        services.issue(
            kind=Kind.REPORT, government=desk.government, title="x", files=lambda _paper: files, actor=desk.apip
        )
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda paper: PaperFile.objects.filter(paper=paper).update(content=b"lain"),
        lambda paper: PaperFile.objects.filter(paper=paper).update(sha256="0" * 64),
        lambda paper: PaperFile.objects.filter(paper=paper).delete(),
        lambda paper: PaperFile.objects.create(paper=paper, name="x", media_type="x", size=1, sha256="0", content=b"1"),
        lambda paper: Paper.objects.filter(pk=paper.pk).update(number="BLJ-9999"),
        lambda paper: Paper.objects.filter(pk=paper.pk).update(code="0000-0000-0000"),
        lambda paper: Paper.objects.filter(pk=paper.pk).delete(),
    ],
)
def test_the_database_refuses_to_change_what_was_issued(desk: Office, change: Callable[[Paper], object]) -> None:
    paper = issued(desk)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(paper)
    assert paper.files.count() == 2


def test_the_official_number_is_typed_once_and_corrected_with_a_reason(desk: Office) -> None:
    paper, other = issued(desk), issued(desk)
    day = date(2026, 3, 30)
    services.register_number(
        paper_id=paper.pk, number=" 000.3/12 - Insp/2026 ", dated=day, way=NumberWay.AGENDA, actor=desk.second
    )
    paper.refresh_from_db()
    assert paper.official_number == "000.3/12 - Insp/2026"
    assert (paper.official_by_label, paper.official_date) == ("kepala_biro_pbj", day)
    with pytest.raises(RuleBroken) as refused:
        services.register_number(
            paper_id=other.pk, number=paper.official_number, dated=day, way=NumberWay.TYPED, actor=desk.apip
        )
    assert refused.value.code == "number_used"
    with pytest.raises(RuleBroken) as refused:
        services.register_number(paper_id=paper.pk, number="13", dated=day, way=NumberWay.TYPED, actor=desk.apip)
    assert refused.value.code == "reason_missing"
    services.register_number(
        paper_id=paper.pk, number="13", dated=day, way=NumberWay.TYPED, actor=desk.apip, reason="Salah ketik."
    )
    event = Event.objects.filter(name="documents.paper_numbered").order_by("-id").first()
    assert event is not None
    assert event.payload["former"] == "000.3/12 - Insp/2026"


def test_a_paper_replaces_another_once(desk: Office) -> None:
    old = issued(desk, official_number="7/2026", official_date=date(2026, 3, 1))
    new = issued(desk, supersedes=old, official_number="7/2026", official_date=date(2026, 3, 2))
    old.refresh_from_db()
    assert (old.status, new.supersedes) == (State.REPLACED, old)
    shown = selectors.public_paper(old.code)
    assert shown is not None
    assert shown.replaced_by == new.code
    for wrong in (old, issued(office("D50"))):
        with pytest.raises(RuleBroken):
            issued(desk, supersedes=wrong)
    assert Paper.objects.filter(government=desk.government).count() == 2


def test_a_cancelled_paper_keeps_its_bytes_and_says_so(desk: Office) -> None:
    paper = issued(desk)
    with pytest.raises(RuleBroken):
        services.cancel_paper(paper_id=paper.pk, reason="x", actor=desk.apip)
    services.cancel_paper(paper_id=paper.pk, reason="Angkanya keliru satu triwulan.", actor=desk.apip)
    shown = selectors.public_paper(paper.code)
    assert shown is not None
    assert (shown.state, len(shown.files)) == (State.CANCELLED, 2)
    with pytest.raises(RuleBroken) as refused:
        services.cancel_paper(paper_id=paper.pk, reason="Sekali lagi saja.", actor=desk.apip)
    assert refused.value.status == 409


def test_the_public_view_is_an_allow_list_without_persons(desk: Office) -> None:
    paper = issued(desk)
    shown = selectors.public_paper(paper.code.lower().replace("-", " "))
    assert shown is not None
    assert not {"issued_by_label", "official_by_label", "issued_by_id", "end_reason"} & set(vars(shown))
    assert selectors.public_paper(codes.new()) is None
    with pytest.raises(RuleBroken) as refused:
        selectors.public_paper(paper.code[:-1] + ("0" if paper.code[-1] != "0" else "1"))
    assert refused.value.code == "code_mistyped"

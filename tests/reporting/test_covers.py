"""The nota dinas: a paper of its own whose five figures are those of the report, to whom it goes and what it asks."""

import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from belanja.documents import selectors as documents
from belanja.documents.models import Paper
from belanja.journal.services import CONSOLE
from belanja.reporting import selectors, services
from belanja.reporting.chapters import decision, read, summary
from belanja.reporting.models import Snapshot
from belanja.reporting.services.covers import Numbered, subject_of
from belanja.rules.decisions import RuleBroken
from belanja.rules.papers import Kind, State
from belanja.rules.reporting.posts import Post, head_of, post_of
from tests.affirmation.worlds import World
from tests.support.officers import WHY
from tests.support.reports import reviewed

AGENDA = Numbered("700/12-Insp/2026", date(2026, 2, 2))


def frozen(world: World) -> Snapshot:
    draft = services.open_draft(government=world.government, year=2025, quarter=3, actor=CONSOLE)
    return reviewed(
        services.freeze(
            snapshot_id=draft.pk, government=world.government, actor=CONSOLE, without_round=WHY, change_reason=WHY
        )
    )


def cover_of(snapshot: Snapshot) -> Paper:
    found = documents.paper_of_subject(subject_of(snapshot))
    assert found is not None
    return found


def words_of(paper: Paper) -> str:
    whole = "".join(page.extract_text() for page in PdfReader(BytesIO(bytes(paper.files.get().content))).pages)
    return re.sub(r"[\s\u200b\u00ad-]+", "", whole)


def test_the_letter_goes_with_the_report_and_says_the_same(world: World) -> None:
    snapshot = frozen(world)
    services.issue(snapshot_id=snapshot.pk, government=world.government, actor=CONSOLE, cover=AGENDA)
    paper, report = cover_of(snapshot), documents.paper_of_subject(f"snapshot:{snapshot.pk}")
    assert report is not None
    assert (paper.kind, paper.state, paper.official_number) == (Kind.COVER, State.ISSUED, AGENDA.number)
    assert (paper.reference_sha256, "/ND/" in paper.number) == (snapshot.sha256, True)
    words, document = words_of(paper), read.named(selectors.document_of(snapshot))
    boxes = summary.boxes(document)
    assert len(boxes) == 5
    for written in (
        *(part for box in boxes for part in (box.label, box.value)),
        decision.asked(document), head_of(world.government.kind, world.government.name), "melalui Sekretaris Daerah",
        AGENDA.number, report.number, paper.code, "tanpa catatan", WHY,
    ):  # fmt: skip
        assert re.sub(r"[\s-]+", "", written) in words, written


def test_a_new_version_replaces_it_and_a_withdrawal_ends_it(world: World) -> None:
    first, by = frozen(world), {"government": world.government, "actor": CONSOLE}
    services.issue(snapshot_id=first.pk, **by)
    second = frozen(world)
    services.issue(snapshot_id=second.pk, **by)
    assert (cover_of(first).state, cover_of(second).supersedes) == (State.REPLACED, cover_of(first))
    services.withdraw(snapshot_id=second.pk, reason="Anggaran satu unit keliru.", **by)
    assert cover_of(second).state == State.CANCELLED


def test_a_number_without_its_day_is_refused_and_nothing_is_issued(world: World) -> None:
    snapshot = frozen(world)
    with pytest.raises(RuleBroken, match="tanggal nomor"):
        services.issue(snapshot_id=snapshot.pk, government=world.government, actor=CONSOLE, cover=Numbered("700/1"))
    assert not Paper.objects.filter(government=world.government).exists()


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("provinsi", "Provinsi Banten", "Gubernur Banten"),
        ("kabupaten", "Pemerintah Daerah Kabupaten Lebak", "Bupati Lebak"),
        ("kota", "Kota Tangerang Selatan", "Wali Kota Tangerang Selatan"),
        ("", "Pemda Uji", "Pimpinan"),
    ],
)
def test_to_whom_it_goes(kind: str, name: str, told: str) -> None:
    assert head_of(kind, name) == told


@pytest.mark.parametrize(
    ("title", "post"),
    [
        ("Gubernur Banten", Post.HEAD), ("Pj. Gubernur", Post.HEAD), ("Walikota Serang", Post.HEAD),
        ("Wakil Gubernur", None), ("Sekretaris Daerah Provinsi Banten", Post.SECRETARY), ("Sekda", Post.SECRETARY),
        ("Asisten Sekretaris Daerah", None), ("Sekretaris Dinas Sosial", None), ("Inspektur Daerah", None),
    ],
)  # fmt: skip
def test_which_post_an_official_fills(title: str, post: Post | None) -> None:
    assert post_of(title) is post

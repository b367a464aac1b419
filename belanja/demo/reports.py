"""The report of a past quarter as an office would have led it: units asked, figures frozen, reviewed, issued, passed on
and disposed of; and a round that runs now. So a newcomer finds every page of it filled. Words in it are invented."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.foundation.clock import WIB
from belanja.institutions.models import Government, Unit
from belanja.institutions.services import appoint_official
from belanja.journal.services import Actor
from belanja.notices.models import Notice
from belanja.reporting import services as reporting
from belanja.reporting.models import Delivery, Disposition, Hearing, Round, Snapshot
from belanja.reporting.selectors import rounds as reads
from belanja.reporting.services import rounds
from belanja.rules import reports
from belanja.rules.reporting.hearings import Ground

from .accounts import SCHOOLS, SINCE, SOCIAL
from .entries import paper
from .sample.places import LAST_YEAR, PROVINCE

QUARTER = 2
#: Two days after the first pull; the second comes when all of it is long done.
_OPENED = datetime(2026, 7, 8, 9, 0, tzinfo=WIB)
_ANSWERED, _DECIDED, _CLOSED, _FROZEN, _REVIEWED, _ISSUED, _PASSED_ON, _DISPOSED, _SAID = (
    _OPENED + timedelta(days=days) for days in (2, 5, 9, 12, 13, 14, 15, 19, 26)
)
_DUE = date(2026, 8, 14)
#: Of so many units one has not said that it has the report.
_SILENT = 9
_NOTE = "Karangan untuk data contoh."
_APIP = Actor(user_id=None, label="APIP / Inspektorat (contoh)")
_REVIEWER = Actor(user_id=None, label="Pengendali APIP (contoh)")
_BUREAU = Actor(user_id=None, label="Biro PBJ (contoh)")
_HEAD = Actor(user_id=None, label="Pengguna Anggaran (contoh)")


def issue() -> None:
    """Ask the units, freeze, review and issue the second quarter of the sample's last year from what the first pull
    brought."""
    government = Government.objects.get(code=PROVINCE)
    by: dict[str, Any] = {"government": government, "actor": _APIP}
    with clock.frozen(_OPENED):
        asked = reporting.open_round(year=LAST_YEAR, quarter=QUARTER, **by)
    with clock.frozen(_ANSWERED):
        answer(asked)
    with clock.frozen(_DECIDED):
        _decide(asked)
    with clock.frozen(_CLOSED):
        rounds.close_due()
    with clock.frozen(_FROZEN):
        draft = reporting.open_draft(year=LAST_YEAR, quarter=QUARTER, **by)
        reporting.freeze(snapshot_id=draft.pk, **by)
    with clock.frozen(_REVIEWED):
        _review(draft)
    with clock.frozen(_ISSUED):
        reporting.issue(snapshot_id=draft.pk, **by)


def lead() -> None:
    """Pass the issued report on by the posts of the sample, and open the round of the quarter after it, half answered.
    Runs after the accounts are open."""
    government = Government.objects.get(code=PROVINCE)
    sekda, gubernur = (
        _leader(government, *post) for post in (("Sekretaris Daerah", "sekda"), ("Gubernur", "gubernur"))
    )
    report = Snapshot.objects.get(government=government, year=LAST_YEAR, quarter=QUARTER)
    with clock.frozen(_ISSUED):
        reporting.distribute(snapshot_id=report.pk, government=government, actor=_APIP)
    with clock.frozen(_PASSED_ON):
        mine = Delivery.objects.get(snapshot=report, user_id=sekda.user_id)
        reporting.forward(delivery_id=mine.pk, government=government, note=_NOTE, actor=sekda)
    with clock.frozen(_DISPOSED):
        mine = Delivery.objects.get(snapshot=report, user_id=gubernur.user_id)
        reporting.acknowledge(delivery_id=mine.pk, government=government, actor=gubernur)
        units = Unit.objects.filter(government=government, code__in=(SOCIAL, SCHOOLS))
        reporting.dispose(
            snapshot_id=report.pk, government=government, unit_ids=[unit.pk for unit in units], due_on=_DUE,
            words="Sampaikan rencana pengalihan belanja ke e-Purchasing (disposisi contoh).", actor=gubernur,
        )  # fmt: skip
    with clock.frozen(_SAID):
        _answer_disposition(report)
    told = Notice.objects.filter(kind__startswith="reporting.")  # whoever works here has read it long ago
    told.update(read_at=F("at"), taken_at=F("at"), handed_at=F("at"))
    if reports.is_over(LAST_YEAR, QUARTER + 1, clock.today()):
        answer(reporting.open_round(government=government, year=LAST_YEAR, quarter=QUARTER + 1, actor=_APIP))


def answer(of: Round) -> None:
    """One unit disputes, one explains, one confirms, each with a reason outside the catalogue where it has any; the
    others are silent (so far)."""
    told = list(Hearing.objects.filter(round=of).select_related("unit", "round__government").order_by("unit__code"))
    with_rows = next(one for one in told if reads.rows_behind(one).exists())
    rest = [one for one in told if one.pk != with_rows.pk]
    row = reads.rows_behind(with_rows).order_by("pk").first()
    assert row is not None  # as asked for
    by: dict[str, Any] = {"government": of.government, "version": None, "actor": _HEAD}
    reporting.dispute_figures(
        hearing_id=with_rows.pk, ground=Ground.NOT_OURS, row_ids=[row.pk], note=_NOTE, file_name="bukti-contoh.pdf",
        content=paper(["Bukti contoh, bukan dokumen resmi."]), **by,
    )  # fmt: skip
    reporting.explain_figures(hearing_id=rest[0].pk, note=_NOTE, **by)
    reporting.confirm_figures(hearing_id=rest[1].pk, **by)
    for one in (with_rows, *rest[:2]):
        for channel in list(reads.outside_of(one))[:1]:
            reporting.state_reason(hearing_id=one.pk, channel=channel, code="tender", note="", **by)


def _decide(of: Round) -> None:
    for hearing in Hearing.objects.filter(round=of):
        for dispute in hearing.disputes.all():
            reporting.decide_dispute(
                dispute_id=dispute.pk, government=of.government, accept=False, reason=_NOTE, actor=_BUREAU
            )


def _review(report: Snapshot) -> None:
    """Handed in, noted, answered, cleared, agreed."""
    of: dict[str, Any] = {"snapshot_id": report.pk, "government": report.government, "version": None}
    reporting.submit_review(**of, actor=_APIP)
    note = reporting.note_review(**of, place="F2. Per Perangkat Daerah", note=_NOTE, actor=_REVIEWER)
    reporting.reply_review(**of, note_id=note.pk, note=_NOTE, actor=_APIP)
    reporting.clear_review(**of, note_id=note.pk, actor=_REVIEWER)
    reporting.approve_review(**of, actor=_REVIEWER)


def _leader(government: Government, post: str, name: str) -> Actor:
    """The account of the leadership, put on record in its post."""
    user = User.objects.get(email=f"{name}@banten.example.id")
    appoint_official(
        government=government, post=post, user_id=user.pk, valid_from=SINCE,
        actor=Actor(user_id=None, label="data contoh"),
    )  # fmt: skip
    return Actor(user.pk, f"Pimpinan ({post})")


def _answer_disposition(report: Snapshot) -> None:
    """All units but some have the report; of the two that were asked one answers, the other still owes it."""
    government = report.government
    for number, one in enumerate(Delivery.objects.filter(snapshot=report).exclude(unit=None).order_by("unit__code")):
        if number % _SILENT:
            reporting.acknowledge(delivery_id=one.pk, government=government, actor=_HEAD)
    asked = Disposition.objects.get(snapshot=report, unit__code=SOCIAL)
    reporting.answer_disposition(disposition_id=asked.pk, government=government, words=_NOTE, actor=_HEAD)

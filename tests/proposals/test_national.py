"""The file for the owner of a national category, and his answer: typed or in the file itself, and where it leads."""

import io
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256

import pytest

from belanja.documents import xlsx
from belanja.documents.sheets import Field, Sheet
from belanja.etalase.models import Etalase
from belanja.exchange.national_answers import answered
from belanja.foundation import clock
from belanja.proposals import selectors, services
from belanja.proposals.jobs import day
from belanja.proposals.models import NationalExport, NationalReply
from belanja.rules.proposals.national import TO_FILL, Reply, day_of, levels
from belanja.rules.proposals.states import NationalAnswer
from tests.proposals.world import Office, office
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 2)
GIVEN = Reply(NationalAnswer.ACCEPTED, MONDAY, "S-1", "", "KAT-31.02", ("Kerajinan", "Tas dan dompet"))


@pytest.fixture
def of(freeze: Callable[[date], datetime]) -> Office:
    freeze(MONDAY)
    return office()


def sent(of: Office) -> NationalExport:
    made = of.studied()
    return services.export_national(proposal_id=made.pk, owner="LKPP", actor=of.clerk)


def answer(out: NationalExport, reply: Reply, of: Office, version: int | None = None) -> NationalExport:
    return services.answer_national(export_id=out.pk, version=version, reply=reply, actor=of.clerk)


def filled(out: NationalExport, *values: str) -> bytes:
    """The sheet as it comes back."""
    whole = selectors.national_sheet(out.record)
    told = dict(zip((label for label, _about in TO_FILL), values, strict=True))
    rows = [(row[0], told.get(str(row[0]), row[1]), row[2]) for row in whole.rows()]
    back = Sheet(
        name="x", title="x", fields=[Field("hal", "Hal"), Field("isi", "Isi"), Field("c", "C")], rows=lambda: rows
    )
    file = io.BytesIO()
    xlsx.write(file, [back], title="x", created=clock.now())
    return file.getvalue()


def test_the_file_is_the_same_for_machines_and_people_and_names_nobody(of: Office) -> None:
    out = sent(of)
    assert services.export_national(proposal_id=out.proposal_id, owner=" LKPP ", actor=of.clerk).pk == out.pk
    file = selectors.national_file(out.record)
    assert (sha256(file).hexdigest(), b"Sekretaris Dinas" in file) == (out.sha256, False)
    rows = selectors.national_rows(out.record)
    assert ("Kategori nasional", "Kerajinan > Tas") in rows
    shown = [row[:2] for row in selectors.national_sheet(out.record).rows()]
    assert shown == [*rows, *((label, "") for label, _about in TO_FILL)]


def test_what_an_answer_lacks_is_told_field_by_field(of: Office) -> None:
    out = sent(of)
    for reply, field in (
        (Reply(NationalAnswer.REFUSED, MONDAY), "note"),
        (Reply(NationalAnswer.ASKED, date(2026, 11, 3), note="Ukuran?"), "on"),
        (Reply(NationalAnswer.ACCEPTED, MONDAY, category=("Tas",)), "category_code"),
        (Reply(NationalAnswer.ACCEPTED, MONDAY, category_code="K"), "category"),
    ):
        told = refused(lambda reply=reply: answer(out, reply, of))  # type: ignore[misc]
        assert field in told.fields  # type: ignore[attr-defined]
    assert not NationalReply.objects.exists()


def test_asked_back_then_accepted_both_stay_and_the_founded_etalase_is_mapped(of: Office) -> None:
    out = sent(of)
    answer(out, Reply(NationalAnswer.ASKED, MONDAY, note="Apa beda dengan dompet?"), of, out.version)
    late = refused(lambda: answer(out, GIVEN, of, out.version))
    assert late.status == 409
    answer(out, GIVEN, of)
    assert answer(out, GIVEN, of).version == 3  # the same again is nothing new
    assert [one.answer for one in NationalReply.objects.all()] == ["ditanya", "diterima"]
    services.decide_proposal(proposal_id=out.proposal_id, version=None, actor=of.head)
    made = Etalase.objects.get()
    assert made.category_shown() == "Kerajinan › Tas dan dompet (ID KAT-31.02)"


def test_an_open_decision_is_mapped_at_once_and_a_refusal_maps_nothing(of: Office) -> None:
    out = sent(of)
    services.decide_proposal(proposal_id=out.proposal_id, version=None, actor=of.head)
    answer(out, Reply(NationalAnswer.REFUSED, MONDAY, note="Masuk kategori lain"), of)
    assert Etalase.objects.get().category_code == ""
    answer(out, GIVEN, of)
    assert Etalase.objects.get().category == ["Kerajinan", "Tas dan dompet"]


def test_what_nothing_comes_of_goes_to_nobody(of: Office) -> None:
    out = sent(of)
    services.refuse_proposal(
        proposal_id=out.proposal_id, version=None, reason_code="di_luar_katalog", note="Sudah ada.", actor=of.head
    )
    refusal = refused(
        lambda: services.export_national(proposal_id=out.proposal_id, owner="Kementerian", actor=of.clerk)
    )
    assert (refusal.code, refusal.status) == ("proposal_gone", 409)
    assert NationalExport.objects.get() == out


def test_the_answer_is_read_from_the_file_that_went_out(of: Office) -> None:
    out = sent(of)
    file = filled(out, "Diterima", "02-11-2026", "S-1", "KAT-31.02", "Kerajinan > Tas dan dompet", "")
    found = answered(out, file_name="jawaban.xlsx", content=file)
    assert (found.reply, found.sha256) == (GIVEN, sha256(file).hexdigest())
    unread = refused(lambda: answered(out, file_name="j.xlsx", content=filled(out, "mungkin", "", "", "", "", "")))
    assert "Jawaban" in unread.message
    assert "Tanggal jawaban" in unread.message
    other = of.signed(request="dua")
    second = services.export_national(proposal_id=other.pk, owner="LKPP", actor=of.clerk)
    assert refused(lambda: answered(second, file_name="j.xlsx", content=file)).code == "answer_of_another"


def test_days_and_names_are_read_as_people_write_them() -> None:
    told = ("2026-11-02", "2/11/2026", "02.11.2026", "31-02-2026", "kemarin", "2026-11-02 00:00:00")
    assert [day_of(one) for one in told] == [MONDAY, MONDAY, MONDAY, None, None, MONDAY]
    assert levels(" Kerajinan ›  Tas > ") == ("Kerajinan", "Tas")


def test_who_asked_back_is_asked_again_after_the_dated_term(of: Office, freeze: Callable[[date], datetime]) -> None:
    out = sent(of)
    answer(out, Reply(NationalAnswer.ASKED, MONDAY, note="Ukuran?"), of)
    freeze(date(2027, 1, 4))
    assert day()

"""Registers come as spreadsheets with any columns: explained once, remembered, read without keeping accounts."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from belanja.foundation import clock
from belanja.intake import register_sheets, services
from belanja.intake.services.registers import forget_left
from belanja.notices.models import Notice
from belanja.purchasing.models import Payment, Register, Sp2dRow
from belanja.rules.buying.sp2d import Meaning
from belanja.rules.buying.states import PaymentState
from belanja.rules.decisions import RuleBroken
from tests.support.receiving import SIGNED, Deal, accepted, billed, deal, handed_over

pytestmark = pytest.mark.django_db
HEAD = ["No", "Bukti Cair", "Tgl Cair", "SKPD", "Dibayarkan Kepada", "Norek", "Rupiah", "Keterangan"]
MEANINGS = {
    "Bukti Cair": "nomor",
    "Tgl Cair": "tanggal",
    "SKPD": "nama_unit",
    "Dibayarkan Kepada": "penerima",
    "Norek": "rekening",
    "Rupiah": "nilai",
    "Keterangan": "uraian",
}


@pytest.fixture(autouse=True)
def _day(freeze: object) -> None:
    freeze(SIGNED)  # type: ignore[operator]


def owed() -> Deal:
    made = deal()
    accepted(made, 12)
    handed_over(made)
    billed(made)
    return made


def sheet(*rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([HEAD, *rows])
    return out.getvalue().encode()


def line(made: Deal, number: str = "0042/SP2D") -> list[str]:
    return ["1", number, "02/11/2026", "DINAS SOSIAL", "CV Sumber Contoh", "001 2345 678", "13.320.000,00", "kursi"]


def receive(made: Deal, content: bytes, **fields: object) -> Register:
    return services.receive_register(
        government=made.government, year=2026, file_name="sp2d.csv", content=content,
        **{"actor": made.bpkad, **fields},
    )  # type: ignore[arg-type]  # fmt: skip


def test_a_register_with_unknown_columns_is_explained_once() -> None:
    made = owed()
    first = receive(made, sheet(line(made)))
    assert first.state == Register.State.HEADINGS
    account = next(one for one in register_sheets.columns(first) if one.name == "Norek")
    assert (account.meaning, account.samples) == (Meaning.ACCOUNT, ("disembunyikan",))
    services.explain_register(register_id=first.pk, meanings=MEANINGS, actor=made.bpkad)
    done = services.take_register(register_id=first.pk, actor=made.bpkad)
    assert (done.rows_new, done.matched, done.content) == (1, 1, None)
    assert Payment.objects.get().state == PaymentState.MATCHED
    assert Sp2dRow.objects.get().unit == made.unit
    assert receive(made, sheet(line(made, "0043"))).state == Register.State.ROWS


def test_rows_that_cannot_be_read_are_left_out_with_their_reason() -> None:
    made = owed()
    bad = line(made, "3")
    bad[6] = "banyak"
    strange = line(made, "4")
    strange[3] = "Badan Antariksa"
    found = receive(made, sheet(line(made), bad, strange, ["", "", "", "", "", "", "", "Jumlah"]))
    services.explain_register(register_id=found.pk, meanings=MEANINGS, actor=made.bpkad)
    found.refresh_from_db()
    told = [one.problems for one in register_sheets.lines(found)]
    assert told[0] == []
    assert told[1][0].startswith("nilai:")
    assert told[2] == ["unit “Badan Antariksa” tidak dikenal"]
    assert services.take_register(register_id=found.pk, actor=made.bpkad).rows_left == 2


def test_a_treasurer_names_the_unit_of_his_register() -> None:
    made = owed()
    with pytest.raises(RuleBroken) as refusal:
        receive(made, sheet(line(made)), actor=made.treasurer)
    assert refusal.value.code == "unit_missing"
    found = receive(made, sheet(line(made)), actor=made.treasurer, unit=made.unit)
    with pytest.raises(RuleBroken) as refusal:
        services.take_register(register_id=found.pk, actor=made.elsewhere)
    assert refusal.value.status == 404


def test_a_register_that_was_left_keeps_no_file() -> None:
    made = owed()
    found = receive(made, sheet(line(made)))
    assert services.discard_register(register_id=found.pk, actor=made.bpkad).content is None
    with pytest.raises(RuleBroken) as refusal:
        services.explain_register(register_id=found.pk, meanings=MEANINGS, actor=made.bpkad)
    assert refusal.value.status == 409


def test_a_register_that_nobody_takes_is_forgotten_with_its_file(freeze: Callable[[date], object]) -> None:
    made = owed()
    left, taken = receive(made, sheet(line(made))), receive(made, sheet(line(made, "0099")))
    services.explain_register(register_id=taken.pk, meanings=MEANINGS, actor=made.bpkad)
    services.take_register(register_id=taken.pk, actor=made.bpkad)
    day = clock.today()
    freeze(day + timedelta(days=13))
    assert forget_left() == 0
    freeze(day + timedelta(days=14))
    assert (forget_left(), forget_left()) == (1, 0)
    left.refresh_from_db()
    assert (left.state, left.content) == (Register.State.DISCARDED, None)
    assert Notice.objects.filter(to_user_id=made.bpkad.user_id, text__contains="berkasnya dihapus").count() == 1
    taken.refresh_from_db()
    assert taken.state == Register.State.TAKEN

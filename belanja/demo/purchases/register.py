"""The register of payment orders (SP2D) of the sample's year: BPKAD brings it as a sheet, as the finance system would
write it. What is beyond doubt is matched by itself; one row that refills the treasurer's cash pays several bills; what
is left on both sides is for whoever tries the list. All of it is invented."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from belanja.accounts.models import User
from belanja.demo.accounts import SINCE
from belanja.demo.sample.places import LAST_YEAR
from belanja.foundation import clock
from belanja.institutions import working_days
from belanja.institutions.models import Government
from belanja.intake.services import registers
from belanja.journal.services import Actor
from belanja.purchasing.models import Payment, Sp2dRow
from belanja.purchasing.selectors.registers import payments_alone, rows_alone
from belanja.purchasing.services import sp2d
from belanja.rules.buying.sp2d import Meaning, RowKind
from belanja.rules.buying.states import PaymentState, PaymentWay
from belanja.rules.duties import Role

from .people import Team

#: The day on which it comes in, and the last day that it covers.
_BROUGHT, _UNTIL = datetime(LAST_YEAR, 10, 5, 9, 30, tzinfo=clock.WIB), date(LAST_YEAR, 9, 30)
_COLUMNS = {
    "No. SP2D": Meaning.NUMBER, "Tgl SP2D": Meaning.DAY, "Jenis": Meaning.KIND, "Kode SKPD": Meaning.UNIT_CODE,
    "Nama SKPD": Meaning.UNIT_NAME, "Nama Penerima": Meaning.FIRM, "No. Rekening": Meaning.ACCOUNT,
    "Uraian": Meaning.WORDS, "Nilai (Rp)": Meaning.AMOUNT,
}  # fmt: skip
#: What the treasurer paid out of his cash for others than firms of the catalogue, and what one figure was mistyped by.
_OTHER_CASH, _MISTYPED = Decimal(1_875_000), Decimal(90_000)
_SALARY = "Gaji dan tunjangan"
#: What every unit pays beside its orders: kind, whom, for what, rupiah.
_BESIDE = (
    (RowKind.DIRECT, "Rekening gaji pegawai (contoh)", f"{_SALARY} bulan September", 415_150_000),
    (RowKind.DIRECT, "Rekening gaji pegawai (contoh)", f"{_SALARY} bulan Agustus", 412_600_000),
    (RowKind.CASH, "Bendahara pengeluaran (contoh)", "Uang persediaan awal tahun", 75_000_000),
    (RowKind.DIRECT, "CV Contoh Atap Teduh", "Pemeliharaan gedung kantor, termin kedua", 68_400_000),
)


@dataclass(frozen=True)
class _Row:
    """A row as the finance system writes it."""

    team: Team
    number: str
    day: date
    kind: RowKind
    firm: str
    account: str
    words: str
    amount: Decimal

    def cells(self) -> list[str]:
        rupiah = f"{self.amount:,.2f}".translate(str.maketrans(",.", ".,"))
        unit = self.team.unit
        return [self.number, f"{self.day:%d/%m/%Y}", self.kind.value.upper(), unit.code, unit.name, self.firm,
                self.account, self.words, rupiah]  # fmt: skip


def bring(*, government: Government, teams: Sequence[Team]) -> None:
    """Bring the register, share out what was paid in cash, and set aside the salaries. In the caller's transaction,
    after the year's orders."""
    bureau = _bureau(government)
    rows = [row for team in teams for row in _of_unit(team)]
    with clock.frozen(_BROUGHT):
        made = registers.receive_register(
            government=government, year=LAST_YEAR, file_name=f"Register SP2D {LAST_YEAR} (contoh).csv",
            content=_sheet(rows), actor=bureau,
        )  # fmt: skip
        meanings = {heading: meaning.value for heading, meaning in _COLUMNS.items()}
        registers.explain_register(register_id=made.pk, meanings=meanings, actor=bureau)
        registers.take_register(register_id=made.pk, actor=bureau)
        for team in teams:
            _share_out(team)
        for row in rows_alone(government.pk, None, year=LAST_YEAR).filter(words__startswith=_SALARY):
            sp2d.set_aside(row_id=row.pk, note="Gaji, bukan pesanan (contoh).", actor=bureau)


def _bureau(government: Government) -> Actor:
    """BPKAD, which brought it while it held that role."""
    held = {"roles__role": Role.BPKAD, "roles__government": government, "roles__valid_from": SINCE}
    return Actor(User.objects.get(is_example=True, **held).pk, Role.BPKAD.label)


def _sheet(rows: Iterable[_Row]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([list(_COLUMNS), *(row.cells() for row in sorted(rows, key=_by_day))])
    return out.getvalue().encode()


def _by_day(row: _Row) -> tuple[date, str]:
    return row.day, row.number


def _of_unit(team: Team) -> list[_Row]:
    """The rows of a unit. Of what its treasurer recorded the last one bears another sum, and the one before is not in
    the register yet: both are left to a person."""
    waiting = list(payments_alone(team.government.pk, [team.unit.pk], year=LAST_YEAR))
    recorded = sorted(
        (one for one in waiting if one.way == PaymentWay.LS and one.paid_on is not None and one.paid_on <= _UNTIL),
        key=lambda one: (one.paid_on, one.pk),
    )
    rows = [_direct(team, one, number=one.sp2d, day=one.paid_on or _UNTIL) for one in recorded[:-2]]
    rows += [_direct(team, one, number=one.sp2d, day=one.paid_on or _UNTIL, less=_MISTYPED) for one in recorded[-1:]]
    # What nobody recorded is known by its sum and its firm alone.
    rows += [_direct(team, one, number=f"{one.pk:05d}/SP2D/LS/{LAST_YEAR}", day=_later(team, one))
             for one in waiting if one.state == PaymentState.REQUESTED]  # fmt: skip
    cash = [one for one in waiting if one.way == PaymentWay.UP]
    return [*rows, *_refill(team, cash), *_beside(team)]


def _direct(team: Team, payment: Payment, *, number: str, day: date, less: Decimal = Decimal(0)) -> _Row:
    """A row of kind LS: what was paid to the firm and for its taxes, less what was held back."""
    kept = payment.advance_recovered + payment.penalty + payment.retention
    words = f"{payment.order.title} ({payment.order.code})"
    firm = payment.order.firm_name.upper()
    return _Row(
        team, number, day, RowKind.DIRECT, firm, f"00{payment.order.firm_id:08d}", words, payment.gross - kept - less
    )


def _later(team: Team, payment: Payment) -> date:
    return working_days.after(clock.wib(payment.at).date(), 6, government_id=team.government.pk)


def _refill(team: Team, paid: Sequence[Payment]) -> list[_Row]:
    """The row of kind GU that gives the treasurer back what he has paid out of his cash."""
    if not paid:
        return []
    day = max(one.paid_on or _UNTIL for one in paid) + timedelta(days=7)
    total = sum((one.gross for one in paid), _OTHER_CASH)
    words = "Ganti uang: makanan dan minuman rapat, bahan bakar, dan meterai"
    number = f"00{team.unit.pk:03d}/SP2D/GU/{LAST_YEAR}"
    day = working_days.after(day, 1, government_id=team.government.pk)
    return [_Row(team, number, day, RowKind.REFILL, "Bendahara pengeluaran (contoh)", "0099000001", words, total)]


def _beside(team: Team) -> list[_Row]:
    """What is no order of the catalogue."""
    return [
        _Row(team, f"9{place}{team.unit.pk:03d}/SP2D/{kind.value.upper()}/{LAST_YEAR}",
             date(LAST_YEAR, 1, 15) if kind is RowKind.CASH else _UNTIL - timedelta(days=place * 30), kind, firm,
             f"00880000{place:02d}", words, Decimal(amount))
        for place, (kind, firm, words, amount) in enumerate(_BESIDE)
    ]  # fmt: skip


def _share_out(team: Team) -> None:
    """The treasurer says which bills the row of kind GU has paid; the rest of it stays to be explained."""
    row = Sp2dRow.objects.filter(government=team.government, unit=team.unit, kind=RowKind.REFILL).first()
    if row is None:
        return
    cash = payments_alone(team.government.pk, [team.unit.pk], year=LAST_YEAR).filter(way=PaymentWay.UP.value)
    sp2d.distribute(row_id=row.pk, shares={one.pk: one.gross for one in cash}, reason="", actor=team.treasurer)

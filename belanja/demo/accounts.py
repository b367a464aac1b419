"""Accounts with which a newcomer tries the roles. Posts only: there is no person behind them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from belanja.accounts.models import User
from belanja.accounts.services import create_account
from belanja.foundation import clock
from belanja.institutions.models import Government, Unit
from belanja.institutions.services import give_role
from belanja.journal.services import Actor
from belanja.rules.duties import Role

from .sample.places import LAST_YEAR, PROVINCE

#: Printed at every start of the sample: it guards invented figures only.
PASSWORD = "contoh-belanja-2026"  # noqa: S105 - public on purpose
_TERM = timedelta(days=365)
#: The units whose officers buy in the sample.
SOCIAL, SCHOOLS = "1.06.0.00.0.00.01.0000", "1.01.2.22.0.00.01.0000"
#: From this day on those hold their roles who have bought, and decided how that counts, all through the sample's year.
SINCE = date(LAST_YEAR - 1, 12, 1)


@dataclass(frozen=True)
class _Post:
    label: str
    login: str
    role: Role
    unit: str = ""
    since: date | None = None


POSTS = (
    _Post("Biro PBJ", "biro.pbj@banten.example.id", Role.BIRO_PBJ),
    _Post("Kepala Biro PBJ", "kepala.pbj@banten.example.id", Role.KEPALA_BIRO_PBJ, since=SINCE),
    _Post("APIP / Inspektorat", "apip@banten.example.id", Role.APIP),
    _Post("Pimpinan (Sekda)", "sekda@banten.example.id", Role.PIMPINAN, since=SINCE),
    _Post("Pimpinan (Gubernur)", "gubernur@banten.example.id", Role.PIMPINAN, since=SINCE),
    _Post("BPKAD", "bpkad@banten.example.id", Role.BPKAD, since=SINCE),
    _Post("Tim P3DN", "p3dn@banten.example.id", Role.TIM_P3DN),
    _Post("PA Dinas Sosial", "pa.dinsos@banten.example.id", Role.PA, SOCIAL, SINCE),
    _Post("PPK Dinas Sosial", "ppk.dinsos@banten.example.id", Role.PPK, SOCIAL, SINCE),
    _Post("Pejabat Pengadaan Dinas Sosial", "pp.dinsos@banten.example.id", Role.PEJABAT_PENGADAAN, SOCIAL, SINCE),
    _Post("PPTK Dinas Sosial", "pptk.dinsos@banten.example.id", Role.PPTK, SOCIAL, SINCE),
    _Post("Bendahara Dinas Sosial", "bendahara.dinsos@banten.example.id", Role.BENDAHARA, SOCIAL, SINCE),
    _Post("PA Dinas Pendidikan", "pa.dindik@banten.example.id", Role.PA, SCHOOLS, SINCE),
    _Post("PPK Dinas Pendidikan", "ppk.dindik@banten.example.id", Role.PPK, SCHOOLS, SINCE),
    _Post("Pejabat Pengadaan Dinas Pendidikan", "pp.dindik@banten.example.id", Role.PEJABAT_PENGADAAN, SCHOOLS, SINCE),
    _Post("PPTK Dinas Pendidikan", "pptk.dindik@banten.example.id", Role.PPTK, SCHOOLS, SINCE),
    _Post("Bendahara Dinas Pendidikan", "bendahara.dindik@banten.example.id", Role.BENDAHARA, SCHOOLS, SINCE),
    _Post("Tim Verifikator", "verifikator@banten.example.id", Role.VERIFIKATOR),
    _Post("Pengelola Kategori", "kategori@banten.example.id", Role.PENGELOLA_KATEGORI),
    _Post("Dinas Koperasi dan UKM", "koperasi@banten.example.id", Role.PEMBINA, since=SINCE),
    _Post("Pengendali APIP", "pengendali.apip@banten.example.id", Role.APIP),
    _Post("Anggota tim APIP", "anggota.apip@banten.example.id", Role.APIP),
    _Post("Administrator", "admin@banten.example.id", Role.ADMIN),
)


def open_all(*, actor: Actor) -> None:
    """Open every account with its role until a year from today. Runs in the caller's transaction."""
    government = Government.objects.get(code=PROVINCE)
    today = clock.today()
    for post in POSTS:
        user = create_account(
            name=f"{post.label} (contoh)",
            email=post.login,
            phone=None,
            password=PASSWORD,
            actor=actor,
            is_example=True,
        )
        unit = Unit.objects.get(government=government, code=post.unit) if post.unit else None
        for begin, end in _terms(post.since or today, today + _TERM):
            give_role(
                user_id=user.pk, role=post.role, government=government, unit=unit, valid_from=begin, valid_to=end,
                actor=actor,
            )  # fmt: skip


def _terms(begin: date, end: date) -> Iterator[tuple[date, date]]:
    """Terms of a role one after the other, none longer than a year."""
    while begin < end:
        yield begin, min(begin + _TERM, end)
        begin += _TERM


def listed() -> list[tuple[str, str, str]]:
    """Label, login and password of the accounts that are still open."""
    open_now = set(User.objects.filter(is_example=True, is_active=True).values_list("email", flat=True))
    return [(post.label, post.login, PASSWORD) for post in POSTS if post.login in open_now]

"""`belanja admin`: the first accounts and roles of an installation, from the console of its machine."""

import argparse
import getpass
import sys
from datetime import date, timedelta

from belanja.accounts import selectors as accounts
from belanja.accounts import services as account_services
from belanja.accounts.models import User
from belanja.foundation import clock, text
from belanja.institutions import selectors, services
from belanja.institutions.models import Unit
from belanja.journal.services import CONSOLE
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role

HELP = "membuat akun dan memberi peran pertama"

_TERM = timedelta(days=365)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="TINDAKAN")

    create = actions.add_parser("create-account", help="membuat akun; kata sandi ditanyakan")
    create.add_argument("--name", required=True, metavar="NAMA")
    create.add_argument("--email", metavar="SUREL")
    create.add_argument("--phone", metavar="TELEPON", help="0812… atau +62812…")
    create.add_argument("--password-stdin", action="store_true", help="baca kata sandi dari masukan baku")

    role = actions.add_parser("give-role", help="memberi peran kepada sebuah akun")
    role.add_argument("--login", required=True, metavar="AKUN", help="surel atau nomor telepon akun itu")
    role.add_argument("--role", required=True, choices=[str(one) for one in Role], metavar="PERAN")
    role.add_argument("--government", required=True, metavar="KODE", help="kode KLPD, misalnya D43")
    role.add_argument("--unit", metavar="KODE", help="kode satuan kerja; tanpa ini untuk seluruh pemerintah daerah")
    role.add_argument("--from", dest="valid_from", type=_day, metavar="TANGGAL", help="mulai (baku: hari ini)")
    role.add_argument("--to", dest="valid_to", type=_day, metavar="TANGGAL", help="hari pertama tanpa peran ini")

    password = actions.add_parser("set-password", help="mengganti kata sandi sebuah akun")
    password.add_argument("--login", required=True, metavar="AKUN", help="surel atau nomor telepon akun itu")
    password.add_argument("--password-stdin", action="store_true", help="baca kata sandi dari masukan baku")

    reset = actions.add_parser("reset-second-factor", help="mematikan faktor kedua bila telepon hilang")
    reset.add_argument("--login", required=True, metavar="AKUN", help="surel atau nomor telepon akun itu")


def handle(args: argparse.Namespace) -> int:
    """Do one action; 0 done. Raises RuleBroken with the reason where it is refused."""
    {
        "create-account": _create_account,
        "give-role": _give_role,
        "set-password": _set_password,
        "reset-second-factor": _reset_second_factor,
    }[args.action](args)
    return 0


def _create_account(args: argparse.Namespace) -> None:
    user = account_services.create_account(
        name=args.name, email=args.email, phone=args.phone, password=_password(args), actor=CONSOLE
    )
    print(f"Akun {user.email or user.phone} dibuat.")


def _give_role(args: argparse.Namespace) -> None:
    government = selectors.government(args.government)
    unit = None
    if args.unit:
        unit = Unit.objects.filter(government=government, code=args.unit).first()
        if unit is None:
            raise RuleBroken("unit_unknown", f"Satuan kerja {args.unit} tidak ditemukan.", status=404)
    valid_from = args.valid_from or clock.today()
    given = services.give_role(
        user_id=_account(args.login).pk,
        role=Role(args.role),
        government=government,
        unit=unit,
        valid_from=valid_from,
        valid_to=args.valid_to or valid_from + _TERM,
        actor=CONSOLE,
    )
    print(
        f"Peran {Role(given.role).label} di {unit or government} berlaku "
        f"{text.long_date(given.valid_from)} sampai sebelum {text.long_date(given.valid_to)}."
    )


def _set_password(args: argparse.Namespace) -> None:
    account_services.set_password(user_id=_account(args.login).pk, password=_password(args), actor=CONSOLE)
    print("Kata sandi diganti.")


def _reset_second_factor(args: argparse.Namespace) -> None:
    account_services.reset_second_factor(user_id=_account(args.login).pk, actor=CONSOLE)
    print("Faktor kedua dimatikan; pemilik akun dapat mengaktifkannya lagi setelah masuk.")


def _account(login: str) -> User:
    user = accounts.by_login(login)
    if user is None:
        raise RuleBroken("account_unknown", f"Tidak ada akun dengan surel atau telepon {login}.", status=404)
    return user


def _password(args: argparse.Namespace) -> str:
    """From standard input where asked for (scripts), else typed twice and not shown; never from the command line,
    which other users of the machine can read."""
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Kata sandi: ")
    if first != getpass.getpass("Sekali lagi: "):
        raise RuleBroken("password_differs", "Kedua kata sandi tidak sama.")
    return first


def _day(text_: str) -> date:
    try:
        return date.fromisoformat(text_)
    except ValueError:
        raise argparse.ArgumentTypeError("tanggal ditulis YYYY-MM-DD") from None

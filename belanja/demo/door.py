"""People at the door of the sample: some whose number waits for a code, one who lost the way in."""

from belanja.accounts import services as accounts
from belanja.accounts.models import User
from belanja.institutions import services as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.duties import Role

from .catalogue.registrations import PIN, account

#: They have registered; an officer proves their numbers. The last two claim the same one.
_WAITING = (
    ("Sumiyati", "081200000011"),
    ("Jajang Nurjaman", "081200000012"),
    ("Euis Kartika", "081200000013"),
    ("Orang lain dengan nomor yang sama", "081200000013"),
)
_LOST = ("Ujang Suherman", "081200000014")


def prepare(*, government: Government) -> None:
    """Accounts for the desks "Akun penyedia" and "Pemulihan akses". Runs in the caller's transaction."""
    for number, (name, phone) in enumerate(_WAITING):
        pin = PIN if number < len(_WAITING) - 1 else "586207"
        user = accounts.register(name=f"{name} (contoh)", phone=phone, pin=pin, government_code=government.code)
        User.objects.filter(pk=user.pk).update(is_example=True)
    account(*_LOST)
    officer = User.objects.filter(is_example=True, roles__role=Role.PEMBINA, roles__government=government).first()
    if officer is not None:
        institutions.ask_restoration(
            government=government,
            phone=_LOST[1],
            reason="Telepon hilang di pasar",
            seen="KTP asli dan NIB",
            actor=Actor(user_id=officer.pk, label=Role.PEMBINA.label),
        )

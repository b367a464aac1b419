"""What an officer carries: the same words as a WhatsApp link, as text to copy, and as a sheet with a QR code."""

from dataclasses import dataclass

from belanja.accounts.models import DoorCode
from belanja.documents import qr
from belanja.documents.charts.svg import Drawn
from belanja.foundation import text
from belanja.institutions.models import Government
from belanja.notices import forms


@dataclass(frozen=True)
class Sheet:
    """One message ready to be carried. `whatsapp` is empty where no telephone is known; `code` where there is none."""

    heading: str
    addressee: str
    words: str
    address: str
    drawing: Drawn | None
    message: str
    whatsapp: str
    code: str = ""
    sender: str = ""


_WORDS = {
    DoorCode.Purpose.NUMBER: "{open} di telepon Anda untuk membuktikan bahwa nomor Anda benar.",
    DoorCode.Purpose.INVITATION: "Akun Anda di Belanja sudah disiapkan. {open} dan buat PIN Anda sendiri.",
    DoorCode.Purpose.RESTORATION: "Akses akun Anda dipulihkan. {open} dan buat PIN baru.",
}
_BY_MESSAGE, _ON_PAPER = "Buka tautan ini", "Pindai gambar ini, atau buka alamat di bawahnya,"
_WARNING = "Jangan berikan kode ini kepada siapa pun. Petugas tidak pernah menanyakan PIN Anda."


def of_code(government: Government, row: DoorCode, code: str, name: str) -> Sheet:
    """The sheet of a code just made; the only moment at which it can be shown."""
    link = f"/akun/kode/{code}/"
    words = f"{_WORDS[DoorCode.Purpose(row.purpose)]} Berlaku sampai {text.long_date(row.expires_at)}. {_WARNING}"
    message = forms.plain(f"{government.name}: {words.format(open=_BY_MESSAGE)}", link)
    return Sheet(
        heading=DoorCode.Purpose(row.purpose).label,
        addressee=name,
        words=words.format(open=_ON_PAPER),
        address=forms.absolute(link),
        drawing=qr.svg(forms.absolute(link)),
        message=message,
        whatsapp=forms.whatsapp_url(row.phone, message),
        code=code,
        sender=government.name,
    )


def of_notice(government: Government, *, addressee: str, words: str, link: str, phone: str) -> Sheet:
    """The sheet of a message; `phone` is empty where no proved number is known."""
    message = forms.plain(f"{government.name}: {words}", link)
    return Sheet(
        heading="Pesan",
        addressee=addressee,
        words=words,
        address=forms.absolute(link),
        drawing=qr.svg(forms.absolute(link)) if link else None,
        message=message,
        whatsapp=forms.whatsapp_url(phone, message) if phone else "",
        sender=government.name,
    )

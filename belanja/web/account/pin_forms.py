"""Forms for people with a telephone: registering, choosing a PIN, one's own data. Nothing typed is lost but the PIN."""

from typing import Any

from django import forms

from belanja.accounts import phones
from belanja.institutions.models import Government
from belanja.rules.decisions import RuleBroken
from belanja.rules.pins import LENGTH, weakness

_FIELDS = {
    "name_missing": "name",
    "phone_invalid": "phone",
    "email_invalid": "contact_email",
    "pin_weak": "pin",
    "number_rests": "phone",
}


def place(form: forms.Form, refusal: RuleBroken) -> None:
    """Say a refusal at the field it is about. 404 is raised: what is not there has no form."""
    if refusal.status == 404:
        raise refusal
    field = _FIELDS.get(refusal.code)
    form.add_error(field if field in form.fields else None, refusal.message)


def pin_field(label: str, hint: str = "", *, new: bool = True) -> forms.CharField:
    """Six digits, typed on the number keys of a telephone, not shown."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LENGTH,
        strip=True,
        widget=forms.PasswordInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "new-password" if new else "current-password",
                "maxlength": str(LENGTH),
            }
        ),
        error_messages={"required": "Isi PIN enam angka.", "max_length": "PIN terdiri atas enam angka."},
    )


def _offer(form: forms.Form, governments: list[Government]) -> None:
    field = form.fields["government"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(one.code, one.name) for one in governments]


class PinForm(forms.Form):
    """A new PIN, typed twice."""

    pin = pin_field("PIN", "Enam angka yang hanya Anda ketahui. Bukan tanggal lahir, bukan 123456.")
    again = pin_field("PIN sekali lagi")

    def __init__(self, *args: Any, phone: str = "", **kwargs: Any) -> None:
        self.number = phone
        super().__init__(*args, **kwargs)

    def clean_pin(self) -> str:
        pin = str(self.cleaned_data["pin"])
        if why := weakness(pin, phone=self.number):
            raise forms.ValidationError(why, code="pin_weak")
        return pin

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "pin" in given and "again" in given and given["pin"] != given["again"]:
            self.add_error("again", "Kedua PIN tidak sama. Ketik sekali lagi.")
        return given


class RegisterForm(PinForm):
    """Who, at which number, with which PIN, and whose officers prove the number."""

    name = forms.CharField(
        label="Nama Anda",
        help_text="Nama orang yang mengurus usaha, seperti di KTP. Nama usaha diisi sesudah ini.",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Isi nama Anda."},
    )
    phone = forms.CharField(
        label="Nomor telepon",
        help_text="Sebaiknya nomor WhatsApp. Boleh diawali 0812 atau +62812.",
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": "Isi nomor telepon."},
    )
    contact_email = forms.CharField(
        label="Surel",
        required=False,
        max_length=254,
        help_text="Untuk menerima pesan juga di sana.",
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email"}),
    )
    government = forms.ChoiceField(
        label="Pemerintah daerah terdekat",
        help_text="Petugasnya akan membuktikan nomor Anda. Sesudah itu usaha Anda dikenal di semua daerah.",
    )
    field_order = ("name", "phone", "government", "pin", "again", "contact_email")

    def __init__(self, *args: Any, governments: list[Government], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, governments)

    def clean_phone(self) -> str:
        try:
            self.number = phones.normalised(str(self.cleaned_data["phone"]))
        except ValueError as error:
            raise forms.ValidationError(
                "Nomor telepon tidak sah. Contoh: 0812 3456 7890.", code="phone_invalid"
            ) from error
        return self.number


class ContactForm(forms.Form):
    """Name, the address for messages, and whose officers prove the number while nobody has."""

    name = forms.CharField(
        label="Nama Anda",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Isi nama Anda."},
    )
    contact_email = forms.CharField(
        label="Surel untuk pesan",
        required=False,
        max_length=254,
        help_text="Bukan untuk masuk. Pesan dikirim ke sana kalau Anda tidak masuk dengan surel.",
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email"}),
    )
    government = forms.ChoiceField(
        label="Yang membuktikan nomor Anda", help_text="Pilih pemerintah daerah yang petugasnya Anda temui."
    )

    def __init__(self, *args: Any, governments: list[Government], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if governments:
            _offer(self, governments)
        else:
            del self.fields["government"]


class CodeForm(forms.Form):
    """The code from a message or a sheet, for those who cannot open its link."""

    code = forms.CharField(
        label="Kode dari petugas",
        help_text="Dua belas tanda, misalnya 7K3M-9QXF-2D4T. Huruf besar atau kecil sama saja.",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
        error_messages={"required": "Isi kodenya."},
    )

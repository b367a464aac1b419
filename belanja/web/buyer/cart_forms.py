"""Forms of a package: begun, tied to the plan, filled, described, asked for."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from belanja.institutions.models import Unit
from belanja.purchasing.models import Package, PackageLine
from belanja.purchasing.services.packages import Description
from belanja.rules.buying.policy import Answer, Outcome
from belanja.rules.buying.reason_uses import Use
from belanja.rules.buying.reasons import REASONS, reasons_for
from belanja.rules.buying.states import Method, OrderKind
from belanja.web.manager.parameter_forms import day_field
from belanja.web.naming import shown
from belanja.web.purchases.forms import words_field

#: For what a rule asks a coded reason.
_ASKED_BY_RULE = {
    "harga.lebih_mahal": Use.DEARER,
    "pdn.urutan": Use.LOWER_CLASS,
    "pdn.impor": Use.IMPORT,
    "umkk.cadangan": Use.NOT_SMALL,
    "paket.pecah": Use.SPLIT,
    "rup.paket": Use.PLAN,
    "metode.minikom": Use.NO_COMPETITION,
    "metode.wajib": Use.OUTSIDE,
    "penyedia.verifikasi": Use.UNVERIFIED,
}


def quantity_field(label: str = "Jumlah") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.01"),
        max_digits=14,
        decimal_places=2,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "6"}),
        error_messages={
            "required": f"{label} belum diisi.",
            "invalid": "Tulis angka saja, misalnya 12.",
            "min_value": f"{label} harus lebih dari nol.",
        },
    )


def region_field(regions: Mapping[int, str], label: str = "Dikirim ke", empty: str = "belum dipilih") -> Any:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", empty), *((str(one), name) for one, name in regions.items())],
    )


class BeginForm(forms.Form):
    """A new package. `units`: those for which the officer may buy or ask."""

    title = forms.CharField(label="Nama paket", max_length=240, error_messages={"required": "Nama paket belum diisi."})
    unit = forms.TypedChoiceField(
        label="Satuan kerja", coerce=int, error_messages={"required": "Pilih satuan kerjanya."}
    )
    kind = forms.ChoiceField(
        label="Jenis pesanan",
        choices=[
            (OrderKind.ONCE.value, "Sekali: dikirim sesuai pesanan"),
            (OrderKind.CALL_OFF.value, "Bertahap: satu daftar harga, dipanggil sesuai kebutuhan"),
        ],
        initial=OrderKind.ONCE.value,
    )
    method = forms.ChoiceField(
        label="Metode",
        choices=[(one.value, one.label) for one in (Method.NEGOTIATION, Method.DIRECT)],
        initial=Method.NEGOTIATION.value,
    )

    def __init__(self, data: Any = None, *, units: Iterable[Unit], **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        choices = [(str(unit.pk), shown(unit.name)) for unit in units]
        field.choices = choices if len(choices) == 1 else [("", "Pilih satuan kerja"), *choices]

    @property
    def first(self) -> list[forms.BoundField]:
        """What is always asked."""
        return list(self)

    @property
    def folded(self) -> list[forms.BoundField]:
        """What only a new package needs, where there is one already."""
        return []


class LineForm(forms.Form):
    """One line of a package: how many, where and until when."""

    quantity = quantity_field()
    address = forms.CharField(label="Alamat", required=False, max_length=300)
    needed_on = day_field("Dibutuhkan", required=False)
    note = forms.CharField(label="Catatan untuk penyedia", required=False, max_length=300)

    def __init__(self, data: Any = None, *, line: PackageLine, regions: Mapping[int, str]) -> None:
        initial = {
            "quantity": f"{line.quantity.normalize():f}",
            "address": line.address,
            "needed_on": line.needed_on,
            "note": line.note,
            "deliver_to_id": line.deliver_to_id or "",
        }
        super().__init__(data, prefix=f"baris-{line.pk}", initial=initial)
        self.fields["deliver_to_id"] = region_field(regions, empty="seperti paket")
        self.order_fields(["quantity", "deliver_to_id", "address", "needed_on", "note"])


class ListForm(forms.Form):
    """A pasted or uploaded list: number and quantity, a line each."""

    text = words_field(
        "Daftar barang",
        "Satu barang satu baris: nomor barang, lalu jumlah, dipisah titik koma, koma, atau tab. Contoh: 10234;12",
        required=False,
        rows=6,
    )
    file = forms.FileField(
        label="Atau unggah berkas CSV/teks",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv"}),
    )
    _LARGEST = 200_000

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, prefix="daftar")

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        written, file = str(told.get("text") or "").strip(), told.get("file")
        if file is not None:
            if file.size > self._LARGEST:
                self.add_error("file", "Berkas terlalu besar: paling banyak 200 kB teks.")
                return told
            written = "\n".join(part for part in (written, _decoded(file.read())) if part)
        if not written:
            self.add_error("text", "Daftar masih kosong.")
        told["rows"] = written
        return told


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


class NameForm(forms.Form):
    """The name of a template."""

    name = forms.CharField(
        label="Nama templat", max_length=120, error_messages={"required": "Nama templat belum diisi."}
    )

    def __init__(self, data: Any = None, *, key: str, **more: Any) -> None:
        super().__init__(data, prefix=key, **more)


class FromForm(forms.Form):
    """An earlier order or a package of the unit whose contents are put in, at today's prices."""

    source = forms.ChoiceField(label="Salin isi dari", error_messages={"required": "Pilih sumbernya."})

    def __init__(self, data: Any = None, *, choices: Iterable[tuple[str, str]]) -> None:
        super().__init__(data, prefix="salin")
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Pilih pesanan atau paket"), *choices]

    @property
    def what(self) -> tuple[str, int]:
        kind, _dash, number = str(self.cleaned_data["source"]).partition("-")
        return kind, int(number)


class DescribeForm(forms.Form):
    """Where, until when, how, by whom and why. `signer`: what whoever checks and signs is called in this unit."""

    title = forms.CharField(label="Nama paket", max_length=240, error_messages={"required": "Nama paket belum diisi."})
    need = words_field("Kebutuhan", "Untuk apa, dengan kata satuan kerja sendiri.", required=False, rows=2)
    address = forms.CharField(label="Alamat kirim", required=False, max_length=300)
    needed_on = day_field("Dibutuhkan paling lambat", required=False)
    method = forms.ChoiceField(
        label="Metode", choices=[(one.value, one.label) for one in (Method.NEGOTIATION, Method.DIRECT)]
    )
    kind = forms.ChoiceField(label="Jenis pesanan", choices=[(one.value, one.label) for one in OrderKind])
    term_to = day_field("Pesanan bertahap sampai", "Hanya untuk pesanan bertahap.", required=False)
    terms = words_field("Ketentuan tambahan", "Masuk ke dalam Surat Pesanan.", required=False, rows=2)
    account = forms.CharField(label="Kode rekening (MAK)", required=False, max_length=200)
    fund = forms.CharField(label="Sumber dana", required=False, max_length=40)

    def __init__(
        self, data: Any = None, *, package: Package, regions: Mapping[int, str], ppks: Iterable[tuple[int, str]],
        signer: str,
    ) -> None:  # fmt: skip
        initial = {
            name: getattr(package, name)
            for name in ("title", "need", "address", "needed_on", "method", "kind", "terms", "account", "fund")
        }
        initial |= {
            "term_to": package.term_to,
            "deliver_to_id": package.deliver_to_id or "",
            "ppk_id": package.ppk_id or "",
        }
        super().__init__(data, prefix="keterangan", initial=initial)
        self.fields["deliver_to_id"] = region_field(regions)
        self.fields["ppk_id"] = forms.TypedChoiceField(
            label=signer,
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "belum dipilih"), *((str(one), name) for one, name in ppks)],
        )
        self.order_fields(
            ["title", "need", "deliver_to_id", "address", "needed_on", "ppk_id", "method", "kind", "term_to", "terms",
             "account", "fund"]
        )  # fmt: skip

    @property
    def told(self) -> Description:
        values = dict(self.cleaned_data)
        values["method"], values["kind"] = Method(values["method"]), OrderKind(values["kind"])
        return Description(**values)


def uses_asked(answers: Iterable[Answer]) -> list[Use]:
    """For what the rules ask a coded reason of this package, in the order in which they spoke."""
    asking = [one.rule for one in answers if one.outcome is Outcome.NEEDS_REASON and one.rule in _ASKED_BY_RULE]
    return list(dict.fromkeys(_ASKED_BY_RULE[rule] for rule in asking))


class WhyForm(forms.Form):
    """The coded reasons, asked once for the package, and the proof of search where something is imported."""

    reason_codes = forms.MultipleChoiceField(
        label="Alasan pilihan", required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = words_field("Penjelasan", "Yang mana, dan mengapa.", required=False, rows=2)
    import_proof = words_field(
        "Bukti pencarian produk dalam negeri",
        "Untuk barang impor: di mana dicari, kapan, dan apa hasilnya; nomor bukti pencarian dari katalog dapat ditulis "
        "di sini.",
        required=False,
        rows=3,
    )

    def __init__(self, data: Any = None, *, package: Package, uses: Iterable[Use]) -> None:
        initial = {name: getattr(package, name) for name in ("reason_codes", "reason", "import_proof")}
        super().__init__(data, prefix="alasan", initial=initial)
        field = self.fields["reason_codes"]
        assert isinstance(field, forms.MultipleChoiceField)
        offered = {one.code: one.label for use in uses for one in reasons_for(use)}
        offered |= {code: REASONS[code].label for code in package.reason_codes if code in REASONS}
        field.choices = list(offered.items())
        if not offered:
            del self.fields["reason_codes"]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        asking = [REASONS[code] for code in told.get("reason_codes", []) if REASONS[code].needs_note]
        if asking and not told.get("reason", "").strip():
            self.add_error("reason", f"Alasan “{asking[0].label}” perlu penjelasan: yang mana, dan mengapa.")
        return told

    @property
    def told(self) -> Description:
        values = self.cleaned_data
        return Description(
            reason_codes=tuple(values.get("reason_codes", ())),
            reason=values["reason"],
            import_proof=values["import_proof"],
        )


class SwapForm(forms.Form):
    """One click: this line's offer for another one, in the same quantity to the same place."""

    line = forms.IntegerField(widget=forms.HiddenInput)
    offer = forms.IntegerField(widget=forms.HiddenInput)


class TakeOutForm(forms.Form):
    line = forms.IntegerField(widget=forms.HiddenInput)

"""A form that shows every kind of field with and without errors."""

from django import forms


class SampleForm(forms.Form):
    number = forms.CharField(
        label="Nomor surat pesanan",
        help_text="Tertulis di kanan atas surat, misalnya 027/112/SP/2026.",
        error_messages={"required": "Nomor surat pesanan belum diisi. Salin dari surat yang ditandatangani."},
    )
    price = forms.DecimalField(
        label="Harga satuan (rupiah)",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        max_digits=20,
        decimal_places=2,
        error_messages={"invalid": "Harga ditulis dengan angka saja, misalnya 1250000."},
    )
    method = forms.ChoiceField(
        label="Cara pembelian",
        choices=[("nego", "Negosiasi harga"), ("mini", "Mini-kompetisi")],
        widget=forms.RadioSelect,
        error_messages={"required": "Cara pembelian belum dipilih. Pilih salah satu."},
    )
    region = forms.ChoiceField(label="Wilayah kirim", choices=[("36.02", "Kabupaten Lebak"), ("36.73", "Kota Serang")])
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    sure = forms.BooleanField(
        label="Saya sudah memeriksa bahwa barang ini tidak tersedia di etalase lain",
        required=False,
    )

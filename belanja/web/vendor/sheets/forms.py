"""Forms of sheets and photos: a file with its etalase, an archive, the meaning of each heading."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from belanja.exchange.layout import Layout
from belanja.exchange.selectors import Shelf


class SheetForm(forms.Form):
    """A filled sheet and the etalase it is for."""

    etalase = forms.ChoiceField(
        label="Untuk etalase", error_messages={"required": "Pilih etalase yang dituju lembar ini."}
    )
    document = forms.FileField(
        label="Lembar yang sudah diisi",
        help_text="XLSX atau CSV, paling banyak 20.000 baris dan 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Pilih berkas lembarnya.", "empty": "Berkas ini kosong."},
    )

    def __init__(self, data: Any = None, files: Any = None, *, shelves: Sequence[Shelf], initial: str = "") -> None:
        super().__init__(data, files, auto_id="lembar_%s", initial={"etalase": initial})
        own = [(str(one.etalase.pk), one.etalase.name) for one in shelves if one.goods]
        rest = [(str(one.etalase.pk), one.etalase.name) for one in shelves if not one.goods]
        groups: list[tuple[str, Any]] = [("", "Pilih etalase")]
        groups += [("Yang sudah berisi barang Anda", own)] if own else []
        groups += [("Etalase lain", rest)] if rest else []
        field = self.fields["etalase"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = groups


class ArchiveForm(forms.Form):
    """A ZIP of photos named by article number."""

    archive = forms.FileField(
        label="ZIP berisi foto",
        help_text="Nama setiap foto adalah nomor artikelnya: A-12.jpg, A-12-2.jpg. Paling besar 64 MB.",
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        error_messages={"required": "Pilih berkas ZIP-nya.", "empty": "Berkas ini kosong."},
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="zip_%s")


class HeadingForm(forms.Form):
    """What each heading means that is not our own; suggestions are chosen already, a person looks them over."""

    def __init__(self, data: Any = None, *, headings: Sequence[Mapping[str, Any]], layout: Layout) -> None:
        super().__init__(data)
        choices = [("", "tidak dipakai")]
        choices += [(column.key, column.heading) for column in layout.columns if not column.locked]
        asked = [one for one in headings if not one["ours"]]
        self._names = {f"kolom-{place}": str(one["name"]) for place, one in enumerate(asked)}
        for (key, name), one in zip(self._names.items(), asked, strict=True):
            samples = ", ".join(one["samples"]) or "kosong"
            before = " Sudah dikenal dari lembar sebelumnya." if one["known"] else ""
            self.fields[key] = forms.ChoiceField(
                label=f"“{name}”",
                help_text=f"Contoh isi: {samples}.{before}",
                choices=choices,
                required=False,
                initial=one["key"],
            )

    def meanings(self) -> dict[str, str]:
        """Heading -> key of the column, as chosen."""
        return {name: self.cleaned_data[key] for key, name in self._names.items()}

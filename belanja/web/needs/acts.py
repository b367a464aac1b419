"""What can be done with a need on its page: a form for each step of `rules.needs.steps` that somebody may take now."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest

from belanja.catalogue import selectors as catalogue
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.needs import selectors
from belanja.needs.models import Need
from belanja.needs.services import answering, joining, posting
from belanja.needs.services.base import is_poster
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.needs.reasons import REASONS
from belanja.rules.needs.states import WANTED, Side
from belanja.rules.needs.steps import NEEDS, Step
from belanja.web.acts import Act, kept
from belanja.web.manager.parameter_forms import day_field
from belanja.web.purchases.forms import PlainForm

#: The number of a product, alone or in the address of its page.
_PRODUCT = re.compile(r"(?:\S*/katalog/produk/)?([0-9]{1,12})(?:[-/?#]\S*)?")


class WordsForm(forms.Form):
    """One's own words, which are kept."""

    keterangan = forms.CharField(
        label="Keterangan", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis keterangannya dalam kata-kata sendiri."},
    )  # fmt: skip


class GoodForm(WordsForm):
    """A good of the catalogue, by the address of its page or its number."""

    produk = forms.CharField(
        label="Alamat atau nomor barangnya di katalog",
        max_length=300,
        help_text="Buka barangnya di katalog, lalu salin alamat halamannya ke sini.",
        error_messages={"required": "Salin alamat halaman barangnya."},
    )
    field_order = ("produk", "keterangan")

    def clean_produk(self) -> int:
        """The product, which must be visible."""
        found = _PRODUCT.fullmatch(str(self.cleaned_data["produk"]).strip())
        try:
            if found is not None:
                return catalogue.product(int(found[1])).id
        except RuleBroken:
            pass
        raise forms.ValidationError("Tidak ada barang yang tampak di katalog dengan alamat atau nomor ini.")


class UnavailableForm(WordsForm):
    """Why nothing meets it."""

    alasan = forms.ChoiceField(
        label="Alasan",
        choices=[("", "Pilih alasan"), *((one.code, one.label) for one in REASONS.values())],
        error_messages={"required": "Pilih alasannya dari daftar."},
    )
    field_order = ("alasan", "keterangan")


class DayForm(forms.Form):
    """The day by which it is needed now."""

    tanggal = day_field("Dibutuhkan paling lambat")


class DemandForm(forms.Form):
    """Another need with which it is one demand; empty: it stands alone."""

    kode = forms.CharField(
        label="Kode kebutuhan yang serupa",
        required=False,
        max_length=14,
        help_text="Kosongkan untuk memisahkannya dari permintaan bersama.",
    )

    def clean_kode(self) -> int | None:
        """The demand of that need."""
        written = str(self.cleaned_data["kode"]).strip().upper()
        if not written:
            return None
        try:
            return selectors.need_by_code(written).demand_id
        except RuleBroken as refusal:
            raise forms.ValidationError(refusal.message) from None


_Run = Callable[[Need, Any, Actor], object]
#: Of each step: its form, what it does, what is said of it afterwards, what it means, and whether it stands folded.
_STEPS: dict[Step, tuple[type[forms.Form], _Run, str, str, bool]] = {
    Step.LINK: (
        GoodForm,
        lambda need, told, actor: answering.link_product(
            need_id=need.pk, product_id=told["produk"], answer=told["keterangan"], actor=actor
        ),
        "Barangnya ditautkan.",
        "Keterangannya terbaca oleh umum.",
        False,
    ),
    Step.UNLINK: (
        WordsForm,
        lambda need, told, actor: answering.unlink_product(need_id=need.pk, note=told["keterangan"], actor=actor),
        "Tautannya dilepas; kebutuhan ini terbuka lagi.",
        "Barang yang ditautkan tidak memenuhinya; kebutuhan ini dicari lagi.",
        True,
    ),
    Step.EQUIVALENT: (
        GoodForm,
        lambda need, told, actor: answering.accept_equivalent(
            need_id=need.pk, product_id=told["produk"], note=told["keterangan"], actor=actor
        ),
        "Barang setara diterima; kebutuhan ini selesai.",
        "Barang lain yang berguna sama baiknya. Kebutuhan ini lalu selesai.",
        True,
    ),
    Step.UNAVAILABLE: (
        UnavailableForm,
        lambda need, told, actor: answering.declare_unavailable(
            need_id=need.pk, reason_code=told["alasan"], note=told["keterangan"], actor=actor
        ),
        "Dinyatakan tidak tersedia, dengan bukti pencariannya.",
        "Yang sudah dicari dan siapa yang ditanya disimpan bersamanya dan terbaca oleh umum; impor merujuk ke sini.",
        True,
    ),
    Step.RENEW: (
        DayForm,
        lambda need, told, actor: posting.renew_need(need_id=need.pk, needed_by=told["tanggal"], actor=actor),
        "Dipasang lagi.",
        "",
        False,
    ),
    Step.TAKE_BACK: (
        PlainForm,
        lambda need, _told, actor: posting.take_back_need(need_id=need.pk, actor=actor),
        "Kebutuhan ini sudah ditarik.",
        "Catatannya tetap ada; penyedia tidak lagi melihatnya di antara yang terbuka.",
        True,
    ),
    Step.REMOVE: (
        WordsForm,
        lambda need, told, actor: answering.remove_need(need_id=need.pk, note=told["keterangan"], actor=actor),
        "Diturunkan dari halaman umum.",
        "Untuk isi yang tidak pantas dibaca umum. Keterangannya tersimpan sebagai alasannya.",
        True,
    ),
}


def sides_of(actor: Actor, need: Need) -> list[Side]:
    """In what parts somebody may act on a need today."""
    found = [Side.POSTER] if is_poster(actor, need) else []
    if institutions.is_allowed(actor, Duty.CURATE_CATALOGUE, need.government):
        found.append(Side.BUREAU)
    return found


def acts_on(request: HttpRequest, actor: Actor, need: Need, sides: Sequence[Side]) -> list[Act]:
    """The acts of some sides, each step once, in the order of the table; joining demands at the end."""
    found: dict[Step, Act] = {}
    for side in sides:
        for rule in NEEDS.steps_from(need.state, side):
            if rule.step in _STEPS and rule.step not in found:
                found[rule.step] = _act(request, actor, need, rule.step, rule.label)
    acts = list(found.values())
    if Side.BUREAU in sides and need.state in WANTED:
        acts.append(_demand(request, actor, need))
    return acts


def _act(request: HttpRequest, actor: Actor, need: Need, step: Step, label: str) -> Act:
    form, run, said, about, quiet = _STEPS[step]
    return Act(
        key=step.value,
        title=label,
        button=label,
        form=form(kept(request, step.value)),
        run=lambda filled, _version: run(need, filled.cleaned_data, actor),
        said=said,
        about=about,
        quiet=quiet,
    )


def _demand(request: HttpRequest, actor: Actor, need: Need) -> Act:
    def move(filled: DemandForm, _version: int) -> None:
        joining.move_need(need_id=need.pk, demand_id=filled.cleaned_data["kode"], actor=actor)

    return Act(
        key="permintaan",
        title="Gabungkan atau pisahkan",
        button="Simpan",
        form=DemandForm(kept(request, "permintaan")),
        run=move,
        said="Permintaan bersamanya diubah.",
        about="Kebutuhan serupa menjadi satu permintaan bersama, supaya usaha kecil melihat besarnya.",
        quiet=True,
    )

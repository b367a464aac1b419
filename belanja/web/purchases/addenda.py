"""Addenda as both sides see them: what is proposed beside what holds, the form of a proposal, and the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest

from belanja.foundation import text
from belanja.journal.services import Actor
from belanja.purchasing.models import Order, OrderLine, OrderVersion
from belanja.purchasing.services import addenda
from belanja.purchasing.services.addenda import Changes
from belanja.rules.buying.states import OrderState, Side, VersionState
from belanja.rules.buying.steps import Step
from belanja.web.acts import Act, kept
from belanja.web.manager.parameter_forms import day_field
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table

from . import words
from .forms import NoteForm, PlainForm, words_field

_NUMBER = {"invalid": "Tulis angka saja, misalnya 12.", "min_value": "Tidak boleh kurang dari nol."}


@dataclass(frozen=True)
class Party:
    """Who sits there: his side, and whether he may propose and sign for it."""

    side: Side
    actor: Actor
    signs: bool


def versions_of(order: Order) -> list[OrderVersion]:
    """Every version with its signatures, the oldest first. Two queries."""
    return list(order.versions.prefetch_related("signatures").order_by("number"))


def proposed(versions: Sequence[OrderVersion]) -> OrderVersion | None:
    """The addendum that waits; never the order itself."""
    return next((one for one in versions if one.number > 0 and one.state == VersionState.PROPOSED), None)


def in_force(versions: Sequence[OrderVersion]) -> OrderVersion | None:
    return next((one for one in versions if one.state == VersionState.IN_FORCE), None)


def acts(request: HttpRequest, party: Party, order: Order, versions: Sequence[OrderVersion]) -> list[Act]:
    """Propose, where nothing waits; else sign or refuse the other side's, or take back one's own."""
    if not party.signs:
        return []
    by: dict[str, Any] = {"order_id": order.pk, "side": party.side, "actor": party.actor}
    waiting = proposed(versions)
    if waiting is None:
        return [_propose(request, order, by)] if order.state == OrderState.PROCESS else []
    if waiting.proposed_side == party.side:
        return [
            Act(Step.WITHDRAW_ADDENDUM, "Tarik usulan", "Tarik usulan",
                PlainForm(kept(request, Step.WITHDRAW_ADDENDUM)),
                lambda _form, version: addenda.withdraw(version=version, **by), "Usulan adendum ditarik.", quiet=True)
        ]  # fmt: skip
    return [
        Act(Step.SIGN_ADDENDUM, f"Adendum {waiting.number}", "Tanda tangani adendum",
            PlainForm(kept(request, Step.SIGN_ADDENDUM)),
            lambda _form, version: addenda.sign(version=version, **by),
            "Adendum ditandatangani dan berlaku.",
            "Persetujuan di layar untuk uji coba, bukan tanda tangan tersertifikasi."),
        Act(Step.REFUSE_ADDENDUM, "Tolak adendum", "Tolak adendum",
            NoteForm(kept(request, Step.REFUSE_ADDENDUM), key=Step.REFUSE_ADDENDUM, label="Sebab"),
            lambda form, version: addenda.refuse(version=version, note=form.note, **by),
            "Adendum ditolak; pesanan berjalan seperti semula.", quiet=True),
    ]  # fmt: skip


def _propose(request: HttpRequest, order: Order, by: dict[str, Any]) -> Act:
    form = ProposalForm(kept(request, Step.PROPOSE_ADDENDUM), lines=list(order.lines.all()), order=order)
    return Act(
        Step.PROPOSE_ADDENDUM, "Usulkan adendum", "Usulkan dan tanda tangani", form,
        lambda form, version: addenda.propose(
            version=version, changes=form.changes, reason=form.cleaned_data["reason"], **by
        ),
        "Adendum diusulkan; pihak lain diberi tahu.",
        "Isi hanya yang berubah. Jumlah 0 melepas seluruh baris, jumlah yang sudah dikirim melepas sisanya; paling "
        "sedikit satu baris tetap. Harga satuan tidak berubah oleh adendum; nilai baru tetap dalam batas Pasal 54.",
    )  # fmt: skip


class ProposalForm(forms.Form):
    """What changes: quantities and freight by line, the day, further terms, who signs."""

    due_on = day_field("Tanggal tiba yang baru", required=False)
    terms = words_field("Ketentuan tambahan", required=False, rows=2)
    signatory = forms.CharField(label="Jabatan penandatangan yang baru", required=False, max_length=160)
    reason = words_field("Alasan adendum", "Dibaca pihak lain, dan terbuka bagi umum sesudah ditandatangani.", rows=2)

    def __init__(self, data: Any = None, *, lines: Sequence[OrderLine], order: Order) -> None:
        super().__init__(data, prefix="adendum")
        self._lines, self._order = lines, order
        for line in lines:
            self.fields[f"quantity-{line.pk}"] = _number(f"Jumlah {line.name}", line.quantity)
            self.fields[f"freight-{line.pk}"] = _number(f"Ongkos kirim {line.name}", line.freight)
            self.fields[f"tax-{line.pk}"] = _number(f"Pajak {line.name} dalam persen", line.tax_percent)
        mine = [name for name in self.fields if "-" in name]
        self.order_fields([*mine, "due_on", "terms", "signatory", "reason"])

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (line.name, [self[f"{name}-{line.pk}"] for name in ("quantity", "freight", "tax")]) for line in self._lines
        ]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("due_on", "terms", "signatory", "reason")]

    @property
    def changes(self) -> Changes:
        """Only what differs from the order as it stands."""
        told = self.cleaned_data
        return Changes(
            quantities=self._changed("quantity", lambda line: line.quantity),
            freights=self._changed("freight", lambda line: line.freight),
            tax_percents=self._changed("tax", lambda line: line.tax_percent),
            due_on=told["due_on"],
            terms=told["terms"] or None,
            signatory=told["signatory"] or None,
        )

    def _changed(self, name: str, now: Any) -> dict[int, Decimal]:
        told = {line: self.cleaned_data.get(f"{name}-{line.pk}") for line in self._lines}
        return {line.pk: value for line, value in told.items() if value is not None and value != now(line)}


def _number(label: str, initial: Decimal) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=20,
        decimal_places=2,
        initial=f"{initial.normalize():f}",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=_NUMBER,
    )


def comparison(old: Mapping[str, Any], new: Mapping[str, Any]) -> Table:
    """What holds beside what is proposed; what differs is marked."""
    rows = [
        _compared("Nilai pesanan", *(text.rupiah(Decimal(str(one["total"]))) for one in (old, new))),
        _compared("Ongkos kirim seluruhnya", *(text.rupiah(Decimal(str(one["freight"]))) for one in (old, new))),
        _compared("Pajak seluruhnya", *(text.rupiah(Decimal(str(one["tax"]))) for one in (old, new))),
        _compared("Hari terakhir", *(_day(one.get("term_to")) for one in (old, new))),
        _compared("Ketentuan tambahan", *(str(one.get("terms") or "tidak ada") for one in (old, new))),
        _compared("Penandatangan", *(str(one.get("signatory") or "tetap") for one in (old, new))),
    ]
    before = {line["position"]: line for line in old["lines"]}
    for line in new["lines"]:
        rows.append(_compared(str(line["name"]), _line(before.get(line["position"])), _line(line)))
    return Table(
        key="banding",
        caption="Yang berlaku dan yang diusulkan",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="apa", label="Isi"),
            Column(key="berlaku", label="Berlaku"),
            Column(key="usul", label="Diusulkan"),
        ],
        rows=rows,
    )


def _compared(what: str, old: str, new: str) -> Row:
    return Row(cells=[what, old, Cell(text=new, differs=old != new, sub="berubah" if old != new else "")])


def _line(line: Mapping[str, Any] | None) -> str:
    if line is None:
        return "tidak ada"
    if not Decimal(str(line["quantity"])):
        return "dilepas seluruhnya"
    amount = words.quantity(Decimal(str(line["quantity"])), str(line["unit"]))
    freight = text.rupiah(Decimal(str(line["freight"])))
    return (
        f"{amount}, ongkos kirim {freight}, pajak {text.percent_short(Decimal(str(line['tax_percent'])))}, tiba "
        + _day(line["due_on"])
    )


def _day(written: Any) -> str:
    return text.long_date(date.fromisoformat(str(written))) if written else "belum ditentukan"


def history(versions: Sequence[OrderVersion]) -> Table:
    """The order itself and every addendum, with who signed and when."""
    return Table(
        key="versi",
        caption="Pesanan dan adendumnya",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="versi", label="Versi"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="alasan", label="Alasan"),
            Column(key="tanda", label="Tanda tangan"),
            Column(key="nilai", label="Nilai", numeric=True),
        ],
        rows=[_version(one) for one in versions],
        empty=EmptyState(
            title="Pesanan ini belum ditandatangani.", text="Adendum ada sesudah kedua pihak menandatangani."
        ),
    )


def _version(one: OrderVersion) -> Row:
    signed = "; ".join(f"{each.post}, {text.date_time(each.at)}" for each in one.signatures.all())
    return Row(
        cells=[
            Cell(text=f"Adendum {one.number}" if one.number else "Pesanan", sub=text.date_time(one.proposed_at)),
            VersionState(one.state).label,
            one.reason or Cell(text="seperti pesanan" if not one.number else "tidak disebut", words=True),
            signed or Cell(text="belum ada", words=True),
            text.rupiah(one.total),
        ]
    )


def _proposer(order: Order, waiting: OrderVersion) -> str:
    """Who proposes it: the firm by its name, an officer by his post."""
    return order.firm_name if waiting.proposed_side == Side.FIRM else waiting.proposed_by_label


def context(request: HttpRequest, party: Party, order: Order) -> dict[str, Any]:
    """What the page of addenda shows to either side."""
    versions = versions_of(order)
    waiting, holds = proposed(versions), in_force(versions)
    found = acts(request, party, order, versions)
    return {
        "comparison": comparison(holds.content, waiting.content) if waiting and holds else None,
        "waiting": waiting,
        "proposer": _proposer(order, waiting) if waiting else "",
        "proposal": next((act for act in found if act.key == Step.PROPOSE_ADDENDUM), None),
        "acts": [act for act in found if act.key != Step.PROPOSE_ADDENDUM],
        "history": history(versions),
        "version": order.version,
        "open_act": request.POST.get("do", ""),
    }

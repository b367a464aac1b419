"""What a change of the licences that a shelf asks for would do to the listings on it, before it is saved."""

from django.urls import reverse
from django.utils.text import slugify

from belanja.catalogue.selectors.licences import Affected, Effect
from belanja.foundation import text
from belanja.web.pieces import Cell, Column, Notice, Row, Table

#: Rows that are shown; the rest is told by number.
_MOST = 100


def effect_notice(effect: Effect) -> Notice:
    """How many listings would be held and how many would be free again."""
    firms = len({one.offer.seller_id for one in effect.held})
    said = []
    if effect.held:
        what = "tidak dapat dibeli lagi" if effect.withholds else "diperingatkan"
        said.append(
            f"{text.number(len(effect.held))} penawaran dari {text.number(firms)} penyedia {what} sampai izinnya "
            "dikonfirmasi; penyedianya diberi tahu."
        )
    if effect.freed:
        said.append(f"{text.number(len(effect.freed))} penawaran tidak lagi menunggu izin.")
    return Notice(
        kind="warning" if effect.held else "info",
        title="Belum disimpan. Lihat akibatnya, lalu tekan Simpan sekali lagi.",
        text=" ".join(said),
    )


def effect_table(effect: Effect) -> Table:
    """The listings with what their firm lacks."""
    affected = [*effect.held, *effect.freed]
    part = f", {text.number(_MOST)} yang pertama" if len(affected) > _MOST else ""
    return Table(
        key="akibat",
        caption=f"{text.number(len(affected))} penawaran yang terkena{part}",
        columns=[
            Column(key="barang", label="Penawaran"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="akibat", label="Akibatnya"),
        ],
        rows=[_row(one) for one in affected[:_MOST]],
        stacked=True,
        tight=True,
        level=2,
    )


def _row(one: Affected) -> Row:
    product = one.offer.product
    return Row(
        href=reverse("katalog:product", args=[product.pk, slugify(product.name)[:60] or "produk"]),
        cells=[
            Cell(text=product.name, sub=one.offer.get_state_display()),
            one.offer.seller.name,
            " ".join(lack.why for lack in one.missing) or "tidak lagi menunggu izin",
        ],
    )

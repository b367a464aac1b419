"""What the front of a firm's desk says of its goods: how many wait for what, each a way to them."""

from belanja.catalogue.selectors import desk as records
from belanja.catalogue.selectors.desk import Group
from belanja.foundation import text
from belanja.web.officer.lists import Part
from belanja.web.pieces import Column, EmptyState, Link, Row, Table

from ..access import FirmDesk


def part(desk: FirmDesk) -> Part:
    """Counts by what there is to do; two queries."""
    counts = records.counts_of(desk.firm.pk)
    archived = records.claimable(desk.firm.pk).count()
    rows = [
        Row(href=f"{desk.url('vendor:listings')}?kelompok={group.value}", cells=[group.label, text.number(count)])
        for group, count in counts.items()
        if count and group is not Group.GONE
    ]
    if archived:
        rows.append(
            Row(
                href=desk.url("vendor:archive"),
                cells=["Di arsip nasional, dapat diambil tanpa mengetik ulang", text.number(archived)],
            )
        )
    return Part(
        key="barang",
        title="Barang Anda",
        items=[
            Table(
                key="barang",
                caption="Barang menurut yang perlu dilakukan",
                show_caption=False,
                columns=[Column(key="kelompok", label="Kelompok"), Column(key="jumlah", label="Barang", numeric=True)],
                rows=rows,
                tight=True,
                empty=EmptyState(
                    title="Belum ada barang.",
                    text="Tambahkan satu nama dan satu harga; sisanya dapat menyusul.",
                    action=Link(label="Tambah barang", href=desk.url("vendor:listing_shelves")),
                ),
            )
        ],
    )

"""Who opened what of a case or a review, as APIP reads it."""

from collections.abc import Mapping

from belanja.foundation import text
from belanja.oversight.models import Case, Review
from belanja.web.officer.lists import Part
from belanja.web.pieces import Column, EmptyState, Row, Table

_MOST = 50


def part(of: Case | Review, names: Mapping[str, str]) -> Part:
    """The last looks. `names`: in words what a sight only numbers (`berkas:7`)."""
    return Part(
        key="dilihat", title="Siapa yang melihat", about=f"Paling banyak {_MOST} yang terakhir.",
        items=[_table(of, names)],
    )  # fmt: skip


def _table(of: Case | Review, names: Mapping[str, str]) -> Table:
    return Table(
        key="dilihat-tabel",
        caption="Yang membuka berkas ini",
        show_caption=False,
        personal=True,
        columns=[
            Column(key="kapan", label="Kapan"),
            Column(key="siapa", label="Siapa"),
            Column(key="apa", label="Apa"),
        ],
        rows=[
            Row(
                cells=[
                    text.date_time(one.at),
                    f"akun {one.by_id}, {one.by_label}",
                    names.get(one.what, one.what.replace(":", " ")),
                ]
            )
            for one in of.sights.order_by("-at", "-pk")[:_MOST]
        ],
        empty=EmptyState(title="Belum ada."),
    )

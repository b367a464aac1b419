"""What an etalase asks of its goods, as a table: the same for officers and for everybody."""

from collections.abc import Sequence

from belanja.rules import schemas
from belanja.rules.attributes import Attribute
from belanja.web.pieces import Column, Row, Table


def attribute_table(attributes: Sequence[Attribute], *, key: str, caption: str) -> Table:
    """Attributes in their order: what is asked, how it is filled, whether it must be and whether it compares."""
    return Table(
        key=key,
        stacked=True,
        caption=caption,
        show_caption=False,
        columns=[
            Column(key="atribut", label="Atribut"),
            Column(key="isi", label="Isi"),
            Column(key="wajib", label="Wajib"),
            Column(key="banding", label="Pembanding"),
        ],
        rows=[
            Row(
                cells=[
                    one.label,
                    schemas.contents(one),
                    "ya" if one.required else "tidak",
                    "ya" if one.comparable else "tidak",
                ]
            )
            for one in attributes
        ],
        tight=True,
    )

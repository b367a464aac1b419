"""A QR code as SVG: black squares on white with the quiet zone the standard asks for."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from .charts.svg import Drawn, el

QUIET = 4


def svg(words: str) -> Drawn:
    """`words` (an address) as a drawing that stands alone; the same words give the same drawing."""
    code = qrcode.QRCode(border=QUIET, error_correction=ERROR_CORRECT_M)
    code.add_data(words)
    code.make(fit=True)
    rows = code.get_matrix()
    size = str(len(rows))
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return el(
        "svg",
        el("rect", width=size, height=size, fill="#ffffff"),
        el("path", d=path, fill="#000000"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {size} {size}",
        width=size,
        height=size,
    )

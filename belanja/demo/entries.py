"""One budget that a unit without a row in the feed has entered, waiting for BPKAD: so a newcomer sees the cure."""

from datetime import date
from decimal import Decimal

from belanja.institutions.models import Unit
from belanja.journal.services import Actor
from belanja.plans.services import propose_budget
from belanja.rules.budgets import BudgetAmounts, BudgetKind

from .sample.places import LAST_YEAR, PROVINCE

#: Dinas Pariwisata: its budget is in no pull of the sample.
UNIT = "3.26.0.00.0.00.01.0000"
NUMBER = f"900.1.3/326-DPA/{LAST_YEAR}"
_AMOUNTS = BudgetAmounts(
    operasi=Decimal("29400000000"), modal=Decimal("12600000000"), btt=Decimal(0), non_pengadaan=Decimal("18250000000")
)
_PROPOSER = Actor(user_id=None, label="Bendahara Dinas Pariwisata (data contoh)")


def enter() -> None:
    """Enter it; nobody has confirmed it yet, so its figure is still unknown. Runs in the caller's transaction."""
    propose_budget(
        unit=Unit.objects.get(government__code=PROVINCE, code=UNIT),
        year=LAST_YEAR,
        kind=BudgetKind.MURNI,
        number=NUMBER,
        dated=date(LAST_YEAR, 1, 5),
        valid_from=date(LAST_YEAR, 1, 5),
        amounts=_AMOUNTS,
        stated=_AMOUNTS.pengadaan,
        note="Struktur Anggaran PD di SiRUP belum memuat unit ini.",
        file_name=f"DPA Dinas Pariwisata {LAST_YEAR} (contoh).pdf",
        file_content=paper(["Data contoh, bukan dokumen resmi.", f"DPA {NUMBER}", f"Rp{_AMOUNTS.pengadaan:,}"]),
        actor=_PROPOSER,
    )


def paper(lines: list[str]) -> bytes:
    """A page of a few lines as the smallest PDF that every reader opens."""
    words = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 14 Tf 20 TL 60 780 Td {words} ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 5\n0000000000 65535 f \n{table}trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + tail.encode("ascii")

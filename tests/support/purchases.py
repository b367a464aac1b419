"""Packages and orders as rows, for tests of who may see them."""

from decimal import Decimal
from typing import Any

from belanja.catalogue.models import Seller
from belanja.documents import services as documents
from belanja.documents.models import Paper
from belanja.documents.services import NewFile
from belanja.foundation import clock
from belanja.institutions.models import Government, Unit
from belanja.journal.services import CONSOLE
from belanja.purchasing.models import Guarantee, Order, Package, Payment, Register, Sp2dRow
from belanja.purchasing.papers import subject_of
from belanja.rules.buying.states import (
    GuaranteeKind,
    Method,
    OrderKind,
    OrderState,
    PackageState,
    PaymentPart,
    PaymentState,
    PaymentWay,
)
from belanja.rules.channels import Mode
from belanja.rules.papers import Kind
from belanja.vendors.models import Firm
from tests.catalogue.worlds import seller


def package(unit: Unit, **fields: Any) -> Package:
    """A package of a unit; a cart unless told otherwise."""
    return Package.objects.create(
        **{
            "government": unit.government,
            "unit": unit,
            "year": clock.today().year,
            "title": "Kursi kerja",
            "mode": Mode.LOCAL.value,
            "state": PackageState.DRAFT.value,
            "created_at": clock.now(),
        }
        | fields
    )


def order(of: Package, firm: Firm, code: str = "BLJ26000001", **fields: Any) -> Order:
    """An order of a package to a firm, without lines; in negotiation unless told otherwise."""
    shop: Seller = seller(firm.name)
    return Order.objects.create(
        **{
            "package": of,
            "government": of.government,
            "unit": of.unit,
            "year": of.year,
            "plan_code": "50000001",
            "code": code,
            "title": of.title,
            "mode": of.mode,
            "kind": OrderKind.ONCE.value,
            "method": Method.NEGOTIATION.value,
            "firm": firm,
            "seller": shop,
            "firm_name": firm.name,
            "state": OrderState.NEGOTIATION.value,
            "goods": Decimal(12_000_000),
            "freight": Decimal(0),
            "tax": Decimal(1_320_000),
            "total": Decimal(13_320_000),
            "buyer_id": 1,
            "buyer_label": "Pejabat Pengadaan",
            "ppk_id": 2,
            "created_at": clock.now(),
        }
        | fields
    )


def paper_of(of: Order) -> Paper:
    """A paper of an order: the course of its negotiation."""
    return documents.issue(
        kind=Kind.MINUTES,
        government=of.government,
        unit=of.unit,
        title=f"Berita Acara {of.code}",
        subject=subject_of(Kind.MINUTES, of.pk),
        files=lambda _paper: [NewFile(name="ba.pdf", media_type="application/pdf", content=b"%PDF-1.7")],
        actor=CONSOLE,
    )


def guarantee_of(of: Order) -> Guarantee:
    """A guarantee of an order with its scan."""
    return Guarantee.objects.create(
        order=of, kind=GuaranteeKind.ADVANCE, number="JUM 1", issuer="Bank Contoh", amount=100,
        valid_from=clock.today(), valid_to=clock.today(), at=clock.now(), by_label="PPK", file_name="jaminan.pdf",
        media_type="application/pdf", content=b"%PDF-1.7",
    )  # fmt: skip


def money_of(of: Order) -> dict[str, int]:
    """A payment of an order, a register that waits for its columns, and a row of a register; their ids by page."""
    payment = Payment.objects.create(
        order=of, part=PaymentPart.ADVANCE, way=PaymentWay.LS, state=PaymentState.REQUESTED, gross=100, net=100,
        at=clock.now(), by_label="Pemilik usaha",
    )  # fmt: skip
    content = b"Nomor SP2D;Tanggal SP2D;Nilai SP2D\n1;02/11/2026;100\n"
    register = Register.objects.create(
        government=of.government, unit=of.unit, year=of.year, file_name="sp2d.csv", file_kind="csv", sha256="0" * 64,
        content=content, state=Register.State.HEADINGS, uploaded_at=clock.now(), uploaded_by_label="Bendahara",
    )  # fmt: skip
    row = Sp2dRow.objects.create(
        government=of.government, unit=of.unit, year=of.year, number="1", amount=100, upload="0" * 64, at=clock.now()
    )
    return {"payment": payment.pk, "register": register.pk, "register_row": row.pk}


def unit_of(government: Government, code: str = "1.06.0.00.0.00.01.0000", name: str = "Dinas Sosial") -> Unit:
    found = Unit.objects.filter(government=government, code=code).first()
    return found or Unit.objects.create(government=government, code=code, name=name, sort_key=name, kind=Unit.Kind.PD)

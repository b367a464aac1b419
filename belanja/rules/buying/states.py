"""The words of buying: states of packages, orders and shipments, methods, sides, kinds of papers and payments.

The states of an order bear the names of the national catalogue v6 (Kepka LKPP 177/2024 and the states of its data), so
that an own order and a national one read alike. Which step leads from where to where stands in `steps`.
"""

from enum import StrEnum

from belanja.rules.channels import Stage


class PackageState(StrEnum):
    """A package gathers what one plan line pays for; when it is sent, it becomes one order for each firm."""

    DRAFT = "draf"
    REQUESTED = "diajukan"
    BUYING = "dibeli"
    DONE = "selesai"
    CANCELLED = "batal"

    @property
    def label(self) -> str:
        return {
            "draf": "Keranjang",
            "diajukan": "Diajukan PPTK",
            "dibeli": "Sedang dibeli",
            "selesai": "Selesai",
            "batal": "Batal",
        }[self.value]


class Method(StrEnum):
    """How a price is found (Peraturan LKPP 9/2021 Pasal 18). The competition has its place and is not open yet."""

    DIRECT = "langsung"
    NEGOTIATION = "negosiasi"
    MINI_COMPETITION = "minikom"

    @property
    def label(self) -> str:
        return {"langsung": "Pembelian langsung", "negosiasi": "Negosiasi harga", "minikom": "Mini-kompetisi"}[
            self.value
        ]


class OrderKind(StrEnum):
    """`ONCE`: delivered as ordered. `CALL_OFF`: one price list with a cap and a term, called off by month."""

    ONCE = "sekali"
    CALL_OFF = "bertahap"

    @property
    def label(self) -> str:
        return {"sekali": "Pesanan sekali", "bertahap": "Pesanan bertahap"}[self.value]


class OrderState(StrEnum):
    NEGOTIATION = "ON_NEGOTIATION"
    REVIEW = "WAITING_PPK_REVIEW"
    DETERMINATION = "WAITING_PA_DETERMINATION"
    SIGNING = "ESIGN_IN_PROGRESS"
    CONFIRMATION = "WAITING_SELLER_CONFIRMATION"
    PROCESS = "ON_PROCESS"
    ADDENDUM = "ON_ADDENDUM"
    COMPLETED = "COMPLETED"
    PAID_OUTSIDE = "PAYMENT_OUTSIDE_SYSTEM"
    CANCELLED_NEGOTIATION = "CANCELLED_ON_NEGOTIATION"
    CANCELLED_REVIEW = "CANCELLED_ON_REVIEW"
    CANCELLED = "CANCELLED"

    @property
    def label(self) -> str:
        return _ORDER[self.value]

    @property
    def cancelled(self) -> bool:
        return self in CANCELLED

    @property
    def signed(self) -> bool:
        """Both sides have signed, and it was not cancelled since."""
        return self in SIGNED


_ORDER = {
    "ON_NEGOTIATION": "Negosiasi",
    "WAITING_PPK_REVIEW": "Menunggu persetujuan PPK",
    "WAITING_PA_DETERMINATION": "Menunggu penetapan PA/KPA",
    "ESIGN_IN_PROGRESS": "Menunggu tanda tangan PPK",
    "WAITING_SELLER_CONFIRMATION": "Menunggu konfirmasi penyedia",
    "ON_PROCESS": "Diproses penyedia",
    "ON_ADDENDUM": "Adendum",
    "COMPLETED": "Selesai",
    "PAYMENT_OUTSIDE_SYSTEM": "Selesai, dibayar di luar sistem",
    "CANCELLED_ON_NEGOTIATION": "Batal saat negosiasi",
    "CANCELLED_ON_REVIEW": "Batal saat persetujuan",
    "CANCELLED": "Batal",
}
CANCELLED = frozenset({OrderState.CANCELLED_NEGOTIATION, OrderState.CANCELLED_REVIEW, OrderState.CANCELLED})
FINISHED = frozenset({OrderState.COMPLETED, OrderState.PAID_OUTSIDE})
SIGNED = frozenset({OrderState.PROCESS, OrderState.ADDENDUM}) | FINISHED
#: Waits for both signatures: what is on order, and may still come to nothing.
OPEN = frozenset(set(OrderState) - CANCELLED - SIGNED)


class ShipmentState(StrEnum):
    """The second axis of an order, apart from its state."""

    DRAFT = "DRAFT"
    PROCESSING = "PROCESSING"
    SHIPPING = "SHIPPING"
    DELIVERED = "DELIVERED"
    BUYER_CONFIRMED = "BUYER_CONFIRMED"
    COMPLETED = "COMPLETED"

    @property
    def label(self) -> str:
        return {
            "DRAFT": "Belum disiapkan",
            "PROCESSING": "Disiapkan penyedia",
            "SHIPPING": "Dikirim",
            "DELIVERED": "Tiba",
            "BUYER_CONFIRMED": "Diterima dan diperiksa",
            "COMPLETED": "Serah terima selesai",
        }[self.value]


class Side(StrEnum):
    """The two sides of an order. `TIME`: a term that has run out."""

    BUYER = "pembeli"
    FIRM = "penyedia"
    TIME = "waktu"

    @property
    def label(self) -> str:
        return {"pembeli": "Pembeli", "penyedia": "Penyedia", "waktu": "Tenggat"}[self.value]


class RoundState(StrEnum):
    """A round of a negotiation: said by one side, until the other answers."""

    OPEN = "menunggu"
    ACCEPTED = "disepakati"
    COUNTERED = "dijawab"
    DECLINED = "ditolak"
    EXPIRED = "lewat"

    @property
    def label(self) -> str:
        return {
            "menunggu": "Menunggu jawaban",
            "disepakati": "Disepakati",
            "dijawab": "Dijawab dengan tawaran lain",
            "ditolak": "Ditolak",
            "lewat": "Tidak dijawab sampai tenggat",
        }[self.value]


class VersionState(StrEnum):
    """A version of an order: the first one, or an addendum. It is in force once both sides have signed it."""

    PROPOSED = "diusulkan"
    IN_FORCE = "berlaku"
    REPLACED = "diganti"
    REFUSED = "ditolak"

    @property
    def label(self) -> str:
        return {"diusulkan": "Diusulkan", "berlaku": "Berlaku", "diganti": "Diganti", "ditolak": "Ditolak"}[self.value]


class SigningWay(StrEnum):
    """How a side signed. The trial signer makes no certified signature, and every paper of it says so."""

    TRIAL = "uji_coba"
    RETURNED = "salinan"

    @property
    def label(self) -> str:
        return {
            "uji_coba": "Persetujuan di layar (bukan tanda tangan tersertifikasi)",
            "salinan": "Naskah bertanda tangan dikembalikan sebagai berkas",
        }[self.value]


class DeliveryState(StrEnum):
    """One consignment to one place."""

    PREPARED = "disiapkan"
    SENT = "dikirim"
    ARRIVED = "tiba"
    INSPECTED = "diperiksa"

    @property
    def label(self) -> str:
        return {"disiapkan": "Disiapkan", "dikirim": "Dikirim", "tiba": "Tiba", "diperiksa": "Diperiksa"}[self.value]


class PaymentWay(StrEnum):
    """How the region pays (Permendagri 77/2020)."""

    UP = "up"
    LS = "ls"
    OUTSIDE = "luar_sistem"

    @property
    def label(self) -> str:
        return {
            "up": "Uang persediaan (UP/GU)",
            "ls": "Langsung (LS) dengan SP2D",
            "luar_sistem": "Di luar sistem",
        }[self.value]


class PaymentPart(StrEnum):
    """What a payment pays."""

    ADVANCE = "uang_muka"
    INSTALMENT = "termin"
    FINAL = "pelunasan"
    RETENTION = "retensi"

    @property
    def label(self) -> str:
        return {"uang_muka": "Uang muka", "termin": "Termin", "pelunasan": "Pelunasan", "retensi": "Retensi"}[
            self.value
        ]


class PaymentState(StrEnum):
    """Only a payment matched with the regional finance register, or documented, makes an order paid."""

    REQUESTED = "diminta"
    REFUSED = "ditolak"
    MATCHED = "cocok_sp2d"
    DOCUMENTED = "terdokumentasi"

    @property
    def label(self) -> str:
        return {
            "diminta": "Tagihan diterima, belum dibayar",
            "ditolak": "Tagihan dikembalikan",
            "cocok_sp2d": "Dibayar, cocok dengan SP2D",
            "terdokumentasi": "Dibayar, bukti dicatat",
        }[self.value]

    @property
    def paid(self) -> bool:
        return self in {PaymentState.MATCHED, PaymentState.DOCUMENTED}


class MoneyStep(StrEnum):
    """What happens to the money of an order; its states stay as they are."""

    BILL = "tagih"
    GIVE_BACK_BILL = "kembalikan_tagihan"
    CONFIRM_TAXES = "sahkan_pajak"
    PAY = "bayar"
    MATCH = "cocokkan"
    UNPAY = "batal_bayar"
    PART = "lepas_cocok"
    GUARANTEE = "catat_jaminan"
    GIVE_BACK_GUARANTEE = "kembalikan_jaminan"
    CLAIM_GUARANTEE = "cairkan_jaminan"
    PROPOSE_TAX_STATUS = "usulkan_status_pajak"
    CORRECT_TAX_STATUS = "betulkan_status_pajak"
    REFUSE_TAX_STATUS = "tolak_status_pajak"

    @property
    def told(self) -> str:
        return {
            "tagih": "Tagihan dikirim penyedia",
            "kembalikan_tagihan": "Tagihan dikembalikan bendahara",
            "sahkan_pajak": "Potongan pajak disahkan bendahara",
            "bayar": "Dibayar",
            "cocokkan": "Pembayaran cocok dengan register SP2D",
            "batal_bayar": "Ternyata belum dibayar",
            "lepas_cocok": "Dilepas dari register SP2D; buktinya tetap",
            "catat_jaminan": "Jaminan dicatat",
            "kembalikan_jaminan": "Jaminan dikembalikan",
            "cairkan_jaminan": "Jaminan dicairkan",
            "usulkan_status_pajak": "Pembetulan status pajak penyedia diusulkan bendahara",
            "betulkan_status_pajak": "Status pajak penyedia dibetulkan",
            "tolak_status_pajak": "Pembetulan status pajak penyedia tidak disetujui",
        }[self.value]


class CorrectionState(StrEnum):
    """Where it stands to put right whether a firm is PKP."""

    PROPOSED = "diusulkan"
    APPLIED = "berlaku"
    REFUSED = "ditolak"

    @property
    def label(self) -> str:
        return {"diusulkan": "Menunggu pejabat lain", "berlaku": "Berlaku", "ditolak": "Tidak disetujui"}[self.value]


class GuaranteeKind(StrEnum):
    """Guarantees of a contract (Perpres 16/2018 Pasal 30)."""

    PERFORMANCE = "pelaksanaan"
    ADVANCE = "uang_muka"
    MAINTENANCE = "pemeliharaan"

    @property
    def label(self) -> str:
        return {
            "pelaksanaan": "Jaminan pelaksanaan",
            "uang_muka": "Jaminan uang muka",
            "pemeliharaan": "Jaminan pemeliharaan",
        }[self.value]


def stages(state: OrderState, *, handed_over: bool, paid: bool) -> int:
    """The stages (bit mask of `channels.Stage`) that an own order has reached: the same definitions as for national
    orders. `handed_over`: all of it was accepted by BAST; `paid`: matched or documented payments cover it."""
    if state.cancelled:
        return Stage.CANCELLED
    reached = int(Stage.ORDERED)
    if state.signed:
        reached |= Stage.CONTRACTED
    if state.signed and handed_over:
        reached |= Stage.RECEIVED
    if state in FINISHED:
        reached |= Stage.RECEIVED | Stage.COMPLETED
    if paid:
        reached |= Stage.PAID
    return reached

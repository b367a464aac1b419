"""What the states of national orders mean for the stages of purchase.

Sources: Katalog v6 (Kepka LKPP 177/2024 and the order states of its data), Katalog v5 (`paket_status_str` and
`status_paket` of the feed 1020), Toko Daring (`status_verif`, `status_konfirmasi_ppmse` of the feed 1061), SPSE
(`status_tender`, `status_nontender`, `status_nontender_pct_ket` of the feeds 1014 to 1017 and 1057).
A word that is not in the table is not guessed: the order is UNCERTAIN until a person says what it means.
"""

from .channels import Stage

_ORDERED = Stage.ORDERED
_CONTRACTED = _ORDERED | Stage.CONTRACTED
_RECEIVED = _CONTRACTED | Stage.RECEIVED
_COMPLETED = _RECEIVED | Stage.COMPLETED

#: v6 order state -> stages, before the shipment axis is looked at.
V6_STATUS: dict[str, int] = {
    "ON_NEGOTIATION": _ORDERED,
    "WAITING_PPK_REVIEW": _ORDERED,
    "ESIGN_IN_PROGRESS": _ORDERED,
    "WAITING_SELLER_CONFIRMATION": _ORDERED,
    "ON_PROCESS": _CONTRACTED,
    "ON_ADDENDUM": _CONTRACTED,
    "COMPLETED": _COMPLETED,
    "PAYMENT_OUTSIDE_SYSTEM": _COMPLETED,
    "CANCELLED": Stage.CANCELLED,
    "CANCELLED_ON_NEGOTIATION": Stage.CANCELLED,
    "CANCELLED_ON_REVIEW": Stage.CANCELLED,
}

#: v6 shipment states after which the buyer has taken the goods over (BAST); the axis is independent of the state.
V6_HANDED_OVER = frozenset({"BUYER_CONFIRMED", "COMPLETED"})
V6_SHIPMENT = frozenset({"DRAFT", "PROCESSING", "SHIPPING", "DELIVERED"}) | V6_HANDED_OVER

#: v5 `status_paket` -> stages. `proses_kontrak_ppk` is still with the PPK: not signed by both.
V5_STATUS: dict[str, int] = {
    "proses_negosiasi": _ORDERED,
    "proses_kontrak_ppk": _ORDERED,
    "melakukan_pengiriman_dan_penerimaan": _CONTRACTED,
    "verifikasi_penyelesaian_paket": _RECEIVED,
    "paket_selesai": _COMPLETED,
    "paket_dibatalkan": Stage.CANCELLED,
}
V5_OVERALL = frozenset({"paket proses", "paket selesai"})
V5_OVERALL_CANCELLED = frozenset({"paket batal", "paket dibatalkan"})


def v6_stages(status: str | None, shipment: str | None) -> int:
    """Stages (bit mask) of a v6 order by its `status_pkt` and `status_pengiriman`; spelling of case and spaces
    does not matter. An unknown or missing status gives UNCERTAIN."""
    stages = V6_STATUS.get(_word(status).upper())
    if stages is None:
        return Stage.UNCERTAIN
    if stages & Stage.CONTRACTED and _word(shipment).upper() in V6_HANDED_OVER:
        stages |= Stage.RECEIVED
    return stages


def v5_stages(status: str | None, overall: str | None) -> int:
    """Stages (bit mask) of a v5 order by `status_paket` and `paket_status_str`.

    *Paket Selesai* alone decides what is finished, whatever step the other column still names; only a cancelled step
    contradicts it. A finished step inside *Paket Proses*, and words that are not in the table, give UNCERTAIN.
    """
    detail, whole = _word(status).lower(), _word(overall).lower().replace("_", " ")
    if whole and whole not in V5_OVERALL:
        return Stage.CANCELLED if whole in V5_OVERALL_CANCELLED else Stage.UNCERTAIN
    stages = V5_STATUS.get(detail)
    if whole == "paket selesai":
        return Stage.UNCERTAIN if stages == Stage.CANCELLED else _COMPLETED
    if stages is None or (whole and stages & Stage.COMPLETED):
        return Stage.UNCERTAIN
    return stages


def toko_daring_stages(verified: str | None, confirmed: str | None) -> int:
    """Stages of a Toko Daring transaction: only what is verified *and* confirmed *selesai* counts, and then as
    finished; `gagal` is cancelled; anything else is not yet anything (0), which is not uncertain."""
    verification, confirmation = _word(verified).lower(), _word(confirmed).lower()
    if verification not in {"", "verified", "unverified"} or confirmation not in {"", "selesai", "gagal"}:
        return Stage.UNCERTAIN
    if confirmation == "gagal":
        return Stage.CANCELLED
    if verification == "verified" and confirmation == "selesai":
        return _COMPLETED
    return 0


#: What SPSE says of a selection. A contract is known by its value alone: the feed names no state for it.
SPSE_GOES_ON = frozenset({"", "selesai", "berlangsung", "aktif", "tender_sudah_selesai", "sedang_berjalan"})
SPSE_CANCELLED = frozenset(
    {"batal", "dibatalkan", "gagal", "ditutup", "tender_batal", "tender_gagal", "tender_ditutup"}
)


def selection_stages(status: str | None, *, has_contract: bool) -> int:
    """Stages of a package of SPSE that was put out to tender or bought directly: ordered while it has no contract
    value, contracted with one. SPSE tells nothing of hand-over."""
    word = _word(status).lower()
    if word in SPSE_CANCELLED:
        return Stage.CANCELLED
    if word not in SPSE_GOES_ON:
        return Stage.UNCERTAIN
    return _CONTRACTED if has_contract else _ORDERED


def recorded_stages(status: str | None, *, has_value: bool) -> int:
    """Stages of a recorded package (pencatatan): *Paket Selesai* is finished, *Sedang Berjalan* contracted by what
    is realised so far; without any realised value both are only ordered. *Dibatalkan* is cancelled."""
    word = _word(status).lower().removeprefix("paket_")
    if word in {"dibatalkan", "batal"}:
        return Stage.CANCELLED
    if word not in {"selesai", "sedang_berjalan"}:
        return Stage.UNCERTAIN
    if not has_value:
        return _ORDERED
    return _COMPLETED if word == "selesai" else _CONTRACTED


def _word(text: str | None) -> str:
    return "_".join(text.split()) if text else ""

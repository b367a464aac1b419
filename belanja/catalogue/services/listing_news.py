"""What a firm is told of its listings: what it must mend one by one, the rest once a day."""

from collections.abc import Sequence

from belanja.catalogue.models import Offer
from belanja.foundation import clock, text
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.curation_reasons import REASONS
from belanja.rules.listing_steps import Step
from belanja.vendors import selectors as vendors

_ONE = {
    Step.RETURN: "“{name}” dikembalikan untuk diperbaiki.",
    Step.FREEZE: "Penjualan “{name}” dibekukan.",
    Step.RELEASE: "Pembekuan “{name}” dilepaskan.",
    Step.TAKE_DOWN: "“{name}” dihapus dari katalog.",
}
_MANY = {
    Step.APPROVE: ("Ada barang Anda yang hari ini disetujui.", ""),
    Step.LAPSE: (
        "{count} barang Anda perlu konfirmasi dan sementara tidak dapat dibeli. Nyatakan sekali tekan bahwa harga dan "
        "stoknya masih berlaku.",
        "?kelompok=perlu_tindakan",
    ),
    Step.UNLICENSED: (
        "{count} barang Anda tidak dapat dibeli: izin yang diminta etalasenya belum ada atau sudah berakhir. Buka Izin "
        "usaha untuk melihat izin mana dan apa yang perlu dilakukan.",
        "?kelompok=tidak_dapat_dibeli",
    ),
    Step.EXPIRE: (
        "{count} barang Anda lewat masa berlakunya dan tidak lagi tampil. Perpanjang bila masih Anda jual.",
        "?kelompok=perlu_tindakan",
    ),
}


def tell_one(offer: Offer, step: Step, *, reason_code: str, note: str, actor: Actor) -> None:
    """Tell those who act for the firm what a curator decided about one listing, and what to do now."""
    if step in _MANY:
        tell_many([offer], step, actor=actor)
        return
    firm_id = offer.seller.firm_id
    if firm_id is None or step not in _ONE:
        return
    reason = REASONS.get(reason_code)
    told = [_ONE[step].format(name=offer.product.name)]
    if reason is not None:
        told.append(f"{reason.label}. {reason.cure}")
    told.append(note.strip())
    notices.tell(
        user_ids=vendors.people_of(firm_id),
        kind=f"catalogue.{step.value}",
        text=" ".join(part for part in told if part),
        link=f"/usaha/{firm_id}/barang/{offer.pk}/",
        actor=actor,
        government_code=offer.government.code if offer.government else "",
    )


def tell_many(offers: Sequence[Offer], step: Step, *, actor: Actor) -> None:
    """Tell each firm once a day that some of its listings went this way."""
    told, query = _MANY[step]
    by_firm: dict[int, list[Offer]] = {}
    for offer in offers:
        if offer.seller.firm_id is not None:
            by_firm.setdefault(offer.seller.firm_id, []).append(offer)
    for firm_id, mine in by_firm.items():
        notices.tell(
            user_ids=vendors.people_of(firm_id),
            kind=f"catalogue.{step.value}",
            text=told.format(count=text.number(len(mine))),
            link=f"/usaha/{firm_id}/barang/{query}",
            actor=actor,
            government_code=mine[0].government.code if mine[0].government else "",
            once=f"catalogue.{step.value}/{firm_id}/{clock.today().isoformat()}",
        )

"""What an indicator needs to know, and which channel's source tells it. What an import does not tell is never guessed:
the indicator *cannot be judged* there."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from ..channels import Channel


class Input(StrEnum):
    """One thing that an order (or what belongs to it) tells. The value is the Indonesian word of it."""

    DAY = "hari pesanan"
    CLOCK = "jam setiap langkah"
    FIRM = "penyedia"
    FIRM_ID = "nomor penyedia"
    FIRM_RECORD = "data pendaftaran usaha"
    SCALE = "skala usaha"
    OFFICER = "pejabat yang membeli"
    PARTS = "peran pejabat pada setiap langkah"
    ALIKE = "kelompok barang atau kode RUP"
    GOODS = "kelompok barang"
    PRODUCT = "barang setiap baris"
    QUANTITY = "jumlah barang"
    PRICE = "harga satuan yang disepakati"
    LISTED = "harga tayang saat dibeli"
    PRICE_HISTORY = "riwayat harga tayang"
    LISTING_LIFE = "riwayat tayang"
    OFFERS = "penawaran lain pada saat itu"
    REASONS = "alasan tertulis"
    ROUNDS = "putaran negosiasi"
    FREIGHT = "ongkos kirim setiap baris"
    PDN = "kelas PDN barang"
    CLAIMS = "sertifikat dan klaim barang"
    PLAN = "kode RUP"
    ACCOUNTS = "kode rekening"
    STATE = "status pesanan"
    SIGNED = "hari tanda tangan"
    CANCELLED = "hari pembatalan"
    ADDENDA = "adendum"
    DELIVERY = "hari kirim dan tiba"
    RECEIPT = "hari serah terima"
    PENALTY = "denda"
    PAYMENT = "hari pembayaran"
    OUTSIDE = "pembayaran di luar sistem"
    RATING = "penilaian kinerja"
    BIDS = "penawaran mini-kompetisi"


_SPSE = frozenset({Input.DAY, Input.FIRM, Input.FIRM_ID, Input.SCALE, Input.PLAN, Input.STATE})

#: What each channel's source tells. The mini-competition is not open here, and no feed brings its bids. Katalog v5
#: tells its lines (in the source row) and a keyed mark of its PPK, but no hour, round or listed price; its days of
#: receipt are days of a last change and are no evidence. Katalog v6 tells one row an order. Toko Daring names a shop.
TOLD: Mapping[Channel, frozenset[Input]] = {
    Channel.NATIVE: frozenset(Input) - {Input.BIDS},
    Channel.V5: frozenset(
        {
            Input.DAY, Input.FIRM, Input.FIRM_ID, Input.SCALE, Input.OFFICER, Input.ALIKE, Input.GOODS, Input.PRODUCT,
            Input.QUANTITY, Input.PRICE, Input.FREIGHT, Input.PDN, Input.PLAN, Input.ACCOUNTS, Input.STATE,
        }
    ),
    Channel.V6: frozenset(
        {
            Input.DAY, Input.FIRM, Input.FIRM_ID, Input.SCALE, Input.ALIKE, Input.PLAN, Input.ACCOUNTS, Input.STATE,
            Input.SIGNED, Input.OUTSIDE,
        }
    ),
    Channel.TOKO_DARING: frozenset({Input.DAY, Input.FIRM, Input.STATE}),
    Channel.TENDER: _SPSE,
    Channel.NON_TENDER: _SPSE,
    Channel.PENCATATAN: _SPSE,
}  # fmt: skip

#: Channels of e-Purchasing: what most indicators are about.
EPURCHASING = (Channel.NATIVE, Channel.V5, Channel.V6, Channel.TOKO_DARING)


@cache
def untold(channel: Channel, needs: frozenset[Input]) -> tuple[Input, ...]:
    """What of `needs` the channel's source does not tell, in the order of `Input`."""
    return tuple(one for one in Input if one in needs and one not in TOLD[channel])

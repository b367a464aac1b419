"""Channels through which a government buys, the stages an order passes, and how own packages count."""

from enum import IntEnum, StrEnum


class Channel(StrEnum):
    """Where an order was made. Stored as it is spelt."""

    NATIVE = "native"
    V5 = "v5"
    V6 = "v6"
    TOKO_DARING = "toko_daring"
    TENDER = "tender"
    NON_TENDER = "non_tender"
    PENCATATAN = "pencatatan"

    @property
    def label(self) -> str:
        return {
            "native": "Belanja",
            "v5": "Katalog Elektronik v5",
            "v6": "Katalog Elektronik v6",
            "toko_daring": "Toko Daring",
            "tender": "Tender/Seleksi SPSE",
            "non_tender": "Non tender SPSE",
            "pencatatan": "Pencatatan SPSE",
        }[self.value]


#: Channels of SPSE: procurement, but no e-Purchasing.
SPSE = (Channel.TENDER, Channel.NON_TENDER, Channel.PENCATATAN)


class Stage(IntEnum):
    """Stages of an order. Each is a bit, so that one small number tells which an order has reached.

    Stages never add up: a numerator reads exactly one of them.
    """

    ORDERED = 1
    CONTRACTED = 2
    RECEIVED = 4
    COMPLETED = 8
    PAID = 16
    CANCELLED = 32
    #: The source says something we do not know: whoever needs the order's state has to wait for a decision.
    UNCERTAIN = 64


class Mode(StrEnum):
    """How packages made in Belanja itself count for a government (SE 027/1181-BPBJ/2023 speaks of the catalogue;
    under the national catalogue v6 a region's own one is not by itself a lawful e-purchase)."""

    COMPANION = "pendamping"
    LOCAL = "katalog_lokal"
    PRACTICE = "latihan"

    @property
    def label(self) -> str:
        return {
            "pendamping": "Pendamping katalog nasional",
            "katalog_lokal": "Katalog lokal",
            "latihan": "Latihan",
        }[self.value]

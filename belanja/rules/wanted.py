"""The states of a need that somebody posted because the catalogue does not have it."""

from enum import StrEnum


class NeedState(StrEnum):
    """Open until it is met, or no longer wanted, or taken off because it says what no need may say."""

    OPEN = "terbuka"
    MET = "terpenuhi"
    TAKEN_BACK = "ditarik"
    REMOVED = "diturunkan"

    @property
    def label(self) -> str:
        return _LABELS[self.value]


_LABELS = {
    "terbuka": "terbuka",
    "terpenuhi": "sudah ada di katalog",
    "ditarik": "ditarik pemasangnya",
    "diturunkan": "diturunkan Biro PBJ",
}

"""Posts by which a report goes its way: Sekretaris Daerah passes it on to the head of the region, who disposes of it to
heads of Perangkat Daerah (UU 23/2014 Pasal 59 and 213; Permendagri 1/2023: a letter goes by the line of command)."""

from enum import StrEnum

LINE = "Permendagri 1/2023"


class Post(StrEnum):
    SECRETARY = "sekda"
    HEAD = "kepala_daerah"

    @property
    def label(self) -> str:
        return {Post.SECRETARY: "Sekretaris Daerah", Post.HEAD: "Kepala Daerah"}[self]


#: How the head of a region is called, by the kind of its government.
_HEADS = {"provinsi": "Gubernur", "kabupaten": "Bupati", "kota": "Wali Kota"}


def head_of(kind: str, name: str) -> str:
    """`Gubernur Banten`, `Bupati Lebak`, `Wali Kota Serang`; `Pimpinan` where the kind is not known."""
    title = _HEADS.get(kind)
    if title is None:
        return "Pimpinan"
    words = name.removeprefix("Pemerintah ").split()
    while words and words[0].lower() in ("daerah", "provinsi", "kabupaten", "kota", "kab.", "prov."):
        words = words[1:]
    return " ".join([title, *words])


def post_of(title: str) -> Post | None:
    """The post that an official fills by its title (`Sekretaris Daerah Provinsi`, `Pj. Gubernur`); None for another,
    also for a deputy and for whoever assists."""
    words = title.lower().replace("walikota", "wali kota")
    for prefix in ("pj.", "pjs.", "plt.", "plh.", "penjabat"):
        words = words.removeprefix(prefix).strip()
    if words.startswith(("sekretaris daerah", "sekda")):
        return Post.SECRETARY
    if words.startswith(("gubernur", "bupati", "wali kota")):
        return Post.HEAD
    return None

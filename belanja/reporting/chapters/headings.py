"""The headings A to I of a report of APIP, in which chapters of a document from its second layout on stand. What stands
nowhere is a mistake: nothing is left out silently."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .model import Chapter


@dataclass(frozen=True)
class _Place:
    """Where a chapter stands: its key, its mark (`F3`; empty for what stands under the one before), its level, and how
    it is headed there."""

    key: str
    mark: str = ""
    level: int = 1
    title: str = ""


#: The order and the headings of the paper; chapters that a report has not are passed over.
PLACES = (
    _Place("ringkasan"),
    _Place("dasar", "A"),
    _Place("tujuan", "B"),
    _Place("ruang-lingkup", "C"),
    _Place("metodologi", "D", title="Metodologi, sumber data, tanggal tarik, dan rekonsiliasi"),
    _Place("catatan-data", level=2),
    _Place("koreksi-versi", level=2),
    _Place("batasan", "E"),
    _Place("hasil", "F"),
    _Place("capaian", "F1", 2),
    _Place("perkembangan", level=3),
    _Place("perubahan", level=3),
    _Place("kabupaten-kota", level=3),
    _Place("perangkat-daerah", "F2", 2, "Per Perangkat Daerah"),
    _Place("pdn", "F3", 2, "PDN dan TKDN"),
    _Place("itkp", level=3),
    _Place("umkk", "F4", 2, "UMKK"),
    _Place("etalase", "F5", 2),
    _Place("luar-katalog", "F6", 2),
    _Place("kanal", level=3),
    _Place("klarifikasi", "F7", 2),
    _Place("tindak-lanjut-lalu", "F8", 2),
    _Place("simpulan", "G"),
    _Place("rekomendasi", "H"),
    _Place("perbaikan", level=2),
    _Place("penutup", "I"),
)


def arranged(chapters: Iterable[Chapter], *, of_a_province: bool) -> Iterator[Chapter]:
    """Chapters under their headings, annexes after them as they came. Raises ValueError for one that has no place."""
    known: dict[str, Chapter] = {}
    annexes: list[Chapter] = []
    for chapter in chapters:
        if chapter.annex:
            annexes.append(chapter)
        else:
            known[chapter.key] = chapter
    for place in PLACES:
        if place.key in known:
            chapter = known.pop(place.key)
            title = place.title or chapter.title
            if place.mark == "F1" and of_a_province:
                title = "Capaian provinsi"
            yield replace(chapter, mark=place.mark, level=place.level, title=title)
    if known:
        raise ValueError(f"chapters without a place: {', '.join(sorted(known))}")
    yield from annexes

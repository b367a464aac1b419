"""What the owner of a national category answers to a proposal: what an answer must say, and how it is read from the
rows of the file that went out, which he fills in and sends back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..headings import tidied
from .states import MAPPED, NationalAnswer

LEVELS, _MOST_NAME, _MOST_CODE = 3, 120, 40
#: The rows that the file leaves empty for its reader.
CODE, PRINT = "Kode usulan", "Sidik jari berkas usulan (SHA-256)"
ANSWER, DAY, NUMBER = "Jawaban", "Tanggal jawaban", "Nomor surat jawaban"
CATEGORY_CODE, CATEGORY, NOTE = "ID kategori nasional", "Kategori nasional yang diberikan", "Catatan jawaban"
TO_FILL: tuple[tuple[str, str], ...] = (
    (ANSWER, "diterima, diterima sebagian, ditolak, atau diminta penjelasan"),
    (DAY, "tanggal-bulan-tahun"),
    (NUMBER, "bila ada"),
    (CATEGORY_CODE, "bila diterima"),
    (CATEGORY, "bila diterima; paling banyak tiga tingkat, dipisah tanda >"),
    (NOTE, "apa yang ditolak atau ditanyakan"),
)
_ISO, _LOCAL = re.compile(r"(\d{4})-(\d{2})-(\d{2})"), re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


@dataclass(frozen=True)
class Reply:
    """One answer. `category`: names of the national category, broadest first."""

    answer: NationalAnswer
    on: date
    number: str = ""
    note: str = ""
    category_code: str = ""
    category: tuple[str, ...] = ()

    @property
    def mapped(self) -> bool:
        """Whether it says to which national category the goods belong."""
        return self.answer in MAPPED


def problems(reply: Reply, *, sent: date, today: date) -> dict[str, str]:
    """What is wrong with an answer, a sentence for each field. `sent`: when the file went out."""
    found = {}
    if reply.answer is NationalAnswer.WAITING:
        found["answer"] = "Pilih jawabannya."
    if not sent <= reply.on <= today:
        found["on"] = "Tanggal jawaban tidak sebelum berkas dikirim dan tidak di masa depan."
    if reply.answer is not NationalAnswer.ACCEPTED and not reply.note.strip():
        found["note"] = "Tulis apa yang ditolak atau ditanyakan, dan mengapa."
    if reply.mapped:
        if not reply.category_code or len(reply.category_code) > _MOST_CODE:
            found["category_code"] = f"Tulis ID kategori nasional yang diberikan, paling banyak {_MOST_CODE} huruf."
        if not 1 <= len(reply.category) <= LEVELS or any(not 2 <= len(one) <= _MOST_NAME for one in reply.category):
            found["category"] = f"Tulis nama kategori nasionalnya, satu sampai {LEVELS} tingkat."
    elif reply.category_code or reply.category:
        found["category"] = "Kategori nasional hanya ditulis bila diterima."
    return found


def levels(written: str) -> tuple[str, ...]:
    """The names of a category as a person writes them: `Kerajinan > Tas`."""
    return tuple(" ".join(part.split()) for part in re.split(r"[>›\n]", written) if part.strip())


def read(rows: Mapping[str, str]) -> tuple[Reply | None, dict[str, str]]:
    """An answer out of the filled rows of the file, by their labels (tidied), and what cannot be read of it."""
    told = {label: rows.get(tidied(label), "").strip() for label, _about in TO_FILL}
    answer = answer_of(told[ANSWER])
    day = day_of(told[DAY])
    wrong = {}
    if answer is None:
        wrong[ANSWER] = f"“{told[ANSWER][:40]}” bukan jawaban yang dikenal." if told[ANSWER] else "belum diisi."
    if day is None:
        wrong[DAY] = f"“{told[DAY][:40]}” bukan tanggal." if told[DAY] else "belum diisi."
    if answer is None or day is None:
        return None, wrong
    return Reply(answer, day, told[NUMBER], told[NOTE], told[CATEGORY_CODE], levels(told[CATEGORY])), {}


def answer_of(written: str) -> NationalAnswer | None:
    """An answer by its label or value; None for anything else, and for «menunggu»."""
    key = tidied(written)
    for one in NationalAnswer:
        if one is not NationalAnswer.WAITING and key in (tidied(one.label), tidied(one.value)):
            return one
    return None


def day_of(written: str) -> date | None:
    """A day as a sheet or a person writes it; None where it is none."""
    iso, local = _ISO.match(written), _LOCAL.match(written)
    parts: Sequence[str] = iso.groups() if iso else local.groups()[::-1] if local else ()
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None

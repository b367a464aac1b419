"""Public holidays and days of joint leave as the ministers' joint decrees (SKB) fixed them, with their changes.

Known from the press of their days (confidence M in the register); Biro PBJ enters later years with their decrees.
"""

from dataclasses import dataclass
from datetime import date

NATIONAL, JOINT_LEAVE = "nasional", "cuti_bersama"


@dataclass(frozen=True)
class Holiday:
    """One day off. `legal_basis` is the slug of a row in `rules.legal_bases`."""

    day: date
    name: str
    kind: str
    legal_basis: str


#: Year -> what its decree fixed: month-day, in order of the calendar; a star marks joint leave.
_YEARS = {
    2023: """01-01 Tahun Baru Masehi|01-22 Tahun Baru Imlek|01-23* Tahun Baru Imlek|02-18 Isra Mikraj|03-22 Nyepi
        |03-23* Nyepi|04-07 Wafat Isa Almasih|04-19* Idulfitri|04-20* Idulfitri|04-21* Idulfitri|04-22 Idulfitri
        |04-23 Idulfitri|04-24* Idulfitri|04-25* Idulfitri|05-01 Hari Buruh|05-18 Kenaikan Isa Almasih
        |06-01 Hari Lahir Pancasila|06-02* Waisak|06-04 Waisak|06-28* Iduladha|06-29 Iduladha|06-30* Iduladha
        |07-19 Tahun Baru Islam|08-17 Hari Kemerdekaan|09-28 Maulid Nabi|12-25 Natal|12-26* Natal""",
    2024: """01-01 Tahun Baru Masehi|02-08 Isra Mikraj|02-09* Tahun Baru Imlek|02-10 Tahun Baru Imlek|03-11 Nyepi
        |03-12* Nyepi|03-29 Wafat Isa Almasih|03-31 Paskah|04-08* Idulfitri|04-09* Idulfitri|04-10 Idulfitri
        |04-11 Idulfitri|04-12* Idulfitri|04-15* Idulfitri|05-01 Hari Buruh|05-09 Kenaikan Isa Almasih
        |05-10* Kenaikan Isa Almasih|05-23 Waisak|05-24* Waisak|06-01 Hari Lahir Pancasila|06-17 Iduladha
        |06-18* Iduladha|07-07 Tahun Baru Islam|08-17 Hari Kemerdekaan|09-16 Maulid Nabi|12-25 Natal|12-26* Natal""",
    2025: """01-01 Tahun Baru Masehi|01-27 Isra Mikraj|01-28* Tahun Baru Imlek|01-29 Tahun Baru Imlek|03-28* Nyepi
        |03-29 Nyepi|03-31 Idulfitri|04-01 Idulfitri|04-02* Idulfitri|04-03* Idulfitri|04-04* Idulfitri
        |04-07* Idulfitri|04-18 Wafat Yesus Kristus|04-20 Paskah|05-01 Hari Buruh|05-12 Waisak|05-13* Waisak
        |05-29 Kenaikan Yesus Kristus|05-30* Kenaikan Yesus Kristus|06-01 Hari Lahir Pancasila|06-06 Iduladha
        |06-09* Iduladha|06-27 Tahun Baru Islam|08-17 Hari Kemerdekaan|08-18* Hari Kemerdekaan|09-05 Maulid Nabi
        |12-25 Natal|12-26* Natal""",
    2026: """01-01 Tahun Baru Masehi|01-16 Isra Mikraj|02-16* Tahun Baru Imlek|02-17 Tahun Baru Imlek|03-18* Nyepi
        |03-19 Nyepi|03-20* Idulfitri|03-21 Idulfitri|03-22 Idulfitri|03-23* Idulfitri|03-24* Idulfitri
        |04-03 Wafat Yesus Kristus|04-05 Paskah|05-01 Hari Buruh|05-14 Kenaikan Yesus Kristus
        |05-15* Kenaikan Yesus Kristus|05-27 Iduladha|05-28* Iduladha|05-31 Waisak|06-01 Hari Lahir Pancasila
        |06-16 Tahun Baru Islam|08-17 Hari Kemerdekaan|08-25 Maulid Nabi|12-24* Natal|12-25 Natal""",
}
#: Days of general elections are holidays by decrees of the President of their own.
_ELECTIONS = (
    Holiday(date(2024, 2, 14), "Pemilihan Umum", NATIONAL, "keppres-10-2024"),
    Holiday(date(2024, 11, 27), "Pemilihan kepala daerah", NATIONAL, "keppres-33-2024"),
)


def _read(year: int, told: str) -> list[Holiday]:
    found = []
    for one in told.split("|"):
        day, name = one.strip().split(" ", 1)
        month, number = day.rstrip("*").split("-")
        kind = JOINT_LEAVE if day.endswith("*") else NATIONAL
        found.append(Holiday(date(year, int(month), int(number)), name, kind, f"skb-libur-{year}"))
    return found


SEEDS: tuple[Holiday, ...] = tuple(
    sorted([one for year, told in _YEARS.items() for one in _read(year, told)] + [*_ELECTIONS], key=lambda one: one.day)
)

"""The one thing that is asked of the leadership, in words: on its page, in the covering letter, in the report."""

from decimal import Decimal

from belanja.foundation import text
from belanja.reporting.canonical import Plain
from belanja.rules.reporting import decision as rules


def short_of_target(document: Plain) -> list[Plain]:
    """Units below the target, largest gap first."""
    short = [unit for unit in document["units"] if unit["share"]["gap"] and Decimal(unit["share"]["gap"])]
    return sorted(short, key=lambda unit: -Decimal(unit["share"]["gap"]))


def asked(document: Plain) -> str:
    """The one thing asked of the leadership."""
    main = document["provincial"][0]
    gaps = [(unit["name"], Decimal(unit["share"]["gap"])) for unit in short_of_target(document)]
    found = rules.decision(main["units"], main["units_unknown"], gaps)
    return words(found, Decimal(main["target_percent"]))


def words(found: rules.Decision, target_percent: Decimal) -> str:
    """What is asked, in a sentence."""
    target = text.percent_short(target_percent)
    if found.ask is rules.Ask.COMPLETE:
        return (
            f"Menugaskan pihak yang disebut dalam lampiran melengkapi data {text.count_words(found.unknown)} "
            "Perangkat Daerah yang porsinya belum diketahui, paling lambat sebelum laporan triwulan berikutnya."
        )
    if found.ask is rules.Ask.SHIFT:
        names = text.capital_first(text.listed(found.units))
        return (
            f"Meminta {names} menyampaikan rencana pengadaan yang dialihkan ke e-Purchasing; kekurangan "
            f"{'ketiganya' if len(found.units) == 3 else 'mereka'} menuju {target} berjumlah {text.rupiah(found.gap)}."
        )
    return f"Mempertahankan capaian {target} pada semua Perangkat Daerah."

"""Figures in words and marks: where a share stands, why it is not known, what a stage is called."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from belanja.affirmation import selectors
from belanja.affirmation.figures import Definition, ShareTable, UnitShare
from belanja.foundation import text
from belanja.intake.feeds import BY_NAME
from belanja.rules import periods
from belanja.rules.channels import Channel, Stage
from belanja.rules.indicators import NUMERATORS, STAGES
from belanja.rules.shares import Total
from belanja.web.pieces import Link, Standing, StatusTag
from belanja.web.standings import of_total as standing_of_total
from belanja.web.standings import of_unit as standing_of
from belanja.web.standings import path_of

__all__ = ["path_of", "standing_of", "standing_of_total"]

_PREFIX = f"{text.UNKNOWN}, karena "
STAGE_WORDS: dict[Stage, str] = {stage: NUMERATORS[code].label for code, stage in STAGES.items()}


def exact_percent(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """The share without rounding, so that a picture never shows a target as reached that is missed by a hair."""
    return None if numerator is None or not denominator else numerator * 100 / denominator


def standing_word(table: ShareTable, standing: Standing) -> str:
    """After the end of the year nobody is behind any more: the target was reached or it was not. A plan below its
    target is behind no path either."""
    if standing is not Standing.BEHIND:
        return ""
    if year_is_over(table):
        return _("tidak tercapai")
    return _("di bawah target") if table.definition.numerator.stage is None else ""


def tag(table: ShareTable, standing: Standing) -> StatusTag:
    return StatusTag(standing=standing, word=standing_word(table, standing))


def year_is_over(table: ShareTable) -> bool:
    return table.cut_off > periods.fiscal_year(table.year).last


def cut_off(table: ShareTable) -> str:
    """Up to which day the figures go."""
    day = min(table.cut_off, periods.fiscal_year(table.year).last)
    return f"{_('posisi')} {text.long_date(day)}"


def loaded(table: ShareTable) -> str:
    """When the data was last pulled."""
    return f"data dimuat {text.date_time(table.loaded_at)}" if table.loaded_at else "data belum pernah dimuat"


def loaded_day(table: ShareTable) -> str:
    return f"{_('data dimuat')} {text.long_date(table.loaded_at)}" if table.loaded_at else _("data belum pernah dimuat")


def why(table: ShareTable, unit: UnitShare) -> str:
    """The reason alone, without "belum diketahui, karena"; empty where the share is known."""
    explanation = selectors.explanation_of(table, unit)
    return explanation.sentence.removeprefix(_PREFIX) if explanation else ""


def amount(value: Decimal | None) -> str:
    return text.UNKNOWN if value is None else text.rupiah(value)


def fraction(definition: Definition) -> str:
    """`Kontrak dibagi belanja pengadaan`."""
    below = definition.denominator.label
    lower = below if below.startswith("RUP") else below[:1].lower() + below[1:]
    return f"{definition.numerator.label} dibagi {lower}"


def beside_total(total: Total) -> str:
    """What units without a share of their own bought, and whether the total counts it: a unit whose base is known
    to be zero belongs to the total, one whose base is not known does not."""
    inside = total.numerator_of_unknown - total.numerator_outside
    parts = []
    if inside:
        parts.append(
            _("porsi di atas termasuk %(amount)s dari unit yang anggarannya nol") % {"amount": text.rupiah(inside)}
        )
    if total.numerator_outside:
        parts.append(_("pesanannya %(amount)s, tidak masuk porsi") % {"amount": text.rupiah(total.numerator_outside)})
    return text.capital_first("; ".join(parts))


def definition_link(definition: Definition) -> Link:
    return Link(label=fraction(definition), href=reverse("public:definition", args=[definition.id]))


def furthest(stages: int) -> str:
    """The furthest stage an order has reached, in one word."""
    if stages & Stage.CANCELLED:
        return "Dibatalkan"
    if stages & Stage.UNCERTAIN:
        return "Belum dipastikan"
    reached = [word for stage, word in STAGE_WORDS.items() if stages & stage]
    return reached[-1] if reached else "Belum dihitung"


def feed(name: str) -> str:
    """A feed as people call it."""
    return BY_NAME[name].label if name in BY_NAME else name


def channel(name: str) -> str:
    return Channel(name).label

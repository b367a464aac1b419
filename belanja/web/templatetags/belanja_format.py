"""Template filters over `belanja.foundation.text`; values are Decimal, int, date or datetime."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from belanja.foundation import text
from belanja.web import naming

register = template.Library()

register.filter("rupiah", text.rupiah)
register.filter("percent", text.percent)
register.filter("percent_short", text.percent_short)
register.filter("number", text.number)
register.filter("count_words", text.count_words)
register.filter("quarter_of", text.quarter_of)
register.filter("shown", naming.shown)


@register.filter
def rupiah_short(amount: Decimal | int) -> SafeString:
    """`Rp1,25 miliar`, with the exact amount on hover, on focus and for screen readers."""
    short, exact = text.rupiah_short(amount), text.rupiah(amount)
    if short == exact:
        return format_html('<span class="nowrap">{}</span>', exact)
    return format_html(
        '<span class="money" tabindex="0" data-exact="{}">{}<span class="vh"> (tepatnya {})</span></span>',
        exact,
        short,
        exact,
    )


@register.filter
def long_date(day: date | datetime) -> str:
    """`31 Maret 2023`, in western Indonesia time."""
    return text.long_date(day)


@register.filter
def date_time(moment: datetime) -> str:
    """`31 Maret 2023 pukul 14.05 WIB`."""
    return text.date_time(moment)

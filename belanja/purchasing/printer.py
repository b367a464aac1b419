"""Papers of orders are printed by `belanja work`, one after another."""

from belanja.foundation import work

from .services.papers import make_due

work.step("purchasing.papers")(make_due)

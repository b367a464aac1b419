"""What ends an unknown figure, as a link for whoever may do it: enter, confirm, decide, load."""

from collections import defaultdict
from urllib.parse import urlencode

from belanja.affirmation.figures import UnknownUnit
from belanja.institutions import selectors as institutions
from belanja.plans import budgets
from belanja.plans.models import BudgetVersion
from belanja.rules import periods
from belanja.rules.budgets import BudgetState
from belanja.rules.duties import Duty
from belanja.rules.shares import Reason
from belanja.rules.unknowns import Side
from belanja.web.pieces import Link

from .access import Office

#: Reasons that an entered budget ends, when it is the base that is missing.
_BY_ENTRY = {
    Reason.NO_BUDGET,
    Reason.BUDGET_CONFLICT,
    Reason.BUDGET_IMPLAUSIBLE,
    Reason.FEED_MISSING,
    Reason.FEED_TRUNCATED,
}


class Cures:
    """For one person at one office and one year: asked once for a page, answers for every unit. Five queries."""

    def __init__(self, office: Office, year: int) -> None:
        self._office, self._year = office, year
        gov = office.government.pk
        self._allowed = institutions.units_allowed(office.actor, Duty.ENTER_BUDGET, office.government)
        roll_up = institutions.pd_map(gov, periods.fiscal_year(year).last)
        self._waiting: dict[int, list[BudgetVersion]] = defaultdict(list)
        for version in budgets.versions(government_id=gov, year=year, state=BudgetState.PROPOSED):
            self._waiting[roll_up.get(version.unit_id, version.unit_id)].append(version)

    def of(self, item: UnknownUnit, *, on_budget: bool) -> list[Link]:
        """Links in the order in which they should be tried; none where this person can do nothing here.
        `on_budget`: whether the share is measured against the budget."""
        links = self._by_decision(item)
        explained = item.explanation
        if on_budget and explained.side is Side.DENOMINATOR and explained.reason in _BY_ENTRY:
            links += self._by_entry(item.unit.id, item.unit.code)
        if explained.reason in (Reason.FEED_MISSING, Reason.FEED_TRUNCATED) and self._office.may(Duty.IMPORT):
            links.append(Link(label="Unggah tarikan", href=self._office.url("manager:upload")))
        return links

    def _by_decision(self, item: UnknownUnit) -> list[Link]:
        if not item.held_ids or not self._office.may(Duty.SEE_IMPORTS):
            return []
        label = "Putuskan" if self._office.may(Duty.DECIDE_HELD) else "Lihat yang menunggu keputusan"
        return [Link(label=label, href=self._office.url("manager:held_item", item.held_ids[0]))]

    def _by_entry(self, unit_id: int, code: str) -> list[Link]:
        waiting = self._waiting.get(unit_id, [])
        if waiting:
            first = waiting[0]
            may_confirm = self._office.may(Duty.CONFIRM_BUDGET) and first.proposed_by_id != self._office.actor.user_id
            label = "Sahkan anggaran" if may_confirm else "Lihat entri yang menunggu"
            return [Link(label=label, href=self._office.url("manager:budget", first.pk))]
        if self._allowed is None or unit_id in self._allowed:
            query = urlencode({"unit": code, "tahun": self._year})
            return [Link(label="Isi anggaran", href=f"{self._office.url('manager:enter_budget')}?{query}")]
        return []

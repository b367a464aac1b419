"""«tas koja Baduy» in a real browser, in one go. A unit finds nothing, posts the need and proposes the etalase with its
evidence; Dinas Koperasi has a co-operative on its list that could make it and calls it; the bureau studies, decides
and announces; the co-operative registers by telephone, is passed, and the etalase opens; it is told of the need, says
that it can, lists by spreadsheet and sells; the unit's page and the funnel move, and everybody reads every step."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from belanja.catalogue.models import Offer
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock, text
from belanja.institutions.models import LegalBasis
from belanja.institutions.models.government import CountingMode
from belanja.intake.models import Pull
from belanja.journal.services import Actor
from belanja.needs import selectors
from belanja.needs.models import Match, Need, Prospect
from belanja.needs.services import matching
from belanja.proposals.models import Entrant, Proposal
from belanja.proposals.services import letters
from belanja.rules.channels import Mode
from belanja.rules.duties import Role
from belanja.rules.listings import ListingState
from belanja.rules.needs.states import NeedState, Stage
from belanja.rules.proposals.states import ProposalState
from belanja.vendors.models import Member
from tests.catalogue.worlds import small_shop
from tests.proposals.world import Office, office, planned
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium, patient, signed_in
from tests.support.missing import bureau, firm, unit
from tests.support.people import hired

__all__ = ["browser", "patient"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made() -> Office:
    """Two units and the bureau; one plan line of the first, which no etalase covers."""
    cache.clear()
    small_shop()
    reindex()
    made = office()
    CountingMode.objects.create(
        government=made.government, mode=Mode.LOCAL.value, valid_from=date(2020, 1, 1), approved_at=clock.now(),
        legal_basis=LegalBasis.objects.first(),
    )  # fmt: skip
    planned(made.unit, unit.PLAN, unit.TITLE, 45_000_000, epurchasing=True)
    _read_this_year(made)
    return made


def _read_this_year(made: Office) -> None:
    """The plan of this year has been read: pages of units begin with a year that has data."""
    numbers = {field.name: 0 for field in Pull._meta.fields if field.name.startswith(("rows_", "amount_"))}
    Pull.objects.create(
        run=uuid4(), government=made.government, feed="rup_penyedia", year=clock.today().year, at=clock.now(), files=[],
        shape="uji", state=Pull.State.APPLIED, actor_label="uji", added=0, changed=0, vanished=0, **numbers,
    )  # fmt: skip


def test_from_an_empty_search_to_the_first_sale_of_a_cooperative(
    browser: Browser, live_server: Any, made: Office
) -> None:
    url = live_server.url
    dinas, ppk = (signed_in(browser, url, who) for who in (hired(made.government, Role.PEMBINA), made.ppk))
    firm.found_by_the_dinas(dinas, url)
    unit.posted(ppk, url)
    need = Need.objects.get()
    assert (need.what, need.unit) == ("Tas koja baduy", made.unit)
    matching.match_open()
    assert _stages(made) == {}
    firm.called_by_the_dinas(dinas, url, need.what)

    here = unit.proposed(ppk, url)
    unit.signed(browser, url, made, here)
    clerk = signed_in(browser, url, made.clerk)
    bureau.studied(clerk, here)
    bureau.announced(browser, url, made, clerk, here)

    phone = firm.telephone(browser)
    desk = firm.registered(phone, dinas, url)
    assert Entrant.objects.get().firm.name == firm.NAME
    bureau.passed(browser, url, made, clerk, here, firm.NAME)
    bureau.opened(browser, url, made, here)
    assert Prospect.objects.get().firm.name == firm.NAME  # type: ignore[union-attr]
    _everybody_reads(browser, url, need)

    matching.match_open()
    matching.match_new_firms()
    assert _stages(made) == {Stage.MATCHED: 1, Stage.TOLD: 1, Stage.REGISTERED: 1}
    firm.answered(phone, desk, need.what)
    ours = f"{url}/katalog/kebutuhan/{need.pk}/urus"
    unit.asked_for_help(ppk, ours)
    firm.helped(dinas, url, need.what)
    _coached(browser, url, desk)
    firm.listed(phone, desk)
    bureau.curated(browser, url, made, firm.GOODS)
    bag = Offer.objects.select_related("product", "seller").get(product__name=firm.GOODS)
    assert bag.state == ListingState.LISTED
    unit.linked(ppk, url, ours, bag)

    letter = f"{url}/pemda/D43/surat-edaran/{made.unit.code}/"
    ppk.goto(letter)
    expect(unit.beside(ppk, "Usaha dibeli")).to_have_text("0")
    pp = signed_in(browser, url, hired(made.government, Role.PEJABAT_PENGADAAN, unit=made.unit))
    order = unit.ordered(pp, url, bag)
    firm.agreed(phone, desk, order.code)
    unit.signed_order(pp, ppk, url, order)
    firm.accepted(phone, desk, order.code)
    _moved(ppk, url, letter, made, need)


def _stages(made: Office) -> dict[Stage, int]:
    """The funnel, as far as anybody came."""
    return {stage: count for stage, count in selectors.counts(made.government.pk).totals.items() if count}


def _everybody_reads(browser: Browser, url: str, need: Need) -> None:
    """The way of the proposal is public with its letters; the need is looked for again, in the new etalase."""
    letters.make_due()
    public = browser.new_context().new_page()
    public.goto(f"{url}/usulan-etalase/")
    fit(public)
    public.get_by_role("link", name=unit.SHELF).click()
    expect(public.get_by_text("Ditetapkan Kepala Biro").first).to_be_visible()
    expect(public.get_by_text(f"Pengumuman pendaftaran penyedia: {unit.SHELF}")).to_be_visible()
    fit(public)
    found = Proposal.objects.get()
    need.refresh_from_db()
    assert found.state == ProposalState.OPENED
    assert (need.state, need.etalase) == (NeedState.OPEN, found.etalase)


def _coached(browser: Browser, url: str, desk: str) -> None:
    """The owner looks where the firm stands, and at the steps ahead."""
    owner = signed_in(browser, url, Actor(user_id=Member.objects.get().user_id, label="Pemilik usaha"))
    for page in ("langkah/", "langkah/pendamping/"):
        owner.goto(f"{desk}{page}")
        fit(owner)


def _moved(ppk: Page, url: str, letter: str, made: Office, need: Need) -> None:
    """The order is signed by both: the need is met, and every surface counts the pair once more."""
    need.refresh_from_db()
    assert (need.state, Match.objects.get().order_id) == (NeedState.MET, need.order_id)
    assert need.order_id is not None
    assert _stages(made) == {stage: 1 for stage in Stage if stage not in (Stage.DECLINED, Stage.PAID)}
    cache.clear()
    ppk.goto(letter)
    expect(unit.beside(ppk, "Usaha dibeli")).to_have_text("1")
    fit(ppk)
    ppk.goto(f"{url}/pemda/D43/kebutuhan/")
    expect(unit.beside(ppk, text.capital_first(Stage.ORDERED.label))).to_have_text("1")
    fit(ppk)

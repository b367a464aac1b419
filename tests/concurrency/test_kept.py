"""The same form sent twice at once is done once; a need taken back while it is answered ends once, and the late one is
told."""

import pytest

from belanja.catalogue import services
from belanja.catalogue.models import SavedSearch
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.needs.models import Demand, Need
from belanja.needs.services.answering import remove_need
from belanja.needs.services.posting import Wanted, post_need, take_back_need
from belanja.rules.duties import Role
from tests.support.people import hired
from tests.support.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NEED = Wanted("Kursi roda", "Dinas Sosial", quantity="40 buah")


def test_a_form_sent_twice_at_once_is_done_once() -> None:
    government = Government.objects.get(code="D43")
    buyer = hired(government)

    def keep() -> None:
        services.save_search(
            kind=SavedSearch.Kind.SEARCH, government=government, question="a", content={"items": []},
            request="form-satu", actor=buyer,
        )  # fmt: skip

    def post() -> None:
        post_need(government=government, wanted=NEED, request="form-satu", actor=buyer)

    assert at_once(keep, keep, keep, post, post, post) == [""] * 6
    assert (SavedSearch.objects.count(), Need.objects.count(), Demand.objects.count()) == (1, 1, 1)
    names = list(Event.objects.filter(name__regex="^(catalogue|needs)").values_list("name", flat=True))
    assert sorted(names) == ["catalogue.search_saved", "needs.need_pasang"]


def test_a_need_ends_once() -> None:
    government = Government.objects.get(code="D43")
    buyer, clerk = hired(government), hired(government, Role.BIRO_PBJ)
    need = post_need(government=government, wanted=NEED, request="form-satu", actor=buyer)

    def back() -> None:
        take_back_need(need_id=need.pk, actor=buyer)

    def answer() -> None:
        remove_need(need_id=need.pk, note="Memuat nama orang.", actor=clerk)

    assert at_once(back, answer, answer) == ["", "409 step_not_allowed", "409 step_not_allowed"]
    assert need.steps.count() == 2

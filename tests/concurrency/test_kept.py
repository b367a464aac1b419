"""The same form sent twice at once is done once; a need taken back while it is answered ends once, and the late one is
told."""

import pytest

from belanja.catalogue import services
from belanja.catalogue.models import PostedNeed, SavedSearch
from belanja.catalogue.services import Wanted
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.rules.duties import Role
from belanja.rules.wanted import NeedState
from tests.support.people import hired
from tests.support.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NEED = Wanted("Kursi roda", "", "40 buah", None, None, "Dinas Sosial")


def test_a_form_sent_twice_at_once_is_done_once() -> None:
    government = Government.objects.get(code="D43")
    buyer = hired(government)

    def keep() -> None:
        services.save_search(
            kind=SavedSearch.Kind.SEARCH, government=government, question="a", content={"items": []},
            request="form-satu", actor=buyer,
        )  # fmt: skip

    def post() -> None:
        services.post_need(government=government, wanted=NEED, request="form-satu", actor=buyer)

    assert at_once(keep, keep, keep, post, post, post) == [""] * 6
    assert (SavedSearch.objects.count(), PostedNeed.objects.count()) == (1, 1)
    names = list(Event.objects.filter(name__startswith="catalogue.").values_list("name", flat=True))
    assert sorted(names) == ["catalogue.need_posted", "catalogue.search_saved"]


def test_a_need_ends_once() -> None:
    government = Government.objects.get(code="D43")
    buyer, clerk = hired(government), hired(government, Role.BIRO_PBJ)
    need = services.post_need(government=government, wanted=NEED, request="form-satu", actor=buyer)

    def back() -> None:
        services.take_back_need(need_id=need.pk, actor=buyer)

    def answer() -> None:
        services.answer_need(need_id=need.pk, state=NeedState.MET, answer="Ada.", product_id=None, actor=clerk)

    assert at_once(back, answer, answer) == ["", "409 need_closed", "409 need_closed"]
    assert Event.objects.filter(name="catalogue.need_closed").count() == 1

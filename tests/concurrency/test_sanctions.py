"""Two heads at one case, firm and officer at once: one wins, the other is told, and one paper is issued."""

import pytest

from belanja.documents.models import Paper
from belanja.rules.duties import Role
from belanja.rules.sanctions import CaseState, Measure
from belanja.vendors import services
from belanja.vendors.models import SanctionCase
from tests.support.people import hired
from tests.support.together import at_once
from tests.vendors.cast import cast

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Terbukti menurut berita acara patroli."


def test_one_of_two_heads_decides_and_one_paper_is_issued() -> None:
    who = cast()
    other = hired(who.government, Role.KEPALA_BIRO_PBJ)
    case = services.open_case(
        firm_id=who.firm.pk, government=who.government, breach="harga", facts=WORDS, actor=who.clerk
    )
    said = at_once(
        lambda: services.answer(case_id=case.pk, version=1, text="Jawaban pemilik sendiri.", actor=who.owner),
        lambda: services.answer(case_id=case.pk, version=1, text="Jawaban admin toko.", actor=who.keeper),
    )
    assert said == ["", "409 case_state"]
    said = at_once(
        lambda: services.impose(case_id=case.pk, version=2, measure=Measure.SP1, reason=WORDS, actor=who.head),
        lambda: services.dismiss(case_id=case.pk, version=2, reason=WORDS, actor=other),
    )
    assert said == ["", "409 case_state"]
    case = SanctionCase.objects.get()
    assert case.state in (CaseState.IMPOSED, CaseState.UNPROVEN)
    assert Paper.objects.count() == (case.state == CaseState.IMPOSED)


def test_two_cases_of_the_same_kind_are_not_opened_at_once() -> None:
    who = cast()
    colleague = hired(who.government, Role.BIRO_PBJ)
    said = at_once(
        *(
            lambda actor=actor: services.open_case(
                firm_id=who.firm.pk, government=who.government, breach="harga", facts=WORDS, actor=actor
            )
            for actor in (who.clerk, colleague)
        )
    )
    assert said == ["", "409 case_open"]
    assert SanctionCase.objects.count() == 1

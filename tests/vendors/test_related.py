"""Related firms: seen by Biro PBJ and APIP alone, by marks that tell nothing."""

import pytest

from belanja.rules.decisions import RuleBroken
from belanja.rules.related import MOST_SHARING, Tie
from belanja.vendors import related, services
from belanja.vendors.models import Firm, FirmMark

from .cast import cast

pytestmark = pytest.mark.django_db


def stated(firm: Firm, **ties: str) -> None:
    services.mark_firm(firm_id=firm.pk, stated={Tie[name.upper()]: told for name, told in ties.items()}, source="uji")


def test_firms_that_share_an_owner_or_an_address_are_seen_together() -> None:
    who = cast()
    sister, neighbour = Firm.objects.create(name="CV Saudara"), Firm.objects.create(name="UD Tetangga")
    stated(who.firm, owner="3602010101900001", address="Jl. Raya Serang No. 12, Cipocok", phone="0812 3456 789")
    stated(sister, owner="3602010101900001", phone="+62 812 3456 789")
    stated(neighbour, address="jalan raya serang nomor 12 cipocok")
    found = related.related_firms(who.firm.pk, government=who.government, who=who.clerk)
    assert [(one.firm.name, one.ties) for one in found] == [
        ("CV Saudara", (Tie.OWNER, Tie.PHONE)),
        ("UD Tetangga", (Tie.ADDRESS,)),
    ]
    assert [(one.tie, len(one.firms)) for one in related.groups(government=who.government, who=who.apip)] == [
        (Tie.OWNER, 2),
        (Tie.PHONE, 2),
        (Tie.ADDRESS, 2),
    ]


def test_nobody_else_sees_them_and_no_value_is_kept() -> None:
    who = cast()
    stated(who.firm, owner="3602010101900001")
    for actor in (who.owner, who.stranger):
        with pytest.raises(RuleBroken) as refusal:
            related.related_firms(who.firm.pk, government=who.government, who=actor)
        assert refusal.value.status == 404
    assert "3602" not in FirmMark.objects.get().mark


def test_a_mark_of_very_many_firms_is_no_tie() -> None:
    who = cast()
    for number in range(MOST_SHARING + 1):
        stated(Firm.objects.create(name=f"Kios {number}"), address="Mall Serang lantai 1 nomor 5")
    stated(who.firm, address="Mall Serang lantai 1 nomor 5")
    assert related.related_firms(who.firm.pk, government=who.government, who=who.clerk) == []

"""One proposes and another approves whether a question is shown; only APIP reads questions and flags."""

import pytest
from django.test import Client

from belanja.journal.models import Event
from belanja.oversight.models import Flag, Switch
from belanja.oversight.selectors import trials
from belanja.oversight.selectors.switches import shown_versions
from belanja.oversight.services.switches import approve_switch, propose_switch, refuse_switch
from belanja.oversight.sweep import run
from belanja.rules.buying.states import OrderState
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.purchasing.world import Office, office
from tests.support.officers import sitting
from tests.support.people import hired

pytestmark = pytest.mark.django_db
FAST = "waktu.terlalu_cepat"


@pytest.fixture
def place() -> Office:
    made = office(price="1500000", pagu="900000000")
    made.order(OrderState.PROCESS)
    run(made.government)
    return made


def test_a_switch_needs_two_and_moves_flags_that_stand(place: Office) -> None:
    first, second = hired(place.government, Role.APIP), hired(place.government, Role.APIP)
    told = {"government": place.government, "indicator": FAST, "shown": False}
    made = propose_switch(**told, reason="Terlalu banyak", actor=first)
    assert made.told["reasons_for_silence"]
    assert made.told["tally"]["flagged"] == 1

    with pytest.raises(RuleBroken, match="Sudah ada usulan"):
        propose_switch(**told, reason="Lagi", actor=second)
    with pytest.raises(RuleBroken) as own:
        approve_switch(switch_id=made.pk, government=place.government, actor=first)
    assert own.value.status == 403
    with pytest.raises(RuleBroken):
        approve_switch(switch_id=made.pk, government=place.government, actor=place.ppk)
    assert Switch.objects.get().state == "diusulkan"
    assert Flag.objects.get(indicator=FAST).shown

    approve_switch(switch_id=made.pk, government=place.government, actor=second)

    assert (FAST, 1) not in shown_versions(government_id=place.government.pk)
    assert not Flag.objects.get(indicator=FAST).shown
    with pytest.raises(RuleBroken) as late:
        refuse_switch(switch_id=made.pk, government=place.government, note="Tidak", actor=second)
    assert late.value.status == 409
    names = list(Event.objects.filter(name__startswith="oversight.").order_by("pk").values_list("name", flat=True))
    assert names == ["oversight.switch_proposed", "oversight.switch_approved"]


def test_apip_reads_questions_and_one_flag_with_its_evidence(place: Office) -> None:
    apip: Client = sitting(place.government, Role.APIP)
    base = f"/pantau/{place.government.code}/tanda/"
    flag = Flag.objects.get(indicator=FAST)

    for path, words in (
        ("", "Laju dasar"),
        (f"{FAST}/", "Yang wajar"),
        (f"butir/{flag.pk}/", "Dibekukan pada"),
        (f"{FAST}/coba/?tanda.cepat.menit=60", "Ambang yang dicoba"),
        (f"{FAST}/tampil/", "Usulkan diam"),
    ):
        answer = apip.get(base + path)
        assert answer.status_code == 200, path
        assert words in answer.content.decode()
    sheet = apip.get(f"{base}{FAST}/?unduh=tanda-tabel.csv")
    assert flag.subject_key in b"".join(sheet).decode()  # type: ignore[arg-type]  # it streams

    answer = apip.post(f"{base}{FAST}/tampil/", {"do": "silence", "usulan": "", "reason": "Terlalu banyak"})
    assert (answer.status_code, Switch.objects.count()) == (302, 1)
    again = apip.post(f"{base}{FAST}/tampil/", {"do": "silence", "usulan": "", "reason": "Terlalu banyak"})
    assert (again.status_code, Switch.objects.count()) == (409, 1)
    assert "Terlalu banyak" in again.content.decode()


def test_a_trial_that_takes_too_long_says_of_how_much_it_is(place: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    apip = sitting(place.government, Role.APIP)
    page = f"/pantau/{place.government.code}/tanda/{FAST}/coba/?tanda.cepat.menit=60"
    assert "Semua catatan ditanyai: 1 pokok" in apip.get(page).content.decode()
    monkeypatch.setattr(trials, "READING", -1)
    assert "Sebagian catatan saja: 1 pokok" in apip.get(page).content.decode()


def test_the_public_is_told_counts_and_nobodys_name(place: Office, client: Client) -> None:
    answer = client.get(f"/api/v1/oversight-questions?government={place.government.code}")
    told = {one["indicator"]: one for one in answer.json()["questions"]}
    assert (told[FAST]["flagged"], told[FAST]["evaluated"], told[FAST]["reviewed"]) == (1, 1, 0)
    flag = Flag.objects.get(indicator=FAST)
    assert flag.firm is not None
    assert flag.subject_key not in answer.content.decode()
    assert flag.firm.name not in answer.content.decode()


@pytest.mark.parametrize("role", [Role.BIRO_PBJ, Role.PPK, Role.PIMPINAN])
def test_nobody_else_finds_the_pages(place: Office, role: Role) -> None:
    flag = Flag.objects.get(indicator=FAST)
    other = sitting(place.government, role)
    for path in ("", f"{FAST}/", f"butir/{flag.pk}/", f"{FAST}/tampil/", f"{FAST}/coba/"):
        assert other.get(f"/pantau/{place.government.code}/tanda/{path}").status_code == 404

"""The pages of sanctions: who gets in, what may be done there, and that a late hand loses nothing."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.rules.duties import DUTIES, Duty, Role
from belanja.rules.sanctions import CaseState, Measure
from belanja.vendors import services
from belanja.vendors.models import Sanction, SanctionCase, SanctionMatch
from belanja.web.manager.catalogue.sanctions import urls
from tests.support.officers import PASSWORD, sitting
from tests.vendors.cast import MONDAY, Cast, cast

pytestmark = pytest.mark.django_db
OTHER = "D50"
READERS = {Duty.PROPOSE_SANCTION, Duty.SANCTION_FIRM, Duty.SEE_RELATED_FIRMS}
#: Written down here a second time on purpose.
OPENS = {
    "cases": READERS,
    "case": READERS,
    "dossier": READERS,
    "open": {Duty.PROPOSE_SANCTION},
    "entry": {Duty.PROPOSE_SANCTION},
    "related": {Duty.SEE_RELATED_FIRMS},
}
WORDS = "Harga di toko sendiri lebih murah dua puluh persen."


@pytest.fixture
def who() -> Iterator[Cast]:
    with clock.frozen(MONDAY):
        yield cast()


def opened(who: Cast) -> SanctionCase:
    return services.open_case(
        firm_id=who.firm.pk, government=who.government, breach="harga", facts=WORDS, actor=who.clerk
    )


def as_(actor: Actor) -> Client:
    user = User.objects.get(pk=actor.user_id)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    client = Client()
    client.force_login(user)
    return client


def addresses(who: Cast, code: str) -> dict[str, str]:
    case = SanctionCase.objects.first() or opened(who)
    entry = Sanction.objects.first() or Sanction.objects.create(name=who.firm.name, decree="SK-1", source_row_id=1)
    more = {"case": [case.pk], "dossier": [who.firm.pk], "open": [who.firm.pk], "entry": [who.firm.pk, entry.pk]}
    return {name: reverse(f"sanctions:{name}", args=[code, *more.get(name, [])]) for name in OPENS}


def test_the_matrix_knows_every_address() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == set(OPENS)


@pytest.mark.parametrize("role", list(Role))
def test_only_the_duty_opens_a_page_and_refusal_changes_nothing(who: Cast, role: Role) -> None:
    client = sitting(who.government, role)
    body = {"do": "putuskan", "version": "1", "breach": "harga", "facts": WORDS, "same": "ya", "reason": WORDS}
    for name, address in addresses(who, who.government.code).items():
        opens = any(role in DUTIES[duty] for duty in OPENS[name])
        assert client.get(address).status_code == (200 if opens else 404), name
        if not opens:
            before = Event.objects.count(), SanctionMatch.objects.count()
            assert client.post(address, body).status_code in (404, 405)
            assert (Event.objects.count(), SanctionMatch.objects.count()) == before


def test_another_government_and_a_visitor_get_nothing(who: Cast) -> None:
    client = sitting(Government.objects.get(code=OTHER), Role.KEPALA_BIRO_PBJ)
    for address in addresses(who, who.government.code).values():
        assert client.get(address).status_code == 404
        assert Client().get(address).status_code == 302
    foreign = addresses(who, OTHER)["case"]
    assert client.get(foreign).status_code == 404


def test_a_case_goes_its_way_on_the_pages(who: Cast) -> None:
    gov, clerk, head = who.government.code, as_(who.clerk), as_(who.head)
    answer = clerk.post(
        reverse("sanctions:open", args=[gov, who.firm.pk]), {"breach": "harga", "facts": WORDS, "loss": "1500000"}
    )
    case = SanctionCase.objects.get()
    assert answer["Location"] == reverse("sanctions:case", args=[gov, case.pk])
    page = reverse("sanctions:case", args=[gov, case.pk])
    assert "Jatuhkan sanksi" not in head.get(page).content.decode(), "the firm was not heard yet"
    assert "Rp1.500.000" in head.get(page).content.decode()
    mine = reverse("vendor:sanction", args=[who.firm.pk, case.pk])
    said = as_(who.keeper).post(mine, {"do": "jawab", "version": "1", "jawab-text": "Kami keliru menulis harga."})
    assert said.status_code == 302
    assert "Jatuhkan sanksi" not in clerk.get(page).content.decode()
    body = {"do": "putuskan", "version": "2", "putusan-measure": "sp1", "putusan-start": "", "putusan-reason": WORDS}
    assert head.post(page, body).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.measure) == (CaseState.IMPOSED, Measure.SP1)
    shown = head.get(page).content.decode()
    assert "Surat Peringatan 1" in shown
    assert case.paper is not None
    assert case.paper.code in shown
    assert "Ajukan keberatan" not in as_(who.keeper).get(mine).content.decode()
    printed = reverse("vendor:sanction_paper", args=[who.firm.pk, case.pk])
    assert as_(who.keeper).get(printed).content.startswith(b"%PDF")
    assert as_(cast("UD Lain").owner).get(printed).status_code == 404
    owner = as_(who.owner)
    owner.post(mine, {"do": "keberatan", "version": "3", "keberatan-text": "Harga toko itu salah cetak."})
    verdict = {"do": "kuatkan", "version": "4", "keberatan-action": "batalkan", "keberatan-reason": WORDS}
    assert head.post(page, verdict).status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.ANNULLED


def test_who_comes_late_is_told_and_loses_nothing(who: Cast) -> None:
    case = opened(who)
    mine = reverse("vendor:sanction", args=[who.firm.pk, case.pk])
    services.answer(case_id=case.pk, version=1, text="Jawaban pemilik sendiri.", actor=who.owner)
    late = as_(who.keeper).post(mine, {"do": "jawab", "version": "1", "jawab-text": "Jawaban admin yang panjang."})
    assert late.status_code == 409
    assert "Jawaban admin yang panjang." in late.content.decode()
    assert "sudah berubah" in late.content.decode()
    page = reverse("sanctions:case", args=[who.government.code, case.pk])
    body = {"do": "tidak_terbukti", "version": "1", "tidak-text": "Bukti tidak cukup kuat untuk diputus."}
    stale = as_(who.head).post(page, body)
    assert stale.status_code == 409
    assert "Bukti tidak cukup kuat untuk diputus." in stale.content.decode()
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED


def test_an_empty_form_says_what_is_missing(who: Cast) -> None:
    case = opened(who)
    page = reverse("vendor:sanction", args=[who.firm.pk, case.pk])
    answer = as_(who.owner).post(page, {"do": "jawab", "version": "1", "jawab-text": ""})
    assert answer.status_code == 422
    assert "Klarifikasi Anda belum diisi." in answer.content.decode()


def test_desks_say_whose_word_is_next(who: Cast) -> None:
    case = opened(who)
    desk, home = reverse("leader:desk"), reverse("vendor:home", args=[who.firm.pk])
    assert "meminta klarifikasi Anda" in as_(who.keeper).get(home).content.decode()
    assert "menunggu putusan" not in as_(who.head).get(desk).content.decode()
    services.answer(case_id=case.pk, version=1, text="Jawaban pemilik sendiri.", actor=who.owner)
    assert "meminta klarifikasi Anda" not in as_(who.keeper).get(home).content.decode()
    assert "1 perkara penyedia menunggu putusan." in as_(who.head).get(desk).content.decode()
    assert "menunggu putusan" not in as_(who.clerk).get(desk).content.decode()


def test_a_firm_sees_its_own_cases_alone(who: Cast) -> None:
    case, other = opened(who), cast("UD Lain")
    assert as_(other.owner).get(reverse("vendor:sanction", args=[who.firm.pk, case.pk])).status_code == 404
    assert as_(other.owner).get(reverse("vendor:sanction", args=[other.firm.pk, case.pk])).status_code == 404
    assert "Harga di katalog" in as_(who.keeper).get(reverse("vendor:sanctions", args=[who.firm.pk])).content.decode()


def test_an_entry_of_the_same_name_is_judged_by_a_person(who: Cast) -> None:
    entry = Sanction.objects.create(name="CV SUMBER CONTOH", status="PUBLISHED", decree="SK-7", source_row_id=7)
    clerk = as_(who.clerk)
    dossier = reverse("sanctions:dossier", args=[who.government.code, who.firm.pk])
    assert "perlu dicocokkan" in clerk.get(dossier).content.decode()
    page = reverse("sanctions:entry", args=[who.government.code, who.firm.pk, entry.pk])
    assert clerk.post(page, {"same": "ya", "reason": "Alamat pada SK sama."}).status_code == 302
    assert "Daftar Hitam nasional" in clerk.get(dossier).content.decode()


def test_a_firm_is_found_by_name_and_related_firms_are_listed(who: Cast) -> None:
    gov, apip = who.government.code, as_(who.apip)
    found = apip.get(reverse("sanctions:cases", args=[gov]), {"q": "sumber"}).content.decode()
    assert "CV Sumber Contoh" in found
    other = cast("UD Sebelah")
    for firm in (who.firm, other.firm):
        services.mark_firm(firm_id=firm.pk, stated={"telepon": "081234567890"}, source="uji")  # type: ignore[dict-item]
    shown = apip.get(reverse("sanctions:related", args=[gov])).content.decode()
    assert "UD Sebelah" in shown
    assert "081234567890" not in shown

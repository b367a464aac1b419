"""Pages about licences: the firm's, the verifier's, and what everybody sees; who gets in, what is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from belanja.accounts.models import User
from belanja.catalogue.models import Offer
from belanja.catalogue.search.index import reindex
from belanja.catalogue.services import curation
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.rules.duties import DUTIES, Duty, Role
from belanja.rules.licences import LicenceState
from belanja.rules.listing_steps import Step
from belanja.rules.registration import MemberRole
from belanja.vendors import services
from belanja.vendors.models import Firm, FirmLicence
from belanja.web.officer.access import FIRM_READERS
from tests.support.firms import member, registered
from tests.support.listings import Shop, shop
from tests.support.officers import sitting
from tests.support.people import hired
from tests.vendors.test_licences import state

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Shop:
    made = shop()
    Etalase.objects.filter(pk=made.etalase.pk).update(licences=["bujp"], allowed_roles=["pengecer"], kbki=["3212"])
    sent = made.submitted(kbki="3212")
    curation.decide(offer_id=sent.pk, version=sent.version, step=Step.APPROVE, actor=verifier(made.government))
    return made


def verifier(government: Government) -> Actor:
    return hired(government, Role.VERIFIKATOR)


def signed(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def typed(**changed: Any) -> dict[str, Any]:
    today = clock.today()
    return {
        "kind": "bujp",
        "number": "SI/77/2026",
        "issuer": "Polda Banten",
        "valid_from": (today - timedelta(days=3)).isoformat(),
        "valid_to": (today + timedelta(days=300)).isoformat(),
        "evidence": "https://contoh.go.id/77",
        "seen": 0,
        **changed,
    }


def left() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (FirmLicence, Event, Offer)]


def test_a_firm_reads_what_is_asked_states_it_and_renews_it(place: Shop) -> None:
    client, base = signed(place.owner), f"/usaha/{place.firm.pk}/izin/"
    told = client.get(base).content.decode()
    assert "Izin operasional badan usaha jasa pengamanan, yang diminta etalase ini, belum dinyatakan" in told
    assert (
        "halaman Izin usaha" in client.get(f"/usaha/{place.firm.pk}/barang/{Offer.objects.get().pk}/").content.decode()
    )
    form = client.get(f"{base}nyatakan/?jenis=bujp").content.decode()
    assert "Kepolisian Negara RI" in form
    wrong = client.post(f"{base}nyatakan/", typed(valid_to="2020-01-01", number=""))
    assert (wrong.status_code, "https://contoh.go.id/77" in wrong.content.decode()) == (422, True)
    wrong = client.post(f"{base}nyatakan/", typed(evidence="KTP 3604010101800001"))
    assert (wrong.status_code, "Jangan menulis NIK" in wrong.content.decode()) == (422, True)
    assert client.post(f"{base}nyatakan/", typed())["Location"] == base
    made = FirmLicence.objects.get()
    assert "menunggu pemeriksaan" in client.get(base).content.decode()
    services.decide_licence(licence_id=made.pk, confirm=True, actor=verifier(place.government))
    told = client.get(base).content.decode()
    assert "tidak ada yang perlu dilakukan" in told
    assert "Perpanjang atau perbaiki" in told
    late = client.post(f"{base}nyatakan/", typed(number="LAIN/1"))
    assert (late.status_code, "LAIN/1" in late.content.decode(), FirmLicence.objects.count()) == (409, True, 1)
    assert client.post(f"{base}nyatakan/", typed(number="LAIN/1", seen=made.pk))["Location"] == base
    newest = FirmLicence.objects.latest("pk")
    assert client.post(f"{base}nyatakan/", {"do": f"tarik-{newest.pk}"})["Location"] == base
    newest.refresh_from_db()
    assert newest.state == LicenceState.WITHDRAWN


def test_who_sees_the_pages_of_a_firm(place: Shop) -> None:
    made = state(place.firm, place.owner)
    keeper, stranger = member(place.firm, role=MemberRole.KEEPER), member(registered(place.government, name="Lain"))
    for at in (f"/usaha/{place.firm.pk}/izin/", f"/usaha/{place.firm.pk}/izin/nyatakan/"):
        assert signed(keeper).get(at).status_code == 200
        before = left()
        assert signed(stranger).get(at).status_code == 404
        assert signed(stranger).post(at, {"do": f"tarik-{made.pk}"}).status_code in (404, 405)
        assert Client().get(at).status_code == 302
        assert left() == before
    other = Firm.objects.exclude(pk=place.firm.pk).get()
    assert signed(stranger).post(f"/usaha/{other.pk}/izin/nyatakan/", {"do": f"tarik-{made.pk}"}).status_code == 404


def test_whoever_is_beaten_by_a_blink_keeps_what_he_typed(place: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A colleague's statement comes after the page has read what there is, and before it states its own."""
    client, at = signed(place.owner), f"/usaha/{place.firm.pk}/izin/nyatakan/"
    own = services.state_licence

    def beaten(**told: Any) -> FirmLicence:
        monkeypatch.setattr(services, "state_licence", own)
        state(place.firm, member(place.firm, role=MemberRole.KEEPER))
        return own(**told)

    monkeypatch.setattr(services, "state_licence", beaten)
    late = client.post(at, typed())
    made, told = FirmLicence.objects.get(), late.content.decode()
    assert (late.status_code, "SI/77/2026" in told, "SI/123/X/2025" in told) == (409, True, True)
    assert f'name="seen" value="{made.pk}"' in told
    assert client.post(at, typed(seen=made.pk)).status_code == 302


@pytest.mark.parametrize("role", Role)
def test_who_may_look_and_who_may_decide(place: Shop, role: Role) -> None:
    made = state(place.firm, place.owner)
    client, base = sitting(place.government, role), "/kelola/D43/usaha/izin/"
    reads = any(role in DUTIES[duty] for duty in FIRM_READERS)
    for at in (base, f"{base}{made.pk}/"):
        assert client.get(at).status_code == (200 if reads else 404), at
    before = left()
    answer = client.post(f"{base}{made.pk}/", {"step": "confirm"})
    if role in DUTIES[Duty.VERIFY_FIRM]:
        assert answer["Location"] == base
    else:
        assert (answer.status_code, left()) == (404, before)


def test_a_neighbouring_government_sees_nothing(place: Shop) -> None:
    made = state(place.firm, place.owner)
    neighbour = sitting(Government.objects.get(code="D50"), Role.VERIFIKATOR)
    for at in (f"/kelola/D43/usaha/izin/{made.pk}/", f"/kelola/D50/usaha/izin/{made.pk}/"):
        assert neighbour.get(at).status_code == 404
    assert "SI/123" not in neighbour.get("/kelola/D50/usaha/izin/").content.decode()


def test_a_verifier_finds_it_in_the_queue_returns_it_and_is_told_who_came_first(place: Shop) -> None:
    made, client = state(place.firm, place.owner), sitting(place.government, Role.VERIFIKATOR)
    assert "Izin dan status pajak (1)" in client.get("/kelola/D43/usaha/").content.decode()
    assert "SI/123" in client.get(f"/kelola/D43/usaha/{place.firm.pk}/").content.decode()
    at = f"/kelola/D43/usaha/izin/{made.pk}/"
    told = client.get(at).content.decode()
    for words in ("https://contoh.go.id/izin/123", "Kertas dan Cover", "Peraturan Kepolisian 4/2020"):
        assert words in told
    assert client.post(at, {}).status_code == 422
    answer = client.post(at, {"step": "return", "note": "Masa berlakunya lain."})
    assert (answer.status_code, "Masa berlakunya lain." in answer.content.decode()) == (422, True)
    assert client.post(at, {"step": "return", "reason_code": "izin_masa_beda"}).status_code == 302
    answer = client.post(at, {"step": "confirm", "note": "Sudah saya lihat."})
    assert (answer.status_code, "Sudah saya lihat." in answer.content.decode()) == (409, True)
    assert "Perbaiki dan ajukan lagi" in signed(place.owner).get(f"/usaha/{place.firm.pk}/izin/").content.decode()


def test_a_verifier_of_ones_own_firm_is_refused_on_the_page(place: Shop) -> None:
    made, person = state(place.firm, place.owner), verifier(place.government)
    member(place.firm, user=User.objects.get(pk=person.user_id))
    answer = signed(person).post(f"/kelola/D43/usaha/izin/{made.pk}/", {"step": "confirm"})
    assert (answer.status_code, "petugas lain yang memutusnya" in answer.content.decode()) == (403, True)


def test_everybody_sees_confirmed_licences_and_how_many_hold_them(client: Client, place: Shop) -> None:
    reindex()
    slug = place.firm.storefronts.get().slug
    made = state(place.firm, place.owner)
    assert "SI/123" not in client.get(f"/katalog/penyedia/{slug}/").content.decode()
    assert "dimiliki 0 dari 1 penyedia" in client.get("/katalog/etalase/kertas/syarat/").content.decode()
    services.decide_licence(licence_id=made.pk, confirm=True, actor=verifier(place.government))
    told = client.get(f"/katalog/penyedia/{slug}/").content.decode()
    assert "SI/123" in told
    assert "contoh.go.id" not in told, "where it can be seen is for the verifier"
    assert "dimiliki 1 dari 1 penyedia" in client.get("/katalog/etalase/kertas/syarat/").content.decode()


def test_whoever_changes_what_a_shelf_asks_sees_first_what_it_does(place: Shop) -> None:
    client = sitting(place.government, Role.PENGELOLA_KATEGORI)
    at = f"/kelola/D43/katalog/etalase/{place.etalase.pk}/ubah/"
    terms = {
        "name": "Kertas dan Cover", "kind": "Lokal", "price_class": "provinsi", "allowed_roles": ["pengecer"],
        "category_1": "Alat tulis", "kbki": "3212", "version": 0, "licences": ["alkes"],
    }  # fmt: skip
    Etalase.objects.filter(pk=place.etalase.pk).update(licences=[])
    Offer.objects.update(holds=[])
    shown = client.post(at, terms).content.decode()
    assert "Belum disimpan" in shown
    assert "1 penawaran dari 1 penyedia tidak dapat dibeli lagi" in shown
    assert "Kertas HVS F4 80 g" in shown
    place.etalase.refresh_from_db()
    assert place.etalase.licences == []
    other = client.post(at, {**terms, "licences": ["pbf"], "previewed": "alkes"}).content.decode()
    assert "Belum disimpan" in other, "what was shown was another choice"
    assert client.post(at, {**terms, "previewed": "alkes"}).status_code == 302
    place.etalase.refresh_from_db()
    assert (place.etalase.licences, Offer.objects.get().holds) == (["alkes"], ["izin"])

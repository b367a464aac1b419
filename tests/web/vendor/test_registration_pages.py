"""Pages of a firm's registration, its members and its archive, and the verifiers' queue: who gets in, what is told."""

from datetime import timedelta

import pytest
from django.test import Client

from belanja.accounts.models import User
from belanja.catalogue.models import Region, Seller, StorefrontClaim
from belanja.catalogue.services import serve_regions
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.rules.duties import DUTIES, Duty, Role
from belanja.rules.registration import FirmState, MemberRole
from belanja.vendors import services
from belanja.vendors.models import CooperativeMember, Firm, FirmId, Member, MemberInvite, Profile
from tests.support.firms import member, registered
from tests.support.people import hired
from tests.vendors.registering import NIB, full, person, submitted

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Katering Sari Rasa",
    "legal_form": "perorangan",
    "nib": NIB,
    "kbli": "56210",
    "address": "Kp. Sukajaya 3, Desa Sobang",
    "region_code": "36.01",
    "phone": "081234567890",
    "scale": "mikro",
    "scale_evidence": "Omzet 2025 Rp180 juta",
}


@pytest.fixture
def banten() -> Government:
    serve_regions()
    return Government.objects.get(code="D43")


def signed(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def test_a_firm_registers_page_by_page(banten: Government) -> None:
    client = signed(person())
    page = client.get("/usaha/", {"nomor": NIB}).content.decode()
    assert "Belum ada usaha dengan nomor ini" in page
    assert f"/usaha/daftar/?nib={NIB}" in page
    wrong = client.post("/usaha/daftar/", {**TYPED, "phone": "12"})
    assert wrong.status_code == 422
    assert "Nomor telepon usaha tidak sah" in wrong.content.decode()
    assert "Katering Sari Rasa" in wrong.content.decode()
    answer = client.post("/usaha/daftar/", {"name": "Katering Sari Rasa", "legal_form": "perorangan", "nib": NIB})
    profile = Profile.objects.get()
    desk = f"/usaha/{profile.firm_id}/"
    assert answer["Location"] == f"{desk}data/"
    assert client.get(f"{desk}data/").status_code == 200
    stopped = client.get(f"{desk}ajukan/").content.decode()
    assert "Alamat usaha belum lengkap" in stopped
    assert "Ajukan pendaftaran" not in stopped
    assert client.post(f"{desk}data/", {**TYPED, "version": 1})["Location"] == f"{desk}ajukan/"
    User.objects.update(phone_verified=False, email=None)
    unproved = client.get(f"{desk}ajukan/").content.decode()
    assert "Ketik kode bukti nomor" in unproved
    assert "Ajukan pendaftaran" not in unproved
    User.objects.update(phone_verified=True)
    assert client.post(f"{desk}ajukan/", {"version": 2}).status_code == 422
    assert client.post(f"{desk}ajukan/", {"version": 2, "consent": "on"})["Location"] == desk
    assert "belum selesai diverifikasi" in client.get(desk).content.decode()
    assert client.get(f"{desk}ajukan/")["Location"] == desk


def test_the_late_one_sees_the_latest_and_loses_nothing_typed(banten: Government) -> None:
    owner = person()
    profile = services.register(government=banten, statement=full(), actor=owner)
    services.fill(firm_id=profile.firm_id, version=1, statement=full(name="Nama Baru"), actor=owner)
    client, address = signed(owner), f"/usaha/{profile.firm_id}/data/"
    answer = client.post(address, {**TYPED, "about": "ketikan saya", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "ketikan saya" in page
    assert "Nama Baru" in page
    assert 'name="version" value="2"' in page


def test_a_known_firm_is_claimed_and_a_registered_one_asked(banten: Government) -> None:
    known = Firm.objects.create(name="CV Lama Jaya")
    FirmId.objects.create(firm=known, scheme="sikap", value="4321")
    client = signed(person())
    assert "Klaim usaha ini" in client.get("/usaha/", {"nomor": "4321"}).content.decode()
    assert client.get(f"/usaha/klaim/{known.pk}/").status_code == 405
    answer = client.post(f"/usaha/klaim/{known.pk}/")
    claimed = Profile.objects.get()
    assert answer["Location"] == f"/usaha/{claimed.firm_id}/data/"
    assert "CV Lama Jaya" in client.get(answer["Location"]).content.decode()
    other = registered(banten)
    FirmId.objects.create(firm=other, scheme="nib", value=NIB)
    owner = member(other)
    assert "Minta menjadi anggota" in client.get("/usaha/", {"nomor": NIB}).content.decode()
    assert client.post(f"/usaha/minta/{other.pk}/").status_code == 302
    page = signed(owner).get(f"/usaha/{other.pk}/anggota/").content.decode()
    assert "Terima" in page
    asked = other.access_requests.get()
    signed(owner).post(f"/usaha/{other.pk}/anggota/", {"do": "accept", "id": asked.pk})
    assert client.get(f"/usaha/{other.pk}/anggota/").status_code == 200


DESK = ("", "berhenti/", "data/", "anggota/", "koperasi/", "nama-arsip/", "ajukan/", "sanksi/")


def test_a_desk_is_not_there_for_strangers_and_officers(banten: Government) -> None:
    firm = registered(banten)
    keeper = member(firm, role=MemberRole.KEEPER)
    strangers = [signed(hired(banten, *Role)), signed(person())]
    before = (Event.objects.count(), list(Member.objects.values()), list(Profile.objects.values()))
    for part in DESK:
        address = f"/usaha/{firm.pk}/{part}"
        assert Client().get(address)["Location"].startswith("/akun/masuk/?next=/usaha/")
        for client in strangers:
            assert client.get(address).status_code == 404
            assert client.post(address, {**TYPED, "do": "end", "version": 1}).status_code in (404, 405)
        assert signed(keeper).get(address).status_code == (403 if part in ("ajukan/", "berhenti/") else 200), part
    assert before == (Event.objects.count(), list(Member.objects.values()), list(Profile.objects.values()))


QUEUE = {
    "": {Duty.VERIFY_FIRM, Duty.ASSIST_FIRM, Duty.SEE_RELATED_FIRMS},
    "catat/": {Duty.ASSIST_FIRM},
    "arsip/": {Duty.VERIFY_FIRM},
    "{firm}/": {Duty.VERIFY_FIRM, Duty.ASSIST_FIRM, Duty.SEE_RELATED_FIRMS},
    "{firm}/ubah/": {Duty.ASSIST_FIRM},
    "{firm}/lembar/": {Duty.ASSIST_FIRM},
}


@pytest.mark.parametrize("role", list(Role))
def test_officers_pages_open_for_their_duties_alone(banten: Government, role: Role) -> None:
    officer = hired(banten, Role.PEMBINA)
    profile = services.assist(government=banten, statement=full(), actor=officer)
    client, elsewhere = signed(hired(banten, role)), signed(hired(Government.objects.get(code="D50"), role))
    for part, duties in QUEUE.items():
        address = f"/kelola/D43/usaha/{part.format(firm=profile.firm_id)}"
        allowed = any(role in DUTIES[duty] for duty in duties)
        assert client.get(address).status_code == (200 if allowed else 404), part
        assert elsewhere.get(address).status_code == 404
        assert elsewhere.get(address.replace("D43", "D50")).status_code == (
            404 if "{firm}" in part or not allowed else 200
        )
        assert Client().get(address).status_code == 302
        before = (Event.objects.count(), list(Profile.objects.values()))
        if not allowed:
            for body in ({"do": "code"}, {"do": "decide", "step": "pass", "version": 1}, TYPED):
                assert client.post(address, body).status_code in (404, 405)
        assert before == (Event.objects.count(), list(Profile.objects.values()))


def test_a_reader_decides_nothing(banten: Government) -> None:
    profile = submitted(banten, person())
    apip = signed(hired(banten, Role.APIP))
    body = {"do": "decide", "step": "pass", "version": 1, "usaha": f"{profile.firm_id}.1"}
    assert apip.post("/kelola/D43/usaha/", body).status_code == 404
    assert apip.post(f"/kelola/D43/usaha/{profile.firm_id}/", body).status_code == 404
    profile.refresh_from_db()
    assert profile.state == FirmState.SUBMITTED


def test_a_verifier_returns_with_a_reason_and_the_firm_reads_what_to_do(banten: Government) -> None:
    owner = person()
    profile = submitted(banten, owner)
    client, address = signed(hired(banten, Role.VERIFIKATOR)), f"/kelola/D43/usaha/{profile.firm_id}/"
    assert "NIB" in client.get(address).content.decode()
    missing = client.post(address, {"do": "decide", "step": "return", "version": 1})
    assert missing.status_code == 422
    assert "Pilih alasannya" in missing.content.decode()
    body = {"do": "decide", "step": "return", "version": 1, "reason_code": "alamat_tidak_jelas", "note": "RT belum ada"}
    assert client.post(address, body).status_code == 302
    page = signed(owner).get(f"/usaha/{profile.firm_id}/").content.decode()
    assert "kecamatannya" in page
    assert "RT belum ada" in page
    late = client.post(address, {**body, "step": "pass"})
    assert late.status_code == 409
    assert "sudah diputus orang lain" in late.content.decode()


def test_the_queue_shows_age_and_decides_many(banten: Government) -> None:
    first = submitted(banten, person())
    second = submitted(banten, person(), nib="9120001234568", name="UD Dua")
    client = signed(hired(banten, Role.VERIFIKATOR))
    with clock.frozen(clock.now() + timedelta(days=5)):
        page = client.get("/kelola/D43/usaha/").content.decode()
        assert "5 hari" in page
        assert "lebih dari 72 jam" in page
        assert client.post("/kelola/D43/usaha/", {"step": "pass"}).status_code == 422
        chosen = [f"{first.firm_id}.1", f"{second.firm_id}.1", "nakal", "1.1.1"]
        client.post("/kelola/D43/usaha/", {"step": "pass", "usaha": chosen})
    assert Profile.objects.filter(state=FirmState.VERIFIED.value).count() == 2
    for state in FirmState:
        assert client.get("/kelola/D43/usaha/", {"keadaan": state.value, "asal": "klaim"}).status_code == 200


def test_an_officer_enters_prints_and_the_owner_confirms(banten: Government) -> None:
    officer, second, owner = hired(banten, Role.PEMBINA), hired(banten, Role.BIRO_PBJ), person()
    client = signed(officer)
    answer = client.post("/kelola/D43/usaha/catat/", TYPED)
    profile = Profile.objects.get()
    address = f"/kelola/D43/usaha/{profile.firm_id}/"
    assert answer["Location"] == address
    page = client.get(address).content.decode()
    code = services.code_of(profile)
    assert f"/usaha/konfirmasi/{code}/" in page
    assert "wa.me/6281234567890" in page
    sheet = client.get(f"{address}lembar/").content.decode()
    assert "<svg" in sheet
    assert "Nama dan tanda tangan" in sheet
    client.post(address, {"do": "sheet", "version": 1, "signed_on": clock.today().isoformat(), "kept_at": "Map 1"})
    assert "Petugas kedua" in client.get(address).content.decode()
    assert "Lembar cocok dengan data" in signed(second).get(address).content.decode()
    mine = signed(owner)
    assert mine.get("/usaha/konfirmasi/1-salah/").status_code == 404
    link = f"/usaha/konfirmasi/{code}/"
    assert "Katering Sari Rasa" in mine.get(link).content.decode()
    assert mine.post(link, {"version": 1}).status_code == 422
    assert mine.post(link, {"version": 1, "consent": "on"})["Location"] == f"/usaha/{profile.firm_id}/"
    assert mine.get(link).status_code == 404


def test_an_archive_name_is_claimed_and_tied_by_a_verifier(banten: Government) -> None:
    firm = registered(banten, name="CV Lama Jaya")
    owner = member(firm)
    archive = Seller.objects.create(slug="lama", name="CV. LAMA JAYA", sort_key="lama", region=Region.objects.first())
    mine, address = signed(owner), f"/usaha/{firm.pk}/nama-arsip/"
    assert "CV. LAMA JAYA" in mine.get(address).content.decode()
    assert mine.post(address, {"seller": archive.pk, "words": "?"}).status_code == 422
    mine.post(address, {"seller": archive.pk, "words": "nomor SIKaP 1234 sama"})
    claim = StorefrontClaim.objects.get()
    desk = "/kelola/D43/usaha/arsip/"
    own = hired(banten, Role.VERIFIKATOR)
    member(firm, user=User.objects.get(pk=own.user_id))
    signed(own).post(desk, {"id": claim.pk, "do": "accept"})
    archive.refresh_from_db()
    assert archive.firm_id is None
    verifier = signed(hired(banten, Role.VERIFIKATOR))
    assert "nomor SIKaP 1234" in verifier.get(desk).content.decode()
    verifier.post(desk, {"id": claim.pk, "do": "decline", "reason": ""})
    claim.refresh_from_db()
    assert claim.state == StorefrontClaim.State.OPEN
    verifier.post(desk, {"id": claim.pk, "do": "accept"})
    archive.refresh_from_db()
    assert archive.firm_id == firm.pk
    assert "diluluskan" in mine.get(address).content.decode().lower()


def test_the_scale_is_asked_for_once_a_year_and_confirmed_with_one_tap(banten: Government) -> None:
    owner = person()
    profile = submitted(banten, owner)
    services.decide(firm_id=profile.firm_id, version=1, step="pass", actor=hired(banten, Role.VERIFIKATOR))
    desk, client = f"/usaha/{profile.firm_id}/", signed(owner)
    assert "Masih berlaku" not in client.get(desk).content.decode()
    with clock.frozen(clock.now() + timedelta(days=366)):
        client.force_login(User.objects.get(pk=owner.user_id))
        assert "Masih berlaku" in client.get(desk).content.decode()
        client.post(f"{desk}skala/")
        assert "Masih berlaku" not in client.get(desk).content.decode()


def test_a_cooperative_and_its_member_see_each_other(banten: Government) -> None:
    chair, maker = person(), person()
    coop = submitted(banten, chair, name="Koperasi Maju", legal_form="koperasi", scale="koperasi", nib="9120001234569")
    services.decide(firm_id=coop.firm_id, version=1, step="pass", actor=hired(banten, Role.VERIFIKATOR))
    shop = submitted(banten, maker)
    theirs, mine = f"/usaha/{coop.firm_id}/koperasi/", f"/usaha/{shop.firm_id}/koperasi/"
    assert signed(chair).post(theirs, {"do": "invite", "nib": "1"}).status_code == 422
    assert signed(chair).post(theirs, {"do": "invite", "nib": NIB}).status_code == 302
    assert "Setuju" in signed(maker).get(mine).content.decode()
    row = CooperativeMember.objects.get()
    signed(maker).post(mine, {"do": "agree", "id": row.pk})
    assert "setuju sejak" in signed(chair).get(theirs).content.decode()
    signed(chair).post(theirs, {"do": "end", "id": row.pk})
    row.refresh_from_db()
    assert row.ended_at


def test_everybody_reads_how_long_verifiers_take(banten: Government) -> None:
    address = "/katalog/lama-pemeriksaan/"
    assert "Belum diketahui" in Client().get(address).content.decode()
    start = clock.now()
    with clock.frozen(start - timedelta(hours=30)):
        profile = submitted(banten, person())
    services.decide(firm_id=profile.firm_id, version=1, step="pass", actor=hired(banten, Role.VERIFIKATOR))
    page = Client().get(address).content.decode()
    assert "Provinsi Banten" in page
    assert "30,0" in page


def test_the_consent_is_taken_back_on_a_page_of_its_own(banten: Government) -> None:
    owner = person()
    profile = submitted(banten, owner)
    client, address = signed(owner), f"/usaha/{profile.firm_id}/berhenti/"
    assert address in client.get(f"/usaha/{profile.firm_id}/data/").content.decode()
    assert client.post(address, {"version": 1}).status_code == 422
    assert client.post(address, {"version": 9, "sure": "on"}).status_code == 409
    assert client.post(address, {"version": 1, "sure": "on"}).status_code == 302
    profile.refresh_from_db()
    assert profile.state == FirmState.DRAFT


def test_an_invitation_is_answered_at_the_persons_own_page(banten: Government) -> None:
    firm = registered(banten, name="CV Mengundang")
    owner, guest = member(firm), hired(banten)
    user = User.objects.get(pk=guest.user_id)
    desk, client = signed(owner), signed(guest)
    answers = []
    for login in (user.email, "tidak.ada@contoh.id"):
        answer = desk.post(f"/usaha/{firm.pk}/anggota/", {"do": "add", "login": login, "role": "pemilik"}, follow=True)
        answers.append((answer.status_code, answer.content.decode().split("<main")[1].split("csrfmiddlewaretoken")[0]))
    assert answers[0] == answers[1]
    assert user.name not in desk.get(f"/usaha/{firm.pk}/anggota/").content.decode()
    assert client.get(f"/usaha/{firm.pk}/").status_code == 404
    assert "CV Mengundang" in client.get("/usaha/").content.decode()
    invite = MemberInvite.objects.get()
    assert desk.post(f"/usaha/undangan/{invite.pk}/", {"do": "accept"}).status_code == 404
    assert client.post(f"/usaha/undangan/{invite.pk}/", {"do": "accept"}).status_code == 302
    assert client.get(f"/usaha/{firm.pk}/").status_code == 200
    assert client.post(f"/usaha/undangan/{invite.pk}/", {"do": "accept"}).status_code == 302

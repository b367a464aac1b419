"""Every step of a need has its page: posted from a plan line, amended, renewed, met by an equal, not to be had; alike
needs are one demand for everybody to see."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from belanja.accounts.models import User
from belanja.catalogue.models import Offer
from belanja.foundation import clock
from belanja.institutions.models import Government, Unit
from belanja.needs import selectors
from belanja.needs.models import Match, Need
from belanja.needs.services import calendar
from belanja.notices.models import Notice
from belanja.plans.models import PlanClass
from belanja.rules.duties import Role
from tests.purchasing.world import plan
from tests.support.firms import registered
from tests.support.people import hired, unit

from .test_kept import sent, shop, signed_in, step, text

pytestmark = pytest.mark.django_db
__all__ = ["shop"]
POST = "/katalog/kebutuhan/pasang"


@pytest.fixture
def office(shop: dict[str, Offer]) -> Unit:
    return unit(Government.objects.get(code="D43"), "1.02.01", "DINAS KESEHATAN")


def seated(office: Unit, role: Role) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=hired(office.government, role, unit=office).user_id))
    return client


def posted(client: Client, address: str = POST, **fields: str) -> Need:
    answer = sent(client, address, **{"apa": "Kursi roda lipat", "nama": "Dinas Kesehatan"} | fields)
    assert answer.status_code == 302, answer.content.decode()
    return Need.objects.get(pk=answer["Location"].rstrip("/").rsplit("/", 1)[-1])


def test_one_click_from_a_plan_line_fills_the_form(office: Unit) -> None:
    plan(office, "52000001", "75000000")
    line = office.rup_packages.get()
    PlanClass.objects.create(
        package=line, code="kertas", confidence=Decimal(1), version="1", of="x", read_at=clock.now()
    )
    address = f"{POST}?pemda=D43&rup=52000001&etalase=kertas"
    shown = text(seated(office, Role.PPK), address)
    goods = line.title.removeprefix("Belanja ").capitalize()
    for words in (
        f'value="{goods}"',
        "Rp75.000.000",
        'value="52000001"',
        f'<option value="{office.pk}" selected>',
        "Gramatur",
    ):
        assert words in shown, words
    need = posted(
        seated(office, Role.PPTK), address, apa="Kertas A4", pd=str(office.pk), rup="52000001", nilai="75.000.000",
        jumlah="1.200,5 rim", syarat_ukuran="A4", syarat_gramatur="70", kbki="321",
    )  # fmt: skip
    assert (need.unit, need.plan_code, need.value, need.amount) == (
        office, "52000001", Decimal(75_000_000), Decimal("1200.5"),
    )  # fmt: skip
    assert need.requirements == [{"key": "ukuran", "one_of": ["A4"]}, {"key": "gramatur", "least": "70"}]
    assert "Gramatur paling sedikit 70 g" in text(Client(), f"/katalog/kebutuhan/{need.pk}/")
    stranger = text(signed_in(), address)
    assert "Perangkat Daerah" not in stranger.split("<main")[1]
    assert text(signed_in(), "/katalog/cari?q=roketair").count("pasang?q=roketair")


def test_a_need_is_amended_and_a_late_comer_keeps_what_he_typed(office: Unit) -> None:
    poster = seated(office, Role.PPK)
    need = posted(poster, pd=str(office.pk))
    address = f"/katalog/kebutuhan/{need.pk}/ubah"
    shown = text(poster, address)
    assert 'value="Kursi roda lipat"' in shown
    fields = {"permintaan": "permintaan-dua", "apa": "Kursi roda elektrik", "nama": "Dinas Kesehatan", "version": "1"}
    assert poster.post(address, fields).status_code == 302
    late = poster.post(address, fields | {"apa": "Kursi roda bekas"})
    assert (late.status_code, "Kursi roda bekas" in late.content.decode()) == (409, True)
    need.refresh_from_db()
    assert (need.what, need.unit, [one.step for one in selectors.story(need)]) == (
        "Kursi roda elektrik", office, ["pasang", "ubah"],
    )  # fmt: skip
    for stranger in (signed_in(), signed_in(Role.BIRO_PBJ), seated(unit(office.government, "9.9"), Role.PPK)):
        assert stranger.get(address).status_code == 404
        assert stranger.get(f"/katalog/kebutuhan/{need.pk}/urus").status_code == 404
    assert "Kursi roda elektrik" in text(seated(office, Role.KPA), "/katalog/kebutuhan/saya/")
    assert "Belum ada kebutuhan" in text(signed_in(), "/katalog/kebutuhan/saya/")


def test_what_cannot_be_had_shows_what_was_searched(office: Unit) -> None:
    poster, clerk = seated(office, Role.PPK), signed_in(Role.BIRO_PBJ)
    need = posted(poster, pd=str(office.pk))
    for why in ("modal", ""):
        Match.objects.create(
            need=need, firm=registered(office.government, name="Bengkel Roda"), points=20, grounds=["kbli"],
            newcomer=True, matched_at=clock.now(), told_at=clock.now(), decline_code=why,
            declined_at=clock.now() if why else None,
        )  # fmt: skip
    mine = f"/katalog/kebutuhan/{need.pk}/urus"
    shown = text(poster, mine)
    assert "Bengkel Roda" in shown
    assert "Tidak: modal kerja tidak cukup" in shown
    assert "Bengkel Roda" not in text(Client(), f"/katalog/kebutuhan/{need.pk}/")
    desk = f"/kelola/D43/katalog/kebutuhan/{need.pk}/"
    wrong = step(clerk, desk, "nyatakan_tidak_tersedia", alasan="", keterangan="x")
    assert (wrong.status_code, wrong.content.decode().count('class="act" open')) == (422, 1)
    assert step(
        clerk, desk, "nyatakan_tidak_tersedia", alasan="tidak_dibuat", keterangan="Tiga bengkel ditanya."
    ).status_code == 302  # fmt: skip
    need.refresh_from_db()
    assert (need.state, need.evidence["told"], need.evidence["reasons"]) == ("tidak_tersedia", 2, {"modal": 1})
    everybody = text(Client(), f"/katalog/kebutuhan/{need.pk}/")
    for words in ("Belum dibuat di dalam negeri", "2 di antaranya diberi tahu", "1 modal kerja tidak cukup"):
        assert words in " ".join(everybody.split()), words


def test_equal_goods_end_it_and_a_passed_day_can_be_renewed(office: Unit, shop: dict[str, Offer]) -> None:
    poster = seated(office, Role.PPK)
    need = posted(poster, pd=str(office.pk))
    mine = f"/katalog/kebutuhan/{need.pk}/urus"
    assert step(
        poster, mine, "terima_setara", produk=str(shop["f4"].product_id), keterangan="Cukup baik."
    ).status_code == 302  # fmt: skip
    late = step(poster, mine, "tarik")
    assert (late.status_code, "terpenuhi dengan barang setara" in late.content.decode()) == (409, True)
    passed = posted(poster, apa="Tongkat", pd=str(office.pk), tanggal="2026-11-10")
    Need.objects.filter(pk=passed.pk).update(needed_by=date(2026, 10, 1))
    calendar.expire_needs()
    mine = f"/katalog/kebutuhan/{passed.pk}/urus"
    assert step(poster, mine, "perbarui", tanggal="2026-10-30").status_code == 422
    assert step(poster, mine, "perbarui", tanggal="2026-12-30").status_code == 302
    passed.refresh_from_db()
    assert passed.state == "terbuka"


def test_alike_needs_are_one_demand_with_its_size(office: Unit) -> None:
    first = posted(seated(office, Role.PPK), jumlah="40 buah", nilai="60000000", pd=str(office.pk))
    second = posted(signed_in(), jumlah="2 buah")
    listed = text(Client(), "/katalog/kebutuhan/")
    for amount in ("40 buah", "2 buah"):
        assert amount in listed, "the list tells amounts that are numbers"
    assert first.demand_id == second.demand_id
    page = f"/katalog/permintaan-bersama/{first.demand_id}/"
    shown = text(Client(), page)
    for words in ("42 buah", "Rp60.000.000", "dari 2 pemasang", "1 kebutuhan tidak menyebut nilai"):
        assert words in shown, words
    assert page in text(Client(), "/katalog/kebutuhan/")
    assert page in text(Client(), f"/katalog/kebutuhan/{second.pk}/")
    clerk, desk = signed_in(Role.BIRO_PBJ), f"/kelola/D43/katalog/kebutuhan/{second.pk}/"
    assert step(clerk, desk, "permintaan", kode="TIDAK-ADA").status_code == 422
    assert step(clerk, desk, "permintaan", kode="").status_code == 302
    assert "40 buah" in text(Client(), page)
    assert step(clerk, desk, "permintaan", kode=first.code).status_code == 302
    assert "42 buah" in text(Client(), page)
    step(clerk, desk, "turunkan", keterangan="Nama orang.")
    assert "40 buah" in text(Client(), page)
    assert Client().get("/katalog/permintaan-bersama/999999/").status_code == 404


def test_another_shelf_keeps_what_was_typed_and_an_unknown_plan_line_is_told(
    office: Unit, shop: dict[str, Offer]
) -> None:
    poster, address = seated(office, Role.PPK), "/katalog/kebutuhan/pasang"
    shelf = shop["f4"].product.etalase
    typed = {"permintaan": "permintaan-lima", "apa": "kertas daur ulang", "nama": "Dinas Kesehatan", "jumlah": "9 rim"}
    typed |= {"etalase": shelf.slug, "rup": "99999999", "pd": str(office.pk)}
    shown = poster.post(address, typed | {"do": "etalase"}).content.decode()
    assert 'value="kertas daur ulang"' in shown
    assert 'value="9 rim"' in shown
    assert 'name="syarat_' in shown
    assert not Need.objects.exists()
    wrong = poster.post(address, typed)
    assert (wrong.status_code, "Kode RUP ini tidak ada" in wrong.content.decode()) == (422, True)
    assert poster.post(address, typed | {"rup": ""}).status_code == 302
    need = Need.objects.get()
    assert (need.what, need.etalase) == ("Kertas daur ulang", shelf)
    mine = f"/katalog/kebutuhan/{need.pk}/urus"
    for where in ("tidak-ada", "/katalog/produk/0-x/"):
        assert step(poster, mine, "tautkan", produk=where, keterangan="Ada.").status_code == 422
    where = f"http://testserver/katalog/produk/{shop['f4'].product_id}-kertas/?dari=cari"
    assert step(poster, mine, "tautkan", produk=where, keterangan="Ada.").status_code == 302
    assert f"/katalog/produk/{shop['f4'].product_id}-barang/" in text(poster, mine)


def test_nobody_is_said_to_be_silent_whom_nobody_asked(office: Unit) -> None:
    need = posted(seated(office, Role.PPK), pd=str(office.pk))
    desk = f"/kelola/D43/katalog/kebutuhan/{need.pk}/"
    clerk = signed_in(Role.BIRO_PBJ)
    told = step(clerk, desk, "nyatakan_tidak_tersedia", alasan="tidak_menanggapi", keterangan="Tidak ada kabar.")
    assert "Belum ada usaha yang sudah 7 hari diberi tahu" in told.content.decode()
    pair = Match.objects.create(
        need=need, firm=registered(office.government), points=20, grounds=["kbli"], newcomer=True,
        matched_at=clock.now(), told_at=clock.now() - timedelta(days=6),
    )  # fmt: skip
    assert step(clerk, desk, "nyatakan_tidak_tersedia", alasan="tidak_menanggapi", keterangan="x").status_code == 422
    need.refresh_from_db()
    assert need.state == "terbuka"
    listed = text(clerk, "/kelola/D43/katalog/kebutuhan/")
    assert "Masih dicari (1)" in listed
    assert need.what in listed
    Match.objects.filter(pk=pair.pk).update(told_at=clock.now() - timedelta(days=7))
    assert step(clerk, desk, "nyatakan_tidak_tersedia", alasan="tidak_menanggapi", keterangan="x").status_code == 302
    told = Notice.objects.get(to_user_id=need.by_id, kind="needs.step")
    assert (told.text, told.link) == (
        "Kursi roda lipat: Dinyatakan tidak tersedia.",
        f"/katalog/kebutuhan/{need.pk}/urus",
    )


def test_who_declined_was_not_silent_and_who_still_has_time_is_waited_for(office: Unit) -> None:
    need = posted(seated(office, Role.PPK), pd=str(office.pk))
    desk, clerk = f"/kelola/D43/katalog/kebutuhan/{need.pk}/", signed_in(Role.BIRO_PBJ)
    long_ago, lately = (clock.now() - timedelta(days=days) for days in (9, 2))
    refused, silent, late = (
        Match.objects.create(
            need=need, firm=registered(office.government), points=20, grounds=["kbli"], newcomer=True,
            matched_at=at, told_at=at, declined_at=lately if why else None, decline_code=why,
        )
        for at, why in ((long_ago, "modal"), (lately, ""), (lately, ""))
    )  # fmt: skip

    def told() -> str:
        answer = step(clerk, desk, "nyatakan_tidak_tersedia", alasan="tidak_menanggapi", keterangan="x")
        return answer.content.decode()

    assert "tanpa menjawab" in told()
    Match.objects.filter(pk=silent.pk).update(told_at=long_ago)
    assert "tunggu sampai waktunya menjawab habis" in told()
    Match.objects.filter(pk=late.pk).update(declined_at=lately, decline_code="harga")
    told()
    need.refresh_from_db()
    assert (need.state, refused.declined_at) == ("tidak_tersedia", lately)


def test_enter_in_a_field_posts_and_another_shelf_tells_its_own_goods(office: Unit, shop: dict[str, Offer]) -> None:
    poster = seated(office, Role.PPK)
    shelf = shop["a4"].product.etalase
    form = poster.get(POST).content.decode().split("<main")[1]
    first = re.findall(r"<button[^>]*>", form)[0]
    assert "name=" not in first
    assert 'tabindex="-1" aria-hidden="true"' in first
    need = posted(poster, pd=str(office.pk), kbki="49911")
    amended = {"permintaan": "permintaan-dua", "apa": need.what, "nama": "Dinas", "version": "1", "kbki": "49911"}
    assert poster.post(f"/katalog/kebutuhan/{need.pk}/ubah", amended | {"etalase": ""}).status_code == 302
    need.refresh_from_db()
    assert need.kbki == ["49911"]
    again = amended | {"version": "2", "etalase": shelf.slug}
    assert poster.post(f"/katalog/kebutuhan/{need.pk}/ubah", again).status_code == 302
    need.refresh_from_db()
    assert (need.etalase, need.kbki) == (shelf, list(shelf.kbki))


def test_what_was_linked_is_not_said_to_meet_a_need_that_ended_without_it(office: Unit, shop: dict[str, Offer]) -> None:
    poster = seated(office, Role.PPK)
    need = posted(poster, pd=str(office.pk))
    where = f"/katalog/produk/{shop['f4'].product_id}-barang/"
    mine = f"/katalog/kebutuhan/{need.pk}/urus"
    assert step(poster, mine, "tautkan", produk=where, keterangan="Ada.").status_code == 302
    assert "Barang yang memenuhinya<" in text(poster, mine)
    assert step(poster, mine, "tarik").status_code == 302
    assert "Barang yang memenuhinya<" not in text(poster, mine)

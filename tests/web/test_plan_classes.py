"""The queue of plan lines that nobody tells: who sees it, and one answer for many."""

import re

import pytest
from django.test import Client

from belanja.accounts.models import User
from belanja.institutions.models import Government, Unit
from belanja.plans.models import PlanClass, RupPackage
from belanja.plans.services import read_classes
from belanja.rules.duties import Role
from tests.support.people import hired
from tests.support.people import unit as unit_of

pytestmark = pytest.mark.django_db
ADDRESS = "/pantau/D50/kelas-rencana/?tahun=2026"


@pytest.fixture
def government() -> Government:
    return Government.objects.get(code="D50")


@pytest.fixture
def health(government: Government) -> Unit:
    return unit_of(government, "1.02.0.00.0.00.01.0000", "Dinas Kesehatan")


@pytest.fixture
def lines(government: Government, health: Unit) -> list[RupPackage]:
    titles = ("Operasional Kantor", "Bunga untuk Halaman", "Belanja Alat Tulis Kantor", "Sepatu Lapangan dan Kamera")
    made = [
        RupPackage.objects.create(
            government=government, unit=health, year=2026, kind="penyedia", code=str(number), title=title, pagu=number,
            announced=True, active=True, counts=True, source_row_id=1,
        )
        for number, title in enumerate(titles, start=1)
    ]  # fmt: skip
    read_classes(government_id=government.pk, year=2026)
    return made


def signed_in(client: Client, government: Government, *roles: Role, unit: Unit | None = None) -> Client:
    client.force_login(User.objects.get(pk=hired(government, *roles, unit=unit).user_id))
    return client


def test_the_bureau_sees_what_waits_and_answers_for_many(
    client: Client, government: Government, lines: list[RupPackage]
) -> None:
    signed_in(client, government, Role.BIRO_PBJ)
    page = client.get(ADDRESS).content.decode()
    assert "Operasional Kantor" in page
    assert "Belanja Alat Tulis Kantor" not in page
    assert "dari: sepatu; terbaca juga: Alat studio dan komunikasi" in page, "why the rules do not tell"
    ticks = {"baris": [f"{lines[0].pk}:0", f"{lines[1].pk}:0"], "do": "tetapkan"}
    refused = client.post(ADDRESS, {**ticks, "kelas": "dugaan"})
    assert refused.status_code == 422
    assert "1 baris yang dicentang tanpa dugaan" in refused.content.decode()
    assert not PlanClass.objects.exclude(decided="").exists()
    assert client.post(ADDRESS, {**ticks, "kelas": "bibit"}).status_code == 302
    assert PlanClass.objects.filter(decided="bibit").count() == 2
    late = client.post(ADDRESS, {**ticks, "kelas": "mamin"}, follow=True).content.decode()
    assert "sudah ditetapkan: Bibit dan benih tanaman" in late
    assert "Bunga untuk Halaman" in client.get(f"{ADDRESS}&daftar=ditetapkan").content.decode()


def test_a_ppk_sees_the_lines_of_his_unit_alone(
    client: Client, government: Government, health: Unit, lines: list[RupPackage]
) -> None:
    other = unit_of(government, "1.03.0.00.0.00.01.0000", "Dinas PU")
    assert "Operasional Kantor" in signed_in(client, government, Role.PPK, unit=health).get(ADDRESS).content.decode()
    signed_in(client, government, Role.PPK, unit=other)
    assert "Operasional Kantor" not in client.get(ADDRESS).content.decode()
    answer = client.post(ADDRESS, {"baris": f"{lines[0].pk}:0", "do": "tetapkan", "kelas": "atk"})
    assert answer.status_code == 404
    assert not PlanClass.objects.exclude(decided="").exists()


@pytest.mark.parametrize(("roles", "status"), [((), 404), ((Role.APIP,), 200), ((Role.BENDAHARA,), 200)])
def test_others_read_or_do_not_find_it(
    client: Client, government: Government, lines: list[RupPackage], roles: tuple[Role, ...], status: int
) -> None:
    signed_in(client, government, *roles)
    page = client.get(ADDRESS)
    assert page.status_code == status
    assert "Simpan kelas" not in page.content.decode()
    body = {"baris": f"{lines[0].pk}:0", "do": "tetapkan", "kelas": "atk"}
    assert client.post(ADDRESS, body).status_code == 404
    assert not PlanClass.objects.exclude(decided="").exists()
    client.logout()
    assert client.get(ADDRESS).status_code == 302


@pytest.fixture
def changed(client: Client, government: Government, lines: list[RupPackage]) -> PlanClass:
    """A line that somebody decided and an import has made something else since."""
    signed_in(client, government, Role.BIRO_PBJ)
    client.post(ADDRESS, {"baris": f"{lines[0].pk}:0", "do": "tetapkan", "kelas": "mamin"})
    RupPackage.objects.filter(pk=lines[0].pk).update(title="Belanja Laptop Kantor")
    read_classes(government_id=government.pk, year=2026)
    return PlanClass.objects.get(pk=lines[0].pk)


@pytest.mark.parametrize(("said", "code"), [("Tetap", "mamin"), ("Ganti: Komputer", "komputer")])
def test_a_line_that_changed_since_is_answered_with_one_press(
    client: Client, government: Government, changed: PlanClass, said: str, code: str
) -> None:
    page = client.get(ADDRESS).content.decode()
    assert "judul berubah sesudah diputus: dahulu &#x27;Operasional Kantor&#x27;, sekarang &#x27;Belanja Lapt" in page
    assert "Dua baris senilai Rp6 belum jelas" in page
    assert "Satu baris lain berubah sesudah diputus" in page
    press = re.search(rf'name="sekali" value="([^"]+)" form="putusan" formnovalidate>{said}', page)
    assert press is not None
    assert PlanClass.objects.get(pk=changed.pk).code == "mamin", "the word counts until it is said anew"
    body = {"do": "tetapkan", "kelas": "", "sekali": press[1]}
    assert client.post(ADDRESS, body).status_code == 302
    assert PlanClass.objects.get(pk=changed.pk).code == code
    page = client.get(ADDRESS).content.decode()
    assert "berubah sesudah diputus" not in page
    assert "Belanja Laptop Kantor" not in page
    again = client.post(ADDRESS, {**body, "sekali": f"{changed.pk}:{changed.turn}:atk"}, follow=True)
    assert "sudah ditetapkan" in again.content.decode()


@pytest.mark.parametrize("sent", ["", "1", "x:y:mamin", "1:0:tidak-ada", "::"])
def test_a_press_that_says_nothing_is_refused(client: Client, changed: PlanClass, sent: str) -> None:
    assert client.post(ADDRESS, {"do": "tetapkan", "sekali": sent}).status_code == 422
    assert PlanClass.objects.get(pk=changed.pk).turn == changed.turn


def test_who_may_not_decide_reads_the_change_without_a_press(
    client: Client, government: Government, changed: PlanClass
) -> None:
    signed_in(client, government, Role.APIP)
    page = client.get(ADDRESS).content.decode()
    assert "judul berubah sesudah diputus" in page
    assert 'name="sekali"' not in page
    body = {"do": "tetapkan", "sekali": f"{changed.pk}:{changed.turn}:atk"}
    assert client.post(ADDRESS, body).status_code == 404
    signed_in(client, government, Role.PPK, unit=unit_of(government, "1.03.0.00.0.00.01.0000", "Dinas PU"))
    assert client.post(ADDRESS, body).status_code == 404
    assert PlanClass.objects.get(pk=changed.pk).code == "mamin"

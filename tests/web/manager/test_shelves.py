"""The desk of those who govern the shelves: who gets in, what the pages say, and who comes late."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from belanja.catalogue.models import Product
from belanja.catalogue.search.index import reindex
from belanja.etalase.models import Etalase, ReadySpecification, Schema, SchemaDraft
from belanja.etalase.services import put_attribute, put_specification
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE
from belanja.rules.attributes import Attribute, AttributeType, Requirement
from belanja.rules.duties import DUTIES, Duty, Role
from belanja.web.manager.catalogue.shelves import urls
from tests.catalogue.worlds import offer, product, seller, shelf
from tests.support.officers import sitting

pytestmark = pytest.mark.django_db

_READ = {Duty.MANAGE_ETALASE, Duty.DECIDE_ETALASE, Duty.CURATE_LISTING, Duty.READ_JOURNAL}
#: Duties of which one opens a page. Written down here a second time on purpose.
OPENS: dict[str, set[Duty]] = {
    "shelves": _READ,
    "idle": _READ,
    "shelf": _READ,
    "misfits": _READ,
    "version": _READ,
    "propose": {Duty.MANAGE_ETALASE},
    "edit": {Duty.MANAGE_ETALASE},
    "schema": {Duty.MANAGE_ETALASE},
    "publish": {Duty.MANAGE_ETALASE},
    "new_attribute": {Duty.MANAGE_ETALASE},
    "attribute": {Duty.MANAGE_ETALASE},
    "new_specification": {Duty.MANAGE_ETALASE},
    "specification": {Duty.MANAGE_ETALASE},
    "step": {Duty.MANAGE_ETALASE},
}
TERMS = {
    "name": "Kertas dan Cover",
    "kind": "Lokal",
    "description": "",
    "price_class": "provinsi",
    "allowed_roles": ["pengecer"],
    "licences": [],
    "category_1": "Alat tulis",
    "category_2": "",
    "category_3": "",
    "kbki": "3212, 389",
    "national": "",
}


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


@pytest.fixture
def papers() -> Etalase:
    made = shelf(
        "kertas", "Kertas dan Cover",
        {"key": "ukuran", "label": "Ukuran", "type": "pilihan", "allowed": ["A4", "F4"], "comparable": True},
        {"key": "gramatur", "label": "Gramatur", "type": "angka", "unit": "g"},
    )  # fmt: skip
    for name, values in (("HVS A4", {"ukuran": "A4", "gramatur": "80"}), ("Kertas Lama", {"ukuran": "F4"})):
        offer(product(made, name, attributes=values), seller("Toko Sumber Ilmu"))
    put_specification(
        etalase_id=made.pk, slug="", name="HVS A4", requirements=[Requirement("ukuran", ("A4",))], actor=CONSOLE
    )
    put_attribute(etalase_id=made.pk, number=0, attribute=Attribute("", "Warna", AttributeType.TEXT), actor=CONSOLE)
    reindex()
    return made


def address(name: str, etalase: Etalase, code: str = "D43") -> str:
    rest: dict[str, list[object]] = {
        **{one: [] for one in ("shelves", "idle", "propose")},
        "version": [etalase.pk, 1],
        "attribute": [etalase.pk, "ukuran"],
        "specification": [etalase.pk, "hvs-a4"],
        "step": [etalase.pk, "bekukan"],
    }
    return reverse(f"shelves:{name}", args=[code, *rest.get(name, [etalase.pk])])


def state() -> list[Any]:
    models = (Etalase, Schema, SchemaDraft, ReadySpecification, Product, Event)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_every_page_is_in_the_table() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == OPENS.keys()


@pytest.mark.parametrize("role", Role)
def test_who_gets_in(papers: Etalase, banten: Government, role: Role) -> None:
    client = sitting(banten, role)
    for name, duties in OPENS.items():
        allowed = any(role in DUTIES[duty] for duty in duties)
        answer = client.get(address(name, papers))
        assert (answer.status_code == 200) is allowed, name
        if not allowed:
            before = state()
            assert client.post(address(name, papers), {"do": "hapus", "reason": "x", "version": 0}).status_code in (
                404,
                405,
            )
            assert state() == before, name


def test_strangers_and_neighbours(papers: Etalase) -> None:
    neighbour = sitting(Government.objects.get(code="D50"), Role.KEPALA_BIRO_PBJ)
    for name in OPENS:
        at = address(name, papers)
        assert Client().get(at).status_code == 302
        assert neighbour.get(at).status_code == 404
        own = neighbour.get(address(name, papers, "D50"))
        assert own.status_code == (200 if name in {"shelves", "idle", "propose"} else 404), name


def test_a_proposal_says_what_it_lacks(banten: Government) -> None:
    clerk = sitting(banten, Role.BIRO_PBJ)
    wrong = clerk.post(reverse("shelves:propose", args=["D43"]), TERMS | {"kbki": "3x", "reason": "Nota dinas 12."})
    assert wrong.status_code == 422
    assert "“3x” bukan" in wrong.content.decode()
    assert 'value="3x"' in wrong.content.decode(), "nothing typed is lost"
    made = clerk.post(
        reverse("shelves:propose", args=["D43"]), TERMS | {"price_class": "", "reason": "Nota dinas 12."}, follow=True
    ).content.decode()
    assert "pilih kelas harganya; terbitkan skema dengan paling sedikit satu atribut." in made
    assert "Nota dinas 12." in made
    assert ">Buka etalase<" not in made, "only the head opens"
    etalase = Etalase.objects.get(name="Kertas dan Cover")
    head = sitting(banten, Role.KEPALA_BIRO_PBJ)
    at = reverse("shelves:step", args=["D43", etalase.pk, "buka"])
    assert "Nota dinas 12." in head.get("/meja/").content.decode(), "it waits on the desk of whoever opens it"
    refused = head.post(at, {"version": 0, "reason": "Sudah lengkap."})
    assert refused.status_code == 422
    assert "Belum dapat dibuka: pilih kelas harganya" in refused.content.decode()


def test_who_comes_late_keeps_what_he_typed(papers: Etalase, banten: Government) -> None:
    clerk, at = sitting(banten, Role.BIRO_PBJ), address("edit", papers)
    clerk.post(at, TERMS | {"version": 0, "description": "Kertas kantor."})
    late = clerk.post(at, TERMS | {"version": 0, "description": "Kertas apa saja."})
    page = late.content.decode()
    assert late.status_code == 409
    assert "baru saja diubah rekan Anda" in page
    assert "Kertas apa saja." in page
    assert "Kertas kantor." in page, "what stands now is shown beside it"
    assert 'name="version" value="1"' in page
    assert clerk.post(at, TERMS | {"version": 1, "description": "Kertas apa saja."}).status_code == 302
    draft = SchemaDraft.objects.get()
    new = address("new_attribute", papers)
    typed = {"label": "Merek", "type": "teks", "unit": "", "allowed": "", "least": "", "most": ""}
    assert clerk.post(new, typed | {"version": draft.number - 1}).status_code == 409
    assert clerk.post(new, typed | {"version": draft.number}).status_code == 302


def test_publishing_shows_first_who_does_not_follow(papers: Etalase, banten: Government) -> None:
    clerk = sitting(banten, Role.PENGELOLA_KATEGORI)
    at = address("attribute", papers).replace("ukuran", "gramatur")
    given = {"label": "Gramatur", "type": "angka", "unit": "g", "allowed": "", "required": "on", "least": ""}
    given |= {"most": "abc", "version": str(SchemaDraft.objects.get().number)}
    wrong = clerk.post(at, given)
    assert wrong.status_code == 422
    assert "Tulis angka, misalnya 80 atau 0,5." in wrong.content.decode()
    clerk.post(at, given | {"most": "0,5e3"})
    clerk.post(at, given | {"most": "300", "version": str(SchemaDraft.objects.get().number)})
    page = clerk.get(address("publish", papers)).content.decode()
    assert "Gramatur: angka dalam g, boleh kosong menjadi angka dalam g, paling banyak 300, wajib." in page
    assert "1 dari 2 barang tidak cocok." in page
    assert "Gramatur wajib diisi." in page
    number = SchemaDraft.objects.get().number
    assert clerk.post(address("publish", papers), {"version": number, "note": ""}).status_code == 422
    done = clerk.post(address("publish", papers), {"version": number, "note": "Gramatur dibandingkan."}, follow=True)
    assert "Versi 2 berlaku; 1 barang cocok. 1 perlu disesuaikan penyedianya." in done.content.decode()
    assert "Kertas Lama" in clerk.get(address("misfits", papers)).content.decode()
    assert clerk.post(address("publish", papers), {"version": number, "note": "Lagi."}).status_code == 409
    assert (
        "Gramatur dibandingkan." in clerk.get(reverse("shelves:version", args=["D43", papers.pk, 2])).content.decode()
    )


def test_a_merge_is_seen_before_it_is_done(papers: Etalase, banten: Government) -> None:
    into = shelf("atk", "Alat Tulis Kantor", {"key": "isi", "label": "Isi", "type": "angka", "required": True})
    head = sitting(banten, Role.KEPALA_BIRO_PBJ)
    at = reverse("shelves:step", args=["D43", papers.pk, "gabung"])
    page = head.get(f"{at}?ke={into.pk}").content.decode()
    assert "0 dari 2 barang cocok dengan skema Alat Tulis Kantor. Sisanya ikut pindah" in page
    merge = {"version": 0, "into": into.pk, "reason": "Sepi."}
    unseen = head.post(at, merge).content.decode()
    assert "Belum digabungkan" in unseen
    assert "0 dari 2 barang cocok" in unseen
    assert set(Product.objects.values_list("etalase_id", flat=True)) == {papers.pk}
    merge["previewed"] = into.pk
    done = head.post(at, merge, follow=True).content.decode()
    assert "Digabung ke Alat Tulis Kantor" in done
    assert set(Product.objects.values_list("etalase_id", flat=True)) == {into.pk}
    assert head.post(at, merge).status_code == 302, "once is enough"


def test_a_specification_speaks_of_the_goods(papers: Etalase, banten: Government) -> None:
    clerk = sitting(banten, Role.BIRO_PBJ)
    done = clerk.post(
        address("new_specification", papers),
        {"name": "Kertas 75 g ke atas", "nilai-ukuran": ["A4", "F4"], "min-gramatur": "75", "maks-gramatur": ""},
        follow=True,
    ).content.decode()
    assert "Kertas 75 g ke atas disimpan; 1 dari 2 barang memenuhinya." in done
    assert "Ukuran A4 atau F4; Gramatur paling sedikit 75 g" in done
    wrong = clerk.post(
        address("new_specification", papers), {"name": "Terbalik", "min-gramatur": "80", "maks-gramatur": "70"}
    )
    assert wrong.status_code == 422
    assert "batas terbesar lebih kecil" in wrong.content.decode()
    clerk.post(address("specification", papers), {"do": "hapus"})
    assert list(ReadySpecification.objects.values_list("name", flat=True)) == ["Kertas 75 g ke atas"]

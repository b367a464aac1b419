"""Firms of a list: read, taken once, matched, told by the Dinas, joined, left alone when they ask, forgotten."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belanja.catalogue.models import Region
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.needs.models import Match, Need, Prospect, ProspectHeading, ProspectMatch, StoppedProspect
from belanja.needs.services import matching, prospect_matching, prospects
from belanja.needs.services.base import CALENDAR
from belanja.notices.models import Notice
from belanja.rules.duties import Role
from belanja.rules.needs.helping import Coach
from belanja.rules.needs.prospects import Meaning, Row, likely, nib_of, place_key, place_of, row_of, told_once
from belanja.vendors.models import Profile
from tests.support.firms import registered, signed
from tests.support.needs import posted_need
from tests.support.people import hired
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db

PLACES = {place_key(name): code for name, code in
          {"Kabupaten Lebak": "36.02", "Kabupaten Serang": "36.04", "Kota Serang": "36.73"}.items()}  # fmt: skip


@pytest.fixture
def banten(freeze: Callable[[date], datetime]) -> Government:
    freeze(date(2026, 11, 2))
    Region.objects.get_or_create(code="36.02", defaults={"name": "Kabupaten Lebak"})
    return Government.objects.get(code="D43")


@pytest.fixture
def need(banten: Government) -> Need:
    need = posted_need(banten)
    Need.objects.filter(pk=need.pk).update(kbki=["29"])
    return need


def test_places_are_read_only_where_they_are_sure() -> None:
    told = ("Kab. Lebak", "LEBAK", "36.73", "Kota Serang", "Serang", "Bandung", "")
    assert [place_of(one, PLACES) for one in told] == ["36.02", "36.02", "36.73", "36.73", "", "", ""]


def test_a_row_says_what_keeps_it_out() -> None:
    def read(name: str, place: str, kbli: str) -> Row | None:
        return row_of(2, {Meaning.NAME: name, Meaning.PLACE: place, Meaning.KBLI: kbli}, PLACES)

    good = read("Koperasi  Koja", "lebak", "15121, 13134; 99")
    assert good is not None
    assert (good.name, good.place, good.kbli, good.cooperative) == ("Koperasi Koja", "36.02", ("15121", "13134"), True)
    assert good.why == ""
    for row, why in ((read("", "Lebak", "15121"), "nama"), (read("A", "Serang", "15121"), "tidak dikenal"),
                     (read("A", "Lebak", "99"), "KBLI")):  # fmt: skip
        assert row is not None
        assert why in row.why
    assert read("", "", "") is None


def row(name: str = "Koperasi Koja Baduy", contact: str = "0812", why: str = "") -> Row:
    return Row(2, name, "36.02", ("15121",), contact, why)


def taken(government: Government, *rows: Row) -> tuple[int, int, int, int]:
    coach = hired(government, Role.PEMBINA)
    made = prospects.take_list(
        government=government, source=Coach.COOPERATIVES, file_name="daftar.xlsx", rows=rows or (row(),), actor=coach
    )
    return made.rows_new, made.rows_known, made.rows_stopped, made.rows_left


def test_a_list_taken_again_doubles_nothing_and_a_stranger_takes_none(banten: Government) -> None:
    assert taken(banten, row(), row("PT Tenun"), row("x", why="KBLI")) == (2, 0, 0, 1)
    assert taken(banten, row("KOPERASI KOJA BADUY"), row("Tenun")) == (0, 2, 0, 0)
    assert Prospect.objects.count() == 2
    told = {"government": banten, "source": Coach.INDUSTRY, "file_name": "x", "rows": [row()]}
    assert refused(lambda: prospects.take_list(actor=hired(banten, Role.PPK), **told)).status in (403, 404)  # type: ignore[arg-type]
    clerk = hired(banten, Role.BIRO_PBJ)
    assert refused(lambda: prospects.take_list(actor=clerk, **(told | {"rows": [row(why="x")]}))).code == "list_empty"  # type: ignore[arg-type]


def test_it_is_matched_and_told_by_the_dinas_and_counts_as_the_firm_once_registered(need: Need) -> None:
    coach = hired(need.government, Role.PEMBINA)
    taken(need.government)
    assert (matching.match_open(), matching.match_open()) == (1, 0)
    pair = ProspectMatch.objects.get()
    assert (pair.grounds, Notice.objects.filter(to_user_id=coach.user_id, kind="needs.prospects").count()) == (
        ["kbli", "koperasi"],
        1,
    )
    prospects.contacted(prospect_id=pair.prospect_id or 0, actor=coach)
    firm = registered(need.government, name="Koperasi Koja Baduy", region_code="36.02")
    Profile.objects.filter(firm=firm).update(name="Koperasi Koja Baduy", region_code="36.02")
    Match.objects.all().delete()
    assert (prospects.join(firm.pk), prospects.join(firm.pk)) == (1, 0)
    match = Match.objects.get(need=need, firm=firm)
    assert (match.matched_at, match.told_at, match.newcomer) == (pair.matched_at, clock.now(), True)
    assert match.helped_at is None
    found = Prospect.objects.get()
    assert (found.firm_id, found.contact, found.matches.get().joined) == (firm.pk, "", True)


def test_who_asks_to_be_left_alone_is_gone_for_good_and_leaves_no_name(need: Need) -> None:
    coach = hired(need.government, Role.PEMBINA)
    taken(need.government)
    matching.match_open()
    found = Prospect.objects.get()
    stranger = hired(Government.objects.get(code="D50"), Role.PEMBINA)
    assert refused(lambda: prospects.stop(prospect_id=found.pk, actor=stranger)).status == 404
    prospects.stop(prospect_id=found.pk, actor=coach)
    assert (Prospect.objects.count(), StoppedProspect.objects.count()) == (0, 1)
    assert ProspectMatch.objects.get().prospect_id is None
    assert taken(need.government) == (0, 0, 1, 0)
    written = str(list(Event.objects.values_list("payload", flat=True))) + StoppedProspect.objects.get().mark
    assert "Koja" not in written
    assert "0812" not in written


def test_after_its_term_it_is_forgotten_and_the_count_stays(need: Need, freeze: Callable[[date], datetime]) -> None:
    taken(need.government)
    matching.match_open()
    assert prospects.forget() == 0
    freeze(Prospect.objects.get().keep_until + timedelta(days=1))
    assert (prospects.forget() > 0, prospects.forget()) == (True, 0)
    assert (Prospect.objects.count(), ProspectMatch.objects.count()) == (0, 1)


def test_pages_take_a_list_whose_columns_are_asked_once(need: Need) -> None:
    client = signed(hired(need.government, Role.PEMBINA))
    content = b"Nama Koperasi;Lokasi;KBLI;HP;Catatan\nKoperasi Koja;Kab. Lebak;15121;0812;x\nTanpa Tempat;;15121;;\n"
    address = "/kelola/D43/calon/unggah/"
    sent = {"sumber": "dinas_koperasi", "berkas": SimpleUploadedFile("daftar.csv", content)}
    page = client.post(address, sent)
    assert page.status_code == 200
    form, carried = page.context["columns"], page.context["carried"]
    body = {key: field.initial for key, field in form.fields.items()} | {
        "isi": carried,
        "sumber": "dinas_koperasi",
        "nama": "daftar.csv",
    }
    look = client.post(address, body | {"do": "lihat"}).content.decode()
    assert "Akan dimuat: 1 usaha" in look
    assert "kabupaten/kota kosong" in look
    assert Prospect.objects.count() == 0
    assert client.post(address, body | {"do": "muat"}).status_code == 302
    assert ProspectHeading.objects.count() == 5
    found = Prospect.objects.get()
    assert (found.name, found.place, found.contact) == ("Koperasi Koja", "36.02", "0812")
    matching.match_open()
    listed = client.get(f"/kelola/D43/calon/?kebutuhan={need.pk}").content.decode()
    assert "Koperasi Koja" in listed
    assert "0812" not in listed
    here = f"/kelola/D43/calon/{found.pk}/"
    assert "0812" in client.get(here).content.decode()
    assert client.post(here, {"do": "sapa"}).status_code == 302
    assert client.post(here, {"do": "berhenti"}).status_code == 302
    assert client.get(here).status_code == 404


def test_an_nib_joins_under_another_name_and_keeps_namesakes_apart(banten: Government, need: Need) -> None:
    nib = "9120000000123"
    told = {Meaning.NAME: "Koja Baduy", Meaning.PLACE: "lebak", Meaning.KBLI: "15121", Meaning.NIB: "9120 0000 00123"}
    read = row_of(2, told, PLACES)
    assert read is not None
    assert (read.nib, nib_of("9.12E+12")) == (nib, "")
    other = row_of(3, told | {Meaning.NAME: "Tenun Cibeo", Meaning.NIB: "9120000000999"}, PLACES)
    assert other is not None
    assert taken(banten, read, other) == (2, 0, 0, 0)
    assert nib not in str(list(Prospect.objects.values()))
    matching.match_need(need_id=need.pk, actor=CALENDAR)
    prospect_matching.match_prospects(need_ids=[need.pk])
    firm, namesake = registered(banten, name="Koperasi Koja Kanekes"), registered(banten, name="Tenun Cibeo")
    Profile.objects.filter(firm=firm).update(nib=nib, region_code="36.02")
    Profile.objects.filter(firm=namesake).update(region_code="36.02")
    assert (prospects.join(firm.pk), prospects.join(namesake.pk)) == (1, 0)
    assert Prospect.objects.get(firm=firm).name == "Koja Baduy"


def test_rows_with_one_nib_are_each_the_registered_firm(banten: Government) -> None:
    firm = registered(banten, name="Tenun Cibeo")
    Profile.objects.filter(firm=firm).update(name="Tenun Cibeo", nib="9120000000123", region_code="36.02")
    rows = [Row(n, f"Tenun {n}", "36.02", ("15121",), nib="9120000000123") for n in (2, 3)]
    made = prospects.take_list(
        government=banten, source=Coach.COOPERATIVES, file_name="x", rows=rows, actor=hired(banten, Role.PEMBINA)
    )
    assert (made.rows_new, made.rows_registered) == (0, 2)


def test_needs_that_a_list_touches_are_held_at_once(need: Need) -> None:
    taken(need.government)
    assert prospect_matching.match_prospects(need_ids=[need.pk]) == 1
    Need.objects.filter(pk=need.pk).update(state="usul_etalase")
    firm = registered(need.government, name="Koperasi Koja Baduy")
    Profile.objects.filter(firm=firm).update(name="Koperasi Koja Baduy", region_code="36.02")
    with CaptureQueriesContext(connection) as queries:
        taken(need.government)
    held = [one["sql"] for one in queries if "FOR UPDATE" in one["sql"] and 'FROM "needs_need"' in one["sql"]]
    assert '"needs_prospectmatch"' in held[0]
    assert Match.objects.get().firm_id == firm.pk


def test_who_asked_to_be_left_alone_is_known_by_the_nib_too(banten: Government) -> None:
    one = Row(2, "Koja Baduy", "36.02", ("15121",), nib="9120000000123")
    taken(banten, one)
    prospects.stop(prospect_id=Prospect.objects.get().pk, actor=hired(banten, Role.PEMBINA))
    renamed = Row(2, "Koperasi Koja Baru", "36.02", ("15121",), nib="9120000000123")
    assert taken(banten, renamed) == (0, 0, 1, 0)
    assert not Prospect.objects.exists()


def test_running_numbers_are_no_nib_and_a_firm_stands_once() -> None:
    found = likely(["No", "NAMA IKM", "Kab./Kota", "Kode KBLI 2020", "No. HP / WA", "NIB (OSS)"])
    assert found == {
        "NAMA IKM": Meaning.NAME, "Kab./Kota": Meaning.PLACE, "Kode KBLI 2020": Meaning.KBLI,
        "No. HP / WA": Meaning.CONTACT, "NIB (OSS)": Meaning.NIB,
    }  # fmt: skip
    rows = told_once(
        [Row(1, "Koja", "36.02"), Row(2, "PT Koja", "36.02"), Row(3, "Koja", "36.04"), Row(4, "", why="x")]
    )
    assert [row.why for row in rows] == ["", "sama dengan baris 1", "", "x"]


def test_who_is_registered_already_is_not_kept_as_one_who_is_not(banten: Government) -> None:
    firm = registered(banten, name="Tenun Cibeo")
    Profile.objects.filter(firm=firm).update(name="Tenun Cibeo", nib="9120000000123", region_code="36.02")
    other = Row(2, "Tenun Lain", "36.02", ("15121",), nib="9120000000123")
    namesake = Row(3, "Tenun Cibeo", "36.02", ("15121",), nib="9120000000999")
    coach = hired(banten, Role.PEMBINA)
    made = prospects.take_list(
        government=banten, source=Coach.COOPERATIVES, file_name="x", rows=[other, namesake, row()], actor=coach
    )
    assert (made.rows_new, made.rows_registered) == (2, 1)
    assert {one.name for one in Prospect.objects.all()} == {"Tenun Cibeo", "Koperasi Koja Baduy"}

"""Pages of proposals of an etalase: who gets in, and the way from a name to a study as people click it."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.journal.once import fresh_key
from belanja.journal.services import Actor
from belanja.proposals import selectors, services
from belanja.proposals.models import Proposal, Second
from belanja.rules.duties import Duty
from belanja.rules.proposals.states import ProposalState
from belanja.web.once import FIELD
from belanja.web.proposals import urls
from tests.proposals.world import WHOLE, Office, office, planned

pytestmark = pytest.mark.django_db

_READ = {Duty.SEE_SOURCE_ROWS, Duty.MANAGE_ETALASE, Duty.DECIDE_ETALASE}
#: Duties of which one opens a page. Written down here a second time on purpose.
OPENS: dict[str, set[Duty]] = {
    "proposals": _READ,
    "proposal": _READ,
    "begin": {Duty.DRAFT_PROPOSAL},
    "write": {Duty.DRAFT_PROPOSAL},
    "schema": {Duty.DRAFT_PROPOSAL},
    "samples": {Duty.DRAFT_PROPOSAL},
    "study": {Duty.MANAGE_ETALASE},
    "study_schema": {Duty.MANAGE_ETALASE},
    "letter": _READ,
    "national": {Duty.MANAGE_ETALASE},
    "national_file": {Duty.MANAGE_ETALASE},
    "national_sheet": {Duty.MANAGE_ETALASE},
    "entrant": _READ,
}


@pytest.fixture
def made() -> Office:
    found = office()
    planned(found.unit, "61000001", "Belanja cendera mata tas koja Baduy", 45_000_000)
    return found


def at(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def page(name: str, *more: object) -> str:
    return reverse(f"proposals:{name}", args=["D43", *more])


def filled(form: Any) -> dict[str, Any]:
    """What a browser sends of a form that nobody touched."""
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def act(client: Client, found: Proposal, step: str, **fields: str) -> Proposal:
    """Take a step on the page of a proposal."""
    found.refresh_from_db()
    body = {"do": step, "version": str(found.version), FIELD: fresh_key(), **fields}
    answer = client.post(page("proposal", found.code), body)
    assert answer.status_code == 302, answer.context["outcome"]
    found.refresh_from_db()
    return found


def test_the_table_names_every_address() -> None:
    assert set(OPENS) == {one.name for one in urls.urlpatterns}


def test_a_draft_is_there_for_its_unit_alone(made: Office) -> None:
    draft = made.drafted()
    for name in ("proposal", "write", "schema", "samples"):
        assert at(made.ppk).get(page(name, draft.code)).status_code == 200, name
        for other in (made.other_pa, made.clerk, made.head):
            assert at(other).get(page(name, draft.code)).status_code == 404, name
    assert Client().get(reverse("public:proposal", args=[draft.code])).status_code == 404
    assert draft.name not in Client().get(reverse("public:proposals")).content.decode()
    for other in (made.other_pa, made.clerk):
        assert at(other).post(page("proposal", draft.code), {"do": "usulkan", "version": "1"}).status_code == 404
    draft.refresh_from_db()
    assert draft.state == ProposalState.DRAFT


def test_a_unit_writes_a_proposal_from_a_search_that_found_nothing(made: Office) -> None:
    client = at(made.ppk)
    need = made.need()
    shown = client.get(page("begin"), {"nama": "tas koja baduy", "kebutuhan": str(need.pk)})
    form = shown.context["form"]
    assert form["name"].value() == "Tas koja baduy"
    body = {"unit": str(made.unit.pk), "name": "Tas Koja", "words": "tas koja\nkoja", "needs": [str(need.pk)],
            "request": form["request"].value()}  # fmt: skip
    assert client.post(page("begin"), body).status_code == 302
    found = Proposal.objects.get()
    assert (found.dossier().words, list(found.needs.all())) == (("tas koja", "koja"), [need])
    told = client.get(page("proposal", found.code)).content.decode()
    assert "Sebelum dapat diusulkan:" in told
    assert "Belanja cendera mata tas koja Baduy" in told
    form = client.get(page("write", found.code)).context["form"]
    body = filled(form) | {
        "background": "kebutuhan", "nature": "barang", "allowed_roles": ["produsen"], "kbki": "38998",
        "category_1": "Kerajinan",
    }  # fmt: skip
    answer = client.post(page("write", found.code), body)
    assert answer.status_code == 302, answer.context["form"].errors
    rows = {"version": "2", "baris-TOTAL_FORMS": "2", "baris-INITIAL_FORMS": "0", "baris-0-label": "Bahan",
            "baris-0-type": "teks", "baris-1-label": "", "baris-1-type": "teks"}  # fmt: skip
    assert client.post(page("schema", found.code), rows).status_code == 302
    rows = {"version": "3", "baris-TOTAL_FORMS": "1", "baris-INITIAL_FORMS": "0", "baris-0-name": "Tas koja sedang",
            "baris-0-price": "85000"}  # fmt: skip
    assert client.post(page("samples", found.code), rows).status_code == 302
    found.refresh_from_db()
    dossier = found.dossier()
    assert (dossier.background, dossier.kbki, dossier.category) == ("kebutuhan", ("38998",), ("Kerajinan",))
    assert ([one.label for one in dossier.attributes], [one.name for one in dossier.samples]) == (
        ["Bahan"], ["Tas koja sedang"]
    )  # fmt: skip


def test_what_is_wrong_is_told_field_by_field_and_kept(made: Office) -> None:
    client = at(made.ppk)
    request = client.get(page("begin")).context["form"]["request"].value()
    body = {"unit": str(made.unit.pk), "name": "Te", "words": "tas koja\nx", "request": request}
    form = client.post(page("begin"), body).context["form"]
    assert ("name" in form.errors, "words" in form.errors) == (True, True)
    found = made.drafted()
    rows = {"version": str(found.version), "baris-TOTAL_FORMS": "2", "baris-INITIAL_FORMS": "0",
            "baris-0-name": "Tas koja", "baris-0-price": "Rp85.000", "baris-1-price": "murah"}  # fmt: skip
    told = client.post(page("samples", found.code), rows)
    assert [one.label.partition(":")[0] for one in told.context["wrong"].errors] == ["Produk 2", "Produk 2"]
    body = rows | {"baris-1-price": ""}
    assert client.post(page("samples", found.code), body).status_code == 302
    found.refresh_from_db()
    assert [(one.name, one.price) for one in found.dossier().samples] == [("Tas koja", 85_000)]


def test_what_ended_stands_below_what_waits(made: Office) -> None:
    ended = made.signed()
    services.withdraw_proposal(proposal_id=ended.pk, version=None, note="Tidak jadi", actor=made.pa)
    waiting = made.signed(request="dua")
    assert [one.pk for one in selectors.of_officer(made.government, made.clerk)] == [waiting.pk, ended.pk]


def test_two_who_take_down_an_answer_of_the_national_owner_do_not_overwrite_each_other(made: Office) -> None:
    found = made.signed()
    out = services.export_national(proposal_id=found.pk, owner="LKPP", actor=made.clerk)
    here, key = page("national", found.code), f"jawab-{out.pk}"
    form = at(made.clerk).get(here).context["acts"][1].form
    body = {"do": key, FIELD: fresh_key(), f"{key}-version_seen": form["version_seen"].value(),
            f"{key}-answer": "ditanya", f"{key}-on": clock.today().isoformat(), f"{key}-note": "Ukuran?"}  # fmt: skip
    assert at(made.clerk).post(here, body).status_code == 302
    late = at(made.clerk).post(here, body | {FIELD: fresh_key(), f"{key}-answer": "ditolak"})
    assert (late.status_code, "Ukuran?" in late.content.decode()) == (409, True)
    out.refresh_from_db()
    assert out.answer == "ditanya"


def test_a_late_colleague_is_told_and_keeps_what_he_typed(made: Office) -> None:
    found = made.drafted()
    client = at(made.ppk)
    form = client.get(page("write", found.code)).context["form"]
    body = filled(form) | {"ground": "Ketikan saya"}
    services.write_proposal(
        proposal_id=found.pk, version=found.version, dossier=WHOLE.__class__(name="Nama lain"), actor=made.pa
    )
    answer = client.post(page("write", found.code), body)
    assert answer.status_code == 409, answer.context["form"].errors
    told = answer.content.decode()
    assert "Rekan Anda menyimpan isi lain" in told
    assert "Ketikan saya" in told
    form = answer.context["form"]
    again = filled(form)
    assert client.post(page("write", found.code), again).status_code == 302


def test_signed_seconded_received_and_studied_it_is_read_by_everybody(made: Office) -> None:
    found = made.drafted()
    seen = at(made.pa).get(page("proposal", found.code)).context["acts"][0].form["seen"].value()
    act(at(made.pa), found, "usulkan", seen=seen)
    public = reverse("public:proposal", args=[found.code])
    told = Client().get(public).content.decode()
    assert "Bukti kebutuhan" in told
    assert "Diusulkan kepala Perangkat Daerah" in told
    act(at(made.other_pa), found, "dukung", **{"dukung-unit": str(made.other.pk), "dukung-note": "Tamu daerah"})
    assert Second.objects.get().unit == made.other
    act(at(made.clerk), found, "terima")
    act(at(made.clerk), found, "telaah")
    form = at(made.clerk).get(page("study", found.code)).context["form"]
    body = filled(form) | {"considered": "Layak", "advice": "tetapkan"}
    assert at(made.clerk).post(page("study", found.code), body).status_code == 302
    found.refresh_from_db()
    assert found.studied().considered == "Layak"
    assert "Layak" not in Client().get(public).content.decode(), "a study is read by all once it is decided on"
    act(at(made.clerk), found, "kembalikan",
        **{"kembalikan-reason_code": "uraian_kurang", "kembalikan-note": "Perjelas ukurannya"})  # fmt: skip
    assert found.state == ProposalState.REPAIR
    assert "Perjelas ukurannya" in Client().get(public).content.decode()


def test_evidence_that_changed_while_the_head_read_it_is_shown_anew(made: Office) -> None:
    found = made.drafted()
    client = at(made.pa)
    seen = client.get(page("proposal", found.code)).context["acts"][0].form["seen"].value()
    planned(made.other, "61000002", "Tas koja untuk peserta", 5_000_000)
    body = {"do": "usulkan", "version": str(found.version), "seen": seen, FIELD: fresh_key()}
    answer = client.post(page("proposal", found.code), body)
    assert answer.status_code == 409
    again = answer.context["acts"][0].form["seen"].value()
    assert again not in ("", seen)
    act(client, found, "usulkan", seen=again)


def test_lists_cost_the_same_however_many_there_are(made: Office) -> None:
    client, costs = at(made.clerk), []
    for request in ("satu", "dua"):
        made.signed(request=request)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page("proposals")).status_code == 200
        costs.append(len(queries))
    assert costs[1] <= costs[0]


def desk(actor: Actor) -> tuple[str, int]:
    """The desk of somebody, and what its second look asked the database."""
    client = at(actor)
    client.get("/meja/")
    with CaptureQueriesContext(connection) as captured:
        shown = client.get("/meja/").content.decode()
    return shown, len(captured)


def test_what_waits_stands_on_the_desk_of_whose_turn_it_is(made: Office) -> None:
    title = "Usulan etalase yang menunggu Anda"
    nothing = desk(made.clerk)
    assert title not in nothing[0]
    draft = made.drafted()
    assert "Periksa dan tanda tangani" in desk(made.pa)[0]
    for other in (made.ppk, made.other_pa, made.clerk, made.head):
        assert title not in desk(other)[0]
    services.sign_proposal(proposal_id=draft.pk, version=None, actor=made.pa)
    assert "Terima usulan" in desk(made.clerk)[0]
    assert title not in desk(made.pa)[0]
    services.receive_proposal(proposal_id=draft.pk, version=None, actor=made.clerk)
    services.return_proposal(
        proposal_id=draft.pk, version=None, reason_code="atribut_kurang", note="Berat belum ada", actor=made.clerk
    )
    assert "Perbaiki, lalu usulkan lagi" in desk(made.ppk)[0]
    studied = made.studied(request="dua")
    assert "Tetapkan, tampung, atau tolak" in desk(made.head)[0]
    assert title not in desk(made.clerk)[0]
    services.decide_proposal(proposal_id=studied.pk, version=None, actor=made.head)
    shown, asked = desk(made.clerk)
    assert "Umumkan pendaftaran" in shown
    made.signed(request="tiga")
    more, again = desk(made.clerk)
    assert "Terima usulan" in more
    assert asked == again <= nothing[1] + 2


def test_a_draft_that_lacks_something_waits_for_whoever_writes_it(made: Office) -> None:
    made.drafted(replace(WHOLE, words=(), attributes=()))
    assert "Lengkapi usulan" in desk(made.ppk)[0]
    assert "Periksa dan tanda tangani" not in desk(made.pa)[0]


def test_a_desk_counts_what_waits(made: Office) -> None:
    made.signed()
    made.signed(request="dua")
    found = selectors.waiting(made.government, {Duty.MANAGE_ETALASE: None})
    assert [one.what for one in found] == ["Terima usulan"] * 2
    assert selectors.waiting(made.government, {}) == []
    assert selectors.waiting(made.government, {Duty.SIGN_PROPOSAL: [made.unit.pk]}) == []

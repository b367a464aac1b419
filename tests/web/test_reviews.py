"""Pages of reviews: planned, declared, drawn, written, looked over, noted, answered, reported; nobody sees
another's."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.once import fresh_key
from belanja.journal.services import Actor
from belanja.oversight.models import Case, ResultNote, Review, ReviewFile, Sample
from belanja.rules.duties import Duty, Role
from belanja.rules.oversight.checklists import checklist
from belanja.rules.oversight.reviews import Conclusion, ReviewKind, ReviewState
from belanja.web.once import FIELD
from tests.oversight.review_world import SCAN, Table, table
from tests.support.firms import signed
from tests.support.people import hired
from tests.web.test_cases import sent

pytestmark = pytest.mark.django_db
_APIP = {Duty.REVIEW_CASE, Duty.SUPERVISE_CASE, Duty.APPROVE_HANDOVER}
#: Duties of which one opens a page.
OPENS: dict[str, set[Duty]] = {
    "reviews": _APIP,
    "plan": {Duty.REVIEW_CASE},
    "review": _APIP,
    "letter": _APIP,
    "file": _APIP,
    "sample": _APIP,
    "item": _APIP,
    "paper": _APIP,
    "note": {Duty.ANSWER_CASE},
    "note_letter": {Duty.ANSWER_CASE},
    "note_file": {Duty.ANSWER_CASE},
}
HERE = "/pantau/D43/reviu/"


@pytest.fixture
def of(freeze: Any) -> Table:
    freeze(datetime(2026, 4, 6, 3, tzinfo=clock.WIB))
    return table()


def filled(kind: ReviewKind, **given: str) -> dict[str, str]:
    """The fields of a whole working paper."""
    codes = [one.code for one in checklist(kind, clock.today()).questions]
    told = {f"said_{code}": "ya" for code in codes} | {f"note_{code}": "" for code in codes}
    return told | {"summary": "Berkasnya dibaca dan dicocokkan.", "conclusion": "sesuai"} | given


def planned(of: Table) -> Review:
    """Through its form, which leads to its page."""
    people = {"supervisor": of.supervisor.user_id, "leader": of.leader.user_id}
    fields: dict[str, Any] = {
        "kind": "reviu_transaksi", "title": "Reviu triwulan I", "order_number": "700/1", "order_date": "2026-04-01",
        "period_from": "2026-01-01", "period_to": "2026-03-31", "units": [of.unit.pk], "channels": [],
        "members": [of.member.user_id], **people,
    }  # fmt: skip
    page = sent(signed(of.supervisor), f"{HERE}baru/", "rencanakan", **fields)
    assert "Reviu triwulan I" in page
    return Review.objects.get()


def test_a_review_from_plan_to_report_on_its_pages(of: Table) -> None:
    for number in range(3):
        of.document(f"K{number}", amount=1_000_000 * (number + 1))
    review = planned(of)
    here = f"{HERE}{review.code}/"
    supervisor, leader, member, pa = (signed(one) for one in (of.supervisor, of.leader, of.member, of.pa))
    for client in (supervisor, leader, member):
        sent(client, here, "nyatakan_independen", independent="on")
    sent(leader, here, "mulai")
    page = sent(leader, here, "tarik_sampel", method="satuan_rupiah", size="2", seed="700/1")
    sample = Sample.objects.get()
    drawn = f"{here}sampel/{sample.number}/"
    assert f'href="{drawn}"' in page

    proof = leader.get(f"{drawn}?ulang=ya").content.decode()
    assert "Sampel yang sama ditarik lagi." in proof
    assert sample.digest[:8] in proof
    of.document("K9")
    assert "catatannya berubah: 1 bertambah" in leader.get(f"{drawn}?ulang=ya").content.decode()
    for form in ("csv", "xlsx"):
        assert b"".join(leader.get(f"{drawn}?unduh=butir.{form}"))  # type: ignore[arg-type]  # it streams

    first, second = sample.items.order_by("place")
    papers = [f"{drawn}{one.place}/" for one in (first, second)]
    code = checklist(ReviewKind.TRANSACTIONS, clock.today()).questions[0].code
    wrong = filled(ReviewKind.TRANSACTIONS, conclusion="perlu_pendalaman") | {f"said_{code}": "tidak"}
    page = sent(member, papers[0], "tulis_kkr", **wrong)
    assert "Sebelum dapat diajukan:" in page
    proof_file = SimpleUploadedFile("bukti.pdf", SCAN.content)
    page = sent(
        member, papers[0], "tulis_kkr",
        **wrong | {f"note_{code}": "Paketnya tidak ada di RUP.", f"file_{code}": proof_file},
    )  # fmt: skip
    kept = ReviewFile.objects.get()
    assert f'href="{here}berkas/{kept.pk}/"' in page
    assert member.get(f"{here}berkas/{kept.pk}/").content == SCAN.content
    sent(member, papers[1], "tulis_kkr", **filled(ReviewKind.TRANSACTIONS))
    for address in papers:
        sent(member, address, "ajukan_kkr")
    remark = {"note": "Sebut nomor paketnya."}
    sent(leader, papers[0], "beri_catatan", **remark)
    note = review.papers.get(number=1).notes.get()
    sent(member, papers[0], "jawab_catatan", remark=note.pk, note="Nomornya 123.")
    sent(leader, papers[0], "tuntaskan_catatan", remark=note.pk)
    for address in papers:
        sent(leader, address, "setujui_kkr")
    result = {
        "title": "Rencana", "condition": "Satu pesanan tanpa rencana.", "criteria": "Menurut rencana.",
        "cause": "Tidak dicatat.", "effect": "Tidak tertelusur.", "advice": "Catat rencananya.",
    }  # fmt: skip
    sent(leader, papers[0], "tulis_chr", unit=of.unit.pk, **result)
    sent(leader, here, "ajukan")
    for address in papers:
        page = sent(supervisor, address, "setujui_kkr")
    sent(supervisor, here, "sampaikan_chr")
    case = Case.objects.get()
    assert f'href="/pantau/D43/kasus/{case.code}/"' in member.get(papers[0]).content.decode()
    assert member.get(f"{papers[0]}kkr/").content.startswith(b"%PDF")

    told = {"letter_number": "700/2", "letter_date": "2026-04-06"}
    page = sent(supervisor, here, "surat_chr", unit=of.unit.pk, **told)
    assert "Catatan hasil reviu" in page
    one = ResultNote.objects.get()
    answer = f"/pantau/D43/pertanyaan/catatan/{one.code}/"
    assert f'href="{answer}"' in pa.get("/pantau/D43/pertanyaan/").content.decode()
    assert "menunggu unit Anda" in pa.get("/meja/").content.decode()
    page = sent(
        pa, answer, "tanggapi", agrees="ya", words="Dicatat minggu ini.",
        document=SimpleUploadedFile("tanggapan.pdf", SCAN.content),
    )  # fmt: skip
    assert "Dicatat minggu ini." in page
    attached = ReviewFile.objects.exclude(response=None).get()
    assert pa.get(f"{answer}berkas/{attached.pk}/").content == SCAN.content
    assert pa.get(f"{answer}berkas/{kept.pk}/").status_code == 404
    assert pa.get(f"{answer}surat/").content.startswith(b"%PDF")

    page = sent(supervisor, here, "terbitkan_lhr", **told | {"letter_number": "700/3"})
    assert "Laporan hasil reviu" in page
    review.refresh_from_db()
    assert (review.state, review.report_number) == (ReviewState.REPORTED, "700/3")
    assert "LHR terbit" in member.get(HERE).content.decode()


def test_nobody_opens_what_is_another_s(of: Table) -> None:
    review = of.review(ReviewState.NOTES_SENT)
    here, note = f"{HERE}{review.code}/", f"/pantau/D43/pertanyaan/catatan/{review.results.get().code}/"
    shut: list[tuple[Actor, str]] = [
        (of.pa, here),
        (of.pa, f"{here}sampel/1/"),
        (of.pa, f"{here}sampel/1/1/kkr/"),
        (of.other_pa, note),
        (of.outsider, note),
        (hired(of.government, Role.KEPALA_BIRO_PBJ), here),
        (hired(Government.objects.get(code="D50"), Role.APIP), here),
        (of.leader, f"{here}sampel/2/"),
        (of.leader, f"{here}sampel/1/9/"),
        (of.leader, f"{here}berkas/1/"),
        (of.leader, f"{here}surat/1/"),
    ]
    for who, address in shut:
        assert signed(who).get(address).status_code == 404, address
    page = signed(of.pa).get(note).content.decode()
    assert "KKR-" not in page
    assert signed(of.outsider).get(here).status_code == 200


def test_who_opened_what_of_a_review_is_recorded_and_told_to_apip_alone(of: Table) -> None:
    review = of.review(ReviewState.NOTES_SENT)
    here, result = f"{HERE}{review.code}/", review.results.get()
    for who, address in (
        (of.outsider, here),
        (of.leader, f"{here}sampel/1/"),
        (of.leader, f"{here}sampel/1/1/"),
        (of.leader, f"{here}sampel/1/1/"),
        (of.pa, f"/pantau/D43/pertanyaan/catatan/{result.code}/"),
    ):
        assert signed(who).get(address).status_code == 200, address
    assert signed(of.other_pa).get(here).status_code == 404
    assert list(review.sights.order_by("pk").values_list("by_id", "what")) == [
        (of.outsider.user_id, "reviu"),
        (of.leader.user_id, "sampel:1"),
        (of.leader.user_id, "butir:1/1"),
        (of.pa.user_id, f"catatan:{result.code}"),
    ]
    assert "butir 1/1" in signed(of.leader).get(here).content.decode()
    with pytest.raises(DatabaseError), transaction.atomic():
        review.sights.all().delete()


def test_a_note_is_the_units_only_once_it_is_sent(of: Table) -> None:
    review = of.review(ReviewState.SUPERVISED)
    note = f"/pantau/D43/pertanyaan/catatan/{review.results.get().code}/"
    assert signed(of.pa).get(note).status_code == 404
    assert "Tidak ada catatan hasil reviu." in signed(of.pa).get("/pantau/D43/pertanyaan/").content.decode()


def test_posts_offer_what_is_theirs_and_nobody_looks_over_his_own(of: Table) -> None:
    review = of.review(ReviewState.WORKING)
    item = of.sample(review).items.order_by("place").first()
    assert item is not None
    here = f"{HERE}{review.code}/sampel/1/{item.place}/"
    of.paper(item)
    offered = {who: _acts(signed(who), here) for who in (of.member, of.second, of.leader, of.supervisor, of.outsider)}
    assert offered[of.member] == {"tulis_kkr", "ajukan_kkr"}
    assert "ajukan_kkr" not in offered[of.second]
    assert offered[of.leader] == {"tulis_chr"}
    assert offered[of.supervisor] == offered[of.outsider] == set()
    sent(signed(of.member), here, "ajukan_kkr")
    assert {"beri_catatan", "setujui_kkr"} <= _acts(signed(of.leader), here)


def test_a_late_comer_keeps_what_he_wrote(of: Table) -> None:
    review = of.review(ReviewState.REPORTED)
    note = f"/pantau/D43/pertanyaan/catatan/{review.results.get().code}/"
    answer = signed(of.pa).post(
        note, {"do": "tanggapi", "tanggapi-words": "Tambahan yang panjang dan penting.", FIELD: fresh_key()}
    )
    assert answer.status_code == 409
    assert "Tambahan yang panjang dan penting." in answer.content.decode()


def test_the_plan_says_what_is_wrong_and_keeps_what_was_typed(of: Table) -> None:
    client = signed(of.supervisor)
    fields = {
        "do": "rencanakan", "version": "0", FIELD: fresh_key(), "rencanakan-title": "Reviu yang dijaga",
        "rencanakan-supervisor": str(of.leader.user_id), "rencanakan-leader": str(of.leader.user_id),
        "rencanakan-period_from": "2026-03-01", "rencanakan-period_to": "2026-02-01",
    }  # fmt: skip
    answer = client.post(f"{HERE}baru/", fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Reviu yang dijaga", "satu peran", "tidak boleh sebelum hari pertama", "Pilih jenisnya."):
        assert words in page, words
    assert not Review.objects.exists()


def test_the_desk_tells_whose_turn_it_is_and_lists_filter(of: Table) -> None:
    review = of.review(ReviewState.SUPERVISED, conclusion=Conclusion.NOTED)
    assert "Reviu yang menunggu Anda" in signed(of.supervisor).get("/meja/").content.decode()
    assert "Reviu yang menunggu Anda" not in signed(of.outsider).get("/meja/").content.decode()
    client = signed(of.member)
    for query, there in (("keadaan=reviu_berjenjang", True), ("keadaan=direncanakan", False), ("tampil=saya", True),
                         ("tampil=lewat", False), ("jenis=pemantauan", False)):  # fmt: skip
        assert (review.code in client.get(f"{HERE}?{query}").content.decode()) is there, query


def _acts(client: Client, address: str) -> set[str]:
    return set(re.findall(r'name="do" value="(\w+)"', client.get(address).content.decode()))

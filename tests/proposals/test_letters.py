"""Letters of proposals: made once each, of what was signed, as PDF that anybody can check."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from belanja.documents.models import Paper
from belanja.foundation import clock
from belanja.proposals import selectors, services
from belanja.proposals.services import letters
from belanja.rules.papers import Kind

from .world import office, planned

pytestmark = pytest.mark.django_db


def words_of(paper: Paper) -> str:
    pages = PdfReader(io.BytesIO(bytes(paper.files.get().content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_each_step_that_binds_leaves_its_letter_once() -> None:
    made = office()
    planned(made.unit, "61000001", "Belanja tas koja Baduy", 45_000_000)
    found = made.studied()
    services.decide_proposal(proposal_id=found.pk, version=None, actor=made.head)
    today = clock.today()
    services.announce_proposal(
        proposal_id=found.pk, version=None, registration_from=today, registration_to=today + timedelta(days=21),
        actor=made.clerk,
    )  # fmt: skip
    assert letters.make_due() == 4
    assert letters.make_due() == 0, "what was made is not made again"
    issued = {Kind(one.kind): one for one in selectors.letters(found)}
    assert set(issued) == {Kind.PROPOSAL, Kind.STUDY, Kind.DECISION, Kind.CALL}
    assert issued[Kind.PROPOSAL].unit == made.unit
    for kind, told in {
        Kind.PROPOSAL: (
            "61000001",
            "Rp45.000.000",
            "nomor 027/12/2026.",
            "belum diketahui",
            "Kulit kayu",
            "bukan tanda tangan elektronik tersertifikasi",
        ),
        Kind.STUDY: ("Perajin atau koperasi ber-NIB", "Tetapkan sebagai etalase baru"),
        Kind.DECISION: ("Memutuskan", "KEEMPAT", "Keputusan Kepala Biro Pengadaan Barang/Jasa", found.code),
        Kind.CALL: ("tidak dipungut biaya", "Persyaratan teknis"),
    }.items():
        words = words_of(issued[kind])
        for one in (*told, issued[kind].number, issued[kind].code):
            assert one in words, (kind, one)


def test_a_proposal_given_back_is_answered_by_letter() -> None:
    made = office()
    found = made.signed()
    services.receive_proposal(proposal_id=found.pk, version=None, actor=made.clerk)
    services.return_proposal(
        proposal_id=found.pk, version=None, reason_code="uraian_kurang", note="Sebut ukurannya", actor=made.clerk
    )
    letters.make_due()
    reply = next(one for one in selectors.letters(found) if one.kind == Kind.REPLY)
    words = words_of(reply)
    assert "Sebut ukurannya" in words
    assert "surat nomor 027/12/2026" in words, "the letter that is answered is named"


def test_a_decision_that_is_taken_back_is_told_by_letter() -> None:
    made = office()
    found = made.studied()
    asked = found.name
    study = replace(found.studied(), name="Wadah Kulit Kayu")
    services.write_study(proposal_id=found.pk, version=None, study=study, actor=made.clerk)
    services.decide_proposal(proposal_id=found.pk, version=None, actor=made.head)
    services.cancel_decision(
        proposal_id=found.pk, version=None, reason_code="kebutuhan_berubah", note="Tidak jadi", actor=made.head
    )
    letters.make_due()
    reply = next(one for one in selectors.letters(found) if one.kind == Kind.REPLY)
    words = words_of(reply)
    assert "dibatalkan penetapannya" in words
    assert f"usulan etalase “{asked}”" in words, "as the unit's letter calls it"
    assert "Wadah Kulit Kayu" not in words

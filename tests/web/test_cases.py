"""Pages of cases: APIP's lists and files, what units and firms answer; nobody sees what is another's."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.once import fresh_key
from belanja.journal.services import Actor
from belanja.oversight.models import Case, CaseFile, Finding, Sight
from belanja.oversight.services import asking
from belanja.rules.duties import Duty, Role
from belanja.rules.flags.catalogue import BY_CODE
from belanja.rules.oversight.states import CaseState, FindingState, Verdict
from belanja.rules.scans import Scan
from belanja.web.once import FIELD
from tests.oversight.world import SCAN, Desk, desk
from tests.support.firms import member, signed
from tests.support.people import hired

pytestmark = pytest.mark.django_db
_APIP = {Duty.REVIEW_CASE, Duty.SUPERVISE_CASE, Duty.APPROVE_HANDOVER}
#: Duties of which one opens a page.
OPENS: dict[str, set[Duty]] = {
    "cases": _APIP,
    "case": _APIP,
    "traces": _APIP,
    "file": _APIP,
    "letter": _APIP,
    "findings": _APIP,
    "finding": _APIP,
    "asked": {Duty.ANSWER_CASE},
    "asked_question": {Duty.ANSWER_CASE},
    "asked_question_file": {Duty.ANSWER_CASE},
    "asked_question_letter": {Duty.ANSWER_CASE},
    "asked_finding": {Duty.ANSWER_CASE},
    "asked_finding_file": {Duty.ANSWER_CASE},
}


@pytest.fixture
def of() -> Desk:
    return desk()


def sent(client: Client, address: str, do: str, **fields: object) -> str:
    """Post an act; the page that follows, which must not be a refusal."""
    version = re.search(r'name="version" value="(\d+)"', client.get(address).content.decode())
    assert version is not None, f"nothing to do at {address}"
    values: dict[str, object] = {f"{do}-{name}": value for name, value in fields.items()}
    values |= {"do": do, "version": version[1], FIELD: fresh_key()}
    answer = client.post(address, values)
    assert answer.status_code == 302, re.findall(
        r'(?s)<div class="notice.*?</div>|class="error.*?</', answer.content.decode()
    )
    return client.get(answer["Location"]).content.decode()


def test_a_case_goes_over_the_pages_from_flag_to_finding_and_back_to_zero(of: Desk) -> None:
    case = of.case()
    auditor, other, pa = signed(of.auditor), signed(of.supervisor), signed(of.pa)
    here = f"/pantau/D43/kasus/{case.code}/"
    assert case.code in auditor.get("/pantau/D43/kasus/").content.decode()
    sent(auditor, here, "telaah", independent="on")
    sent(auditor, here, "tanya", to=f"unit:{of.unit.pk}", words="Mengapa dibeli berulang?")
    assert "Mengapa dibeli berulang?" in pa.get("/pantau/D43/pertanyaan/").content.decode()
    question = case.questions.get()
    asked = f"/pantau/D43/pertanyaan/pertanyaan/{question.code}/"
    sent(pa, asked, "jawab", words="Kontrak tahunan.", document=SimpleUploadedFile("a.pdf", SCAN.content))
    file = CaseFile.objects.get()
    assert auditor.get(f"{here}berkas/{file.pk}/")["Content-Disposition"].startswith("attachment")
    for verdict, reason in (("pendalaman", "bukti_berbeda"), ("temuan", "kelebihan_bayar")):
        sent(auditor, here, "usulkan", pick=f"{verdict}:{reason}", note="Jumlahnya tidak sama.")
        sent(other, here, "tetapkan", note="")
    sent(
        auditor, here, "tulis_temuan", to=f"unit:{of.unit.pk}", title="Kelebihan bayar", category="kelebihan_bayar",
        condition="Dibayar lebih dari diterima.", criteria="Dibayar menurut yang diterima.",
        cause="Tidak diperiksa lagi.", effect="Kelebihan bayar satu juta.", advice1="Setor ke kas daerah.", post1="PPK",
        kelebihan_bayar="1.000.000",
    )  # fmt: skip
    sent(other, here, "sampaikan")
    finding = Finding.objects.get()
    theirs, ours = f"/pantau/D43/pertanyaan/temuan/{finding.code}/", f"/pantau/D43/temuan/{finding.code}/"
    sent(pa, theirs, "rencana_aksi", plan1="Setor bulan ini.", until1="2099-01-01")
    sent(
        pa, theirs, "setor", kind="kelebihan_bayar", amount="1.000.000", sts_number="STS-9", paid_on="2026-01-05",
        document=SimpleUploadedFile("sts.pdf", SCAN.content),
    )  # fmt: skip
    sent(auditor, ours, "periksa_setoran", accept="ya", note="")
    sent(auditor, ours, "nilai", number="1", resolution="selesai", note="STS sah.")
    sent(other, here, "selesaikan", note="")
    case.refresh_from_db()
    finding.refresh_from_db()
    assert (case.state, finding.state) == (CaseState.DONE, FindingState.SETTLED)
    listed = auditor.get("/pantau/D43/temuan/").content.decode()
    assert "Rp1.000.000" in listed
    assert Sight.objects.filter(by_id=of.pa.user_id).exists()


def test_nobody_opens_what_is_another_s(of: Desk) -> None:
    case = of.case(CaseState.CLARIFYING)
    mine, firms = case.questions.get(), of.question(case, firm=True)
    here = f"/pantau/D43/kasus/{case.code}/"
    shut: list[tuple[Actor, str]] = [
        (of.pa, here),
        (of.pa, f"/pantau/D43/pertanyaan/pertanyaan/{firms.code}/"),
        (of.other_pa, f"/pantau/D43/pertanyaan/pertanyaan/{mine.code}/"),
        (of.seller, f"/usaha/{of.firm.pk}/pertanyaan/pertanyaan/{mine.code}/"),
        (member(of.other_firm), f"/usaha/{of.other_firm.pk}/pertanyaan/pertanyaan/{firms.code}/"),
        (hired(of.government, Role.KEPALA_BIRO_PBJ), here),
        (hired(Government.objects.get(code="D50"), Role.APIP), here),
    ]
    for who, address in shut:
        assert signed(who).get(address).status_code == 404, address
    assert signed(of.seller).get(f"/usaha/{of.firm.pk}/pertanyaan/pertanyaan/{firms.code}/").status_code == 200
    page = signed(of.pa).get(f"/pantau/D43/pertanyaan/pertanyaan/{mine.code}/").content.decode()
    assert firms.code not in page
    assert case.code not in page


def test_whom_a_case_is_about_does_not_find_it(of: Desk) -> None:
    about = hired(of.government, Role.APIP)
    of.flag(officer_id=about.user_id)
    case = of.case()
    Case.objects.filter(pk=case.pk).update(officer_id=about.user_id)
    client = signed(about)
    assert case.code not in client.get("/pantau/D43/kasus/").content.decode()
    assert client.get(f"/pantau/D43/kasus/{case.code}/").status_code == 404


def test_a_late_comer_keeps_what_he_wrote(of: Desk) -> None:
    case = of.case(CaseState.CLARIFYING)
    question = case.questions.get()
    asking.answer(question_id=question.pk, words="Sudah.", actor=of.pa)
    of.disposed(case, Verdict.ACCEPT, "rutin")
    answer = signed(of.pa).post(
        f"/pantau/D43/pertanyaan/pertanyaan/{question.code}/",
        {"do": "jawab", "jawab-words": "Tambahan yang panjang dan penting.", FIELD: fresh_key()},
    )
    assert answer.status_code == 409
    assert "Tambahan yang panjang dan penting." in answer.content.decode()


def test_lists_leave_as_files_and_the_desk_tells_what_waits(of: Desk) -> None:
    case = of.case()
    client = signed(of.auditor)
    for address in ("/pantau/D43/kasus/?unduh=kasus.csv", "/pantau/D43/temuan/?unduh=temuan.xlsx"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert b"".join(answer)
    assert "Telaah kasus baru" in client.get("/meja/").content.decode()
    of.led(case, CaseState.CLARIFYING)
    assert "menunggu unit Anda" in signed(of.pa).get("/meja/").content.decode()


def test_a_flag_and_its_case_lead_to_each_other_and_the_question_tells_what_became_of_its_cases(of: Desk) -> None:
    flag = of.flag(evidence={"result": {"figures": {}, "thresholds": []}, "subject": {}})
    case = of.case(CaseState.ACCEPTED)
    late = of.flag(evidence=flag.evidence)
    client = signed(of.third)
    here, there = f"/pantau/D43/kasus/{case.code}/", f"/pantau/D43/tanda/butir/{flag.pk}/"
    assert f'href="{there}"' in client.get(here).content.decode()
    assert f'href="{here}"' in client.get(there).content.decode()
    assert "tidak dalam kasus" in client.get(f"/pantau/D43/tanda/butir/{late.pk}/").content.decode()
    asked = client.get(f"/pantau/D43/tanda/{flag.indicator}/").content.decode()
    assert f'href="{here}"' in asked
    sheet = client.get(f"/pantau/D43/tanda/{flag.indicator}/?unduh=kasus-tabel.csv")
    assert "Penjelasan diterima" in b"".join(sheet).decode()  # type: ignore[arg-type]  # it streams
    Case.objects.filter(pk=case.pk).update(officer_id=of.third.user_id)
    assert case.code not in client.get(there).content.decode(), "whoever it is about is not told of it"


def test_a_repeated_finding_says_of_which_years(of: Desk) -> None:
    case = of.case(CaseState.RECOMMENDED)
    first = Finding.objects.get()
    Finding.objects.filter(pk=first.pk).update(year=2025)
    second = of.finding(of.led(of.other_case(), CaseState.FINDING))
    client = signed(of.auditor)
    words = "temuan tahun 2025"
    page = client.get(f"/pantau/D43/temuan/{second.code}/").content.decode()
    assert words in page
    assert first.code in page
    assert words not in client.get(f"/pantau/D43/temuan/{first.code}/").content.decode()
    assert words in b"".join(client.get("/pantau/D43/temuan/?unduh=temuan.csv")).decode()  # type: ignore[arg-type]
    assert case.pk != second.case_id


def test_the_asked_take_the_files_that_they_attached_and_no_others(of: Desk) -> None:
    case = of.case(CaseState.CLARIFYING)
    mine, firms = case.questions.get(), of.question(case, firm=True)
    for question, who in ((mine, of.pa), (firms, of.seller)):
        asking.answer(question_id=question.pk, words="Ini.", actor=who, scans=[SCAN])
    own, other = (CaseFile.objects.get(answer__question=one) for one in (mine, firms))
    pa, seller = signed(of.pa), signed(of.seller)
    here = f"/pantau/D43/pertanyaan/pertanyaan/{mine.code}/"
    theirs = f"/usaha/{of.firm.pk}/pertanyaan/pertanyaan/{firms.code}/"
    for client, page, file in ((pa, here, own), (seller, theirs, other)):
        assert f'href="{page}berkas/{file.pk}/"' in client.get(page).content.decode()
        taken = client.get(f"{page}berkas/{file.pk}/")
        assert (taken.content, taken["Content-Disposition"]) == (SCAN.content, 'attachment; filename="sts.pdf"')
        assert Sight.objects.filter(what=f"berkas:{file.pk}").exists()
    assert pa.get(f"{here}berkas/{other.pk}/").status_code == 404
    assert seller.get(f"{theirs}berkas/{own.pk}/").status_code == 404
    assert signed(of.other_pa).get(f"{here}berkas/{own.pk}/").status_code == 404


def test_a_question_without_a_letter_has_none_to_take(of: Desk) -> None:
    question = of.case(CaseState.CLARIFYING).questions.get()
    theirs = f"/pantau/D43/pertanyaan/pertanyaan/{question.code}/"
    client = signed(of.pa)
    assert "surat/" not in client.get(theirs).content.decode()
    assert client.get(f"{theirs}surat/").status_code == 404
    assert not Sight.objects.filter(what__startswith="surat").exists()


def test_apip_finds_every_file_of_every_answer_and_who_takes_one_is_told(of: Desk) -> None:
    case = of.case(CaseState.CLARIFYING)
    question = case.questions.get()
    for words, names in (("Ini.", ["a.pdf", "b.pdf"]), ("Ini juga.", ["c.pdf"])):
        scans = [Scan(name, SCAN.content) for name in names]
        asking.answer(question_id=question.pk, words=words, actor=of.pa, scans=scans)
    here, client = f"/pantau/D43/kasus/{case.code}/", signed(of.third)
    page = client.get(here).content.decode()
    for one in CaseFile.objects.all():
        assert f'href="{here}berkas/{one.pk}/">{one.file_name}<' in page
    taken = CaseFile.objects.get(file_name="b.pdf")
    assert client.get(f"{here}berkas/{taken.pk}/").content == SCAN.content
    assert Sight.objects.get(what=f"berkas:{taken.pk}").by_id == of.third.user_id
    assert "berkas b.pdf" in client.get(here).content.decode()
    sheet = b"".join(client.get(f"{here}?unduh=tanya.csv")).decode()  # type: ignore[arg-type]
    assert "a.pdf; b.pdf; c.pdf" in sheet


def test_the_list_of_cases_names_what_is_asked_the_most_frequent_first(of: Desk) -> None:
    of.flag("waktu.terlalu_cepat")
    of.flag("pecah.batas")
    of.flag()
    of.case()
    page = signed(of.auditor).get("/pantau/D43/kasus/").content.decode()
    first, second = (BY_CODE[code].question for code in ("penyedia.berulang", "pecah.batas"))
    assert f"{first} {second}" in page
    assert "dan 1 pertanyaan lain" in page


def test_a_hand_over_shows_its_letter(of: Desk) -> None:
    case = of.case(CaseState.ESCALATED)
    here, kept = f"/pantau/D43/kasus/{case.code}/", CaseFile.objects.get()
    page = signed(of.auditor).get(here).content.decode()
    assert "Kejaksaan contoh" in page
    assert f'href="{here}berkas/{kept.pk}/"' in page


def test_flags_that_come_after_the_findings_began_are_shown_as_waiting(of: Desk) -> None:
    case = of.case(CaseState.FINDING)
    of.flag("waktu.terlalu_cepat")
    page = signed(of.auditor).get(f"/pantau/D43/kasus/{case.code}/").content.decode()
    assert "Tanda yang menunggu" in page
    assert "sesudah kasus ini berakhir" in page


def test_letters_are_issued_on_the_page_of_the_case(of: Desk) -> None:
    case = of.case(CaseState.CLARIFYING)
    here, question = f"/pantau/D43/kasus/{case.code}/", case.questions.get()
    told = {"letter_number": "700/21/Insp", "letter_date": clock.today().isoformat()}
    page = sent(signed(of.auditor), here, "surat_klarifikasi", question=question.pk, **told)
    assert f"Permintaan klarifikasi {question.code}" in page
    assert "surat_klarifikasi" not in page, "each question has one letter"
    theirs = f"/pantau/D43/pertanyaan/pertanyaan/{question.code}/"
    assert f'href="{theirs}surat/"' in signed(of.pa).get(theirs).content.decode()
    assert signed(of.pa).get(f"{theirs}surat/").content.startswith(b"%PDF")
    assert signed(of.other_pa).get(f"{theirs}surat/").status_code == 404
    assert "surat: Permintaan klarifikasi" in signed(of.auditor).get(here).content.decode(), "who took it is told"
    for state in (CaseState.DEEPENING, CaseState.FINDING, CaseState.RECOMMENDED):
        case = of.onward(case, state)
    page = sent(signed(of.supervisor), here, "surat_hasil", **told | {"letter_number": "700/22/Insp"})
    assert f"Laporan hasil {case.code}" in page

"""What the letter asks of each unit: counted once, nothing asked where nothing was missing, alike on all surfaces."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belanja.affirmation.letter_rendering import letter_data
from belanja.affirmation.selectors.letter import Answer, Letter, Seen, letter_as_seen, letter_of
from belanja.foundation import clock, text
from belanja.institutions.models import Acknowledgement, LegalBasis, Unit
from belanja.intake.models import Pull
from belanja.needs.models import Match, Need
from belanja.proposals import services as proposals
from belanja.purchasing.models import OrderLine
from belanja.rules.duties import Role
from belanja.rules.letter import ASKED, Item, Standing, counted, of_commitment, of_imports
from belanja.rules.pdn import PdnClass
from belanja.web import letter_words as words
from belanja.web.leader import letter_paper
from tests.proposals.world import WHOLE
from tests.support.firms import registered, signed
from tests.support.needs import posted_need
from tests.support.officers import sitting
from tests.support.people import hired, unit
from tests.support.receiving import Deal, deal
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
YEAR, QUARTER = 2026, 4


@pytest.fixture
def made(freeze: Callable[[date], datetime]) -> Deal:
    """A unit that bought two imported lines, one without a reason for it, and had a need met by a firm; another unit
    that did nothing and missed nothing."""
    freeze(date(2026, 11, 2))
    done = deal()
    package = done.order.package
    package.reason_codes, package.import_proof = ["belum_diproduksi"], "Dicari di katalog, tidak ada."
    package.save()
    OrderLine.objects.update(pdn=PdnClass.IMPORT.value)
    need = posted_need(done.government)
    Need.objects.filter(pk=need.pk).update(unit=done.unit)
    now = clock.now()
    firm = registered(done.government, name="Kursi Lebak")
    Match.objects.create(need=need, firm=firm, points=1, grounds=[], newcomer=True, matched_at=now, told_at=now)
    numbers = {field.name: 0 for field in Pull._meta.fields if field.name.startswith(("rows_", "amount_"))}
    Pull.objects.create(
        run=uuid4(), government=done.government, feed="rup_penyedia", year=YEAR, at=now, files=[], shape="uji",
        state=Pull.State.APPLIED, actor_label="uji", added=0, changed=0, vanished=0, **numbers,
    )  # fmt: skip
    return done


def found(made: Deal, quarter: int = QUARTER) -> Letter:
    return letter_of(government=made.government, year=YEAR, quarter=quarter)


def test_nothing_is_asked_where_nothing_was_missing() -> None:
    assert [counted(2, missing=False), counted(0, missing=True), counted(0, missing=False)] == [
        Standing.DONE, Standing.NONE, Standing.NOT_APPLICABLE,
    ]  # fmt: skip
    assert [of_imports(0, 0), of_imports(2, 2), of_imports(2, 1)] == [
        Standing.NOT_APPLICABLE, Standing.DONE, Standing.NONE,
    ]  # fmt: skip


def test_a_commitment_is_what_the_unit_planned_and_kept_once_all_of_it_is_contracted() -> None:
    plan, half = Decimal(100), Decimal(50)
    assert of_commitment(planned=Decimal(0), contracted=half, reached=True) is Standing.NOT_APPLICABLE
    assert of_commitment(planned=plan, contracted=plan, reached=None) is Standing.DONE
    assert of_commitment(planned=plan, contracted=half, reached=True) is Standing.DONE
    assert of_commitment(planned=plan, contracted=half, reached=False) is Standing.NONE


def test_what_goes_on_is_put_back_as_it_was_seen(made: Deal) -> None:
    then = found(made)
    one = then.unit(made.unit.code)
    assert one is not None
    seen = Seen({one.code: one.missing}, {one.code: 1}, {one.code: (1, 1)})
    Need.objects.update(state="diturunkan", closed_at=clock.now())
    OrderLine.objects.update(pdn="")
    now = letter_as_seen(government=made.government, year=YEAR, quarter=QUARTER, seen=seen).unit(one.code)
    later = found(made).unit(one.code)
    assert now is not None
    assert (now.missing, now.answers) == (one.missing, one.answers)
    assert later is None or later.answers != one.answers


def test_a_unit_is_told_what_it_did_in_the_quarter_and_not_more(made: Deal) -> None:
    one = found(made).unit(made.unit.code)
    assert one is not None
    told = {item: (answer.standing, answer.count) for item, answer in one.answers.items() if answer.count is not None}
    assert told == {
        Item.PROPOSED: (Standing.NONE, 0),
        Item.DECIDED: (Standing.NONE, 0),
        Item.POSTED: (Standing.DONE, 1),
        Item.INVITED: (Standing.DONE, 1),
        Item.HELPED: (Standing.NONE, 0),
        Item.LISTED: (Standing.NONE, 0),
        Item.BOUGHT: (Standing.NONE, 0),
        Item.IMPORTS: (Standing.DONE, 1),
    }
    assert (one.missing.needs, one.answers[Item.RECEIVED].standing) == (1, Standing.NONE)
    assert one.answers[Item.SHARE].standing is Standing.UNKNOWN  # it has no budget
    before = found(made, 3)
    earlier = before.unit(made.unit.code)
    assert before.imports == ()
    assert before.total[Item.POSTED] == 0
    assert earlier is None or earlier.answers[Item.POSTED].standing is Standing.NOT_APPLICABLE


def test_proposed_etalase_count_for_their_unit_when_signed_and_when_answered(made: Deal) -> None:
    clerk, head, pa = (hired(made.government, role) for role in (Role.BIRO_PBJ, Role.KEPALA_BIRO_PBJ, Role.PA))
    proposal = proposals.begin_proposal(
        government=made.government, unit=made.unit, dossier=WHOLE, request="satu", actor=pa
    )  # fmt: skip
    told = {"proposal_id": proposal.pk, "version": None}
    counts = []
    for act in (
        lambda: None,
        lambda: proposals.sign_proposal(**told, actor=pa),
        lambda: proposals.receive_proposal(**told, actor=clerk),
        lambda: proposals.refuse_proposal(**told, reason_code="tumpang_tindih", note="Sama", actor=head),
    ):
        act()
        total = found(made).total
        counts.append((total[Item.PROPOSED], total[Item.DECIDED]))
    assert counts == [(0, 0), (1, 0), (1, 0), (1, 1)]
    Need.objects.update(state="diturunkan", closed_at=clock.now())
    letter = found(made)
    assert made.unit.code in [one.code for one in letter.asked], "what it did is told"
    assert words.finding(letter).startswith(
        f"Bagi {len([one for one in letter.units if one.id])} Perangkat Daerah tidak"
    )


def test_a_quarter_that_has_not_begun_is_not_there(made: Deal) -> None:
    for year, quarter in ((YEAR, 5), (YEAR, 0), (YEAR + 1, 1)):
        assert refused(lambda y=year, q=quarter: letter_of(government=made.government, year=y, quarter=q)).status == 404  # type: ignore[misc]


def test_units_that_miss_nothing_stand_by_themselves_and_yes_or_not_yet_is_said(made: Deal) -> None:
    other = unit(made.government, "9.99.0.00.0.00.01.0000")
    unit(made.government, "9.98.0.00.0.00.01.0000")
    Unit.objects.filter(code__startswith="9.98").update(valid_from=date(2027, 1, 1))
    basis = LegalBasis.objects.get(slug="se-banten-027-1181-2023")
    Acknowledgement.objects.create(unit=other, legal_basis=basis, at=clock.now())
    letter = found(made)
    told = letter.unit(other.code)
    assert told is not None
    assert (told.answers[Item.RECEIVED].standing, told.answers[Item.SHARE].standing) == (
        Standing.DONE, Standing.UNKNOWN,
    )  # fmt: skip
    assert letter.unit("9.98.0.00.0.00.01.0000") is None, "it does not stand yet"
    assert [one.code for one in letter.asked] == [made.unit.code]
    assert all(one.answers[Item.POSTED].standing is Standing.NOT_APPLICABLE for one in letter.spared)
    assert words.finding(letter).startswith("Bagi 1 dari ")
    assert [len(units) for _title, units, _heads in words.tables(letter)] == [1, len(letter.units) - 1]
    kept = [Answer(Item.COMMITMENT, standing, percent=Decimal(9)) for standing in (Standing.DONE, Standing.NONE)]
    assert [words.below(one) for one in kept] == ["ditepati", "belum ditepati"]


def test_an_import_without_reason_or_proof_is_told(made: Deal) -> None:
    made.order.package.import_proof = ""
    made.order.package.save()
    letter = found(made)
    assert [(line.reasoned, line.amount) for line in letter.imports] == [(False, Decimal("13320000.00"))]
    one = letter.unit(made.unit.code)
    assert one is not None
    assert (one.answers[Item.IMPORTS].standing, one.answers[Item.IMPORTS].of) == (Standing.NONE, 1)


def test_queries_do_not_grow_with_the_units(made: Deal) -> None:
    with CaptureQueriesContext(connection) as few:
        found(made)
    for number in range(3):
        need = posted_need(made.government)
        need.pk, need.unit, need.code, need.request = None, None, f"LAGI{number}", f"lagi {number}"
        need.save()
    with CaptureQueriesContext(connection) as many:
        found(made)
    assert len(many) <= len(few) + 1  # the row of needs that belong to no unit
    assert found(made).total[Item.POSTED] == 4


def test_the_same_on_page_file_interface_and_paper(made: Deal, client: Client) -> None:
    letter = found(made)
    asked = f"tahun={YEAR}&triwulan={QUARTER}"
    said = client.get("/api/v1/letter", {"government": "D43", "year": YEAR, "quarter": QUARTER}).json()
    assert said == json.loads(json.dumps(letter_data(letter)))
    file = b"".join(client.get(f"/pemda/D43/surat-edaran/?{asked}&unduh=surat.csv").streaming_content)  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    page = client.get(f"/pemda/D43/surat-edaran/?{asked}").content.decode()
    paper = letter_paper.paper(letter, made.government).as_data()
    tables = next(block["blocks"] for block in paper["body"] if "blocks" in block)[1:]
    columns = [heads for _title, _units, heads in words.tables(letter)]
    written = {line[0]: (line, heads) for table, heads in zip(tables, columns, strict=True) for line in table["rows"]}
    assert len(rows) == len(said["units"]) == len(written) == sum(len(table["rows"]) for table in tables)
    for row, asked_of in zip(rows, said["units"], strict=True):
        line, heads = written[asked_of["name"]]
        places = {one.item: place for place, one in enumerate(heads, start=len(line) - len(heads))}
        for answer, one in zip(asked_of["answers"], ASKED, strict=True):
            silent = answer["standing"] in ("tidak_berlaku", "belum_diketahui")
            if one.kind == "jumlah":
                assert row[one.item] == ("" if silent else str(answer["count"]))
                shown = "tidak berlaku" if silent else text.number(answer["count"])
                assert one.item not in places or line[places[one.item]].startswith(shown)
    assert "Dicari di katalog" not in page
    assert "belum_diproduksi" not in page
    assert client.get(f"/pemda/D43/surat-edaran/{made.unit.code}/?{asked}").status_code == 200
    assert client.get("/pemda/D43/surat-edaran/?triwulan=9").status_code == 404


def test_the_head_of_the_unit_says_once_that_the_letter_is_there(made: Deal) -> None:
    head = hired(made.government, Role.PA, unit=made.unit)
    address = f"/pantau/D43/surat-edaran/{made.unit.code}/"
    other = sitting(made.government, Role.APIP)
    assert other.post(address).status_code == 404
    assert not Acknowledgement.objects.exists()
    client = signed(head)
    assert "Nyatakan" in client.get(address).content.decode()
    assert [client.post(address).status_code for _ in range(2)] == [302, 302]
    assert Acknowledgement.objects.count() == 1
    one = found(made).unit(made.unit.code)
    assert one is not None
    assert one.answers[Item.RECEIVED].day == date(2026, 11, 2)
    assert "Nyatakan" not in client.get(address).content.decode()
    answer = client.get("/pantau/D43/surat-edaran/?bentuk=pdf")
    assert answer.content.startswith(b"%PDF-")

"""Every page of a firm's desk × owner, admin, former member, another firm's owner: who gets in, and that a refusal
changes nothing. Officers and visitors are asked everywhere in tests/web/test_every_address.py."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest

from belanja.catalogue.models import Offer
from belanja.documents.models import Paper
from belanja.exchange.models import Upload
from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.oversight.models import CaseFile, Finding, Question
from belanja.purchasing.models import Guarantee, Order
from belanja.rules.buying.states import OrderKind
from belanja.rules.duties import Role
from belanja.rules.registration import LegalForm, MemberRole
from belanja.rules.sanctions import Measure
from belanja.vendors import services
from belanja.vendors.models import Member, Profile, SanctionCase
from tests.support.addresses import Page, asked, pages
from tests.support.asked import asked_of, calling
from tests.support.firms import member, signed
from tests.support.listings import Shop, shop
from tests.support.needs import posted_need
from tests.support.people import hired
from tests.support.purchases import guarantee_of, order, package, paper_of, unit_of
from tests.vendors.cast import MONDAY

pytestmark = pytest.mark.django_db

#: Pages for whoever acts for the firm, and those for its owner alone. Written down here a second time on purpose.
FIRM = {
    f"vendor:{name}"
    for name in (
        "home", "profile", "members", "archive_names", "cooperative", "member_goods", "sanctions", "sanction",
        "sanction_paper", "listings", "archive", "listing_shelves", "listing_new", "listing", "listing_edit",
        "listing_move", "listing_version", "listing_join", "sheets", "sheet_template", "upload", "sheet_coloured",
        "photos", "national", "national_good", "licences", "licence", "taxes", "tax", "orders", "terms", "order",
        "negotiation", "addendum", "calls", "receipt", "order_paper", "order_draft", "guarantees",
        "guarantee_scan", "needs", "need", "steps", "coach", "papers_due", "letter",
        "questions", "question", "question_file", "question_letter", "finding", "finding_file", "new_shelf",
    )
}  # fmt: skip
OWNER = {"vendor:confirm_scale", "vendor:submit", "vendor:leave"}
DESK: list[Page] = [page for page in pages() if page.name in FIRM | OWNER]
#: Pages that name a record of the firm, which another firm must not find under its own address.
OF_A_RECORD = [
    page
    for page in DESK
    if set(page.parts) - {"firm_id", "etalase_id", "number", "product_id", "need_code", "letter_code", "shelf_code"}
]
BODY = {"do": "x", "version": "1"}


@dataclass(frozen=True)
class Desk:
    place: Shop
    keeper: Actor
    offer: Offer
    case: SanctionCase
    upload: Upload
    order: Order
    paper: Paper
    guarantee: Guarantee
    question: Question
    finding: Finding

    @property
    def known(self) -> dict[str, object]:
        return {
            "firm_id": self.place.firm.pk, "etalase_id": self.place.etalase.pk, "offer_id": self.offer.pk, "number": 1,
            "case_id": self.case.pk, "upload_id": self.upload.pk, "product_id": self.offer.product_id,
            "code": self.order.code, "paper_id": self.paper.pk, "guarantee_id": self.guarantee.pk,
            "need_code": posted_need(self.place.government).code, "letter_code": "surat-jalan",
            "shelf_code": calling(self.place.government).code, "question_code": self.question.code,
            "finding_code": self.finding.code, "file_id": CaseFile.objects.get(answer__question=self.question).pk,
            "proof_id": CaseFile.objects.get(deposit__finding=self.finding).pk,
        }  # fmt: skip


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A co-operative with goods, an upload, and a warning that was printed."""
    with clock.frozen(MONDAY):
        place = shop()
        Profile.objects.filter(firm=place.firm).update(legal_form=LegalForm.COOPERATIVE.value)
        head = hired(place.government, Role.KEPALA_BIRO_PBJ)
        case = services.open_case(
            firm_id=place.firm.pk, government=place.government, breach="harga", facts="Harga toko lebih murah.",
            actor=hired(place.government, Role.BIRO_PBJ),
        )  # fmt: skip
        case = services.answer(case_id=case.pk, version=case.version, text="Kami keliru.", actor=place.owner)
        case = services.impose(
            case_id=case.pk, version=case.version, measure=Measure.SP1, reason="Terbukti dari dua bon.", actor=head
        )
        upload = Upload.objects.create(
            firm=place.firm, government=place.government, etalase=place.etalase, kind=Upload.Kind.SHEET,
            state=Upload.State.PREVIEW, name="barang.xlsx", size=1, sha256="0" * 64, content=b"x",
            created_at=clock.now(), by_id=place.owner.user_id, by_label="uji",
        )  # fmt: skip
        calls = {"kind": OrderKind.CALL_OFF.value, "cap": Decimal(20_000_000), "term_to": clock.today()}
        bought = order(package(unit_of(place.government)), place.firm, **calls)
        yield Desk(
            place,
            member(place.firm, role=MemberRole.KEEPER),
            place.submitted(),
            case,
            upload,
            bought,
            paper_of(bought),
            guarantee_of(bought),
            *asked_of(place.firm, place.government),
        )


def test_every_page_of_the_desk_is_guarded_by_the_firm_in_its_address() -> None:
    assert {page.name for page in DESK} == FIRM | OWNER
    assert {page.name for page in pages() if getattr(page.view, "of_firm", False)} == FIRM | OWNER


def test_owner_and_admin_open_what_is_theirs(desk: Desk) -> None:
    assert Paper.objects.exists()
    for who, is_owner in ((desk.place.owner, True), (desk.keeper, False)):
        client = signed(who)
        for page in DESK:
            status, where, _written = asked(client, page.url(**desk.known))
            expected = {200, 302, 405} if is_owner or page.name in FIRM else {403, 405}
            assert status in expected, (is_owner, page.name, status)
            assert not where.startswith("/akun/"), page.name
            if not is_owner and page.name in OWNER:
                assert asked(client, page.url(**desk.known), BODY)[::2] == (403, []), page.name


def test_whoever_does_not_act_for_the_firm_today_finds_no_desk(desk: Desk) -> None:
    gone = member(desk.place.firm)
    today = clock.today()
    Member.objects.filter(user_id=gone.user_id).update(valid_from=today - timedelta(days=9), valid_to=today)
    for client in (signed(gone), signed(shop().owner), signed(hired(desk.place.government))):
        for page in DESK:
            for body in (None, BODY):
                status, _where, written = asked(client, page.url(**desk.known), body)
                assert (status in (404, 405), written) == (True, []), page.name


def test_a_record_of_another_firm_is_not_there_under_ones_own_address(desk: Desk) -> None:
    rival = shop()
    client = signed(rival.owner)
    for page in OF_A_RECORD:
        for body in (None, BODY):
            status, _where, written = asked(client, page.url(**desk.known | {"firm_id": rival.firm.pk}), body)
            assert (status in (404, 405), written) == (True, []), page.name

"""One guard over the whole site: each address is open to all, or belongs to one table of who may open it; whoever
may not is turned away, and a request turned away writes nothing."""

import pytest
from django.test import Client

from belanja.institutions.models import Government
from belanja.rules.duties import DUTIES, Duty, Role
from tests.support.addresses import Page, asked, pages
from tests.support.firms import member, registered, signed
from tests.support.officers import sitting
from tests.support.people import hired
from tests.web import test_cases as cases
from tests.web import test_door_officers as doors
from tests.web import test_reviews as reviews
from tests.web.buyer import test_who_gets_in as buying
from tests.web.leader import test_permission_matrix as watching
from tests.web.manager import test_shelves as shelves
from tests.web.manager.catalogue import test_references as references
from tests.web.manager.catalogue import test_sanctions as sanctions
from tests.web.manager.curation import test_desks as curation
from tests.web.proposals import test_pages as proposals
from tests.web.vendor.test_firm_matrix import FIRM, OWNER

pytestmark = pytest.mark.django_db

_FIRM_READERS = {Duty.VERIFY_FIRM, Duty.ASSIST_FIRM, Duty.SEE_RELATED_FIRMS}
#: Duties of which one opens an officers' page; the tests of each group of pages hold their own table.
OFFICERS: dict[str, set[Duty]] = {
    **watching.OPENS,
    **{f"doors:{name}": duties for name, duties in doors.OPENS.items()},
    **{f"shelves:{name}": duties for name, duties in shelves.OPENS.items()},
    **{f"references:{name}": duties for name, duties in references.OPENS.items()},
    **{f"sanctions:{name}": duties for name, duties in sanctions.OPENS.items()},
    **{f"buying:{name}": duties for name, duties in buying.OPENS.items()},
    **{f"proposals:{name}": duties for name, duties in proposals.OPENS.items()},
    **{f"cases:{name}": duties for name, duties in cases.OPENS.items()},
    **{f"reviews:{name}": duties for name, duties in reviews.OPENS.items()},
    **{f"curation:{name}": {duty} for name, duty in curation.OPENS.items()},
    **{
        f"inspector:{name}": {Duty.REVIEW_CASE, Duty.SUPERVISE_CASE}
        for name in ("flags", "indicator", "flag", "switch", "trial")
    },
    "firms:queue": _FIRM_READERS,
    "firms:one": _FIRM_READERS,
    "firms:licences": _FIRM_READERS,
    "firms:licence": _FIRM_READERS,
    "firms:storefronts": {Duty.VERIFY_FIRM},
    "firms:assist": {Duty.ASSIST_FIRM},
    "firms:amend": {Duty.ASSIST_FIRM},
    "firms:sheet": {Duty.ASSIST_FIRM},
}
#: What everybody who has signed in finds there is his own.
SIGNED_IN = {
    "leader:desk",
    *(f"vendor:{name}" for name in ("firms", "register", "claim", "invite", "ask", "confirm", "sell_too")),
    *(f"katalog:{name}" for name in ("send_outside", "saved_list", "save")),
    *(f"katalog:{name}" for name in ("post_need", "propose", "my_needs", "need_desk", "need_amend")),
    *(f"notices:{name}" for name in ("box", "all_read", "open", "choices", "open_calendar", "close_calendar")),
    *(
        f"account_{name}"
        for name in (
            "after", "pin", "contact", "sign_out_everywhere", "add_passkey", "remove_passkey", "reauthenticate",
            "change_password",
        )
    ),
    *(
        f"mfa_{name}"
        for name in (
            "index", "reauthenticate", "activate_totp", "deactivate_totp", "view_recovery_codes",
            "generate_recovery_codes", "download_recovery_codes",
        )
    ),
}  # fmt: skip
#: The way in and out: open to whoever has not signed in.
THE_DOOR = {
    *(
        f"account_{name}"
        for name in (
            "login",
            "register",
            "forgotten",
            "code_typed",
            "code",
            "logout",
            "inactive",
            "reset",
            "reset_choose",
        )
    ),
    "mfa_login_webauthn",
    "mfa_authenticate",
}
#: Open to all, and to be read only.
PUBLIC = {
    *(
        f"public:{name}"
        for name in (
            "home", "governments", "government", "units", "units_csv", "unit", "path", "order", "reports", "report",
            "report_version", "report_file", "governance", "waits", "needs_way", "needs_way_file",
            "letter", "letter_of_unit", "channels",
            "channel_unmatched", "imports", "definitions",
            "definition", "legal_bases", "legal_basis", "data", "about", "help", "help_page", "health", "robots",
            "sitemap", "signed_orders", "signed_order", "proposals", "proposal",
            "proposal_letter",
        )
    ),
    *(
        f"katalog:{name}"
        for name in (
            "home", "search", "etalase", "shelf_terms", "specification", "product", "seller", "saved", "saved_json",
            "needs", "need", "demand", "waiting", "compare", "photo", "picture", "sitemaps", "sitemap",
        )
    ),
    *(
        f"api-1:{name}"
        for name in (
            "openapi-json", "api-root", "shares", "trend", "unit", "unit_path",
            "orders", "indicators", "working_days", "letter", "needs_funnel", "channels", "oversight_questions",
            "governments",
            "pulls", "offers", "reports", "report_file", "definitions", "health",
        )
    ),
    "gallery",
    "notices:calendar",
}  # fmt: skip
#: Open to all, who may send a file to have it compared; nothing of it is kept.
COMPARED = {"public:verification", "public:paper"}
TABLES = (set(OFFICERS), FIRM | OWNER, SIGNED_IN, THE_DOOR, PUBLIC, COMPARED)
SITE = {page.name: page for page in pages()}


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


def of(*names: set[str]) -> list[Page]:
    return [page for page in SITE.values() if any(page.name in one for one in names)]


def test_every_address_stands_in_exactly_one_table() -> None:
    assert set().union(*TABLES) == set(SITE)
    assert sum(len(table) for table in TABLES) == len(SITE)


def test_every_officers_page_is_behind_the_officers_door_and_only_those() -> None:
    """A page may look more narrowly than its door; it opens to nobody whom its door keeps out."""
    for name, duties in OFFICERS.items():
        door = {role for duty in getattr(SITE[name].view, "opens_to", ()) for role in DUTIES[duty]}
        assert door >= {role for duty in duties for role in DUTIES[duty]}, name
    assert {name for name, page in SITE.items() if hasattr(page.view, "opens_to")} == set(OFFICERS)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_without_the_duty_is_turned_away_everywhere(banten: Government, role: Role) -> None:
    client = sitting(banten, role)
    shut = [page for page in of(set(OFFICERS)) if not any(role in DUTIES[duty] for duty in OFFICERS[page.name])]
    assert shut
    for page in [*shut, *of(FIRM, OWNER)]:
        for body in (None, {"do": "x", "version": "1"}):
            status, _where, written = asked(client, page.url(gov="D43"), body)
            assert (status in (404, 405), written) == (True, []), (role, page.name)


def test_a_government_in_which_one_holds_no_role_is_not_there(banten: Government) -> None:
    client = sitting(banten, *Role)
    for page in of(set(OFFICERS)):
        for body in (None, {"do": "x"}):
            status, _where, written = asked(client, page.url(gov="D50"), body)
            assert (status in (404, 405), written) == (True, []), page.name


def test_whoever_acts_for_a_firm_is_no_officer(banten: Government) -> None:
    client = signed(member(registered(banten)))
    for page in of(set(OFFICERS)):
        for body in (None, {"do": "x"}):
            status, _where, written = asked(client, page.url(gov="D43"), body)
            assert (status in (404, 405), written) == (True, []), page.name


def test_a_visitor_is_sent_to_sign_in_wherever_it_is_not_public(banten: Government) -> None:
    for page in of(set(OFFICERS), FIRM, OWNER, SIGNED_IN):
        for body in (None, {"do": "x"}):
            status, where, written = asked(Client(), page.url(gov="D43"), body)
            assert written == [], page.name
            assert status == 405 or (status == 302 and where.startswith("/akun/masuk/")), (page.name, status, where)


def test_the_public_pages_never_ask_to_sign_in_and_take_nothing(banten: Government) -> None:
    someone = signed(hired(banten))
    for page in of(PUBLIC):
        for client in (Client(), someone):
            status, where, _written = asked(client, page.url(code="D43"))
            assert status in (200, 301, 302, 404, 422), (page.name, status)
            assert not where.startswith("/akun/"), page.name
            status, _where, written = asked(client, page.url(code="D43"), {"do": "x"})
            # The description of the API is given to any method.
            taken = page.name == "api-1:openapi-json"
            assert (taken or status in (404, 405), written) == (True, []), (page.name, status)


def test_a_file_to_be_compared_is_not_kept(banten: Government) -> None:
    for page in of(COMPARED):
        assert asked(Client(), page.url(code="TIDAK-ADA"), {"do": "x"})[2] == [], page.name

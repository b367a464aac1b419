"""Desks of the catalogue for people who have signed in: a firm's goods, the verifiers' queue. No page is remembered for
them, every answer is made anew."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.report import Figure, percentile
from bench.serving import Site, visit

if TYPE_CHECKING:
    from belanja.institutions.models import Government

_HOST = "127.0.0.1"
#: Listings that wait for verifiers while it is measured.
_WAITING = 2_000


def kept_search(query: str) -> str:
    """The address of a search kept as evidence, made for the measurement."""
    from django.http import QueryDict

    from belanja.catalogue.models import SavedSearch
    from belanja.catalogue.services import save_search
    from belanja.foundation import clock
    from belanja.journal.services import Actor
    from belanja.web.public.catalogue import frozen

    content = frozen.search_now(QueryDict(query), government=None, purpose="", at=clock.now())
    kept = save_search(
        kind=SavedSearch.Kind.SEARCH,
        government=None,
        question=str(content["question"]),
        content=content,
        request=f"bench-{clock.now():%H%M%S%f}",
        actor=Actor(user_id=0, label="bench"),
    )
    return f"/katalog/bukti/{kept.code}/"


def measure(site: Site, *, seconds: float) -> Iterator[Figure]:
    """p50 and p95 at one connection, throughput at sixteen, queries, of each desk."""
    for name, path, cookie in _desks():
        client = Client(headers={"host": _HOST})
        client.cookies.load(cookie)
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status_code}")
        one = visit(site, path, connections=1, seconds=seconds, cookie=cookie)
        many = visit(site, path, connections=16, seconds=seconds, cookie=cookie)
        size = f"{one.size / 1024:.0f} kB"
        yield Figure(f"{name}, 1 conn., p50", percentile(one.times, 0.5), "ms", note=size)
        yield Figure(f"{name}, 1 conn., p95", percentile(one.times, 0.95), "ms", goal="< 200")
        yield Figure(f"  {name}, 16 conn., throughput", many.rate, "req/s")
        yield Figure(f"  SQL queries of {name}", float(len(captured)), "queries")


def _desks() -> Iterator[tuple[str, str, str]]:
    from belanja.demo import sample
    from belanja.institutions.models import Government
    from belanja.rules.duties import Role

    government = Government.objects.get(code=sample.PROVINCE)
    firm_id, offers = _firm()
    yield f"firm's goods ({offers})", f"/usaha/{firm_id}/barang/", cookie_of(government, firm_id=firm_id)
    waiting = _let_wait()
    queue = f"/kelola/{sample.PROVINCE}/katalog/kurasi/"
    yield f"verifiers' queue ({waiting:,} waiting)", queue, cookie_of(government, role=Role.VERIFIKATOR)


def _firm() -> tuple[int, int]:
    """A verified firm behind the storefront with the most offers."""
    from django.db.models import Count

    from belanja.catalogue.models import Seller
    from belanja.foundation import clock
    from belanja.rules.registration import Entry, FirmState, LegalForm
    from belanja.vendors.models import Firm, Profile

    fronts = Seller.objects.filter(government__isnull=False, firm=None).annotate(offered=Count("offers"))
    front = fronts.order_by("-offered", "pk")[0]
    firm, now = Firm.objects.create(name=front.name), clock.now()
    Profile.objects.create(
        firm=firm, government_id=front.government_id, state=FirmState.VERIFIED.value, entry=Entry.NEW.value,
        name=front.name, legal_form=LegalForm.CV.value, nib="9120000099999", region_code="36.02", entered_at=now,
        consent_at=now, confirmed_at=now,
    )  # fmt: skip
    Seller.objects.filter(pk=front.pk).update(firm=firm)
    return firm.pk, front.offered


def _let_wait() -> int:
    from belanja.catalogue.models import Offer
    from belanja.foundation import clock
    from belanja.rules.listings import ListingState

    ids = list(Offer.objects.filter(state=ListingState.LISTED.value).order_by("-pk").values_list("pk", flat=True))
    chosen = Offer.objects.filter(pk__in=ids[:_WAITING])
    return chosen.update(state=ListingState.SUBMITTED.value, submitted_at=clock.now())


def cookie_of(government: "Government", *, firm_id: int | None = None, role: str = "") -> str:
    """The cookie of somebody who acts for a firm, or holds a role for a government."""
    from belanja.accounts.models import User
    from belanja.foundation import clock
    from belanja.institutions.models import RoleAssignment
    from belanja.rules.registration import MemberRole
    from belanja.vendors.models import Member

    number = User.objects.count()
    user = User.objects.create_user(name=f"Bench {number}", email=f"bench{number}@example.id")
    today = clock.today()
    if firm_id is not None:
        Member.objects.create(firm_id=firm_id, user=user, role=MemberRole.OWNER.value, valid_from=today)
    if role:
        term = today + timedelta(days=1)
        RoleAssignment.objects.create(user=user, role=role, government=government, valid_from=today, valid_to=term)
    client = Client(headers={"host": _HOST})
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

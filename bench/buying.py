"""Orders over HTTP: how many are committed a second, how long a whole purchase takes, and the desks of buying at a
hundred thousand orders. Floor of the commits: the rows of an order written by psycopg alone under the same locks."""

import http.client
import itertools
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belanja.rules.duties import Role
from bench.market import Desk, Market, market
from bench.orders import grow, raw_order
from bench.person import Person, signed_in
from bench.report import Figure, percentile
from bench.serving import Site, served, visit

_HOST, _SETTINGS = "127.0.0.1", "belanja.config.settings"
_UNITS, _GOODS, _PLENTY = 40, 64, 10_000_000
_LOGIN = "pembeli{}@bench.example.id"
_PASSWORD = "bench-pembelian-2026"
_FLOOR = "psycopg alone, same locks and rows"


def measure(*, orders: int, seconds: float) -> Iterator[Figure]:
    """Commits, whole purchases and desks."""
    place = market(_UNITS)
    goods = place.goods([_PLENTY] * _GOODS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    with served(_SETTINGS, "/sehat") as site:
        for clients in (1, 16):
            yield from _commits(site, place, goods, clients=clients, seconds=seconds)
        for clients in (1, 16):
            yield from _purchases(site, place, goods, clients=clients, seconds=seconds * 2)
        begun = time.perf_counter()
        grow(place, orders)
        yield Figure(f"{orders:,} orders, made", time.perf_counter() - begun, "s")
        yield from _desks(site, place, orders, seconds=seconds / 2)


def _commits(site: Site, place: Market, goods: Sequence[object], *, clients: int, seconds: float) -> Iterator[Figure]:
    """Carts that are ready are sent: plan and stock checked and held, rules asked, journal, facts, messages, once."""
    wanted = int(seconds * 150) + clients
    carts = place.carts(
        (place.desks[number % _UNITS], goods[number % _GOODS], 1)
        for number in range(wanted)  # type: ignore[misc]
    )
    people = _sessions(place, site.port)
    waiting = iter(carts)
    lock = threading.Lock()

    def one(person: Person) -> bool:
        with lock:
            cart = next(waiting, None)
        if cart is None:
            return False
        person.cookies = people[cart.unit_id]
        path = f"/beli/{place.office.government.code}/paket/{cart.pk}/"
        answer = person.post(path, do="kirim", version=str(cart.version))
        if answer.status != http.client.FOUND:
            raise RuntimeError(f"{path} answers {answer.status}")
        return True

    times, rate = _together([_turns(Person(site.port), one) for _ in range(clients)], seconds)
    floor_times, floor_rate = _together(raw_order(place, clients), min(seconds, 3))
    name = f"orders committed, {clients} client{'s' if clients > 1 else ''}"
    yield Figure(name, rate, "orders/s", floor_rate, _FLOOR, ">= 80" if clients > 1 else "", f"{len(times)} orders")
    yield Figure(f"  {name}, p50", percentile(times, 0.5), "ms", percentile(floor_times, 0.5), _FLOOR)
    yield Figure(f"  {name}, p95", percentile(times, 0.95), "ms", percentile(floor_times, 0.95), _FLOOR, "< 400")
    if clients == 1:
        yield Figure("  SQL queries of one order", float(_queries_of_one(place, goods[0])), "queries")


def _queries_of_one(place: Market, offer: object) -> int:
    desk = place.desks[0]
    (cart,) = place.carts([(desk, offer, 1)])  # type: ignore[list-item]
    client = _client(desk.pp.user_id)
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(
            f"/beli/{place.office.government.code}/paket/{cart.pk}/",
            {"do": "kirim", "version": str(cart.version), "sekali": f"bench-query-{cart.pk}"},
        )
    if answer.status_code != http.client.FOUND:
        raise RuntimeError(f"the order is answered with {answer.status_code}")
    return len(captured)


def _purchases(site: Site, place: Market, goods: Sequence[object], *, clients: int, seconds: float) -> Iterator[Figure]:
    """Searching, looking, a package with the offer in it, its plan line, its terms, sending: 11 requests with CSRF.

    Signing in is measured apart: from one address the product takes only so many a minute."""
    if clients == 1:
        yield _sign_ins(site, place.desks[:5])
    number, people = itertools.count(), _sessions(place, site.port)

    def one(_person: object) -> bool:
        turn = next(number)
        desk = place.desks[turn % _UNITS]
        _purchase(Person(site.port, dict(people[desk.unit_id])), place, desk, goods[turn % _GOODS])
        return True

    times, rate = _together([_turns(None, one) for _ in range(clients)], seconds)
    name = f"whole purchases, {clients} client{'s' if clients > 1 else ''}"
    yield Figure(
        name, rate, "flows/s", goal=">= 15" if clients > 1 else "", note=f"{len(times)} purchases, 11 requests"
    )
    yield Figure(f"  {name}, p50", percentile(times, 0.5), "ms")


def _purchase(person: Person, place: Market, desk: Desk, offer: object) -> None:
    base = f"/beli/{place.office.government.code}"
    _good(person, f"/katalog/cari?q={quote('kertas hvs')}")
    _good(person, f"/katalog/produk/{offer.product_id}-x/", http.client.MOVED_PERMANENTLY)  # type: ignore[attr-defined]
    put = f"{base}/masukkan/?penawaran={offer.pk}"  # type: ignore[attr-defined]
    _good(person, put)
    where = _done(
        person.post(
            put, do="masukkan", version="0", penawaran=str(offer.pk), package="baru", quantity="1",  # type: ignore[attr-defined]
            title="Kertas kantor", unit=str(desk.unit_id), kind="sekali", method="langsung",
        )
    )  # fmt: skip
    _good(person, f"{where}rencana/")
    version = person.version(where)
    _done(person.post(f"{where}rencana/", do="rencana", version=version, code=desk.plan_code))
    version = str(int(version) + 1)
    told = {
        "title": "Kertas kantor", "need": "Kebutuhan kertas", "address": "Jalan Syekh Nawawi 1", "method": "langsung",
        "needed_on": f"{place.cart.needed_on:%Y-%m-%d}", "kind": "sekali", "deliver_to_id": str(place.office.place.pk),
        "ppk_id": str(desk.people[Role.PPK].user_id),
    }  # fmt: skip
    _done(
        person.post(
            where, do="keterangan", version=version, **{f"keterangan-{name}": one for name, one in told.items()}
        )
    )
    _done(person.post(where, do="kirim", version=person.version(where)))
    person.leave()


def _good(person: Person, path: str, *also: int) -> None:
    answer = person.get(path)
    if answer.status not in (http.client.OK, *also):
        raise RuntimeError(f"{path} answers {answer.status}")


def _done(answer: object) -> str:
    if answer.status != http.client.FOUND:  # type: ignore[attr-defined]
        raise RuntimeError(f"a form is answered with {answer.status}: {answer.body[-3000:]!r}")  # type: ignore[attr-defined]
    return str(answer.where)  # type: ignore[attr-defined]


def _sessions(place: Market, port: int) -> dict[int, dict[str, str]]:
    """Cookies of each unit's PP, by unit."""
    found = {desk.unit_id: desk.pp.user_id for desk in place.desks}
    return {unit: signed_in(user, port).cookies for unit, user in found.items() if user is not None}


def _sign_ins(site: Site, desks: Sequence[Desk]) -> Figure:
    """What it takes to sign in with login and password; the password's hash is slow on purpose."""
    from django.contrib.auth.hashers import make_password

    from belanja.accounts.models import User

    hashed, times = make_password(_PASSWORD), []
    for number, desk in enumerate(desks):
        User.objects.filter(pk=desk.pp.user_id).update(email=_LOGIN.format(number), password=hashed)
        person = Person(site.port)
        begun = time.perf_counter()
        person.sign_in(_LOGIN.format(number), _PASSWORD)
        times.append((time.perf_counter() - begun) * 1000)
        person.leave()
    return Figure("signing in, two requests, p50", percentile(times, 0.5), "ms")


Turn = Callable[[], bool]


def _turns(person: Person | None, one: Callable[[Person], bool]) -> Turn:
    return lambda: one(person)  # type: ignore[arg-type]


def _together(workers: Sequence[Turn], seconds: float) -> tuple[list[float], float]:
    """Milliseconds of each turn, and turns a second, of workers side by side."""
    found: list[list[float]] = [[] for _ in workers]
    problems: list[Exception] = []
    deadline = time.perf_counter() + seconds

    def work(turn: Turn, times: list[float]) -> None:
        try:
            while time.perf_counter() < deadline:
                begun = time.perf_counter()
                if not turn():
                    return
                times.append((time.perf_counter() - begun) * 1000)
        except Exception as problem:
            problems.append(problem)

    begun = time.perf_counter()
    threads = [threading.Thread(target=work, args=pair) for pair in zip(workers, found, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - begun
    if problems:
        raise problems[0]
    times = [one for each in found for one in each]
    return times, len(times) / elapsed


def _client(user_id: int | None) -> Client:
    from belanja.accounts.models import User

    client = Client(headers={"host": _HOST})
    client.force_login(User.objects.get(pk=user_id))
    return client


def _desks(site: Site, place: Market, orders: int, *, seconds: float) -> Iterator[Figure]:
    """Each desk for somebody of one unit (a fortieth of the orders); the bureau's and the firm's over all of them."""
    base, of = f"/beli/{place.office.government.code}/", place.office
    pages = [(role.label, base, of.people[role].user_id) for role in of.people]
    pages += [
        ("list of orders", f"{base}pesanan/", of.pp.user_id),
        ("list of packages", f"{base}paket/", of.pp.user_id),
        ("bureau's list of all orders", f"{base}pesanan/", pages[-2][2]),
        ("firm's orders", f"/usaha/{of.shop.firm.pk}/pesanan/", of.owner.user_id),
    ]
    for name, path, user in pages:
        client = _client(user)
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        if answer.status_code != http.client.OK:
            raise RuntimeError(f"{path} answers {answer.status_code} to {name}")
        assert user is not None
        cookie = "; ".join(f"{key}={value}" for key, value in signed_in(user, site.port).cookies.items())
        seen = visit(site, path, connections=1, seconds=seconds, cookie=cookie)
        label = f"desk of {name}" if path == base else name
        note = f"{orders:,} orders, {len(captured)} queries"
        yield Figure(f"{label}, 1 conn., p50", percentile(seen.times, 0.5), "ms", note=note)
        yield Figure(f"  {label}, p95", percentile(seen.times, 0.95), "ms", goal="< 200")

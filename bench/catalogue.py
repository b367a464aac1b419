"""The open catalogue over HTTP at a hundred thousand offers (a million with --offers), beside two floors of the same
run: the smallest Django page with as many rows, and the bare SQL of a search. And the national listing coming in."""

import json
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.report import Figure, percentile
from bench.serving import Site, Visit, once, served, visit
from bench.surroundings import family, pss_megabytes, raw_connection

_CONNECTIONS = (1, 16)
_FLOOR_NAME = "smallest Django view, as many rows"
_WORDS = (
    "kertas f4 80gr|kursi kantor|kretas hvs|printer|gula semut 500 gram|cleaning service|beras 10kg|laptop ram 16gb|"
    "meja setengah biro|nasi kotk|semen 50 kg|oli mobil|cctv 4 kanal|atk|mamin|seragam pramuka|air mineral 600ml|"
    "lampu led 12 watt|masker medis|batik lebak"
).split("|")
#: Goals of the stretch column: p95 at one connection (ms) and answers a second at sixteen, by page.
_GOALS = {
    "home": (12, 300),
    "etalase with facets": (12, 300),
    "search with facets": (15, 250),
    "product": (12, 500),
    "compare": (12, 300),
    "firm": (12, 300),
    "kept search": (12, 300),
}
_MILLION = 100
_LISTED, _REGIONS = 20_000, 60


@dataclass(frozen=True)
class _Page:
    name: str
    paths: list[str]
    floor_path: str
    queries: int


def measure(offers: int, *, seconds: float) -> Iterator[Figure]:
    """Grow the sample's catalogue to `offers`, then latency, throughput, size and queries of its pages."""
    begun = time.perf_counter()
    grow(offers)
    yield Figure(f"catalogue of {offers:,} offers, made and indexed", time.perf_counter() - begun, "s")
    yield from _search_alone(offers)
    from bench import desks

    pages = [_looked_at(*page) for page in _paths()]
    with served("bench.floor_app.settings", "/") as floor:
        floors = {(p.name, n): _visit(floor, [p.floor_path], n, seconds) for p in pages for n in _CONNECTIONS}
    with served("belanja.config.settings", "/sehat") as site:
        for page in pages:
            for count in _CONNECTIONS:
                seen = _visit(site, page.paths, count, seconds)
                yield from _figures(page, count, seen, floors[page.name, count], offers)
            yield Figure(
                f"  {page.name}, first after a change, p50", _after_change(site, page.paths), "ms", goal="< 200"
            )
            yield Figure(f"  SQL queries of {page.name}", float(page.queries), "queries", goal="<= 5")
        yield from desks.measure(site, seconds=seconds)
        memory = pss_megabytes(family(site.pid))
    if memory is not None:
        yield Figure("web processes after the catalogue, PSS", memory, "MB", goal="< 250")


def measure_listing(products: int = _LISTED) -> Iterator[Figure]:
    """The national listing: `products` with sixty regions each, through the importer."""
    from belanja.intake.services import import_paths
    from belanja.journal.services import CONSOLE

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "prodkatalog.json"
        _write_listing(path, products)
        begun = time.perf_counter()
        import_paths(paths=[path], actor=CONSOLE)
        seconds = time.perf_counter() - begun
    goal = "< 120" if products == _LISTED else ""
    yield Figure(
        f"national listing, {products:,} products, {products * _REGIONS:,} region prices", seconds, "s", goal=goal
    )


def grow(offers: int) -> None:
    """The sample's catalogue with so many offers, indexed."""
    from belanja.demo import catalogue, sample
    from belanja.foundation import clock
    from belanja.institutions.models import Government

    with transaction.atomic(), clock.frozen(sample.PULLS[-1].at) as at:
        catalogue.load(government=Government.objects.get(code=sample.PROVINCE), at=at, offers=offers)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _search_alone(offers: int) -> Iterator[Figure]:
    """The search itself, without a page: total, page and all facets, against one bare indexed count."""
    from belanja.catalogue.search.ask import search

    times, bare = [], []
    for question in _WORDS * 4:
        begun = time.perf_counter()
        search(question)
        times.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM catalogue_offersearch WHERE words @@ 'kursi & kantor'::tsquery")
        bare.append((time.perf_counter() - begun) * 1000)
    goal = "< 50" if offers <= 200_000 else "< 150"
    name = "bare SQL count of one question"
    yield Figure("search alone, p50", percentile(times, 0.5), "ms", percentile(bare, 0.5), name)
    yield Figure("search alone, p95", percentile(times, 0.95), "ms", percentile(bare, 0.95), name, goal)


def _paths() -> list[tuple[str, list[str], str]]:
    from belanja.catalogue.models import OfferSearch, Seller
    from bench import desks

    ids = list(OfferSearch.objects.order_by("offer_id").values_list("offer_id", "product_id")[:40])
    slugs = ("kertas-dan-cover", "mebel-kantor", "perangkat-komputer", "makanan-dan-minuman")
    firms = Seller.objects.order_by("pk").values_list("slug", flat=True)[:4]
    compared = "&".join(f"o={offer}" for offer, _product in ids[:6])
    client = Client(headers={"host": "127.0.0.1"})
    products = [client.get(f"/katalog/produk/{product}-x/")["Location"] for _offer, product in ids[::8]]
    return [
        ("home", ["/katalog/"], "/"),
        ("etalase with facets", [f"/katalog/etalase/{slug}/" for slug in slugs], "/"),
        ("search with facets", [f"/katalog/cari?q={quote(question)}" for question in _WORDS], "/"),
        ("product", products, "/"),
        ("compare", [f"/katalog/banding?{compared}"], "/"),
        ("firm", [f"/katalog/penyedia/{slug}/" for slug in firms], "/"),
        ("kept search", [desks.kept_search("q=kertas+f4")], "/"),
    ]


def _looked_at(name: str, paths: list[str], floor: str) -> _Page:
    """Ask once inside this process: how many queries, how many rows."""
    client = Client(headers={"host": "127.0.0.1"})
    client.get(paths[0])
    with raw_connection() as other:
        other.execute("SELECT pg_current_xact_id()")
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(paths[0])
    if answer.status_code != 200:
        raise RuntimeError(f"{paths[0]} answers {answer.status_code}")
    rows = answer.content.count(b"<tr") + answer.content.count(b"<article") + answer.content.count(b"<li>") // 3
    return _Page(name, paths, f"{floor}?rows={max(rows, 1)}", len(captured))


def _visit(site: Site, paths: list[str], connections: int, seconds: float) -> Visit:
    """Every path in turn; a page that is remembered and one that is not are both among the answers."""
    seen = [visit(site, path, connections=connections, seconds=max(0.2, seconds / len(paths))) for path in paths]
    times = [one for each in seen for one in each.times]
    return Visit(times, sum(each.rate for each in seen) / len(seen), max(each.size for each in seen))


def _after_change(site: Site, paths: list[str]) -> float:
    times = []
    with raw_connection() as other:
        for turn in range(12):
            other.execute("SELECT pg_current_xact_id()")
            times.append(once(site, paths[turn % len(paths)]))
    return percentile(times, 0.5)


def _figures(page: _Page, count: int, seen: Visit, floor: Visit, offers: int) -> Iterator[Figure]:
    at = f"{page.name}, {count} conn."
    fast, many = _GOALS[page.name] if offers <= 200_000 else (_MILLION, 0)
    for name, part in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99)):
        goal = f"< {fast}" if count == 1 and name == "p95" else ""
        yield Figure(
            f"{at}, {name}", percentile(seen.times, part), "ms", percentile(floor.times, part), _FLOOR_NAME, goal,
            f"{seen.size / 1024:.0f} kB" if name == "p50" else "",
        )  # fmt: skip
    if count > 1:
        yield Figure(f"  {at}, throughput", seen.rate, "req/s", floor.rate, _FLOOR_NAME, f">= {many}" if many else "")


def _write_listing(path: Path, products: int) -> None:
    chance = random.Random(7)
    kinds = ("Kertas HVS", "Kursi Kantor", "Tinta Printer", "Meja Siswa", "Lampu LED", "Semen", "Nasi Kotak")
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for number in range(products):
            price = chance.randrange(5, 900) * 1000
            regions = [
                {"harga_utama": 0.0, "ongkos_kirim": 0.0, "harga": price + region % 3 * 500, "provinsiId": 11,
                 "kabupatenId": 100 + region} for region in range(_REGIONS)
            ]  # fmt: skip
            row = {
                "kd_klpd": "D990", "nama_penyedia": f"CV Uji {number % 700}", "no_produk": f"32129-UJI-{number:09d}",
                "no_produk_penyedia": "", "nama_manufaktur": f"Merek {number % 90}",
                "nama_produk": f"{kinds[number % len(kinds)]} Uji {number}", "harga": json.dumps(regions),
                "nama_komoditas": f"Etalase Uji {number % 30}", "jumlah_stok": 10,
                "setuju_tolak_tanggal": "2022-06-30 09:11:47", "berlaku_sampai": "2024-12-31",
                "unit_pengukuran": "Buah", "kd_produk": number + 1, "jenis_produk": "lokal", "kbki_id": 3212901001,
                "nomor_tkdn": "", "nama_pemilik_sertifikat_tkdn": "", "tkdn_produk": "", "nilai_bmp": "",
            }  # fmt: skip
            file.write(("," if number else "") + json.dumps(row))
        file.write("]")

"""Any number of orders, copied inside PostgreSQL from one; and the rows of one, written by psycopg alone."""

from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection, models

from belanja.purchasing.models import Order, OrderLine, Package
from belanja.rules.duties import Role
from bench.market import Market
from bench.surroundings import raw_connection

#: States of a year's orders, in percent; the rest is completed.
_STATES = (
    ("ON_NEGOTIATION", 2), ("WAITING_PPK_REVIEW", 2), ("ESIGN_IN_PROGRESS", 1), ("WAITING_SELLER_CONFIRMATION", 1),
    ("ON_PROCESS", 14), ("CANCELLED", 5),
)  # fmt: skip


def grow(place: Market, count: int) -> None:
    """`count` orders with a package and a line each, over the units of the market and the last year."""
    pattern = place.office.order()
    units = [place.office.unit.pk, *(desk.unit_id for desk in place.desks)]
    ppk = [place.office.ppk.user_id, *(desk.people[Role.PPK].user_id for desk in place.desks)]
    buyers = [place.office.pp.user_id, *(desk.pp.user_id for desk in place.desks)]
    state, upto = "CASE", 0
    for name, percent in _STATES:
        upto += percent
        state += f" WHEN g %% 100 < {upto} THEN '{name}'"
    told: dict[str, Any] = {
        "units": units, "ppk": ppk, "buyers": buyers, "count": len(units), "rows": count, "order": pattern.pk,
        "package": pattern.package_id,
    }  # fmt: skip
    place_of = "1 + (g * 7) %% %(count)s::int"
    when = "created_at - make_interval(days => (g %% 365)::int)"
    shared = {"unit_id": f"(%(units)s::bigint[])[{place_of}]", "ppk_id": f"(%(ppk)s::bigint[])[{place_of}]",
              "buyer_id": f"(%(buyers)s::bigint[])[{place_of}]", "created_at": when}  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            _copied(Package, {**shared, "title": "'Bench ' || g"})
            + " CROSS JOIN generate_series(1, %(rows)s) g WHERE id = %(package)s",
            told,
        )
        cursor.execute(
            _copied(
                Order,
                {**shared, "package_id": "p.pid", "code": "'B' || g", "state": f"{state} ELSE 'COMPLETED' END"},
            )
            + " CROSS JOIN (SELECT id AS pid, substr(title, 7)::bigint AS g FROM purchasing_package"
            "   WHERE title LIKE 'Bench %%') p WHERE id = %(order)s",
            told,
        )
        cursor.execute(
            _copied(OrderLine, {"order_id": "o.oid"})
            + " CROSS JOIN (SELECT id AS oid FROM purchasing_order WHERE code ~ '^B[0-9]+$') o"
            " WHERE order_id = %(order)s",
            told,
        )
        cursor.execute("VACUUM ANALYZE")


def _copied(model: type[models.Model], other: dict[str, str]) -> str:
    """INSERT … SELECT of a row of the model with other values; whoever calls it adds what it is joined with."""
    columns = [one.column for one in model._meta.concrete_fields if not one.primary_key]
    table = model._meta.db_table
    values = ", ".join(other.get(one, one) for one in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}"


def raw_order(place: Market, clients: int) -> list[Callable[[], bool]]:
    """Workers that each write the rows of one order in a transaction: its key, cart, listing and plan line locked."""
    order = place.office.order()
    line = order.lines.get()
    values = {"order": order.pk, "line": line.pk, "package": order.package_id, "key": order.code}
    statements = (
        "SELECT id FROM purchasing_package WHERE id = %(package)s FOR SHARE",
        "SELECT id FROM plans_planbalance WHERE code = (SELECT plan_code FROM purchasing_order WHERE id = %(order)s) "
        "FOR UPDATE",
        "SELECT id FROM catalogue_offer WHERE id = %(offer)s FOR NO KEY UPDATE",
        _copied(Order, {"code": "'R' || substr(md5(random()::text), 1, 18)"}) + " WHERE id = %(order)s",
        _copied(OrderLine, {"order_id": "currval(pg_get_serial_sequence('purchasing_order', 'id'))"})
        + " WHERE id = %(line)s",
        "UPDATE catalogue_offer SET reserved = reserved WHERE id = %(offer)s",
        "INSERT INTO journal_event (at, name, actor_label, government_code, subject, payload) "
        "VALUES (now(), 'bench', '', '', '', '{}')",
    )
    offers = [one.pk for one in place.goods([1] * clients)]

    def worker(own: psycopg.Connection[tuple[object, ...]], offer: int) -> bool:
        with own.transaction():
            for statement in statements:
                own.execute(statement, values | {"offer": offer})
        return True

    return [_of(worker, raw_connection(), offer) for offer in offers]


def _of(worker: Callable[..., bool], own: psycopg.Connection[tuple[object, ...]], offer: int) -> Callable[[], bool]:
    return lambda: worker(own, offer)

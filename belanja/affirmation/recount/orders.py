"""Orders out of source rows: lines gathered, states read by the rules, brought to the stated total."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from belanja.facts.models import PurchaseDocument
from belanja.intake.models import HeldItem, StatusMeaning
from belanja.rules import statuses
from belanja.rules.channels import Channel, Stage

from .rows import Row, Tree, current_rows

CHANNEL_OF = {
    "v5_orders": Channel.V5,
    "v6_orders": Channel.V6,
    "toko_daring": Channel.TOKO_DARING,
    "spse_tender": Channel.TENDER,
    "spse_nontender": Channel.NON_TENDER,
    "spse_pencatatan": Channel.PENCATATAN,
}
#: Feeds that name an order by its own key as `kd_paket`; the others by `order_id`.
_CATALOGUE = (Channel.V5, Channel.V6)
#: What SPSE calls the value of a package, and the days of its contract.
_VALUE = {Channel.TENDER: "nilai_kontrak", Channel.NON_TENDER: "nilai_kontrak", Channel.PENCATATAN: "total_realisasi"}
_DAYS = {
    Channel.TENDER: ("pemenang", "diumumkan"),
    Channel.NON_TENDER: ("selesai", "diumumkan"),
    Channel.PENCATATAN: ("mulai",),
}
_WIB = timezone(timedelta(hours=7))
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ULID_LENGTH = 26


@dataclass(frozen=True)
class Line:
    amount: Decimal
    day: date | None
    done_day: date | None
    stated: Decimal | None
    product: str | None = None


@dataclass
class Order:
    channel: Channel
    key: str = ""
    units: set[str] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    stages: int = 0

    @property
    def total(self) -> Decimal:
        """What the order says it is worth, else the sum of its lines."""
        stated = {line.stated for line in self.lines if line.stated is not None}
        return next(iter(stated)) if len(stated) == 1 else sum((line.amount for line in self.lines), Decimal(0))

    def amounts(self, stage: Stage) -> list[tuple[date | None, Decimal]]:
        """Day and rupiah of each part of the order that has reached `stage`."""
        return [(part.day, part.amount) for part in self.parts(stage)]

    def parts(self, stage: Stage) -> list["Part"]:
        """Each part of the order that has reached `stage`; an order in doubt has reached only UNCERTAIN. Hand-over
        and completion may have a day of their own."""
        reached = Stage.UNCERTAIN if self.stages & Stage.UNCERTAIN else self.stages
        if not reached & stage:
            return []
        late = stage in (Stage.RECEIVED, Stage.COMPLETED)
        parts = [Part(line.done_day if late else line.day, line.amount, line.product) for line in self.lines]
        gap = self.total - sum(line.amount for line in self.lines)
        if gap:
            days = [line.done_day if late else line.day for line in self.lines]
            dated = [day for day in days if day is not None]
            parts.append(Part((max(dated) if late else min(dated)) if dated else None, gap, None))
        return parts


@dataclass(frozen=True)
class Part:
    """What of an order fell on a day, and of which product it is where the feed tells."""

    day: date | None
    amount: Decimal
    product: str | None


def imported_orders(government_id: int, year: int, tree: Tree) -> dict[tuple[Channel, str], Order]:
    """Every order of the year by channel and key, with the stages that rules and people give it."""
    meanings = {
        (meaning.channel, meaning.status): meaning.stages
        for meaning in StatusMeaning.objects.filter(government_id=government_id)
    }
    orders: dict[tuple[Channel, str], Order] = {}
    for row in current_rows(government_id, year, CHANNEL_OF):
        channel = CHANNEL_OF[row.feed]
        key = row.payload["kd_paket" if channel in _CATALOGUE else "order_id"]
        order = orders.setdefault((channel, key), Order(channel, key))
        order.rows.append(row)
        order.units.add(tree.code_of(row))
        order.lines.append(_line(row, channel))
        order.stages |= _stages(row, channel, meanings)
    _apply_decisions(orders, government_id, year)
    return orders


def _apply_decisions(orders: Mapping[tuple[Channel, str], Order], government_id: int, year: int) -> None:
    """An order whose amount waits is in doubt; one whose amount was refused counts for nothing while it stands."""
    latest = {
        (CHANNEL_OF[held.feed], held.key): held
        for held in HeldItem.objects.filter(
            government_id=government_id, year=year, kind=HeldItem.Kind.AMOUNT_IMPLAUSIBLE
        )
        .exclude(resolution__in=("superseded", "withdrawn"))
        .order_by("id")
    }
    for key, held in latest.items():
        order = orders.get(key)
        if order is None:
            continue
        if not held.resolution:
            order.stages = Stage.UNCERTAIN
        elif held.resolution == "rejected" and Decimal(held.detail["amount"]) == order.total:
            order.stages = 0


def native_units(government_id: int, year: int) -> set[str]:
    """Units with packages of their own, counted or not."""
    return set(
        PurchaseDocument.objects.filter(
            government_id=government_id, year=year, channel=Channel.NATIVE, vanished=False
        ).values_list("unit__code", flat=True)
    )


def _line(row: Row, channel: Channel) -> Line:
    payload = row.payload
    if channel is Channel.TOKO_DARING:
        day = _day(payload.get("waktu"))
        return Line(Decimal(payload["valuasi"]), day, day, None)
    if channel in _VALUE:
        value = Decimal(payload.get(_VALUE[channel]) or 0)
        day = next((day for name in _DAYS[channel] if (day := _day(payload.get(name)))), None)
        done = _day(payload.get("selesai")) if channel is Channel.PENCATATAN else None
        return Line(value, day, done or day, value)
    amount = Decimal(payload["total_harga"])
    if channel is Channel.V6:
        day = _day(payload.get("tgl_order")) or _ulid_day(payload["kd_paket"])
        return Line(amount, day, day, amount)
    day = _day(payload.get("tanggal_buat"))
    stated = payload.get("total")
    return Line(
        amount,
        day,
        _day(payload.get("tanggal_edit")) or day,
        None if stated is None else Decimal(stated),
        payload.get("kd_produk"),
    )


def _stages(row: Row, channel: Channel, meanings: Mapping[tuple[str, str], int]) -> int:
    payload = row.payload
    if channel is Channel.V6:
        word = payload.get("status")
        stages = statuses.v6_stages(word, payload.get("pengiriman"))
    elif channel is Channel.V5:
        word = payload.get("status_paket") or payload.get("paket_status_str")
        stages = statuses.v5_stages(payload.get("status_paket"), payload.get("paket_status_str"))
    elif channel in _VALUE:
        word = payload.get("status_tender" if channel is Channel.TENDER else "status")
        valued = payload.get(_VALUE[channel]) is not None
        if channel is Channel.PENCATATAN:
            stages = statuses.recorded_stages(word, has_value=valued)
        else:
            stages = statuses.selection_stages(word, has_contract=valued)
    else:
        words = (payload.get("verifikasi"), payload.get("konfirmasi"))
        word = "/".join(part for part in words if part)
        stages = statuses.toko_daring_stages(*words)
    if stages & Stage.UNCERTAIN:
        return meanings.get((str(channel), word or ""), stages)
    return stages


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written[:10]) if written else None


def _ulid_day(key: str) -> date | None:
    """The first 48 bits of a ULID are milliseconds; the day is that of WIB."""
    letters = key.upper()[:10]
    if len(key) != _ULID_LENGTH or any(letter not in _BASE32 for letter in letters):
        return None
    milliseconds = sum(_BASE32.index(letter) << (5 * place) for place, letter in enumerate(reversed(letters)))
    if not 1_420_000_000_000 <= milliseconds < 4_102_444_800_000:
        return None
    return datetime.fromtimestamp(milliseconds // 1000, UTC).astimezone(_WIB).date()

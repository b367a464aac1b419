"""The ITKP components out of the record: each a measure with its parts, or the reason why it is not known."""

from dataclasses import dataclass
from decimal import Decimal

from belanja.foundation import text
from belanja.rules import itkp, money, unknowns
from belanja.rules.channels import Channel, Stage
from belanja.rules.indicators import ORDER_FEEDS
from belanja.rules.measured import Measure, Part
from belanja.rules.shares import Amount, Reason

from .record import GovernanceRecord, Packages


@dataclass(frozen=True)
class NotComputed:
    """A component that no data tells: its weight and why."""

    code: str
    label: str
    weight: Decimal
    because: str


def components(record: GovernanceRecord) -> tuple[Measure, ...]:
    return (
        _sirup(record),
        _selection(record, "etendering", Channel.TENDER, "spse_tender", itkp.TENDER_METHODS),
        _selection(record, "nonetendering", Channel.NON_TENDER, "spse_nontender", itkp.DIRECT_METHODS),
        _contracts(record),
        _catalogue(record),
        _toko_daring(record),
    )


def not_computed(record: GovernanceRecord) -> tuple[NotComputed, ...]:
    labels = {"sdm": "Kualifikasi SDM pengadaan", "kematangan": "Kematangan UKPBJ"}
    return tuple(
        NotComputed(code, labels[code], record.number(f"itkp.{code}.weight"), because)
        for code, because in itkp.NOT_COMPUTED.items()
    )


def _sirup(record: GovernanceRecord) -> Measure:
    """Over Perangkat Daerah whose budget is known; the others are counted in the parts."""
    lacking = record.lacking("rup_penyedia", "rup_swakelola")
    members = record.evidence.members(record.definition.channels_in_play)
    budgets = {pd_id: amount.value for pd_id, amount in record.budgets().items() if amount.value}
    above = undated = below = money.ZERO
    for pd_id, budget in budgets.items():
        below += budget
        rows = [record.announced[unit] for unit in members[pd_id] if unit in record.announced]
        above += sum((row.by_day for row in rows), money.ZERO)
        undated += sum((row.undated for row in rows), money.ZERO)
    parts = (
        Part(f"Pagu RUP yang diumumkan sampai {text.long_date(record.day)}", None if lacking else above),
        Part("Pagu RUP tanpa tanggal pengumuman (tidak dihitung)", None if lacking else undated, aside=True),
        Part("Belanja pengadaan", below if budgets else None),
        Part(
            "Perangkat Daerah yang anggarannya belum diketahui (tidak dihitung)",
            Decimal(len(members) - len(budgets)),
            "unit",
            aside=True,
        ),
    )
    if lacking is None and not budgets:
        lacking = record.lacking("budget") or Amount(None, Reason.NO_BUDGET)
    if lacking is None and undated and not above:
        return _unknown(record, "sirup", parts, "tidak ada paket RUP yang bertanggal pengumuman", "Biro PBJ")
    return _measured(record, "sirup", lacking, above, below, parts)


def _selection(record: GovernanceRecord, code: str, channel: Channel, feed: str, methods: frozenset[str]) -> Measure:
    """Ceilings of finished packages over the ceilings planned by these methods."""
    finished = [row for row in record.of(channel) if _finished(row)]
    above = sum((row.pagu for row in finished), money.ZERO)
    silent = sum(row.count - row.with_pagu for row in finished)
    below = sum((record.planned.get(method, money.ZERO) for method in methods), money.ZERO)
    lacking = record.lacking(feed, "rup_penyedia")
    parts = (
        Part(f"Pagu {channel.label} yang selesai", None if lacking else above),
        Part("Paket selesai tanpa pagu (tidak dihitung)", None if lacking else Decimal(silent), "paket", aside=True),
        Part("Pagu RUP menurut metodenya", None if lacking else below),
    )
    return _measured(record, code, lacking, above, below, parts)


def _contracts(record: GovernanceRecord) -> Measure:
    finished = [row for row in record.of(Channel.TENDER) if _finished(row)]
    every = sum(row.count for row in finished)
    contracted = sum(row.count for row in finished if row.stages & Stage.CONTRACTED)
    lacking = record.lacking("spse_tender")
    parts = (
        Part("Tender selesai yang kontraknya tercatat", None if lacking else Decimal(contracted), "paket"),
        Part("Tender selesai", None if lacking else Decimal(every), "paket"),
    )
    return _measured(record, "ekontrak", lacking, contracted, every, parts)


def _catalogue(record: GovernanceRecord) -> Measure:
    standing = [row for row in record.of(Channel.V5, Channel.V6) if not row.stages & Stage.CANCELLED and row.stages]
    every = sum(row.count for row in standing)
    done = sum(row.count for row in standing if row.stages & Stage.COMPLETED)
    lacking = None
    if not any(feed in record.evidence.pulls for feed in ORDER_FEEDS):
        lacking = Amount(None, Reason.FEED_MISSING)
    else:
        lacking = record.lacking(*(feed for feed in ORDER_FEEDS if feed in record.evidence.pulls))
    if lacking is None and any(row.stages & Stage.UNCERTAIN for row in standing):
        lacking = Amount(None, Reason.STATUS_UNKNOWN)
    parts = (
        Part("Paket katalog yang selesai", None if lacking else Decimal(done), "paket"),
        Part("Paket katalog yang tidak dibatalkan", None if lacking else Decimal(every), "paket"),
    )
    return _measured(record, "ekatalog", lacking, done, every, parts)


def _toko_daring(record: GovernanceRecord) -> Measure:
    done = sum(row.count for row in record.of(Channel.TOKO_DARING) if row.stages & Stage.COMPLETED)
    lacking = record.lacking("toko_daring")
    parts = (Part("Transaksi terverifikasi dan selesai", None if lacking else Decimal(done), "paket"),)
    if lacking is not None:
        return _lacking(record, "toko_daring", lacking, parts)
    return _known(
        record, "toko_daring", itkp.toko_daring_points(done, weight=record.number(_weight("toko_daring"))), parts
    )


def _finished(row: Packages) -> bool:
    unfinished = Stage.CANCELLED | Stage.UNCERTAIN
    return not row.stages & unfinished and row.status.strip().lower() not in itkp.GOES_ON


def _weight(code: str) -> str:
    return f"itkp.{code}.weight"


def _measured(
    record: GovernanceRecord,
    code: str,
    lacking: Amount | None,
    above: Decimal | int,
    below: Decimal | int,
    parts: tuple[Part, ...],
) -> Measure:
    if lacking is not None:
        return _lacking(record, code, lacking, parts)
    found = itkp.points(
        code, above, below, weight=record.number(_weight(code)), least=record.number(f"itkp.{code}.least")
    )
    if found is None:
        return _unknown(record, code, parts, "pembandingnya nol: belum ada yang direncanakan atau selesai", "Biro PBJ")
    return _known(record, code, found, parts)


def _lacking(record: GovernanceRecord, code: str, lacking: Amount, parts: tuple[Part, ...]) -> Measure:
    assert lacking.reason is not None
    told = unknowns.explain(
        lacking.reason, side=unknowns.Side.NUMERATOR, denominator=record.definition.denominator.code, feed=lacking.feed
    )
    because = told.sentence.removeprefix("belum diketahui, karena ")
    return _unknown(record, code, parts, because, told.owner, lacking.reason)


def _known(record: GovernanceRecord, code: str, value: Decimal, parts: tuple[Part, ...]) -> Measure:
    rule = itkp.COMPONENTS[code]
    return Measure(
        code, rule.label, value, "poin", parts, rule.definition, itkp.CITATION, itkp.LEGAL_BASIS,
        most=record.number(_weight(code)),
    )  # fmt: skip


def _unknown(
    record: GovernanceRecord,
    code: str,
    parts: tuple[Part, ...],
    because: str,
    owner: str,
    reason: Reason = Reason.NO_BUDGET,
) -> Measure:
    rule = itkp.COMPONENTS[code]
    return Measure(
        code, rule.label, None, "poin", parts, rule.definition, itkp.CITATION, itkp.LEGAL_BASIS,
        reason, because, owner, most=record.number(_weight(code)),
    )  # fmt: skip

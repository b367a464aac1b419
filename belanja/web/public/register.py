"""The registers a figure rests on: definitions with their versions, and legal bases with their dated values."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import text
from belanja.institutions.models import LegalBasis, ParameterRow
from belanja.rules import parameters, statuses, unknowns
from belanja.rules.channels import Channel, Stage
from belanja.rules.duties import Role
from belanja.rules.indicators import (
    ALL_CHANNEL_FEEDS,
    DENOMINATORS,
    INDICATORS,
    NUMERATORS,
    ORDER_FEEDS,
    DenominatorRule,
    EvidenceKind,
    Indicator,
    NumeratorRule,
)
from belanja.web.pieces import Cell, Column, DefinitionList, DefinitionNote, Link, Row, Table, Term

from . import doors

_CONFIDENCE = {
    "H": "naskahnya dibaca",
    "M": "dari sumber kedua",
    "L": "belum pasti",
}


@doors.open_page
def definitions(request: HttpRequest) -> HttpResponse:
    """`/definisi/`: every indicator, what can be counted and against what, and the dated values. One query."""
    return render(
        request,
        "public/definitions.html",
        {
            "trail": doors.trail(None, ("Definisi", "")),
            "indicators": _indicator_notes(INDICATORS.values()),
            "combinations": [_combinations(rule) for rule in INDICATORS.values()],
            "numerators": list(NUMERATORS.values()),
            "denominators": list(DENOMINATORS.values()),
            "values": _values(_approved()),
        },
    )


@doors.open_page
def definition(request: HttpRequest, definition_id: str) -> HttpResponse:
    """`/definisi/epurchasing.kontrak.belanja_pengadaan/`: one way to measure, in full. One query."""
    indicator, evidence, above, below = _parts(definition_id)
    rows = _approved().filter(key=indicator.target_key)
    return render(
        request,
        "public/definition.html",
        {
            "trail": doors.trail(
                None, ("Definisi", reverse("public:definitions")), (f"{above.label} / {below.label}", "")
            ),
            "indicator": indicator,
            "above": above,
            "below": below,
            "name": _label(indicator, evidence),
            "facts": _terms(indicator, evidence, above, below),
            "targets": _values(rows),
            "states": _states(above) if above.stage is not None else None,
            "chosen": (above.code, below.code) == indicator.usual(evidence),
        },
    )


Found = tuple[Indicator, EvidenceKind | None, NumeratorRule, DenominatorRule]


def _parts(definition_id: str) -> Found:
    """The indicator alone, or with its evidence, means its own numerator and denominator."""
    for indicator in INDICATORS.values():
        for evidence in indicator.evidences:
            above, below = indicator.usual(evidence)
            short = indicator.code if evidence is indicator.evidences[0] else ""
            if definition_id in (short, f"{indicator.code}.{evidence}"):
                return indicator, evidence, NUMERATORS[above], DENOMINATORS[below]
        for evidence, above, below in indicator.definitions():
            if definition_id == indicator.definition_id(above, below, evidence):
                return indicator, evidence, NUMERATORS[above], DENOMINATORS[below]
    raise Http404


def _label(indicator: Indicator, evidence: EvidenceKind | None) -> str:
    return f"{indicator.label} {evidence.label}" if evidence else indicator.label


def _indicator_notes(rules: Iterable[Indicator]) -> list[DefinitionNote]:
    """What each indicator is, once for each evidence."""
    return [_indicator_note(rule, evidence) for rule in rules for evidence in rule.evidences]


def _indicator_note(rule: Indicator, evidence: EvidenceKind | None) -> DefinitionNote:
    numerator, denominator = rule.usual(evidence)
    above, below = NUMERATORS[numerator], DENOMINATORS[denominator]
    return DefinitionNote(
        title=_label(rule, evidence),
        version=str(rule.version),
        text=f"{above.label} dibagi {below.label}. {above.meaning} {below.meaning} {rule.note}".strip(),
        citation=rule.citation,
        more=Link(
            label="Definisi lengkap",
            href=reverse("public:definition", args=[rule.definition_id(numerator, denominator, evidence)]),
        ),
    )


def _combinations(indicator: Indicator) -> Table:
    """Every numerator against every denominator of an indicator, each with an address of its own."""
    rows = []
    for evidence, numerator, denominator in indicator.definitions():
        above, below = NUMERATORS[numerator], DENOMINATORS[denominator]
        identity = indicator.definition_id(numerator, denominator, evidence)
        usual = (numerator, denominator) == indicator.usual(evidence)
        rows.append(
            Row(
                href=reverse("public:definition", args=[identity]),
                cells=[
                    Cell(text=f"{above.label} dibagi {below.label}", sub=identity),
                    evidence.label if evidence else "semua pesanan",
                    "baku" if usual else "pembanding",
                    str(indicator.version),
                ],
            )
        )
    columns = [
        Column(key="definisi", label="Definisi"),
        Column(key="bukti", label="Yang menentukan"),
        Column(key="pakai", label="Pemakaian"),
        Column(key="versi", label="Versi", numeric=True),
    ]
    return Table(
        key=f"kombinasi-{indicator.code}",
        caption=f"{indicator.label}: semua cara menghitung",
        columns=columns,
        rows=rows,
        tight=True,
    )


def _terms(
    indicator: Indicator, evidence: EvidenceKind | None, above: NumeratorRule, below: DenominatorRule
) -> DefinitionList:
    optional = ", ".join(channel.label for channel in indicator.optional_channels)
    needed = below.feeds or (*ORDER_FEEDS, *ALL_CHANNEL_FEEDS)
    feeds = ", ".join(unknowns.FEED_LABELS.get(feed, feed) for feed in needed)
    by_switch = "" if below.feeds else "; data SPSE yang wajib diatur dengan saklar bertanggal"
    terms = [
        Term(term="Nama", text=indicator.definition_id(above.code, below.code, evidence)),
        Term(term="Versi", text=str(indicator.version)),
        Term(term="Pembilang", text=f"{above.label}. {above.meaning}"),
        Term(term="Penyebut", text=f"{below.label}. {below.meaning}"),
    ]
    if evidence is not None:
        terms.append(Term(term="Yang menentukan", text=f"{text.capital_first(evidence.label)}. {indicator.note}"))
    if above.stage is not None:
        counted = ", ".join(channel.label for channel in indicator.channels)
        terms.append(Term(term="Kanal yang dihitung", text=counted))
    if optional:
        terms.append(Term(term="Kanal yang dapat ditambahkan", text=f"{optional}, dengan saklar bertanggal"))
    return DefinitionList(
        terms=[
            *terms,
            Term(term="Data yang diperlukan penyebut", text=f"{feeds}{by_switch}"),
            Term(
                term="Dasar",
                text=indicator.citation,
                href=reverse("public:legal_basis", args=[indicator.legal_basis]),
            ),
        ]
    )


def _states(above: NumeratorRule) -> Table:
    """Which states of national orders enter this numerator."""
    v6 = [(word, statuses.v6_stages(word, None)) for word in statuses.V6_STATUS]
    v5 = list(statuses.V5_STATUS.items())
    rows = [
        Row(cells=[word, channel.label, _enters(stages, above.stage, channel)])
        for channel, table in ((Channel.V6, v6), (Channel.V5, v5))
        for word, stages in table
    ]
    columns = [
        Column(key="status", label="Status menurut sumber"),
        Column(key="kanal", label="Kanal"),
        Column(key="masuk", label=f"Masuk {above.label.lower()}"),
    ]
    return Table(
        key="status", caption="Status pesanan yang masuk hitungan", columns=columns, rows=rows, tight=True, level=2
    )


def _enters(stages: int, stage: Stage | None, channel: Channel) -> str:
    if stage is not None and stages & stage:
        return "ya"
    if stage is Stage.RECEIVED and channel is Channel.V6 and stages & Stage.CONTRACTED:
        return "ya, bila pengirimannya sudah diterima pembeli"
    return "tidak"


def _approved(basis: LegalBasis | None = None) -> QuerySet[ParameterRow]:
    rows = ParameterRow.objects.filter(approved_at__isnull=False).select_related("legal_basis", "government")
    if basis:
        rows = rows.filter(legal_basis=basis)
    return rows.order_by("key", "government__name", "-valid_from")


def _values(rows: Iterable[ParameterRow], *, with_basis: bool = True) -> Table:
    """Dated values, each with the legal basis it points to."""
    columns = [
        Column(key="nama", label="Nilai bertanggal"),
        Column(key="nilai", label="Nilai", numeric=True),
        Column(key="sejak", label="Berlaku sejak"),
        Column(key="untuk", label="Untuk"),
        Column(key="dasar", label="Dasar" if with_basis else "Bagian"),
    ]
    return Table(
        key="nilai",
        caption="Target, ambang, dan saklar",
        columns=columns,
        rows=[_value_row(row, with_basis=with_basis) for row in rows],
        tight=True,
        show_caption=False,
    )


def _value_row(row: ParameterRow, *, with_basis: bool) -> Row:
    seed = parameters.BY_KEY.get(row.key)
    since = "sejak awal" if row.valid_from == parameters.LONG_AGO else text.long_date(row.valid_from)
    basis = Cell(
        text=str(row.legal_basis),
        href=reverse("public:legal_basis", args=[row.legal_basis.slug]),
        sub=row.article,
    )
    return Row(
        cells=[
            Cell(text=seed.label if seed else row.key, sub=row.key),
            _value(row.value, seed.unit if seed else ""),
            since,
            row.government.name if row.government else "semua pemerintah daerah",
            basis if with_basis else row.article,
        ]
    )


def _value(value: str, unit: str) -> str:
    if unit == "peran" and value in set(Role):
        return Role(value).label
    seed_number = value.replace(".", "", 1).isdigit()
    if not seed_number:
        return value
    number = Decimal(value)
    if unit == "persen":
        return text.percent_short(number)
    if unit == "rupiah":
        return text.rupiah(number)
    places = max(0, -int(number.as_tuple().exponent))
    return f"{text.number(number, places)} {unit}".strip()


@doors.open_page
def legal_bases(request: HttpRequest) -> HttpResponse:
    """`/dasar-hukum/`: the register, national ones and those of every government. One query."""
    bases = LegalBasis.objects.select_related("government", "replaced_by").order_by("-signed_on", "slug")
    rows = [
        Row(
            href=reverse("public:legal_basis", args=[basis.slug]),
            cells=[
                Cell(text=str(basis), sub=basis.subject),
                text.long_date(basis.signed_on) if basis.signed_on else Cell(text=text.UNKNOWN, words=True),
                basis.government.name if basis.government else "nasional",
                _in_force(basis),
            ],
        )
        for basis in sorted(bases, key=lambda basis: basis.signed_on is None)
    ]
    columns = [
        Column(key="nama", label="Dasar hukum"),
        Column(key="tanggal", label="Tanggal"),
        Column(key="lingkup", label="Lingkup"),
        Column(key="keadaan", label="Keadaan"),
    ]
    table = Table(key="dasar", caption="Daftar dasar hukum", columns=columns, rows=rows, level=2, show_caption=False)
    trail = doors.trail(None, ("Dasar hukum", ""))
    return render(request, "public/legal_bases.html", {"trail": trail, "table": table})


def _in_force(basis: LegalBasis) -> str:
    if basis.replaced_by:
        return f"diganti {basis.replaced_by}"
    if basis.in_force_to:
        return f"berlaku sampai {text.long_date(basis.in_force_to)}"
    return "tercatat berlaku"


@doors.open_page
def legal_basis(request: HttpRequest, slug: str) -> HttpResponse:
    """`/dasar-hukum/<slug>/`: what it says of itself, and every dated value resting on it. Three queries."""
    basis = LegalBasis.objects.select_related("government", "replaced_by").filter(slug=slug).first()
    if basis is None:
        raise Http404
    resting = [rule for rule in INDICATORS.values() if rule.legal_basis == slug]
    return render(
        request,
        "public/legal_basis.html",
        {
            "trail": doors.trail(None, ("Dasar hukum", reverse("public:legal_bases")), (str(basis), "")),
            "basis": basis,
            "facts": _basis_terms(basis),
            "indicators": _indicator_notes(resting),
            "values": _values(_approved(basis), with_basis=False),
        },
    )


def _basis_terms(basis: LegalBasis) -> DefinitionList:
    signed = text.long_date(basis.signed_on) if basis.signed_on else text.UNKNOWN
    terms = [
        Term(term="Tentang", text=basis.subject),
        Term(term="Tanggal", text=signed),
        Term(term="Penanda tangan (jabatan)", text=basis.signatory or text.UNKNOWN),
        Term(term="Ditujukan kepada", text=basis.addressees or text.UNKNOWN),
        Term(term="Lingkup", text=basis.government.name if basis.government else "nasional"),
        Term(term="Keadaan", text=_in_force(basis)),
        Term(term="Dasar catatan ini", text=_CONFIDENCE[basis.confidence]),
    ]
    if basis.replaced_by:
        address = reverse("public:legal_basis", args=[basis.replaced_by.slug])
        terms.append(Term(term="Diganti oleh", text=str(basis.replaced_by), href=address))
    if basis.addressees and not basis.replaced_by:
        received = basis.acknowledgements.count()
        terms.append(Term(term="Tanda terima", text=f"{text.number(received)} unit menyatakan sudah menerima"))
    if basis.note:
        terms.append(Term(term="Catatan", text=basis.note))
    return DefinitionList(terms=terms)

"""What one buyer procured outside the catalogue, as SPSE tells it: tenders, direct purchases, recorded packages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from . import titles
from .chance import weighted
from .orders import LAST_DAY
from .places import Buyer, SampleUnit
from .plans import Package
from .rows import Row

_SELECTIONS = ("Tender", "Seleksi")
#: A contract is signed so long after the end of the selection; until then its values are empty.
_UNTIL_CONTRACT = timedelta(days=24)
#: Of a thousand direct purchases so many never come to a contract in SPSE.
_NEVER_SIGNED_OF_1000 = 190
#: Of goods planned outside the catalogue so many of a hundred wait still: they are what could move to it.
_LATER_OF_100 = 35
#: Packages bought by a unit itself and recorded afterwards are small.
_LARGEST_RECORDED = 190_000_000


@dataclass(frozen=True)
class Bought:
    """A package outside the catalogue as known on the last day of the sample."""

    key: str
    channel: str
    unit: SampleUnit
    plan_code: int
    title: str
    method: str
    kind: str
    pagu: int
    value: int
    pdn: int | None
    """Rupiah of the domestic part; None where the source is silent."""
    umk: int | None
    begun: date
    ended: date
    vendor: int
    signed: bool
    cancelled: bool


def bought(buyer: Buyer, other: Sequence[Package], self_managed: Sequence[Package]) -> Iterator[Bought]:
    """Tenders and direct purchases of the planned packages, and a third of the self-managed ones recorded."""
    chance, of_goods = buyer.random("spse"), buyer.random("spse-barang")
    for number, package in enumerate(other):
        if package.active and chance.randrange(100) < 90:
            channel = "tender" if package.method in _SELECTIONS else "non_tender"
            found = _package(buyer, chance, package, channel, number)
            if not titles.is_elsewhere(package.title) or of_goods.randrange(100) >= _LATER_OF_100:
                yield found
    for number, package in enumerate(self_managed):
        if package.active and chance.randrange(100) < 34:
            yield _package(buyer, chance, package, "pencatatan", 1_000 + number)


def _package(buyer: Buyer, chance: Random, package: Package, channel: str, number: int) -> Bought:
    ceiling = min(package.pagu, _LARGEST_RECORDED) if channel == "pencatatan" else package.pagu
    value = ceiling * chance.randrange(870, 998) // 1_000
    begun = min(package.announced + timedelta(days=5 + chance.randrange(40)), LAST_DAY - timedelta(days=20))
    ended = min(begun + timedelta(days=12 + chance.randrange(60)), date(buyer.year, 12, 23))
    vendor = chance.randrange(320)
    told = chance.randrange(100)
    return Bought(
        key=f"{buyer.year % 100}{buyer.units[0].number}{number:04d}301",
        channel=channel,
        unit=package.unit,
        plan_code=package.code + (9_000_000 if chance.randrange(100) < 3 else 0),
        title=package.title,
        method="Dikecualikan" if channel == "pencatatan" and told % 5 == 0 else package.method,
        kind=package.kind or "Jasa Lainnya",
        pagu=ceiling,
        value=value,
        pdn=_part(chance, value, package.pdn) if channel == "pencatatan" or told < 72 else None,
        umk=_part(chance, value, package.umkk) if channel == "pencatatan" or told < 72 else None,
        begun=begun,
        ended=ended,
        vendor=vendor,
        signed=channel != "non_tender" or chance.randrange(1_000) >= _NEVER_SIGNED_OF_1000,
        cancelled=channel == "pencatatan" and chance.randrange(100) < 6,
    )


def _part(chance: Random, value: int, planned: bool) -> int:
    """What is marked by the source: mostly all or nothing, in line with the plan, here and there a part."""
    share = weighted(chance, ((1_000, 78), (0, 7), (620, 15))) if planned else weighted(chance, ((0, 70), (1_000, 30)))
    return value * share // 1_000


def row(buyer: Buyer, one: Bought, known: date) -> Row | None:
    """The package as a pull of the day `known` told it; None where it was not yet under way."""
    if one.ended > known:
        return None
    signed = one.signed and one.ended + _UNTIL_CONTRACT <= known
    head = {
        "tahun_anggaran": buyer.year,
        "kd_klpd": buyer.government,
        "nama_klpd": buyer.government_name,
        "jenis_klpd": buyer.kind,
        "kd_satker": one.unit.code if one.channel == "tender" else f"{one.unit.number}301",
        "nama_satker": one.unit.name.upper(),
        "kd_lpse": 301,
        "pagu": one.pagu,
        "_event_date": str(known),
    }
    if one.channel != "tender":
        head["kd_satker_str"] = one.unit.code
    return {**head, **_SHAPES[one.channel](one, signed, known)}


def _contract(one: Bought, signed: bool) -> Row:
    return {
        "hps": one.pagu * 996 // 1_000,
        "nilai_penawaran": one.value,
        "nilai_terkoreksi": one.value,
        "nilai_negosiasi": one.value,
        "nilai_kontrak": one.value if signed else None,
        "nilai_pdn_kontrak": one.pdn if signed else None,
        "nilai_umk_kontrak": one.umk if signed else None,
        "kd_penyedia": vendor_id(one.vendor),
        "nama_penyedia": titles.firm(one.vendor),
    }


def _tender(one: Bought, signed: bool, _known: date) -> Row:
    return {
        "kd_tender": int(one.key),
        "kd_rup_paket": str(one.plan_code),
        "tgl_pengumuman_tender": str(one.begun),
        "tgl_penetapan_pemenang": str(one.ended),
        **_contract(one, signed),
    }


def _non_tender(one: Bought, signed: bool, _known: date) -> Row:
    return {
        "kd_nontender": int(one.key),
        "kd_rup": str(one.plan_code),
        "nama_paket": one.title,
        "sumber_dana": "APBD",
        "jenis_pengadaan": one.kind,
        "mtd_pemilihan": one.method,
        "status_nontender": "Selesai" if signed else "Berlangsung",
        "tgl_pengumuman_nontender": f"{one.begun} 09:00:00",
        "tgl_selesai_nontender": f"{one.ended} 16:00:00",
        **_contract(one, signed),
    }


def _recorded(one: Bought, signed: bool, _known: date) -> Row:
    state = "Paket Dibatalkan" if one.cancelled else "Paket Selesai" if signed else "Paket Sedang Berjalan"
    return {
        "kd_nontender_pct": int(one.key),
        "kd_rup": str(one.plan_code),
        "nama_paket": one.title,
        "total_realisasi": one.value,
        "nilai_pdn_pct": one.pdn,
        "nilai_umk_pct": one.umk,
        "sumber_dana": "APBD",
        "uraian_pekerjaan": f"<p>{one.title}</p>",
        "kategori_pengadaan": one.kind,
        "mtd_pemilihan": one.method,
        "bukti_pembayaran": "NonSPK",
        "status_nontender_pct": "Ditutup" if one.cancelled else "Aktif",
        "status_nontender_pct_ket": state,
        "tgl_mulai_paket": f"{one.begun} 08:30:00",
        "tgl_selesai_paket": f"{one.ended} 00:00:00",
    }


_SHAPES = {"tender": _tender, "non_tender": _non_tender, "pencatatan": _recorded}


def vendor_id(number: int) -> int:
    """The id of a firm in SPSE."""
    return 7_700_301 + number * 1_000

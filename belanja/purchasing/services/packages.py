"""A package while it is a cart: begun, tied to its plan line, described, asked for, sent back, called off.

Every change takes the `version` that the actor saw and answers 409 where somebody was quicker. Officers of other units
get 404. What stands in it: `package_lines`; how it becomes orders: `sending`.
"""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction

from belanja.catalogue.models import Region
from belanja.foundation import clock
from belanja.foundation.prepared import prepared
from belanja.foundation.questions import Given, Question
from belanja.foundation.whole import whole
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Unit
from belanja.journal.readings import one_reading
from belanja.journal.services import Actor
from belanja.plans.families import row_of
from belanja.plans.models import RupFundingLine
from belanja.rules.buying.posts import of_ppk
from belanja.rules.buying.reasons import REASONS
from belanja.rules.buying.states import Method, OrderKind, PackageState
from belanja.rules.buying.steps import PACKAGES, Step
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role

from .. import ledgers
from ..models import Package
from .taking import officer, package_for, package_step, tell_package

_PLAN = "Perpres 16/2018 Pasal 22"
_NOT_HIS_OWN = "PPK paket ini bukan orang yang mengusulkannya."
_UNIT = Question(lambda: Unit.objects.filter(pk=Given("pk"), government_id=Given("government_id")))
_REGION = Question(lambda: Region.objects.filter(pk=Given("pk")).values_list("pk", flat=True))
_FUNDING = Question(
    lambda: RupFundingLine.objects.filter(
        government_id=Given("government_id"), year=Given("year"), code=Given("code"), counts=True
    )
)
_BUYERS = (Role.PEJABAT_PENGADAAN, Role.PPK)


@dataclass(frozen=True, kw_only=True)
class Description:
    """What is told of a package beside its lines; None leaves a value as it is. `deliver_to_id`: id of a
    catalogue.Region; `ppk_id`: account of the PPK who reviews and signs; `reason_codes`: of `rules.buying.reasons`;
    `import_proof`: what was looked for before an import was chosen; `term_to`: last day of a call-off."""

    title: str | None = None
    need: str | None = None
    deliver_to_id: int | None = None
    address: str | None = None
    needed_on: date | None = None
    method: Method | None = None
    kind: OrderKind | None = None
    term_to: date | None = None
    terms: str | None = None
    account: str | None = None
    fund: str | None = None
    ppk_id: int | None = None
    reason_codes: tuple[str, ...] | None = None
    reason: str | None = None
    import_proof: str | None = None


@whole
@one_reading()
@prepared()
def begin(
    *,
    government: Government,
    unit_id: int,
    title: str,
    actor: Actor,
    method: Method = Method.NEGOTIATION,
    kind: OrderKind = OrderKind.ONCE,
    is_example: bool = False,
) -> Package:
    """Begin an empty package of a unit, of this fiscal year and in the mode of its government today. RuleBroken 404 for
    a unit of others, 403 without the duty, 422 without a title or for a method that is not open yet."""
    unit = _UNIT.first(pk=unit_id, government_id=government.pk)
    if unit is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    officer(actor, [one for one in PACKAGES if one.step is Step.BEGIN], government, unit.pk)
    _open(method)
    today = clock.today()
    package = Package(
        government=government,
        unit=unit,
        year=today.year,
        title=_title(title),
        mode=institutions.counting_mode(government_id=government.pk, on=today),
        method=method,
        kind=kind,
        version=0,
        created_by_id=actor.user_id,
        created_at=clock.now(),
        is_example=is_example,
    )
    package_step(package, Step.BEGIN, actor=actor, source="")
    return package


@whole
@one_reading()
@prepared()
def choose_plan(*, package_id: int, version: int, plan_code: str, actor: Actor) -> Package:
    """Tie a package to a line of the plan: announced, active, e-Purchasing, of its unit and year, with something left.
    RuleBroken 404, 403, 409, 422."""
    package = package_for(package_id, Step.EDIT, version=version, actor=actor)
    row = row_of(package.government_id, package.year, plan_code.strip())
    if row is None or row.unit_id not in units_under(package):
        raise RuleBroken("plan_unknown", f"Baris RUP {plan_code} tidak ada pada rencana unit Anda tahun ini.", _PLAN)
    if not row.counts:
        raise RuleBroken("plan_not_active", "Baris RUP ini belum diumumkan atau tidak aktif lagi.", _PLAN)
    if not row.epurchasing:
        raise RuleBroken("plan_method", f"Metode baris RUP ini {row.method or 'bukan e-Purchasing'}.", _PLAN)
    left = ledgers.remaining(row)
    if left is None or left <= 0:
        raise RuleBroken("plan_spent", "Pagu baris RUP ini sudah habis.", "UU 1/2004 Pasal 3 ayat (3)")
    package.plan_code = row.code
    lines = _FUNDING.rows(government_id=package.government_id, year=package.year, code=row.code)
    if len(lines) == 1:
        package.account, package.fund = lines[0].account, lines[0].fund
    package_step(package, Step.EDIT, actor=actor, plan_code=row.code)
    return package


def units_under(package: Package) -> list[int]:
    """The unit of a package and those that count with it under one Perangkat Daerah today."""
    tops = institutions.pd_map(package.government_id, clock.today())
    mine = tops.get(package.unit_id, package.unit_id)
    return [unit for unit, top in tops.items() if top == mine]


@whole
@one_reading()
@prepared()
def describe(*, package_id: int, version: int, told: Description, actor: Actor) -> Package:
    """Write down where, until when and why; also the coded reasons, the proof of search and who the PPK is. RuleBroken
    404, 403, 409, 422."""
    package = package_for(package_id, Step.DESCRIBE, version=version, actor=actor)
    if told.method is not None:
        _open(told.method)
    if told.deliver_to_id is not None and _REGION.first(pk=told.deliver_to_id) is None:
        raise RuleBroken("region_unknown", "Pilih kabupaten/kota tempat barang dikirim.")
    if told.ppk_id is not None and told.ppk_id not in institutions.people_in(package.unit, (Role.PPK,)):
        raise RuleBroken("ppk_unknown", "Pilih PPK yang bertugas di unit ini.")
    if told.ppk_id is not None:
        package.ppk_role = institutions.ppk_role(package.unit, told.ppk_id)
    for one in fields(told):
        value = getattr(told, one.name)
        if value is not None:
            setattr(package, one.name, _tidy(one.name, value))
    _reasons(package)
    if package.needed_on is not None and told.needed_on is not None and package.needed_on < clock.today():
        raise RuleBroken("needed_past", "Hari dibutuhkan sudah lewat.")
    if package.requested_by_id is not None and package.ppk_id == package.requested_by_id:
        told_so = of_ppk(_NOT_HIS_OWN, Role(package.ppk_role))
        raise RuleBroken("own_matter", told_so, "Perpres 16/2018 Pasal 7")
    package_step(package, Step.DESCRIBE, actor=actor)
    return package


def _tidy(name: str, value: object) -> object:
    if name == "title":
        return _title(str(value))
    if name == "reason_codes":
        return sorted(set(value))  # type: ignore[call-overload]
    return " ".join(value.split()) if isinstance(value, str) and name in {"address", "account", "fund"} else value


def _reasons(package: Package) -> None:
    unknown = [code for code in package.reason_codes if code not in REASONS]
    if unknown:
        raise RuleBroken("reason_unknown", "Pilih alasan baku dari daftar.")
    asking = [REASONS[code] for code in package.reason_codes if REASONS[code].needs_note]
    if asking and len(package.reason.strip()) < 5:
        raise RuleBroken("note_missing", f"Alasan “{asking[0].label}” perlu penjelasan Anda.", asking[0].citation)


@transaction.atomic
def request(*, package_id: int, version: int, actor: Actor, note: str = "") -> Package:
    """A PPTK asks that this be bought. RuleBroken 404, 403, 409, 422 for an empty package or one without a plan."""
    package = package_for(package_id, Step.REQUEST, version=version, actor=actor)
    if not package.lines.exists():
        raise RuleBroken("package_empty", "Isi dulu barangnya.")
    if not package.plan_code:
        raise RuleBroken("plan_missing", "Pilih dulu baris RUP yang membayarnya.", _PLAN)
    if actor.user_id is not None and package.ppk_id == actor.user_id:
        told = of_ppk(_NOT_HIS_OWN, Role(package.ppk_role))
        raise RuleBroken("own_matter", told, "Perpres 16/2018 Pasal 7", status=403)
    package.requested_by_id = actor.user_id
    package.requested_by_label = actor.doing([Duty.REQUEST_PURCHASE.value], package.unit_id).label[:120]
    _go(package, Step.REQUEST, PackageState.REQUESTED, actor, note)
    tell_package(package, "diajukan untuk dibeli.", roles=_BUYERS, actor=actor)
    return package


@transaction.atomic
def return_(*, package_id: int, version: int, note: str, actor: Actor) -> Package:
    """The buyer sends a request back to whoever asked. RuleBroken 404, 403, 409, 422 without words."""
    package = package_for(package_id, Step.RETURN, version=version, actor=actor, note=note)
    asked = package.requested_by_id
    package.requested_by_id, package.requested_by_label = None, ""
    _go(package, Step.RETURN, PackageState.DRAFT, actor, note)
    tell_package(package, f"dikembalikan: {note.strip()}", people=[asked], actor=actor)
    return package


@transaction.atomic
def cancel(*, package_id: int, version: int, note: str, actor: Actor) -> Package:
    """Call a package off before it became orders: its maker, its requester or a buyer. RuleBroken 404, 403, 409 or
    422 without words."""
    package = package_for(package_id, Step.CANCEL, version=version, actor=actor, note=note)
    mine = actor.user_id in (None, package.created_by_id, package.requested_by_id)
    if not mine and not institutions.is_allowed(actor, Duty.BUY, package.government, unit_id=package.unit_id):
        raise RuleBroken("duty_missing", "Paket ini dibatalkan pembuatnya atau pelaksana pembelian.", status=403)
    package.ended_at = clock.now()
    _go(package, Step.CANCEL, PackageState.CANCELLED, actor, note)
    tell_package(package, "dibatalkan.", people=[package.created_by_id, package.requested_by_id], actor=actor)
    return package


def _go(package: Package, step: Step, target: PackageState, actor: Actor, note: str) -> None:
    source, package.state = package.state, target
    package_step(package, step, actor=actor, source=source, note=note)


def _open(method: Method) -> None:
    if method is Method.MINI_COMPETITION:
        raise RuleBroken(
            "method_not_open",
            "Mini-kompetisi belum dibuka di sini. Pilih negosiasi harga, atau adakan di katalog nasional.",
            "Kepka LKPP 93/2025",
        )


def _title(title: str) -> str:
    told = " ".join(title.split())[:240]
    if len(told) < 5:
        raise RuleBroken("title_missing", "Beri paket ini nama, paling sedikit lima huruf.")
    return told

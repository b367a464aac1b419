"""Orders beside the plan they name: without one, above it, of another kind than was announced; plans beside budgets."""

from decimal import Decimal

from ..accounts import Part as BudgetPart
from ..accounts import account_of, part_of
from ..buying.policy.book import Book
from ..channels import Channel
from ..firms import is_umkk
from ..pdn import PdnClass
from .counting import at_least, more_than, percent_of
from .model import Confidence, Family, Found, Gather, Indicator, Scope, Severity, decided, needs, unjudged
from .subjects import Line, Order, PlanLine, UnitPlan
from .told import EPURCHASING, Input


def without_plan(order: Order, book: Book) -> Found:
    """No plan line, one that is not on record or not active, or one that was announced after the order was made."""
    if order.plan_named is None:
        return unjudged(Input.PLAN)
    if not order.plan_named:
        return decided(True, sebab="tanpa kode RUP")
    plan = order.plan
    if plan is None or not plan.found:
        return unjudged("paket RUP yang disebut; tarikan RUP-nya belum ada", rup=order.plan_code)
    if not plan.active:
        return decided(True, sebab="paket RUP tidak aktif", rup=order.plan_code)
    if plan.announced_on is None or order.day is None:
        return unjudged("hari pengumuman RUP", rup=order.plan_code)
    late = plan.announced_on > order.day
    return decided(late, rup=order.plan_code, diumumkan=plan.announced_on, dipesan=order.day)


def above_plan(line: PlanLine, book: Book) -> Found:
    """All channels together have bought more than the line holds."""
    if line.ceiling is None:
        return unjudged("pagu RUP")
    bought = sum((one.total for one in line.records if not one.linked), Decimal(0))
    return decided(bought > line.ceiling, pagu=line.ceiling, dibeli=bought, catatan=[one.key for one in line.records])


def import_on_domestic_plan(line: Line, book: Book) -> Found:
    """Announced as domestic, bought as import."""
    if line.plan is None or line.plan.pdn is None:
        return unjudged("tanda PDN paket RUP")
    if line.pdn is None or line.pdn is PdnClass.UNKNOWN:
        return unjudged(Input.PDN)
    return decided(line.plan.pdn and line.pdn is PdnClass.IMPORT, rup=line.plan_code, kelas=line.pdn)


def large_firm_on_small_plan(order: Order, book: Book) -> Found:
    """Announced for small firms, bought from another."""
    if order.plan is None or order.plan.small_firm is None:
        return unjudged("tanda usaha kecil paket RUP")
    if order.scale is None:
        return unjudged(Input.SCALE)
    return decided(order.plan.small_firm and not is_umkk(order.scale), rup=order.plan_code, skala=order.scale)


def other_method(order: Order, book: Book) -> Found:
    """Bought by e-Purchasing what was announced for another method."""
    if order.plan is None or order.plan.epurchasing is None:
        return unjudged("metode paket RUP")
    return decided(not order.plan.epurchasing, rup=order.plan_code)


def outside_catalogue(order: Order, book: Book) -> Found:
    """Announced for e-Purchasing, bought outside although the catalogue had it."""
    if order.plan is None or order.plan.epurchasing is None:
        return unjudged("metode paket RUP")
    if order.on_sale is None:
        return unjudged("golongan belanja paket RUP")
    asked = order.amount > book.number("beli.wajib.di_atas")
    had = order.plan.epurchasing and order.on_sale > 0 and asked
    return decided(had, rup=order.plan_code, nilai=order.amount, penawaran=order.on_sale)


def plan_of_another_unit(order: Order, book: Book) -> Found:
    """The plan line is neither the unit's own nor of one above it."""
    if order.plan is None or not order.plan.units:
        return unjudged("unit paket RUP")
    return decided(order.unit not in order.plan.units, rup=order.plan_code, unit=order.unit)


def plan_against_budget(unit: UnitPlan, book: Book) -> Found:
    """The announced plan is more than the budget, or little of it."""
    if unit.budget is None or unit.planned is None:
        return unjudged("belanja pengadaan" if unit.budget is None else "RUP terumumkan")
    if unit.budget <= 0:
        return unjudged("belanja pengadaan di atas nol")
    over = more_than(unit.planned, unit.budget, book.number("tanda.rup.atas"))
    under = not at_least(unit.planned, unit.budget, book.number("tanda.rup.bawah"))
    told = percent_of(unit.planned, unit.budget)
    return decided(over or under, rup=unit.planned, belanja_pengadaan=unit.budget, persen=told)


def no_procurement(order: Order, book: Book) -> Found:
    """Paid from an account that is no procurement (personnel, grants, aid, transfers)."""
    known = [account for written in order.accounts or () if (account := account_of(written))]
    parts = {account: part_of(account) for account in known}
    if not known or None in parts.values():
        return unjudged(Input.ACCOUNTS)
    wrong = [account for account, part in parts.items() if part is BudgetPart.NON_PENGADAAN]
    return decided(bool(wrong), rekening=known, bukan_pengadaan=wrong)


_PLANNED, _P16 = "perpres-16-2018", "Pasal 22: RUP diumumkan sebelum pengadaan"

PLANNING: tuple[Indicator, ...] = (
    Indicator(
        code=f"{Family.PLAN}.tanpa_rup",
        question="Mengapa dipesan tanpa paket RUP yang aktif dan sudah diumumkan?",
        formula="tidak menyebut kode RUP, paketnya tidak aktif, atau diumumkan sesudah hari pesanan",
        innocent="Penanganan darurat, atau RUP direvisi dan kodenya berganti.",
        basis=_PLANNED, article=_P16,
        asked_of=Order, judge=without_plan, needs=needs(Input.PLAN, Input.DAY),
        severity=Severity.HIGH, confidence=Confidence.STRONG, gather=Gather.UNIT, shown=True,
    ),
    Indicator(
        code=f"{Family.PLAN}.melebihi_pagu",
        question="Mengapa pesanan bersama melebihi pagu paket RUP?",
        formula="jumlah pesanan semua kanal atas satu paket RUP di atas pagunya",
        innocent="RUP direvisi dan tarikan terakhir belum memuatnya.",
        basis="uu-1-2004", article="Pasal 3 ayat (3): tidak melampaui anggaran yang tersedia",
        asked_of=PlanLine, judge=above_plan, needs=needs(Input.PLAN),
        severity=Severity.HIGH, confidence=Confidence.FAIR, gather=Gather.PLAN,
    ),
    Indicator(
        code=f"{Family.PLAN}.pdn_menjadi_impor",
        question="Mengapa paket yang diumumkan sebagai PDN dibelanjakan untuk barang impor?",
        formula="paket RUP bertanda PDN dan kelas barang impor",
        innocent="Tandanya salah diisi di RUP, atau barang dalam negeri sudah tidak ada.",
        basis=_PLANNED, article="Pasal 66",
        asked_of=Line, judge=import_on_domestic_plan, needs=needs(Input.PLAN, Input.PDN),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.PLAN}.usaha_kecil_menjadi_lain",
        question="Mengapa paket yang diumumkan bagi usaha kecil dibeli dari usaha lain?",
        formula="paket RUP bertanda usaha kecil dan skala penyedia bukan mikro, kecil, atau koperasi",
        innocent="Usahanya naik kelas tahun ini, atau tandanya salah diisi di RUP.",
        basis=_PLANNED, article="Pasal 65",
        asked_of=Order, judge=large_firm_on_small_plan, needs=needs(Input.PLAN, Input.SCALE),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.PLAN}.metode_lain",
        question="Mengapa dibeli dengan e-Purchasing padahal diumumkan dengan metode lain?",
        formula="metode paket RUP bukan e-Purchasing",
        innocent="Barangnya baru tayang sesudah RUP diumumkan; surat edaran memang memintanya.",
        basis=_PLANNED, article=_P16,
        asked_of=Order, judge=other_method, needs=needs(Input.PLAN),
        severity=Severity.LOW, confidence=Confidence.WEAK, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.PLAN}.di_luar_katalog",
        question="Mengapa dibeli di luar katalog padahal direncanakan e-Purchasing dan barangnya tayang?",
        formula="paket RUP bermetode e-Purchasing, dicatat sebagai non tender atau pencatatan, dan golongannya ada di "
        "katalog",
        innocent="Barangnya habis pada saat itu, atau spesifikasinya tidak terpenuhi.",
        basis="se-banten-027-1181-2023", article="belanja melalui e-Purchasing diutamakan",
        asked_of=Order, judge=outside_catalogue, needs=needs(Input.PLAN),
        about=(Channel.NON_TENDER, Channel.PENCATATAN), rows=("beli.wajib.di_atas",),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.PLAN}.unit_lain",
        question="Mengapa memakai paket RUP unit lain?",
        formula="unit pesanan bukan unit paket RUP dan bukan bawahannya",
        innocent="Unit digabung atau berganti kode.",
        basis=_PLANNED, article=_P16,
        asked_of=Order, judge=plan_of_another_unit, needs=needs(Input.PLAN),
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.PLAN}.rup_dan_anggaran",
        question="Mengapa RUP terumumkan jauh dari belanja pengadaan unit ini?",
        formula="RUP terumumkan di atas 100% atau di bawah 50% belanja pengadaan",
        innocent="Anggaran berubah di tengah tahun dan RUP-nya menyusul.",
        basis="itkp-lkpp", article="RUP terumumkan terhadap belanja pengadaan; pembandingan BPKP",
        asked_of=UnitPlan, judge=plan_against_budget, needs=frozenset(), scope=Scope.PLANS,
        rows=("tanda.rup.atas", "tanda.rup.bawah"),
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.TARGET}.bukan_pengadaan",
        question="Mengapa dibayar dari rekening yang bukan belanja pengadaan?",
        formula="salah satu kode rekening bukan 5.1.02, 5.2, atau 5.3",
        innocent="Kode rekening salah ketik di sumbernya.",
        basis="permendagri-77-2020", article="golongan belanja barang dan jasa, modal, tidak terduga",
        asked_of=Order, judge=no_procurement, needs=needs(Input.ACCOUNTS), about=EPURCHASING,
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
)  # fmt: skip

"""Who may buy at which value, and when PA or KPA has to determine (Perpres 16/2018 Pasal 9, 11, 12)."""

from collections.abc import Iterator

from ...duties import AS_PPK, Role
from ...separation import Part
from ...written import rupiah
from .book import Book
from .model import Answer, Case, Occasion, Outcome
from .speaking import CHOOSING, said, stopping

_AS_PPK = frozenset({Role.PPK, *AS_PPK})


def by_value(case: Case, book: Book) -> Iterator[Answer]:
    """Pejabat Pengadaan up to the dated value, PPK above it. A PPK who buys below it is warned and not stopped: a
    negotiation may bring a value down."""
    if case.occasion not in CHOOSING:
        return
    row = book.row("beli.pp.sampai")
    small = case.total <= row.number
    right, role = ("Pejabat Pengadaan", Role.PEJABAT_PENGADAAN) if small else ("PPK", Role.PPK)
    told = f"Nilai {rupiah(case.total)}: pembelian dijalankan {right} (batas {rupiah(row.number)})."
    if case.buyer_role is None or case.buyer_role is role or (not small and case.buyer_role in _AS_PPK):
        outcome = Outcome.ALLOW
    elif small and case.buyer_role in _AS_PPK:
        outcome = Outcome.WARN
        told += " PPK meneruskannya bila nilainya turun karena negosiasi."
    else:
        outcome = stopping(book, "kewenangan", Outcome.WARN)
        told += f" {case.buyer_role.label} tidak berwenang untuk nilai ini."
    yield said("kewenangan.nilai", outcome, told, row, total=case.total, peran=case.buyer_role)


def instead_of_ppk(case: Case, book: Book) -> Iterator[Answer]:
    """PA or KPA does the work of a PPK only while the unit has none and the dated switch allows it; only the signature
    may be stopped, because until then a PPK takes it over."""
    if case.occasion not in CHOOSING or case.signer_role not in AS_PPK:
        return
    row = book.row("beli.pa_sebagai_ppk")
    who = case.signer_role.label
    if book.says(row.key) and not case.has_ppk:
        outcome, told = Outcome.ALLOW, f"Unit ini tidak mempunyai PPK: {who} bertindak selaku PPK."
    else:
        signing = case.occasion is Occasion.SIGNATURE
        outcome = stopping(book, "selaku_ppk", Outcome.WARN) if signing else Outcome.WARN
        lacking = "Unit ini mempunyai PPK" if case.has_ppk else "PA/KPA tidak bertindak selaku PPK di daerah ini"
        told = f"{lacking}: PPK yang menandatangani, bukan {who}."
    yield said("kewenangan.selaku_ppk", outcome, told, row, peran=case.signer_role, ada_ppk=case.has_ppk)


def basis_of_value(case: Case, book: Book) -> Iterator[Answer]:
    """Sources do not say whether the limits count tax: told where it makes the difference."""
    if case.occasion not in CHOOSING:
        return
    for key in ("beli.pp.sampai", "beli.penetapan.di_atas"):
        row = book.row(key)
        if case.bare_total <= row.number < case.total:
            yield said(
                "kewenangan.dasar_nilai",
                Outcome.WARN,
                f"Dengan PPN nilainya {rupiah(case.total)}, tanpa PPN {rupiah(case.bare_total)}: hanya yang pertama "
                f"di atas {rupiah(row.number)}. Perpres 16/2018 menyebut nilai, panduan katalog v6 menghitung dengan "
                "PPN dan ongkos kirim; di sini yang dengan PPN yang berlaku.",
                row,
                total=case.total,
                tanpa_ppn=case.bare_total,
            )


def determination(case: Case, book: Book) -> Iterator[Answer]:
    """Above the dated value PA or KPA determines before anybody signs."""
    if case.occasion not in CHOOSING:
        return
    row = book.row("beli.penetapan.di_atas")
    ceiling = case.plan.ceiling if case.plan else None
    if case.total <= row.number:
        if ceiling is not None and ceiling > row.number:
            yield said(
                "kewenangan.penetapan",
                Outcome.WARN,
                f"Pagu paketnya {rupiah(ceiling)}, nilai pesanannya {rupiah(case.total)}. Perpres 16/2018 Pasal 9 "
                f"menyebut pagu di atas {rupiah(row.number)}, panduan katalog menyebut nilai pesanan: mintalah "
                "penetapan PA/KPA bila ragu.",
                row,
                total=case.total,
                pagu=ceiling,
            )
        return
    other = " lain, bukan yang bertindak selaku PPK," if case.signer_role in AS_PPK else ""
    determined = bool(case.actors.get(Part.APPROVER)) and case.approver_role in {Role.PA, Role.KPA}
    told = f"Nilai {rupiah(case.total)} di atas {rupiah(row.number)}: "
    if determined:
        outcome, told = Outcome.ALLOW, told + "ditetapkan PA/KPA."
    else:
        signing = case.occasion is Occasion.SIGNATURE
        outcome = stopping(book, "penetapan", Outcome.WARN) if signing else Outcome.WARN
        told += f"PA/KPA{other} menetapkannya sebelum Surat Pesanan ditandatangani."
    yield said("kewenangan.penetapan", outcome, told, row, total=case.total, peran=case.approver_role)

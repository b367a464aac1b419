"""The preference for domestic products, line by line (Perpres 16/2018 Pasal 66, before and after 46/2025).

Before 46/2025 the article knows one duty: where a product with TKDN + BMP of at least 40 percent is on offer, TKDN of
at least 25 percent is compulsory; the finer order is a guide of the ministry of industry. Since then the order itself
is the article, and a volume that does not suffice releases from a step. Imports stand last in both. A reason given for
the whole order counts for each of its lines.
"""

from collections.abc import Iterator

from ...written import percent_short
from ..reasons import Use, answers
from .book import Book
from .classes import Level, enough, level
from .model import Alternative, Answer, Case, LineCase, Outcome
from .speaking import CHOOSING, counted, reasoned, said, stopping, why

_LADDER = "46/2025"


def ladder(case: Case, book: Book) -> Iterator[Answer]:
    """Whether each line stands as high on the ladder as what is on offer; imports have a rule of their own."""
    if case.occasion not in CHOOSING:
        return
    for line in case.lines:
        own = level(line, book)
        if own is not Level.IMPORT:
            yield _step(line, own, (*case.reasons, *line.reasons), book)


def _step(line: LineCase, own: Level, given: tuple[str, ...], book: Book) -> Answer:
    row = book.row("beli.pdn.jenjang")
    near = [offer for offer in line.alternatives if offer.in_region]
    by_steps = row.value == _LADDER
    compulsory = own is Level.COMBINED or _offered(line, near, Level.COMBINED, book, by_volume=by_steps)
    inputs = {"baris": line.key, "kelas": line.pdn, "tkdn": line.tkdn, "bmp": line.bmp, "jumlah": line.quantity}
    minimum, combined = book.number("pdn.tkdn.minimum"), book.number("pdn.tkdn_bmp.wajib")
    if compulsory:
        told = (
            f"{line.name}: ada produk dalam negeri dengan TKDN + BMP paling sedikit {percent_short(combined)}, jadi "
            f"TKDN paling sedikit {percent_short(minimum)} wajib"
        )
        if own <= Level.MINIMUM:
            return said("pdn.urutan", Outcome.ALLOW, f"{told} dan dipenuhi.", row, **inputs)
        outcome = reasoned(given, Use.LOWER_CLASS, stopping(book, "pdn", Outcome.NEEDS_REASON))
        told = f"{told}; pilihan ini {own.label}.{why(given, Use.LOWER_CLASS)}"
        return said("pdn.urutan", outcome, told, row, **inputs)
    better = [step for step in Level if step < own and _offered(line, near, step, book, by_volume=by_steps)]
    if not better:
        told = f"{line.name}: tidak ada kelas lebih tinggi yang ditawarkan dengan jumlah cukup ({own.label})."
        return said("pdn.urutan", Outcome.ALLOW, told, row, **inputs)
    told = f"{line.name}: {better[0].label} ditawarkan; pilihan ini {own.label}."
    if not by_steps:
        told += " Urutan ini pedoman Kementerian Perindustrian, bukan kewajiban Pasal 66 pada hari itu."
        return said("pdn.urutan", Outcome.WARN, told, row, **inputs)
    outcome = reasoned(given, Use.LOWER_CLASS, stopping(book, "pdn", Outcome.NEEDS_REASON))
    return said("pdn.urutan", outcome, told + why(given, Use.LOWER_CLASS), row, **inputs)


def _offered(line: LineCase, near: list[Alternative], step: Level, book: Book, *, by_volume: bool) -> bool:
    found = [offer for offer in near if level(offer, book) is step]
    return enough(found, line.quantity) if by_volume else bool(found)


def imports(case: Case, book: Book) -> Iterator[Answer]:
    """An import needs its reason and the proof of what was looked for; a reason that the offers of that minute
    contradict is told."""
    if case.occasion not in CHOOSING:
        return
    row = book.row("beli.pdn.jenjang")
    for line in case.lines:
        if level(line, book) is not Level.IMPORT:
            continue
        domestic = [one for one in line.alternatives if one.in_region and level(one, book) < Level.UNPROVEN]
        covered = enough(domestic, line.quantity)
        given = (*case.reasons, *line.reasons)
        missing = [] if answers(given, Use.IMPORT) else ["alasan"]
        missing += [] if line.search_proof else ["bukti pencarian produk dalam negeri"]
        told = (
            f"{line.name} tercatat impor; {len(domestic)} penawaran dalam negeri sejenis dikirim ke tempat ini"
            f"{', jumlahnya cukup' if covered else ''} (perlu {counted(line.quantity)})."
        )
        if missing:
            outcome = stopping(book, "impor", Outcome.NEEDS_REASON)
            told += f" Impor pilihan terakhir: lengkapi {' dan '.join(missing)}."
        elif covered and not set(given) & {"spesifikasi_tidak_dipenuhi", "ketentuan_kementerian"}:
            outcome = Outcome.WARN
            told += f"{why(given, Use.IMPORT)} Penawaran itu bertentangan dengan alasannya."
        else:
            outcome = Outcome.ALLOW
            told += why(given, Use.IMPORT)
        yield said(
            "pdn.impor",
            outcome,
            told,
            row,
            baris=line.key,
            jumlah=line.quantity,
            penawaran_dalam_negeri=len(domestic),
            bukti=line.search_proof or None,
        )


def unproven(case: Case, book: Book) -> Iterator[Answer]:
    """A claim that nobody has proved does not count as domestic in any figure."""
    if case.occasion not in CHOOSING:
        return
    for line in case.lines:
        if level(line, book) is Level.UNPROVEN:
            told = f"{line.name}: {line.pdn.label}; pembeliannya tidak dihitung sebagai PDN."
            row = book.row("pdn.tkdn.minimum")
            yield said("pdn.bukti", Outcome.WARN, told, row, baris=line.key, kelas=line.pdn)


def against_plan(case: Case, book: Book) -> Iterator[Answer]:
    """The plan was announced as domestic and an import is bought."""
    if case.occasion not in CHOOSING or not (case.plan and case.plan.pdn):
        return
    names = [line.name for line in case.lines if level(line, book) is Level.IMPORT]
    if names:
        told = f"RUP {case.plan.code} diumumkan sebagai PDN, tetapi memuat barang impor: {', '.join(names)}."
        yield said("pdn.rup", Outcome.WARN, told, book.row("beli.pdn.jenjang"), rup=case.plan.code)

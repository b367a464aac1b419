"""Listings: bought and gone, of a lone seller, written for one product, in the wrong place, with labels that move."""

from datetime import timedelta
from typing import Any

from ..buying.policy.book import Book
from ..listings import SellerRole
from .model import Confidence, Family, Found, Gather, Indicator, Scope, Severity, decided, needs, unjudged
from .subjects import DocumentKind, Line, Listing, ProductLabels, ShelfOrders, Specification
from .told import Input

_MAKERS = frozenset({SellerRole.MAKER, SellerRole.PRINCIPAL})


def bought_and_gone(listing: Listing, book: Book) -> Found:
    """Its firm took it off sale soon after the last of hardly any buyers."""
    days = timedelta(days=int(book.number("tanda.hilang.hari")))
    if listing.last_bought_on is None or listing.buyers is None:
        return unjudged(Input.LISTING_LIFE)
    few = listing.buyers <= book.number("tanda.hilang.pembeli")
    told: dict[str, Any] = {"dibeli": listing.last_bought_on, "pembeli": listing.buyers, "tayang": listing.listed_on}
    if listing.left_on is None:
        if few and listing.as_of < listing.last_bought_on + days:
            return unjudged(f"{days.days} hari sesudah dibeli", **told)
        return decided(False, **told)
    soon = timedelta(0) <= listing.left_on - listing.last_bought_on <= days
    return decided(few and soon, turun=listing.left_on, **told)


def empty_retailer(listing: Listing, book: Book) -> Found:
    """A retailer without stock asks far more than maker or principal of the same goods."""
    if listing.role in _MAKERS:
        return decided(False, peran=listing.role)
    if listing.role is SellerRole.UNKNOWN or listing.price is None or listing.maker_price is None:
        return unjudged("jenis pelaku usaha atau harga prinsipal", harga=listing.price)
    if listing.stock is None:
        return unjudged("stok", harga=listing.price)
    dear = listing.price >= listing.maker_price * book.number("tanda.pengecer.kali")
    return decided(dear and listing.stock == 0, harga=listing.price, prinsipal=listing.maker_price, stok=listing.stock)


def _of_all_units(shelf: ShelfOrders) -> bool:
    return not shelf.unit


def single_seller(shelf: ShelfOrders, book: Book) -> Found:
    """A shelf with one firm for long and with sales that would feed several."""
    if shelf.firms is None:
        return unjudged("penyedia etalase")
    if shelf.firms != 1:
        return decided(False, penyedia=shelf.firms)
    if shelf.single_since is None:
        return unjudged("sejak kapan hanya satu penyedia", penyedia=shelf.firms)
    long = shelf.as_of - shelf.single_since > timedelta(days=int(book.number("tanda.tunggal.hari")))
    much = shelf.total > book.number("tanda.tunggal.nilai")
    return decided(long and much, penyedia=shelf.firms, sejak=shelf.single_since, penjualan=shelf.total)


def written_for_one(asked: Specification, book: Book) -> Found:
    """What is asked for names a brand or is met by one product alone, although others of its kind stand beside it."""
    if asked.meets is None or asked.beside is None:
        return unjudged("barang katalog yang memenuhi spesifikasi")
    locked = asked.meets == 1 and asked.beside > 0
    told: dict[str, Any] = {"memenuhi": asked.meets, "tidak_memenuhi": asked.beside, "merek_disebut": asked.names_brand}
    return decided(locked, strong=asked.names_brand, penyedia=asked.firms, **told)


def wrong_shelf(listing: Listing, book: Book) -> Found:
    """Its code of goods (KBKI) is none of those its shelf is for."""
    if not listing.kbki or not listing.shelf_groups:
        return unjudged("KBKI barang atau etalase")
    fits = any(listing.kbki.startswith(group) for group in listing.shelf_groups)
    return decided(not fits, kbki=listing.kbki, etalase=sorted(listing.shelf_groups))


def moved_label(line: Line, book: Book) -> Found:
    """What it says of its origin was changed just before it was bought, and (the harder form) again just after."""
    if line.label_changes is None or line.day is None:
        return unjudged(Input.CLAIMS)
    day, before = line.day, timedelta(days=int(book.number("tanda.label.sebelum")))
    after = timedelta(days=int(book.number("tanda.label.sesudah")))
    earlier = [one for one in line.label_changes if day - before <= one <= day]
    later = [one for one in line.label_changes if day < one <= day + after]
    return decided(bool(earlier), strong=bool(later), sebelum=earlier or None, sesudah=later or None, kelas=line.pdn)


def labels_disagree(product: ProductLabels, book: Book) -> Found:
    """One firm calls it made here, another calls it imported."""
    if product.domestic + product.imported < 2:
        return unjudged("dua penawaran yang menyebut asalnya")
    both = product.domestic > 0 and product.imported > 0
    return decided(both, dalam_negeri=product.domestic, impor=product.imported)


LISTINGS: tuple[Indicator, ...] = (
    Indicator(
        code=f"{Family.LISTING}.beli_hilang",
        question="Mengapa barang ini turun tayang segera sesudah dibeli satu pembeli?",
        formula="penyedia menurunkannya paling lama 14 hari sesudah pembelian terakhir, pembelinya paling banyak 1",
        innocent="Stok habis, musim lewat, atau kesalahan tayang yang diperbaiki.",
        basis="kajian-stranas-pk", article="tayang, dibeli, turun, hilang",
        asked_of=Listing, judge=bought_and_gone, needs=needs(Input.LISTING_LIFE, Input.DAY),
        rows=("tanda.hilang.hari", "tanda.hilang.pembeli"),
        severity=Severity.HIGH, confidence=Confidence.STRONG, gather=Gather.FIRM, shown=True,
    ),
    Indicator(
        code=f"{Family.LISTING}.pengecer_kosong",
        question="Apa yang ditambahkan pengecer ini sehingga jauh lebih mahal daripada prinsipalnya?",
        formula="bukan produsen atau prinsipal, stok nol, harga paling sedikit 1,3 kali harga prinsipal barang yang "
        "sama",
        innocent="Termasuk pemasangan, pelatihan, atau kirim ke pelosok.",
        basis="kepka-lkpp-122-2022", article="jenis pelaku usaha pada pencantuman",
        asked_of=Listing, judge=empty_retailer, needs=frozenset(), scope=Scope.CATALOGUE, rows=("tanda.pengecer.kali",),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.FIRM,
    ),
    Indicator(
        code=f"{Family.LISTING}.etalase_tunggal",
        question="Mengapa etalase ini hanya berisi satu penyedia?",
        formula="satu penyedia selama lebih dari 60 hari dan penjualan di atas Rp200 juta",
        innocent="Etalase baru dari usulan unit; undangan kepada usaha lain sedang berjalan.",
        basis="se-banten-027-1181-2023", article="etalase dan penyedia diperbanyak",
        asked_of=ShelfOrders, concerned=_of_all_units, judge=single_seller, needs=needs(Input.FIRM, Input.GOODS),
        rows=("tanda.tunggal.hari", "tanda.tunggal.nilai"), answered_by=frozenset({DocumentKind.PROPOSAL}),
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.FIRM,
    ),
    Indicator(
        code=f"{Family.LISTING}.spesifikasi_mengunci",
        question="Mengapa spesifikasi ini hanya dapat dipenuhi satu barang?",
        formula="tepat satu barang katalog memenuhinya padahal ada yang sejenis (kuat: menyebut merek)",
        innocent="Harus cocok dengan alat yang sudah ada; suku cadang asli.",
        basis="perpres-16-2018", article="Pasal 19: spesifikasi tidak mengarah pada merek tertentu; sumber kedua",
        asked_of=Specification, judge=written_for_one, needs=frozenset(), scope=Scope.CATALOGUE,
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.UNIT,
    ),
    Indicator(
        code=f"{Family.LISTING}.kategori_keliru",
        question="Apakah barang ini di etalase yang benar?",
        formula="KBKI barang tidak berawalan salah satu kelompok etalasenya",
        innocent="Barang di perbatasan dua kelompok.",
        basis="kepka-lkpp-122-2022", article="patroli: kategori tidak sesuai",
        asked_of=Listing, judge=wrong_shelf, needs=frozenset(), scope=Scope.CATALOGUE,
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.FIRM,
    ),
    Indicator(
        code=f"{Family.LISTING}.label_berubah",
        question="Mengapa label PDN atau TKDN diubah tepat sebelum dibeli?",
        formula="asal, kelas PDN, atau TKDN berubah paling lama 7 hari sebelum dibeli (kuat: berubah lagi dalam 30 "
        "hari)",
        innocent="Sertifikat memang baru terbit pada hari itu.",
        basis="perpres-16-2018", article="Pasal 66",
        asked_of=Line, judge=moved_label, needs=needs(Input.CLAIMS, Input.DAY),
        rows=("tanda.label.sebelum", "tanda.label.sesudah"),
        severity=Severity.MIDDLE, confidence=Confidence.FAIR, gather=Gather.FIRM,
    ),
    Indicator(
        code=f"{Family.LISTING}.label_bertentangan",
        question="Mana yang benar: barang ini dalam negeri atau impor?",
        formula="GTIN, atau merek dan tipe, yang sama disebut dalam negeri oleh satu penyedia dan impor oleh yang lain",
        innocent="Merek dirakit di dua negara; salah satu salah isi.",
        basis="inpres-2-2022", article="definisi PDN longgar; catatan BPKP",
        asked_of=ProductLabels, judge=labels_disagree, needs=frozenset(), scope=Scope.CATALOGUE,
        severity=Severity.LOW, confidence=Confidence.FAIR, gather=Gather.FIRM,
    ),
)  # fmt: skip

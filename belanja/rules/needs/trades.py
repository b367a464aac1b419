"""Which trades (KBLI 2020) make or sell which goods and services (KBKI), finer than `rules.kbli`, and what things
are called that a trade makes.

BPS keeps an official correspondence of both registers that we do not hold. These rows are our own reading of their
titles, and say less rather than more: a trade that may do it as well is not named, it is found by words
(`Ground.COULD`). `rules.kbli` stays as coarse as a warning to a firm must be. Codes of KBKI were compared with the
titles in the lists of BPS that we hold (2012 for goods, 2013 for services), codes of KBLI with its published titles.
KBLI 2025 (Peraturan BPS 7/2025), in which trade in vehicles moved to other codes, is not read yet: whoever has an NIB
by it is found by words and shelf where its code is another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

SOURCE = (
    "KBLI 2020 (Peraturan BPS 2/2020) dan KBKI (BPS 2012 barang, 2013 jasa), judulnya; "
    "pemadanannya pilihan aplikasi ini"
)
SINCE = date(2021, 1, 1)


@dataclass(frozen=True)
class Trade:
    """Of goods that begin with these digits of KBKI: digits of KBLI with which who makes or renders them begins, and
    who sells them."""

    kbki: str
    makers: tuple[str, ...]
    sellers: tuple[str, ...]
    valid_from: date = SINCE
    source: str = SOURCE


#: "KBKI | makes or renders | sells". The longest beginning that fits a code holds.
_TRADES = """
01 | 01 | 462 4631 4721 477
02 | 014 | 462 4632 472 477
03 | 02 | 462 4663
04 | 03 | 462 4632 472
15 | 08 | 4663 4752
16 | 08 | 4663 4752
18 | 36 |
21 | 10 | 463 472 4711
211 | 101 107 56 | 463 472 4711
22 | 105 | 463 472 4711
23 | 10 | 463 472 4711
231 | 106 | 463 472 4711
233 | 108 | 462 463 477
234 | 107 56 | 463 472 4711
24 | 11 | 463 472 4711
25 | 12 | 463 472
26 | 13 | 4641 4751
27 | 139 | 4641 4751
28 | 14 | 4641 4771
281 | 139 143 | 4641 4751
29 | 15 | 4641 4771
31 | 16 | 4663 4752
319 | 162 | 4649 4759 477
32 | 17 18 | 4649 4761
321 | 17 | 4649 4761
322 | 18 58 | 4649 4761
33 | 19 | 4661 473 477
34 | 20 | 4665 4669 477
346 | 2012 2021 | 4665 477
35 | 20 | 4665 4669
351 | 202 | 4663 4752
3514 | 202 | 4649 4651 4741 4761
352 | 21 | 4644 4772
353 | 202 | 4644 4649 4711 4772
36 | 22 | 4649 4663 4752 4759
361 | 22 | 453 454
37 | 23 | 4663 4752
371 | 23 | 4649 4663 4752 4759
372 | 23 | 4649 4752 4759
373 | 239 | 4663 4752
374 | 2394 | 4663 4752
375 | 2395 | 4663 4752
38 | 32 | 4649 477
381 | 31 | 4649 4759
383 | 322 | 4649 4759
384 | 323 | 4649 4763
385 | 324 | 4649 4764
387 | 16 251 |
3891 | 329 | 4649 4761
3899 | 162 32 | 4649 4759 477
41 | 24 | 4662 4663 4752
42 | 25 | 4663 4752 4759
43 | 28 | 4659
44 | 28 | 4653 4659
448 | 275 | 4649 4759
45 | 262 281 | 4651 4659 4741
46 | 27 | 4649 4652 4659 4759
461 | 27 | 4659
464 | 27 | 453 4652 4659
47 | 26 | 4651 4652 474
478 | 582 62 | 4651 4741
48 | 26 | 4659 4669
481 | 266 325 | 4644 4669 4772
482 | 265 325 | 4644 4659 4669 4772
49 | 29 30 | 45
493 | 301 | 4659
499 | 309 | 454 4649 4659 4763
4991 | 309 | 454
53 | 41 42 |
531 | 41 |
532 | 42 |
54 | 41 42 43 |
63 | 55 56 |
631 | 55 |
633 | 56 |
634 | 56 |
64 | 49 50 51 |
65 | 49 50 51 52 |
66 | 49 771 |
67 | 52 |
68 | 53 |
69 | 35 36 |
71 | 64 65 66 |
72 | 68 |
73 | 77 |
733 | 58 62 774 |
81 | 72 |
82 | 69 |
83 | 70 74 |
831 | 62 63 70 |
832 | 71 |
833 | 71 |
834 | 71 74 |
835 | 75 |
836 | 58 59 60 63 73 |
837 | 73 |
838 | 74 |
84 | 60 61 62 63 |
851 | 78 |
852 | 80 |
853 | 81 |
854 | 82 |
855 | 79 |
859 | 81 82 |
86 | 01 02 03 |
862 | 09 |
87 | 33 452 454 95 |
872 | 95 |
873 | 33 43 |
881 | 10 11 |
882 | 13 14 15 |
883 | 16 17 |
889 | 32 |
89 | 18 58 |
92 | 85 |
93 | 86 87 88 |
94 | 37 38 39 |
96 | 59 90 91 93 |
97 | 96 |
"""
#: "KBLI | what it makes or renders, as people call it".
_NAMES = """
0111 jagung kedelai
0112 beras gabah
0141 sapi kerbau
0144 kambing domba
0146 ayam telur
0311 ikan
032 ikan
101 daging abon sosis bakso
102 bandeng ikan pindang
103 tempe tahu manisan selai
104 minyak
105 susu yogurt
106 beras tepung sagu
1071 roti kue biskuit
1072 gula
1074 mie
1076 kopi teh
1077 kecap bumbu sambal garam
10792 kue
10794 keripik kerupuk peyek emping rengginang
10796 dodol
110 sirup jus
11050 air
108 pakan
131 kain tenun batik songket
139 sulaman bordir karpet tenda terpal bendera sprei gorden
141 seragam baju kemeja jaket rompi kaos jilbab mukena batik celana topi
143 kaos
151 tas koper dompet sabuk ransel
152 sepatu sandal
161 kayu papan
162 anyaman tikar bakul tampah tas kusen bingkai
170 kertas karton kardus amplop
181 cetakan spanduk undangan buku baliho kalender brosur
2012 pupuk
202 sabun cat deterjen tinta
210 jamu obat
221 ban
222 ember wadah
239 keramik gerabah genteng bata paving batako semen
251 pagar teralis kanopi
259 pisau golok cangkul
310 meja kursi lemari mebel rak furnitur ranjang
321 perhiasan
322 gamelan angklung kendang
323 bola raket
324 mainan
329 sapu keset sikat plakat piala
56 nasi katering konsumsi snack tumpeng prasmanan
"""
#: Words that do not tell a thing by themselves: the next one belongs to them.
_GENERAL = frozenset(
    "alat bahan barang belanja cetak jasa kegiatan kebutuhan mesin olahan paket pakaian pembelian pembuatan pengadaan "
    "penyediaan peralatan perlengkapan produk sarana sewa aneka".split()
)
#: Words of titles that ask for something to be lent or done.
SERVICES = frozenset({"jasa", "sewa"})


@cache
def rows() -> tuple[Trade, ...]:
    """Every row, in the order of KBKI."""
    found = []
    for line in _TRADES.strip().splitlines():
        kbki, makers, sellers = (part.split() for part in line.split("|"))
        found.append(Trade(kbki[0], tuple(makers), tuple(sellers)))
    return tuple(found)


@lru_cache(maxsize=4_096)
def of_goods(kbki: tuple[str, ...]) -> tuple[Trade, ...]:
    """The row of each of these KBKI beginnings; none where it is not told which goods are meant."""
    known = {one.kbki: one for one in rows()}
    found = (
        next((known[code[:size]] for size in range(len(code), 1, -1) if code[:size] in known), None) for code in kbki
    )
    return tuple(dict.fromkeys(one for one in found if one is not None))


def makers(kbki: Iterable[str]) -> tuple[str, ...]:
    """Beginnings of KBLI of whoever makes or renders goods of these KBKI beginnings, in their order."""
    return tuple(sorted({code for one in of_goods(tuple(kbki)) for code in one.makers}))


@lru_cache(maxsize=4_096)
def suppliers(kbki: tuple[str, ...], name: str = "") -> tuple[str, ...]:
    """Beginnings of KBLI of whoever makes, renders or sells goods of these KBKI beginnings; of those who make them
    only whose trade makes what people call so (`name`: one word, lower case), where some of them do."""
    known = of_goods(kbki)
    making = [code for one in known for code in one.makers]
    closer = [code for code in named(name) if code.startswith(tuple(making))]
    return tuple(sorted({*(closer or making), *(code for one in known for code in one.sellers)}))


@lru_cache(maxsize=65_536)
def supplies(kbli: tuple[str, ...], kbki: tuple[str, ...], name: str = "") -> bool:
    """Whether one of a firm's trades is among the `suppliers`."""
    return any(code.startswith(suppliers(kbki, name)) for code in kbli)


def named(name: str) -> tuple[str, ...]:
    """Beginnings of KBLI of whoever makes what people call so (one word, lower case)."""
    return _by_name().get(name, ())


def head(words: Sequence[str]) -> int:
    """How many of the words of a title (lower case, in their order) it takes to tell the thing: the first, with those
    before it that tell nothing by themselves; 0 where none does."""
    return next((place for place, word in enumerate(words, start=1) if word not in _GENERAL), 0)


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _NAMES.strip().splitlines():
        code, *words = line.split()
        for word in words:
            found[word] = (*found.get(word, ()), code)
    return found

"""The divisions and groups of KBKI that classes of plan lines point to, as BPS published them, in our own short words.

Only what the classes need; the whole register has 10 digits and more than ten thousand rows. A two-digit code is a
division, a three-digit one a group.
"""

from dataclasses import dataclass
from datetime import date

SOURCE = "Klasifikasi Baku Komoditas Indonesia (KBKI) 2015, Badan Pusat Statistik"
SINCE = date(2015, 1, 1)


@dataclass(frozen=True)
class Group:
    """One division or group: its leading digits, what it holds, and since when it is read so."""

    code: str
    name: str
    valid_from: date = SINCE
    source: str = SOURCE


_DIVISIONS = """
01 Hasil pertanian, hortikultura dan perkebunan
02 Binatang hidup dan hasilnya
04 Ikan dan hasil perikanan
21 Daging, ikan, sayur, buah dan minyak olahan
23 Hasil gilingan, pakan, roti dan pangan lain
24 Minuman
26 Benang dan kain
28 Kain rajut dan pakaian jadi
32 Kertas, barang cetakan dan sejenisnya
33 Hasil kilang minyak dan gas
34 Kimia dasar, pupuk dan pestisida
35 Cat, tinta, obat, sabun dan kimia lain
37 Kaca, keramik, semen, beton dan mineral lain
38 Mebel, alat musik, olahraga, mainan dan barang jadi lain
42 Produk logam
43 Mesin untuk keperluan umum
44 Mesin untuk keperluan khusus
45 Mesin kantor dan komputer
46 Mesin dan perlengkapan listrik
47 Radio, televisi, perangkat komunikasi dan lunak
48 Alat kesehatan, ukur dan optik
49 Alat angkutan
53 Bangunan dan pekerjaan sipil
54 Jasa konstruksi
61 Jasa perdagangan
63 Akomodasi, penyediaan makanan dan minuman
64 Angkutan penumpang
66 Sewa kendaraan dengan pengemudi
68 Pos dan kurir
69 Distribusi listrik, gas dan air
71 Jasa keuangan dan asuransi
72 Jasa tanah dan bangunan
73 Sewa tanpa operator dan lisensi
83 Jasa ahli, teknik, periklanan dan teknologi informasi
84 Telekomunikasi, penyiaran dan informasi
85 Jasa penunjang: tenaga, keamanan, kebersihan, acara
87 Perawatan, perbaikan dan pemasangan
89 Pencetakan, penerbitan dan jasa pembuatan lain
91 Administrasi pemerintahan dan jaminan sosial
92 Pendidikan dan pelatihan
94 Limbah, sampah dan sanitasi
95 Keanggotaan organisasi
96 Rekreasi, kebudayaan dan olahraga
97 Pencucian dan jasa perorangan
"""
_GROUPS = """
011 Serealia dan benihnya
019 Tanaman hidup, bibit dan pakan hijauan
021 Binatang hidup
041 Ikan hidup, segar atau dingin
211 Daging dan hasilnya
231 Hasil gilingan padi dan serealia
233 Pakan olahan
235 Gula
239 Pangan olahan lain
244 Minuman ringan dan air kemasan
265 Kain tenun serat alam
266 Kain tenun kapas
282 Pakaian jadi
321 Kertas dan karton
322 Buku, brosur dan peta tercetak
324 Surat kabar dan majalah berkala
326 Perangko, meterai dan barang cetakan lain
327 Buku daftar, blanko dan alat tulis dari kertas
333 Bahan bakar minyak dan pelumas
334 Gas minyak bumi
346 Pupuk dan pestisida
351 Cat, tinta dan pernis
352 Obat dan bahan farmasi
353 Sabun dan bahan pembersih
354 Bahan kimia lain
374 Semen, kapur dan plester
375 Barang dari beton dan semen
379 Aspal dan mineral lain
381 Mebel
383 Alat musik
384 Perlengkapan olahraga
385 Permainan dan mainan
389 Barang jadi lain: alat tulis, sapu, cendera mata
421 Produk logam untuk bangunan
429 Perkakas dan produk logam lain
432 Pompa dan kompresor
435 Alat pengangkat dan pemindah
439 Mesin umum lain
441 Mesin pertanian dan kehutanan
444 Mesin pertambangan dan konstruksi
448 Peralatan rumah tangga
449 Mesin khusus lain
451 Mesin kantor
452 Komputer dan perlengkapannya
461 Motor, generator dan transformator
464 Aki dan baterai
465 Lampu dan perlengkapan penerangan
469 Perlengkapan listrik lain
472 Pemancar, kamera dan perangkat komunikasi
473 Penerima siaran, perekam suara dan gambar
478 Perangkat lunak kemasan
481 Alat kesehatan dan bedah
482 Alat ukur dan uji
483 Alat optik dan fotografi
491 Kendaraan bermotor
493 Kapal
499 Alat angkutan lain
531 Bangunan
532 Pekerjaan sipil
545 Konstruksi keterampilan khusus
631 Akomodasi
633 Penyediaan makanan
641 Angkutan penumpang lokal
642 Angkutan penumpang jarak jauh
660 Sewa kendaraan dengan pengemudi
681 Pos dan kurir
691 Distribusi listrik dan gas
692 Distribusi air
713 Asuransi
721 Sewa tanah dan bangunan
731 Sewa mesin dan perlengkapan
732 Sewa barang lain
733 Lisensi
831 Konsultansi manajemen dan teknologi informasi
832 Arsitektur dan tata ruang
833 Jasa teknik
836 Periklanan
838 Fotografi
839 Jasa ahli lain
841 Telepon
842 Internet
851 Penyediaan tenaga kerja
852 Penyelidikan dan keamanan
853 Kebersihan
859 Jasa penunjang lain, termasuk acara
871 Perawatan mesin, kendaraan dan peralatan
891 Pencetakan dan penerbitan
911 Administrasi pemerintahan
929 Pelatihan dan kursus
942 Pengumpulan sampah
943 Pengolahan sampah dan limbah
959 Keanggotaan organisasi lain
962 Pertunjukan seni
971 Pencucian
"""


def _read(rows: str) -> dict[str, Group]:
    parts = (line.partition(" ") for line in rows.strip().splitlines())
    return {code: Group(code, name) for code, _space, name in parts}


DIVISIONS = _read(_DIVISIONS)
GROUPS = _read(_GROUPS)


def name_of(code: str) -> str:
    """What a code of KBKI holds by its group, or else its division; empty where neither is listed."""
    found = GROUPS.get(code[:3]) or DIVISIONS.get(code[:2])
    return found.name if found else ""

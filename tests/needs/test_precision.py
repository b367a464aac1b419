"""Which invented firms are told of which invented needs: labels were made before the table of trades, firm by firm."""

from belanja.foundation.words import lexeme, lexemes
from belanja.needs.texts import Texts, head, name_of
from belanja.rules import kbli
from belanja.rules.needs import trades
from belanja.rules.needs.crowd import Crowd
from belanja.rules.needs.matching import Candidate, Ground, Sought

#: key: KBLI, what it says of itself.
FIRMS = {
    "koja": ("13912", "Koperasi Perajin Kanekes: tas koja Baduy, kaneron, anyaman"),
    "keripik": ("10794", "Rumah Keripik Lebak"),
    "tenun": ("13121", "Tenun Baduy Jaya"),
    "batik": ("13134", "Batik khas Banten, kain dan kemeja"),
    "jahit": ("14111", "Konveksi Serang"),
    "katering": ("56210", "Dapur Ibu"),
    "roti": ("10710", "Roti Harum"),
    "kulit": ("15121", "Dompet dan ikat pinggang kulit"),
    "mebel": ("31001", "Mebel Jati Pandeglang"),
    "anyam": ("16292", "Anyaman bambu dan pandan"),
    "las": ("25111", "Bengkel Las Karya"),
    "cetak": ("18111", "Percetakan Aneka"),
    "atk": ("47611", "Toko Pena"),
    "komputer": ("47411", "Toko Komputer Cilegon"),
    "bangunan": ("47523", "Toko Bangunan Maju"),
    "toko": ("47111", "Minimarket Bersama"),
    "grosir": ("46331", "Grosir Pangan Sejahtera"),
    "farmasi": ("46441", "PT Sehat Farma"),
    "tani": ("01121", "Kelompok Tani Makmur, beras Pandeglang"),
    "ternak": ("01442", "Ternak Kambing Etawa"),
    "tambak": ("03254", "Tambak bandeng Kasemen"),
    "bandeng": ("10219", "Sate bandeng Bu Contoh"),
    "pupuk": ("20121", "Pupuk Subur"),
    "paving": ("23953", "Paving Kuat"),
    "kopi": ("10761", "Kopi Cikeusik"),
    "bersih": ("81210", "Bersih Gedung"),
    "aman": ("80100", "Garda Contoh"),
    "sewa": ("77299", "Sewa Pelaminan"),
    "bengkel": ("45201", "Bengkel Mobil"),
    "aplikasi": ("62019", "Sistem Contoh"),
    "ahli": ("71102", "Rancang Contoh"),
    "gamelan": ("32201", "Gong Sunda"),
    "mainan": ("32402", "Kayu Ceria"),
    "sapu": ("32904", "Sapu dan keset sabut"),
}
#: what, KBKI (as who posts it chose it), whom a person would tell.
NEEDS = (
    ("Keripik pisang", "23999", "keripik toko grosir"),
    ("Tas koja Baduy", "29220", "koja kulit"),
    ("Seragam batik khas Banten", "28231", "jahit batik"),
    ("Kursi siswa kayu", "38122", "mebel"),
    ("Nasi kotak", "63393", "katering"),
    ("Snack rapat", "21176", "katering roti"),
    ("Beras medium 5 kg", "23161", "tani toko grosir"),
    ("Kertas HVS A4", "32129", "atk"),
    ("Printer laser", "45160", "komputer"),
    ("Semen 50 kg", "37440", "bangunan"),
    ("Paving blok", "37540", "paving bangunan"),
    ("Pupuk organik", "34610", "pupuk"),
    ("Kambing kurban", "02122", "ternak"),
    ("Jasa kebersihan gedung", "85330", "bersih"),
    ("Jasa pengamanan kantor", "85250", "aman"),
    ("Sewa tenda", "73290", "sewa"),
    ("Servis mobil dinas", "87141", "bengkel"),
    ("Aplikasi perpustakaan", "83143", "aplikasi"),
    ("Gamelan Sunda", "38300", "gamelan"),
    ("Sapu lidi", "38993", "sapu"),
    ("Anyaman bambu cendera mata", "38997", "anyam koja"),
    ("Obat paracetamol", "35260", "farmasi"),
    ("Teralis jendela", "42120", "las bangunan"),
    ("Kopi bubuk", "23911", "kopi toko grosir"),
    ("Bandeng presto", "", "bandeng tambak"),
    ("Mainan edukatif", "38560", "mainan"),
    ("Konsultan perencanaan gedung", "83211", "ahli"),
    ("Spanduk kain", "89121", "cetak"),
    ("Kain tenun Baduy", "26530", "tenun batik"),
    ("Keripik pisang", "", "keripik"),
)


def test_needs_reach_the_firms_that_a_person_would_tell() -> None:
    right = {(number, key) for number, (_what, _kbki, keys) in enumerate(NEEDS) for key in keys.split()}
    found = {(number, key) for number, (what, kbki, _keys) in enumerate(NEEDS) for key in told(what, kbki)}
    coarse = {(number, key) for number, (what, kbki, _keys) in enumerate(NEEDS) for key in told_coarsely(what, kbki)}
    assert precision(coarse, right) < 0.2
    assert precision(found, right) >= 0.85, sorted((NEEDS[one][0], key) for one, key in found - right)
    assert len(found & right) / len(right) >= 0.9, sorted((NEEDS[one][0], key) for one, key in right - found)


def test_a_textile_co_operative_is_not_told_of_keripik_and_whoever_is_not_sure_is_told_why() -> None:
    assert "koja" not in told("Keripik pisang", "23999")
    assert told("Keripik pisang", "")["keripik"] == (Ground.COULD,)
    assert told("Anyaman bambu cendera mata", "38997")["koja"] == (Ground.COULD,)
    assert told("Anyaman bambu cendera mata", "38997")["anyam"] == (Ground.TRADE,)


def test_every_row_says_codes_that_exist_and_the_longest_beginning_holds() -> None:
    for row in trades.rows():
        assert row.kbki.isdigit()
        assert row.makers
        assert all(kbli.is_code(code.ljust(5, "1")) for code in (*row.makers, *row.sellers)), row
    assert trades.suppliers(("37440",)) == ("2394", "4663", "4752")
    assert trades.suppliers(("49910",)) == ("309", "454")
    assert (trades.named("beras")[0], trades.named("kambing"), trades.named("pupuk")) == ("0112", ("0144",), ("2012",))
    assert trades.suppliers(("3",)) == trades.suppliers(()) == ()
    assert trades.makers(("85330", "85250")) == ("80", "81")
    assert (head("Jasa kebersihan gedung"), head("Belanja alat"), head("")) == (("jasa", "kebersihan"), (), ())


def told(what: str, kbki: str) -> dict[str, tuple[Ground, ...]]:
    """Who is told, and why; everybody is in one place and has nothing on sale."""
    texts, firms = Texts(), []
    for key, (code, says) in FIRMS.items():
        texts.add(says, [key])
        firms.append(Candidate(key, (code,), frozenset(), ""))
    crowd = Crowd(firms)
    sought = Sought("kode", None, (kbki,) if kbki else (), "", name=name_of(what))
    could = texts.holding(lexeme(word) for word in head(what)) | crowd.in_trade(trades.named(sought.name))
    fits = crowd.fits(sought, dict.fromkeys(Ground, 1), sells=texts.holding(lexemes(what)), could=could)
    return {one.key: one.grounds for one in fits}


def told_coarsely(what: str, kbki: str) -> set[str]:
    """Who was told before there was a finer table."""
    words = set(lexemes(what))
    return {key for key, (code, says) in FIRMS.items() if words <= set(lexemes(says)) or kbli.covers((code,), (kbki,))}


def precision(found: set[tuple[int, str]], right: set[tuple[int, str]]) -> float:
    return len(found & right) / len(found)

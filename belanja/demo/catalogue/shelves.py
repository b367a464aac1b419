"""The shelves of the sample as Biro PBJ governs them: mapped, and in every state that a shelf can have."""

from dataclasses import replace
from datetime import date

from belanja.etalase import services
from belanja.etalase.models import Etalase, NationalEtalase
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.attributes import Attribute, AttributeType
from belanja.rules.shelves import Step, Terms

#: Number of the etalase in the sample's own feed (`demo.sample.titles.ETALASE`) to which orders of Katalog v5 point.
NATIONAL = {
    "Alat Tulis Kantor": 1,
    "Makanan dan Minuman": 2,
    "Olahan Pangan Khas Banten": 3,
    "Seragam Dinas": 4,
    "Jasa Kebersihan": 5,
    "Jasa Keamanan": 6,
    "Sewa Kendaraan": 7,
    "Servis dan Suku Cadang Kendaraan": 7,
    "Percetakan dan Penggandaan": 8,
    "Jasa Penyelenggara Acara": 9,
    "Mebel Kantor": 10,
    "Perangkat Komputer": 11,
    "Bahan Pokok": 12,
    "Alat Kesehatan": 13,
    "Hewan Ternak dan Pakan": 14,
    "Buku dan Alat Peraga": 15,
    "Aspal dan Beton": 16,
    "Alat Musik Tradisional": 17,
    "Alat Tulis Sekolah": 18,
}
_LEVELS = {
    "pena": ("Perlengkapan kantor", "Alat tulis"),
    "kertas": ("Perlengkapan kantor", "Kertas"),
    "tinta": ("Perlengkapan kantor", "Bahan komputer"),
    "makanan": ("Pangan", "Makanan siap saji"),
    "air": ("Pangan", "Minuman"),
    "olahan": ("Pangan", "Pangan olahan"),
    "beras": ("Pangan", "Bahan pokok"),
    "kain": ("Sandang", "Kain"),
    "baju": ("Sandang", "Pakaian jadi"),
    "kerajinan": ("Ekonomi kreatif", "Kerajinan"),
    "meja": ("Mebel", "Mebel kantor"),
    "kursi": ("Mebel", "Mebel sekolah"),
    "jantung": ("Kesehatan", "Alat kesehatan"),
    "masker": ("Kesehatan", "Bahan habis pakai"),
    "obat": ("Kesehatan", "Obat"),
    "bata": ("Konstruksi", "Bahan bangunan"),
    "cat": ("Konstruksi", "Bahan bangunan"),
    "jalan": ("Konstruksi", "Jalan"),
    "lampu": ("Konstruksi", "Perlengkapan jalan"),
    "daun": ("Pertanian", "Tanaman"),
    "kambing": ("Pertanian", "Peternakan"),
    "ikan": ("Pertanian", "Perikanan"),
}
_HEAD = Actor(user_id=None, label="Kepala Biro PBJ (contoh)")
_BUREAU = Actor(user_id=None, label="Biro PBJ (contoh)")


def category(name: str, motif: str) -> list[str]:
    """The three levels of a shelf; other goods and services have a branch of their own."""
    return [
        *_LEVELS.get(motif, ("Barang dan jasa lain", "Jasa" if name.startswith(("Jasa", "Sewa")) else "Barang")),
        name,
    ]


def national(name: str) -> NationalEtalase | None:
    """The etalase of Katalog v5 that orders of the sample name for a shelf; None where they name none."""
    return (
        NationalEtalase.objects.filter(national_id=str(90_000 + NATIONAL[name])).first() if name in NATIONAL else None
    )


def govern(*, government: Government) -> None:
    """Shelves in every state, one schema that went on with goods that do not follow, and one that is being written."""
    _opened(government, "Alat Musik Tradisional", "38350", "kerajinan", date(2024, 8, 5))
    _opened(government, "Alat Tulis Sekolah", "38911", "pena", date(2024, 8, 5))
    craft = Etalase.objects.get(government=government, name="Kerajinan Khas Banten")
    gifts = _opened(government, "Cenderamata Daerah", "38997", "kerajinan", date(2024, 9, 2))
    _step(gifts, Step.MERGE, "Barangnya sama dengan Kerajinan Khas Banten; dua etalase membingungkan pembeli.",
          date(2026, 2, 9), into_id=craft.pk)  # fmt: skip
    copies = _opened(government, "Jasa Fotokopi", "85951", "cetak", date(2024, 9, 2))
    _step(copies, Step.FREEZE, "Tercakup dalam Percetakan dan Penggandaan.", date(2026, 3, 2))
    _step(copies, Step.CLOSE, "Tidak ada penawaran sejak dibekukan.", date(2026, 6, 1))
    sport = _opened(government, "Alat Olahraga", "38420", "kotak", date(2025, 1, 13))
    _step(sport, Step.FREEZE, "Skemanya ditinjau bersama Dinas Kepemudaan dan Olahraga.", date(2026, 10, 12))
    _proposed(government, "Batik Pesisir Banten", "26530", "kain", date(2026, 10, 19))
    with clock.frozen(date(2026, 10, 26)):
        services.propose_etalase(
            government=government,
            terms=Terms("Jasa Kalibrasi Alat Kesehatan", kind="Sektoral", category=("Kesehatan",)),
            reason="Nota dinas Dinas Kesehatan (contoh): alat ukur perlu dikalibrasi setiap tahun.",
            actor=_BUREAU,
        )
    _next_version(Etalase.objects.get(government=government, name="Kamera Pengawas dan Alarm"))
    _draft(Etalase.objects.get(government=government, name="Elektronik Kantor"))


def _proposed(government: Government, name: str, kbki: str, motif: str, on: date) -> Etalase:
    with clock.frozen(on):
        tie = national(name)
        terms = Terms(
            name, f"{name}, etalase contoh.", "provinsi", ("produsen", "distributor", "pengecer"), (),
            tuple(category(name, motif)), (kbki,), tie.national_id if tie else "", "Lokal",
        )  # fmt: skip
        made = services.propose_etalase(
            government=government, terms=terms, reason="Usulan Perangkat Daerah (contoh).", actor=_BUREAU
        )
        Etalase.objects.filter(pk=made.pk).update(motif=motif)
        draft = services.put_attribute(
            etalase_id=made.pk,
            number=0,
            attribute=Attribute(
                "", "Bahan", AttributeType.CHOICE, allowed=("kayu", "logam", "kain", "lainnya"), comparable=True
            ),
            actor=_BUREAU,
        )
        services.publish_schema(etalase_id=made.pk, number=draft.number, note="Versi pertama.", actor=_BUREAU)
    return made


def _opened(government: Government, name: str, kbki: str, motif: str, on: date) -> Etalase:
    made = _proposed(government, name, kbki, motif, on)
    _step(made, Step.OPEN, "Penelaahan produk ditetapkan (contoh).", on)
    return made


def _step(etalase: Etalase, step: Step, reason: str, on: date, into_id: int | None = None) -> None:
    etalase.refresh_from_db()
    with clock.frozen(on):
        services.take_step(
            etalase_id=etalase.pk, version=etalase.version, step=step, reason=reason, actor=_HEAD, into_id=into_id
        )


def _next_version(etalase: Etalase) -> None:
    with clock.frozen(date(2026, 9, 14)):
        found = next(one for one in etalase.schemas.get().rules() if one.key == "resolusi")
        draft = services.put_attribute(
            etalase_id=etalase.pk, number=0, attribute=replace(found, required=True), actor=_BUREAU
        )
        draft = services.put_attribute(
            etalase_id=etalase.pk,
            number=draft.number,
            attribute=Attribute("", "Penglihatan malam", AttributeType.YES_NO),
            actor=_BUREAU,
        )
        note = "Resolusi wajib supaya kamera dapat dibandingkan."
        services.publish_schema(etalase_id=etalase.pk, number=draft.number, note=note, actor=_BUREAU)


def _draft(etalase: Etalase) -> None:
    with clock.frozen(date(2026, 10, 28)):
        found = next(one for one in etalase.schemas.get().rules() if one.key == "daya")
        services.put_attribute(etalase_id=etalase.pk, number=0, attribute=replace(found, required=True), actor=_BUREAU)

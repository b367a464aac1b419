"""What stages, fields, reasons and events are called on the officers' pages."""

from decimal import Decimal, InvalidOperation
from typing import Any

from belanja.foundation import text
from belanja.rules import parameters
from belanja.rules.channels import Stage
from belanja.rules.duties import Role

_STAGES = (
    (Stage.UNCERTAIN, "ditahan, tahapnya belum dipastikan"),
    (Stage.CANCELLED, "dibatalkan"),
    (Stage.PAID, "dibayar"),
    (Stage.COMPLETED, "selesai"),
    (Stage.RECEIVED, "diserahterimakan"),
    (Stage.CONTRACTED, "kontrak"),
    (Stage.ORDERED, "pesanan"),
)


def stages_in_words(stages: int) -> str:
    """The furthest stage an order has reached (bit mask)."""
    return next((words for stage, words in _STAGES if stages & stage), "tidak dihitung")


def stage_label(stage: int) -> str:
    return stages_in_words(stage)


#: Names of kept columns as a clerk knows them; others are shown with their own name.
FIELDS = {
    "tahun": "Tahun anggaran",
    "kd_klpd": "Kode pemerintah daerah",
    "nama_klpd": "Pemerintah daerah",
    "jenis_klpd": "Jenis instansi",
    "kd_satker": "Nomor satuan kerja",
    "kd_satker_str": "Kode satuan kerja",
    "nama_satker": "Satuan kerja",
    "status_satker": "Status satuan kerja",
    "ket_satker": "Keterangan satuan kerja",
    "jenis_satker": "Jenis satuan kerja",
    "kode_eselon": "Eselon",
    "tahun_aktif": "Tahun aktif",
    "kd_komoditas": "Kode etalase",
    "nama_komoditas": "Etalase",
    "jenis_katalog": "Jenis katalog",
    "pemilik": "Pemilik etalase",
    "pemilik_kode": "Kode pemilik",
    "operasi": "Belanja operasi",
    "modal": "Belanja modal",
    "btt": "Belanja tidak terduga",
    "non_pengadaan": "Belanja non-pengadaan",
    "pengadaan": "Belanja pengadaan",
    "total": "Jumlah",
    "kd_rup": "Kode RUP",
    "kd_rup_lama": "Kode RUP lama",
    "kd_rup_baru": "Kode RUP baru",
    "kd_rup_swakelola": "Kode RUP swakelola",
    "nama_paket": "Nama paket",
    "pagu": "Pagu",
    "metode": "Metode",
    "jenis": "Jenis pengadaan",
    "pdn": "Tanda PDN",
    "ukm": "Tanda usaha kecil",
    "alasan_non_ukm": "Alasan bukan usaha kecil",
    "tipe_paket": "Tipe paket",
    "tipe_swakelola": "Tipe swakelola",
    "konsolidasi": "Konsolidasi",
    "dikecualikan": "Dikecualikan",
    "volume": "Volume",
    "uraian": "Uraian pekerjaan",
    "awal_pemilihan": "Awal pemilihan",
    "awal_kontrak": "Awal kontrak",
    "akhir_kontrak": "Akhir kontrak",
    "diumumkan": "Diumumkan",
    "status_umumkan": "Status pengumuman",
    "aktif": "Aktif",
    "dihapus": "Dihapus",
    "ppk_ref": "Sandi PPK",
    "jenis_revisi": "Jenis revisi",
    "jenis_paket": "Jenis paket",
    "tgl_kaji_ulang": "Tanggal kaji ulang",
    "alasan": "Alasan",
    "kd_paket": "Kode paket",
    "kd_paket_produk": "Kode baris paket",
    "no_paket": "Nomor paket",
    "sumber_dana": "Sumber dana",
    "kode_anggaran": "Kode anggaran",
    "mak": "Mata anggaran",
    "kd_produk": "Kode produk",
    "produk": "Kode produk",
    "kd_penyedia": "Kode penyedia",
    "kd_penyedia_sikap": "Kode penyedia SIKaP",
    "kd_distributor": "Kode distributor",
    "penyedia": "Penyedia",
    "jml_jenis_produk": "Jenis produk",
    "jml_produk": "Jumlah produk",
    "kuantitas": "Kuantitas",
    "harga_satuan": "Harga satuan",
    "ongkos_kirim": "Ongkos kirim",
    "ongkir": "Ongkos kirim",
    "total_harga": "Total harga",
    "valuasi": "Nilai transaksi",
    "tanggal_buat": "Dibuat",
    "tanggal_edit": "Diubah",
    "tgl_order": "Tanggal pesanan",
    "waktu": "Waktu transaksi",
    "status_paket": "Status paket",
    "paket_status_str": "Status keseluruhan",
    "status": "Status pesanan",
    "pengiriman": "Status pengiriman",
    "mini_kompetisi": "Mini-kompetisi",
    "marketplace": "Toko daring",
    "verifikasi": "Verifikasi",
    "konfirmasi": "Konfirmasi",
    "keterangan": "Keterangan",
    "order_id": "Nomor transaksi",
    "kategori": "Kategori",
    "sumber_data": "Sumber data",
    "kota_kab": "Kota/kabupaten",
    "penyelenggara": "Penyelenggara",
    "penyelenggara_kode": "Kode penyelenggara",
    "penyelenggara_unit": "Unit penyelenggara",
}
_MONEY = frozenset(
    "operasi modal btt non_pengadaan pengadaan total pagu harga_satuan ongkos_kirim ongkir total_harga valuasi".split()
)


def field_label(name: str) -> str:
    return FIELDS.get(name, name)


def field_value(name: str, value: Any) -> str:
    """A payload's value for reading: exact rupiah, yes or no, lists joined; `kosong` where the feed was silent."""
    if value is None or value in ("", []):
        return "kosong"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if name in _MONEY:
        return _rupiah(str(value))
    return str(value)


def _rupiah(value: str) -> str:
    amount = number_of(value)
    return value if amount is None else text.rupiah(amount)


def number_of(value: object) -> Decimal | None:
    """A stored number; None for anything that is not one."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


#: Why a row is in quarantine, in the fewest words; the row itself carries the whole sentence.
QUARANTINE = {
    "bad_value": "Nilai tidak terbaca",
    "value_missing": "Kolom wajib kosong",
    "unit_missing": "Satuan kerja tidak disebut",
    "year_missing": "Tahun anggaran tidak disebut",
    "government_missing": "Pemerintah daerah tidak disebut",
    "other_government": "Milik pemerintah daerah lain",
    "negative": "Nilai negatif",
    "key_too_long": "Kode terlalu panjang",
}


def quarantine_label(reason: str) -> str:
    return QUARANTINE.get(reason, reason.replace("_", " ").capitalize())


#: Rules that hold something, and the dated parameter in which their threshold stands.
RULES = {
    "budget.largest": "plausibility.budget.largest",
    "budget.times_all_others": "plausibility.budget.times_all_others",
    "budget.times_other_year": "plausibility.budget.times_other_year",
    "budget.times_parts": "plausibility.budget.times_other_year",
    "budget.least_share": "plausibility.budget.least_share",
    "order.largest": "plausibility.order.largest",
    "order.times_ceiling": "plausibility.order.times_ceiling",
    "pull.most_vanished": "plausibility.pull.most_vanished",
}

RESOLUTIONS = {
    "chosen": "satu anggaran dipilih",
    "confirmed": "nilai dibenarkan",
    "rejected": "nilai ditolak",
    "complete": "tarikan lengkap",
    "partial": "tarikan sebagian",
    "accepted": "diterima tanpa kolom itu",
    "superseded": "selesai oleh tarikan baru",
    "withdrawn": "selesai karena impornya ditarik",
    "entry_stands": "entri tetap berlaku",
    "feed_stands": "angka sumber dipakai, entri ditarik",
    "pesanan": "berarti pesanan",
    "kontrak": "berarti kontrak",
    "terima": "berarti diserahterimakan",
    "selesai": "berarti selesai",
    "batal": "berarti dibatalkan",
}

EVENTS = {
    "etalase.proposed": "Etalase diusulkan",
    "etalase.described": "Keterangan etalase diubah",
    "etalase.mapped": "Etalase dipetakan ke kategori nasional",
    "etalase.stepped": "Keadaan etalase diubah",
    "etalase.schema_published": "Versi skema diterbitkan",
    "etalase.specification_written": "Spesifikasi siap pakai ditulis",
    "etalase.specification_removed": "Spesifikasi siap pakai dihapus",
    "intake.budget_sheet_received": "Lembar anggaran diunggah",
    "intake.budget_sheet_explained": "Kolom lembar anggaran dijelaskan",
    "intake.budget_sheet_proposed": "Lembar anggaran diusulkan",
    "intake.budget_sheet_discarded": "Lembar anggaran dibatalkan",
    "plans.budget_proposed": "Anggaran diisi",
    "plans.budget_confirmed": "Anggaran disahkan",
    "plans.budget_rejected": "Entri anggaran ditolak",
    "plans.budget_withdrawn": "Entri anggaran ditarik",
    "accounts.account_opened": "Akun dibuka",
    "accounts.account_closed": "Akun ditutup",
    "accounts.password_set": "Kata sandi diganti",
    "accounts.registered": "Akun didaftarkan sendiri",
    "accounts.invited": "Akun disiapkan petugas",
    "accounts.code_handed": "Kode diberikan",
    "accounts.number_proved": "Nomor telepon terbukti",
    "accounts.pin_set": "PIN diganti",
    "accounts.contact_changed": "Data akun diubah pemiliknya",
    "accounts.sessions_ended": "Semua perangkat dikeluarkan",
    "accounts.locked_out": "Semua cara masuk dihentikan",
    "accounts.passkey_added": "Kunci sandi ditambahkan",
    "accounts.passkey_removed": "Kunci sandi dihapus",
    "institutions.restoration_asked": "Pemulihan akses diminta",
    "institutions.restoration_approved": "Pemulihan akses disetujui",
    "institutions.restoration_refused": "Pemulihan akses ditolak",
    "notices.told": "Pesan ditulis",
    "notices.handed": "Pesan disampaikan petugas",
    "institutions.official_appointed": "Pejabat dicatat",
    "institutions.official_ended": "Jabatan berakhir",
    "institutions.role_given": "Peran diberikan",
    "institutions.role_ended": "Peran diakhiri",
    "institutions.parameter_proposed": "Parameter diusulkan",
    "institutions.parameter_approved": "Parameter disetujui",
    "institutions.parameter_rejected": "Parameter ditolak",
    "institutions.counting_mode_proposed": "Cara menghitung diusulkan",
    "institutions.counting_mode_approved": "Cara menghitung disetujui",
    "institutions.counting_mode_rejected": "Cara menghitung ditolak",
    "accounts.second_factor_reset": "Faktor kedua diatur ulang",
    "institutions.government_registered": "Pemerintah daerah dicatat",
    "institutions.government_completed": "Pemerintah daerah dilengkapi",
    "institutions.units_seen": "Unit dikenal dari tarikan",
    "institutions.unit_identified": "Unit disamakan",
    "institutions.unit_replaced": "Unit diganti",
    "institutions.parent_set": "Induk unit ditetapkan",
    "institutions.master_data_loaded": "Data induk dimuat",
    "institutions.legal_basis_registered": "Dasar hukum dicatat",
    "institutions.legal_basis_replaced": "Dasar hukum diganti",
    "institutions.legal_basis_acknowledged": "Dasar hukum diterima",
    "documents.letterhead_set": "Kop naskah ditulis",
    "documents.signatory_named": "Penanda tangan dicatat",
    "documents.signatory_erased": "Data penanda tangan dihapus",
    "documents.paper_issued": "Naskah diterbitkan",
    "documents.paper_numbered": "Nomor resmi dicatat",
    "documents.paper_cancelled": "Naskah dibatalkan",
    "documents.copy_received": "Salinan bertanda tangan diterima",
    "documents.copy_decided": "Salinan bertanda tangan diputuskan",
    "intake.pull_applied": "Tarikan dimuat",
    "intake.held_decided": "Keputusan diambil",
    "intake.pull_withdrawn": "Impor ditarik",
    "intake.withdrawal_proposed": "Penarikan impor diusulkan",
    "intake.withdrawal_declined": "Usulan penarikan ditolak",
    "intake.correction_proposed": "Koreksi karantina diusulkan",
    "intake.correction_approved": "Koreksi karantina disetujui",
    "intake.correction_declined": "Koreksi karantina ditolak",
}


def event_label(name: str) -> str:
    return EVENTS.get(name, name)


def parameter_value(key: str, value: str) -> str:
    """A parameter's value with its unit, as people write it."""
    seed = parameters.BY_KEY.get(key)
    amount = number_of(value)
    if seed is not None and seed.unit == "peran" and value in set(Role):
        return Role(value).label
    if seed is None or amount is None:
        return value
    if seed.unit == "rupiah":
        return text.rupiah(amount)
    if seed.unit == "persen":
        return text.percent_short(amount)
    if seed.unit == "bagian":
        return text.percent_short(amount * 100)
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{text.number(amount, places)} {seed.unit}"

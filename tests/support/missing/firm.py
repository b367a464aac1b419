"""What the co-operative does on its telephone, without JavaScript: register, answer, list, sign; and Dinas Koperasi
beside it."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.exchange.sheets import GOOD, filled
from tests.support.axe import fit

from .unit import SHELF

PIN, NIB, NAME, PERSON = "407183", "9120007712345", "Koperasi Perajin Kanekes Contoh", "Sarni Contoh"
GOODS = "Tas koja Baduy ukuran sedang"
BAG: dict[str, object] = GOOD | {
    "Nama produk *": GOODS, "Merek": "", "Uraian": "Tas koja dari kulit kayu teureup.",
    "Satuan jual *": "buah", "Isi satu satuan jual *": 1, "Satuan isi *": "buah", "Bahan": "Kulit kayu",
    "Jenis usaha untuk produk ini *": "Produsen", "Tempat pembuatan": "Kab. Lebak",
    "Harga satu satuan jual *": 85000, "Stok": 200, "Nomor artikel": "KOJA-1",
}  # fmt: skip
for _of_paper in ("Ukuran *", "Gramatur (g) *", "Bahan *"):
    BAG.pop(_of_paper, None)


def telephone(browser: Browser) -> Page:
    """A small screen without JavaScript."""
    page = browser.new_context(
        viewport={"width": 390, "height": 800}, java_script_enabled=False, accept_downloads=True
    ).new_page()
    page.set_default_timeout(60_000)
    return page


def found_by_the_dinas(dinas: Page, url: str) -> None:
    """Dinas Koperasi has the co-operative on a list of its own; a row that cannot be read is told."""
    dinas.goto(f"{url}/kelola/D43/calon/unggah/")
    fit(dinas)
    dinas.get_by_label("Dinas Koperasi UKM").check()
    listed = f"Nama Koperasi;Kab/Kota;KBLI;NIB\n{NAME};Kab. Lebak;16292;{NIB}\nSerba;Bandung;16292;\n"
    dinas.get_by_label("Berkas XLSX atau CSV").set_input_files(
        {"name": "binaan.csv", "mimeType": "text/csv", "buffer": listed.encode()}
    )
    dinas.get_by_role("button", name="Lanjut memeriksa kolom").click()
    dinas.get_by_role("button", name="Lihat yang akan dimuat").click()
    expect(dinas.get_by_text("Tidak dimuat: 1 baris")).to_be_visible()
    fit(dinas)
    dinas.get_by_role("button", name="Muat daftar").click()


def called_by_the_dinas(dinas: Page, url: str, need: str) -> None:
    """The Dinas sees that the need fits the firm of its list, and calls it first."""
    dinas.goto(f"{url}/kelola/D43/calon/")
    dinas.get_by_role("link", name=NAME).click()
    expect(dinas.get_by_role("link", name=need)).to_be_visible()
    fit(dinas)
    dinas.get_by_role("button", name="Catat sudah dihubungi dinas").click()
    expect(dinas.get_by_text("Tercatat sudah dihubungi dinas.")).to_be_visible()


def registered(page: Page, dinas: Page, url: str) -> str:
    """From a telephone number that the Dinas proves to a registration that names the new shelf; the firm's desk."""
    page.goto(f"{url}/akun/daftar/")
    page.get_by_label("Nama Anda").fill(PERSON)
    page.get_by_label("Nomor telepon").fill("0812 7777 1212")
    page.get_by_label("PIN", exact=True).fill(PIN)
    page.get_by_label("PIN sekali lagi").fill(PIN)
    page.get_by_role("button", name="Daftar").click()
    expect(page.get_by_text("Akun siap dipakai.")).to_be_visible()
    dinas.goto(f"{url}/kelola/D43/akun/")
    dinas.get_by_role("link", name=PERSON).click()
    dinas.get_by_role("button", name="Buat kode").click()
    page.goto(f"{url}/akun/kode/{dinas.locator('.sheet .code.big').inner_text()}/")
    page.get_by_role("button", name="Nomor ini milik saya").click()
    expect(page.get_by_text("Nomor Anda terbukti.")).to_be_visible()
    page.goto(f"{url}/usaha/")
    page.get_by_label("Cari usaha Anda dengan NIB").fill(NIB)
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Daftarkan usaha baru").click()
    page.get_by_label("Nama usaha").fill(NAME)
    page.get_by_label("Kabupaten/kota").select_option(label="Kab. Lebak")
    page.get_by_role("button", name="Mulai").click()
    page.get_by_label("Bentuk usaha").select_option(label="Koperasi")
    page.get_by_label("KBLI").fill("16292")
    page.get_by_label("Alamat usaha").fill("Kampung Ciboleger, Desa Bojongmenteng, Kec. Leuwidamar")
    page.get_by_label("Tentang usaha").fill("Perajin tas koja Baduy dari kulit kayu.")
    page.get_by_label(SHELF).check()
    page.get_by_role("button", name="Simpan").click()
    page.get_by_label("Saya pemilik atau pengurus").check()
    page.get_by_role("button", name="Ajukan pendaftaran").click()
    expect(page.get_by_text("belum selesai diverifikasi")).to_be_visible()
    return page.url


def answered(page: Page, desk: str, need: str) -> None:
    """The owner reads who looks for what the co-operative makes, and says that it can."""
    page.goto(f"{desk}kebutuhan/")
    page.get_by_role("link", name=need, exact=True).click()
    page.get_by_role("button", name="Saya sanggup").click()
    expect(page.get_by_text("Jawaban Anda tersimpan dan dilihat pembeli.")).to_be_visible()


def helped(dinas: Page, url: str, need: str) -> None:
    """The Dinas takes the task, and reports whom it helped."""
    dinas.goto(f"{url}/kelola/D43/pendampingan/")
    fit(dinas)
    dinas.get_by_role("link", name=need, exact=True).click()
    dinas.get_by_role("button", name="Mulai dikerjakan").click()
    dinas.get_by_label("Usaha didampingi", exact=True).check()
    dinas.get_by_label(NAME).check()
    dinas.get_by_label("Keterangan").fill("Didampingi mengisi lembar barang")
    fit(dinas)
    dinas.get_by_role("button", name="Simpan hasilnya").click()
    expect(dinas.get_by_text("Hasil pendampingan tersimpan.")).to_be_visible()


def listed(page: Page, desk: str) -> None:
    """The sheet of the new shelf, filled with one good and sent back."""
    page.goto(f"{desk}lembar/")
    page.get_by_label("Cari etalase lain").fill("koja")
    page.get_by_role("button", name="Cari").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh lembar").first.click()
    sheet = filled(Path(waiting.value.path()).read_bytes(), new=[BAG])
    page.get_by_label("Untuk etalase").select_option(label=SHELF)
    page.get_by_label("Lembar yang sudah diisi").set_input_files(
        {"name": "barang.xlsx", "mimeType": "application/octet-stream", "buffer": sheet}
    )
    page.get_by_role("button", name="Unggah lembar").click()
    page.get_by_role("button", name="Terapkan 1 baris").click()
    expect(page.get_by_text("1 baris diterapkan.")).to_be_visible()


def agreed(page: Page, desk: str, code: str) -> None:
    """The owner agrees to the price that the buyer offers."""
    page.goto(f"{desk}pesanan/{code}/negosiasi/")
    page.get_by_role("main").get_by_role("button", name="Sepakati", exact=True).click()
    expect(page.get_by_text("Harga disepakati").first).to_be_visible()


def accepted(page: Page, desk: str, code: str) -> None:
    """The owner reads what the co-operative will be paid, and signs."""
    page.goto(f"{desk}pesanan/{code}/")
    expect(page.get_by_role("heading", name="Yang akan saya terima")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Terima dan tanda tangani", exact=True).click()
    expect(page.get_by_text("Pesanan diterima").first).to_be_visible()

"""Letters that a small firm signs itself, ready to print: with its name, NIB and address, and room for the rest.

Nothing here is kept or numbered: what counts is stated on the firm's own pages, and the letter is its proof.
"""

from collections.abc import Callable
from dataclasses import dataclass

from belanja.documents.pdf import content
from belanja.foundation import clock
from belanja.rules.firms import Scale
from belanja.rules.registration import LegalForm

from .models import Profile

_ROOM = "……………………………"


@dataclass(frozen=True)
class Letter:
    """One letter: what it is for, its blocks for a firm, and who signs it."""

    code: str
    title: str
    blocks: Callable[[Profile], list[content.Block]]
    signed_by: str = "Pemilik atau pengurus,"


def content_of(letter: Letter, profile: Profile) -> content.Content:
    """The letter for one firm; what the firm has not stated is left as room to write."""
    return content.Content(
        title=letter.title,
        day=clock.today(),
        author=profile.name or "Pelaku usaha",
        letterhead=content.Letterhead(
            lines=[(profile.name or _ROOM).upper()], address=[profile.address or _ROOM, f"NIB {profile.nib or _ROOM}"]
        ),
        body=letter.blocks(profile),
        signatures=(content.Signature(post=[letter.signed_by], name=_ROOM, place=_ROOM, date=_ROOM),),
        foot="Contoh surat dari Belanja. Isi titik-titik sesuai keadaan yang sebenarnya.",
    )


def _who(profile: Profile) -> list[content.Block]:
    return [
        content.Paragraph("Yang bertanda tangan di bawah ini:"),
        content.Terms(
            [
                ("Nama", _ROOM),
                ("Jabatan", "pemilik / pengurus *)"),
                ("Nama usaha", profile.name or _ROOM),
                ("NIB", profile.nib or _ROOM),
                ("Alamat usaha", profile.address or _ROOM),
            ]
        ),
    ]


_TRUE = content.Paragraph(
    "Pernyataan ini dibuat dengan sebenarnya. Bila ternyata tidak benar, saya bersedia menanggung akibatnya menurut "
    "peraturan. *) Coret yang tidak perlu."
)


def _scale(profile: Profile) -> list[content.Block]:
    scale = Scale(profile.scale).label.lower() if profile.scale else "mikro / kecil / koperasi *)"
    return [
        *_who(profile),
        content.Paragraph(f"menyatakan bahwa usaha ini berskala {scale}, dengan keadaan setahun terakhir:"),
        content.Terms(
            [("Omzet setahun", f"Rp{_ROOM}"), ("Modal usaha", f"Rp{_ROOM}, di luar tanah dan bangunan tempat usaha")]
        ),
        content.Paragraph(
            "Skala menurut PP 7/2021 Pasal 35: usaha yang sudah berjalan dinilai dari omzet setahun, usaha baru dari "
            "modalnya."
        ),
        _TRUE,
    ]


def _untaxed(profile: Profile) -> list[content.Block]:
    return [
        *_who(profile),
        content.Paragraph(
            "menyatakan bahwa usaha ini bukan Pengusaha Kena Pajak (PKP), sehingga tidak memungut PPN dan tidak "
            "membuat faktur pajak. Bila kemudian dikukuhkan sebagai PKP, saya segera memberitahukannya."
        ),
        _TRUE,
    ]


def _own_make(profile: Profile) -> list[content.Block]:
    return [
        *_who(profile),
        content.Paragraph("menyatakan bahwa barang berikut kami buat sendiri di Indonesia:"),
        content.Table(
            title="Barang buatan sendiri",
            columns=[
                content.Column(label="Nama barang", weight=14),
                content.Column(label="Dibuat di (desa, kecamatan)", weight=12),
                content.Column(label="Bahan utama dan asalnya", weight=12),
                content.Column(label="Sanggup sebulan", weight=8),
            ],
            rows=[[_ROOM] * 4 for _ in range(5)],
        ),
        content.Paragraph("Pengerjaannya oleh …… orang. Surat ini bukan sertifikat TKDN."),
        _TRUE,
    ]


def _delivery(profile: Profile) -> list[content.Block]:
    return [
        content.Terms([("Nomor pesanan", _ROOM), ("Dikirim kepada", _ROOM), ("Tanggal kirim", _ROOM)]),
        content.Table(
            title="Barang yang dikirim",
            columns=[
                content.Column(label="Nama barang", weight=18),
                content.Column(label="Jumlah dikirim", weight=8),
                content.Column(label="Jumlah diterima baik", weight=8),
                content.Column(label="Keterangan", weight=10),
            ],
            rows=[[_ROOM] * 4 for _ in range(6)],
        ),
        content.Paragraph(f"Diterima oleh: {_ROOM}  Tanggal: {_ROOM}  Tanda tangan: {_ROOM}"),
    ]


def _invoice(profile: Profile) -> list[content.Block]:
    return [
        content.Terms(
            [
                ("Nomor tagihan", _ROOM),
                ("Kepada", f"Bendahara {_ROOM}"),
                ("Untuk pesanan nomor", _ROOM),
                ("Menurut BAST nomor", _ROOM),
                ("Jumlah", f"Rp{_ROOM}"),
                ("Terbilang", _ROOM),
                ("Rekening", f"Bank {_ROOM}, nomor {_ROOM}, atas nama {_ROOM}"),
            ]
        ),
        content.Paragraph(
            "Pajak dipotong bendahara menurut status pajak usaha ini. Kirim tagihan ini juga di Belanja, pada halaman "
            "Pengiriman dan tagihan pesanannya; jumlahnya sama dengan yang sudah diserahterimakan."
        ),
    ]


def _member(profile: Profile) -> list[content.Block]:
    return [
        content.Paragraph("Yang bertanda tangan di bawah ini, anggota koperasi:"),
        content.Terms([("Nama", _ROOM), ("Nama usaha", _ROOM), ("NIB, bila ada", _ROOM), ("Alamat", _ROOM)]),
        content.Paragraph(
            f"setuju bahwa {profile.name or 'koperasi'} mencantumkan barang usaha saya di katalog dan menjualnya atas "
            "nama koperasi. Persetujuan ini dapat saya akhiri kapan saja. Barang yang dicantumkan:"
        ),
        content.Table(
            title="Barang anggota",
            columns=[
                content.Column(label="Nama barang", weight=16),
                content.Column(label="Harga satu satuan", weight=8),
                content.Column(label="Sanggup sebulan", weight=8),
            ],
            rows=[[_ROOM] * 3 for _ in range(5)],
        ),
    ]


def for_firm(profile: Profile) -> list[Letter]:
    """The letters that a firm of this form may need."""
    is_one = profile.legal_form == LegalForm.COOPERATIVE
    return [one for one in LETTERS.values() if is_one or one.blocks is not _member]


LETTERS: dict[str, Letter] = {
    one.code: one
    for one in (
        Letter("pernyataan-skala", "Surat Pernyataan Skala Usaha", _scale),
        Letter("pernyataan-bukan-pkp", "Surat Pernyataan Bukan PKP", _untaxed),
        Letter("pernyataan-buatan-sendiri", "Surat Pernyataan Barang Buatan Sendiri", _own_make),
        Letter("persetujuan-anggota", "Surat Persetujuan Anggota Koperasi", _member, "Anggota koperasi,"),
        Letter("surat-jalan", "Surat Jalan dan Tanda Terima", _delivery),
        Letter("tagihan", "Tagihan", _invoice),
    )
}

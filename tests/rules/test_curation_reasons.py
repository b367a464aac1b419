"""Every reason names its article and what the firm can do; what may be given for what is checked."""

from belanja.rules.curation_reasons import REASONS, Use, complaint, reasons_for


def test_every_reason_has_an_article_and_a_cure() -> None:
    for reason in REASONS.values():
        assert reason.citation
        assert reason.cure.endswith(".")
        assert reason.uses


def test_every_use_has_reasons() -> None:
    assert all(len(reasons_for(use)) >= 4 for use in Use)


def test_a_reason_fits_its_use_and_says_more_where_it_must() -> None:
    assert complaint("foto_bukan_produk", "", Use.RETURN) == ""
    assert complaint("barang_terlarang", "miras", Use.RETURN) == "Pilih satu alasan dari daftar."
    assert complaint("entah", "", Use.FREEZE) == "Pilih satu alasan dari daftar."
    assert "memerlukan catatan" in complaint("lain", " ", Use.REMOVE)
    assert complaint("lain", "Nomor izin milik toko lain.", Use.REMOVE) == ""

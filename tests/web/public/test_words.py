"""Names, help texts and the small Markdown."""

import pytest
from django.test import Client

from belanja.web import naming
from belanja.web.public import help_texts, markdown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("DINAS PERUMAHAN DAN KAWASAN PERMUKIMAN", "Dinas Perumahan dan Kawasan Permukiman"),
        ("RSUD  MALINGPING", "RSUD Malingping"),
        ("BIRO PENGADAAN BARANG/JASA", "Biro Pengadaan Barang/Jasa"),
        ("UPT WILAYAH IV", "UPT Wilayah IV"),
        ("SEKRETARIAT DPRD", "Sekretariat DPRD"),
        ("Dinas KB", "Dinas KB"),
        ("", ""),
    ],
)
def test_names_do_not_shout(written: str, shown: str) -> None:
    assert naming.shown(written) == shown


def test_markdown_is_escaped_and_limited() -> None:
    source = (
        "# Judul\n\nPembuka.\n\n## Bagian <b>\n\n- satu **tebal**\n- dua [sini](/data/) [bukan](javascript:x)\n"
        "  lanjut\n\n"
        "1. urut\n\n```\nbelanja import <x>\n\nlagi\n```"
    )
    assert markdown.title_of(source) == "Judul"
    assert markdown.lead_of(source) == "Pembuka."
    html = markdown.html(source)
    assert "<h2>Bagian &lt;b&gt;</h2>" in html
    assert '<li>dua <a href="/data/">sini</a> [bukan](javascript:x) lanjut</li>' in html
    assert "<ol><li>urut</li></ol>" in html
    assert "belanja import &lt;x&gt;\n\nlagi" in html
    assert "<h1>" not in html


def test_every_help_text_has_a_title_a_lead_and_links_that_lead_somewhere(client: Client, db: None) -> None:
    texts = help_texts.every()
    assert len(texts) >= 6
    for text in texts:
        assert text.title
        assert text.lead
        body = client.get(f"/bantuan/{text.slug}/").content.decode()
        assert text.title in body
        for address in {part.partition('"')[0] for part in body.split('href="/')[1:]}:
            path = f"/{address}"
            if not path.startswith(("/static/", "/akun/")):
                assert client.get(path).status_code == 200, path

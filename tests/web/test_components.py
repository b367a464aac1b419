"""Pieces say what they must say, in every state, and nothing that was not given to them."""

import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

import belanja
from belanja.documents.charts import svg
from belanja.web import pieces as p
from belanja.web.gallery.views import gallery
from belanja.web.icons import icon
from tests.support.templates import UndefinedVariableError

TARGET = Decimal(30)


def shown(piece: object) -> str:
    return Template("{% load components %}{% show piece %}").render(Context({"piece": piece}))


def page() -> str:
    return gallery(RequestFactory().get("/galeri")).content.decode()


class Attributes(HTMLParser):
    """Collects what a strict content policy forbids, ids, and what ids are pointed at."""

    def __init__(self) -> None:
        super().__init__()
        self.forbidden: list[str] = []
        self.ids: list[str] = []
        self.pointed: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.forbidden.append(f"<{tag} {name}>")
            if name == "id":
                self.ids.append(value or "")
            if name in ("aria-labelledby", "aria-describedby", "for"):
                self.pointed |= set((value or "").split())
        if tag == "style" or (tag == "script" and "src" not in dict(attrs)):
            self.forbidden.append(f"<{tag}>")


def test_gallery_keeps_the_content_policy_and_its_ids() -> None:
    found = Attributes()
    found.feed(page())
    assert found.forbidden == []
    assert len(found.ids) == len(set(found.ids))
    assert found.pointed <= set(found.ids)


def test_undefined_variables_fail() -> None:
    with pytest.raises(UndefinedVariableError, match="nobody"):
        Template("{{ nobody }}").render(Context())
    with pytest.raises(UndefinedVariableError, match="typo"):
        Template("{% load components %}{% show typo %}").render(Context())


def test_pieces_do_not_see_the_page_around_them() -> None:
    with pytest.raises(UndefinedVariableError):
        Template("{% load components %}{% status word %}").render(Context({"standing": "reached"}))


def test_unknown_figure_is_words_reason_and_owner() -> None:
    html = shown(
        p.Figure(
            label="Biro Umum",
            value=None,
            standing=p.Standing.UNKNOWN,
            reason="Anggaran belum ada.",
            owner="BPKAD",
            numerator="Rp412.000.000",
        )
    )
    assert "belum diketahui" in html
    assert "Anggaran belum ada." in html
    assert "<strong>BPKAD</strong>" in html
    assert "%" not in html
    assert "Rp412.000.000" in html


def test_held_figure_says_so() -> None:
    assert "ditahan" in shown(p.Figure(label="Biro", value=None, standing=p.Standing.HELD))


@pytest.mark.parametrize(
    ("share", "width", "spoken"),
    [
        ("25.88", 'width="25.88%"', "25,88%"),
        ("112.40", 'width="100.00%"', "112,40%"),
        ("0", 'width="0.00%"', "0,00%"),
    ],
)
def test_share_bar_is_capped_but_says_the_real_number(share: str, width: str, spoken: str) -> None:
    html = shown(p.ShareBar(share=Decimal(share), target=TARGET, standing=p.Standing.BEHIND, name="Biro"))
    assert f'class="fill" x="0" y="4" {width}' in html
    assert f'aria-label="Biro: {spoken}' in html
    assert ('class="cut"' in html) is (Decimal(share) > 100)
    assert 'x1="30.00%"' in html


def test_unknown_share_bar_has_no_fill() -> None:
    html = shown(p.ShareBar(share=None, target=TARGET, standing=p.Standing.UNKNOWN))
    assert 'class="fill"' not in html
    assert "belum diketahui" in html


def test_text_of_users_is_escaped_everywhere() -> None:
    evil = "<script>alert(1)</script>"
    for piece in [
        p.Notice(title=evil, text=evil),
        p.Table(
            key="t",
            caption=evil,
            columns=[p.Column(key="a", label=evil)],
            rows=[p.Row(cells=[evil], href="#")],
        ),
        p.Breadcrumbs(links=[p.Link(label=evil, href="/"), p.Link(label=evil, href="")]),
        evil,
    ]:
        assert "<script>" not in shown(piece)


def test_standing_compares_with_target_then_path() -> None:
    path = Decimal("22.5")
    assert p.standing(share=Decimal(30), target=TARGET, path=path) is p.Standing.REACHED
    assert p.standing(share=Decimal("29.999"), target=TARGET, path=path) is p.Standing.ON_WAY
    assert p.standing(share=Decimal("22.49"), target=TARGET, path=path) is p.Standing.BEHIND
    assert p.standing(share=Decimal(1), target=TARGET, path=None) is p.Standing.ON_WAY
    assert p.standing(share=None, target=TARGET, path=path) is p.Standing.UNKNOWN
    assert p.standing(share=Decimal(40), target=TARGET, path=path, held=True) is p.Standing.HELD


def test_rows_must_fit_their_columns() -> None:
    table = p.Table(key="t", caption="T", columns=[p.Column(key="a", label="A")], rows=[p.Row(cells=["x", "y"])])
    with pytest.raises(ValueError):
        list(table.lines)


def test_empty_table_offers_the_next_action() -> None:
    empty = p.EmptyState(title="Belum ada impor.", action=p.Link(label="Impor data", href="/impor"))
    html = shown(p.Table(key="t", caption="T", columns=[], empty=empty))
    assert "<table" not in html
    assert 'href="/impor"' in html


def test_sort_links_turn_around_and_forget_the_page() -> None:
    columns = [p.Column(key="nama", label="Nama"), p.Column(key="porsi", label="Porsi", numeric=True)]
    query = QueryDict("urut=-porsi&page=4&tahun=2026")
    name, share = p.sortable(columns, query, allowed=["nama", "porsi"], default="nama")
    assert share.direction == "descending"
    assert share.sort_href == "?urut=porsi&tahun=2026"
    assert name.sort_href == "?urut=nama&tahun=2026"
    first = p.sortable(columns, QueryDict("urut=jahat"), allowed=["nama", "porsi"], default="nama")
    assert first[0].direction == "ascending"
    assert first[1].sort_href == "?urut=-porsi"


def test_reconciliation_names_what_is_missing() -> None:
    incoming = p.Flow(label="Masuk", rows=3, amount=Decimal("10.50"))
    whole = p.Reconciliation(
        key="r", incoming=incoming, outgoing=[p.Flow(label="Dimuat", rows=3, amount=Decimal("10.50"))]
    )
    short = p.Reconciliation(
        key="r", incoming=incoming, outgoing=[p.Flow(label="Dimuat", rows=2, amount=Decimal("10.00"))]
    )
    assert whole.balanced
    assert "Seimbang" in shown(whole)
    assert not short.balanced
    assert "Selisih 1 baris dan Rp0,50" in shown(short)


def test_pagination_keeps_ends_and_neighbours() -> None:
    pages = p.Pagination(page=5, per_page=25, total=1204, base="?q=a&")
    assert [link.label if link else "…" for link in pages.links] == ["1", "…", "4", "5", "6", "…", "49"]
    assert pages.range_text == "101–125 dari 1.204"
    assert p.Pagination(page=1, per_page=25, total=0).range_text == "0–0 dari 0"


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_PAIRS = [
    *((text, ground) for text in ("ink", "muted", "accent") for ground in ("paper", "surface", "sunken")),
    ("accent", "accent-tint"),
    ("ink", "accent-tint"),
    ("accent-strong", "accent-tint"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("muted", "unknown-tint"),
    ("ink", "unknown-tint"),
    ("ink", "onway-tint"),
    *((state, f"{state}-tint") for state in ("reached", "onway", "behind", "unknown")),
    *((state, ground) for state in ("reached", "onway", "behind") for ground in ("paper", "surface", "sunken")),
    *(("on-ramp-light", f"ramp-{step}") for step in (1, 2, 3)),
    *(("on-ramp-deep", f"ramp-{step}") for step in (4, 5)),
]
SHAPE_PAIRS = [
    *((shape, ground) for shape in ("edge", "focus", "accent", "rule") for ground in ("paper", "surface")),
    *((state, "sunken") for state in ("reached", "onway", "behind")),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_of_colours_can_be_read(theme: str) -> None:
    colours = svg.tokens(theme)
    weak = [
        (one, other, round(contrast(colours[one], colours[other]), 2), needed)
        for pairs, needed in ((TEXT_PAIRS, 4.5), (SHAPE_PAIRS, 3.0))
        for one, other in pairs
        if contrast(colours[one], colours[other]) < needed
    ]
    assert weak == []


def test_style_sheet_uses_only_tokens_it_defines() -> None:
    sheet = (Path(belanja.__file__).parent / "web/static/belanja/belanja.css").read_text()
    used = set(re.findall(r"var\(--([\w-]+)", sheet))
    defined = set(re.findall(r"--([\w-]+):", sheet))
    assert used <= defined
    assert not re.search(r"url\(|@import|@font-face", sheet)


@pytest.mark.parametrize("name", ["404.html", "403.html", "500.html"])
def test_error_pages_need_nothing_from_the_page(name: str) -> None:
    html = render_to_string(name)
    assert "<h1>" in html
    assert 'href="/"' in html


def test_rows_stand_in_the_order_of_the_columns_and_nothing_in_them_is_markup() -> None:
    nasty = """<b>"a" & 'b'</b>"""
    columns = [
        p.Column(key="a", label="A"), p.Column(key="b", label=nasty, numeric=True, note="Rp"),
        p.Column(key="c", label="C"), p.Column(key="d", label="D"),
    ]  # fmt: skip
    tag = p.Badge(text=nasty)
    cells = [p.Cell(text=nasty, sub=nasty), p.Cell(text="1", href="/x?a=1&b=2", words=True), p.Cell(piece=tag, sub="s")]
    rows = [
        p.Row(href="/y", cells=[*cells, p.Cell(text="z", differs=True)]),
        p.Row(cells=[p.Cell(piece=tag), "1", "2", "3"]),
        p.Row(cells=[p.Cell(text="t", href="/z"), "1", "2", "3"]),
    ]
    told = "&lt;b&gt;&quot;a&quot; &amp; &#x27;b&#x27;&lt;/b&gt;"
    badge = f'<span class="tag plain">{told}</span>'
    for stacked in (False, True):
        b, c, d = (f' data-label="{label}"' if stacked else "" for label in (f"{told} (Rp)", "C", "D"))
        html = shown(p.Table(key="t", caption="T", columns=columns, rows=rows, stacked=stacked))
        body = html.partition("<tbody>")[2].partition("</tbody>")[0]
        assert re.sub(r">\s+<", "><", body.strip()) == "".join([
            "<tr>",
            f'<th scope="row"><a href="/y">{told}</a><span class="sub">{told}</span></th>',
            f'<td class="num words"{b}><a href="/x?a=1&amp;b=2">1</a></td>',
            f'<td class=""{c}>{badge}<span class="sub">s</span></td>',
            f'<td class=" differs"{d}>z</td>',
            "</tr>",
            "<tr>", f'<th scope="row">{badge}</th>', f'<td class="num"{b}>1</td>', f'<td class=""{c}>2</td>',
            f'<td class=""{d}>3</td>', "</tr>",
            "<tr>", '<th scope="row"><a href="/z">t</a></th>', f'<td class="num"{b}>1</td>', f'<td class=""{c}>2</td>',
            f'<td class=""{d}>3</td>', "</tr>",
        ])  # fmt: skip


class Asking(forms.Form):
    name = forms.CharField(label="Nama & <b>", help_text="Seperti <i>di</i> KTP", error_messages={"required": "<Isi>"})
    kind = forms.ChoiceField(label="Jenis", choices=[("a", "A & B")], widget=forms.RadioSelect, required=False)
    sure = forms.BooleanField(label="Saya yakin")


def test_a_field_is_label_hint_error_and_control_in_this_order_and_nothing_in_it_is_markup() -> None:
    form = Asking({"kind": "a", "sure": "on"})
    name, kind, sure = (re.sub(r">\s+<", "><", shown(p.FormField(bound=bound))).strip() for bound in form)
    assert name == (
        '<div class="field has-error"><label for="id_name">Nama &amp; &lt;b&gt;</label>'
        '<p class="hint" id="id_name-hint">Seperti &lt;i&gt;di&lt;/i&gt; KTP</p>'
        f'<div id="id_name-error"><p class="wrong">{icon("error")}<span>&lt;Isi&gt;</span></p></div>'
        '<input type="text" name="name" aria-describedby="id_name-hint id_name-error" aria-invalid="true" required '
        'id="id_name"></div>'
    )
    assert kind == (
        '<fieldset class="field"><legend>Jenis <span class="muted">(boleh dikosongkan)</span></legend>'
        '<label class="choice"><input type="radio" name="kind" value="a" id="id_kind_0" checked> A &amp; B</label>'
        "</fieldset>"
    )
    assert sure == (
        '<div class="field"><label class="choice"><input type="checkbox" name="sure" required id="id_sure" checked> '
        "Saya yakin</label></div>"
    )


def test_a_total_under_a_column_that_it_is_not_has_a_name_of_its_own_on_a_phone() -> None:
    columns = [p.Column(key="a", label="Barang"), p.Column(key="b", label="Harga satuan", numeric=True)]
    total = ["Seluruhnya", p.Cell(text="Rp9", label="Nilai")]
    html = shown(
        p.Table(key="t", caption="T", columns=columns, rows=[p.Row(cells=["x", "1"])], total=total, stacked=True)
    )
    assert 'data-label="Nilai">Rp9' in html.partition("<tfoot>")[2]

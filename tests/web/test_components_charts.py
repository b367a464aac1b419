"""Charts: well-formed, honest about the unknown, the same numbers in picture and table, usable in a PDF."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belanja.documents.charts import choropleth, classed, cumulative, findings, ranked, svg
from belanja.web import charts
from belanja.web.gallery import samples

SVG = "{http://www.w3.org/2000/svg}"
XMLNS = 'xmlns="http://www.w3.org/2000/svg"'


def parsed(drawing: str) -> ElementTree.Element:
    source = drawing if XMLNS in drawing else drawing.replace("<svg ", f"<svg {XMLNS} ", 1)
    return ElementTree.fromstring(source)


def words(drawing: str) -> list[str]:
    return ["".join(node.itertext()) for node in parsed(drawing).iter(f"{SVG}text")]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("standalone", [False, True])
def test_all_charts_are_well_formed_named_and_without_inline_style(narrow: bool, standalone: bool) -> None:
    for drawing in [
        ranked.draw(samples.ranking(), narrow=narrow, standalone=standalone),
        cumulative.draw(samples.year(), narrow=narrow, standalone=standalone),
        cumulative.draw(samples.year_ahead(), narrow=narrow, standalone=standalone),
        choropleth.draw(samples.regions(), narrow=narrow, standalone=standalone),
    ]:
        root = parsed(drawing)
        ids = [node.get("id") for node in root.iter() if node.get("id")]
        assert len(ids) == len(set(ids))
        assert set(str(root.get("aria-labelledby")).split()) <= set(ids)
        assert None not in (root.find(f"{SVG}title"), root.find(f"{SVG}desc"))
        assert not [node for node in root.iter() if node.get("style")]
        style = root.find(f"{SVG}style")
        assert (style is not None) is standalone
        assert style is None or "var(" not in str(style.text)


def test_ranking_is_sorted_with_the_unknown_last_and_hatched() -> None:
    chart = samples.ranking()
    shares = [row.share for row in chart.ordered]
    known = [share for share in shares if share is not None]
    assert known == sorted(known, reverse=True)
    assert shares[-2:] == [None, None]
    drawing = ranked.draw(chart)
    assert drawing.count("url(#peringkat-l-arsir)") == 2
    assert "112,40%" in words(drawing)
    assert "belum diketahui: dua anggaran berbeda" in words(drawing)
    assert len(list(parsed(drawing).iter(f"{SVG}a"))) == len(chart.rows)


def test_bars_start_at_zero_and_keep_their_proportion() -> None:
    rows = [ranked.ShareRow(name="A", share=Decimal(20)), ranked.ShareRow(name="B", share=Decimal(10))]
    chart = ranked.RankedShares(key="k", title="T", rows=rows, target=Decimal(30))
    bars = [n for n in parsed(ranked.draw(chart)).iter(f"{SVG}rect") if str(n.get("class")).startswith("bar")]
    assert {bar.get("x") for bar in bars} == {"296"}
    first, second = (Decimal(str(bar.get("width"))) for bar in bars)
    assert abs(first - 2 * second) <= Decimal("0.2")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.none(), st.decimals(min_value=0, max_value=500, places=2)), min_size=1, max_size=12))
def test_no_bar_leaves_its_picture(shares: list[Decimal | None]) -> None:
    rows = [ranked.ShareRow(name=f"Dinas {n}", share=share) for n, share in enumerate(shares)]
    chart = ranked.RankedShares(key="k", title="T", rows=rows, target=Decimal(30))
    for narrow, width in ((False, 760), (True, 358)):
        for node in parsed(ranked.draw(chart, narrow=narrow)).iter(f"{SVG}rect"):
            if node.get("class", "").startswith("bar"):
                assert Decimal(str(node.get("x"))) + Decimal(str(node.get("width"))) <= width - 70


def test_findings_say_what_the_chart_shows() -> None:
    def of(*shares: int | None) -> str:
        rows = [ranked.ShareRow(name=str(n), share=None if s is None else Decimal(s)) for n, s in enumerate(shares)]
        return findings.of_ranking(ranked.RankedShares(key="k", title="T", rows=rows, target=Decimal(30)))

    assert of(30, 31, 2, None) == "Dua dari 4 perangkat daerah mencapai 30%"
    assert of(29) == "Belum ada dari 1 perangkat daerah yang mencapai 30%"
    assert of(40, 30) == "Semua 2 perangkat daerah mencapai 30%"
    assert of(None, None) == "Porsi 2 perangkat daerah belum diketahui"
    assert findings.of_year(samples.year()) == ("Sampai September 2026 tercapai 17,05%, di bawah lintasan menuju 30%")
    assert findings.of_year(samples.year_ahead()) == "Target 30% tercapai: 32,50% sampai Mei 2026"


def test_the_year_measures_against_the_straight_path() -> None:
    chart = cumulative.CumulativeYear(
        key="k",
        title="T",
        year=2026,
        by_month=[Decimal(10), Decimal(20), Decimal(60)],
        denominator=Decimal(1000),
        target=Decimal(30),
    )
    assert chart.target_amount == 300
    assert chart.path == 75
    assert chart.behind == 15
    assert "kurang Rp15" in words(cumulative.draw(chart))


def test_a_year_without_a_budget_or_with_thirteen_months_is_refused() -> None:
    with pytest.raises(ValueError, match="budget"):
        cumulative.CumulativeYear(
            key="k", title="T", year=2026, by_month=[], denominator=Decimal(0), target=Decimal(30)
        )
    with pytest.raises(ValueError, match="twelve"):
        cumulative.CumulativeYear(
            key="k",
            title="T",
            year=2026,
            by_month=[Decimal(1)] * 13,
            denominator=Decimal(9),
            target=Decimal(30),
        )


def test_an_empty_year_says_so() -> None:
    chart = cumulative.CumulativeYear(
        key="k", title="T", year=2027, by_month=[], denominator=Decimal(9), target=Decimal(30)
    )
    assert "belum ada bulan yang tercatat" in words(cumulative.draw(chart))


def test_ramp_turns_at_the_target() -> None:
    steps = [
        choropleth.ramp_step(Decimal(share), Decimal(30)) for share in ("0", "9.99", "10", "29.99", "30", "40", "250")
    ]
    assert steps == [1, 1, 2, 3, 4, 5, 5]


def test_map_has_every_region_as_a_link_and_missing_ones_hatched() -> None:
    chart = choropleth.RegionMap(
        key="m",
        title="T",
        regions=[choropleth.RegionShare(code="36.02", share=Decimal("14.2"), href="/wilayah/36.02")],
        target=Decimal(30),
    )
    drawing = choropleth.draw(chart)
    assert drawing.count("url(#m-l-arsir)") == 7
    assert [node.get("href") for node in parsed(drawing).iter(f"{SVG}a")] == ["/wilayah/36.02"]
    assert len(list(parsed(choropleth.draw(samples.regions())).iter(f"{SVG}a"))) == 8


def test_outlines_are_eight_generalised_regions_that_share_their_borders() -> None:
    outlines = choropleth.outlines()
    assert [o.code for o in outlines] == [
        "36.01",
        "36.02",
        "36.03",
        "36.04",
        "36.71",
        "36.72",
        "36.73",
        "36.74",
    ]
    corners = {o.code: {point for ring in o.rings for point in ring} for o in outlines}
    for ring in (ring for o in outlines for ring in o.rings):
        assert ring[0] == ring[-1]
        assert len(ring) >= 4
    for one, other in [("36.01", "36.02"), ("36.04", "36.73"), ("36.03", "36.71"), ("36.71", "36.74")]:
        assert len(corners[one] & corners[other]) >= 2


def test_table_beside_a_chart_holds_the_same_numbers() -> None:
    figure = charts.ranked_figure(samples.ranking(), definition="d")
    table = figure.table
    assert [row.cells[0] for row in table.rows] == [row.name for row in samples.ranking().ordered]  # type: ignore[attr-defined]  # the piece is a table here
    year = charts.cumulative_figure(samples.year(), definition="d").table
    assert [row.cells[2] for row in year.rows][-1] == "17,05%"  # type: ignore[attr-defined]  # the piece is a table here


def test_classes_fill_the_whole_bar_and_what_is_open_is_hatched() -> None:
    parts = [
        classed.ClassPart(label=label, amount=Decimal(amount), percent=Decimal(amount), fill=fill)
        for label, amount, fill in (("Baik", 40, "r5"), ("Kosong", 0, "r4"), ("Impor", 35, "import"), ("Belum", 25, ""))
    ]
    chart = classed.Classed(key="k", title="Kelas", parts=parts)
    assert chart.description == "Baik: 40,00% (Rp40); Impor: 35,00% (Rp35); Belum: 25,00% (Rp25); dari Rp100."
    drawn = str(classed.draw(chart))
    edges = [node for node in parsed(drawn).iter(f"{SVG}rect") if node.get("class") == "edge"]
    widths = [Decimal(node.get("width", "")) for node in edges if node.get("height") == str(classed.BAR)]
    assert sum(widths) == svg.WIDE
    assert drawn.count("url(#k-l-arsir)") == 2, "in the bar and in its key"
    empty = classed.Classed(key="k", title="Kelas", parts=[], reason="belum ada kontrak")
    assert empty.description == "Belum diketahui: belum ada kontrak."
    assert "arsir" in str(classed.draw(empty, narrow=True))

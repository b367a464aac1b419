"""A report stands under the headings A to I; F7 and F8 tell what the annexes L7 and L8 tell; what was frozen before
there were such headings is laid out as it was."""

from collections import Counter
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from django.db.models import Sum
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from belanja.accounts.models import User
from belanja.facts.models import SpendFact
from belanja.institutions.models import Unit
from belanja.journal.services import CONSOLE
from belanja.oversight.selectors.counted import Asked
from belanja.reporting import chapters, renderings, selectors, services
from belanja.reporting.canonical import Plain, canonical_bytes
from belanja.reporting.chapters import FIRST, Layout
from belanja.reporting.models import Hearing
from belanja.reporting.renderings.restricted import restricted_workbook
from belanja.reporting.sections import oversight
from belanja.rules.channels import Channel, Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.flags.catalogue import BY_CODE
from belanja.rules.oversight.states import FindingState, Resolution
from belanja.rules.reporting.outside import REASONS, OutsideReason, offered
from belanja.web.once import FIELD
from tests.affirmation.worlds import PD_A, PD_C, World, nontender, tender
from tests.support.people import hired

from .conftest import RUN_DAY

HEADINGS = [
    "Ringkasan eksekutif", "A. Dasar", "B. Tujuan", "C. Ruang lingkup dan periode",
    "D. Metodologi, sumber data, tanggal tarik, dan rekonsiliasi", "E. Batasan tanggung jawab", "F. Hasil",
    "F1. Capaian pemerintah daerah", "F2. Per Perangkat Daerah", "F3. PDN dan TKDN", "F4. UMKK",
    "F5. Etalase dan produk baru", "F6. Belanja di luar katalog dan alasannya",
    "F7. Transaksi yang perlu klarifikasi", "F8. Tindak lanjut triwulan lalu", "G. Simpulan", "H. Rekomendasi",
    "I. Penutup",
]  # fmt: skip
NOTE = "Barang belum ada pada etalase mana pun sampai Juli."


def draft(world: World, quarter: int = 3) -> Plain:
    return selectors.draft(government=world.government, year=2025, quarter=quarter)


def as_first(document: Plain) -> Plain:
    """The same document as the first layout had it."""
    parts = {name: part for name, part in document.items() if name not in ("outside", "catalogue", "follow_up")}
    return parts | {"report": document["report"] | {"schema": FIRST}}


def words_of(document: Plain) -> str:
    made = renderings.of_draft(canonical_bytes(document), renderings.PDF)
    return " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split())


def table(layout: Layout, key: str) -> chapters.model.Table:
    return next(one for one in layout.tables if one.key == key)


def test_the_headings_of_the_paper(world: World) -> None:
    layout = chapters.layout(draft(world))
    main = [one for one in layout.chapters if not one.annex]
    assert [one.heading for one in main if one.mark or one.key == "ringkasan"] == HEADINGS
    levels = [one.level for one in main]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    words = words_of(draft(world))
    for heading in HEADINGS[1:]:
        assert " ".join(heading.split()[:2]) in words, heading


def test_what_was_frozen_before_is_laid_out_as_it_was(world: World) -> None:
    document = as_first(draft(world))
    layout = chapters.layout(document)
    main = [one for one in layout.chapters if not one.annex]
    assert [one.key for one in main] == [
        "ringkasan", "dasar", "tujuan", "ruang-lingkup", "metodologi", "batasan", "capaian", "perangkat-daerah",
        "pdn", "umkk", "kanal", "itkp", "perkembangan", "perubahan", "perbaikan", "catatan-data", "simpulan",
        "tindak-lanjut",
    ]  # fmt: skip
    assert {one.mark for one in layout.chapters} == {""}
    words = words_of(document)
    assert "F. Capaian pemerintah daerah" in words
    assert "R. Penutup" in words


def test_f7_is_l7_and_f8_is_l8(world: World) -> None:
    document = draft(world)
    codes = list(BY_CODE)[::7]
    document["oversight"]["asked"] = [
        oversight.entry(Asked(code, 3 + place, place, place // 2, None)) for place, code in enumerate(codes)
    ]
    for place, row in enumerate((*document["oversight"]["findings"], *document["oversight"]["recommendations"])):
        row["count"] = place * 2 + 1
    layout = chapters.layout(document)
    f7, l7 = table(layout, "klarifikasi-kelompok"), table(layout, "perlu-klarifikasi")
    by_family: Counter[str] = Counter()
    for row in l7.rows:
        by_family[str(row[0])] += int(str(row[3]))
    assert {str(row[0]): row[1] for row in f7.rows} == by_family
    assert list(f7.total[1:4]) == [sum(int(str(row[at])) for row in l7.rows) for at in (3, 4, 5)]
    f8 = table(layout, "tindak-lanjut-lalu")
    assert [row[3] for row in f8.rows if row[0] == "Temuan"] == [row[1] for row in table(layout, "temuan").rows]
    l8 = [row[1] for row in table(layout, "rekomendasi").rows]
    assert [row[3] for row in f8.rows if row[0] == "Rekomendasi"] == l8
    assert len(f8.rows) == len(FindingState) + len(Resolution)


def test_f8_stands_beside_the_report_before(world: World) -> None:
    why = {"without_round": "contoh untuk pengujian"}
    first = services.open_draft(government=world.government, year=2025, quarter=2, actor=CONSOLE)
    services.freeze(snapshot_id=first.pk, government=world.government, actor=CONSOLE, **why)
    assert draft(world, 2)["follow_up"]["report"] is None
    followed = draft(world)["follow_up"]
    assert followed["report"]["cut_off"] == "2025-06-30"
    assert table(chapters.layout(draft(world)), "tindak-lanjut-lalu").rows[0][2:] == (0, 0)


@pytest.fixture
def spse(world: World) -> World:
    """Unit C contracts by tender and non tender, unit A by tender."""
    world.load(
        {
            "tender": [tender(PD_C, 900_001, "50000000.25"), tender(PD_A, 900_002, 30_000_000)],
            "nontender": [nontender(PD_C, 910_001, 8_000_000)],
        }
    )
    return world


def test_l6_by_unit_channel_and_the_reason_that_was_said(spse: World) -> None:
    gov, unit = spse.government, Unit.objects.get(government=spse.government, code=PD_C)
    of = services.open_round(government=gov, year=2025, quarter=3, actor=CONSOLE)
    hearing, head = Hearing.objects.get(round=of, unit=unit), hired(gov, Role.PA, unit=unit)
    by = {"hearing_id": hearing.pk, "government": gov, "version": None, "note": "", "actor": head}
    services.state_reason(channel=Channel.TENDER, code="tender", **by)
    services.state_reason(channel=Channel.TENDER, code="lain", **{**by, "note": NOTE})
    with pytest.raises(RuleBroken, match="Pilih alasan"):
        services.state_reason(channel=Channel.TENDER, code="karangan", **by)
    with pytest.raises(RuleBroken, match="Tidak ada kontrak"):
        services.state_reason(channel=Channel.PENCATATAN, code="tender", **by)
    with pytest.raises(RuleBroken, match="paling sedikit"):
        services.state_reason(channel=Channel.NON_TENDER, code="lain", **by)
    hearing.refresh_from_db()
    assert (hearing.state, hearing.answered_at, hearing.version) == ("menunggu", None, 3)
    for one in Hearing.objects.filter(round=of):
        services.confirm_figures(hearing_id=one.pk, government=gov, version=None, actor=CONSOLE)
    services.close_round(round_id=of.pk, government=gov, actor=CONSOLE)
    made = services.open_draft(government=gov, year=2025, quarter=3, actor=CONSOLE)
    kept = services.freeze(snapshot_id=made.pk, government=gov, actor=CONSOLE)
    document = selectors.document_of(kept)
    facts = SpendFact.objects.filter(
        government=gov, known_to=None, counts=True, stage=Stage.CONTRACTED, day__lte=date(2025, 9, 30),
        channel__in=("tender", "non_tender", "pencatatan"),
    )  # fmt: skip
    counted = {
        (code, channel): f"{amount:.2f}"
        for code, channel, amount in facts.values_list("unit__code", "channel").annotate(whole=Sum("amount"))
    }
    rows = {(row["unit_code"], row["channel"]): row for row in document["outside"]["rows"]}
    assert {key: row["amount"] for key, row in rows.items()} == counted
    assert len(rows) == 3
    assert {key: row["code"] for key, row in rows.items()} == {
        (PD_C, "tender"): "lain", (PD_C, "non_tender"): None, (PD_A, "tender"): None,
    }  # fmt: skip
    layout = chapters.layout(document)
    f6, l6 = table(layout, "alasan-luar-katalog"), table(layout, "luar-katalog")
    assert (f6.total[3], l6.total[3]) == (sum(row[3] for row in f6.rows), sum(row[3] for row in l6.rows))
    assert f6.rows[-1][0] == "Alasan belum diketahui"
    assert [row[5] for row in l6.rows].count(None) == 2
    assert "diperlukan pernyataan alasan" in l6.note
    assert NOTE not in kept.data.decode()
    book = CalamineWorkbook.from_filelike(BytesIO(restricted_workbook(kept)))
    assert any(NOTE in row for row in book.get_sheet_by_name("Alasan di luar katalog").to_python())
    assert services.differing(snapshot=kept) == []


def test_the_unit_says_why_on_its_page(spse: World) -> None:
    gov, unit = spse.government, Unit.objects.get(government=spse.government, code=PD_C)
    of = services.open_round(government=gov, year=2025, quarter=3, actor=CONSOLE)
    hearing = Hearing.objects.get(round=of, unit=unit)
    address, head = f"/laporan/{gov.code}/konfirmasi/unit/{hearing.pk}/", Client()
    head.force_login(User.objects.get(pk=hired(gov, Role.PA, unit=unit).user_id))
    page = head.get(address).content.decode()
    assert "Mengapa di luar katalog: Tender/Seleksi SPSE" in page
    key = page.split(f'name="{FIELD}" value="', 1)[1].split('"', 1)[0]
    body = {"do": "alasan-tender", "version": 1, "alasan-tender-code": "darurat", "alasan-tender-note": "", FIELD: key}
    assert head.post(address, body).status_code == 302
    assert "Penanganan keadaan darurat" in head.get(address).content.decode()


def test_reasons_are_offered_by_their_days() -> None:
    assert [one.code for one in offered(RUN_DAY)] == [one.code for one in REASONS]
    assert offered(date(2023, 3, 30)) == ()
    ended = OutsideReason("x", "x", "x", date(2025, 1, 1), date(2026, 1, 1))
    assert [ended.offered(on) for on in (date(2024, 12, 31), date(2025, 1, 1), date(2026, 1, 1))] == [
        False,
        True,
        False,
    ]

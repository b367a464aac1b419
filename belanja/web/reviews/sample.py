"""`/pantau/<gov>/reviu/<code>/sampel/<n>/`: what was drawn, how, and the proof that it is drawn so again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.oversight.models import Sample
from belanja.oversight.review_papers import gather
from belanja.oversight.selectors import reviews as selectors
from belanja.oversight.services import sights
from belanja.oversight.services.reviews.drawing import Redrawn, redrawn
from belanja.rules.oversight.frames import Difference
from belanja.rules.oversight.sampling import Method
from belanja.web.officer.access import CASE_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Actions, DefinitionList, Link, Notice, Term

from . import shown
from .access import SECTION

_AGAIN = "ulang"


@officer_page(*CASE_READERS)
def sample(request: HttpRequest, office: Office, code: str, number: int) -> HttpResponse:
    """`?ulang=ya` draws it again from its kept frame and says whether it is the same; nothing is changed by that."""
    review = selectors.review(office.government, code, office.actor)
    found = selectors.sample(review, number)
    sights.saw(of=review, what=f"sampel:{number}", actor=office.actor)
    asked = request.GET.get(_AGAIN) == "ya"
    here = office.url("reviews:sample", code, number)
    rows, pagination = page_of(selectors.items(found), found.items.count(), request)
    table = shown.items(rows, lambda one: office.url("reviews:item", code, number, one.place), pagination)
    trail = (review.title, office.url("reviews:review", code))
    context = frame(office, SECTION, trail, title=f"Sampel {number}")
    context |= {
        "lead": f"{text.capital_first(Method(found.method).label)}, dari {text.number(found.frame_count)} butir.",
        "parts": [
            Part(key="cara", title="Cara penarikan", items=[_terms(found)]),
            Part(
                key="ulang",
                title="Ditarik ulang",
                about="Kerangkanya dibekukan bersama sampel. Menarik ulang tidak mengubah apa pun.",
                items=[
                    *(_proof(redrawn(found)) if asked else []),
                    Actions(links=[Link(label="Tarik ulang dari kerangka yang dibekukan", href=f"{here}?{_AGAIN}=ya")]),
                ],
            ),
            Part(key="isi", title="Butir dan kertas kerja", items=[table]),
        ],
    }
    return render(request, "officer/page.html", context)


def _terms(found: Sample) -> DefinitionList:
    told = gather.drawing(found)
    undated = int(found.parameters.get("undated", 0))
    return DefinitionList(
        terms=[
            Term(term="Cara", text=f"{text.capital_first(told.method)}. {told.explained}"),
            Term(term="Benih", text=told.seed),
            Term(term="Ukuran", text=f"diminta {text.number(found.size)}, ditarik {told.size}"),
            Term(term="Kerangka", text=f"{told.frame}, {told.amount}"),
            *(
                [Term(term="Tidak ikut", text=f"{text.number(undated)} pesanan yang tanggalnya tidak diketahui")]
                if undated
                else []
            ),
            Term(term="Sidik kerangka (SHA-256)", text=_grouped(told.digest)),
            Term(term="Ditarik", text=told.drawn),
        ]
    )


def _grouped(digest: str) -> str:
    """In groups, so that it breaks on a phone and can be read out."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _proof(told: Redrawn) -> list[Notice]:
    """Whether it is the same again, and what the records have become meanwhile."""
    same = (
        Notice(
            kind="success", title="Sampel yang sama ditarik lagi.",
            text="Kerangka yang dibekukan cocok dengan sidiknya; butir, urutan, dan nilainya sama.",
        )
        if told.same
        else Notice(
            kind="error", title="Hasil tarik ulang berbeda.",
            text="Sampel tetap seperti saat ditarik. Laporkan ini kepada administrator sebelum melanjutkan reviu.",
        )
    )  # fmt: skip
    return [same, _since(told.since)]


def _since(told: Difference) -> Notice:
    if told.same:
        return Notice(title="Catatan hari ini sama dengan kerangka itu.")
    counted = {"bertambah": told.added, "tidak ada lagi": told.gone, "berubah": told.altered}
    words = ", ".join(f"{text.number(count)} {word}" for word, count in counted.items() if count)
    return Notice(
        kind="warning",
        title=f"Sejak ditarik, catatannya berubah: {words}.",
        text=f"Sampel tetap menurut kerangka yang dibekukan. Antara lain: {', '.join(told.named[:5])}.",
    )

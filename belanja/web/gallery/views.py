"""The gallery: every piece in every state, for designers, testers and the accessibility check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belanja.documents.charts import svg
from belanja.web.exports import exporting
from belanja.web.gallery import samples, sections, sections_work
from belanja.web.gallery.forms import SampleForm


@require_safe
@exporting
def gallery(request: HttpRequest) -> HttpResponse:
    """`/galeri`; reads nothing but its own samples."""
    shown = [
        sections.figure_section(),
        sections.standing_section(),
        sections.actions_section(),
        sections.bar_section(),
        sections.chart_section(),
        sections.table_section(request.GET),
        sections_work.definition_section(),
        sections_work.notice_section(),
        sections_work.decision_section(),
        sections_work.story_section(),
        sections_work.import_section(),
        sections_work.finding_section(),
        sections_work.product_section(),
    ]
    filled = {"b-number": "", "b-price": "sejuta", "b-region": "36.73", "b-note": "Dikirim bertahap."}
    wrong = SampleForm(filled, prefix="b")
    wrong.is_valid()
    light, dark = svg.tokens("light"), svg.tokens("dark")
    context = {
        "chrome": samples.CHROME,
        "headline": sections.headline(),
        "sections": shown,
        "form": SampleForm(prefix="a"),
        "wrong_form": wrong,
        "tokens": [(name, value, dark[name]) for name, value in light.items()],
    }
    return render(request, "gallery/gallery.html", context)

"""Cases and findings of APIP, and what units answer: `/pantau/<gov>/kasus|temuan|pertanyaan/…`."""

from django.urls import path

from . import asked, finding, letters, listing, one, traces

app_name = "cases"
_HERE = "pantau/<str:gov>/"
urlpatterns = [
    path(f"{_HERE}kasus/", listing.cases, name="cases"),
    path(f"{_HERE}kasus/<str:code>/", one.case, name="case"),
    path(f"{_HERE}kasus/<str:code>/jejak/", traces.traces, name="traces"),
    path(f"{_HERE}kasus/<str:code>/berkas/<int:file_id>/", one.file, name="file"),
    path(f"{_HERE}kasus/<str:code>/surat/<int:paper_id>/", letters.letter, name="letter"),
    path(f"{_HERE}temuan/", listing.findings, name="findings"),
    path(f"{_HERE}temuan/<str:code>/", finding.finding, name="finding"),
    path(f"{_HERE}pertanyaan/", asked.asked, name="asked"),
    path(f"{_HERE}pertanyaan/pertanyaan/<str:code>/", asked.question, name="asked_question"),
    path(
        f"{_HERE}pertanyaan/pertanyaan/<str:code>/berkas/<int:file_id>/",
        asked.question_file,
        name="asked_question_file",
    ),
    path(f"{_HERE}pertanyaan/pertanyaan/<str:code>/surat/", asked.question_letter, name="asked_question_letter"),
    path(f"{_HERE}pertanyaan/temuan/<str:code>/", asked.finding, name="asked_finding"),
    path(f"{_HERE}pertanyaan/temuan/<str:code>/berkas/<int:file_id>/", asked.finding_file, name="asked_finding_file"),
]

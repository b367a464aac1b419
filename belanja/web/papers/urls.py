"""The register of papers, letterheads and signatories of one government."""

from django.urls import path

from . import actions, letterheads, register, signatories

app_name = "papers"
urlpatterns = [
    path("naskah/<str:gov>/", register.papers, name="papers"),
    path("naskah/<str:gov>/<int:paper_id>/", register.paper, name="paper"),
    path("naskah/<str:gov>/<int:paper_id>/berkas/<int:file_id>", register.file, name="file"),
    path("naskah/<str:gov>/<int:paper_id>/salinan/<int:copy_id>", register.copy, name="copy"),
    path("naskah/<str:gov>/<int:paper_id>/nomor/", actions.number, name="number"),
    path("naskah/<str:gov>/<int:paper_id>/kembali/", actions.receive, name="receive"),
    path("naskah/<str:gov>/<int:paper_id>/salinan/<int:copy_id>/putuskan/", actions.decide, name="decide"),
    path("naskah/<str:gov>/<int:paper_id>/batalkan/", actions.cancel, name="cancel"),
    path("kelola/<str:gov>/kop/", letterheads.letterheads, name="letterheads"),
    path("kelola/<str:gov>/kop/contoh.pdf", letterheads.sample, name="sample"),
    path("kelola/<str:gov>/penanda-tangan/", signatories.signatories, name="signatories"),
    path("kelola/<str:gov>/penanda-tangan/<int:signatory_id>/akhiri/", signatories.end, name="end_signatory"),
    path("kelola/<str:gov>/penanda-tangan/<int:signatory_id>/hapus/", signatories.erase, name="erase_signatory"),
]

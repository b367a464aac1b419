"""`/kelola/<gov>/katalog/sanksi/…` and `/kelola/<gov>/katalog/usaha-terkait/`."""

from django.urls import path

from . import case, cases, dossier, related

app_name = "sanctions"
urlpatterns = [
    path("kelola/<str:gov>/katalog/sanksi/", cases.cases, name="cases"),
    path("kelola/<str:gov>/katalog/sanksi/<int:case_id>/", case.case, name="case"),
    path("kelola/<str:gov>/katalog/sanksi/usaha/<int:firm_id>/", dossier.dossier, name="dossier"),
    path("kelola/<str:gov>/katalog/sanksi/usaha/<int:firm_id>/perkara/", dossier.open_case, name="open"),
    path("kelola/<str:gov>/katalog/sanksi/usaha/<int:firm_id>/daftar-hitam/<int:entry_id>/", dossier.entry,
         name="entry"),
    path("kelola/<str:gov>/katalog/usaha-terkait/", related.groups, name="related"),
]  # fmt: skip

"""The report desk."""

from django.urls import path

from . import actions, delivery, desk, papers, review, sheet_forms, snapshot
from .rounds import one, schedule, several

app_name = "reports"
urlpatterns = [
    path("laporan/<str:gov>/", desk.desk, name="desk"),
    path("laporan/<str:gov>/konfirmasi/", several.rounds, name="rounds"),
    path("laporan/<str:gov>/konfirmasi/<int:round_id>/", several.round_page, name="round"),
    path("laporan/<str:gov>/konfirmasi/unit/<int:hearing_id>/", one.hearing, name="hearing"),
    path("laporan/<str:gov>/konfirmasi/bukti/<int:dispute_id>/", one.evidence, name="evidence"),
    path("laporan/<str:gov>/lembar/", sheet_forms.several, name="sheets"),
    path("laporan/<str:gov>/lembar/<int:form_id>/", sheet_forms.one, name="sheet"),
    path("laporan/<str:gov>/lembar/<int:form_id>/<int:snapshot_id>.xlsx", sheet_forms.file, name="sheet_file"),
    path("laporan/<str:gov>/jadwal/", schedule.schedule, name="schedule"),
    path("laporan/<str:gov>/<int:snapshot_id>/", snapshot.snapshot, name="snapshot"),
    path("laporan/<str:gov>/<int:snapshot_id>/penerima/", delivery.delivery, name="delivery"),
    path("laporan/<str:gov>/<int:snapshot_id>/telaah/", review.review_page, name="review"),
    path("laporan/<str:gov>/<int:snapshot_id>/satu-halaman/", snapshot.one_page, name="one_page"),
    path("laporan/<str:gov>/<int:snapshot_id>/lampiran-terbatas.xlsx", snapshot.restricted, name="restricted"),
    path("laporan/<str:gov>/<int:snapshot_id>/bekukan/", actions.freeze, name="freeze"),
    path("laporan/<str:gov>/<int:snapshot_id>/terbitkan/", papers.issue, name="issue"),
    path("laporan/<str:gov>/<int:snapshot_id>/buang/", actions.discard, name="discard"),
    path("laporan/<str:gov>/<int:snapshot_id>/tarik/", actions.withdraw, name="withdraw"),
    path("laporan/<str:gov>/<int:snapshot_id>/<str:name>", snapshot.file, name="file"),
]

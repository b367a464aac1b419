"""The report desk."""

from django.urls import path

from . import actions, desk, papers, snapshot

app_name = "reports"
urlpatterns = [
    path("laporan/<str:gov>/", desk.desk, name="desk"),
    path("laporan/<str:gov>/<int:snapshot_id>/", snapshot.snapshot, name="snapshot"),
    path("laporan/<str:gov>/<int:snapshot_id>/satu-halaman/", snapshot.one_page, name="one_page"),
    path("laporan/<str:gov>/<int:snapshot_id>/bekukan/", actions.freeze, name="freeze"),
    path("laporan/<str:gov>/<int:snapshot_id>/terbitkan/", papers.issue, name="issue"),
    path("laporan/<str:gov>/<int:snapshot_id>/buang/", actions.discard, name="discard"),
    path("laporan/<str:gov>/<int:snapshot_id>/tarik/", actions.withdraw, name="withdraw"),
    path("laporan/<str:gov>/<int:snapshot_id>/<str:name>", snapshot.file, name="file"),
]

"""The firm's own desk, and the person's way to it."""

from django.urls import include, path

from . import (
    archive,
    confirm,
    cooperative,
    firms,
    home,
    licences,
    member_goods,
    members,
    needs,
    new_shelves,
    profile,
    questions,
    sanctions,
    tax,
)
from .goods import sell_too
from .goods.urls import urlpatterns as goods
from .orders.urls import urlpatterns as orders
from .sheets.urls import urlpatterns as bulk
from .steps.urls import urlpatterns as steps

app_name = "vendor"
urlpatterns = [
    path("usaha/", firms.firms, name="firms"),
    path("usaha/daftar/", firms.register, name="register"),
    path("usaha/klaim/<int:firm_id>/", firms.claim, name="claim"),
    path("usaha/undangan/<int:invite_id>/", firms.invite, name="invite"),
    path("usaha/jual/<int:product_id>/", sell_too.sell_too, name="sell_too"),
    path("usaha/minta/<int:firm_id>/", firms.ask, name="ask"),
    path("usaha/konfirmasi/<str:code>/", confirm.confirm, name="confirm"),
    path("usaha/<int:firm_id>/", home.home, name="home"),
    path("usaha/<int:firm_id>/skala/", home.confirm_scale, name="confirm_scale"),
    path("usaha/<int:firm_id>/data/", profile.profile, name="profile"),
    path("usaha/<int:firm_id>/ajukan/", profile.submit, name="submit"),
    path("usaha/<int:firm_id>/berhenti/", profile.leave, name="leave"),
    path("usaha/<int:firm_id>/anggota/", members.members, name="members"),
    path("usaha/<int:firm_id>/nama-arsip/", archive.archive, name="archive_names"),
    path("usaha/<int:firm_id>/koperasi/", cooperative.cooperative, name="cooperative"),
    path("usaha/<int:firm_id>/koperasi/barang/", member_goods.member_goods, name="member_goods"),
    path("usaha/<int:firm_id>/izin/", licences.licences_page, name="licences"),
    path("usaha/<int:firm_id>/izin/nyatakan/", licences.licence_page, name="licence"),
    path("usaha/<int:firm_id>/kebutuhan/", needs.needs, name="needs"),
    path("usaha/<int:firm_id>/kebutuhan/<str:need_code>/", needs.need, name="need"),
    path("usaha/<int:firm_id>/etalase-baru/<str:shelf_code>/", new_shelves.new_shelf, name="new_shelf"),
    path("usaha/<int:firm_id>/pertanyaan/", questions.questions, name="questions"),
    path("usaha/<int:firm_id>/pertanyaan/pertanyaan/<str:question_code>/", questions.question, name="question"),
    path(
        "usaha/<int:firm_id>/pertanyaan/pertanyaan/<str:question_code>/berkas/<int:file_id>/",
        questions.question_file,
        name="question_file",
    ),
    path(
        "usaha/<int:firm_id>/pertanyaan/pertanyaan/<str:question_code>/surat/",
        questions.question_letter,
        name="question_letter",
    ),
    path("usaha/<int:firm_id>/pertanyaan/temuan/<str:finding_code>/", questions.finding, name="finding"),
    path(
        "usaha/<int:firm_id>/pertanyaan/temuan/<str:finding_code>/berkas/<int:proof_id>/",
        questions.finding_file,
        name="finding_file",
    ),
    path("usaha/<int:firm_id>/pajak/", tax.taxes_page, name="taxes"),
    path("usaha/<int:firm_id>/pajak/nyatakan/", tax.tax_page, name="tax"),
    path("usaha/<int:firm_id>/sanksi/", sanctions.cases, name="sanctions"),
    path("usaha/<int:firm_id>/sanksi/<int:case_id>/", sanctions.case, name="sanction"),
    path("usaha/<int:firm_id>/sanksi/<int:case_id>/keputusan.pdf", sanctions.decision, name="sanction_paper"),
    path("usaha/<int:firm_id>/langkah/", include(steps)),
    path("usaha/<int:firm_id>/barang/", include(goods)),
    path("usaha/<int:firm_id>/pesanan/", include(orders)),
    path("usaha/<int:firm_id>/", include(bulk)),
]

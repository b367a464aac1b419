"""The open pages: no sign-in; nothing but GET, save for a file to be compared."""

from django.urls import path

from . import (
    channels,
    glance,
    governance,
    imports,
    letter,
    machine,
    needs_way,
    pages,
    proposals,
    register,
    reports,
    unit,
    units,
    verification,
    waits,
)
from . import (
    path as way,
)
from .orders import imported, listing, one

app_name = "public"
urlpatterns = [
    path("", glance.home, name="home"),
    path("pemda/", pages.governments, name="governments"),
    path("pemda/<str:code>/", glance.government, name="government"),
    path("pemda/<str:code>/perangkat-daerah/", units.units, name="units"),
    path("pemda/<str:code>/perangkat-daerah.csv", units.units_csv, name="units_csv"),
    path("pemda/<str:code>/perangkat-daerah/<path:unit_code>/", unit.unit, name="unit"),
    path("pemda/<str:code>/jalan-30/<path:unit_code>/", way.page, name="path"),
    path("pemda/<str:code>/pesanan/<str:channel>/<path:key>/", imported.order, name="order"),
    path("pemda/<str:code>/laporan/", reports.reports, name="reports"),
    path("pemda/<str:code>/laporan/<int:year>/<int:quarter>/", reports.report, name="report"),
    path(
        "pemda/<str:code>/laporan/<int:year>/<int:quarter>/versi/<int:number>/", reports.report, name="report_version"
    ),
    path(
        "pemda/<str:code>/laporan/<int:year>/<int:quarter>/versi/<int:number>/<str:name>",
        reports.report_file,
        name="report_file",
    ),
    path("pemda/<str:code>/tata-kelola/", governance.page, name="governance"),
    path("pemda/<str:code>/hari-kerja/", waits.page, name="waits"),
    path("pemda/<str:code>/kebutuhan/", needs_way.page, name="needs_way"),
    path("pemda/<str:code>/kebutuhan.<str:form>", needs_way.file, name="needs_way_file"),
    path("pemda/<str:code>/kanal/", channels.page, name="channels"),
    path("pemda/<str:code>/kanal/<str:channel>/tanpa-rencana/", channels.unmatched, name="channel_unmatched"),
    path("pemda/<str:code>/surat-edaran/", letter.page, name="letter"),
    path("pemda/<str:code>/surat-edaran/<path:unit_code>/", letter.unit, name="letter_of_unit"),
    path("pemda/<str:code>/impor/", imports.imports, name="imports"),
    path("pesanan/", listing.orders, name="signed_orders"),
    path("pesanan/<str:code>/", one.order, name="signed_order"),
    path("usulan-etalase/", proposals.proposals, name="proposals"),
    path("usulan-etalase/<str:code>/", proposals.proposal, name="proposal"),
    path("usulan-etalase/<str:code>/surat/<int:paper_id>/", proposals.letter, name="proposal_letter"),
    path("definisi/", register.definitions, name="definitions"),
    path("definisi/<str:definition_id>/", register.definition, name="definition"),
    path("dasar-hukum/", register.legal_bases, name="legal_bases"),
    path("dasar-hukum/<slug:slug>/", register.legal_basis, name="legal_basis"),
    path("verifikasi/", verification.search, name="verification"),
    path("verifikasi/<str:code>/", verification.paper, name="paper"),
    path("data/", pages.data, name="data"),
    path("tentang/", pages.about, name="about"),
    path("bantuan/", pages.help_index, name="help"),
    path("bantuan/<slug:slug>/", pages.help_page, name="help_page"),
    path("sehat", machine.health, name="health"),
    path("robots.txt", machine.robots, name="robots"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
]

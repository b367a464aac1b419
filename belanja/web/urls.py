"""All pages, one list per audience."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    # The busiest first, each behind its own beginning: the others are not tried for them.
    path("beli/<str:gov>/", include("belanja.web.buyer.urls")),
    path("katalog/", include("belanja.web.public.catalogue.urls")),
    path("", include("belanja.web.public.urls")),
    path("", include("belanja.web.vendor.urls")),
    path("akun/", include("belanja.web.account.urls")),
    path("", include("belanja.web.notices.urls")),
    path("", include("belanja.web.doors.urls")),
    path("", include("belanja.web.leader.urls")),
    path("", include("belanja.web.inspector.urls")),
    path("", include("belanja.web.cases.urls")),
    path("", include("belanja.web.reviews.urls")),
    path("", include("belanja.web.manager.urls")),
    path("", include("belanja.web.manager.catalogue.sanctions.urls")),
    path("", include("belanja.web.manager.catalogue.references.urls")),
    path("", include("belanja.web.manager.catalogue.shelves.urls")),
    path("", include("belanja.web.manager.catalogue.curation.urls")),
    path("", include("belanja.web.proposals.urls")),
    path("", include("belanja.web.manager.firms.urls")),
    path("", include("belanja.web.reports.urls")),
    path("", include("belanja.web.papers.urls")),
    path("", include("belanja.web.gallery.urls")),
]

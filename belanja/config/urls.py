"""Which door leads where."""

from django.urls import URLPattern, URLResolver, include, path

from belanja.api.app import api

handler400 = "belanja.web.errors.bad_request"
handler403 = "belanja.web.errors.forbidden"
handler404 = "belanja.web.errors.not_found"
handler500 = "belanja.web.errors.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("", include("belanja.web.urls")),
]

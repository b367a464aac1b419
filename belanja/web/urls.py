"""All pages, one list per audience."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("belanja.web.account.urls")),
    path("", include("belanja.web.public.urls")),
    path("", include("belanja.web.gallery.urls")),
]
for prefix, audience in (("akun/", "account"), ("", "leader"), ("", "inspector"), ("", "manager")):
    if find_spec(f"belanja.web.{audience}") and find_spec(f"belanja.web.{audience}.urls"):
        urlpatterns.append(path(prefix, include(f"belanja.web.{audience}.urls")))

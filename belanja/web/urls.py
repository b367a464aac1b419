"""All pages, one list per audience."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("belanja.web.public.urls")),
    path("", include("belanja.web.gallery.urls")),
]
for prefix, audience in (("akun/", "account"), ("", "leader"), ("", "inspector"), ("", "manager")):
    try:
        import_module(f"belanja.web.{audience}.urls")
    except ImportError:
        continue
    urlpatterns.append(path(prefix, include(f"belanja.web.{audience}.urls")))

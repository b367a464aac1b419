"""Pages for when something does not work: what happened, why, and where to go from here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from belanja.documents import services as papers
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken

from .middleware import desk_of

_TITLES = {
    400: "Permintaan ini tidak dapat dibaca",
    403: "Anda tidak berwenang membuka halaman ini",
    404: "Halaman ini tidak ditemukan",
    409: "Keadaannya sudah berubah",
    422: "Isian ini belum dapat diterima",
    503: "Naskah belum dapat dicetak",
}


class RuleBrokenMiddleware:
    """Shows a refusal of a rule as a page, with its own words, its article and its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A paper that could not be set is told to the journal when everything else is rolled back."""
        response = self.get_response(request)
        if papers.any_refused():
            papers.tell_refused(actor=_whose(request))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Leaves every other exception to Django."""
        if not isinstance(exception, RuleBroken):
            return None
        return page(request, exception.status, exception.message, citation=exception.citation)


def _whose(request: HttpRequest) -> Actor:
    """Whose request it was; somebody who has not signed in has no name."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Actor(user_id=None, label="pengunjung")
    return desk_of(request).actor()


def page(request: HttpRequest, status: int, text: str, *, citation: str = "") -> HttpResponse:
    """The error page of a status, saying `text`."""
    context = {"title": _TITLES.get(status, _TITLES[400]), "text": text, "citation": citation, "status": status}
    response = render(request, "errors/error.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400, "Peladen tidak memahami alamat atau isian yang dikirim. Mulai lagi dari beranda.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403, "Halaman ini hanya untuk peran tertentu. Masuk dengan akun yang memiliki peran itu.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404, "Mungkin alamatnya salah ketik, atau datanya tidak ada lagi dalam tarikan terakhir.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was sent without the proof that it came from our own page (old tab, blocked cookies)."""
    return page(
        request,
        403,
        "Formulir ini sudah kedaluwarsa atau peramban Anda menolak kuki. Kembali, muat ulang halamannya, lalu kirim "
        "sekali lagi.",
    )


def broken(request: HttpRequest) -> HttpResponse:
    """The last resort: asks neither the database nor the session."""
    return HttpResponse(render_to_string("errors/broken.html"), status=500)

"""One envelope for every refusal: a code for programs, a sentence for people, the article for auditors."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from belanja.rules.decisions import RuleBroken

#: Refusals any operation may answer with. Ninja leaves them out of its document unless they are declared.
REFUSALS = frozenset({404, 409, 422})


class Refusal(Schema):
    """Why a request was refused. `citation` is empty where no rule of law stands behind it."""

    code: str
    message: str
    citation: str = ""


def install(api: NinjaAPI) -> None:
    """Answer every refusal of `api` with a `Refusal`."""

    def answer(request: HttpRequest, status: int, code: str, message: str, citation: str = "") -> HttpResponse:
        return api.create_response(request, {"code": code, "message": message, "citation": citation}, status=status)

    @api.exception_handler(RuleBroken)
    def _rule_broken(request: HttpRequest, refused: RuleBroken) -> HttpResponse:
        return answer(request, refused.status, refused.code, refused.message, refused.citation)

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, invalid: ValidationError) -> HttpResponse:
        fields = sorted({str(error["loc"][-1]) for error in invalid.errors if error.get("loc")})
        return answer(request, 422, "invalid_input", f"Isian tidak sah: {', '.join(fields)}.")

    @api.exception_handler(Http404)
    def _not_found(request: HttpRequest, missing: Http404) -> HttpResponse:
        return answer(request, 404, "not_found", "Tidak ditemukan.")

    @api.exception_handler(HttpError)
    def _http_error(request: HttpRequest, refused: HttpError) -> HttpResponse:
        return answer(request, refused.status_code, "refused", str(refused))

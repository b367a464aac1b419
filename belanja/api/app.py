"""The public REST interface, version 1. Reading only, no sign-in: it gives what the public pages show.

Mounted by `config.urls` with `path("api/v1/", api.urls)`; its description is at `api/v1/openapi.json`.
"""

from ninja import NinjaAPI

from . import errors
from .definitions import router as definitions
from .health import router as health
from .indicators import router as indicators
from .institutions import router as institutions
from .intake import router as intake
from .letter import router as letter
from .needs import router as needs
from .offers import router as offers
from .path import router as path
from .questions import router as questions
from .reports import router as reports
from .shares import router as shares
from .waits import router as waits

api = NinjaAPI(
    title="Belanja",
    version="1",
    description="Porsi e-Purchasing Perangkat Daerah dan katalog. Rupiah dan persen adalah teks dengan dua desimal; "
    "yang belum diketahui adalah null beserta alasannya.",
    urls_namespace="api-1",
    # The page that ninja would serve here loads its scripts from elsewhere.
    docs_url=None,
)
errors.install(api)
api.add_router("", shares)
api.add_router("", indicators)
api.add_router("", waits)
api.add_router("", needs)
api.add_router("", institutions)
api.add_router("", intake)
api.add_router("", letter)
api.add_router("", offers)
api.add_router("", path)
api.add_router("", questions)
api.add_router("", reports)
api.add_router("", definitions)
api.add_router("", health)

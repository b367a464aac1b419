"""Whether this installation can work, for load balancers and for whoever watches over it."""

from django.http import HttpRequest
from ninja import Router, Schema, Status

from belanja.foundation import health as foundation

from .errors import REFUSALS, Refusal

router = Router(tags=["kesehatan"])


class HealthOut(Schema):
    ok: bool
    version: str
    database: str
    migrations: str


@router.get("/health", response={200: HealthOut, 503: HealthOut, REFUSALS: Refusal}, operation_id="health")
def health(request: HttpRequest) -> Status[foundation.Health]:
    """Keadaan basis data dan migrasi; 503 selama belum siap."""
    found = foundation.check()
    return Status(200 if found["ok"] else 503, found)

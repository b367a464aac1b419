"""A search kept as evidence: its result as it was, canonical, with a hash and a code by which anybody looks at it."""

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785
from django.db import IntegrityError, transaction

from belanja.catalogue.models import SavedSearch
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor, append
from belanja.rules import codes
from belanja.rules.decisions import RuleBroken

#: Bytes of one kept result: a technical ceiling.
LARGEST = 200 * 1024


def save_search(
    *,
    kind: SavedSearch.Kind,
    government: Government | None,
    question: str,
    content: Mapping[str, Any],
    request: str,
    actor: Actor,
) -> SavedSearch:
    """Keep a result for ever. `content` holds text, whole numbers, lists and mappings alone; `request` names the form
    that was sent: the same one again gives what was kept the first time.

    Raises RuleBroken: 404 without an account, 409 when the day's number is used up or nothing is there to keep.
    """
    if actor.user_id is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    kept = SavedSearch.objects.filter(by_id=actor.user_id, request=request).first()
    if kept is not None:
        return kept
    now = clock.now()
    data = rfc8785.dumps(dict(content))
    if len(data) > LARGEST:
        raise RuleBroken("evidence_too_large", "Hasil ini terlalu besar untuk disimpan. Persempit pencariannya.")
    today = SavedSearch.objects.filter(by_id=actor.user_id, at__date=clock.today()).count()
    most = institutions.parameter(
        "katalog.bukti.sehari", government_id=government.pk if government else None, on=clock.today()
    )
    if today >= most:
        raise RuleBroken(
            "evidence_used_up",
            f"Hari ini sudah {today} bukti disimpan dari akun ini. Lanjutkan besok.",
            status=409,
        )
    try:
        with transaction.atomic():
            made = SavedSearch.objects.create(
                code=codes.new(),
                kind=kind,
                government=government,
                question=question[:160],
                content=data,
                sha256=hashlib.sha256(data).hexdigest(),
                at=now,
                by_id=actor.user_id,
                request=request[:40],
            )
            append(
                name="catalogue.search_saved",
                actor=actor,
                subject=f"saved_search:{made.code}",
                payload={"kind": kind.value, "sha256": made.sha256},
                government_code=government.code if government else "",
            )
    except IntegrityError:
        # The same form, sent twice at once: the other one has kept it.
        return SavedSearch.objects.get(by_id=actor.user_id, request=request)
    return made

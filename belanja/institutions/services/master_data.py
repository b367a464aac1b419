"""What a new installation knows from the start: Banten's governments and units, the legal bases and parameters
of `rules`. Loading again adds what is missing and changes nothing that is there."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from belanja.foundation import clock
from belanja.foundation.text import name_key
from belanja.institutions.models import Government, Holiday, LegalBasis, ParameterRow, Unit
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules import holidays, legal_bases, parameters

_FILE = Path(__file__).resolve().parents[1] / "data" / "banten.json"

#: The actor of what comes with the product itself.
INSTALLATION = Actor(user_id=None, label="pemasangan")


@transaction.atomic
def seed() -> int:
    """Load master data, legal bases, parameters and holidays of this release; how many rows were new."""
    new = {
        "master_data": load_master_data(actor=INSTALLATION),
        "legal_bases": _seed_legal_bases(),
        "parameters": _seed_parameters(),
        "holidays": _seed_holidays(),
    }
    total = sum(new.values())
    if total:
        journal.append(name="institutions.seeded", actor=INSTALLATION, subject="installation:1", payload=new)
    return total


@transaction.atomic
def load_master_data(*, actor: Actor) -> int:
    """Put Banten's governments and Perangkat Daerah on record; how many rows were new.

    The codes of the units are stand-ins and therefore provisional. A unit that is there keeps its name.
    """
    data: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    known = set(Government.objects.values_list("code", flat=True))
    missing = [one for one in data["governments"] if one["code"] not in known]
    Government.objects.bulk_create(
        Government(code=one["code"], name=one["name"], kind=one["kind"], region_code=one["region_code"])
        for one in missing
    )
    new = len(missing)
    _fill_in_regions(data["governments"])
    for code, units in data["units"].items():
        new += _load_units(Government.objects.get(code=code), units)
    if new:
        journal.append(
            name="institutions.master_data_loaded",
            actor=actor,
            subject="installation:1",
            payload={"new": new},
        )
    return new


def _fill_in_regions(governments: list[dict[str, Any]]) -> None:
    """A government that a feed registered before knows no region code yet."""
    for one in governments:
        Government.objects.filter(code=one["code"], region_code="").update(region_code=one["region_code"])


def _load_units(government: Government, units: list[dict[str, str]]) -> int:
    known = set(Unit.objects.filter(government=government).values_list("code", flat=True))
    missing = [one for one in units if one["code"] not in known]
    Unit.objects.bulk_create(
        Unit(
            government=government,
            code=one["code"],
            name=one["name"],
            sort_key=name_key(one["name"]),
            kind=Unit.Kind.PD,
            provisional=True,
        )
        for one in missing
    )
    return len(missing)


def _seed_legal_bases() -> int:
    known = set(LegalBasis.objects.values_list("slug", flat=True))
    missing = [one for one in legal_bases.SEEDS if one.slug not in known]
    owners = {one.code: one for one in Government.objects.filter(code__in={one.government for one in missing})}
    LegalBasis.objects.bulk_create(
        LegalBasis(
            slug=one.slug,
            kind=one.kind,
            number=one.number,
            signed_on=one.signed_on,
            subject=one.subject,
            addressees=one.addressees,
            signatory=one.signatory,
            in_force_from=one.signed_on,
            confidence=one.confidence,
            note=one.note,
            government=owners[one.government] if one.government else None,
        )
        for one in missing
    )
    return len(missing)


def _seed_parameters() -> int:
    """A value that a later release seeds anew must carry a later `valid_from`; rows on record are never changed."""
    known = set(ParameterRow.objects.filter(government__isnull=True).values_list("key", "valid_from"))
    missing = [one for one in parameters.SEEDS if (one.key, one.valid_from) not in known]
    bases = {one.slug: one for one in LegalBasis.objects.filter(slug__in={one.legal_basis for one in missing})}
    ParameterRow.objects.bulk_create(
        ParameterRow(
            key=one.key,
            value=parameters.checked_value(one.key, one.value),
            valid_from=one.valid_from,
            legal_basis=bases[one.legal_basis],
            article=one.article,
            approved_at=clock.now(),
            seeded=True,
        )
        for one in missing
    )
    return len(missing)


def _seed_holidays() -> int:
    known = set(Holiday.objects.filter(government__isnull=True).values_list("day", flat=True))
    missing = [one for one in holidays.SEEDS if one.day not in known]
    bases = {one.slug: one for one in LegalBasis.objects.filter(slug__in={one.legal_basis for one in missing})}
    Holiday.objects.bulk_create(
        Holiday(day=one.day, name=one.name, kind=one.kind, legal_basis=bases[one.legal_basis], added_at=clock.now())
        for one in missing
    )
    return len(missing)

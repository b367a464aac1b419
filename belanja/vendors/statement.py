"""What a firm states of itself to be listed: taken in as people write it, kept in one form, and checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from stdnum.exceptions import ValidationError as NumberProblem
from stdnum.id import npwp as tax_numbers

from belanja.accounts import phones
from belanja.accounts import selectors as accounts
from belanja.foundation import clock
from belanja.foundation.marks import private_hash
from belanja.rules import firm_checks, firms, sanctions
from belanja.rules.decisions import RuleBroken
from belanja.rules.firm_checks import Finding, Stated, Surroundings
from belanja.rules.registration import FirmState, LegalForm, MemberRole

from .bars import plain_name
from .models import FirmId, Member, Profile, Sanction

#: A change of these is looked at again by a verifier; the others apply at once.
KEY = (
    "name", "legal_form", "nib", "npwp_mark", "kbli", "address", "region_code", "scale", "scale_evidence", "scale_on",
)  # fmt: skip
LIGHT = ("phone", "email", "about", "shelves")
_PASSED = (FirmState.VERIFIED.value,)


@dataclass(frozen=True)
class Statement:
    """As a form or an officer hands it over. `npwp` empty keeps the mark that is there; days are dates."""

    name: str = ""
    legal_form: str = LegalForm.PERSON.value
    nib: str = ""
    npwp: str = ""
    kbli: str = ""
    address: str = ""
    region_code: str = ""
    phone: str = ""
    email: str = ""
    about: str = ""
    scale: str = ""
    scale_evidence: str = ""
    scale_on: date | None = None
    shelves: Sequence[int] = ()


def values(statement: Statement) -> dict[str, Any]:
    """The columns of a profile that the statement fills. A draft may lack anything, but what is there must be what it
    says: raises RuleBroken 422 (its code names the field) for a telephone, e-mail, tax number or form that is none."""
    if statement.legal_form not in set(LegalForm):
        raise RuleBroken("legal_form", "Pilih bentuk usaha.")
    if statement.scale and statement.scale not in set(firms.Scale):
        raise RuleBroken("scale", "Pilih skala usaha, atau kosongkan.")
    if statement.scale_on and statement.scale_on > clock.today():
        raise RuleBroken("scale_on", "Tanggal bukti skala belum tiba. Tulis tanggal pada buktinya.")
    found: dict[str, Any] = {
        "name": " ".join(statement.name.split())[:200],
        "legal_form": statement.legal_form,
        "nib": firm_checks.nib_number(statement.nib) or statement.nib.strip()[:13],
        "kbli": [code[:5] for code in firm_checks.kbli_codes(statement.kbli)][:30],
        "address": " ".join(statement.address.split())[:300],
        "region_code": statement.region_code.strip()[:8],
        "phone": _phone(statement.phone),
        "email": _email(statement.email),
        "about": statement.about.strip()[:2000],
        "scale": statement.scale,
        "scale_evidence": statement.scale_evidence.strip()[:300] if statement.scale else "",
        "scale_on": (statement.scale_on or clock.today()) if statement.scale else None,
        "shelves": sorted({*statement.shelves}),
    }
    if statement.npwp.strip():
        found["npwp_mark"] = tax_mark(statement.npwp)
    return found


def tax_mark(written: str) -> str:
    """The keyed mark of a tax number, as feeds leave it. Raises RuleBroken 422 for a wrong form or check digit."""
    try:
        number = tax_numbers.validate(written)
    except NumberProblem as problem:
        raise RuleBroken(
            "npwp", "NPWP ini salah ketik: periksa 15 atau 16 angkanya pada kartu NPWP atau di Coretax."
        ) from problem
    return private_hash(firms.tax_number(number) or number)


def stated(profile: Profile) -> Stated:
    """A profile as the checks read it."""
    return Stated(
        name=profile.name,
        legal_form=profile.legal_form,
        nib=profile.nib,
        kbli=profile.kbli,
        address=profile.address,
        region_code=profile.region_code,
        scale=profile.scale,
        scale_evidence=profile.scale_evidence,
    )


def findings(profile: Profile, *, shelves: Sequence[tuple[str, Sequence[str]]] = ()) -> list[Finding]:
    """What the automatic checks find about a profile as it stands today, the gravest first. `shelves`: name and KBKI
    beginnings of the etalase where the firm wants to sell."""
    return firm_checks.check(stated(profile), _surroundings(profile, shelves))


def _surroundings(profile: Profile, shelves: Sequence[tuple[str, Sequence[str]]]) -> Surroundings:
    others = Profile.objects.exclude(pk=profile.pk)
    key = plain_name(profile.name)
    passed = others.filter(state__in=_PASSED)
    waiting = others.filter(state=FirmState.SUBMITTED.value)
    refs = refs_of(profile)
    by_id, by_name = _sanctioned(profile.name, refs)
    return Surroundings(
        nib_taken=bool(profile.nib) and passed.filter(nib=profile.nib).exists(),
        nib_rival=bool(profile.nib) and waiting.filter(nib=profile.nib).exists(),
        nib_known=bool(profile.nib)
        and FirmId.objects.filter(scheme=FirmId.Scheme.NIB, value=profile.nib)
        .exclude(firm_id__in=[pk for pk in (profile.firm_id, profile.claims_id) if pk is not None])
        .exists(),
        unproved=owner_unproved(profile.firm_id),
        tax_taken=bool(profile.npwp_mark) and passed.filter(npwp_mark=profile.npwp_mark).exists(),
        twins=[
            one.name
            for one in others.filter(region_code=profile.region_code, state__in=(*_PASSED, FirmState.SUBMITTED.value))
            .exclude(region_code="")
            .only("name")
            if key and plain_name(one.name) == key
        ][:3],
        blacklisted=by_id,
        named_like=by_name,
        shelves=shelves,
    )


def owner_unproved(firm_id: int) -> bool:
    """Whether the firm has owners, none of whom has proved that the telephone number is his."""
    owners = Member.objects.filter(firm_id=firm_id, role=MemberRole.OWNER.value, valid_to__isnull=True)
    ids = list(owners.values_list("user_id", flat=True))
    return bool(ids) and not any(accounts.is_proved(user_id) for user_id in ids)


def _sanctioned(name: str, refs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Decrees of the Daftar Hitam in force today: those that name one of the ids, and those that share the name alone,
    at which a person has to look first."""
    today, key, known = clock.today(), plain_name(name), set(refs)
    mark = private_hash(name.strip().lower()) if name.strip() else ""
    by_id, by_name = [], []
    for entry in Sanction.objects.filter(_named_or_known(key, mark, refs)):
        if not sanctions.national_holds(status=entry.status, start=entry.valid_from, end=entry.valid_to, day=today):
            continue
        told = entry.decree or "nomor tidak disebut"
        if known & set(entry.refs):
            by_id.append(told)
        elif (key and plain_name(entry.name) == key) or (mark and entry.mark == mark):
            by_name.append(told)
    return by_id, by_name


def _named_or_known(key: str, mark: str, refs: Sequence[str]) -> Q:
    wanted = Q(refs__overlap=list(refs)) if refs else Q(pk__in=[])
    if key:
        wanted |= Q(name__icontains=max(key.split(), key=len))
    return wanted | Q(mark=mark) if mark else wanted


def refs_of(profile: Profile) -> list[str]:
    """The ids of a registration as feeds spell them: NIB, mark of the tax number, and those of the firm it claims."""
    found = [f"nib:{profile.nib}"] if profile.nib else []
    found += [f"npwp:{profile.npwp_mark}"] if profile.npwp_mark else []
    known = [pk for pk in (profile.firm_id, profile.claims_id) if pk is not None]
    found += [str(one) for one in FirmId.objects.filter(firm_id__in=known).order_by("scheme", "value")]
    return list(dict.fromkeys(found))


def _phone(written: str) -> str:
    if not written.strip():
        return ""
    try:
        return phones.normalised(written)
    except ValueError as problem:
        raise RuleBroken("phone", "Nomor telepon usaha tidak sah. Tulis misalnya 0812-3456-7890.") from problem


def _email(written: str) -> str:
    text = written.strip().lower()
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError as problem:
        raise RuleBroken("email", "Surel usaha tidak sah.") from problem
    return text

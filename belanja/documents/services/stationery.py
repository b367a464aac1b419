"""Letterheads and signatories: what an office writes on, and who signs for it."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from belanja.documents import intake
from belanja.documents.models import Letterhead, Signatory
from belanja.documents.pdf import content, setting
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions import services as institution_services
from belanja.institutions.models import Government, Official, Unit
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from .refusals import forget_refused

LINES = 5
LETTERS = 160


@transaction.atomic
def set_letterhead(
    *,
    government: Government,
    lines: Sequence[str],
    actor: Actor,
    unit: Unit | None = None,
    address: Sequence[str] = (),
    place: str = "",
    page: str = Letterhead.Page.A4,
    emblem: bytes | None = None,
    without_emblem: bool = False,
) -> Letterhead:
    """Write the letterhead of a government or unit; papers already issued keep theirs.

    `emblem` is an SVG or PNG file; None keeps the present one, `without_emblem` takes it away. Raises RuleBroken 422
    for empty or overlong lines and for an emblem that is more than shapes.
    """
    locked = Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    institutions.require(actor, Duty.MANAGE_LETTERHEADS, locked)
    _check_unit(locked, unit)
    kept = _lines(lines)
    if not kept:
        raise RuleBroken("letterhead_empty", "Isi sekurangnya satu baris kop.")
    if page not in Letterhead.Page.values:
        raise RuleBroken("page_unknown", "Pilih kertas A4 atau F4.")
    found = Letterhead.objects.filter(government=locked, unit=unit).first()
    letterhead = found or Letterhead(government=locked, unit=unit)
    letterhead.lines, letterhead.address, letterhead.page = kept, _lines(address), page
    letterhead.place = place.strip()[:60]
    if emblem:
        letterhead.emblem = _drawable(intake.emblem(emblem))
        letterhead.emblem_sha256 = hashlib.sha256(emblem).hexdigest()
    elif without_emblem:
        letterhead.emblem = letterhead.emblem_sha256 = ""
    letterhead.changed_at, letterhead.changed_by_label = clock.now(), actor.label
    letterhead.save()
    payload = {"lines": kept, "unit": unit.code if unit else "", "emblem_sha256": letterhead.emblem_sha256}
    _tell("documents.letterhead_set", f"letterhead:{letterhead.pk}", locked, actor, payload)
    return letterhead


@transaction.atomic
def name_signatory(
    *,
    government: Government,
    post: str,
    name: str,
    valid_from: date,
    actor: Actor,
    unit: Unit | None = None,
    quality: str = Official.Quality.DEFINITIVE,
    decree: str = "",
    valid_to: date | None = None,
    nip: str = "",
    rank: str = "",
) -> Signatory:
    """Put on record who signs in a post from a day on. The journal tells the post and never the person.

    Raises RuleBroken as `institutions.services.appoint_official` does, and 422 without a name.
    """
    locked = Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    institutions.require(actor, Duty.MANAGE_INSTITUTIONS, locked)
    if not name.strip():
        raise RuleBroken("name_missing", "Isi nama penanda tangan.")
    if nip.strip() and not nip.replace(" ", "").isdigit():
        raise RuleBroken("nip_shape", "NIP terdiri atas angka.")
    official = institution_services.appoint_official(
        government=locked,
        post=post,
        valid_from=valid_from,
        actor=actor,
        unit=unit,
        quality=quality,
        decree=decree,
        valid_to=valid_to,
    )
    signatory = Signatory.objects.create(
        official=official, name=name.strip()[:160], nip=" ".join(nip.split())[:30], rank=rank.strip()[:80]
    )
    _tell("documents.signatory_named", f"official:{official.pk}", locked, actor, {"post": official.post})
    return signatory


@transaction.atomic
def end_signatory(*, signatory_id: int, on: date, actor: Actor) -> Signatory:
    """`on` is the first day on which this person no longer signs in the post. Raises RuleBroken 404, 409."""
    signatory = _locked(signatory_id)
    institution_services.end_official(official_id=signatory.official_id, on=on, actor=actor)
    signatory.official.refresh_from_db()
    return signatory


@transaction.atomic
def erase_signatory(*, signatory_id: int, actor: Actor) -> Signatory:
    """Erase name, NIP and rank; the post and its term stay, and so do papers that were issued with them.

    Raises RuleBroken 409 while the term runs.
    """
    signatory = _locked(signatory_id)
    official = signatory.official
    institutions.require(actor, Duty.MANAGE_INSTITUTIONS, official.government)
    if official.valid_to is None or official.valid_to > clock.today():
        raise RuleBroken("signatory_in_force", "Akhiri dahulu masa jabatannya.", status=409)
    signatory.name = signatory.nip = signatory.rank = ""
    signatory.erased_at = clock.now()
    signatory.save()
    _tell("documents.signatory_erased", f"official:{official.pk}", official.government, actor, {"post": official.post})
    return signatory


def _locked(signatory_id: int) -> Signatory:
    found = (
        Signatory.objects.select_for_update(of=("self",))
        .select_related("official__government")
        .filter(pk=signatory_id)
        .first()
    )
    if found is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    return found


def _check_unit(government: Government, unit: Unit | None) -> None:
    if unit is not None and unit.government_id != government.pk:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)


def _drawable(svg: str) -> str:
    """The emblem, if typst can set a page with it: one that cannot be drawn would stop every later paper."""
    page = content.Content(
        title="Kop",
        day=clock.today(),
        letterhead=content.Letterhead(lines=["Kop"], emblem=svg, emblem_alt="Lambang"),
        body=[content.Paragraph("Kop")],
    )
    try:
        setting.pdf(page)
    except setting.PaperNotSetError as error:
        forget_refused()  # the emblem is told to whoever handed it in
        raise RuleBroken("emblem_broken", "Lambang ini tidak dapat digambar. Simpan ulang sebagai PNG.") from error
    return svg


def _lines(words: Sequence[str]) -> list[str]:
    kept = [" ".join(line.split()) for line in words if line.strip()]
    if len(kept) > LINES or any(len(line) > LETTERS for line in kept):
        raise RuleBroken("letterhead_long", f"Paling banyak {LINES} baris, masing-masing {LETTERS} huruf.")
    return kept


def _tell(event: str, subject: str, government: Government, actor: Actor, payload: Mapping[str, object]) -> None:
    journal.append(name=event, actor=actor, subject=subject, government_code=government.code, payload=payload)

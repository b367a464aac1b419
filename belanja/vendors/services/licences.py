"""A firm states its licences; a verifier confirms or returns each; what ends is told to the firm in time.

The firm's registration is the lock: whoever states and whoever decides take their turns.
"""

from datetime import timedelta

from django.db import transaction

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.licence_reasons import REASONS
from belanja.rules.licences import CITATION, LicenceState, Stated, problems
from belanja.rules.tax_facts import ENDING, PAPERS
from belanja.vendors import licences, selectors

from ..models import FirmLicence, Profile
from .steps import explained, locked, tell
from .verification import unconcerned

_CALENDAR = Actor(user_id=None, label="waktu")


class LicenceWrong(RuleBroken):
    """A statement that cannot be; `fields` has the sentence for each field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("licence_wrong", next(iter(fields.values())), CITATION)
        self.fields = fields


@transaction.atomic
def state_licence(*, firm_id: int, stated: Stated, seen: int, actor: Actor) -> FirmLicence:
    """The firm states a licence, renews one, or mends what was returned. `seen`: the firm's latest statement when the
    form was opened (0: none). What is confirmed counts until its own end; a waiting or returned statement is
    superseded. The same statement twice changes nothing.

    Raises RuleBroken: 404 for a stranger or an unregistered firm, 409 where somebody stated this kind meanwhile, 422
    (LicenceWrong) for what cannot be.
    """
    profile = locked(firm_id)
    selectors.require_member(actor, firm_id)
    wrong = problems(stated, on=clock.today(), kinds=PAPERS, ending=ENDING)
    if wrong or stated.valid_from is None:
        raise LicenceWrong(wrong)
    last = FirmLicence.objects.filter(firm_id=firm_id, kind=stated.kind).order_by("-pk").first()
    if last is not None and last.state == LicenceState.OPEN and _same(last, stated):
        return last
    if last is not None and last.pk > seen:
        raise RuleBroken(
            "licence_changed",
            "Surat jenis ini sudah dinyatakan rekan Anda sejak halaman ini dibuka. Isian Anda masih ada; bandingkan "
            "dengan keadaan sekarang, lalu kirim lagi.",
            status=409,
        )
    if last is not None and last.state in (LicenceState.OPEN, LicenceState.RETURNED):
        _become(last, LicenceState.REPLACED)
    made = FirmLicence.objects.create(
        firm_id=firm_id, kind=stated.kind, number=stated.number.strip(), issuer=stated.issuer.strip(),
        valid_from=stated.valid_from, valid_to=stated.valid_to, evidence=stated.evidence.strip(), replaces=last,
        state=LicenceState.OPEN.value, stated_at=clock.now(), stated_by_id=actor.user_id,
    )  # fmt: skip
    _write("stated", made, profile, actor)
    return made


def _same(last: FirmLicence, stated: Stated) -> bool:
    return all(
        getattr(last, name) == (value.strip() if isinstance(value, str) else value)
        for name, value in vars(stated).items()
    )


@transaction.atomic
def withdraw_licence(*, firm_id: int, licence_id: int, actor: Actor) -> FirmLicence:
    """The firm takes a statement back: it counts no more. Twice changes nothing. Raises RuleBroken: 404 for a stranger
    and for another firm's, 409 where it was superseded."""
    profile = locked(firm_id)
    selectors.require_member(actor, firm_id)
    found = _licence(firm_id, licence_id)
    if found.state == LicenceState.WITHDRAWN:
        return found
    if found.state == LicenceState.REPLACED:
        raise RuleBroken("licence_replaced", "Pernyataan ini sudah diganti yang lebih baru.", status=409)
    _become(found, LicenceState.WITHDRAWN)
    _write("withdrawn", found, profile, actor)
    return found


@transaction.atomic
def decide_licence(
    *, licence_id: int, confirm: bool, reason_code: str = "", note: str = "", actor: Actor
) -> FirmLicence:
    """A verifier has looked: the licence is as the firm says, or goes back with a standard reason.

    Raises RuleBroken: 404/403 for a missing duty, for a firm of one's own and for what the person entered himself; 409
    where it was decided, superseded or has ended meanwhile; 422 without the reason.
    """
    firm_id = FirmLicence.objects.filter(pk=licence_id).values_list("firm_id", flat=True).first()
    if firm_id is None:
        raise RuleBroken("not_found", "Pernyataan ini tidak ditemukan.", status=404)
    profile = locked(firm_id)
    institutions.require(actor, Duty.VERIFY_FIRM, profile.government)
    unconcerned(profile, actor)
    found = _licence(firm_id, licence_id)
    if found.state != LicenceState.OPEN:
        label = LicenceState(found.state).label.lower()
        raise RuleBroken(
            "licence_decided", f"Pernyataan ini tidak menunggu lagi; keadaannya sekarang: {label}.", status=409
        )
    if confirm and found.valid_to is not None and found.valid_to < clock.today():
        raise RuleBroken(
            "licence_over", "Masa berlakunya berakhir selagi menunggu. Kembalikan dengan alasannya.", status=409
        )
    if not confirm:
        explained(REASONS.get(reason_code), note)
    found.decided_at, found.decided_by_id = clock.now(), actor.user_id
    found.reason_code, found.note = ("", "") if confirm else (reason_code, note.strip())
    _become(found, LicenceState.CONFIRMED if confirm else LicenceState.RETURNED)
    if confirm and found.valid_from <= clock.today():
        _supersede(found)
    _write("confirmed" if confirm else "returned", found, profile, actor, reason=found.reason_code)
    _answer(found, profile, actor)
    return found


def _supersede(found: FirmLicence) -> None:
    """What was confirmed of the kind before makes way. Before a renewal that has not begun it goes on to its end."""
    former = FirmLicence.objects.filter(firm_id=found.firm_id, kind=found.kind, state=LicenceState.CONFIRMED.value)
    for one in former.exclude(pk=found.pk).order_by("pk").select_for_update():
        _become(one, LicenceState.REPLACED)


def _answer(found: FirmLicence, profile: Profile, actor: Actor) -> None:
    link = _page(found)
    if found.state == LicenceState.CONFIRMED:
        until = f" Berlaku sampai {text.long_date(found.valid_to)}." if found.valid_to else ""
        told = f"{found.named.title} dikonfirmasi.{until}"
    else:
        reason = REASONS[found.reason_code]
        note = f" Catatan: {found.note}" if found.note else ""
        told = f"{found.named.title} dikembalikan: {reason.label} ({reason.citation}). {reason.cure}{note}"
    tell(profile, told, actor, kind="vendors.licence", link=link)


@transaction.atomic
def remind_licences() -> int:
    """Firms whose licence ends within the dated number of days, with nothing newer stated, are told once for each.
    Returns how many were told now; a second run tells nobody."""
    today, told = clock.today(), 0
    days = int(institutions.parameter("usaha.izin.hari_ingat", government_id=None, on=today))
    for found, profile in licences.ending(on=today, within=timedelta(days=days)):
        assert found.valid_to is not None  # as `ending` promises
        then = (
            "pajak dihitung tanpa surat ini" if found.of_tax else "barang di etalase yang memintanya tidak dapat dibeli"
        )
        told += tell(
            profile,
            f"{found.named.title} berakhir {text.long_date(found.valid_to)}. Nyatakan perpanjangannya; sesudah hari "
            f"itu {then}.",
            _CALENDAR,
            kind="vendors.licence",
            link=_page(found),
            once=f"izin:{found.pk}",
        )
    return told


def _page(found: FirmLicence) -> str:
    """Where the firm sees it."""
    return f"/usaha/{found.firm_id}/{'pajak' if found.of_tax else 'izin'}/"


def _licence(firm_id: int, licence_id: int) -> FirmLicence:
    found = FirmLicence.objects.select_for_update(of=("self",)).filter(pk=licence_id, firm_id=firm_id).first()
    if found is None:
        raise RuleBroken("not_found", "Pernyataan ini tidak ditemukan.", status=404)
    return found


def _become(found: FirmLicence, state: LicenceState) -> None:
    found.state = state.value
    found.save(update_fields=["state", "decided_at", "decided_by_id", "reason_code", "note"])


def _write(what: str, found: FirmLicence, profile: Profile, actor: Actor, **told: str) -> None:
    """The journal keeps which licence and what became of it; number and evidence stay with the row."""
    journal.append(
        name=f"vendors.licence_{what}",
        actor=actor,
        subject=f"firm:{found.firm_id}",
        government_code=profile.government.code,
        payload={"licence": found.pk, "kind": found.kind, "state": found.state, **told},
    )

"""What officers do at the door of sellers: hand over codes, invite somebody, give lost access back by two.

Source of the two officers: Belanja's own rule, as for every deed that one person alone could abuse.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction

from belanja.accounts import pins
from belanja.accounts import selectors as accounts_read
from belanja.accounts import services as accounts
from belanja.accounts.models import DoorCode, User
from belanja.foundation import clock
from belanja.institutions import selectors
from belanja.institutions.models import Government, Restoration
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty


@transaction.atomic
def hand_code(*, government: Government, user_id: int, actor: Actor) -> tuple[DoorCode, str]:
    """Make the code that proves the number of somebody who registered with this government, to be handed over now.

    Raises RuleBroken 403/404 for a missing duty, 404 for an account that did not register here, 409 as
    `accounts.services.hand_code`.
    """
    selectors.require(actor, Duty.RESTORE_ACCESS, government)
    user = accounts_read.waiting(government.code).filter(pk=user_id).first()
    if user is None:
        raise _unknown()
    purpose = DoorCode.Purpose.NUMBER if user.has_usable_password() else DoorCode.Purpose.INVITATION
    return accounts.hand_code(
        user_id=user.pk, purpose=purpose, government_code=government.code, days=_code_days(government), actor=actor
    )


@transaction.atomic
def invite_person(*, government: Government, name: str, phone: str, actor: Actor) -> tuple[User, str]:
    """Open an account for somebody at the counter or on the telephone, and make the code with which this person
    chooses the PIN. Raises RuleBroken 403/404 for a missing duty, 422 for what is missing, 409 for a number that has
    an account."""
    selectors.require(actor, Duty.RESTORE_ACCESS, government)
    user = accounts.invite(name=name, phone=phone, government_code=government.code, actor=actor)
    return user, hand_code(government=government, user_id=user.pk, actor=actor)[1]


@transaction.atomic
def ask_restoration(
    *, government: Government, phone: str, reason: str, seen: str, actor: Actor, new_phone: str = ""
) -> Restoration:
    """The first officer saw the person behind the proved number `phone` and asks to give access back.

    `seen` says what proved who it is (no copy is kept); `new_phone` is the number from now on where the old one is
    lost. Nothing changes yet. Raises RuleBroken 403/404 for a missing duty, 404 for a number without an account, 403
    for one's own account and for accounts that hold a role (their administrator helps them), 409 where a request is
    open or the new number is taken, 422 for what is missing.
    """
    selectors.require(actor, Duty.RESTORE_ACCESS, government)
    user = accounts_read.by_login(phone) if "@" not in phone else None
    if user is None:
        raise RuleBroken("account_unknown", "Tidak ada akun dengan nomor terbukti itu.", status=404)
    _guard(user, actor)
    if not reason.strip() or not seen.strip():
        raise RuleBroken("restoration_empty", "Isi sebab dan apa yang diperlihatkan orang itu.")
    lapse(government=government)
    try:
        with transaction.atomic():
            asked = Restoration.objects.create(
                government=government,
                user=user,
                reason=reason.strip()[:300],
                seen=seen.strip()[:300],
                new_number_hash=_number_hash(new_phone, user),
                asked_by_id=actor.user_id,
                asked_at=clock.now(),
            )
    except IntegrityError as error:
        raise RuleBroken(
            "restoration_open", "Pemulihan akun ini sudah diminta dan menunggu petugas kedua.", status=409
        ) from error
    _tell("institutions.restoration_asked", asked, actor)
    return asked


@transaction.atomic
def approve_restoration(
    *, restoration_id: int, government: Government, actor: Actor, new_phone: str = ""
) -> tuple[Restoration, str]:
    """The second officer saw the person too: every old way in is taken, and the code for a new PIN is made.

    Where a new number was named, this officer types it as well, and both must agree. Returns the request and the code
    to hand over. Raises RuleBroken 403/404, 403 for the officer who asked, 409 where it was decided or has lapsed,
    422 for a number that is not the one the first officer was told.
    """
    asked = _decidable(restoration_id, government, actor)
    _guard(asked.user, actor)
    number = ""
    if asked.new_number_hash:
        number = accounts.checked_number(phone=new_phone)
        if pins.keyed("nomor", number) != asked.new_number_hash:
            raise RuleBroken(
                "number_differs", "Nomor baru ini tidak sama dengan yang diketik petugas pertama. Tanyakan lagi."
            )
    _close(asked, Restoration.State.APPROVED, actor, "")
    accounts.lock_out(user_id=asked.user_id, actor=actor)
    _row, code = accounts.hand_code(
        user_id=asked.user_id,
        purpose=DoorCode.Purpose.RESTORATION,
        government_code=government.code,
        days=_code_days(government),
        actor=actor,
        phone=number,
    )
    notices.tell(
        user_ids=[asked.user_id],
        kind="accounts.restored",
        text=f"Akses ke akun ini dipulihkan oleh dua petugas {government.name}. "
        "Bila bukan Anda yang memintanya, hubungi kantor itu segera.",
        link="/akun/keamanan/",
        actor=actor,
        government_code=government.code,
    )
    _tell("institutions.restoration_approved", asked, actor)
    return asked, code


@transaction.atomic
def refuse_restoration(*, restoration_id: int, government: Government, note: str, actor: Actor) -> Restoration:
    """The second officer is not convinced; the account stays as it is. Raises RuleBroken as `approve_restoration`,
    422 without a reason."""
    asked = _decidable(restoration_id, government, actor)
    if not note.strip():
        raise RuleBroken("reason_missing", "Isi alasannya.")
    _close(asked, Restoration.State.REFUSED, actor, note.strip()[:300])
    _tell("institutions.restoration_refused", asked, actor)
    return asked


@transaction.atomic
def lapse(*, government: Government) -> int:
    """End requests that nobody decided in time (a dated row); returns how many. Run before a new one is asked."""
    old = Restoration.objects.select_for_update().filter(
        government=government, state=Restoration.State.ASKED, asked_at__lte=clock.now() - _open_for(government)
    )
    return old.update(
        state=Restoration.State.REFUSED, decided_at=clock.now(), note="Lewat waktu tanpa putusan petugas kedua."
    )


def _open_for(government: Government) -> timedelta:
    """What nobody decided for so long was asked for somebody who has gone home."""
    days = selectors.parameter("akun.pemulihan.hari", government_id=government.pk, on=clock.today())
    return timedelta(days=int(days))


def _code_days(government: Government) -> int:
    return int(selectors.parameter("akun.kode.hari", government_id=government.pk, on=clock.today()))


def _decidable(restoration_id: int, government: Government, actor: Actor) -> Restoration:
    selectors.require(actor, Duty.RESTORE_ACCESS, government)
    asked = (
        Restoration.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(pk=restoration_id, government=government)
        .first()
    )
    if asked is None:
        raise _unknown()
    if asked.state != Restoration.State.ASKED:
        raise RuleBroken(
            "already_decided", "Permintaan ini sudah diputus petugas lain. Muat ulang untuk melihatnya.", status=409
        )
    if actor.user_id is not None and actor.user_id == asked.asked_by_id:
        raise RuleBroken("same_person", "Petugas kedua harus orang lain, yang juga bertemu orangnya.", status=403)
    if clock.now() - asked.asked_at >= _open_for(government):
        raise RuleBroken("restoration_lapsed", "Permintaan ini sudah lewat waktu. Buat yang baru.", status=409)
    return asked


def _guard(user: User, actor: Actor) -> None:
    if actor.user_id == user.pk:
        raise RuleBroken("own_account", "Akses sendiri dipulihkan oleh dua petugas lain.", status=403)
    if selectors.roles_of(user, government_id=None):
        raise RuleBroken(
            "account_of_officer", "Akun ini memegang peran petugas; aksesnya dipulihkan administrator.", status=403
        )


def _number_hash(new_phone: str, user: User) -> str:
    if not new_phone.strip():
        return ""
    number = accounts.checked_number(phone=new_phone)
    if User.objects.filter(phone=number, phone_verified=True).exclude(pk=user.pk).exists():
        raise RuleBroken("number_taken", "Nomor baru itu sudah dipakai akun lain.", status=409)
    return "" if number == user.phone else pins.keyed("nomor", number)


def _close(asked: Restoration, state: Restoration.State, actor: Actor, note: str) -> None:
    asked.state, asked.decided_by_id, asked.decided_at, asked.note = state, actor.user_id, clock.now(), note
    asked.save(update_fields=["state", "decided_by_id", "decided_at", "note"])


def _unknown() -> RuleBroken:
    return RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)


def _tell(event: str, asked: Restoration, actor: Actor) -> None:
    journal.append(
        name=event,
        actor=actor,
        subject=f"account:{asked.user_id}",
        government_code=asked.government.code,
        payload={"restoration": asked.pk, "new_number": bool(asked.new_number_hash)},
    )

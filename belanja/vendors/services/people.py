"""Who acts for a firm: the owner names others, answers who asks, and confirms once a year how large the firm is."""

from django.db import transaction
from django.db.models import Q

from belanja.accounts import selectors as accounts
from belanja.foundation import clock
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.decisions import RuleBroken
from belanja.rules.registration import FirmState, MemberRole

from .. import selectors
from ..models import AccessRequest, Firm, Member, MemberInvite, Profile
from .steps import locked, person, tell

_CALENDAR = Actor(user_id=None, label="waktu")


@transaction.atomic
def invite_member(*, firm_id: int, login: str, role: MemberRole, actor: Actor) -> None:
    """The owner asks somebody to act for the firm. The person decides (`answer_invite`); before that nothing is open.

    Says the same whether or not anybody has this number or address: the form is no way to find out who has an account.
    Asking again changes nothing but the role; an invitation that ended unanswered is made anew. Raises RuleBroken:
    404/403 for who may not.
    """
    Firm.objects.select_for_update().filter(pk=firm_id).first()
    firm = selectors.require_member(actor, firm_id, owner=True)
    user = accounts.by_login(login)
    if user is None or selectors.is_member(user.pk, firm_id):
        return
    waiting = MemberInvite.objects.filter(firm_id=firm_id, user_id=user.pk, state=MemberInvite.State.OPEN)
    waiting.filter(at__lte=selectors.invited_since(firm_id)).update(state=MemberInvite.State.TAKEN_BACK)
    _invite, new = MemberInvite.objects.update_or_create(
        firm_id=firm_id,
        user_id=user.pk,
        state=MemberInvite.State.OPEN,
        defaults={"role": role.value, "by_id": actor.user_id},
        create_defaults={"role": role.value, "by_id": actor.user_id, "at": clock.now()},
    )
    if new:
        _write("vendors.member_invited", firm_id, actor, member=user.pk, role=role.value)
        notices.tell(
            user_ids=[user.pk], kind="vendors.member", link="/usaha/", actor=actor,
            text=f"{firm.name} mengundang Anda menjadi {role.label.lower()}. Terima atau tolak di Usaha saya.",
        )  # fmt: skip


@transaction.atomic
def take_back_invite(*, firm_id: int, login: str, actor: Actor) -> None:
    """The owner takes an invitation back that nobody has answered. As `invite_member`, it says the same whether or not
    anybody has this number or address, or was invited. Raises RuleBroken: 404/403 for who may not."""
    Firm.objects.select_for_update().filter(pk=firm_id).first()
    selectors.require_member(actor, firm_id, owner=True)
    user = accounts.by_login(login)
    if user is None:
        return
    waiting = MemberInvite.objects.filter(firm_id=firm_id, user_id=user.pk, state=MemberInvite.State.OPEN)
    if waiting.update(state=MemberInvite.State.TAKEN_BACK, answered_at=clock.now()):
        _write("vendors.invite_taken_back", firm_id, actor, member=user.pk)


@transaction.atomic
def answer_invite(*, invite_id: int, accept: bool, actor: Actor) -> MemberInvite:
    """The invited person agrees to act for the firm from today on, or does not; of a refusal the firm learns nothing.

    Raises RuleBroken: 404 for anybody else, 409 where it was answered, taken back or has ended, or who invited is no
    owner any more.
    """
    user_id = person(actor)
    found = MemberInvite.objects.filter(pk=invite_id, user_id=user_id).first()
    if found is None:
        raise RuleBroken("not_found", "Undangan ini tidak ditemukan.", status=404)
    firm = Firm.objects.select_for_update().get(pk=found.firm_id)
    invite = MemberInvite.objects.select_for_update().get(pk=invite_id)
    if invite.state != MemberInvite.State.OPEN:
        told = "ditarik" if invite.state == MemberInvite.State.TAKEN_BACK else "dijawab"
        raise RuleBroken("answered", f"Undangan ini sudah {told}.", status=409)
    if accept and invite.at <= selectors.invited_since(firm.pk):
        raise RuleBroken("invite_over", "Masa undangan ini sudah lewat. Mintalah undangan baru.", status=409)
    host = selectors.membership(invite.by_id, firm.pk) if invite.by_id is not None else None
    if accept and invite.by_id is not None and (host is None or host.role != MemberRole.OWNER):
        raise RuleBroken(
            "invite_void", "Pengundangnya bukan pemilik usaha ini lagi. Mintalah undangan baru.", status=409
        )
    invite.state = MemberInvite.State.ACCEPTED if accept else MemberInvite.State.DECLINED
    invite.answered_at = clock.now()
    invite.save(update_fields=["state", "answered_at"])
    if accept:
        _add(firm, user_id, MemberRole(invite.role), actor)
    else:
        _write("vendors.invite_declined", firm.pk, actor)
    return invite


def _add(firm: Firm, user_id: int, role: MemberRole, actor: Actor) -> Member:
    if selectors.is_member(user_id, firm.pk):
        raise RuleBroken("member_already", "Orang ini sudah menjadi anggota usaha.", status=409)
    member = Member.objects.create(firm=firm, user_id=user_id, role=role.value, valid_from=clock.today())
    _write("vendors.member_added", firm.pk, actor, member=user_id, role=role.value)
    notices.tell(
        user_ids=[user_id], kind="vendors.member", text=f"Anda kini {role.label.lower()} {firm.name} di Belanja.",
        link=f"/usaha/{firm.pk}/", actor=actor,
    )  # fmt: skip
    return member


@transaction.atomic
def end_member(*, member_id: int, actor: Actor) -> Member:
    """The owner ends somebody's part in the firm today, or somebody leaves. The last owner stays.

    Raises RuleBroken: 404/403 for who may not, 409 for one that has ended or for the last owner.
    """
    found = Member.objects.select_related("firm").filter(pk=member_id).first()
    if found is None:
        raise RuleBroken("not_found", "Anggota ini tidak ditemukan.", status=404)
    firm = Firm.objects.select_for_update().get(pk=found.firm_id)
    selectors.require_member(actor, firm.pk, owner=found.user_id != actor.user_id)
    member = Member.objects.select_for_update().get(pk=member_id)
    today = clock.today()
    if member.valid_to is not None:
        raise RuleBroken("member_ended", "Keanggotaan ini sudah berakhir.", status=409)
    owners = Member.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=today), firm=firm, role=MemberRole.OWNER.value
    )
    if member.role == MemberRole.OWNER and not owners.exclude(pk=member.pk).exists():
        raise RuleBroken(
            "last_owner", "Pemilik terakhir tidak dapat diakhiri. Tambahkan pemilik lain dahulu.", status=409
        )
    member.valid_to = today
    member.save(update_fields=["valid_to"])
    _write("vendors.member_ended", firm.pk, actor, member=member.user_id)
    return member


@transaction.atomic
def ask_access(*, firm_id: int, actor: Actor) -> AccessRequest:
    """Somebody says that he acts for a registered firm; its owner is told. Asking twice changes nothing.

    Raises RuleBroken: 404 for a firm that is not registered, 409 for a member.
    """
    user_id = person(actor)
    profile = locked(firm_id)
    if selectors.is_member(user_id, firm_id):
        raise RuleBroken("member_already", "Anda sudah menjadi anggota usaha ini.", status=409)
    request, new = AccessRequest.objects.get_or_create(
        firm_id=firm_id, user_id=user_id, state=AccessRequest.State.OPEN, defaults={"at": clock.now()}
    )
    if new:
        _write("vendors.access_asked", firm_id, actor)
        tell(profile, f"Seseorang meminta menjadi anggota {profile.name}. Terima atau tolak di halaman Anggota.", actor)
    return request


@transaction.atomic
def answer_access(
    *, request_id: int, accept: bool, role: MemberRole = MemberRole.KEEPER, actor: Actor
) -> AccessRequest:
    """The owner lets the person in, or not. Raises RuleBroken: 404/403, 409 where it was answered."""
    request = AccessRequest.objects.select_for_update(of=("self",)).select_related("firm").filter(pk=request_id).first()
    if request is None:
        raise RuleBroken("not_found", "Permintaan ini tidak ditemukan.", status=404)
    selectors.require_member(actor, request.firm_id, owner=True)
    if request.state != AccessRequest.State.OPEN:
        raise RuleBroken("answered", "Permintaan ini sudah dijawab.", status=409)
    request.state = AccessRequest.State.ACCEPTED if accept else AccessRequest.State.DECLINED
    request.answered_at, request.answered_by_id = clock.now(), actor.user_id
    request.save()
    if accept and not selectors.is_member(request.user_id, request.firm_id):
        _add(request.firm, request.user_id, role, actor)
    if not accept:
        _write("vendors.access_declined", request.firm_id, actor, member=request.user_id)
        notices.tell(
            user_ids=[request.user_id], kind="vendors.member", link="/usaha/", actor=actor,
            text=f"Permintaan Anda menjadi anggota {request.firm.name} ditolak pemiliknya.",
        )  # fmt: skip
    return request


@transaction.atomic
def confirm_scale(*, firm_id: int, actor: Actor) -> Profile:
    """One tap a year: the scale that was passed still holds. Doing it twice on a day changes nothing.

    Raises RuleBroken: 404/403 for who may not, 409 where no scale was passed (state it in the profile).
    """
    profile = locked(firm_id)
    selectors.require_member(actor, firm_id, owner=True)
    if not profile.scale or profile.scale_confirmed_on is None:
        raise RuleBroken("scale_unknown", "Skala usaha belum diketahui. Isi skala dan buktinya di profil.", status=409)
    today = clock.today()
    if profile.scale_confirmed_on != today:
        profile.scale_confirmed_on = today
        profile.save(update_fields=["scale_confirmed_on"])
        _write("vendors.scale_confirmed", firm_id, actor, scale=profile.scale)
        _write("vendors.firm_changed", firm_id, actor, version=profile.version)
    return profile


@transaction.atomic
def ask_scales() -> int:
    """Owners whose firm has not said for a year (a dated number of days) that its scale still holds are asked once a
    year for the one tap. Returns how many were asked now; a second run on the same day asks nobody."""
    asked, today = 0, clock.today()
    due = Profile.objects.filter(state=FirmState.VERIFIED.value, scale_confirmed_on__isnull=False).exclude(scale="")
    for profile in due.select_related("government").order_by("pk"):
        if not selectors.scale_overdue(profile, on=today):
            continue
        told = notices.tell(
            user_ids=selectors.people_of(profile.firm_id),
            kind="vendors.scale",
            text=f"Apakah skala usaha {profile.name} masih sama? Nyatakan dengan satu ketukan di beranda usaha.",
            link=f"/usaha/{profile.firm_id}/",
            actor=_CALENDAR,
            government_code=profile.government.code,
            once=f"skala:{profile.firm_id}:{profile.scale_confirmed_on}",
        )
        asked += bool(told)
    return asked


def _write(name: str, firm_id: int, actor: Actor, **told: object) -> None:
    journal.append(name=name, actor=actor, subject=f"firm:{firm_id}", payload=told)

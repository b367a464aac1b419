"""Officials in their posts, accounts of a government's people, and the roles these hold for a term."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from belanja.accounts import services as accounts
from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions import selectors
from belanja.institutions.models import Government, Official, RoleAssignment, Unit
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role


@transaction.atomic
def appoint_official(
    *,
    government: Government,
    post: str,
    valid_from: date,
    actor: Actor,
    unit: Unit | None = None,
    user_id: int | None = None,
    quality: str = Official.Quality.DEFINITIVE,
    decree: str = "",
    valid_to: date | None = None,
) -> Official:
    """Put on record who fills a post from a day on. `valid_to` is the first day after the term.

    A definitive official has the post alone; Plh. and Plt. stand in for a term and therefore need its end.
    Raises RuleBroken 422 for a term that cannot be, 409 for a post that is taken, 403/404 for a missing duty.
    """
    locked = Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    selectors.require(actor, Duty.MANAGE_INSTITUTIONS, locked)
    _check_unit(locked, unit)
    if not post.strip():
        raise RuleBroken("post_missing", "Isi nama jabatan.")
    if quality not in Official.Quality.values:
        raise RuleBroken("quality_unknown", "Pilih definitif, Plh., atau Plt.")
    if valid_to is not None and valid_to <= valid_from:
        raise RuleBroken("term_backwards", "Akhir masa jabatan harus setelah mulainya.")
    if quality != Official.Quality.DEFINITIVE and valid_to is None:
        raise RuleBroken("term_open", "Pelaksana harian dan pelaksana tugas memerlukan tanggal akhir.")
    same_post = Official.objects.filter(government=locked, unit=unit, post=post.strip(), quality=quality)
    if same_post.filter(overlapping(valid_from, valid_to)).exists():
        raise RuleBroken("post_taken", "Jabatan ini sudah terisi pada masa itu. Akhiri dahulu yang lama.", status=409)
    official = Official.objects.create(
        government=locked,
        unit=unit,
        user_id=user_id,
        post=post.strip(),
        quality=quality,
        decree=decree.strip(),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    _tell("institutions.official_appointed", f"official:{official.pk}", locked, actor, _term(official))
    return official


@transaction.atomic
def end_official(*, official_id: int, on: date, actor: Actor) -> Official:
    """End a post: `on` is the first day on which it is no longer held. Raises RuleBroken 409 if it ended before."""
    official = (
        Official.objects.select_for_update(of=("self",)).select_related("government").filter(pk=official_id).first()
    )
    if official is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    selectors.require(actor, Duty.MANAGE_INSTITUTIONS, official.government)
    _check_end(official.valid_from, official.valid_to, on)
    official.valid_to = on
    official.save(update_fields=["valid_to"])
    _tell("institutions.official_ended", f"official:{official.pk}", official.government, actor, _term(official))
    return official


@transaction.atomic
def open_account(
    *, government: Government, name: str, email: str | None, phone: str | None, password: str, actor: Actor
) -> User:
    """An administrator of `government` opens an account for an officer. Roles are given apart (`give_role`)."""
    selectors.require(actor, Duty.MANAGE_ROLES, government)
    return accounts.create_account(name=name, email=email, phone=phone, password=password, actor=actor)


@transaction.atomic
def close_account(*, government: Government, user_id: int, actor: Actor) -> None:
    """End somebody's roles here today, close the account and erase the person's data; ids in records stay.

    Raises RuleBroken 404 for somebody without a role here, 403 for one's own account, 409 for an account that
    holds a role of another government too (whose administrator must end that first).
    """
    selectors.require(actor, Duty.MANAGE_ROLES, government)
    if actor.user_id == user_id:
        raise RuleBroken("own_account", "Akun sendiri ditutup oleh administrator lain.", status=403)
    today = clock.today()
    roles = RoleAssignment.objects.select_for_update().filter(user_id=user_id)
    if not roles.filter(government=government).exists():
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    if roles.exclude(government=government).filter(valid_to__gt=today).exists():
        raise RuleBroken("roles_elsewhere", "Akun ini masih memegang peran di pemerintah daerah lain.", status=409)
    for role in roles.filter(valid_to__gt=today):
        end_role(assignment_id=role.pk, on=max(today, role.valid_from), actor=actor)
    accounts.deactivate_account(user_id=user_id, actor=actor)


@transaction.atomic
def give_role(
    *,
    user_id: int,
    role: Role,
    government: Government,
    valid_from: date,
    valid_to: date,
    actor: Actor,
    unit: Unit | None = None,
) -> RoleAssignment:
    """Give an account a role for a term; `valid_to` is the first day on which it no longer holds.

    Nobody gives a role to himself, and no term is longer than the parameter `roles.longest_term_days`. The first
    administrator of a government is named on the console. Raises RuleBroken.
    """
    locked = Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    selectors.require(actor, Duty.MANAGE_ROLES, locked)
    if actor.user_id == user_id:
        raise RuleBroken("role_to_oneself", "Peran tidak dapat diberikan kepada diri sendiri.", status=403)
    if not User.objects.filter(pk=user_id, is_active=True).exists():
        raise RuleBroken("account_unknown", "Akun tidak ditemukan atau sudah ditutup.", status=404)
    _check_unit(locked, unit)
    longest = int(selectors.parameter("roles.longest_term_days", government_id=locked.pk, on=clock.today()))
    if not 0 < (valid_to - valid_from).days <= longest:
        raise RuleBroken("role_term", f"Masa peran paling sedikit satu hari dan paling lama {longest} hari.")
    held = RoleAssignment.objects.filter(user_id=user_id, role=role, government=locked, unit=unit)
    if held.filter(overlapping(valid_from, valid_to)).exists():
        raise RuleBroken("role_held", "Peran ini sudah dipegang pada masa itu.", status=409)
    assignment = RoleAssignment.objects.create(
        user_id=user_id,
        role=role,
        government=locked,
        unit=unit,
        valid_from=valid_from,
        valid_to=valid_to,
        given_by_id=actor.user_id,
    )
    _tell("institutions.role_given", f"account:{user_id}", locked, actor, _role(assignment))
    return assignment


@transaction.atomic
def end_role(*, assignment_id: int, on: date, actor: Actor) -> RoleAssignment:
    """End a role before its term; `on` is the first day without it. Raises RuleBroken 409 if it ended before."""
    assignment = (
        RoleAssignment.objects.select_for_update(of=("self",))
        .select_related("government", "unit")
        .filter(pk=assignment_id)
        .first()
    )
    if assignment is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    selectors.require(actor, Duty.MANAGE_ROLES, assignment.government)
    _check_end(assignment.valid_from, assignment.valid_to, on)
    assignment.valid_to = on
    assignment.save(update_fields=["valid_to"])
    _tell(
        "institutions.role_ended",
        f"account:{assignment.user_id}",
        assignment.government,
        actor,
        _role(assignment),
    )
    end_handed_on(assignment, on, actor)
    return assignment


def end_handed_on(assignment: RoleAssignment, on: date, actor: Actor) -> None:
    """Nobody stands in for a role that ended: what was handed on of it ends with it. The caller holds the role."""
    lent = RoleAssignment.objects.select_for_update(of=("self",)).select_related("government", "unit")
    for one in lent.filter(behalf_of=assignment, valid_to__gt=on).order_by("pk"):
        one.valid_to = max(on, one.valid_from)
        one.save(update_fields=["valid_to"])
        _tell("institutions.role_ended", f"account:{one.user_id}", one.government, actor, _role(one))


def _check_unit(government: Government, unit: Unit | None) -> None:
    if unit is not None and unit.government_id != government.pk:
        raise RuleBroken("unit_elsewhere", "Satuan kerja itu bukan bagian dari pemerintah daerah ini.")


def _check_end(valid_from: date, valid_to: date | None, on: date) -> None:
    if valid_to is not None and valid_to <= on:
        raise RuleBroken("already_ended", "Masa ini sudah berakhir.", status=409)
    if on < max(valid_from, clock.today()):
        raise RuleBroken("end_in_past", "Masa tidak dapat diakhiri mundur.")


def overlapping(valid_from: date, valid_to: date | None) -> Q:
    later = Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)
    return later if valid_to is None else later & Q(valid_from__lt=valid_to)


def _term(official: Official) -> dict[str, object]:
    return {
        "post": official.post,
        "quality": official.quality,
        "unit": official.unit.code if official.unit else None,
        "valid_from": official.valid_from.isoformat(),
        "valid_to": official.valid_to.isoformat() if official.valid_to else None,
    }


def _role(assignment: RoleAssignment) -> dict[str, object]:
    return {
        "role": str(assignment.role),
        "unit": assignment.unit.code if assignment.unit else None,
        "valid_from": assignment.valid_from.isoformat(),
        "valid_to": assignment.valid_to.isoformat(),
    }


def _tell(event: str, subject: str, government: Government, actor: Actor, payload: dict[str, object]) -> None:
    journal.append(name=event, actor=actor, subject=subject, government_code=government.code, payload=payload)

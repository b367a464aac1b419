"""Named templates of a unit: saved from a package, renamed, withdrawn; packages begun from them at today's prices."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from belanja.foundation import clock
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.buying.states import Method
from belanja.rules.buying.steps import PACKAGES, Step
from belanja.rules.decisions import RuleBroken

from ..alternatives import Wanted, market_of
from ..models import Template, TemplateLine
from ..policy_case import book_for
from . import package_lines, packages
from .package_lines import Added
from .taking import locked_package, officer

_KEEP = [one for one in PACKAGES if one.step is Step.BEGIN]
#: Equivalents named for goods that are no longer sold.
_NAMED = 2


@dataclass(frozen=True)
class Begun:
    """The package begun from a template, what could not be put in, and by row what is sold in its place."""

    added: Added
    instead: Mapping[int, str]


@transaction.atomic
def save(*, package_id: int, name: str, actor: Actor) -> Template:
    """Keep what a package holds under a name of the unit. RuleBroken 404, 403; 409 for a name that is taken, 422 for an
    empty package or no name."""
    package = locked_package(package_id)
    officer(actor, _KEEP, package.government, package.unit_id)
    lines = list(package.lines.select_related("offer__product").order_by("position"))
    if not lines:
        raise RuleBroken("package_empty", "Isi dulu barangnya.")
    made = Template(
        government=package.government, unit=package.unit, name=_free(package.unit_id, name), created_at=clock.now(),
        created_by_id=actor.user_id,
    )  # fmt: skip
    _write(made)
    TemplateLine.objects.bulk_create(
        TemplateLine(
            template=made, position=place, offer_id=one.offer_id, product_name=one.offer.product.name,
            quantity=one.quantity, note=one.note,
        )
        for place, one in enumerate(lines, start=1)
    )  # fmt: skip
    _told(made, "saved", actor)
    return made


@transaction.atomic
def rename(*, template_id: int, version: int, name: str, actor: Actor) -> Template:
    """Give a template another name. RuleBroken 404, 403, 409, 422."""
    found = _taken(template_id, version, actor)
    if found.name != " ".join(name.split()):
        found.name = _free(found.unit_id, name)
    return _changed(found, "renamed", actor)


@transaction.atomic
def withdraw(*, template_id: int, version: int, actor: Actor) -> Template:
    """Nobody begins from it any more; packages that were begun stay. RuleBroken 404, 403, 409."""
    found = _taken(template_id, version, actor)
    found.withdrawn_at = clock.now()
    return _changed(found, "withdrawn", actor)


@transaction.atomic
def begin(*, template_id: int, version: int, actor: Actor) -> Begun:
    """Begin a package with what is still sold of a template, at today's prices; the rest is told with what is sold in
    its place. RuleBroken 404, 403, 409; 422 where nothing of it is sold any more."""
    found = _taken(template_id, version, actor)
    lines = list(found.lines.select_related("offer__product__etalase"))
    package = packages.begin(
        government=found.government, unit_id=found.unit_id, title=found.name, actor=actor,
        method=Method.NEGOTIATION,
    )  # fmt: skip
    added = package_lines.add_template(package_id=package.pk, version=package.version, lines=lines, actor=actor)
    gone = {one.row for one in added.refused}
    if len(gone) == len(lines):
        raise RuleBroken("nothing_sold", f"Tidak satu barang pun dapat dimasukkan. {added.refused[0].why}")
    return Begun(added, _instead(found, [line for line in lines if line.position in gone]))


def _instead(template: Template, lines: list[TemplateLine]) -> dict[int, str]:
    """By position, the nearest like offers that are sold. Four queries, however many lines."""
    wanted = [Wanted(line.position, line.offer, line.quantity, None) for line in lines]
    market = market_of(wanted, template.government_id, book_for(template.government_id))
    found = {}
    for line in lines:
        near = [market.offers[int(one.offer)] for one in market.nearest(line.position)[:_NAMED]]
        if near:
            told = "; ".join(f"{one.product.name} dari {one.seller.name} (nomor {one.pk})" for one in near)
            found[line.position] = f"Setara yang dijual: {told}."
    return found


def _taken(template_id: int, version: int, actor: Actor) -> Template:
    found = (
        Template.objects.select_for_update(of=("self",))
        .select_related("government", "unit")
        .filter(pk=template_id, withdrawn_at__isnull=True)
        .first()
    )
    if found is None:
        raise RuleBroken("not_found", "Templat ini tidak ditemukan.", status=404)
    officer(actor, _KEEP, found.government, found.unit_id)
    if found.version != version:
        raise RuleBroken("changed_meanwhile", "Templat ini berubah sejak halaman Anda dibuka; lihat lagi.", status=409)
    return found


def _free(unit_id: int, name: str) -> str:
    """A name that no standing template of the unit has. RuleBroken 409, 422."""
    told = " ".join(name.split())[:120]
    if len(told) < 5:
        raise RuleBroken("template_name", "Beri templat ini nama, paling sedikit lima huruf.")
    if Template.objects.filter(unit_id=unit_id, name=told, withdrawn_at__isnull=True).exists():
        raise _name_taken()
    return told


def _write(template: Template) -> None:
    """RuleBroken 409 where a colleague gave the name to another one at the same moment."""
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise _name_taken() from error


def _name_taken() -> RuleBroken:
    return RuleBroken("template_taken", "Satuan kerja ini sudah mempunyai templat bernama itu.", status=409)


def _changed(found: Template, what: str, actor: Actor) -> Template:
    found.version += 1
    _write(found)
    _told(found, what, actor)
    return found


def _told(found: Template, what: str, actor: Actor) -> None:
    journal.append(
        name=f"purchasing.template_{what}",
        actor=actor,
        subject=f"template:{found.pk}",
        government_code=found.government.code,
        payload={"name": found.name, "unit": found.unit_id},
    )

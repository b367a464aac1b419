"""What an etalase says of itself: its state, terms and schema, and the goods against its ready specifications."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue.listings import listings
from belanja.catalogue.search.directory import Shelf
from belanja.catalogue.selectors.licences import holders_on
from belanja.catalogue.selectors.specifications import AgainstSpecification, against_specification
from belanja.etalase import selectors
from belanja.etalase.models import Etalase
from belanja.foundation import clock, text
from belanja.rules.attributes import requirement_words
from belanja.rules.decisions import RuleBroken
from belanja.rules.licences import titles
from belanja.rules.listings import OPEN_SHELVES, EtalaseState, PriceClass, SellerRole
from belanja.web.attribute_table import attribute_table
from belanja.web.pieces import Column, DefinitionList, EmptyState, Link, Notice, Row, Table, Term
from belanja.web.public import doors

from .cards import card, product_address
from .places import enter

#: Cards and rows of a specification's page; the rest is told by number.
_MOST = 48


def _licences(etalase: Etalase) -> str:
    """What a firm must hold, and how many of the firms here do."""
    held, firms = holders_on(etalase, on=clock.today())
    if not held:
        return "tidak ada yang diminta"
    return "; ".join(
        f"{title} (dimiliki {text.number(one.firms)} dari {text.number(firms)} penyedia di sini)"
        for title, one in zip(titles(etalase.licences), held, strict=True)
    )


@dataclass(frozen=True)
class About:
    """What stands at the head of an etalase's list."""

    line: str
    terms: Link
    specifications: list[Link]
    notice: Notice | None


def about(shelf: Shelf) -> About:
    """The terms in one line, the ready specifications, and what keeps the etalase from being bought from."""
    kind = f"Etalase {shelf.kind.lower()}" if shelf.kind else "Etalase"
    price = f"harga {PriceClass(shelf.price_class).label.lower()}" if shelf.price_class else ""
    return About(
        " · ".join(part for part in (kind, price) if part),
        Link(label="Syarat dan skema", href=reverse("katalog:shelf_terms", args=[shelf.slug])),
        [
            Link(label=name, href=reverse("katalog:specification", args=[shelf.slug, slug]))
            for slug, name in shelf.specifications
        ],
        _notice(shelf),
    )


def _notice(shelf: Shelf) -> Notice | None:
    since = f" sejak {text.long_date(shelf.state_since)}" if shelf.state_since else ""
    if shelf.state == EtalaseState.CLOSED:
        return Notice(kind="warning", title=f"Etalase ini ditutup{since}.", text=shelf.state_reason)
    if shelf.state == EtalaseState.FROZEN and shelf.state_since:
        said = "Barangnya terlihat tetapi tidak dapat dibeli."
        return Notice(
            kind="warning", title=f"Etalase ini dibekukan{since}.", text=f"{said} {shelf.state_reason}".strip()
        )
    return None


@doors.open_page
def terms(request: HttpRequest, slug: str) -> HttpResponse:
    """`/katalog/etalase/<slug>/syarat/`: what a firm must be and say to list here. Five queries, two
    more for a shelf that asks for licences."""
    enter(request)
    etalase = selectors.by_slug(slug)
    if etalase is None or EtalaseState(etalase.state) not in OPEN_SHELVES:
        raise RuleBroken("etalase_unknown", "Etalase ini tidak ada di katalog.", status=404)
    versions = selectors.versions(etalase.pk)
    roles = ", ".join(SellerRole(role).label for role in etalase.allowed_roles)
    unsaid = text.UNKNOWN
    return render(request, "katalog/shelf_terms.html", {
        "trail": doors.trail(
            None, ("Katalog", reverse("katalog:home")), (etalase.name, reverse("katalog:etalase", args=[slug])),
            ("Syarat dan skema", ""),
        ),
        "title": f"Syarat etalase {etalase.name}",
        "terms": DefinitionList(terms=[
            Term(term="Keadaan", text=EtalaseState(etalase.state).label),
            Term(term="Jenis", text=etalase.kind or unsaid),
            Term(term="Dikelola", text=etalase.government.name if etalase.government else "secara nasional"),
            Term(
                term="Kelas harga", text=PriceClass(etalase.price_class).label if etalase.price_class else unsaid
            ),
            Term(term="Jenis usaha yang diterima", text=roles or unsaid),
            Term(term="Izin yang harus dimiliki", text=_licences(etalase)),
            Term(term="Kategori nasional", text=etalase.category_shown() or unsaid),
            Term(term="KBKI", text=", ".join(etalase.kbki) or unsaid),
            Term(term="Dibuka", text=text.long_date(etalase.opened_on) if etalase.opened_on else unsaid),
        ]),
        "version": f"Versi {versions[0].version}, berlaku sejak {text.long_date(versions[0].valid_from)}."
        if versions else "",
        "schema": attribute_table(versions[0].rules(), key="skema", caption="Atribut") if versions
        else EmptyState(title="Etalase ini belum punya skema."),
        "specifications": [
            {
                "link": Link(label=one.name, href=reverse("katalog:specification", args=[slug, one.slug])),
                "needs": "; ".join(
                    requirement_words(need, versions[0].rules() if versions else ()) for need in one.rules()
                ),
            }
            for one in etalase.specifications.all()
        ],
    })  # fmt: skip


@doors.open_page
def specification(request: HttpRequest, slug: str, specification: str) -> HttpResponse:
    """`/katalog/etalase/<slug>/spesifikasi/<slug>/`: what meets a need that comes up again and again, the cheapest base
    unit first, and what misses it with the reason. Four queries."""
    enter(request)
    found = against_specification(slug, specification, most=_MOST)
    offers = listings(found.meeting)
    return render(request, "katalog/specification.html", {
        "trail": doors.trail(
            None, ("Katalog", reverse("katalog:home")),
            (found.etalase, reverse("katalog:etalase", args=[found.etalase_slug])), (found.name, ""),
        ),
        "title": found.name,
        "needs": "; ".join(requirement_words(need, found.schema) for need in found.requirements),
        "counted": f"{text.number(found.meeting_count)} barang memenuhi, {text.number(found.missed_count)} tidak.",
        "cards": [card(one, level=3) for one in offers],
        "more": f"{text.number(found.meeting_count - len(offers))} barang lain juga memenuhi; persempit di etalasenya."
        if found.meeting_count > len(offers) else "",
        "empty": None if offers else EmptyState(title="Belum ada barang yang memenuhi spesifikasi ini."),
        "missed": _missed(found) if found.missed else None,
        "compare": reverse("katalog:compare"),
    })  # fmt: skip


def _missed(found: AgainstSpecification) -> Table:
    shown = found.missed
    part = f", {text.number(len(shown))} yang paling dekat" if len(shown) < found.missed_count else ""
    return Table(
        key="tidak-memenuhi",
        stacked=True,
        caption=f"{text.number(found.missed_count)} barang tidak memenuhi{part}",
        columns=[Column(key="barang", label="Barang"), Column(key="mengapa", label="Mengapa")],
        rows=[
            Row(href=product_address(one.product_id, one.name), cells=[one.name, " ".join(one.reasons)])
            for one in shown
        ],
        tight=True,
    )

"""`…/etalase/<id>/skema/`: the next version in the making, and the versions that were."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.etalase import selectors, services
from belanja.etalase.models import Schema, SchemaDraft
from belanja.foundation import text
from belanja.rules import schemas
from belanja.rules.attributes import Attribute
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listings import EtalaseState
from belanja.rules.shelves import moves_from
from belanja.web.attribute_table import attribute_table
from belanja.web.officer.access import SHELF_READERS, Office, officer_page, refused
from belanja.web.officer.lists import Part, whole_number
from belanja.web.pieces import Notice, Prose, Table

from .page import desk


@officer_page(Duty.MANAGE_ETALASE, methods=("GET", "HEAD", "POST"))
def schema(request: HttpRequest, office: Office, etalase_id: int) -> HttpResponse:
    """The draft where there is one, else the version in force: the first change begins a draft."""
    etalase = selectors.one(etalase_id, office.government.pk)
    here = office.url("shelves:schema", etalase.pk)
    if request.method == "POST":
        try:
            _do(request, office, etalase.pk)
        except RuleBroken as refusal:
            refused(request, refusal)
        return HttpResponseRedirect(here)
    draft = selectors.draft(etalase.pk)
    versions = selectors.versions(etalase.pk)
    in_force = versions[0].rules() if versions else ()
    attributes = draft.rules() if draft else in_force
    context = desk(office, (etalase.name, office.url("shelves:shelf", etalase.pk)), title="Susun skema")
    context |= {
        "lead": "Apa yang ditanyakan tentang barang di etalase ini. Isian, saringan, perbandingan, dan lembar kerja "
        "mengikuti skema. Versi lama tidak pernah diubah.",
        "changes": Prose(items=schemas.changes(in_force, attributes)) if draft else None,
        "status": _status(draft, len(versions)),
        "lines": _lines(office, etalase.pk, attributes),
        "number": draft.number if draft else 0,
        "draft": draft,
        "add": office.url("shelves:new_attribute", etalase.pk),
        "publish": office.url("shelves:publish", etalase.pk),
        "editable": bool(moves_from(EtalaseState(etalase.state))),
        "parts": [],
    }
    return render(request, "manager/shelves/schema.html", context)


def _do(request: HttpRequest, office: Office, etalase_id: int) -> None:
    do, _, key = request.POST.get("do", "").partition(":")
    number = whole_number(request.POST.get("number")) or 0
    if do in ("naik", "turun"):
        services.move_attribute(etalase_id=etalase_id, number=number, key=key, up=do == "naik", actor=office.actor)
    elif do == "buang":
        services.discard_draft(etalase_id=etalase_id, actor=office.actor)
        messages.success(request, "Draf dibuang; versi yang berlaku tetap.")


def _status(draft: SchemaDraft | None, versions: int) -> Notice:
    if draft is None:
        title = f"Versi {versions} yang berlaku." if versions else "Belum ada skema."
        return Notice(
            title=title, text="Perubahan pertama memulai draf; yang berlaku tidak berubah sampai diterbitkan."
        )
    return Notice(
        kind="warning",
        title=f"Draf versi {versions + 1}, belum berlaku.",
        text=f"Terakhir diubah {text.date_time(draft.changed_at)} ({draft.changed_by_label}).",
    )


def _lines(office: Office, etalase_id: int, attributes: Sequence[Attribute]) -> list[dict[str, Any]]:
    return [
        {
            "key": one.key,
            "label": one.label,
            "about": schemas.describe(one),
            "href": office.url("shelves:attribute", etalase_id, one.key),
            "first": place == 0,
            "last": place == len(attributes) - 1,
        }
        for place, one in enumerate(attributes)
    ]


@officer_page(*SHELF_READERS)
def version(request: HttpRequest, office: Office, etalase_id: int, version: int) -> HttpResponse:
    """One version as it was published, and what it changed."""
    etalase = selectors.one(etalase_id, office.government.pk)
    versions = {one.version: one for one in selectors.versions(etalase.pk)}
    found = versions.get(version)
    if found is None:
        raise Http404
    former = versions.get(version - 1)
    changed = schemas.changes(former.rules(), found.rules()) if former else []
    context = desk(
        office,
        (etalase.name, office.url("shelves:shelf", etalase.pk)),
        title=f"Skema versi {version}",
    )
    context |= {
        "lead": f"Berlaku sejak {text.long_date(found.valid_from)}. {found.note}".strip(),
        "parts": [
            Part(key="atribut", title="Atribut", items=[_attributes(found)]),
            *(
                [Part(key="berubah", title="Yang berubah dari versi sebelumnya", items=[Prose(items=changed)])]
                if changed
                else []
            ),
        ],
    }
    return render(request, "manager/shelves/list.html", context)


def _attributes(found: Schema) -> Table:
    asked = found.rules()
    return attribute_table(asked, key="atribut-tabel", caption=f"{text.number(len(asked))} atribut")

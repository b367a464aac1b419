"""`…/skema/terbitkan/`: what the next version changes, which goods would not fit it and why, then: in force."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.selectors import shelves as goods
from belanja.etalase import selectors, services
from belanja.foundation import text
from belanja.rules import schemas
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, officer_page
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import EmptyState, Notice, Piece, Prose

from .forms import NoteForm
from .misfits import misfit_table, reasons_table
from .page import desk


@officer_page(Duty.MANAGE_ETALASE, methods=("GET", "HEAD", "POST"))
def publish(request: HttpRequest, office: Office, etalase_id: int) -> HttpResponse:
    etalase = selectors.one(etalase_id, office.government.pk)
    draft = selectors.draft(etalase.pk)
    if draft is None and request.method != "POST":
        return HttpResponseRedirect(office.url("shelves:schema", etalase.pk))
    form = NoteForm(
        request.POST if request.method == "POST" else None, initial={"version": draft.number if draft else 0}
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = services.publish_schema(
                    etalase_id=etalase.pk, number=form.opened_on(), note=form.cleaned_data["note"], actor=office.actor
                )
            except RuleBroken as refusal:
                form.tell(refusal, {"": "note"} if refusal.code == "note_missing" else None)
                status = refusal.status
                if refusal.code == "draft_changed" and draft is not None:
                    form.catch_up(draft.number)
            else:
                messages.success(request, _said(made.version, goods.misfits(etalase)))
                return HttpResponseRedirect(office.url("shelves:shelf", etalase.pk))
    versions = selectors.versions(etalase.pk)
    in_force = versions[0].rules() if versions else ()
    attributes = draft.rules() if draft else in_force
    told = goods.preview(etalase, attributes)
    shown, pagination = page_of(told.misfits, len(told.misfits), request)
    items: list[Piece] = [_summary(told, {one.key: one.label for one in in_force})]
    if told.misfits:
        items += [reasons_table(told), misfit_table(told, shown, pagination)]
    context = desk(
        office,
        (etalase.name, office.url("shelves:shelf", etalase.pk)),
        ("Susun skema", office.url("shelves:schema", etalase.pk)),
        title=f"Terbitkan versi {len(versions) + 1}",
    )
    changed = schemas.changes(in_force, attributes)
    context |= {
        "lead": f"Etalase {etalase.name}. Versi baru berlaku hari ini; versi lama tetap tersimpan.",
        "form": form,
        "around": Prose(paragraphs=["Yang berubah:"], items=changed)
        if changed
        else EmptyState(title="Hanya urutannya yang berubah." if draft else "Draf ini sudah tidak ada."),
        "button": "Terbitkan",
        "back": office.url("shelves:schema", etalase.pk),
        "parts": [Part(key="akibat", title="Akibatnya bagi barang yang ada", items=items)],
    }
    return render(request, "manager/shelves/form.html", context, status=status)


def _said(version: int, told: goods.Preview) -> str:
    said = f"Versi {version} berlaku; {text.number(told.fitting)} barang cocok."
    return f"{said} {text.number(len(told.misfits))} perlu disesuaikan penyedianya." if told.misfits else said


def _summary(told: goods.Preview, labels: dict[str, str]) -> Notice:
    """How many follow, how many do not, and what is laid aside."""
    aside = "; ".join(f"{labels.get(key, key)} pada {text.number(count)} barang" for key, count in told.aside.items())
    laid = f" Nilai yang tidak diminta lagi disimpan: {aside}." if aside else ""
    if not told.products:
        return Notice(title="Belum ada barang di etalase ini.")
    if not told.misfits:
        return Notice(kind="success", title=f"Semua {text.number(told.products)} barang cocok.", text=laid.strip())
    return Notice(
        kind="warning",
        title=f"{text.number(len(told.misfits))} dari {text.number(told.products)} barang tidak cocok.",
        text=f"Menyangkut {text.number(told.offers)} penawaran. Semuanya tetap tayang dengan versi lamanya, masuk "
        f"daftar yang tidak cocok, dan penyedianya diberi tahu.{laid}",
    )

"""`/usaha/<firm>/lembar/<upload>/`: how far the work is, what the headings mean, what would change, what did change."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.exchange import jobs, selectors, services
from belanja.exchange.models import Upload
from belanja.exchange.shelves import FirmShelf
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.web.officer.lists import whole_number
from belanja.web.pieces import ImportProgress, Link, Notice, Stepper

from ..access import FirmDesk, firm_page, frame
from .forms import HeadingForm
from .shown import FORM, done_tables, filters, preview_rows, told_counts

State = Upload.State
_STEPS = ("Unggah", "Arti kolom", "Pratinjau", "Diterapkan")
_PLACE = {
    State.WAITING: 1, State.READING: 2, State.HEADINGS: 2, State.REFUSED: 2, State.PREVIEW: 3, State.APPLYING: 4,
    State.DONE: 5,
}  # fmt: skip
#: Seconds after which a page that shows work in progress asks for itself again; there is a link for whoever is faster.
_AGAIN = 4


@firm_page(methods=("GET", "HEAD", "POST"))
def upload(request: HttpRequest, desk: FirmDesk, upload_id: int) -> HttpResponse:
    found = selectors.upload(desk.firm.pk, upload_id)
    if request.method != "POST":
        return _show(request, desk, found)
    act = _ACTS.get(request.POST.get("do", ""))
    if act is None:
        raise Http404
    try:
        next_id = act(request, desk, found)
    except RuleBroken as refusal:
        if refusal.status == 404:
            raise
        found = selectors.upload(desk.firm.pk, upload_id)
        return _show(request, desk, found, refusal=refusal)
    return HttpResponseRedirect(_address(request, desk, next_id))


def _address(request: HttpRequest, desk: FirmDesk, upload_id: int) -> str:
    """Back to the same page of the same list, where rows were only chosen."""
    kept = request.META.get("QUERY_STRING", "") if request.POST.get("do") == "pilih" else ""
    return desk.url("vendor:upload", upload_id) + (f"?{kept}" if kept else "")


def _explain(request: HttpRequest, desk: FirmDesk, found: Upload) -> int:
    form = HeadingForm(request.POST, headings=found.headings, layout=_layout(found))
    if not form.is_valid():
        raise RuleBroken("heading_meaning", "Pilih arti setiap kolom dari daftar.")
    services.explain_headings(upload_id=found.pk, meanings=form.meanings(), actor=desk.actor)
    if found.size <= jobs.READ_AT_ONCE:
        jobs.work_now(found.pk)
    return found.pk


def _choose(request: HttpRequest, desk: FirmDesk, found: Upload) -> int:
    count = _chosen_on_page(request, desk, found)
    messages.success(request, f"Pilihan disimpan: {text.number(count)} baris akan diterapkan.")
    return found.pk


def _chosen_on_page(request: HttpRequest, desk: FirmDesk, found: Upload) -> int:
    on_page = [number for one in request.POST.getlist("ada") if (number := whole_number(one)) is not None]
    ticked = [number for one in request.POST.getlist("baris") if (number := whole_number(one)) is not None]
    return services.choose_rows(upload_id=found.pk, on_page=on_page, chosen=ticked, actor=desk.actor)


def _apply(request: HttpRequest, desk: FirmDesk, found: Upload) -> int:
    _chosen_on_page(request, desk, found)
    made = services.apply_sheet(upload_id=found.pk, submits=bool(request.POST.get("ajukan")), actor=desk.actor)
    if (made.total or 0) <= jobs.APPLY_AT_ONCE:
        jobs.work_now(found.pk)
    return found.pk


def _again(request: HttpRequest, desk: FirmDesk, found: Upload) -> int:
    made = services.read_again(upload_id=found.pk, actor=desk.actor)
    if made.size <= jobs.READ_AT_ONCE:
        jobs.work_now(made.pk)
    return made.pk


def _undo(request: HttpRequest, desk: FirmDesk, found: Upload) -> int:
    undo = services.undo_photos if found.kind == Upload.Kind.PHOTOS else services.undo_sheet
    made = undo(upload_id=found.pk, actor=desk.actor)
    if (made.total or 0) <= jobs.APPLY_AT_ONCE:
        jobs.work_now(found.pk)
    return found.pk


def _discard(request: HttpRequest, desk: FirmDesk, found: Upload) -> int:
    services.discard_upload(upload_id=found.pk, actor=desk.actor)
    messages.success(request, "Lembar dibuang; tidak ada barang yang berubah.")
    return found.pk


_ACTS: dict[str, Callable[[HttpRequest, FirmDesk, Upload], int]] = {
    "judul": _explain,
    "pilih": _choose,
    "terapkan": _apply,
    "periksa": _again,
    "batalkan": _undo,
    "buang": _discard,
}


def _layout(found: Upload) -> Any:
    assert found.etalase is not None
    return FirmShelf(found.firm_id, found.government_id, found.etalase).layout


def _show(request: HttpRequest, desk: FirmDesk, found: Upload, *, refusal: RuleBroken | None = None) -> HttpResponse:
    sheet = found.kind == Upload.Kind.SHEET
    where = f"Etalase {found.etalase.name}" if found.etalase else found.get_kind_display()
    context = frame(desk, "vendor:sheets", title=found.name)
    context |= {
        "lead": f"{where}, diunggah {text.date_time(found.created_at)}.",
        "steps": Stepper(steps=_STEPS, current=_PLACE[State(found.state)]) if sheet and found.state in _PLACE else None,
        "refusal": Notice(kind="error", title=refusal.message, text=refusal.citation) if refusal else None,
        "parts": [],
        "form_id": FORM,
        "upload_id": found.pk,
    }
    context |= dict.fromkeys(
        (
            "progress",
            "notice",
            "heading_form",
            "rename_form",
            "counts",
            "filters",
            "table",
            "places",
            "apply",
            "may_submit",
            "tables",
        )
    )
    context |= dict.fromkeys(("again", "discards", "undoes", "download"), False)
    context |= _states(request, desk, found)
    answer = render(request, "vendor/upload.html", context, status=refusal.status if refusal else 200)
    if found.works:
        answer["Refresh"] = str(_AGAIN)
    return answer


def _states(request: HttpRequest, desk: FirmDesk, found: Upload) -> dict[str, Any]:
    """What the page shows in each state."""
    if found.works:
        return _working(found)
    if found.state == State.HEADINGS:
        data = request.POST if request.POST.get("do") == "judul" else None
        return {
            "heading_form": HeadingForm(data, headings=found.headings, layout=_layout(found)),
            "discards": True,
        }
    if found.state == State.PREVIEW:
        return _preview(request, desk, found)
    if found.state == State.REFUSED:
        again = Link(label="Unggah yang lain", href=desk.url("vendor:sheets"))
        return {"notice": Notice(kind="error", title=found.refusal, text="Tidak ada yang berubah.", action=again)}
    if found.state == State.DISCARDED:
        return {"notice": Notice(title="Lembar ini tidak jadi dipakai. Tidak ada barang yang berubah.")}
    sheet = found.kind == Upload.Kind.SHEET
    return {
        "notice": _outcome(found),
        "counts": told_counts(found),
        "tables": done_tables(desk, found),
        "again": sheet,
        "undoes": found.state == State.DONE and bool(found.counts.get("diterapkan")),
        "download": sheet,
    }


_DOING = {
    State.WAITING: "Menunggu giliran dibaca",
    State.READING: "Sedang dibaca",
    State.APPLYING: "Sedang diterapkan",
    State.UNDOING: "Sedang dibatalkan",
}


def _working(found: Upload) -> dict[str, Any]:
    total = found.total if found.state != State.WAITING else None
    return {
        "progress": ImportProgress(label=f"{_DOING[State(found.state)]}: {found.name}", done=found.done, total=total),
        "notice": Notice(
            title="Anda boleh menutup halaman ini; pekerjaannya jalan terus.",
            text="Halaman ini memuat ulang sendiri setiap beberapa detik.",
            action=Link(label="Muat ulang sekarang", href="?"),
        ),
    }


def _preview(request: HttpRequest, desk: FirmDesk, found: Upload) -> dict[str, Any]:
    action = request.GET.get("jenis", "")
    rows, places = preview_rows(request, desk, found, action)
    chosen = selectors.chosen(found.pk)
    return {
        "counts": told_counts(found),
        "filters": filters(request, found, action),
        "table": rows,
        "places": places,
        "apply": text.number(chosen) if chosen else "",
        "may_submit": bool(found.counts.get("baru")),
        "download": True,
        "again": True,
        "discards": True,
        "rename_form": HeadingForm(headings=found.headings, layout=_layout(found))
        if any(not one["ours"] for one in found.headings)
        else None,
        "notice": None
        if chosen or found.counts.get("salah")
        else Notice(
            kind="success", title="Lembar ini tidak mengubah apa pun.", text="Semua isinya sama dengan yang tersimpan."
        ),
    }


def _outcome(found: Upload) -> Notice:
    done, refused = found.counts.get("diterapkan", 0), found.counts.get("ditolak", 0)
    what = "foto" if found.kind == Upload.Kind.PHOTOS else "baris"
    if found.state == State.UNDONE:
        kept = found.counts.get("tetap", 0)
        told = f"{text.number(kept)} {what} tidak dibatalkan; alasannya di bawah." if kept else ""
        return Notice(
            kind="info", title=f"{text.number(found.counts.get('dibatalkan', 0))} {what} dibatalkan.", text=told
        )
    if refused:
        return Notice(
            kind="warning",
            title=f"{text.number(done)} {what} diterapkan, {text.number(refused)} tidak.",
            text="Yang tidak diterapkan ada di bawah dengan alasannya; yang lain sudah tersimpan.",
        )
    if drafts := found.counts.get("draf", 0):
        return Notice(
            kind="warning",
            title=f"{text.number(done)} {what} diterapkan, {text.number(drafts)} masih draf.",
            text="Yang masih draf hanya Anda yang melihatnya; sebabnya ada di bawah.",
        )
    return Notice(kind="success", title=f"{text.number(done)} {what} diterapkan.")

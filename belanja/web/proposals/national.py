"""`…/<code>/kategori-nasional/`: the dossier goes to the owner of the national category, and what he answered."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.proposals import selectors, services
from belanja.proposals.models import NationalExport, Proposal
from belanja.rules.duties import Duty
from belanja.rules.proposals.states import NationalAnswer
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.officer.access import Office, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table

from .access import around, proposal_of
from .forms import AnswerForm, ExportForm

_EXPORT = "kirim"


@officer_page(Duty.MANAGE_ETALASE, methods=("GET", "HEAD", "POST"))
def national(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: proposal_of(office, code),
        acts=_acts,
        show=_show,
        gone=lambda _found: "Berkas itu sudah dijawab.",
        name="proposals.national",
        to=office.url("proposals:national", code),
    )


@officer_page(Duty.MANAGE_ETALASE)
def file(request: HttpRequest, office: Office, code: str, export_id: int) -> HttpResponse:
    """The file as it was handed over, byte for byte."""
    found = selectors.exports(proposal_of(office, code)).filter(pk=export_id).first()
    if found is None:
        raise Http404
    sent = HttpResponse(selectors.national_file(found.record), content_type="application/json")
    sent["Content-Disposition"] = f'attachment; filename="usulan-kategori-{code}-{found.record.number}.json"'
    return sent


def _acts(request: HttpRequest, office: Office, found: Proposal) -> list[Act]:
    acts = []
    if selectors.signed(found) is not None:
        acts.append(
            Act(
                _EXPORT, "Siapkan berkas", "Siapkan berkas", ExportForm(kept(request, _EXPORT)),
                lambda form, _version: services.export_national(
                    proposal_id=found.pk, owner=form.cleaned_data["owner"], actor=office.actor
                ),
                "Berkas siap diunduh dan dicatat sebagai dikirim hari ini.",
                "Berkas berisi usulan yang ditandatangani terakhir dan buktinya, tanpa narahubung.",
            )
        )  # fmt: skip
    for one in selectors.exports(found):
        if one.answer == NationalAnswer.WAITING:
            acts.append(_answered(request, office, one))
    return acts


def _answered(request: HttpRequest, office: Office, one: NationalExport) -> Act:
    key = f"jawab-{one.pk}"

    def run(form: Any, _version: int) -> object:
        given = dict(form.cleaned_data)
        given["answer"] = NationalAnswer(given["answer"])
        return services.answer_national(export_id=one.pk, version=one.version, actor=office.actor, **given)

    title = f"Catat jawaban {one.owner}"
    return Act(
        key, title, "Simpan jawaban", AnswerForm(kept(request, key), key=key), run, "Jawaban tersimpan.", quiet=True
    )


def _show(request: HttpRequest, office: Office, found: Proposal, outcome: Outcome) -> HttpResponse:
    context = around(office, found, title="Kategori nasional")
    context |= {
        "lead": f"Usulan {found.name} kepada pemilik kategori nasional Katalog v6, dan jawabannya.",
        "outcome": outcome,
        "acts": _acts(request, office, found),
        "open_act": request.POST.get("do", ""),
        "version": found.version,
        "parts": [Part(key="berkas", title="Berkas yang dikirim", items=[_table(office, found)])],
    }
    return render(request, "proposals/proposal.html", context, status=outcome.status)


def _table(office: Office, found: Proposal) -> Table:
    return Table(
        key="berkas",
        caption="Berkas dan jawabannya",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="dituju", label="Dituju"),
            Column(key="dikirim", label="Dikirim"),
            Column(key="berkas", label="Berkas", note="JSON"),
            Column(key="jawab", label="Jawaban"),
            Column(key="surat", label="Surat jawaban"),
        ],
        rows=[_row(office, found, one) for one in selectors.exports(found)],
        empty=EmptyState(title="Belum ada berkas yang dikirim."),
    )


def _row(office: Office, found: Proposal, one: NationalExport) -> Row:
    day = f", {text.long_date(one.answered_on)}" if one.answered_on else ""
    return Row(
        cells=[
            one.owner,
            Cell(text=text.long_date(one.at), sub=one.by_label),
            Cell(
                text=f"Usulan versi {one.record.number}", sub=f"SHA-256 {one.sha256[:16]}…",
                href=office.url("proposals:national_file", found.code, one.pk),
            ),
            Cell(text=NationalAnswer(one.answer).label + day, sub=one.answer_note),
            one.answer_number or "tidak ada",
        ]
    )  # fmt: skip

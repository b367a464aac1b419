"""`…/<code>/kategori-nasional/`: the dossier goes to the owner of the national category, and what he answered."""

import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.documents import xlsx
from belanja.exchange.national_answers import answered
from belanja.foundation import text
from belanja.proposals import selectors, services
from belanja.proposals.models import NationalExport, Proposal
from belanja.rules.duties import Duty
from belanja.rules.proposals.states import GONE, PENDING, NationalAnswer, ProposalState
from belanja.web.acts import Act, Outcome, answer, kept, kept_files
from belanja.web.officer.access import Office, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Row, Table
from belanja.web.pieces import Term as Pair

from .access import around, proposal_of
from .national_forms import AnswerFileForm, AnswerForm, ExportForm

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
    found = _export(office, code, export_id)
    sent = HttpResponse(selectors.national_file(found.record), content_type="application/json")
    sent["Content-Disposition"] = f'attachment; filename="{_name(found)}.json"'
    return sent


@officer_page(Duty.MANAGE_ETALASE)
def workbook(request: HttpRequest, office: Office, code: str, export_id: int) -> HttpResponse:
    """The same for a person, with rows in which its reader answers."""
    found = _export(office, code, export_id)
    out = io.BytesIO()
    xlsx.write(out, [selectors.national_sheet(found.record)], title="Usulan kategori nasional", created=found.at)
    sent = HttpResponse(out.getvalue(), content_type=xlsx.MEDIA_TYPE)
    sent["Content-Disposition"] = f'attachment; filename="{_name(found)}.xlsx"'
    return sent


def _export(office: Office, code: str, export_id: int) -> NationalExport:
    found = selectors.exports(proposal_of(office, code)).filter(pk=export_id).first()
    if found is None:
        raise Http404
    return found


def _name(found: NationalExport) -> str:
    return f"usulan-kategori-{found.proposal.code}-{found.record.number}"


def _acts(request: HttpRequest, office: Office, found: Proposal) -> list[Act]:
    acts = []
    if selectors.signed(found) is not None and ProposalState(found.state) not in GONE:
        acts.append(
            Act(
                _EXPORT, "Siapkan berkas", "Siapkan berkas", ExportForm(kept(request, _EXPORT)),
                lambda form, _version: services.export_national(
                    proposal_id=found.pk, owner=form.cleaned_data["owner"], actor=office.actor
                ),
                "Berkas siap diunduh dan dicatat sebagai dikirim hari ini.",
                "Berkas berisi usulan yang ditandatangani terakhir dan buktinya, tanpa narahubung. Lembar XLSX-nya "
                "mempunyai baris untuk jawaban.",
            )
        )  # fmt: skip
    for one in selectors.exports(found):
        acts += [_typed(request, office, one), _uploaded(request, office, one)]
    return acts


def _title(one: NationalExport, verb: str) -> str:
    """An answer that was the last word may have been taken down wrongly, or be followed by another."""
    return f"{verb} {one.owner}" if NationalAnswer(one.answer) in PENDING else f"{verb} berikutnya dari {one.owner}"


def _typed(request: HttpRequest, office: Office, one: NationalExport) -> Act:
    key = f"jawab-{one.pk}"
    return Act(
        key, _title(one, "Catat jawaban"), "Simpan jawaban",
        AnswerForm(kept(request, key), key=key, version=one.version),
        lambda form, _version: services.answer_national(
            export_id=one.pk, version=form.seen(), reply=form.reply(), actor=office.actor
        ),
        "Jawaban tersimpan.", quiet=True,
    )  # fmt: skip


def _uploaded(request: HttpRequest, office: Office, one: NationalExport) -> Act:
    key = f"berkas-{one.pk}"

    def run(form: Any, _version: int) -> object:
        sent = form.cleaned_data["berkas"]
        found = answered(one, file_name=sent.name, content=sent.read())
        return services.answer_national(
            export_id=one.pk, version=form.seen(), reply=found.reply, actor=office.actor, file_sha256=found.sha256
        )

    form = AnswerFileForm(kept(request, key), kept_files(request, key), key=key, version=one.version)
    return Act(
        key, _title(one, "Unggah jawaban"), "Baca dan simpan", form, run, "Jawaban dalam berkas tersimpan.",
        "Berkas XLSX yang dikirim, dengan baris Jawaban sampai Catatan jawaban terisi.", quiet=True,
    )  # fmt: skip


def _show(request: HttpRequest, office: Office, found: Proposal, outcome: Outcome) -> HttpResponse:
    context = around(office, found, title="Kategori nasional")
    sent = list(selectors.exports(found))
    replies = [reply for one in sent for reply in one.replies.all()]
    context |= {
        "lead": f"Usulan {found.name} kepada pemilik kategori nasional Katalog v6, dan jawabannya.",
        "outcome": outcome,
        "acts": _acts(request, office, found),
        "open_act": request.POST.get("do", ""),
        "version": found.version,
        "parts": [
            Part(key="peta", title="Kategori etalase ini", items=[_mapping(found)]),
            Part(key="berkas", title="Berkas yang dikirim", items=[_table(office, sent)]),
            *([Part(key="jawaban", title="Jawaban yang diterima", items=[_replies(sent)])] if replies else []),
        ],
    }
    return render(request, "proposals/proposal.html", context, status=outcome.status)


def _mapping(found: Proposal) -> DefinitionList:
    """What was proposed, and what the owner gave."""
    shelf = found.etalase
    proposed = " › ".join(found.studied().category if found.study else found.dossier().category)
    given = "belum dijawab"
    if shelf is not None and shelf.category_code:
        given = shelf.category_shown()
    elif any(one.category_code for one in found.exports.all()):
        given = "sudah diberikan; dipakai begitu etalase ditetapkan"
    return DefinitionList(
        terms=[
            Pair(term="Diusulkan", text=proposed or "belum dipetakan"),
            Pair(term="Diberikan pemiliknya", text=given),
        ]
    )


def _table(office: Office, sent: list[NationalExport]) -> Table:
    return Table(
        key="berkas",
        caption="Berkas dan jawabannya",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="dituju", label="Dituju"),
            Column(key="dikirim", label="Dikirim"),
            Column(key="lembar", label="Lembar"),
            Column(key="berkas", label="Untuk mesin"),
            Column(key="jawab", label="Jawaban"),
            Column(key="kategori", label="Kategori yang diberikan"),
        ],
        rows=[_row(office, one) for one in sent],
        empty=EmptyState(title="Belum ada berkas yang dikirim."),
    )


def _row(office: Office, one: NationalExport) -> Row:
    day = f", {text.long_date(one.answered_on)}" if one.answered_on else ""
    at = (one.proposal.code, one.pk)
    code = f"ID {one.category_code}" if one.category_code else ""
    return Row(
        cells=[
            one.owner,
            Cell(text=text.long_date(one.at), sub=one.by_label),
            Cell(text="Unduh lembar", href=office.url("proposals:national_sheet", *at)),
            Cell(text="Unduh JSON", href=office.url("proposals:national_file", *at)),
            Cell(text=NationalAnswer(one.answer).label + day, sub=one.answer_note),
            Cell(text=" › ".join(one.category) or "belum ada", sub=code),
        ]
    )


def _replies(sent: list[NationalExport]) -> Table:
    """Every answer as it was taken down, the last one first."""
    found = sorted(((reply, one) for one in sent for reply in one.replies.all()), key=lambda pair: -pair[0].pk)
    return Table(
        key="jawaban",
        caption="Jawaban",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="hari", label="Tanggal"),
            Column(key="dari", label="Dari"),
            Column(key="jawab", label="Jawaban"),
            Column(key="surat", label="Nomor surat"),
            Column(key="dicatat", label="Dicatat"),
        ],
        rows=[
            Row(
                cells=[
                    text.long_date(reply.answered_on),
                    one.owner,
                    Cell(text=NationalAnswer(reply.answer).label, sub=reply.note),
                    reply.number or "tidak ada",
                    Cell(text=text.date_time(reply.at), sub="dari berkas" if reply.file_sha256 else "diketik"),
                ]
            )
            for reply, one in found
        ],
    )

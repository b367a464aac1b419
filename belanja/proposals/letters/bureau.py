"""Papers of the bureau: the study, the decision, the call to register, and the reply to a unit."""

import json
from datetime import date

from belanja.documents.pdf import content
from belanja.foundation import text
from belanja.institutions.unit_names import shown
from belanja.rules.papers import Kind
from belanja.rules.proposals.reasons import REASONS
from belanja.rules.proposals.states import Advice
from belanja.rules.proposals.steps import KEPKA_122, Step
from belanja.rules.proposals.study import PARTS, Study

from ..models import ProposalStep, Record
from . import parts


def study(record: Record) -> parts.Letter:
    """Hasil Penelaahan Produk, as the head of the bureau fixed it."""
    told = json.loads(bytes(record.content))
    studied = Study.from_json(told["study"])
    found = [(label, parts.said(getattr(studied, name))) for name, label in PARTS.items()]
    body: list[content.Block] = [
        content.Heading("Hasil penelaahan"),
        content.Terms(found, width=50),
        content.Heading("Profil etalase produk"),
        parts.profile(studied.terms()),
        *parts.schema(studied.attributes),
    ]
    if studied.advice:
        body += [content.Heading("Saran"), content.Paragraph(f"{Advice(studied.advice).label}.")]
    return parts.Letter(
        Kind.STUDY, record.proposal, studied.name, [*body, _consent(record)], parts.BUREAU, facts=_facts(record)
    )


def decision(record: Record) -> parts.Letter:
    """Keputusan Kepala Biro: the etalase is founded on its study."""
    told = json.loads(bytes(record.content))
    found = record.proposal
    decides = (
        f"Menetapkan etalase “{told['name']}” dalam katalog elektronik lokal menurut hasil penelaahan produk. Etalase "
        "dibuka sesudah pengumuman, pendaftaran, dan verifikasi."
    )
    body: list[content.Block] = [
        content.Heading("Menimbang"),
        content.Points(
            [
                f"usulan {shown(found.unit.name)} nomor {found.code};",
                f"hasil penelaahan produk dengan sidik isi {told['study'][:16]};",
                *([f"{told['note']}"] if told["note"] else []),
            ]
        ),
        content.Heading("Mengingat"),
        content.Points([f"{KEPKA_122} tentang tata cara penyelenggaraan katalog elektronik."]),
        content.Heading("Memutuskan"),
        content.Paragraph(decides),
        _consent(record),
    ]
    return parts.Letter(Kind.DECISION, found, told["name"], body, parts.BUREAU, facts=_facts(record))


def call(record: Record) -> parts.Letter:
    """Pengumuman: firms may register for the etalase, from a day until with another."""
    told = json.loads(bytes(record.content))
    studied = Study.from_json(told["study"])
    first, last = (text.long_date(date.fromisoformat(told[name])) for name in ("from", "to"))
    opens = (
        f"Pendaftaran penyedia etalase “{told['name']}” dibuka {first} sampai {last}. Penyedia mendaftarkan usahanya "
        "di halaman usaha Belanja dan menyatakan ingin mencantumkan di etalase ini; tidak dipungut biaya."
    )
    asked: list[tuple[str, str]] = [
        (PARTS[name], parts.said(getattr(studied, name)))
        for name in ("administrative", "qualification", "technical", "price")
    ]
    body: list[content.Block] = [
        content.Paragraph(opens),
        content.Heading("Persyaratan pencantuman"),
        content.Terms(asked, width=50),
        content.Heading("Profil etalase produk"),
        parts.profile(studied.terms()),
        *parts.schema(studied.attributes),
        _consent(record),
    ]
    return parts.Letter(Kind.CALL, record.proposal, told["name"], body, parts.BUREAU, facts=_facts(record))


def reply(step: ProposalStep) -> parts.Letter:
    """Surat jawaban: given back, refused, or put to a shelf of today."""
    found = step.proposal
    reason = REASONS.get(step.reason_code)
    words = {
        Step.RETURN: "dikembalikan untuk diperbaiki",
        Step.REFUSE: "ditolak",
        Step.FOLD: f"ditampung di etalase {found.folded_into.name if found.folded_into else ''}",
    }[Step(step.step)]
    rows = [
        *([("Alasan", reason.label), ("Dasar", reason.citation)] if reason else []),
        ("Penjelasan", step.note),
        *([("Langkah berikutnya", reason.cure)] if reason else []),
    ]
    body: list[content.Block] = [
        content.Paragraph(f"Usulan etalase “{found.name}” nomor {found.code} {words} pada {text.long_date(step.at)}."),
        content.Terms(rows),
        content.Paragraph("Seluruh langkah usulan dapat dibaca di halaman umum Usulan etalase."),
    ]
    about = f"Jawaban atas usulan etalase {found.name}"
    return parts.Letter(Kind.REPLY, found, found.name, body, parts.BUREAU, head=parts.addressed(found, about))


def _facts(record: Record) -> list[tuple[str, str]]:
    return [("Usulan", record.proposal.code), ("Pengusul", shown(record.proposal.unit.name))]


def _consent(record: Record) -> content.Paragraph:
    return parts.consent(record.by_label, text.date_time(record.at), record.sha256)

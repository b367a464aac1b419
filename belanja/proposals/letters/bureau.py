"""Papers of the bureau: the study, the decision, the call to register, and the reply to a unit."""

import json
from datetime import date

from belanja.documents.pdf import content
from belanja.foundation import text
from belanja.institutions.unit_names import shown
from belanja.rules.papers import Kind
from belanja.rules.proposals.dossier import Dossier
from belanja.rules.proposals.reasons import REASONS
from belanja.rules.proposals.states import Advice
from belanja.rules.proposals.steps import KEPKA_122, LETTER, Step
from belanja.rules.proposals.study import PARTS, Study

from ..models import ProposalStep, Record
from . import parts

_LAW = (
    "Peraturan Presiden Nomor 16 Tahun 2018 tentang Pengadaan Barang/Jasa Pemerintah sebagaimana beberapa kali diubah, "
    "terakhir dengan Peraturan Presiden Nomor 46 Tahun 2025;",
    "Peraturan LKPP Nomor 9 Tahun 2021 tentang Toko Daring dan Katalog Elektronik dalam Pengadaan Barang/Jasa "
    "Pemerintah;",
    f"{KEPKA_122} tentang Tata Cara Penyelenggaraan Katalog Elektronik.",
)


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
    name, unit = told["name"], shown(found.unit.name)
    decides = [
        ("KESATU", f"Menetapkan etalase “{name}” dalam katalog elektronik lokal {found.government.name}."),
        ("KEDUA", "Profil, skema atribut, dan persyaratan pencantumannya mengikuti hasil penelaahan produk."),
        ("KETIGA", "Etalase dibuka sesudah pengumuman, pendaftaran, dan verifikasi penyedia."),
        ("KEEMPAT", "Keputusan ini mulai berlaku pada tanggal ditetapkan."),
    ]
    body: list[content.Block] = [
        content.Heading("Menimbang"),
        content.Points(
            [
                f"bahwa menindaklanjuti {LETTER}, {unit} mengusulkan etalase itu dengan usulan nomor {found.code};",
                f"bahwa hasil penelaahan produk (sidik isi {told['study'][:16]}) menjadi dasar keputusan ini;",
                *([text.sentences(told["note"])] if told["note"] else []),
            ],
            numbered=True,
        ),
        content.Heading("Mengingat"),
        content.Points(_LAW, numbered=True),
        content.Heading("Memutuskan"),
        content.Terms(decides, width=28),
        _consent(record),
    ]
    return parts.Letter(
        Kind.DECISION, found, name, body, parts.BUREAU, headed=f"Keputusan {parts.BUREAU}",
        about=f"tentang penetapan etalase {name} dalam katalog elektronik lokal",
    )  # fmt: skip


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
    """Surat jawaban: given back, refused, put to a shelf of today, or the decision taken back."""
    found = step.proposal
    reason = REASONS.get(step.reason_code)
    words = {
        Step.RETURN: "dikembalikan untuk diperbaiki",
        Step.REFUSE: "ditolak",
        Step.FOLD: f"ditampung di etalase {found.folded_into.name if found.folded_into else ''}",
        Step.CANCEL: "dibatalkan penetapannya",
    }[Step(step.step)]
    rows = [
        *([("Alasan", reason.label), ("Dasar", reason.citation)] if reason else []),
        ("Penjelasan", step.note),
        *([("Langkah berikutnya", reason.cure)] if reason else []),
    ]
    told = _answered(step)
    name = told.name or found.name
    asked = f"usulan etalase “{name}” nomor {found.code}{_dated(told)}"
    body: list[content.Block] = [
        content.Paragraph(
            f"Sehubungan dengan {asked}, disampaikan bahwa usulan itu {words} pada {text.long_date(step.at)}."
        ),
        content.Terms(rows),
        content.Paragraph("Seluruh langkah usulan dapat dibaca di halaman umum Usulan etalase."),
        parts.closing(),
    ]
    about = f"Jawaban atas usulan etalase {name}"
    return parts.Letter(Kind.REPLY, found, name, body, parts.BUREAU, head=parts.addressed(found, about))


def _answered(step: ProposalStep) -> Dossier:
    """What the letter that is answered said; a study may have given the etalase another name since."""
    kept = step.proposal.records.filter(kind=Record.Kind.DOSSIER.value, at__lte=step.at).order_by("-number").first()
    return Dossier.from_json(json.loads(bytes(kept.content))["dossier"]) if kept is not None else Dossier()


def _dated(dossier: Dossier) -> str:
    """Number and day of the letter that is answered, as far as its unit wrote them."""
    number = f", surat nomor {dossier.letter_number}" if dossier.letter_number else ""
    return number + (f" tanggal {text.long_date(dossier.letter_date)}" if number and dossier.letter_date else "")


def _facts(record: Record) -> list[tuple[str, str]]:
    return [("Usulan", record.proposal.code), ("Pengusul", shown(record.proposal.unit.name))]


def _consent(record: Record) -> content.Paragraph:
    return parts.consent(record.by_label, text.date_time(record.at), record.sha256)

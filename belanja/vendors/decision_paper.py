"""The printed decision of a sanction: what is held, what the firm said, what follows, and how to object."""

from belanja.documents import selectors as documents
from belanja.documents import stationery
from belanja.documents.models import Paper
from belanja.documents.pdf import content, setting
from belanja.documents.services import NewFile
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.rules import periods, sanctions
from belanja.rules.duties import Role
from belanja.rules.sanctions import Breach, Effect, Measure

from .models import Profile, SanctionCase

_FOLLOWS = {
    Effect.NONE: "Penyedia diperingatkan; barang dan jasanya tetap tayang dan dapat dibeli.",
    Effect.NOT_FOR_SALE: "Seluruh penawaran penyedia di katalog lokal tetap tayang tetapi tidak dapat dibeli.",
    Effect.HIDDEN: "Seluruh penawaran penyedia diturunkan dari katalog lokal.",
}


def file_of(case: SanctionCase, paper: Paper) -> NewFile:
    """The PDF of a decision with its number, code and room for the signature."""
    return NewFile(name="keputusan.pdf", media_type="application/pdf", content=setting.pdf(paper_content(case, paper)))


def paper_content(case: SanctionCase, paper: Paper) -> content.Content:
    """The decision as blocks; every value already written."""
    measure = Measure(case.measure)
    kop = stationery.on_paper(documents.letterhead(case.government))
    return content.Content(
        title=measure.label,
        subtitle=case.government.name,
        day=clock.today(),
        author=case.government.name,
        description=f"{measure.label}, {paper.number}",
        official="Nomor: ……………………………",
        number=paper.number,
        letterhead=kop or content.Letterhead(lines=[case.government.name.upper(), "BIRO PENGADAAN BARANG/JASA"]),
        facts=[("Penyedia", name_of(case)), ("Perkara", f"Nomor {case.pk}")],
        body=[*_grounds(case), *_decision(case, measure), *_objection(case)],
        signatures=(_room(case, measure),),
        verification=stationery.check_block(paper),
        foot=f"{case.government.name} · {paper.number}",
    )


def name_of(case: SanctionCase) -> str:
    """The firm as it publishes itself, else as feeds name it."""
    profile = Profile.objects.filter(firm_id=case.firm_id).only("name").first()
    return (profile.name if profile else "") or case.firm.name or f"Usaha nomor {case.firm_id}"


def _grounds(case: SanctionCase) -> list[content.Block]:
    heard = case.answer or (
        f"Penyedia diberi waktu sampai {text.long_date(case.answer_due)} dan tidak memberi klarifikasi."
    )
    blocks: list[content.Block] = [
        content.Heading("Menimbang"),
        content.Terms(
            [
                ("Pelanggaran", Breach(case.breach).label),
                ("Uraian", case.facts),
                *([("Bukti", case.evidence)] if case.evidence else []),
                ("Klarifikasi", heard),
                ("Pertimbangan", case.verdict_reason or case.reason),
            ]
        ),
    ]
    return blocks


def _decision(case: SanctionCase, measure: Measure) -> list[content.Block]:
    assert case.valid_from is not None  # as `impose` has set it
    rows = [
        ("Sanksi", measure.label),
        ("Akibat", _FOLLOWS[measure.effect]),
        ("Berlaku mulai", text.long_date(case.valid_from)),
    ]
    if case.valid_to is not None:
        last = text.long_date(periods.day_before(case.valid_to))
        rows.append(("Sampai", f"{last}, lalu berakhir dengan sendirinya"))
    if case.loss is not None:
        rows.append(("Kerugian daerah", f"{text.rupiah(case.loss)}, dikembalikan penyedia ke kas daerah"))
    rows.append(("Dasar", sanctions.LADDER))
    return [content.Heading("Memutuskan"), content.Terms(rows)]


def _objection(case: SanctionCase) -> list[content.Block]:
    if case.objection_due is None:
        return []
    if case.objection:
        told = "Keputusan ini menggantikan keputusan sebelumnya atas keberatan penyedia."
    else:
        told = (
            f"Keberatan dapat diajukan tertulis sampai {text.long_date(case.objection_due)} melalui halaman usaha di "
            "Belanja atau dengan surat ke Biro PBJ."
        )
    return [content.Heading("Keberatan"), content.Paragraph(f"{told} Dasar: {sanctions.OBJECTIONS}.")]


def _room(case: SanctionCase, measure: Measure) -> content.Signature:
    row = institutions.parameter_row(measure.authority_key, government_id=case.government_id, on=clock.today())
    kop = documents.letterhead(case.government)
    return content.Signature(
        post=[f"{Role(row.value).label},"],
        name="………………………………",
        place=kop.place if kop else "……………",
        date="………………",
    )

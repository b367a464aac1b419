"""Files that a firm takes along: the sheet of its etalase, and its own sheet back with every wrong cell coloured."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import slugify

from belanja.catalogue.selectors.licences import lacking
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.licences import titles
from belanja.vendors import selectors as vendors

from . import reading
from . import template as sheets
from .cells import Raw
from .layout import IDENTITY, STATE, TO_MEND
from .models import Upload, UploadRow
from .rows import Mark, Weight
from .shelves import FirmShelf, open_etalase, present_of
from .template import Line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Download:
    name: str
    content: bytes
    rows: int


def template(*, firm_id: int, government_id: int, etalase_id: int, actor: Actor) -> Download:
    """The sheet for an etalase with the firm's present listings filled in and what each still lacks. RuleBroken 404 for
    a stranger or an unknown etalase, 409 where it takes nothing now."""
    firm = vendors.require_member(actor, firm_id)
    etalase = open_etalase(etalase_id=etalase_id, government_id=government_id)
    shelf = FirmShelf(firm_id, government_id, etalase)
    lines = [
        sheets.line_of(
            offer.pk, offer.version, offer.state, content, shelf.reader.marks(content, present_of(offer, content))
        )
        for offer, content in shelf.stated()
    ]
    target = io.BytesIO()
    government = Government.objects.get(pk=government_id)
    count = sheets.write(
        target,
        shelf.layout,
        lines,
        title=f"Barang untuk etalase {etalase.name}",
        about=sheets.about(
            firm=firm.name, etalase=etalase.name, government=government.name, day=clock.today(),
            licences=titles(etalase.licences), lacking=lacking(firm_id, etalase, on=clock.today()),
        ),
        created=clock.now(),
    )  # fmt: skip
    return Download(f"{slugify(etalase.name)[:60] or 'etalase'}-{clock.today():%Y%m%d}.xlsx", target.getvalue(), count)


def coloured(*, upload_id: int, actor: Actor) -> Download:
    """The firm's own rows under our columns: what is to be mended coloured, with the words beside it. It can be mended
    and uploaded again. RuleBroken 404 for a stranger, 409 where there is nothing to give back."""
    upload = Upload.objects.select_related("etalase").filter(pk=upload_id, kind=Upload.Kind.SHEET).first()
    if upload is None or upload.etalase is None:
        raise RuleBroken("not_found", "Berkas ini tidak ditemukan.", status=404)
    vendors.require_member(actor, upload.firm_id)
    if upload.state not in (Upload.State.PREVIEW, Upload.State.DONE, Upload.State.UNDONE) or not upload.content:
        raise RuleBroken("not_read", "Lembar ini belum terbaca.", status=409)
    shelf = FirmShelf(upload.firm_id, upload.government_id, upload.etalase)
    target = io.BytesIO()
    count = sheets.write(
        target,
        shelf.layout,
        _lines(upload),
        title=f"Periksa: {upload.name}",
        about=["Lembar Anda kembali, dengan sel yang perlu diperbaiki diberi warna dan keterangan di kolom "
               "Yang perlu diperbaiki. Perbaiki di sini, simpan, lalu unggah lagi."],
        created=clock.now(),
    )  # fmt: skip
    return Download(
        f"periksa-{slugify(upload.name.rpartition('.')[0])[:60] or 'lembar'}.xlsx", target.getvalue(), count
    )


def _lines(upload: Upload) -> Iterator[Line]:
    marks = {
        row.place: (row, [Mark(key, Weight(weight), message, fix) for key, weight, message, fix in row.marks])
        for row in UploadRow.objects.filter(upload=upload)
    }
    meanings = {str(one["name"]): str(one["key"]) for one in upload.headings}
    with reading.opened(bytes(upload.content), upload.name) as table:
        for place, given in reading.rows(table, meanings):
            row, wrong = marks.get(place, (None, []))
            yield Line(
                identity=_written(given.get(IDENTITY)),
                state=_written(given.get(STATE)) if row is None else row.get_action_display(),
                cells={key: value for key, value in given.items() if key not in (IDENTITY, STATE, TO_MEND)},
                marks=wrong,
            )


def _written(raw: Raw) -> str:
    return str(raw or "").strip()[:60]

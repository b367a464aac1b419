"""`/pantau/<gov>/tanda/butir/<flag>/`: one flag with its frozen evidence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.oversight.figures import subject
from belanja.oversight.selectors import flags as reading
from belanja.rules.flags.catalogue import BY_CODE
from belanja.web.naming import shown as named
from belanja.web.officer.access import FLAG_READERS, Office, frame, officer_page
from belanja.web.pieces import DefinitionList, Term

from .cases import case_term, source
from .evidence import evidence_parts
from .words import SECTION, state_words


@officer_page(*FLAG_READERS)
def flag(request: HttpRequest, office: Office, flag_id: int) -> HttpResponse:
    row = reading.flag(government_id=office.government.pk, flag_id=flag_id)
    found = BY_CODE.get(row.indicator)
    title = found.question if found is not None else row.indicator
    trail = (row.indicator, office.url("inspector:indicator", row.indicator)) if found is not None else None
    context = frame(office, SECTION, *([trail] if trail else []), title=title)
    context |= {
        "lead": "Perlu klarifikasi." if not row.answered_by else "Sudah dijawab oleh dokumen sebelum pembeliannya.",
        "filters": None,
        "kinds": DefinitionList(
            terms=[
                Term(term="Pokok", text=subject(row), href=source(office, row)),
                Term(term="Satuan kerja", text=named(row.unit.name) if row.unit is not None else "tidak disebut"),
                Term(term="Penyedia", text=row.firm.name if row.firm is not None else "tidak dikenal di sini"),
                Term(term="Nilai", text=text.rupiah(row.amount) if row.amount is not None else "tidak disebut"),
                Term(term="Keadaan", text=state_words(row)),
                case_term(office, row),
                Term(term="Ditemukan", text=text.date_time(row.found_at)),
                Term(term="Bentuk", text="tanda kuat" if row.strong else "tanda biasa"),
                Term(term="Yang wajar", text=found.innocent if found is not None else ""),
            ]
        ),
        "parts": evidence_parts(row),
    }
    return render(request, "inspector/missing.html", context)

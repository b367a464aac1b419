"""`/kelola/<gov>/katalog/sanksi/usaha/<id>/`: what an officer must know of a firm before a case is opened."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.sanctions import Measure
from belanja.vendors import bars, related, services
from belanja.vendors.finding import names_of
from belanja.vendors.models import Firm, Sanction, SanctionCase
from belanja.web.officer.access import SANCTION_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Actions, Cell, Column, EmptyState, Link, Notice, Piece, Row, Table

from .forms import EntryForm, OpenForm
from .shown import state_tag


@officer_page(*SANCTION_READERS)
def dossier(request: HttpRequest, office: Office, firm_id: int) -> HttpResponse:
    firm = _firm(firm_id)
    name = names_of([firm.pk])[firm.pk]
    context = frame(office, "sanctions:cases", title=name)
    actions = []
    if office.may(Duty.PROPOSE_SANCTION):
        actions = [Link(label="Buka perkara", href=office.url("sanctions:open", firm.pk))]
    bar = bars.bar_of(firm.pk, government_id=office.government.pk, on=clock.today())
    context |= {
        "lead": "Perkara, Daftar Hitam, dan usaha terkait. Yang serupa adalah pertanyaan, bukan bukti.",
        "top": [
            Notice(kind="warning", title=bar.told) if bar else Notice(title="Tidak ada sanksi yang menghalangi."),
            Actions(links=actions) if actions else None,
        ],
        "parts": [
            Part(key="perkara", title="Perkara di katalog ini", items=[_cases(office, firm)]),
            Part(
                key="daftar-hitam",
                title="Daftar Hitam",
                about="Nama saja tidak membuktikan apa pun: petugas mencocokkan dahulu.",
                items=[_national(office, firm)],
            ),
            *_related(office, firm),
        ],
    }
    return render(request, "inspector/detail.html", context)


def _firm(firm_id: int) -> Firm:
    firm = Firm.objects.filter(pk=firm_id).first()
    if firm is None:
        raise Http404
    return firm


def _cases(office: Office, firm: Firm) -> Table:
    found = SanctionCase.objects.filter(government=office.government, firm=firm).order_by("-opened_at", "-pk")
    return Table(
        key="perkara-tabel",
        stacked=True,
        caption="Perkara usaha ini",
        show_caption=False,
        columns=[
            Column(key="pelanggaran", label="Pelanggaran"),
            Column(key="sanksi", label="Sanksi"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="dibuka", label="Dibuka"),
        ],
        rows=[
            Row(
                href=office.url("sanctions:case", case.pk),
                cells=[
                    case.get_breach_display(),
                    Measure(case.measure).label if case.measure else "belum diputus",
                    Cell(piece=state_tag(case)),
                    text.long_date(text.local_day(case.opened_at)),
                ],
            )
            for case in found
        ],
        empty=EmptyState(title="Belum pernah ada perkara."),
    )


def _national(office: Office, firm: Firm) -> Table:
    certain = bars.national_of(firm.pk, on=clock.today())
    doubtful = [entry for entry in bars.unjudged(firm) if entry not in certain]
    rows = [_entry_row(office, firm, entry, "usaha ini, berlaku") for entry in certain]
    rows += [_entry_row(office, firm, entry, "nama sama, perlu dicocokkan") for entry in doubtful]
    return Table(
        key="daftar-hitam-tabel",
        stacked=True,
        caption="Catatan Daftar Hitam",
        show_caption=False,
        columns=[
            Column(key="sk", label="Nomor SK"),
            Column(key="hubungan", label="Hubungan"),
            Column(key="berlaku", label="Berlaku"),
            Column(key="oleh", label="K/L/PD"),
        ],
        rows=rows,
        empty=EmptyState(title="Tidak ada catatan dengan nomor atau nama usaha ini."),
    )


def _entry_row(office: Office, firm: Firm, entry: Sanction, relation: str) -> Row:
    start = text.long_date(entry.valid_from) if entry.valid_from else text.UNKNOWN
    end = text.long_date(entry.valid_to) if entry.valid_to else "akhirnya belum diketahui"
    return Row(
        href=office.url("sanctions:entry", firm.pk, entry.pk),
        cells=[
            Cell(text=entry.decree or "tanpa nomor", sub=entry.status),
            relation,
            f"{start} sampai {end}",
            entry.buyer or Cell(text=text.UNKNOWN, words=True),
        ],
    )


def _related(office: Office, firm: Firm) -> list[Part]:
    if not office.may(Duty.SEE_RELATED_FIRMS):
        return []
    found = related.related_firms(firm.pk, government=office.government, who=office.actor)
    names = names_of([one.firm.pk for one in found])
    table = Table(
        key="terkait-tabel",
        caption="Usaha dengan kesamaan",
        show_caption=False,
        columns=[Column(key="usaha", label="Usaha"), Column(key="kesamaan", label="Kesamaan")],
        rows=[
            Row(
                href=office.url("sanctions:dossier", one.firm.pk),
                cells=[names[one.firm.pk], ", ".join(tie.label.lower() for tie in one.ties)],
            )
            for one in found
        ],
        empty=EmptyState(title="Tidak ada usaha lain dengan pemilik, alamat, telepon, atau rekening yang sama."),
    )
    about = "Hanya Biro PBJ dan APIP melihatnya. Yang dibandingkan adalah sidik; nilainya tidak disimpan di sini."
    return [Part(key="terkait", title="Usaha terkait", about=about, items=[table])]


@officer_page(Duty.PROPOSE_SANCTION, methods=("GET", "HEAD", "POST"))
def open_case(request: HttpRequest, office: Office, firm_id: int) -> HttpResponse:
    firm = _firm(firm_id)
    form = OpenForm(request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_case(
                firm_id=firm.pk, government=office.government, actor=office.actor, **form.cleaned_data
            )
        except RuleBroken as broken:
            if broken.status == 404 or broken.code == "duty_missing":
                raise
            refusal = broken
        else:
            messages.success(
                request,
                f"Perkara dibuka; penyedia diberi tahu dan dapat memberi klarifikasi sampai "
                f"{text.long_date(made.answer_due)}.",
            )
            return HttpResponseRedirect(office.url("sanctions:case", made.pk))
    name = names_of([firm.pk])[firm.pk]
    trail = (name, office.url("sanctions:dossier", firm.pk))
    context = frame(office, "sanctions:cases", trail, title="Buka perkara")
    return _form(request, context, form, refusal, "Buka perkara", f"Terhadap {name}. Penyedia membaca uraian Anda.")


@officer_page(Duty.PROPOSE_SANCTION, methods=("GET", "HEAD", "POST"))
def entry(request: HttpRequest, office: Office, firm_id: int, entry_id: int) -> HttpResponse:
    firm = _firm(firm_id)
    found = Sanction.objects.filter(pk=entry_id).first()
    if found is None:
        raise Http404
    form = EntryForm(request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            services.judge_entry(
                firm_id=firm.pk, sanction_id=found.pk, same=form.cleaned_data["same"] == "ya",
                reason=form.cleaned_data["reason"], government=office.government, actor=office.actor,
            )  # fmt: skip
        except RuleBroken as broken:
            if broken.status == 404 or broken.code == "duty_missing":
                raise
            refusal = broken
        else:
            messages.success(request, "Kesimpulan Anda disimpan.")
            return HttpResponseRedirect(office.url("sanctions:dossier", firm.pk))
    name = names_of([firm.pk])[firm.pk]
    context = frame(
        office, "sanctions:cases", (name, office.url("sanctions:dossier", firm.pk)), title="Catatan Daftar Hitam"
    )
    lead = f"{found.name or 'Nama perorangan tidak disimpan'}, SK {found.decree or 'tanpa nomor'}. {found.violation}"
    place = ", ".join(part for part in (found.region_name, found.province, found.buyer) if part)
    return _form(request, context, form, refusal, "Simpan kesimpulan", lead, Notice(title=place) if place else None)


def _form(
    request: HttpRequest,
    context: dict[str, object],
    form: OpenForm | EntryForm,
    refusal: RuleBroken | None,
    button: str,
    lead: str,
    top: Piece | None = None,
) -> HttpResponse:
    context |= {
        "form": form,
        "refusal": Notice(kind="error", title=refusal.message, text=refusal.citation) if refusal else None,
        "button": button,
        "lead": lead,
        "top": top,
        "parts": [],
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "sanctions/form.html", context, status=status)

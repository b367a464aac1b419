"""`/kelola/<gov>/katalog/klaim/`: claims that nobody has looked into yet; one look may answer a certificate for all the
products that name it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from belanja.catalogue.models import Claim, ClaimCheck
from belanja.catalogue.selectors import curators
from belanja.catalogue.services.claims import Verdict, look_into
from belanja.foundation import clock, text
from belanja.rules.duties import Duty
from belanja.rules.listings import ClaimKind, Verification
from belanja.rules.pdn import PdnClass
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select, whole_number, with_query
from belanja.web.pieces import (
    BigSearch,
    Cell,
    Choice,
    Column,
    DefinitionList,
    EmptyState,
    Event,
    FilterRow,
    Link,
    Row,
    Table,
    Tabs,
    Term,
    Timeline,
)
from belanja.web.public.catalogue.cards import product_address

from .panels import FORM, Panel, bound, carry_out, show, tick, ticked
from .queue import age

_AGES = (("3", "Lebih dari tiga hari"), ("7", "Lebih dari seminggu"), ("30", "Lebih dari sebulan"))
_VERDICTS = [(one.value, text.capital_first(one.label)) for one in Verification if one is not Verification.OPEN]
_FIELDS = {
    "looked_at_missing": "looked_at", "percent_missing": "percent", "percent_wrong": "percent",
    "claim_over": "valid_to", "note_missing": "note", "verdict_missing": "verification",
}  # fmt: skip


class VerdictForm(forms.Form):
    verification = forms.ChoiceField(
        label="Hasil pemeriksaan",
        choices=_VERDICTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasil pemeriksaan."},
    )
    looked_at = forms.CharField(
        label="Diperiksa di",
        help_text="Daftar resmi atau surat yang Anda buka, misalnya daftar TKDN Kemenperin.",
        max_length=200,
        error_messages={"required": "Tulis di mana klaim ini diperiksa."},
    )
    percent = forms.DecimalField(
        label="Persentase menurut sertifikat",
        help_text="Isi hanya bila berbeda dari yang dinyatakan; angka ini yang dihitung.",
        required=False,
        max_digits=5,
        decimal_places=2,
        localize=True,
        error_messages={"invalid": "Tulis angka, misalnya 40,5."},
    )
    valid_to = forms.DateField(
        label="Berlaku sampai menurut sertifikat",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Tanggal ini tidak dikenali."},
    )
    note = forms.CharField(label="Catatan", help_text="Tampil di halaman produk.", required=False, max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def verdict(self) -> Verdict:
        given = self.cleaned_data
        return Verdict(
            Verification(given["verification"]), given["looked_at"], given["note"], given["percent"], given["valid_to"]
        )


class ManyForm(VerdictForm):
    """One verdict for many claims: what is found in one certificate is not another's."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for name in ("percent", "valid_to", "version"):
            del self.fields[name]

    def verdict(self) -> Verdict:
        given = self.cleaned_data
        return Verdict(Verification(given["verification"]), given["looked_at"], given["note"])


@officer_page(Duty.CURATE_CLAIM, methods=("GET", "HEAD", "POST"))
def claims(request: HttpRequest, office: Office) -> HttpResponse:
    query = request.GET
    done = query.get("keadaan") == "diperiksa"
    kind = query.get("jenis", "") if query.get("jenis", "") in set(ClaimKind) else ""
    wanted: dict[str, Any] = {
        "kind": kind,
        "older_than_days": whole_number(query.get("umur")),
        "number": query.get("q", "").strip()[:80],
        "archive": query.get("arsip") == "ya",
    }
    data = bound(request, "periksa")
    form = ManyForm(data)
    status = 200
    if data is not None:
        here = with_query(office.url("curation:claims"), query)
        given = carry_out(request, form, lambda: _many(request, office, form), to=here, fields=_FIELDS)
        if isinstance(given, HttpResponse):
            return given
        status = given
    found = curators.claims(government=office.government, waiting=not done, **wanted)
    count = found.count()
    other = curators.claims(government=office.government, waiting=done, **wanted).count()
    table = _table(request, office, found, count, done=done)
    context = frame(office, "curation:claims", title="Klaim dan buktinya")
    context |= {
        "lead": "Klaim yang belum diperiksa tidak ditampilkan sebagai fakta dan tidak dihitung. Kelas PDN mengikuti "
        "putusan Anda saat itu juga.",
        "search": BigSearch(action="", label="Cari nomor atau pemilik sertifikat", value=wanted["number"]),
        "filters": FilterRow(
            key="saring",
            filters=[
                select("jenis", "Jenis", "Semua", [(one.value, one.label) for one in ClaimKind], kind),
                select("umur", "Umur", "Semua", _AGES, str(wanted["older_than_days"] or "")),
                select("arsip", "Arsip nasional", "Tidak ikut", [("ya", "Ikut")], "ya" if wanted["archive"] else ""),
            ],
            kept=[Choice(value=key, label=query[key]) for key in ("keadaan", "q") if query.get(key)],
            reset_href="?" if query else "",
        ),
        "kinds": Tabs(
            label="Keadaan",
            links=[
                Link(
                    label="Menunggu",
                    href=with_query("", query, keadaan="") or "?",
                    current=not done,
                    count=other if done else count,
                ),
                Link(
                    label="Sudah diperiksa",
                    href=with_query("", query, keadaan="diperiksa"),
                    current=done,
                    count=count if done else other,
                ),
            ],
        ),
        "parts": [Part(key="daftar", title="Sudah diperiksa" if done else "Menunggu", items=[table])],
    }
    panel = Panel(
        do="periksa",
        key=FORM,
        title="Satu hasil untuk yang dicentang",
        about="Untuk sertifikat yang sama. Persentase dan masa berlaku yang berbeda dicatat di halaman klaimnya.",
        form=form,
        button="Simpan hasil",
    )
    return show(request, context, *([panel] if table.rows and not done else []), status=status)


def _many(request: HttpRequest, office: Office, form: VerdictForm) -> str:
    done = look_into(
        claims=list(ticked(request, "klaim").items()),
        verdict=form.verdict(),
        government=office.government,
        actor=office.actor,
    )
    return f"{text.number(len(done))} klaim diperiksa."


def _table(request: HttpRequest, office: Office, found: object, count: int, *, done: bool) -> Table:
    rows, pagination = page_of(found, count, request)  # type: ignore[arg-type]  # a QuerySet is sliceable
    made = []
    for one in rows:
        name = _name(one)
        first = Cell(text=name, href=office.url("curation:claim", one.pk))
        old = "dari arsip nasional" if one.basis == "katalog nasional" else "waktunya tidak tercatat"
        waits = age(one.stated_at) if one.stated_at else old
        cells = [
            first,
            Cell(text=one.number or text.UNKNOWN, sub=one.owner, words=not one.number),
            Cell(text=one.product.name, sub=one.product.etalase.name),
            Cell(text=Verification(one.verification).label, sub=text.long_date(one.verified_on))
            if done and one.verified_on
            else Cell(text=Verification(one.verification).label if done else waits),
        ]
        if not done:
            cells.insert(
                0, Cell(piece=tick(request, "klaim", f"{one.pk}:{one.version}", "Pilih", f" {name}, {one.product}"))
            )
        made.append(Row(cells=cells))
    columns = [
        Column(key="klaim", label="Klaim"),
        Column(key="nomor", label="Nomor dan pemilik"),
        Column(key="produk", label="Produk"),
        Column(key="hasil", label="Hasil" if done else "Menunggu"),
    ]
    if not done:
        columns.insert(0, Column(key="pilih", label="Pilih"))
    return Table(
        key="klaim",
        stacked=True,
        caption=f"{text.number(count)} klaim" + ("" if done else ", terlama menunggu dahulu"),
        columns=columns,
        rows=made,
        pagination=pagination,
        tight=True,
        empty=EmptyState(
            title="Belum ada yang diperiksa." if done else "Tidak ada klaim yang menunggu.",
            text="" if done else "Klaim muncul di sini begitu penyedia menyatakannya.",
        ),
    )


def _name(one: Claim) -> str:
    return ClaimKind(one.kind).label + (f" {text.percent_short(one.percent)}" if one.percent is not None else "")


@officer_page(Duty.CURATE_CLAIM, methods=("GET", "HEAD", "POST"))
def claim(request: HttpRequest, office: Office, claim_id: int) -> HttpResponse:
    one = curators.claim(government=office.government, claim_id=claim_id)
    data = bound(request, "periksa")
    form = VerdictForm(data, initial={"version": one.version})
    if ClaimKind(one.kind) not in {ClaimKind.TKDN, ClaimKind.BMP}:
        del form.fields["percent"]
    status = 200
    if data is not None:
        given = carry_out(
            request, form, lambda: _one(request, office, one, form), to=office.url("curation:claims"), fields=_FIELDS
        )
        if isinstance(given, HttpResponse):
            return given
        status, one = given, curators.claim(government=office.government, claim_id=claim_id)
        if status == 409:
            form.data = {**form.data.dict(), "version": str(one.version)}  # type: ignore[attr-defined]  # a QueryDict
    same = list(curators.same_certificate(one)[:50])
    context = frame(office, "curation:claims", title=f"{_name(one)}: {one.product.name}")
    context |= {
        "lead": f"Sekarang {Verification(one.verification).label}.",
        "parts": [
            Part(key="isi", title="Yang dinyatakan", items=[_terms(one)]),
            *([Part(key="sama", title="Sertifikat yang sama", items=[_same(request, office, same)])] if same else []),
            Part(key="riwayat", title="Pemeriksaan sebelumnya", items=[_checks(one)]),
        ],
    }
    panel = Panel(
        do="periksa",
        key=FORM,
        title="Hasil pemeriksaan Anda",
        about="Yang dicentang pada sertifikat yang sama mendapat hasil yang sama." if same else "",
        form=form,
        button="Simpan hasil",
    )
    return show(request, context, panel, status=status)


def _one(request: HttpRequest, office: Office, one: Claim, form: VerdictForm) -> str:
    given = form.cleaned_data
    given.setdefault("percent", None)
    wanted = {**ticked(request, "klaim"), one.pk: given["version"] or 0}
    done = look_into(
        claims=list(wanted.items()), verdict=form.verdict(), government=office.government, actor=office.actor
    )
    one.product.refresh_from_db()
    pdn = PdnClass(one.product.pdn).label
    return f"{text.number(len(done))} klaim diperiksa. {one.product.name}: {pdn}."


def _terms(one: Claim) -> DefinitionList:
    product = one.product
    over = one.valid_to is not None and one.valid_to < clock.today()
    until = text.long_date(one.valid_to) + (" (sudah lewat)" if over else "") if one.valid_to else text.UNKNOWN
    percent: Decimal | None = one.percent
    terms = [
        Term(term="Produk", text=product.name, href=product_address(product.pk, product.name)),
        Term(term="Merek dan tipe", text=" ".join(filter(None, (str(product.brand or ""), product.model))) or "tanpa"),
        Term(term="Jenis klaim", text=ClaimKind(one.kind).label),
        Term(term="Nomor", text=one.number or text.UNKNOWN),
        Term(term="Pemilik", text=one.owner or text.UNKNOWN),
        Term(term="Berlaku sampai", text=until),
        Term(term="Kelas PDN produk sekarang", text=f"{PdnClass(product.pdn).label}. {product.pdn_reason}"),
    ]
    if percent is not None:
        terms.insert(3, Term(term="Persentase", text=text.percent(percent)))
    if one.stated_at:
        terms.append(Term(term="Dinyatakan", text=text.date_time(one.stated_at)))
    if one.note:
        terms.append(Term(term="Catatan", text=one.note))
    return DefinitionList(terms=terms)


def _same(request: HttpRequest, office: Office, same: list[Claim]) -> Table:
    rows = [
        Row(
            cells=[
                Cell(piece=tick(request, "klaim", f"{one.pk}:{one.version}", "Pilih", f" {one.product}")),
                Cell(text=one.product.name, href=office.url("curation:claim", one.pk), sub=one.product.etalase.name),
                Cell(text=one.owner or text.UNKNOWN, words=not one.owner),
                Verification(one.verification).label,
            ]
        )
        for one in same
    ]
    columns = [
        Column(key="pilih", label="Pilih"),
        Column(key="produk", label="Produk"),
        Column(key="pemilik", label="Pemilik menurut penyedia"),
        Column(key="hasil", label="Hasil"),
    ]
    return Table(
        key="sama", stacked=True, caption="Klaim lain", columns=columns, rows=rows, show_caption=False, tight=True
    )


def _checks(one: Claim) -> Timeline | EmptyState:
    events = [
        Event(
            title=text.capital_first(Verification(check.verdict).label),
            when=text.date_time(check.at),
            who=check.by_label,
            text=". ".join(filter(None, (f"Diperiksa di {check.looked_at}", check.note))),
        )
        for check in ClaimCheck.objects.filter(claim=one).order_by("-number")
    ]
    return Timeline(events=events) if events else EmptyState(title="Belum pernah diperiksa.")

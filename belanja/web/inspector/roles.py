"""`/pantau/<gov>/peran/`: who holds or held roles that exclude each other, by unit and pair, and on which orders made
here one person had both. Questions for APIP, no findings: a small unit with letters in order is the usual answer."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import RoleAssignment, Unit
from belanja.oversight.models import Flag
from belanja.oversight.selectors import roles as reading
from belanja.oversight.selectors.roles import Exercised, Matrix
from belanja.purchasing.models import OrderStep
from belanja.rules import periods
from belanja.rules.buying.posts import short_post_of_ppk
from belanja.rules.buying.states import Side
from belanja.rules.buying.steps import Axis, told_of
from belanja.rules.duties import Duty, Role
from belanja.rules.legal_bases import SEEDS
from belanja.rules.periods import Period
from belanja.rules.separation import Conflict, Holding, Part, last_day
from belanja.web.naming import shown
from belanja.web.officer.access import FLAG_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part as Section
from belanja.web.officer.lists import page_of, select, whole_number
from belanja.web.pieces import (
    Cell,
    Choice,
    Column,
    DefinitionList,
    EmptyState,
    Filter,
    FilterRow,
    Link,
    Notice,
    Row,
    Table,
    Term,
)

_SECTION = "inspector:roles"
_YEARS = 3
_BASES = {one.slug: f"{one.kind} {one.number}" for one in SEEDS}
#: How a part is written over a column.
_SHORT = {
    Part.REQUESTER: "pengusul", Part.BUYER: "PP", Part.SIGNER: "PPK", Part.APPROVER: "PA/KPA",
    Part.TREASURER: "bendahara", Part.OVERSEER: "APIP",
}  # fmt: skip
_NOT_HERE = (
    "Pesanan dari kanal lain tidak dapat dinilai: sumbernya tidak menyebut siapa yang mengusulkan, membeli, "
    "menandatangani, dan membayar. Pejabat Penatausahaan Keuangan (PPK-SKPD) bukan peran di Belanja, jadi rangkapnya "
    "juga tidak dapat dinilai."
)


class _Scope:
    """The period chosen in the address: a fiscal year or one of its quarters."""

    def __init__(self, request: HttpRequest) -> None:
        current = clock.today().year
        self.years = [current - back for back in range(_YEARS)]
        chosen = whole_number(request.GET.get("tahun"))
        self.year = chosen if chosen in self.years else current
        self.quarter = request.GET.get("triwulan", "")
        if self.quarter not in periods.QUARTERS:
            self.quarter = ""
        self.every = request.GET.get("tampak") == "semua"

    @property
    def period(self) -> Period:
        if self.quarter:
            return periods.quarter(self.year, periods.QUARTERS.index(self.quarter) + 1)
        return periods.fiscal_year(self.year)

    @property
    def query(self) -> str:
        return f"tahun={self.year}" + (f"&triwulan={self.quarter}" if self.quarter else "")

    def units_filter(self) -> Filter:
        chosen = "semua" if self.every else ""
        return select("tampak", "Perangkat Daerah", "Yang ada rangkapnya", [("semua", "Semua")], chosen)

    def filters(self, *more: Filter) -> FilterRow:
        years = [Choice(value=str(y), label=str(y), chosen=y == self.year) for y in self.years]
        quarters = [(one, f"Triwulan {one}") for one in periods.QUARTERS]
        return FilterRow(
            key="saring",
            filters=[
                Filter(name="tahun", label="Tahun anggaran", choices=years),
                select("triwulan", "Masa", "Sepanjang tahun", quarters, self.quarter),
                *more,
            ],
            reset_href="?" if self.quarter or self.every or self.year != self.years[0] else "",
        )


def _label(kind: str) -> str:
    if kind == reading.OVERSEER:
        return "APIP dan pelaku"
    pair = reading.pairs_of(kind)[0]
    return text.capital_first(f"{_SHORT[pair.one]} dan {_SHORT[pair.other]}")


@officer_page(Duty.SEE_HELD_ROLES)
def roles(request: HttpRequest, office: Office) -> HttpResponse:
    scope = _Scope(request)
    found = reading.matrix(government_id=office.government.pk, period=scope.period)
    people, orders = len({one.person for one in found.held}), len({one.order_id for one in found.exercised})
    context = frame(office, _SECTION, title="Rangkap tugas")
    context |= {
        "lead": f"{scope.period.label}: {text.number(people)} orang memegang dua tugas yang dipisah, dan pada "
        f"{text.number(orders)} pesanan satu orang sungguh menjalankan keduanya. Ini pertanyaan, bukan kesimpulan.",
        "filters": scope.filters(scope.units_filter()),
        "kinds": Notice(title="Dalam satu paket Belanja menolaknya.", text=_NOT_HERE, action=_to_flags(office)),
        "parts": [
            Section(
                key="matriks",
                title="Menurut Perangkat Daerah",
                about="Angka pertama: orang yang memegang keduanya pada masa ini. Angka kedua: pesanan yang dua "
                "tugasnya dijalankan satu orang. Pelimpahan dan PA/KPA selaku PPK ikut dihitung.",
                items=[_matrix_table(office, found, scope)],
            ),
            Section(key="aturan", title="Yang dipisah, dan dasarnya", items=[_pairs_table()]),
        ],
    }
    return render(request, "inspector/missing.html", context)


def _to_flags(office: Office) -> Link | None:
    """The question about single orders, which becomes a case by itself."""
    if not office.may(*FLAG_READERS):
        return None
    return Link(label="Tanda rangkap tugas", href=office.url("inspector:indicator", reading.INDICATOR))


def _matrix_table(office: Office, found: Matrix, scope: _Scope) -> Table:
    units = {unit.pk: unit for unit in institutions.units(office.government.pk)}
    counts, orders, unjudged = found.counts(), found.by_top(found.orders), found.by_top(found.unjudged)
    tops = {top for top, _kind in counts}
    rest = (set(orders) | set(unjudged)) - tops
    tops |= rest if scope.every else set()
    told = sorted((units[top] for top in tops if top in units), key=lambda unit: (unit.sort_key, unit.pk))
    return Table(
        key="rangkap",
        caption=f"Orang / pesanan; {text.number(len(rest))} Perangkat Daerah lain tanpa rangkap",
        stacked=True,
        columns=[
            Column(key="unit", label="Perangkat Daerah"),
            *(Column(key=kind, label=_label(kind), numeric=True) for kind in reading.KINDS),
            Column(key="pesanan", label="Pesanan dinilai", numeric=True),
            Column(key="impor", label="Tidak dinilai", numeric=True, note="kanal lain"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=shown(unit.name), sub=unit.code),
                    *(_count_cell(office, unit, kind, counts.get((unit.pk, kind)), scope) for kind in reading.KINDS),
                    text.number(orders.get(unit.pk, 0)),
                    text.number(unjudged.get(unit.pk, 0)),
                ]
            )
            for unit in told
        ],
        tight=True,
        empty=EmptyState(title="Tidak ada yang merangkap pada masa ini."),
    )


def _count_cell(office: Office, unit: Unit, kind: str, counted: tuple[int, int] | None, scope: _Scope) -> Cell:
    if counted is None:
        return Cell(text="0")
    people, orders = counted
    href = f"{office.url('inspector:roles_of', unit.code, kind)}?{scope.query}"
    return Cell(text=f"{text.number(people)} / {text.number(orders)}", href=href, differs=orders > 0)


def _pairs_table() -> Table:
    return Table(
        key="aturan-tabel",
        caption="Tugas yang dipisah",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="tugas", label="Tugas"),
            Column(key="sebab", label="Mengapa"),
            Column(key="lingkup", label="Berlaku"),
            Column(key="dasar", label="Dasar", note="sejak"),
        ],
        rows=[
            Row(
                cells=[
                    _label(kind),
                    text.capital_first(pair.why),
                    "di satu satuan kerja" if pair.always else "dalam satu paket",
                    Cell(
                        text=f"{_BASES[pair.basis]}: {pair.article}",
                        sub=text.long_date(pair.since),
                        href=f"/dasar-hukum/{pair.basis}/",
                    ),
                ]
            )
            for kind in reading.KINDS
            for pair in reading.pairs_of(kind)[:1]
        ],
    )


@officer_page(Duty.SEE_HELD_ROLES)
def roles_of(request: HttpRequest, office: Office, code: str, kind: str) -> HttpResponse:
    """One cell: the people with their roles, terms and letters, and the orders."""
    unit = next((one for one in institutions.units(office.government.pk) if one.code == code), None)
    if unit is None or kind not in reading.KINDS:
        raise Http404
    scope = _Scope(request)
    found = reading.matrix(government_id=office.government.pk, period=scope.period)
    held, exercised = found.held_in(unit.pk, kind), found.exercised_in(unit.pk, kind)
    trail = (_label(kind), "")
    context = frame(office, _SECTION, title=shown(unit.name))
    context |= {
        "lead": f"{trail[0]}, {scope.period.label}.",
        "filters": scope.filters(),
        "kinds": _terms(kind, office),
        "parts": [
            Section(
                key="orang",
                title="Yang memegang keduanya",
                about="Masa: hari ketika keduanya dipegang, di dalam masa yang dipilih.",
                items=[_people(found, held, exercised)],
            ),
            Section(
                key="pesanan",
                title="Pesanan yang dijalankan satu orang",
                about="Pesanan yang dibuat di Belanja saja.",
                items=[_orders(request, office, exercised)],
            ),
        ],
    }
    return render(request, "inspector/missing.html", context)


def _terms(kind: str, office: Office) -> DefinitionList:
    pairs = reading.pairs_of(kind)
    link = _to_flags(office)
    terms = [
        Term(term="Mengapa dipisah", text=text.capital_first(pairs[0].why)),
        Term(
            term="Dasar",
            text=f"{_BASES[pairs[0].basis]}: {pairs[0].article}",
            href=f"/dasar-hukum/{pairs[0].basis}/",
        ),
        Term(term="Yang wajar", text="Unit kecil tanpa pejabat lain, dengan surat penunjukan; peran lama yang lupa "
             "diakhiri; pelimpahan untuk satu masa yang tidak pernah dipakai."),
    ]  # fmt: skip
    if link is not None:
        terms.append(Term(term="Menjadi kasus lewat", text=link.label, href=link.href))
    return DefinitionList(terms=terms)


def _people(found: Matrix, held: list[Conflict], exercised: list[Exercised]) -> Table:
    used = {one.person: 0 for one in exercised}
    for one in exercised:
        used[one.person] += 1
    return Table(
        key="orang-tabel",
        caption="Orang, peran, dan masanya",
        show_caption=False,
        stacked=True,
        personal=True,
        columns=[
            Column(key="siapa", label="Siapa"),
            Column(key="satu", label="Peran", note="masa dan surat"),
            Column(key="lain", label="Peran lain", note="masa dan surat"),
            Column(key="masa", label="Keduanya dipegang"),
            Column(key="dipakai", label="Pesanan", numeric=True, note="keduanya dijalankan"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=found.assignments[one.one.key].user.name, sub=f"akun {one.person}"),
                    _role_cell(one.one, found.assignments[one.one.key]),
                    _role_cell(one.other, found.assignments[one.other.key]),
                    _term_words(one),
                    text.number(used.get(int(one.person), 0)),
                ]
            )
            for one in held
        ],
        empty=EmptyState(title="Tidak ada yang memegang keduanya pada masa ini."),
    )


def _term_words(one: Conflict) -> str:
    last = last_day(one.ends)
    return f"{text.long_date(one.begins)} sampai {text.long_date(last)}"


def _role_cell(one: Holding, row: RoleAssignment) -> Cell:
    """A role with its unit, its whole term, and whose it is where it was handed on."""
    role = Role(row.role)
    name = short_post_of_ppk(role) if one.as_ppk else role.label
    where = shown(row.unit.name) if row.unit is not None else "seluruh pemerintah daerah"
    told = f"{where}, {text.long_date(row.valid_from)} sampai {text.long_date(last_day(row.valid_to))}"
    if row.behalf_of is not None:
        told += f"; {row.lent_post}, dari akun {row.behalf_of.user_id}"
    if row.letter and row.letter not in row.lent_post:
        told += f"; surat {row.letter}"
    return Cell(text=name, sub=told)


def _orders(request: HttpRequest, office: Office, exercised: list[Exercised]) -> Table:
    rows, pagination = page_of(exercised, len(exercised), request)
    steps = reading.steps_of(rows)
    flags = reading.flags_of(office.government.pk, [one.code for one in rows]) if office.may(*FLAG_READERS) else {}
    return Table(
        key="pesanan-tabel",
        caption=f"{text.number(len(exercised))} pesanan",
        columns=[
            Column(key="pesanan", label="Pesanan", note="penyedia"),
            Column(key="siapa", label="Siapa"),
            Column(key="satu", label="Tugas", note="jabatan dan saat"),
            Column(key="lain", label="Tugas lain", note="jabatan dan saat"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="tanda", label="Tanda"),
        ],
        rows=[
            Row(
                href=office.url("buying:order", one.code) if office.may(Duty.SEE_PURCHASES) else "",
                cells=[
                    Cell(text=one.code, sub=one.firm_name),
                    f"akun {one.person}",
                    _step_cell(one, one.pair.one, steps),
                    _step_cell(one, one.pair.other, steps),
                    text.rupiah(one.total),
                    _flag_cell(office, one, flags),
                ],
            )
            for one in rows
        ],
        pagination=pagination,
        stacked=True,
        empty=EmptyState(title="Tidak ada pesanan yang kedua tugasnya dijalankan satu orang."),
    )


def _step_cell(one: Exercised, part: Part, steps: Mapping[tuple[int, int, Part], OrderStep]) -> Cell:
    step = steps.get((one.order_id, one.person, part))
    if step is None:
        return Cell(text=text.capital_first(part.label), sub="mengusulkan paketnya" if part is Part.REQUESTER else "")
    return Cell(
        text=told_of(Axis.ORDER, step.step, Side.BUYER), sub=f"{step.by_label}, {text.date_time(step.at)}"
    )  # fmt: skip


def _flag_cell(office: Office, one: Exercised, flags: Mapping[str, Flag]) -> Cell:
    flag = flags.get(one.code)
    if flag is None:
        return Cell(text="belum ditanyakan", words=True)
    return Cell(text="Buka tanda", href=office.url("inspector:flag", flag.pk))

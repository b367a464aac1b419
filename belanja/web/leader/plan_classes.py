"""`/pantau/<gov>/kelas-rencana/`: plan lines of which nobody tells what they buy; those that read otherwise
since a person decided, first; one answer for many at once."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from belanja.catalogue.services.curation_batch import Outcome
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.plans import selectors as plans
from belanja.plans.models import ClassDecision, PlanClass
from belanja.plans.services import decide_classes
from belanja.rules.classification import CLASSES, NOT_ONE, class_name
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.manager.catalogue.curation.panels import FORM, Panel, bound, carry_out, show, tick, ticked, told
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select, whole_number, with_query
from belanja.web.pieces import BigSearch, Cell, Choice, Column, EmptyState, FilterRow, Link, Row, Table, Tabs
from belanja.web.pieces.forms import Presses

_AS_READ = "dugaan"
_AT_ONCE = "sekali"
_MOST_OTHERS = 2


class ClassForm(forms.Form):
    """The class of the ticked lines: one for all, or for each what most speaks for."""

    kelas = forms.ChoiceField(
        label="Yang dibeli",
        choices=[
            ("", "Pilih kelas"),
            (_AS_READ, "Benar seperti dugaan di setiap baris"),
            *((one.code, one.name) for one in sorted(CLASSES.values(), key=lambda one: one.name)),
            (NOT_ONE, class_name(NOT_ONE)),
        ],
        error_messages={"required": "Pilih kelasnya."},
    )


@officer_page(Duty.SEE_SOURCE_ROWS, methods=("GET", "HEAD", "POST"))
def plan_classes(request: HttpRequest, office: Office) -> HttpResponse:
    says = office.may(Duty.CLASSIFY_PLAN)  # for which unit, the service asks
    if request.method == "POST" and not says:
        raise Http404
    year = min(max(whole_number(request.GET.get("tahun")) or clock.today().year, 2000), 2100)
    unit_ids, units, unit = _units(request, office, year)
    decided = request.GET.get("daftar") == "ditetapkan"
    words = request.GET.get("q", "")[:80]
    here = with_query(office.url("leader:plan_classes"), request.GET)
    data, seen = _answer(request)
    form, status = ClassForm(data), 200
    if data is not None:
        given = carry_out(request, form, lambda: _decide(request, office, form, seen), to=here)
        if isinstance(given, HttpResponse):
            return given
        status = given
    found = plans.class_queue(
        government_id=office.government.pk, year=year, unit_ids=unit_ids, words=words, decided=decided
    )
    rows, pagination = page_of(found, found.count(), request)
    accounts = plans.accounts_of([one.package for one in rows if one.reads_otherwise])
    waits = plans.unsure(government_id=office.government.pk, year=year, unit_ids=unit_ids)
    context = frame(office, "leader:plan_classes", title=f"Kelas baris rencana {year}")
    context |= {
        "lead": _lead(waits),
        "search": BigSearch(action="", label="Cari judul atau kode RUP", value=words),
        "filters": FilterRow(key="saring", filters=[select("unit", "Perangkat Daerah", "Semua", units, unit)]),
        "kinds": Tabs(
            label="Daftar",
            links=[
                Link(label="Menunggu", href=with_query("", request.GET, daftar=""), current=not decided),
                Link(label="Ditetapkan", href=with_query("", request.GET, daftar="ditetapkan"), current=decided),
            ],
        ),
        "parts": [
            Part(
                key="daftar",
                title="Sudah ditetapkan pejabat" if decided else "Menunggu kata Anda",
                items=[
                    Table(
                        key="baris",
                        caption="Baris rencana",
                        columns=[
                            Column(key="baris", label="Baris rencana"),
                            Column(key="dugaan", label="Kelas" if decided else "Dugaan"),
                            Column(key="pagu", label="Pagu", numeric=True, note="rupiah"),
                            Column(key="unit", label="Unit"),
                        ],
                        rows=[_row(request, one, accounts, says) for one in rows],
                        pagination=pagination,
                        stacked=True,
                        show_caption=False,
                        empty=EmptyState(title="Tidak ada baris di sini."),
                    )
                ],
            )
        ],
    }
    panel = Panel(
        do="tetapkan",
        key=FORM,
        title="Tetapkan yang dicentang",
        about="Baris yang ditetapkan rekan atau diubah impor sejak halaman ini dibuka tidak ikut, dan disebutkan.",
        form=form,
        button="Simpan kelas",
    )
    return show(request, context, *([panel] if rows and says else []), status=status)


def _units(request: HttpRequest, office: Office, year: int) -> tuple[list[int] | None, list[tuple[str, str]], str]:
    """Ids of the units that are looked at (None: all), the choice of Perangkat Daerah, and the one chosen. Whoever may
    say what lines buy sees those of his units, others only read."""
    allowed = None
    if office.may(Duty.CLASSIFY_PLAN):
        allowed = institutions.units_allowed(office.actor, Duty.CLASSIFY_PLAN, office.government)
    roll_up = institutions.pd_map(office.government.pk, clock.today())
    every = {unit.pk: unit for unit in institutions.units(office.government.pk)}
    tops = {top for pk, top in roll_up.items() if allowed is None or pk in allowed}
    units = [(every[pk].code, shown(every[pk].name)) for pk in every if pk in tops]
    code = request.GET.get("unit", "")
    chosen = next((pk for pk in tops if pk in every and every[pk].code == code), None)
    if chosen is None:
        return (None if allowed is None else sorted(allowed)), units, ""
    members = [pk for pk, top in roll_up.items() if chosen in (pk, top)]
    return [pk for pk in members if allowed is None or pk in allowed], units, code


def _lead(waits: plans.Unsure) -> str:
    said = (
        f"{text.capital_first(text.count_words(waits.count))} baris senilai {text.rupiah(waits.pagu)} belum jelas apa "
        "yang dibeli. Kata Anda dicatat dan tidak diubah oleh pembacaan berikutnya."
    )
    if waits.changed:
        said += (
            f" {text.capital_first(text.count_words(waits.changed))} baris lain berubah sesudah diputus: kelasnya "
            "tetap dihitung sampai diputus lagi."
        )
    return said


def _answer(request: HttpRequest) -> tuple[Any, dict[int, int]]:
    """What was sent to the form and of which rows (id -> what was seen): by one press at a row, or for those ticked."""
    data = bound(request, "tetapkan")
    if data is None or _AT_ONCE not in data:
        return data, ticked(request, "baris")
    row, _colon, code = data[_AT_ONCE].rpartition(":")
    one, _colon, turn = row.partition(":")
    number, seen = whole_number(one), whole_number(turn)
    return {"kelas": code}, {} if number is None or seen is None else {number: seen}


def _decide(request: HttpRequest, office: Office, form: ClassForm, seen: dict[int, int]) -> str:
    rows = PlanClass.objects.filter(pk__in=seen, package__government=office.government).select_related("package")
    said = form.cleaned_data["kelas"]
    chosen = {row.pk: (row.leaning if said == _AS_READ else said, seen[row.pk]) for row in rows}
    if unguessed := [pk for pk, (code, _seen) in chosen.items() if not code]:
        raise RuleBroken(
            "class_unguessed", f"{text.number(len(unguessed))} baris yang dicentang tanpa dugaan; pilih kelasnya."
        )
    outcome = decide_classes(government=office.government, chosen=chosen, actor=office.actor)
    names = {row.pk: row.package.title for row in rows}
    return told(request, Outcome(outcome.done, outcome.refused), "Kelas {} baris ditetapkan.", names)


def _row(request: HttpRequest, one: PlanClass, accounts: dict[tuple[int, str, str], str], says: bool) -> Row:
    package = one.package
    decision = one.decision
    changed = ""
    if decision is not None and one.reads_otherwise:
        guess, changed = _again(one, says), _changed(one, decision, accounts.get(package.key, ""))
    elif decision is not None:
        guess = Cell(
            text=class_name(one.decided),
            sub=f"{decision.by_label}, {text.long_date(decision.at)}",
        )
    else:
        guess = Cell(
            text=class_name(one.leaning) or "tidak ada dugaan",
            sub=_spoke(one),
            words=not one.leaning,
        )
    value = f"{one.pk}:{one.turn}"
    method = package.method or "metode tidak disebut"
    return Row(
        cells=[
            Cell(piece=tick(request, "baris", value, package.title, f"RUP {package.code}, {method}"), sub=changed),
            guess,
            text.rupiah(package.pagu),
            shown(package.unit.name),
        ]
    )


def _again(one: PlanClass, says: bool) -> Cell:
    """A class that was decided about another text, with the two answers that are near."""
    name, other = f"Diputus: {class_name(one.decided)}", class_name(one.leaning)
    if one.leaning == one.decided:
        other = ""
    note = f"dugaan kini: {other}" if other else ""
    if not says:
        return Cell(text=name, sub=note)
    choices = [Choice(value=f"{one.pk}:{one.turn}:{one.decided}", label="Tetap")]
    if other:
        choices.append(Choice(value=f"{one.pk}:{one.turn}:{one.leaning}", label=f"Ganti: {other}"))
    presses = Presses(text=name, name=_AT_ONCE, form=FORM, about=one.package.title, choices=choices)
    return Cell(text=name, piece=presses, sub=note)


def _changed(one: PlanClass, decision: ClassDecision, accounts: str) -> str:
    """What of a line is no longer as it was when a person decided."""
    package = one.package
    pairs = (
        ("judul", decision.title, package.title),
        ("jenis pengadaan", decision.procurement_type, package.procurement_type),
        ("rekening", decision.accounts, accounts),
    )
    told = [
        f"{what} berubah sesudah diputus: dahulu '{before or 'kosong'}', sekarang '{now or 'kosong'}'"
        for what, before, now in pairs
        if before != now
    ]
    return "; ".join(told) or "berubah sesudah diputus"


def _spoke(one: PlanClass) -> str:
    """The words behind a guess, and what else was heard: why the rules did not tell."""
    if not one.words:
        return ""
    others = [class_name(code) for code in one.against.split()[:_MOST_OTHERS]]
    return f"dari: {one.words}" + (f"; terbaca juga: {', '.join(others)}" if others else "")

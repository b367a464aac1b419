"""One need in pieces: what is asked for, with whom together, what was done to find it, who could do it, its story."""

from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from belanja.foundation import clock, text
from belanja.needs import selectors
from belanja.needs.models import Coaching, Match, Need
from belanja.needs.selectors.evidence import lines, searched
from belanja.needs.texts import reasons
from belanja.rules.attributes import requirement_words
from belanja.rules.firms import Scale
from belanja.rules.needs.helping import Coach, Outcome, Task
from belanja.rules.needs.reasons import DECLINES, REASONS
from belanja.rules.needs.states import ANSWERED, WANTED, NeedState, Side, Stage
from belanja.rules.needs.steps import NEEDS
from belanja.web.pieces import (
    Cell,
    Column,
    DefinitionList,
    EmptyState,
    Event,
    Piece,
    Row,
    Table,
    Term,
    Timeline,
)


def number(value: Decimal) -> str:
    """An amount without zeros behind its comma."""
    return text.number(value, max(0, -int(value.normalize().as_tuple().exponent)))


def amount(need: Need) -> str:
    """How much of it, in words."""
    if need.amount is not None:
        return f"{number(need.amount)} {need.measure}".strip()
    return need.quantity or "tidak disebut"


def joined(need: Need) -> list[Term]:
    """With whom together it is looked for; nothing where alone. One query."""
    size = selectors.demand_of(need)
    if size.needs < 2:
        return []
    href = reverse("katalog:demand", args=[need.demand_id])
    return [Term(term="Bersama yang serupa", text=together(size), href=href)]


def terms(need: Need) -> list[Term]:
    """What is asked for. Two queries where it names a specification."""
    told = [
        Term(term="Jumlah", text=amount(need)),
        Term(term="Perkiraan nilai", text=text.rupiah(need.value) if need.value else "tidak disebut"),
        Term(term="Dikirim ke", text=str(need.region) if need.region else "seluruh wilayah"),
        Term(term="Paling lambat", text=text.long_date(need.needed_by) if need.needed_by else "tidak disebut"),
        Term(term="Atas nama", text=need.on_behalf),
        Term(term="Dipasang", text=text.date_time(need.at)),
    ]
    if need.etalase:
        told.append(Term(term="Etalase", text=need.etalase.name))
    if need.requirements:
        told.append(Term(term="Spesifikasi", text="; ".join(_requirements(need))))
    if need.plan_code:
        told.append(Term(term="Kode RUP", text=need.plan_code))
    if need.question and need.question.casefold() != need.what.casefold():
        told.append(Term(term="Dicari dengan kata", text=need.question))
    return told


def ended(need: Need) -> list[Term]:
    """What meets it and by which order, or why it cannot be had and what was done to find it, as kept that day. One
    query where there is an order."""
    if NeedState(need.state) is not NeedState.UNAVAILABLE:
        return _met(need)
    reason = REASONS.get(need.reason_code)
    why = [Term(term="Alasan", text=f"{reason.label} ({reason.citation})")] if reason else []
    if need.closed_at is not None:
        why.append(Term(term="Dinyatakan Biro PBJ", text=text.date_time(need.closed_at)))
    return why + [Term(term=term, text=words) for term, words in lines(need.evidence)]


def _met(need: Need) -> list[Term]:
    found = []
    if need.product_id is not None and NeedState(need.state) in ANSWERED | {NeedState.LISTED}:
        href = reverse("katalog:product", args=[need.product_id, "barang"])
        found.append(Term(term="Barang yang memenuhinya", text="lihat di katalog", href=href))
    if (code := selectors.order_code(need)) is not None:
        found.append(Term(term="Pesanan", text=code, href=reverse("public:signed_order", args=[code])))
    return found


def search(need: Need) -> str:
    """Where the catalogue is searched for it again."""
    return f"{reverse('katalog:search')}?{urlencode({'q': need.question or need.what})}"


def so_far(need: Need) -> Piece | None:
    """What was done to find it, while it is looked for: what an import would refer to."""
    if need.state not in WANTED:
        return None
    return DefinitionList(
        terms=[Term(term=term, text=words) for term, words in lines(searched(need).data())],
    )


def together(size: selectors.Size) -> str:
    """How much of it all who look for it want together."""
    parts = [f"{number(count)} {measure}".strip() for measure, count in size.amounts.items()]
    told = f"{text.number(size.needs)} kebutuhan serupa dari {text.number(size.units)} pemasang"
    return f"{told}{': ' if parts else ''}{', '.join(parts)}"


def firms(need: Need) -> Table:
    """The firms that could meet it, why, and how far each came: for the poster and Biro PBJ. Two queries."""
    found = list(selectors.matches_of_need(need))
    names = selectors.firm_names(one.firm_id for one in found)
    return Table(
        key="usaha",
        caption="Usaha yang cocok",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="usaha", label="Usaha"),
            Column(key="mengapa", label="Mengapa cocok"),
            Column(key="tahap", label="Sampai"),
            Column(key="jawab", label="Jawaban"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=names[one.firm_id], sub=_scale(one)),
                    "; ".join(reasons(one.grounds, need.what)) or "datang sendiri",
                    text.capital_first(_furthest(one).label),
                    _answer(one),
                ]
            )
            for one in found
        ],
        empty=_nobody(need),
    )


def _nobody(need: Need) -> EmptyState:
    if need.state not in WANTED:
        return EmptyState(title="Tidak ada usaha terdaftar yang cocok.")
    if need.matched_on is None:
        return EmptyState(title="Sedang dicocokkan.", text="Hasilnya terbaca di sini dalam beberapa menit.")
    return EmptyState(
        title="Belum ada usaha terdaftar yang cocok.",
        text="Dicocokkan lagi setiap hari. Etalase dan kata yang lebih umum memperluas pencarian; dinas pembina dapat "
        "mencarikan usaha yang belum terdaftar.",
    )


def coachings(need: Need) -> Table | None:
    """To whom it was handed, and what came of it; nothing where to nobody. One query."""
    rows = [
        Row(cells=[Coach(found.coach).label, "; ".join(Task(task).label for task in found.tasks), term(found)])
        for found in selectors.coachings_of(need)
    ]
    columns = [
        Column(key="dinas", label="Diserahkan kepada"),
        Column(key="diminta", label="Yang diminta"),
        Column(key="hasil", label="Tenggat atau hasil"),
    ]
    caption = "Pendampingan kebutuhan ini"
    return (
        Table(key="sudah", caption=caption, show_caption=False, stacked=True, columns=columns, rows=rows)
        if rows
        else None
    )


def term(found: Coaching) -> Cell:
    """Until when it is to be reported, or how it ended."""
    if found.ended_at is not None:
        helped = f"{text.number(found.helped)} usaha, " if found.helped else ""
        return Cell(text=Outcome(found.outcome).label, sub=f"{helped}{text.long_date(found.ended_at)}")
    told = ("lewat tenggat" if found.due_on < clock.today() else "", "sedang dikerjakan" if found.taken_at else "")
    return Cell(text=text.long_date(found.due_on), sub=", ".join(filter(None, told)))


def story(need: Need) -> Timeline:
    """Its steps, the latest first. One query."""
    return Timeline(
        events=[
            Event(
                title=NEEDS.told_of(one.step, one.side),
                when=text.date_time(one.at),
                who=one.by_label if one.side != Side.FIRM.value else "Penyedia",
                text=one.note,
            )
            for one in reversed(list(selectors.story(need)))
        ]
    )


def _requirements(need: Need) -> list[str]:
    schema = selectors.schema_of(need)
    return [requirement_words(one, schema) for one in selectors.requirements_of(need)]


def _scale(match: Match) -> str:
    return Scale(match.scale).label if match.scale in set(Scale) else ""


def _furthest(match: Match) -> Stage:
    return max(
        (stage for stage, field in selectors.MOMENTS.items() if getattr(match, field) is not None),
        key=list(selectors.MOMENTS).index,
    )


def _answer(match: Match) -> Cell:
    if match.declined_at is not None:
        reason = DECLINES.get(match.decline_code)
        return Cell(text=f"Tidak: {reason.label.lower() if reason else 'alasan lain'}", sub=match.decline_note)
    if match.interested_at is not None:
        return Cell(text=f"Sanggup, sejak {text.long_date(match.interested_at)}")
    return Cell(text="Belum dijawab", words=True)

"""Where flags came from and went: the order and the case of one flag, and the cases of one question by what they were
settled as."""

from belanja.facts.models import PurchaseDocument
from belanja.foundation import text
from belanja.oversight.models import Case, Flag, SampleItem
from belanja.oversight.selectors import linked
from belanja.rules.channels import Channel
from belanja.rules.oversight.states import Verdict
from belanja.web import exports
from belanja.web.cases.access import case_tag, firm_names, whom
from belanja.web.officer.access import Office
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table, Term

#: Cases that the page of a question shows; its file has all of them.
_SHOWN = 50


def case_term(office: Office, row: Flag) -> Term:
    """The case of a flag; whoever may not read that is not told that there is one."""
    case = linked.case_of(row, office.actor)
    if case is None:
        return Term(term="Kasus", text="tidak dalam kasus yang dapat Anda baca")
    return Term(
        term="Kasus", text=f"{case.code}, {case.get_state_display()}", href=office.url("cases:case", case.code)
    )  # fmt: skip


def cases_table(office: Office, indicator: str) -> Table:
    """Cases with a flag of the question, by what they were settled as."""
    found = linked.cases_of(office.government, indicator, office.actor)
    total = found.count()
    rows = list(found if exports.wanted() else found[:_SHOWN])
    names = firm_names(rows)
    return Table(
        key="kasus-tabel",
        caption=f"{text.number(total)} kasus" + (f"; {_SHOWN} yang pertama" if total > _SHOWN else ""),
        columns=[
            Column(key="simpulan", label="Simpulan"),
            Column(key="kasus", label="Kasus", note="tentang siapa"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="tanda", label="Tanda", numeric=True, note="pertanyaan ini"),
            Column(key="dibuka", label="Dibuka"),
        ],
        rows=[_case(office, one, names) for one in rows],
        stacked=True,
        tight=True,
        empty=EmptyState(title="Belum ada kasus dari pertanyaan ini."),
    )


def _case(office: Office, one: Case, names: dict[int, str]) -> Row:
    told = getattr(one, "verdict", "")
    return Row(
        cells=[
            text.capital_first(Verdict(told).label) if told else Cell(text="belum disimpulkan", words=True),
            Cell(
                text=one.code, href=office.url("cases:case", one.code), sub=f"{whom(one, names)}, {one.year}"
            ),
            Cell(piece=case_tag(one)),
            text.number(getattr(one, "asked", 0)),
            text.long_date(text.local_day(one.opened_at)),
        ]
    )  # fmt: skip


def source(office: Office, row: Flag | SampleItem) -> str:
    """The page of the order that was asked about or drawn; empty for whatever is no single order."""
    key = row.subject_key.split("/", 1)[0] if row.subject_kind == "Line" else row.subject_key
    if row.subject_kind not in ("Order", "Line"):
        return ""
    if row.channel == Channel.NATIVE:
        return office.url("buying:order", key)
    channel, _colon, told = key.partition(":")
    document = PurchaseDocument.objects.filter(government=office.government, channel=channel, key=told).first()
    return office.url("inspector:order", document.pk) if document is not None else ""

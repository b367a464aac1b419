"""`/kelola/<gov>/impor/<id>/tarik/`: withdraw an import, with what the figures would fall back to."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.affirmation.figures import ShareTable
from belanja.affirmation.selectors.withdrawals import if_withdrawn
from belanja.foundation import clock, text
from belanja.intake import selectors as intake
from belanja.intake import services
from belanja.intake.models import Pull, Withdrawal
from belanja.intake.replay.undo import blockers
from belanja.intake.services.withdrawals import told
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Notice, Row, Table, Term

from .pull import title_of
from .quarantine_forms import reason_field
from .second_person import Answer, answer

_MOST_UNITS = 60


class WithdrawForm(forms.Form):
    scope = forms.ChoiceField(label="Yang ditarik", widget=forms.RadioSelect)
    reason = reason_field()

    def __init__(self, data: object = None, *, scopes: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"scope": scopes[0][0]})  # type: ignore[arg-type]
        field = self.fields["scope"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = scopes


@officer_page(Duty.CORRECT_IMPORT, methods=("GET", "HEAD", "POST"))
def withdraw(request: HttpRequest, office: Office, pull_id: int) -> HttpResponse:
    found = intake.pull(government_id=office.government.pk, pull_id=pull_id)
    together = [
        pull
        for pull in intake.pulls_of_run(government_id=office.government.pk, run=found.run)
        if pull.state != Pull.State.WITHDRAWN
    ]
    scopes = [("pull", f"Tarikan ini saja: {title_of(found)}")]
    if len(together) > 1:
        scopes.append(("run", f"Seluruh impor itu: {', '.join(title_of(pull) for pull in together)}"))
    whole = request.POST.get("scope", request.GET.get("lingkup")) == "run" and len(scopes) > 1
    wanted = together if whole else [found]
    form = WithdrawForm(request.POST if request.method == "POST" else None, scopes=scopes)
    alone = office.may(Duty.WITHDRAW_IMPORT)
    if request.method == "POST" and form.is_valid():
        ids = [pull.pk for pull in wanted]
        try:
            if alone:
                services.withdraw(pull_ids=ids, reason=form.cleaned_data["reason"], actor=office.actor)
            else:
                services.propose_withdrawal(pull_ids=ids, reason=form.cleaned_data["reason"], actor=office.actor)
        except RuleBroken as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.message)
            return _show(request, office, found, form, together, wanted, alone, status=refusal.status)
        said = "Impor ditarik; angka kembali ke tarikan sebelumnya." if alone else "Usulan disimpan untuk orang kedua."
        messages.success(request, said)
        return HttpResponseRedirect(office.url("manager:pull", found.pk))
    return _show(request, office, found, form, together, wanted, alone, status=422 if form.errors else 200)


def _show(
    request: HttpRequest,
    office: Office,
    found: Pull,
    form: WithdrawForm,
    together: Sequence[Pull],
    wanted: Sequence[Pull],
    alone: bool,
    *,
    status: int,
) -> HttpResponse:
    trail = (title_of(found), office.url("manager:pull", found.pk))
    context = frame(office, "manager:pulls", trail, title="Tarik impor ini")
    later = blockers(wanted) if found.state != Pull.State.WITHDRAWN else []
    parts = []
    refused = None
    if found.state == Pull.State.WITHDRAWN:
        refused = Notice(title="Impor ini sudah ditarik.")
    elif later:
        refused = Notice(
            kind="warning",
            title="Tarikan yang lebih baru masih berlaku; tarik itu dahulu.",
            text="; ".join(told(pull) for pull in later[:5]) + ".",
        )
    else:
        parts.append(_effect(office, wanted, "Tarikan ini saja" if len(wanted) == 1 else "Seluruh impor"))
        if len(together) > 1 and len(wanted) == 1 and not blockers(together):
            parts.append(_effect(office, together, "Seluruh impor itu"))
    context |= {
        "lead": f"{title_of(found)}, dimuat {text.date_time(found.at)}.",
        "refused": refused,
        "form": None if refused else form,
        "button": "Tarik impor" if alone else "Usulkan penarikan",
        "about": "Anda menariknya sendiri sebagai kepala biro; alasannya dijurnal."
        if alone
        else "Orang kedua perlu menyetujui sebelum angka berubah.",
        "parts": parts,
    }
    return render(request, "manager/withdraw.html", context, status=status)


def _effect(office: Office, wanted: Sequence[Pull], name: str) -> Part:
    """The shares of the year before and after, tried out and rolled back."""
    year = max((pull.year for pull in wanted if pull.year), default=0)
    year = year or next(iter(intake.years(office.government.pk)), clock.today().year)
    before, after = if_withdrawn(government=office.government, pulls=wanted, year=year)
    key = "akibat" if len(wanted) == 1 else "akibat-seluruh"
    table = Table(
        key=key,
        caption=f"Porsi e-Purchasing {year} sekarang dan sesudah ditarik: {name[:1].lower()}{name[1:]}",
        columns=[
            Column(key="unit", label="Perangkat Daerah"),
            Column(key="kini", label="Sekarang", numeric=True, note="persen"),
            Column(key="pembilang", label="Pembilang sekarang", numeric=True, note="rupiah"),
            Column(key="nanti", label="Sesudah", numeric=True, note="persen"),
            Column(key="pembilang2", label="Pembilang sesudah", numeric=True, note="rupiah"),
        ],
        rows=_changed(before, after),
        total=[
            "Jumlah",
            *_figures(before.total.share_percent, before.total.numerator_all),
            *_figures(after.total.share_percent, after.total.numerator_all),
        ],
        tight=True,
        empty=EmptyState(title="Tidak ada porsi yang berubah.", text="Angka e-Purchasing tahun itu tetap sama."),
    )
    return Part(key=f"{key}-bagian", title=f"{name}: angka akan menjadi", items=[table])


def _changed(before: ShareTable, after: ShareTable) -> list[Row]:
    now = {unit.code: unit for unit in before.units}
    then = {unit.code: unit for unit in after.units}
    rows = []
    for code in sorted(now.keys() | then.keys()):
        one, other = now.get(code), then.get(code)
        if one is not None and other is not None and one.share == other.share:
            continue
        unit = one or other
        assert unit is not None
        cells: list[Cell | str] = [Cell(text=shown(unit.name), sub=code)]
        for side in (one, other):
            cells += _figures(side.share_percent, side.numerator) if side is not None else ["tidak ada", ""]
        rows.append(Row(cells=cells))
    return rows[:_MOST_UNITS]


def _figures(percent: object, numerator: object) -> list[Cell | str]:
    return [
        Cell(text=text.UNKNOWN, words=True) if percent is None else text.percent(percent),  # type: ignore[arg-type]
        Cell(text=text.UNKNOWN, words=True) if numerator is None else text.rupiah(numerator),  # type: ignore[arg-type]
    ]


@officer_page(Duty.SEE_IMPORTS, methods=("GET", "HEAD", "POST"))
def withdrawal(request: HttpRequest, office: Office, withdrawal_id: int) -> HttpResponse:
    """A withdrawal that somebody proposed, for the second person."""
    wish = Withdrawal.objects.filter(government=office.government, pk=withdrawal_id).first()
    if wish is None:
        raise Http404
    given = answer(
        request,
        office,
        approve=lambda: services.approve_withdrawal(withdrawal_id=wish.pk, actor=office.actor),
        decline=lambda why: services.decline_withdrawal(withdrawal_id=wish.pk, reason=why, actor=office.actor),
        approved="Impor ditarik.",
        declined="Usulan ditolak.",
    )
    if given.said:
        messages.success(request, given.said)
        return HttpResponseRedirect(office.url("manager:pulls"))
    if given.refusal:
        wish.refresh_from_db()
    return _show_wish(request, office, wish, given)


def _show_wish(request: HttpRequest, office: Office, wish: Withdrawal, given: Answer) -> HttpResponse:
    pulls = list(wish.pulls.order_by("-id"))
    own = wish.proposed_by_id == office.actor.user_id
    open_ = wish.state == Withdrawal.State.PROPOSED
    terms = [
        Term(term="Yang ditarik", text="; ".join(told(pull) for pull in pulls)),
        Term(term="Alasan", text=wish.reason),
        Term(term="Diusulkan", text=f"{text.date_time(wish.proposed_at)}, {'Anda' if own else wish.proposed_by_label}"),
        Term(term="Keadaan", text=wish.get_state_display()),
    ]
    if wish.decided_at:
        terms.append(Term(term="Diputuskan", text=f"{text.date_time(wish.decided_at)}, {wish.decided_by_label}"))
    context = frame(office, "manager:pulls", title="Usulan penarikan impor")
    shows = open_ and not blockers(pulls)
    context |= {
        "lead": f"{text.number(len(pulls))} tarikan, diusulkan {wish.proposed_by_label}.",
        "refusal": Notice(kind="error", title=given.refusal.message) if given.refusal else None,
        "top": DefinitionList(terms=terms),
        "own": Notice(title="Ini usulan Anda.", text="Rekan yang berwenang menyetujuinya; Anda dapat menariknya.")
        if own and open_
        else None,
        "form": given.form if open_ and office.may(Duty.CONFIRM_CORRECTION) else None,
        "approves": not own,
        "what": "Angka kembali ke tarikan sebelumnya; bila tidak ada, sumbernya belum dimuat lagi.",
        "decline": "Tarik usulan" if own else "Tolak usulan",
        "parts": [_effect(office, pulls, "Sesudah ditarik")] if shows else [],
    }
    return render(request, "manager/second_person.html", context, status=given.status)

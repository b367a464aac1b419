"""What somebody may do with a proposal now: by the table of steps, his duties, and what is still missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from belanja.etalase import selectors as shelves
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.proposals import selectors, services
from belanja.proposals.models import Proposal
from belanja.rules.course import Rule
from belanja.rules.duties import Duty
from belanja.rules.proposals.reasons import Use
from belanja.rules.proposals.states import OPEN_TO_SECONDS, Side
from belanja.rules.proposals.steps import Step
from belanja.rules.proposals.study import missing_to_decide
from belanja.web.acts import Act, kept
from belanja.web.officer.access import Office
from belanja.web.purchases.forms import NoteForm, PlainForm

from .access import units_for
from .forms import AnnounceForm, FoldForm, ReasonForm, SecondForm, SignForm


@dataclass(frozen=True)
class Way:
    """How a step is offered: what its form asks, which service takes it, and what is said of it."""

    form: Callable[[HttpRequest, Proposal], Any]
    run: Callable[..., object]
    about: str = ""
    quiet: bool = False


def _plain(step: Step) -> Callable[[HttpRequest, Proposal], PlainForm]:
    return lambda request, _found: PlainForm(kept(request, step))


def _reason(step: Step, use: Use) -> Callable[[HttpRequest, Proposal], ReasonForm]:
    return lambda request, _found: ReasonForm(kept(request, step), key=step, use=use)


def _note(step: Step, label: str) -> Callable[[HttpRequest, Proposal], NoteForm]:
    return lambda request, _found: NoteForm(kept(request, step), key=step, label=label)


def _fold(request: HttpRequest, found: Proposal) -> FoldForm:
    return FoldForm(kept(request, Step.FOLD), key=Step.FOLD, shelves=list(shelves.active(found.government_id)))


_WAYS: Mapping[Step, Way] = {
    Step.RECEIVE: Way(_plain(Step.RECEIVE), lambda _form, **by: services.receive_proposal(**by)),
    Step.BEGIN_STUDY: Way(
        _plain(Step.BEGIN_STUDY),
        lambda _form, **by: services.begin_study(**by),
        "Formulir penelaahan dimulai dari isi usulan.",
    ),
    Step.RETURN: Way(
        _reason(Step.RETURN, Use.RETURN),
        lambda form, **by: services.return_proposal(**by, **form.cleaned_data),
        "Pengusul memperbaikinya dan menandatangani lagi.",
        quiet=True,
    ),
    Step.REFUSE: Way(
        _reason(Step.REFUSE, Use.REFUSE),
        lambda form, **by: services.refuse_proposal(**by, **form.cleaned_data),
        quiet=True,
    ),
    Step.FOLD: Way(
        _fold,
        lambda form, **by: services.fold_proposal(
            into_id=int(form.cleaned_data["into_id"]), note=form.cleaned_data["note"], **by
        ),
        "Yang diusulkan sudah dapat dicantumkan di etalase itu; kebutuhannya dicari di sana.",
        quiet=True,
    ),
    Step.DECIDE: Way(
        lambda request, _found: NoteForm(
            kept(request, Step.DECIDE),
            key=Step.DECIDE,
            label="Pertimbangan",
            required=False,
            help_text="Wajib bila penelaahan menyarankan lain.",
        ),
        lambda form, **by: services.decide_proposal(note=form.note, **by),
        "Etalase dibuat menurut penelaahan, belum terbuka. Keputusannya terbit sebagai naskah.",
    ),
    Step.ANNOUNCE: Way(
        lambda request, _found: AnnounceForm(kept(request, Step.ANNOUNCE), key=Step.ANNOUNCE),
        lambda form, **by: services.announce_proposal(**by, **form.cleaned_data),
        "Pengumuman terbit sebagai naskah; pendaftaran dibuka dan ditutup dengan sendirinya.",
    ),
    Step.OPEN: Way(
        lambda request, _found: NoteForm(kept(request, Step.OPEN), key=Step.OPEN, required=False),
        lambda form, **by: services.open_etalase(note=form.note, **by),
        "Penyedia mencantumkan barang, dan semua orang melihatnya di katalog.",
    ),
    Step.CANCEL: Way(
        _reason(Step.CANCEL, Use.CANCEL),
        lambda form, **by: services.cancel_decision(**by, **form.cleaned_data),
        "Etalasenya ditutup sebelum dibuka.",
        quiet=True,
    ),
    Step.WITHDRAW: Way(
        _note(Step.WITHDRAW, "Mengapa ditarik"),
        lambda form, **by: services.withdraw_proposal(note=form.note, **by),
        quiet=True,
    ),
}


def acts(request: HttpRequest, office: Office, found: Proposal, *, digest: str = "", lacks: int = 0) -> list[Act]:
    """The acts, those that lead on first. `digest`: of the evidence shown; `lacks`: how much is missing to sign."""
    by: dict[str, Any] = {"proposal_id": found.pk, "actor": office.actor}
    offered = []
    for rule in selectors.steps_for(found, office.actor):
        if rule.step is Step.SIGN and not lacks:
            offered.append(_sign(request, rule, digest, by))
        way = _WAYS.get(rule.step)
        if rule.step is Step.DECIDE and missing_to_decide(found.studied()):
            continue
        if way is not None:
            offered.append(_act(request, found, rule, way, by))
    units = _seconding(office, found)
    if units:
        offered.append(_second(request, office, found, units))
    return sorted(offered, key=lambda one: one.quiet)


def _act(request: HttpRequest, found: Proposal, rule: Rule[Step, Side], way: Way, by: dict[str, Any]) -> Act:
    return Act(
        rule.step, rule.label, rule.label, way.form(request, found),
        lambda form, version: way.run(form, version=version, **by), f"{rule.told}.", way.about, way.quiet,
    )  # fmt: skip


def _sign(request: HttpRequest, rule: Rule[Step, Side], digest: str, by: dict[str, Any]) -> Act:
    form = SignForm(kept(request, Step.SIGN), initial={"seen": digest})
    return Act(
        rule.step, rule.label, rule.label, form,
        lambda form, version: services.sign_proposal(
            version=version, seen=form.cleaned_data["seen"] or None, **by
        ),
        "Usulan ditandatangani dan dikirim ke Biro PBJ. Sejak sekarang umum membacanya.",
        "Isi dan bukti dibekukan sebagaimana tampak di halaman ini, lalu terbaca oleh umum.",
    )  # fmt: skip


def _seconding(office: Office, found: Proposal) -> list[Unit]:
    """Perangkat Daerah for which this person may still second it."""
    if found.state not in OPEN_TO_SECONDS:
        return []
    above = institutions.pd_map(found.government_id, clock.today())
    done = {above.get(found.unit_id, found.unit_id), *found.seconds.values_list("unit_id", flat=True)}
    mine = units_for(office, Duty.SIGN_PROPOSAL)
    return [one for one in mine if one.pk not in done and above.get(one.pk, one.pk) == one.pk]


def _second(request: HttpRequest, office: Office, found: Proposal, units: list[Unit]) -> Act:
    def run(form: Any, _version: int) -> object:
        unit = next(one for one in units if str(one.pk) == form.cleaned_data["unit"])
        return services.second_proposal(
            proposal_id=found.pk, unit=unit, actor=office.actor, note=form.cleaned_data["note"]
        )

    form = SecondForm(kept(request, Step.SECOND), key=Step.SECOND, units=units)
    return Act(
        Step.SECOND, "Dukung usulan ini", "Dukung", form, run, "Dukungan unit Anda tersimpan.",
        "Unit Anda juga memerlukan etalase ini. Terbaca oleh umum.",
    )  # fmt: skip

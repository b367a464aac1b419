"""A proposed etalase in words and tables: the same for its unit, the bureau and everybody."""

from collections.abc import Sequence

from belanja.etalase.models import NationalEtalase
from belanja.foundation import text
from belanja.proposals.models import Proposal
from belanja.proposals.selectors import Moment, Term
from belanja.rules.classification import class_name
from belanja.rules.licences import titles
from belanja.rules.listings import PriceClass, SellerRole
from belanja.rules.proposals.dossier import Dossier, Sample
from belanja.rules.proposals.reasons import REASONS
from belanja.rules.proposals.states import ENDED, Advice, Background, Nature, ProposalState, Side
from belanja.rules.proposals.study import PARTS, Study
from belanja.rules.shelves import Terms
from belanja.web.naming import shown
from belanja.web.pieces import Cell, Column, DefinitionList, EmptyState, Event, Row, StatusTag, Table, Timeline
from belanja.web.pieces import Term as Pair
from belanja.web.pieces.base import Standing

_NOT_YET = "belum diisi"
_TONE = {
    ProposalState.DRAFT: Standing.UNKNOWN,
    ProposalState.REPAIR: Standing.BEHIND,
    ProposalState.OPENED: Standing.REACHED,
    ProposalState.FOLDED: Standing.REACHED,
    ProposalState.REFUSED: Standing.BEHIND,
    ProposalState.CANCELLED: Standing.BEHIND,
    ProposalState.WITHDRAWN: Standing.UNKNOWN,
}
#: What lies ahead of a proposal that goes through, in its order.
_AHEAD = (
    ProposalState.INITIATION, ProposalState.STUDY, ProposalState.DECIDED, ProposalState.ANNOUNCED,
    ProposalState.REGISTRATION, ProposalState.VERIFICATION, ProposalState.OPENED,
)  # fmt: skip


def state_tag(found: Proposal) -> StatusTag:
    """Where it stands, in icon and word."""
    state = ProposalState(found.state)
    return StatusTag(standing=_TONE.get(state, Standing.ON_WAY), word=text.capital_first(state.label))


def due_words(term: Term) -> str:
    """How long it has been so, whose turn it is and until when."""
    told = f"{text.number(term.days)} hari kerja dalam keadaan ini"
    if term.whose is None:
        return ""
    if term.whose is Side.TIME:
        return f"Berlanjut sendiri sesudah {text.long_date(term.due)}" if term.due else ""
    if term.due is None:
        return f"{told}, giliran {term.whose.label}"
    if term.late:
        return f"{told}, giliran {term.whose.label}, lewat {text.number(term.late)} hari kerja dari tenggatnya"
    return f"{told}, giliran {term.whose.label} sampai {text.long_date(term.due)}"


def due_cell(term: Term) -> Cell | str:
    """Until when, and how late it is."""
    late = f"lewat {text.number(term.late)} hari kerja" if term.late else ""
    return Cell(text=text.long_date(term.due), sub=late) if term.due else "tidak ada"


def dossier_terms(dossier: Dossier, *, alike: bool) -> DefinitionList:
    """What its unit proposes, in the order of the form. `alike`: whether something of today may be the same."""
    letter = dossier.letter_number
    if letter and dossier.letter_date:
        letter += f", {text.long_date(dossier.letter_date)}"
    return DefinitionList(
        terms=[
            Pair(term="Nama yang diusulkan", text=dossier.name),
            Pair(term="Jenis", text=Nature(dossier.nature).label if dossier.nature else _NOT_YET),
            Pair(term="Latar belakang", text=Background(dossier.background).label if dossier.background else _NOT_YET),
            Pair(term="Dasar atau asalnya", text=dossier.ground or _NOT_YET),
            Pair(term="Sebutan barangnya", text=", ".join(dossier.words) or _NOT_YET),
            Pair(term="Kelas belanja", text=", ".join(map(class_name, dossier.classes)) or "belum dipilih"),
            Pair(term="KBLI penyedianya", text=", ".join(dossier.trades()) or "belum diketahui"),
            *profile_terms(dossier.terms()),
            Pair(
                term="Mengapa etalase sekarang tidak memadai",
                text=dossier.difference or ("belum dijelaskan" if alike else "tidak ada yang mirip"),
            ),
            Pair(term="Narahubung", text=dossier.contact or _NOT_YET),
            Pair(term="Nota dinas", text=letter or "tidak disebut"),
        ]
    )


def profile_terms(terms: Terms) -> list[Pair]:
    """What the etalase would say of itself."""
    roles = ", ".join(SellerRole(role).label for role in terms.allowed_roles)
    national = NationalEtalase.objects.filter(national_id=terms.national).first() if terms.national else None
    return [
        Pair(term="Yang dicantumkan", text=terms.description or _NOT_YET),
        Pair(term="Jenis usaha yang boleh mencantumkan", text=roles or _NOT_YET),
        Pair(term="Izin yang diminta", text=", ".join(titles(terms.licences)) or "tidak ada yang diminta"),
        Pair(term="Kelas harga", text=PriceClass(terms.price_class).label if terms.price_class else _NOT_YET),
        Pair(term="Kategori nasional", text=" › ".join(terms.category) or _NOT_YET),
        Pair(term="KBKI", text=", ".join(terms.kbki) or _NOT_YET),
        *([Pair(term="Etalase Katalog v5", text=national.name)] if national else []),
    ]


def study_terms(study: Study) -> DefinitionList:
    """The study (Penelaahan Produk) in its parts, with the profile it gives the etalase."""
    return DefinitionList(
        terms=[
            *(Pair(term=label, text=getattr(study, name) or _NOT_YET) for name, label in PARTS.items()),
            Pair(term="Nama etalase", text=study.name),
            *profile_terms(study.terms()),
            Pair(term="Saran kepada Kepala Biro PBJ", text=Advice(study.advice).label if study.advice else _NOT_YET),
        ]
    )


def samples_table(samples: Sequence[Sample], places: dict[str, str]) -> Table:
    """Products that would stand there. `places`: names by kode wilayah."""
    return Table(
        key="contoh",
        caption="Produk yang akan dicantumkan",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="produk", label="Produk"),
            Column(key="pembuat", label="Pembuat atau penjual"),
            Column(key="harga", label="Harga", numeric=True),
            Column(key="sumber", label="Dilihat di"),
        ],
        rows=[
            Row(
                cells=[
                    one.name,
                    Cell(text=one.maker or "tidak disebut", sub=places.get(one.place, one.place)),
                    text.rupiah(one.price) if one.price is not None else Cell(text="belum diketahui", words=True),
                    one.source or "tidak disebut",
                ]
            )
            for one in samples
        ],
        empty=EmptyState(title="Belum ada produk contoh."),
    )


def story(found: Proposal, moments: Sequence[Moment]) -> Timeline:
    """What happened, who acts now, and what would follow."""
    events = [_told(one) for one in moments]
    state = ProposalState(found.state)
    if state in ENDED:
        return Timeline(events=events)
    places = list(_AHEAD)
    ahead = places[places.index(state) + 1 :] if state in places else places
    events.append(Event(title=f"Sekarang: {state.label}", state="now"))
    return Timeline(events=[*events, *(Event(title=text.capital_first(one.label), state="later") for one in ahead)])


def _told(one: Moment) -> Event:
    words = reasoned(one.reason_code, one.note, cure=False)
    return Event(title=one.told, when=text.date_time(one.at), who=one.by, text=words)


def reasoned(code: str, note: str, *, cure: bool = True) -> str:
    """A coded reason, the words beside it and, where it is still to be done, what is done about it, as sentences."""
    reason = REASONS.get(code)
    return text.sentences(reason.label if reason else "", note, reason.cure if reason and cure else "")


def unit_name(found: Proposal) -> str:
    return shown(found.unit.name)

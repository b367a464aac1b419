"""A shelf in words, for its pages."""

from belanja.etalase.models import Etalase
from belanja.foundation import text
from belanja.journal.models import Event
from belanja.rules.decisions import RuleBroken
from belanja.rules.licences import titles
from belanja.rules.listings import EtalaseState, PriceClass, SellerRole
from belanja.rules.shelves import MOVES, Step
from belanja.web.pieces import DefinitionList, Term
from belanja.web.pieces import Event as Moment

_NOT_YET = "belum diisi"


def terms_list(etalase: Etalase) -> DefinitionList:
    """What a shelf says of itself; what it does not say yet is said so."""
    roles = ", ".join(SellerRole(role).label for role in etalase.allowed_roles)
    return DefinitionList(
        terms=[
            Term(term="Nama", text=etalase.name),
            Term(term="Keadaan", text=state_words(etalase)),
            Term(term="Jenis", text=etalase.kind or _NOT_YET),
            Term(term="Yang ada di sini", text=etalase.description or _NOT_YET),
            Term(term="Kelas harga", text=PriceClass(etalase.price_class).label if etalase.price_class else _NOT_YET),
            Term(term="Jenis usaha", text=roles or _NOT_YET),
            Term(term="Izin", text=", ".join(titles(etalase.licences)) or "tidak ada yang diminta"),
            Term(term="Kategori nasional", text=etalase.category_shown() or _NOT_YET),
            Term(term="KBKI", text=", ".join(etalase.kbki) or _NOT_YET),
            Term(term="Etalase Katalog v5", text=etalase.national.name if etalase.national else "belum dikaitkan"),
        ]
    )


def state_words(etalase: Etalase) -> str:
    """State, since when and why."""
    told = EtalaseState(etalase.state).label
    if etalase.merged_into:
        told += f" ke {etalase.merged_into.name}"
    if etalase.state_since:
        told += f" sejak {text.long_date(etalase.state_since)}"
    return f"{told}: {etalase.state_reason}" if etalase.state_reason else told


def moment(event: Event) -> Moment:
    """One moment of a shelf's history."""
    told = event.payload
    if event.name == "etalase.stepped":
        step = Step(told["step"])
        into = f" ke {told['into']}" if told.get("into") else ""
        title, about = f"{MOVES[step].label}{into}", told["reason"]
    elif event.name == "etalase.schema_published":
        title, about = f"Skema versi {told['version']} diterbitkan", told["note"]
    elif event.name == "etalase.described":
        title, about = "Keterangan diubah", "; ".join(_FIELDS.get(one, one) for one in told["changed"])
    elif event.name == "etalase.mapped":
        title, about = "Dipetakan pemilik kategori nasional", f"{' › '.join(told['category'])} ({told['code']})"
    elif event.name == "etalase.proposed":
        title, about = "Diusulkan", told["reason"]
    else:
        written = "ditulis" if event.name.endswith("written") else "dihapus"
        title, about = f"Spesifikasi {told['name']} {written}", ""
    return Moment(title=title, when=text.date_time(event.at), who=event.actor_label, text=about)


_FIELDS = {
    "name": "nama",
    "kind": "jenis",
    "description": "isi",
    "price_class": "kelas harga",
    "allowed_roles": "jenis usaha",
    "licences": "izin",
    "category": "kategori nasional",
    "kbki": "KBKI",
}


def category_fields(refusal: RuleBroken) -> dict[str, str]:
    """At which field of the form a refusal about the terms stands."""
    return {"category": "category_1"} | ({"": "name"} if refusal.code == "etalase_name" else {})

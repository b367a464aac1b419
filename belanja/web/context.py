"""What surrounds every page: whose figures these are, where one can go, who is signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from belanja.accounts.models import User
from belanja.institutions.models import Government
from belanja.notices import selectors as notices
from belanja.web.addresses import address
from belanja.web.pieces import Account, Chrome, Link

_HERE = "belanja_government"


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation: label, name of its address, and the addresses that lie below it."""

    label: str
    view: str
    below: frozenset[str] = frozenset()
    of_government: bool = False


_PUBLIC: Sequence[Entry] = (
    Entry("Ringkasan", "public:government", frozenset({"home"}), of_government=True),
    Entry("Perangkat Daerah", "public:units", frozenset({"unit", "order"}), of_government=True),
    Entry("Laporan", "public:reports", frozenset({"report"}), of_government=True),
    Entry(
        "Katalog",
        "katalog:home",
        frozenset(
            f"katalog:{name}"
            for name in "search etalase product seller compare save saved saved_list needs need post_need".split()
        ),
    ),
    Entry("Impor data", "public:imports", of_government=True),
    Entry("Definisi", "public:definitions", frozenset({"definition"})),
    Entry("Bantuan", "public:help", frozenset({"help_page"})),
)
_FOOTER: Sequence[Entry] = (
    Entry("Dasar hukum", "public:legal_bases"),
    Entry("Definisi", "public:definitions"),
    Entry("Periksa keaslian dokumen", "public:verification"),
    Entry("Data dan API", "public:data"),
    Entry("Pemerintah daerah lain", "public:governments"),
    Entry("Bantuan", "public:help"),
    Entry("Tentang Belanja", "public:about"),
)
#: Audiences whose pages lie behind the sign-in.
_DESKS = frozenset({"leader", "inspector", "manager", "reports", "papers", "doors", "buying"})
#: A page that belongs to no government.
EVERYBODY = "Buku terbuka belanja daerah"


def at(request: HttpRequest, government: Government) -> None:
    """Tell the surroundings of this page whose figures it shows. Every view about one government calls it."""
    setattr(request, _HERE, government)


def government_of(request: HttpRequest) -> Government | None:
    """The government told by `at`, if any."""
    return getattr(request, _HERE, None)


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `chrome` for base.html. Reads no figure; only whoever has signed in costs a query."""
    government = government_of(request)
    account = _account(request)
    navigation = _links(request, _PUBLIC, government)
    if account:
        navigation.insert(0, _desk(request))
    return {
        "chrome": Chrome(
            government=government.name if government else _(EVERYBODY),
            home_url=_address(_PUBLIC[0], government) if government else address("public:home"),
            example=government.is_example if government else False,
            navigation=navigation,
            account=account,
            sign_in_url="" if account else address("account_login"),
            footer=_links(request, _FOOTER, government),
            here=request.get_full_path(),
        )
    }


def _account(request: HttpRequest) -> Account | None:
    """The person at work, if one has signed in. Some errors come before anybody is known."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return None
    return Account(
        name=user.name,
        account_url=address("mfa_index"),
        sign_out_url=address("account_logout"),
        messages_url=address("notices:box"),
        unread=notices.unread(user.pk),
    )


def _desk(request: HttpRequest) -> Link:
    """Where the person at work goes on: a seller, who signs in with a PIN, to his firms; an officer to his desk."""
    match = request.resolver_match
    if isinstance(request.user, User) and request.user.uses_pin:
        here = match is not None and match.app_name == "vendor"
        return Link(label=_("Usaha saya"), href=address("vendor:firms"), current=here)
    return Link(
        label=_("Meja kerja"),
        href=address("leader:desk"),
        current=match is not None and match.app_name in _DESKS,
    )


def _links(request: HttpRequest, entries: Sequence[Entry], government: Government | None) -> list[Link]:
    match = request.resolver_match
    name = match.view_name if match else ""
    links = []
    for entry in entries:
        if entry.of_government and government is None:
            if entry.view == "public:government":
                links.append(Link(label=_(entry.label), href=address("public:home"), current=name == "public:home"))
            continue
        here = name == entry.view or (name in entry.below or name.removeprefix("public:") in entry.below)
        links.append(Link(label=_(entry.label), href=_address(entry, government), current=here))
    return links


def _address(entry: Entry, government: Government | None) -> str:
    return address(entry.view, *([government.code] if entry.of_government and government else []))

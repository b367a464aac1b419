"""What surrounds every page: masthead, navigation, footer. A context processor fills one `Chrome`."""

from collections.abc import Sequence
from dataclasses import dataclass

from belanja.web.pieces.base import Choice, Link


@dataclass(frozen=True, kw_only=True)
class Account:
    """The person at the desk: name, the roles to switch between, and the addresses for it.

    `role_switch_url` takes a POST with `role`, `sign_out_url` a POST without fields. `unread` messages wait at
    `messages_url`.
    """

    name: str
    roles: Sequence[Choice] = ()
    role_switch_url: str = ""
    sign_out_url: str = ""
    account_url: str = ""
    messages_url: str = ""
    unread: int = 0

    @property
    def role(self) -> str:
        return next((choice.label for choice in self.roles if choice.chosen), "")


@dataclass(frozen=True, kw_only=True)
class Chrome:
    """Government, navigation and state of sign-in; `example` shows the banner of invented data.

    `languages` (value = code) is sent by POST as `language` to `language_url`, with `next` back to the page.
    """

    government: str
    home_url: str = "/"
    example: bool = False
    navigation: Sequence[Link] = ()
    account: Account | None = None
    sign_in_url: str = ""
    footer: Sequence[Link] = ()
    languages: Sequence[Choice] = ()
    language_url: str = ""
    here: str = "/"
    printed: str = ""

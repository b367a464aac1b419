"""Somebody at a browser: a connection that stays open, cookies, the forms of the product with CSRF and once key."""

import http.client
import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

_HOST = "127.0.0.1"
_VERSION = re.compile(rb'name="version" value="(\d+)"')


@dataclass
class Answer:
    status: int
    body: bytes
    where: str = ""


@dataclass
class Person:
    """`port` is where the product is served; whoever is not signed in yet signs in by `sign_in`."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    patience: float = 60
    _line: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Raises OSError or HTTPException where nobody answers."""
        return self._ask("GET", path, None)

    def post(self, path: str, *, key: str = "", **fields: str) -> Answer:
        """A form of the product; `key` makes it count once (a fresh one unless given)."""
        told = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), "sekali": key or secrets.token_hex(12)}
        return self._ask("POST", path, urlencode(told | fields))

    def version(self, path: str) -> str:
        """The version of what the page shows."""
        found = _VERSION.search(self.get(path).body)
        return found[1].decode() if found else "0"

    def sign_in(self, login: str, password: str) -> None:
        self.get("/akun/masuk/")
        answer = self.post("/akun/masuk/", login=login, password=password)
        if answer.status != http.client.FOUND:
            raise RuntimeError(f"{login} is not let in: {answer.status}")

    def leave(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        if self._line is None:
            self._line = http.client.HTTPConnection(_HOST, self.port, timeout=self.patience)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Encoding": "identity",
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._line.request(method, path, body, headers)
            answer = self._line.getresponse()
            told = answer.read()
        except (OSError, http.client.HTTPException):
            self.leave()
            raise
        for header in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, told, answer.headers.get("Location", ""))


def signed_in(user_id: int, port: int) -> Person:
    """Somebody whose session exists already."""
    from belanja.accounts.models import User

    client = Client(headers={"host": _HOST})
    client.force_login(User.objects.get(pk=user_id))
    name = settings.SESSION_COOKIE_NAME
    return Person(port, {name: client.cookies[name].value, "csrftoken": secrets.token_hex(16)})

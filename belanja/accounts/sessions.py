"""Sessions in the database, read by a question that is made once: every signed-in request asks it."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from belanja.foundation.questions import Given, Question

_ALIVE = Question(lambda: Session.objects.filter(session_key=Given("key"), expire_date__gt=Now()))


class SessionStore(DatabaseStore):
    def _get_session_from_db(self) -> Any:
        found = _ALIVE.first(key=self.session_key) if self.session_key else None
        if found is None:
            self._session_key = None  # as Django does: a new key is made for whoever begins anew
        return found

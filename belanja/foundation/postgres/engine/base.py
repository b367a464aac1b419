"""Django's PostgreSQL, whose connections are looked at before they are used again, and asked only after a pause."""

import select
import time
from typing import Any

from django.db.backends.postgresql import base, operations

#: Seconds without use after which a connection is asked whether anybody still answers.
_PAUSE = 5.0


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """What was asked, for whoever looks on. A statement that is prepared goes without its text: then as written."""
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(base.DatabaseWrapper):
    """Each request begins with a healthy connection, without a question to the server each time.

    A server that ended or was restarted has closed its end, or said why it will: that is seen on the socket. One that
    went without a word has to be asked; within the pause the last answer stands."""

    ops_class = DatabaseOperations
    _used_at = float("-inf")

    def close_if_health_check_failed(self) -> None:
        now = time.monotonic()
        due = self.health_check_enabled and not self.health_check_done  # type: ignore[attr-defined, has-type]  # Django's
        if self.connection is not None and due and now - self._used_at < _PAUSE and self._silent():
            self.health_check_done = True
        self._used_at = now
        super().close_if_health_check_failed()

    def _silent(self) -> bool:
        """Whether the server has sent nothing that nobody has read, neither words nor the end of the connection."""
        if self.connection.closed:
            return False
        socket = select.poll()
        socket.register(self.connection.fileno(), select.POLLIN)
        return not socket.poll(0)

"""The one error of this folder."""


class DatabaseUnavailable(RuntimeError):  # noqa: N818 - it is told, not debugged
    """No usable PostgreSQL; the message is Indonesian, for the person who started the command."""

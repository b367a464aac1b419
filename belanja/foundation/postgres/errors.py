"""The one error of this folder."""


class DatabaseUnavailable(RuntimeError):
    """No usable PostgreSQL; the message is Indonesian, for the person who started the command."""

"""How gunicorn serves, under `make run` and for real: `gunicorn -c python:belanja.config.gunicorn`."""

import gc

from belanja.foundation import environment

wsgi_app = "belanja.config.wsgi:application"
bind = f"127.0.0.1:{environment.number('PORT', default=8000, lowest=1, highest=65535)}"
workers = environment.number("BELANJA_WORKERS", default=3, lowest=1, highest=64)
worker_class = "gthread"
threads = 4
#: Loaded once before the workers are forked: they share its memory.
preload_app = True
timeout = 60
graceful_timeout = 3
keepalive = 5
#: The interface would live in the home folder of the user, outside our data folder.
control_socket_disable = True
errorlog = "-"
loglevel = "warning"


def when_ready(server: object) -> None:
    """Load the pages before the fork, and keep the collector away from what is loaded, so that it stays shared."""
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()

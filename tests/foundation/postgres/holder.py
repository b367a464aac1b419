"""A process that holds the database: prints who serves it, and leaves when its standard input is closed."""

import json
import os
import signal
import sys

from belanja.foundation import environment, postgres
from belanja.foundation.postgres.places import Places


def say(**words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def main() -> int:
    # Whatever runs in the background of a shell inherits that Ctrl-C is ignored; a holder at a terminal does not.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with postgres.running() as server:
            place = str(Places(environment.home()).socket_folder())
            say(pid=server.pid, started=server.started, folder=place)
            if "--fork" in sys.argv and os.fork() == 0:
                return 0  # the copy leaves the block at once
            for line in sys.stdin:
                if line.strip() == "rejoin" and server.lost():
                    server.rejoin()
                    say(pid=server.pid)
    except (postgres.DatabaseUnavailable, environment.EnvironmentProblem) as error:
        say(error=str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

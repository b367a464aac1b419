"""Django's own commands for developers (`.venv/bin/python manage.py …`), on the same database as the product."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belanja.config.settings")
    from belanja.foundation import postgres

    with postgres.running():
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

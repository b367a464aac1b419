"""The WSGI door for gunicorn. Whoever serves collects the style sheets and scripts of this version first: pages name
them by their content."""

import os

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belanja.config.settings")
django.setup()
call_command("collectstatic", interactive=False, verbosity=0)
application = get_wsgi_application()

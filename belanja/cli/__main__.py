"""`python -m belanja.cli`, which the command `belanja` calls."""

import sys

from belanja.cli.main import main

sys.exit(main())

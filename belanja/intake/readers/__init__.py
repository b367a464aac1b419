"""Files of the national feeds and spreadsheets as streams of rows: exact, bounded in memory, never trusted.

`discover` finds the files, `open_table` recognises one by its content and gives a `Table`; `BrokenFile` says
in a sentence for people what is wrong with a file and where. Nothing here knows what a column means.
"""

from .found import Row
from .paths import discover
from .problems import BrokenFile
from .table import Table, open_table

__all__ = ["BrokenFile", "Row", "Table", "discover", "open_table"]

"""Reading APIP's desk: flags, tallies and switches; cases, findings, and what waits for whom."""

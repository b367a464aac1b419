"""Reading APIP's flags, tallies and switches."""

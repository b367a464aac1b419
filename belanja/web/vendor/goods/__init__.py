"""What a firm sells, at its own desk: the list, one listing with its story, the form, and what waits in the archive."""

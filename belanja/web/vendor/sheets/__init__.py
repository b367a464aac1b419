"""Many goods at once, at a firm's desk: the spreadsheet and back, photos, the pack for the national catalogue."""

"""Data in, safe SVG out: pure functions without Django, the same drawing for the page and for a PDF."""

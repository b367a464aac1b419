"""Data in, safe SVG out: pure functions, the same drawing for the page and for a PDF."""

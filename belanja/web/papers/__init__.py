"""Numbered papers, their signed copies, and what an office writes on."""

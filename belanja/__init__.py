"""Belanja: what a region plans, buys and reports."""

#: As in pyproject.toml; written into every report, so that its figures name the code that computed them.
__version__ = "0.6.0"

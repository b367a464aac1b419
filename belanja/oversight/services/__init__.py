"""Writes of APIP's desk."""

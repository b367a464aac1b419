"""Needs that the catalogue does not meet: their course, who could meet them, and how far each firm came."""

"""Verifiers and the manager of the catalogue at work: listings, claims, likely duplicates, patrols, words."""

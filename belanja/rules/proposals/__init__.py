"""Proposals of a new etalase by a Perangkat Daerah: their course, grounds and reasons."""

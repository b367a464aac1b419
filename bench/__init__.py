"""Measurements: `python -m bench`, or `make bench`. Each figure stands beside its floor, measured in the same run.

Works in a data folder and a database of its own (`var/bench`); the product's data is never touched.
"""

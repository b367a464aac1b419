"""Etalase: what there are, what each asks of its goods, and the steps it takes."""

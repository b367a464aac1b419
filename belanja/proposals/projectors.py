"""Proposals follow their etalase, in the transaction of what happened to it."""

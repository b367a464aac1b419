"""Writes of needs: each locks its rows, asks who may, takes a step of `rules.needs.steps`, and tells the journal."""

"""Registrations of firms: the verifiers' queue, and firms entered on their behalf."""

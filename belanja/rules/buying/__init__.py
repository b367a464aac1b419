"""Buying as pure Python: lifecycles, the policy engine, taxes, amounts, coded reasons, rating, price evidence."""

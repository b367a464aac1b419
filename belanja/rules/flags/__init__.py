"""APIP's questions about purchases, in pure Python: one catalogue of indicators, what they are asked of and say."""

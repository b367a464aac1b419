"""APIP's cases and findings, and what those whom they concern answer."""

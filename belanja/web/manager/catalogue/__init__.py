"""The desk of whoever keeps the catalogue clean: `/kelola/<gov>/katalog/…`."""

"""Sanctions on firms, entries of the Daftar Hitam, and firms that belong together."""

"""Needs as they are shown and taken on by whoever posted them, by Biro PBJ and to everybody."""

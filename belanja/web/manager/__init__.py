"""The pages of Biro PBJ and the administrator: imports, decisions, parameters, units, roles."""

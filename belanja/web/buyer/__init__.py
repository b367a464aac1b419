"""The officers' pages of buying: from the plan line to the paid order, for those of one unit."""

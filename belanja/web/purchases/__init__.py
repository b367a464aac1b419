"""How packages and orders are told: the same words and tables for the buyer, the firm and the public."""

"""What surrounds a periodic report: when it falls due, what units say of their figures, to whom it goes."""

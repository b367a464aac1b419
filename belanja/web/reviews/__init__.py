"""Reviews of APIP: assignments, samples, working papers, notes of results, reports; and what units answer."""

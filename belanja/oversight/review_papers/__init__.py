"""Papers of a review: working papers (KKR), notes (CHR) and the report (LHR), from what `facts` says. No person is
named: posts alone."""

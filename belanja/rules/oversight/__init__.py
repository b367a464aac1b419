"""The life of a case, of a finding and of a review of APIP, as tables and pure functions: a flag asks, a case answers
or ends in a finding, a finding is followed up until nothing is left of it, a review looks at a sample of the rest."""

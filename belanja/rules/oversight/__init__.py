"""The life of a case and of a finding of APIP, as tables and pure functions: a flag asks, a case answers or ends in a
finding, a finding is followed up until nothing is left of it."""

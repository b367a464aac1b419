"""A review of APIP from its surat tugas to its report: team, sample, working papers, supervision, notes of results."""

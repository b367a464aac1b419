"""Papers as PDF: `content` says what stands in one, `setting` sets it with typst as PDF/A-2a and PDF/UA-1."""

"""`/usaha/<firm>/langkah/`: the way of a small firm to its first five orders, for the telephone in its owner's hand."""

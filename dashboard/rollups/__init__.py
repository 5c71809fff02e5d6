"""Sums kept beside the rows: declarations, the fold, one upsert, the cover, the rebuild."""

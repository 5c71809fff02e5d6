"""Benchmark 5: the Django admin over a million requests."""

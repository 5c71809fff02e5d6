"""Benchmark 6: the page in a browser, with the demo data."""

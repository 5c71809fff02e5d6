"""Detectors: a record of what came in, findings out. They touch neither network nor database."""

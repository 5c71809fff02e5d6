"""Watching the numbers: what is far from usual becomes a notice, without a rule of anybody's."""

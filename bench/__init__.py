"""Measurements, with baselines that run beside them: ``python -m bench --help``."""

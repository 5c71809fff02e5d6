"""Numbered system checks (filled in with the rooms they speak of)."""

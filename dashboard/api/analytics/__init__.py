"""``/api/analytics/``: who uses the product and how, for staff."""

"""Moving in from an ``app_analytics.json``: sessions with their actions."""

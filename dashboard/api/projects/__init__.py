"""``/api/projects/`` and ``/api/events/``: what websites send, and what is counted of it."""

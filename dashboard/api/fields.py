"""How the API writes instants."""

from __future__ import annotations

import datetime as dt

from rest_framework import serializers

from dashboard.queries.time_range import isoformat


class InstantField(serializers.DateTimeField):
    """A moment in UTC, whole seconds, whatever the host's own time zone."""

    def to_representation(self, value: dt.datetime) -> str:
        """The moment as the whole API writes it."""
        return isoformat(value)

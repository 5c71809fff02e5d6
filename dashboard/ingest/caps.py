"""A cap on names that a client can mint: so many a day, the rest is ``(other)``."""

from __future__ import annotations

from collections import OrderedDict

from dashboard.conf import conf
from dashboard.models.model_usage_stats import ModelUsageStats
from dashboard.models.usage_rollup import UsageRollup
from dashboard.rollups.declarations import ENDPOINT
from dashboard.rollups.periods import Period, date_of

OTHER = "(other)"
_DAY = 96
_DAYS_KEPT = 64


class DailyNames:
    """The endpoints and models that a UTC day has seen.

    The cap is put into the row itself, so that rollups and rows always agree.
    """

    def __init__(self) -> None:
        self._days: OrderedDict[int, tuple[dict[str, str], dict[str, str]]] = OrderedDict()

    def endpoint(self, quarter: int, name: str) -> str:
        """The name to keep an endpoint by."""
        return _admit(self._day(quarter)[0], name)

    def model(self, quarter: int, name: str) -> str:
        """The name to keep a model by."""
        return _admit(self._day(quarter)[1], name)

    def forget(self) -> None:
        """After a rollback: what was admitted may not be there."""
        self._days.clear()

    def _day(self, quarter: int) -> tuple[dict[str, str], dict[str, str]]:
        day = quarter - quarter % _DAY
        names = self._days.get(day)
        if names is None:
            endpoints = UsageRollup.objects.filter(
                scope="", dimension=ENDPOINT.dimension, period=Period.DAY, bucket=day
            ).values_list("key", flat=True)
            models = ModelUsageStats.objects.filter(scope="", date=date_of(day))
            names = (
                {name: name for name in endpoints},
                {name: name for name in models.values_list("model_name", flat=True)},
            )
            self._days[day] = names
            if len(self._days) > _DAYS_KEPT:
                self._days.popitem(last=False)
        return names


def _admit(names: dict[str, str], name: str) -> str:
    """The kept name: always the same object, as the fold compares it a dozen times."""
    known = names.get(name)
    if known is None:
        known = names.setdefault(name, name) if len(names) < conf.MAX_KEYS_PER_DAY else OTHER
    return known

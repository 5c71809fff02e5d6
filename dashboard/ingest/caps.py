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


Names = dict[str, str]


class DailyNames:
    """The endpoints and models that a UTC day has seen.

    The cap is put into the row itself, so that rollups and rows always agree.
    """

    def __init__(self) -> None:
        self._days: OrderedDict[int, tuple[Names, Names]] = OrderedDict()

    def of(self, quarter: int) -> tuple[Names, Names]:
        """The endpoints and the models of the day that holds a quarter-hour."""
        day = quarter - quarter % _DAY
        return self._days.get(day) or self._read(day)

    def forget(self) -> None:
        """After a rollback: what was admitted may not be there."""
        self._days.clear()

    def _read(self, day: int) -> tuple[Names, Names]:
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


def admit(names: Names, name: str) -> str:
    """The kept name: always the same object, as the fold compares it a dozen times."""
    known = names.get(name)
    if known is None:
        known = names.setdefault(name, name) if len(names) < conf.MAX_KEYS_PER_DAY else OTHER
    return known

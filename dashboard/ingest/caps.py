"""A cap on names that a client can mint: so many a day, the rest is ``(other)``."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from dashboard.conf import conf
from dashboard.models.model_usage_stats import ModelUsageStats
from dashboard.models.project import scope_of
from dashboard.models.usage_rollup import UsageRollup
from dashboard.rollups.declarations import ENDPOINT, EVENT, OTHER, Rollup
from dashboard.rollups.periods import Period, date_of

_DAY = 96
_DAYS_KEPT = 64
_PROJECT_DAYS_KEPT = 1024


Names = dict[str, str]


class DailyNames:
    """The endpoints and models that a UTC day has seen, and the events of projects.

    The cap is put into the row itself, so that rollups and rows always agree.
    """

    def __init__(self) -> None:
        self._days: OrderedDict[int, tuple[Names, Names]] = OrderedDict()
        self._events: OrderedDict[tuple[int, int], Names] = OrderedDict()

    def of(self, quarter: int) -> tuple[Names, Names]:
        """The endpoints and the models of the day that holds a quarter-hour."""
        day = quarter - quarter % _DAY
        return self._days.get(day) or self._read(day)

    def of_events(self, project: int, quarter: int) -> Names:
        """The names of a project's events on the day that holds a quarter-hour."""
        place = (project, quarter - quarter % _DAY)
        found = self._events.get(place)
        if found is None:
            names = _keys_of_day(EVENT, place[1], scope_of(project))
            found = self._events[place] = {name: name for name in names}
            if len(self._events) > _PROJECT_DAYS_KEPT:
                self._events.popitem(last=False)
        return found

    def forget(self) -> None:
        """After a rollback: what was admitted may not be there."""
        self._days.clear()
        self._events.clear()

    def _read(self, day: int) -> tuple[Names, Names]:
        models = ModelUsageStats.objects.filter(scope="", date=date_of(day))
        names = (
            {name: name for name in _keys_of_day(ENDPOINT, day)},
            {name: name for name in models.values_list("model_name", flat=True)},
        )
        self._days[day] = names
        if len(self._days) > _DAYS_KEPT:
            self._days.popitem(last=False)
        return names


def _keys_of_day(rollup: Rollup, day: int, scope: str = "") -> Iterable[str]:
    return UsageRollup.objects.filter(
        scope=scope, dimension=rollup.dimension, period=Period.DAY, bucket=day
    ).values_list("key", flat=True)


def admit(names: Names, name: str) -> str:
    """The kept name: always the same object, as the fold compares it a dozen times."""
    known = names.get(name)
    if known is None:
        known = names.setdefault(name, name) if len(names) < conf.MAX_KEYS_PER_DAY else OTHER
    return known

"""Taking demo data away again, with its share of the rollups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max, Min

from dashboard.ingest.demo.accounts import demo_accounts
from dashboard.ingest.demo.populate import SOURCE
from dashboard.models.checkpoint import Checkpoint
from dashboard.models.feedback_log import FeedbackLog
from dashboard.models.fields import EPOCH
from dashboard.models.model_call import ModelCall
from dashboard.models.model_usage_stats import ModelUsageStats
from dashboard.models.page_view import PageView
from dashboard.models.request_log import RequestLog
from dashboard.models.threat_log import ThreatLog
from dashboard.models.usage_rollup import UsageRollup
from dashboard.models.user_session import UserSession
from dashboard.rollups import store
from dashboard.rollups.declarations import ROLLUPS, ROLLUPS_OF_REQUESTS, ROLLUPS_OF_VISITS
from dashboard.rollups.fold import fold
from dashboard.rollups.periods import LENGTH, Period, quarter_of
from dashboard.rollups.raw import facts_between
from dashboard.rollups.row_filter import RowFilter
from dashboard.rollups.visits import visit_facts_between
from dashboard.rollups.watermark import note_reworked

_DAY = dt.timedelta(days=1)
# What an empty cell has in the columns that rollups count by: a rollup of what users took has
# no requests and no calls in any cell.
_NOTHING = {
    **dict.fromkeys(("requests", "calls", "sessions", "page_views"), 0),
    **{f"{name}__isnull": True for name in ("user_lanes", "token_lanes", "cost_lanes")},
}


@dataclass(slots=True)
class Cleared:
    """How many rows were removed."""

    requests: int = 0
    sessions: int = 0
    feedback: int = 0
    threats: int = 0
    accounts: int = 0

    def add(self, other: Cleared) -> None:
        """Count what a day had, too."""
        self.requests += other.requests
        self.sessions += other.sessions


def real_requests() -> bool:
    """Whether there are requests beside those of the demo."""
    return RequestLog.objects.filter(is_demo=False).exists()


def demo_days() -> list[dt.datetime]:
    """The UTC days, by their begin, from the first demo request to the last."""
    ends = RequestLog.objects.filter(is_demo=True).aggregate(
        first=Min("created_at"), last=Max("created_at")
    )
    if ends["first"] is None:
        return []
    first = ends["first"] - (ends["first"] - EPOCH) % _DAY
    return [first + _DAY * number for number in range((ends["last"] - first) // _DAY + 1)]


def clear(days: list[dt.datetime], progress: Callable[[int], object]) -> Cleared:
    """Remove the demo rows of these days, a day at a time, then all else that is the demo's.

    What was broken off can be done again. ``progress`` is told of each day.
    """
    counts = Cleared()
    for day in days:
        counts.add(_clear_day(day))
        progress(1)
    counts.feedback, _ = FeedbackLog.objects.filter(is_demo=True).delete()
    counts.threats, _ = ThreatLog.objects.filter(is_demo=True).delete()
    # Their lane numbers stay: an imported row may speak of a user with the same key.
    for account in demo_accounts():
        account.delete()
        counts.accounts += 1
    Checkpoint.objects.filter(source=SOURCE).delete()
    return counts


@transaction.atomic
def _clear_day(day: dt.datetime) -> Cleared:
    """Rows and their share of the rollups go together."""
    note_reworked()
    store.lock(connection)
    requests = facts_between(day, day + _DAY, RowFilter(demo=True))
    visits = visit_facts_between(day, day + _DAY, demo=True)
    store.apply(connection, fold(requests, ROLLUPS_OF_REQUESTS), sign=-1)
    store.apply(connection, fold(visits, ROLLUPS_OF_VISITS), sign=-1)
    _delete_empty_cells(day)
    of_day = {"created_at__gte": day, "created_at__lt": day + _DAY}
    demo = RequestLog.objects.filter(is_demo=True, **of_day)
    ModelCall.objects.filter(**of_day, request__in=demo).delete()
    deleted, _ = demo.delete()
    PageView.objects.filter(is_demo=True, **of_day).delete()
    visited, _ = UserSession.objects.filter(
        is_demo=True, session_start__gte=day, session_start__lt=day + _DAY
    ).delete()
    return Cleared(requests=deleted, sessions=visited)


def _delete_empty_cells(day: dt.datetime) -> None:
    quarter = quarter_of(day)
    # Every column of the index before the bucket is named, or the whole table would be read.
    UsageRollup.objects.filter(
        scope="",
        dimension__in={rollup.dimension for rollup in ROLLUPS},
        period__in=Period.values,
        bucket__range=(quarter, quarter + LENGTH[Period.DAY] - 1),
        **_NOTHING,
    ).delete()
    ModelUsageStats.objects.filter(scope="", date=day.date(), requests=0, calls=0).delete()

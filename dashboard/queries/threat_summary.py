"""What was found in a range, as numbers: how much, of what kind, when and from where."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, TypedDict

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Func, IntegerField, Max, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from dashboard.models.threat_log import ThreatLog
from dashboard.queries.country_names import country_name
from dashboard.queries.dashboard.threats import ThreatCounts, get_threat_counts
from dashboard.queries.threats import threats_of
from dashboard.queries.time_range import TimeRange, isoformat
from dashboard.rollups.periods import QUARTER_MICROS, start_of

MOST = 10


class ThreatCountry(TypedDict):
    countryCode: str
    country: str
    count: int
    unresolved: int


class ThreatSource(TypedDict):
    ipAddress: str
    countryCode: str
    count: int
    unresolved: int
    lastSeen: str


class ThreatsPoint(TypedDict):
    timestamp: str
    low: int
    medium: int
    high: int
    critical: int


class ThreatSummary(ThreatCounts):
    start: str
    end: str
    timezone: str
    bucket: str
    byCountry: list[ThreatCountry]
    topSources: list[ThreatSource]
    timeline: list[ThreatsPoint]


class _Quarter(Func):
    """The number of the quarter-hour that holds an instant: every zone's days consist of them."""

    arity = 1
    output_field = IntegerField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        template = f"(%(expressions)s / {QUARTER_MICROS})"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s) / 900)::bigint"
        return self.as_sql(compiler, connection, template=template, **context)


def get_threat_summary(*, time_range: TimeRange) -> ThreatSummary:
    """The findings of a range, counted in every way that the page shows."""
    rows = threats_of(time_range)
    return {
        "start": isoformat(time_range.start),
        "end": isoformat(time_range.end),
        "timezone": time_range.zone.key,
        "bucket": time_range.bucket,
        **get_threat_counts(rows=rows),
        "byCountry": get_threat_countries(rows=rows),
        "topSources": get_threat_sources(rows=rows),
        "timeline": get_threat_timeline(rows=rows, time_range=time_range),
    }


def get_threat_countries(*, rows: QuerySet[ThreatLog]) -> list[ThreatCountry]:
    """The ten countries with most of some findings; those of unknown country are left out."""
    known = _counted(rows.exclude(country=""), "country")
    return [
        {
            "countryCode": row["country"],
            "country": country_name(row["country"]),
            "count": row["count"],
            "unresolved": row["unresolved"],
        }
        for row in known.order_by("-count", "country")[:MOST]
    ]


def get_threat_sources(*, rows: QuerySet[ThreatLog]) -> list[ThreatSource]:
    """The ten addresses with most of some findings, as they are kept."""
    known = _counted(rows.exclude(ip_address=None).exclude(ip_address=""), "ip_address")
    dated = known.annotate(last_seen=Max("created_at"), last_country=Max("country"))
    return [
        {
            "ipAddress": row["ip_address"],
            "countryCode": row["last_country"],
            "count": row["count"],
            "unresolved": row["unresolved"],
            "lastSeen": isoformat(row["last_seen"]),
        }
        for row in dated.order_by("-count", "-last_seen", "ip_address")[:MOST]
    ]


def get_threat_timeline(*, rows: QuerySet[ThreatLog], time_range: TimeRange) -> list[ThreatsPoint]:
    """Findings by severity in each bucket of the range, without holes."""
    begins = [begin for begin, _ in time_range.buckets]
    counts = [dict.fromkeys(ThreatLog.Severity.values, 0) for _ in begins]
    grouped = rows.order_by().values_list(_Quarter("created_at"), "severity")
    for quarter, severity, count in grouped.annotate(count=Count("id")):
        counts[bisect_right(begins, start_of(quarter)) - 1][severity] += count
    return [
        {
            "timestamp": isoformat(begin),
            "low": of_bucket["low"],
            "medium": of_bucket["medium"],
            "high": of_bucket["high"],
            "critical": of_bucket["critical"],
        }
        for begin, of_bucket in zip(begins, counts)
    ]


def _counted(rows: QuerySet[ThreatLog], column: str) -> Any:
    """Rows of dicts: how many findings have each value of a column, and how many are open."""
    return rows.values(column).annotate(
        count=Count("id"), unresolved=Count("id", filter=Q(resolved=False))
    )

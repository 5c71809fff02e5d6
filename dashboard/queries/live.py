"""What was stored since somebody last looked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple, TypedDict

from django.db.models import Max

from dashboard.models.event import Event
from dashboard.models.project import Project
from dashboard.models.request_log import RequestLog
from dashboard.models.threat_log import ThreatLog
from dashboard.models.written_batch import WrittenBatch
from dashboard.queries.dashboard.threats import RecentThreat, recent_threat
from dashboard.queries.time_range import isoformat

# Rows of a kind in one look, at most. What exceeds it is counted.
SHOWN = 20


class Position(NamedTuple):
    """How far somebody has seen: the last batch, and the last finding."""

    batch: int = 0
    threat: int = 0


class LiveRequest(TypedDict):
    id: str
    createdAt: str
    method: str
    endpoint: str
    statusCode: int | None
    latencyMs: float | None
    userId: str | None
    username: str
    countryCode: str
    model: str
    totalTokens: int
    costUsd: float | None


class LiveRequests(TypedDict):
    count: int
    failed: int
    rows: list[LiveRequest]


class LiveEvent(TypedDict):
    id: str
    createdAt: str
    projectId: str
    project: str
    name: str
    pageUrl: str
    distinctId: str
    countryCode: str


class LiveEvents(TypedDict):
    count: int
    rows: list[LiveEvent]


class LiveThreats(TypedDict):
    count: int
    rows: list[RecentThreat]


class News(TypedDict):
    requests: LiveRequests
    events: LiveEvents
    threats: LiveThreats


class Look(NamedTuple):
    """What one look found: where to go on from, the news of all, and of each project."""

    reached: Position
    news: News
    by_project: dict[int, LiveEvents]


def get_newest_position() -> Position:
    """Where everything stored until now has been seen."""
    batch = WrittenBatch.objects.aggregate(last=Max("id"))["last"]
    threat = ThreatLog.objects.aggregate(last=Max("id"))["last"]
    return Position(batch or 0, threat or 0)


def get_news(*, since: Position) -> Look:
    """What was stored after a position.

    All is counted. Of requests, of events and of findings at most twenty are shown, failed
    requests before others, newest first; of each project's events at most twenty, too.
    """
    batches = list(WrittenBatch.objects.filter(pk__gt=since.batch).order_by("id"))
    threats = ThreatLog.objects.filter(pk__gt=since.threat)
    found = list(threats.order_by("-id")[:SHOWN])
    reached = Position(
        batches[-1].pk if batches else since.batch, found[0].pk if found else since.threat
    )
    by_project = _events(batches)
    return Look(
        reached,
        {
            "requests": {
                "count": sum(batch.requests for batch in batches),
                "failed": sum(batch.failed for batch in batches),
                "rows": _requests([id for batch in batches for id in batch.request_ids]),
            },
            "events": _all_events(by_project.values()),
            "threats": {
                "count": threats.filter(pk__lte=reached.threat).count(),
                "rows": [recent_threat(row) for row in found],
            },
        },
        by_project,
    )


def _requests(ids: list[Any]) -> list[LiveRequest]:
    if not ids:
        return []
    rows = list(RequestLog.objects.filter(pk__in=ids).select_related("user"))
    rows.sort(key=lambda row: ((row.status_code or 0) >= 400, row.created_at), reverse=True)
    shown = sorted(rows[:SHOWN], key=lambda row: row.created_at, reverse=True)
    return [_request(row) for row in shown]


def _events(batches: Iterable[WrittenBatch]) -> dict[int, LiveEvents]:
    """By project, newest first."""
    found: dict[int, LiveEvents] = {}
    ids: list[str] = []
    for batch in batches:
        for project, (count, some) in batch.events.items():
            of_project = found.setdefault(int(project), {"count": 0, "rows": []})
            of_project["count"] += count
            ids += some
    rows: defaultdict[int, list[Event]] = defaultdict(list)
    for row in Event.objects.filter(pk__in=ids).order_by("-created_at") if ids else ():
        rows[row.project_id].append(row)
    names = dict(Project.objects.filter(pk__in=rows.keys()).values_list("pk", "name"))
    for project, some_rows in rows.items():
        shown = some_rows[:SHOWN]
        found[project]["rows"] = [_event(row, names.get(project, "")) for row in shown]
    return found


def _all_events(parts: Iterable[LiveEvents]) -> LiveEvents:
    rows = [row for part in parts for row in part["rows"]]
    rows.sort(key=lambda row: row["createdAt"], reverse=True)
    return {"count": sum(part["count"] for part in parts), "rows": rows[:SHOWN]}


def _request(row: RequestLog) -> LiveRequest:
    return {
        "id": str(row.pk),
        "createdAt": isoformat(row.created_at),
        "method": row.method,
        "endpoint": row.endpoint,
        "statusCode": row.status_code,
        "latencyMs": row.latency_ms,
        "userId": None if row.user_id is None else str(row.user_id),
        "username": str(row.user.get_username()) if row.user else "",
        "countryCode": row.country,
        "model": row.model_name,
        "totalTokens": row.total_tokens,
        "costUsd": None if row.cost_usd is None else float(row.cost_usd),
    }


def _event(row: Event, project: str) -> LiveEvent:
    return {
        "id": str(row.pk),
        "createdAt": isoformat(row.created_at),
        "projectId": str(row.project_id),
        "project": project,
        "name": row.name,
        "pageUrl": row.page_url,
        "distinctId": row.distinct_id,
        "countryCode": row.country,
    }

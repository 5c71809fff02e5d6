"""Who used it: accounts, active ones, new ones, and the ten with most requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from heapq import nlargest
from typing import Any, NamedTuple, TypedDict

from django.contrib.auth import get_user_model
from django.db.models import OuterRef, QuerySet, Subquery

from dashboard.models.native import user_text
from dashboard.models.request_log import RequestLog
from dashboard.models.user_number import UserNumber
from dashboard.queries.dashboard.numbers import dollars, measures
from dashboard.queries.filters import Filters, passing
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange, isoformat
from dashboard.rollups.cells import Cell

MOST = 10


class TopUser(TypedDict):
    userId: str
    username: str
    requests: int
    totalTokens: int
    costUsd: float
    lastActive: str | None


class Users(TypedDict):
    total: int
    active: int
    new: int
    anonymousRequests: int
    top: list[TopUser]


class Account(NamedTuple):
    """What the list says of a user beside the numbers. A deleted user has none."""

    username: str
    last_active: str | None


def get_users(
    *, source: Source, time_range: TimeRange, whole: Cell, requests: dict[int, int]
) -> Users:
    """Users of a range whose sums are ``whole``; ``requests`` are those of each user number."""
    accounts: QuerySet[Any] = get_user_model()._default_manager.all()
    if source.filters.user is not None:
        accounts = accounts.filter(pk=source.filters.user)
    return {
        "total": accounts.count(),
        "active": len(requests),
        "new": _count_new(accounts, time_range),
        "anonymousRequests": measures(source.plan.total, whole)["anonymous_requests"],
        "top": _top(source, time_range, requests),
    }


def _count_new(accounts: QuerySet[Any], time_range: TimeRange) -> int:
    """Accounts made in the range; 0 where the user model does not tell when."""
    if not any(field.name == "date_joined" for field in accounts.model._meta.concrete_fields):
        return 0
    return accounts.filter(
        date_joined__gte=time_range.start, date_joined__lt=time_range.read_until
    ).count()


def _top(source: Source, time_range: TimeRange, requests: dict[int, int]) -> list[TopUser]:
    # Most users are told from the top ten by one comparison.
    least = min(nlargest(MOST, requests.values()), default=0)
    most = [item for item in requests.items() if item[1] >= least]
    first = sorted(most, key=lambda item: (-item[1], item[0]))[:MOST]
    rows = UserNumber.objects.filter(id__in=[number for number, _ in first])
    keys = {id: user_text(key) for id, key in rows.values_list("id", "user_key")}
    usage = source.usage_by_user(keys, time_range.start, time_range.read_until_hour)
    accounts = _accounts(list(keys.values()), source.filters, time_range)
    gone = Account("", None)
    return [
        {
            "userId": keys[number],
            "username": accounts.get(keys[number], gone).username,
            "requests": count,
            "totalTokens": usage[number].tokens,
            "costUsd": dollars(usage[number].cost_nanos),
            "lastActive": accounts.get(keys[number], gone).last_active,
        }
        for number, count in first
    ]


def _accounts(users: Sequence[str], filters: Filters, time_range: TimeRange) -> dict[str, Account]:
    """Name and last request in the range of each user: one step into the user's index."""
    rows = RequestLog.objects.filter(
        user_id=OuterRef("pk"), created_at__lt=time_range.read_until
    ).order_by("-created_at")
    last = Subquery(passing(rows, replace(filters, user=None)).values("created_at")[:1])
    found = get_user_model()._default_manager.filter(pk__in=users).annotate(last_request=last)
    return {
        str(user.pk): Account(
            user.get_username(), isoformat(user.last_request) if user.last_request else None
        )
        for user in found
    }

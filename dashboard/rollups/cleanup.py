"""Old raw rows go, in batches; what the rollups say of their time stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import connection, models, transaction

from dashboard.models.event import Event
from dashboard.models.fields import to_micros
from dashboard.models.model_call import ModelCall
from dashboard.models.page_view import PageView
from dashboard.models.request_log import RequestLog
from dashboard.models.user_session import UserSession
from dashboard.models.watermark import Watermark
from dashboard.rollups import store
from dashboard.rollups.watermark import rows_missing_until

BATCH = 5_000
# Calls before their requests, so that none is left behind when a run is broken off.
_AGES: tuple[tuple[str, type[models.Model], str], ...] = (
    ("calls", ModelCall, "created_at"),
    ("requests", RequestLog, "created_at"),
    ("pageViews", PageView, "created_at"),
    ("events", Event, "created_at"),
    ("sessions", UserSession, "last_activity"),
)
# What is told apart, in the order in which it goes.
KINDS = tuple(name for name, _, _ in _AGES)


def cutoff_of(days: int, now: dt.datetime) -> dt.datetime:
    """The UTC midnight so many days before today: what is older is old."""
    today = now.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - dt.timedelta(days=days)


def count_old(before: dt.datetime) -> dict[str, int]:
    """How many rows of each kind are from before an instant."""
    return {name: _old(model, age, before).count() for name, model, age in _AGES}


def remove_old(before: dt.datetime, batch: int = BATCH) -> Iterator[tuple[str, int]]:
    """Remove rows from before a UTC midnight; yields the kind and size of each batch done.

    The watermark goes first, in a transaction that waits for whoever rebuilds: from then on
    nobody takes the missing rows for the truth. Broken off, it can be done again.
    """
    with transaction.atomic():
        # A write before the first read: on SQLite that takes the lock for all of it.
        Watermark.objects.filter(name="").update(name="")
        store.lock(connection)
        rows_missing_until(to_micros(before) - 1)
    for name, model, age in _AGES:
        while True:
            keys = list(_old(model, age, before).values_list("pk", flat=True)[:batch])
            if not keys:
                break
            rows = model._default_manager.filter(pk__in=keys)
            # No row refers to these by a constraint: nothing to look for, nothing to cascade.
            rows._raw_delete(rows.db)
            yield name, len(keys)


def _old(model: type[models.Model], age: str, before: dt.datetime) -> models.QuerySet[models.Model]:
    return model._default_manager.filter(**{f"{age}__lt": before}).order_by(age)

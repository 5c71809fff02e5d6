"""Whose and which requests a question is about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from dashboard.models.model_call import ModelCall
from dashboard.models.project import project_of
from dashboard.models.request_log import RequestLog
from dashboard.rollups.row_filter import RowFilter


@dataclass(frozen=True)
class Filters:
    """None: not filtered. ``scope`` is the part of the rollups that the asker may see."""

    user: str | None = None
    model: str | None = None
    endpoint: str | None = None
    scope: str = ""

    @property
    def rows(self) -> RowFilter:
        """The same for raw rows."""
        return RowFilter(
            endpoint=self.endpoint,
            user=self.user,
            model=self.model,
            project=project_of(self.scope),
        )


def called(model: str) -> Exists:
    """A condition on requests: that they called a model.

    EXISTS and no join, here and below: it is asked of each row found by time, where SQLite
    would begin a join with all calls to the model there ever were.
    """
    return Exists(ModelCall.objects.filter(request_id=OuterRef("pk"), model_name=model))


def passing(requests: QuerySet[RequestLog], filters: Filters) -> QuerySet[RequestLog]:
    """Those of the requests that pass the filters."""
    if filters.user is not None:
        requests = requests.filter(user_id=filters.user)
    if filters.endpoint is not None:
        requests = requests.filter(endpoint=filters.endpoint)
    if filters.model is not None:
        requests = requests.filter(called(filters.model))
    return requests


def about_requests(reference: str, filters: Filters) -> Q | Exists:
    """A condition on rows that refer to a request: that it passes the filters."""
    if filters.endpoint is None and filters.model is None:
        return Q()
    requests = RequestLog.objects.filter(pk=OuterRef(reference))
    return Exists(passing(requests, replace(filters, user=None)))

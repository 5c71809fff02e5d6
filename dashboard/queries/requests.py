"""Single requests: the rows behind the numbers."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.contrib.auth import get_user_model
from django.db.models import Exists, Prefetch, Q, QuerySet

from dashboard.models.feedback_log import FeedbackLog
from dashboard.models.model_call import ModelCall
from dashboard.models.request_log import RequestLog
from dashboard.queries.export import ROWS_A_CHUNK, Table
from dashboard.queries.filters import Filters, called, passing
from dashboard.queries.time_range import TimeRange

_FEW = 5_000

# What a request's row in a file says, and the column that it comes from.
_COLUMNS = {
    "id": "id",
    "createdAt": "created_at",
    "method": "method",
    "endpoint": "endpoint",
    "path": "path",
    "statusCode": "status_code",
    "latencyMs": "latency_ms",
    "userId": "user_id",
    "username": "user__{username}",
    "sessionId": "session_id",
    "model": "model_name",
    "provider": "provider",
    "modelCalls": "model_calls",
    "failedCalls": "failed_calls",
    "unpricedCalls": "unpriced_calls",
    "promptTokens": "prompt_tokens",
    "completionTokens": "completion_tokens",
    "totalTokens": "total_tokens",
    "costUsd": "cost_usd",
    "finishReason": "finish_reason",
    "timeToFirstTokenMs": "time_to_first_token_ms",
    "ipAddress": "ip_address",
    "countryCode": "country",
    "errorType": "error_type",
}


def get_requests(*, filters: Filters, time_range: TimeRange) -> QuerySet[RequestLog]:
    """The requests of a range that pass the filters, with their users; in no order yet."""
    rows = RequestLog.objects.filter(
        created_at__gte=time_range.start, created_at__lt=time_range.read_until
    )
    if filters.model is not None:
        rows = rows.filter(_called(filters.model, time_range))
    return passing(rows, replace(filters, model=None)).select_related("user")


def _called(model: str, time_range: TimeRange) -> Q | Exists:
    """A condition: that a model was called. Of few calls, their requests are looked up.

    Of many, the requests are walked by time until a page is full: that would be a long walk
    where hardly any is found.
    """
    calls = ModelCall.objects.filter(
        model_name=model,
        created_at__gte=time_range.start,
        created_at__lt=time_range.read_until,
    ).order_by()
    are_few = calls.values("pk")[:_FEW].count() < _FEW
    return Q(pk__in=calls.values("request_id")) if are_few else called(model)


def get_request(*, id: uuid.UUID, filters: Filters) -> RequestLog | None:
    """One request with its calls, feedback, user, session and user agent.

    None where there is none to be seen.
    """
    feedback = Prefetch("feedback", FeedbackLog.objects.select_related("user"))
    rows = RequestLog.objects.select_related("user", "session", "user_agent")
    return passing(rows.filter(pk=id), filters).prefetch_related("calls", feedback).first()


def table_of_requests(rows: QuerySet[RequestLog]) -> Table:
    """Requests for a file, newest first, read as they are written."""
    username = getattr(get_user_model(), "USERNAME_FIELD", "pk")
    columns = [column.format(username=username) for column in _COLUMNS.values()]
    ordered = rows.select_related(None).order_by("-created_at", "-id")
    return Table(tuple(_COLUMNS), ordered.values_list(*columns).iterator(ROWS_A_CHUNK))

"""What a list of requests can be narrowed by, beside range, user, model and endpoint."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django_filters import rest_framework as filters
from django_filters.utils import translate_validation
from rest_framework.request import Request

from dashboard.models.feedback_log import FeedbackLog
from dashboard.models.request_log import RequestLog
from dashboard.models.threat_log import ThreatLog

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


# Beyond any number that is kept; a database's own integers end not far above.
MOST = 10**12


class IntegerFilter(filters.NumberFilter):
    """A whole number."""

    field_class = forms.IntegerField


class IntegersFilter(filters.BaseInFilter, IntegerFilter):
    """Whole numbers with commas between them; any of them matches."""


def flag(**kwargs: Any) -> filters.TypedChoiceFilter:
    """A filter that takes true or false. Django-filter's own ignores anything else."""
    choices = [("true", "true"), ("false", "false")]
    return filters.TypedChoiceFilter(choices=choices, coerce=lambda text: text == "true", **kwargs)


def at_least(column: str) -> filters.NumberFilter:
    """A filter that takes the smallest number that passes."""
    return filters.NumberFilter(column, lookup_expr="gte", min_value=0, max_value=MOST)


def at_most(column: str) -> filters.NumberFilter:
    """A filter that takes the largest number that passes."""
    return filters.NumberFilter(column, lookup_expr="lte", min_value=0, max_value=MOST)


class RequestFilterSet(filters.FilterSet):
    """Each filter narrows what the others left."""

    method = filters.ChoiceFilter(choices=[(name, name) for name in METHODS])
    path = filters.CharFilter(lookup_expr="startswith", label="Begin of the path.")
    status = IntegersFilter(
        "status_code", min_value=0, max_value=999, label="One or more statuses: 404,500."
    )
    outcome = filters.ChoiceFilter(
        choices=[("ok", "ok"), ("failed", "failed")],
        method="filter_outcome",
        label="failed is a status of 400 and above.",
    )
    errorType = filters.CharFilter("error_type")
    minLatencyMs = at_least("latency_ms")
    maxLatencyMs = at_most("latency_ms")
    minCostUsd = at_least("cost_usd")
    maxCostUsd = at_most("cost_usd")
    minTokens = at_least("total_tokens")
    maxTokens = at_most("total_tokens")
    provider = filters.CharFilter(label="Provider of the first call.")
    finishReason = filters.CharFilter("finish_reason")
    country = filters.CharFilter(method="filter_country", label="ISO 3166 code, or unknown.")
    ip = filters.CharFilter("ip_address", label="An address as it is kept.")
    session = IntegerFilter(
        "session_id", min_value=-(2**63), max_value=2**63 - 1, label="Id of a session."
    )
    platform = filters.CharFilter("user_agent__platform", label="web, Android or iOS.")
    authenticated = flag(field_name="is_authenticated")
    ai = flag(method="filter_ai", label="With at least one model call, or with none.")
    unpriced = flag(method="filter_unpriced", label="With a call of no known price.")
    rated = flag(method="filter_rated", label="With feedback.")
    threat = flag(method="filter_threat", label="With a finding; staff only see any.")

    class Meta:
        model = RequestLog
        fields: tuple[str, ...] = ()

    def filter_outcome(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Failed ones, or all others: a status that is unknown has not failed."""
        failed = Q(status_code__gte=400)
        return rows.filter(failed if value == "failed" else ~failed | Q(status_code__isnull=True))

    def filter_country(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """From one country, or from an address whose country is not known."""
        return rows.filter(country="" if value == "unknown" else value.upper())

    def filter_ai(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """With or without model calls."""
        return rows.filter(model_calls__gt=0) if value else rows.filter(model_calls=0)

    def filter_unpriced(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """With or without a call that nobody has a price for."""
        return rows.filter(unpriced_calls__gt=0) if value else rows.filter(unpriced_calls=0)

    def filter_rated(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """With or without feedback."""
        found = Exists(FeedbackLog.objects.filter(request_log_id=OuterRef("pk")))
        return rows.filter(found if value else ~found)

    def filter_threat(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """With or without findings, as far as the asker may see any."""
        findings = ThreatLog.objects.filter(request_id=OuterRef("pk"))
        if self.request is None or not self.request.user.is_staff:
            findings = findings.none()
        found = Exists(findings)
        return rows.filter(found if value else ~found)


def narrowed(rows: QuerySet[RequestLog], request: Request) -> QuerySet[RequestLog]:
    """The rows that the request's parameters let through. Raises ``ValidationError``."""
    filterset = RequestFilterSet(request.query_params, rows, request=request)
    if not filterset.is_valid():
        raise translate_validation(filterset.errors)
    return filterset.qs

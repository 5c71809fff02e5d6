"""The filters of the list of requests."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.admin.filters import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest

from dashboard.admin import formats
from dashboard.admin.filters import ModelFilter, SeenFilter
from dashboard.admin.narrowing import within


class StatusFilter(SeenFilter):
    """A status, a class of them, or all that failed (400 and above)."""

    title = "status"
    parameter_name = "status"
    field = "status_code"
    dimension = "status"
    classes: ClassVar = {
        "failed": "Failed (400 and above)",
        "2xx": "2xx",
        "3xx": "3xx",
        "4xx": "4xx",
        "5xx": "5xx",
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The classes, then each status that was seen."""
        seen = super().lookups(request, model_admin)
        return [*self.classes.items(), *(pair for pair in seen if pair[0] not in self.classes)]

    def having(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Those of the status or of the class."""
        if value == "failed":
            return within(rows, "status_code", gte=400)
        if value in self.classes:
            first = int(value[0]) * 100
            return within(rows, "status_code", gte=first, lt=first + 100)
        if not value.isascii() or not value.isdigit() or len(value) > 3:
            raise IncorrectLookupParameters(f"{value} is no status.")
        return super().having(rows, value)


class FirstModelFilter(ModelFilter):
    """The model of the first call."""

    def having(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The index holds the requests with a model only, and must be told so."""
        return super().having(rows, value).exclude(model_name="")


class EndpointFilter(SeenFilter):
    """A route."""

    title = "endpoint"
    parameter_name = "endpoint"
    field = dimension = "endpoint"


class CountryFilter(SeenFilter):
    """A country, by its code."""

    title = "country"
    parameter_name = "country"
    field = dimension = "country"

    def label(self, value: str) -> str:
        """The name of the country."""
        return formats.country(value)


class LatencyFilter(SimpleListFilter):
    """Requests that took so many milliseconds or more."""

    title = "latency"
    parameter_name = "latency"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """From what a user notices to what a proxy gives up on."""
        return [
            (str(bound), f"{bound:,} ms and above") for bound in (100, 500, 1_000, 5_000, 30_000)
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Any number of milliseconds will do."""
        value = self.value()
        if value is None:
            return queryset
        try:
            return within(queryset, "latency_ms", gte=float(value))
        except (ValueError, OverflowError) as error:
            raise IncorrectLookupParameters(f"{value} is no latency.") from error


class CallsFilter(SimpleListFilter):
    """Requests that called a model, and those that did not."""

    title = "model calls"
    parameter_name = "calls"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """With and without."""
        return [("yes", "With model calls"), ("no", "Without")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Both are many, so they are met soon on the way along the list."""
        match self.value():
            case "yes":
                return queryset.filter(model_calls__gt=0)
            case "no":
                return queryset.filter(model_calls=0)
        return queryset

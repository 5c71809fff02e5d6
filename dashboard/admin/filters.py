"""Filters of lists: a span of time, a value that was seen lately, a user, a choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, NamedTuple

from django.contrib.admin.filters import ListFilter, SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from dashboard.admin.people import keys_of, of_users
from dashboard.models.model_usage_stats import ModelUsageStats
from dashboard.models.usage_rollup import UsageRollup
from dashboard.rollups.periods import Period, quarter_of_date

_MOST_VALUES = 100
_SEEN_WITHIN = dt.timedelta(days=30)


class Field(NamedTuple):
    """An input of a filter's form."""

    name: str
    label: str
    type: str
    value: str


class FormFilter(ListFilter):
    """A filter with inputs, and with links for what is often asked for."""

    template = "admin/dashboard/filter.html"
    inputs: ClassVar[dict[str, tuple[str, str]]]
    links: ClassVar[dict[str, str]] = {}
    # The parameter of the links.
    link_parameter = ""

    def __init__(
        self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.given: dict[str, str] = {}
        for name in self.parameters:
            if name in params:
                self.given[name] = params.pop(name)[-1]

    @property
    def parameters(self) -> list[str]:
        """Those of the inputs and of the links."""
        return [*self.inputs, *([self.link_parameter] if self.links else [])]

    def expected_parameters(self) -> list[str | None]:
        """The same, as Django asks for them."""
        return [*self.parameters]

    def has_output(self) -> bool:
        """There is always something to fill in."""
        return True

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        """The links; the form keeps the list's other parameters."""
        mine = self.parameters
        self.kept = [
            (name, value)
            for name, values in changelist.filter_params.items()
            if name not in mine
            for value in values
        ]
        self.fields = [
            Field(name, label, type, self.given.get(name, ""))
            for name, (label, type) in self.inputs.items()
        ]
        yield {
            "selected": not self.given,
            "query_string": changelist.get_query_string(remove=mine),
            "display": "Any",
        }
        for value, display in self.links.items():
            yield {
                "selected": self.given.get(self.link_parameter) == value,
                "query_string": changelist.get_query_string({self.link_parameter: value}, mine),
                "display": display,
            }


class TimeFilter(FormFilter):
    """The last hours or days, or from one date-time (inclusive) to another (exclusive)."""

    title = "time"
    field: ClassVar[str] = "created_at"
    inputs: ClassVar = {"since": ("From", "datetime-local"), "until": ("Until", "datetime-local")}
    links: ClassVar = {
        "1h": "Last hour",
        "24h": "Last 24 hours",
        "7d": "Last 7 days",
        "30d": "Last 30 days",
    }
    link_parameter = "range"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows in the span; a range of the field's index."""
        used = self.given
        bounds = {}
        if used.get("range"):
            bounds["gte"] = timezone.now() - _span(used["range"])
        if used.get("since"):
            bounds["gte"] = _instant(used["since"])
        if used.get("until"):
            bounds["lt"] = _instant(used["until"])
        return queryset.filter(
            **{f"{self.field}__{name}": self.stored(bound) for name, bound in bounds.items()}
        )

    def stored(self, bound: dt.datetime) -> Any:
        """A bound as the field has it."""
        return bound


class SeenFilter(SimpleListFilter):
    """The values that were seen lately, and the one that is on."""

    parameter_name: str
    field: ClassVar[str]
    # Of the rollups of requests.
    dimension: ClassVar[str] = ""

    def seen(self) -> Iterable[str]:
        """The values of the last 30 days, 100 at most."""
        cells = UsageRollup.objects.filter(
            scope="",
            dimension=self.dimension,
            period=Period.DAY,
            bucket__gte=quarter_of_date(_first_day()),
        )
        return cells.values_list("key", flat=True).distinct()[:_MOST_VALUES]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The values in order, with the one that is on even when nothing has it any more."""
        values = {*self.seen(), self.value() or ""} - {""}
        return [(value, self.label(value)) for value in sorted(values)]

    def has_output(self) -> bool:
        """Also without any value: a parameter that no filter takes is an error."""
        return True

    def label(self, value: str) -> str:
        """How a value is written."""
        return value

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with the value."""
        value = self.value()
        return queryset if value is None else self.having(queryset, value)

    def having(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Those of the rows that have a value."""
        return rows.filter(**{self.field: value})


class ModelFilter(SeenFilter):
    """A model."""

    title = "model"
    parameter_name = "model"
    field = "model_name"

    def seen(self) -> Iterable[str]:
        """The models of the last 30 days, whose rollup by day is a table of its own."""
        usage = ModelUsageStats.objects.filter(scope="", date__gte=_first_day()).order_by()
        return usage.values_list("model_name", flat=True).distinct()[:_MOST_VALUES]


class UserFilter(FormFilter):
    """The rows of one user, by name or by key."""

    title = "user"
    inputs: ClassVar = {"user": ("Name or key", "text")}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """By the index that begins with the user."""
        text = self.given.get("user", "").strip()
        return of_users(queryset, keys_of(text)) if text else queryset


def _first_day() -> dt.date:
    """The first UTC day of those whose values are offered."""
    return timezone.now().astimezone(dt.UTC).date() - _SEEN_WITHIN


def _span(name: str) -> dt.timedelta:
    """``24h`` or ``7d`` as a duration."""
    unit = {"h": "hours", "d": "days"}.get(name[-1:])
    if unit is None or not name[:-1].isascii() or not name[:-1].isdigit() or len(name) > 5:
        raise IncorrectLookupParameters(f"{name} is no range of hours or days.")
    return dt.timedelta(**{unit: int(name[:-1])})


def _instant(text: str) -> dt.datetime:
    """A date or date-time; without an offset it is of the current time zone."""
    try:
        parsed = dt.datetime.fromisoformat(text)
        return parsed if parsed.tzinfo else timezone.make_aware(parsed)
    except (ValueError, OverflowError) as error:
        raise IncorrectLookupParameters(f"{text} is no date-time.") from error

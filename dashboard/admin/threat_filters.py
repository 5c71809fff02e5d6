"""The filters of the list of threats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.admin.filters import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from dashboard.admin import formats
from dashboard.admin.filters import FormFilter, SeenFilter
from dashboard.models.threat_log import ThreatLog
from dashboard.threats.triage import Verdict

_NEWEST = 2_000
# What staff ask for again and again, as parameters of the list.
SHORTCUTS: dict[str, dict[str, str]] = {
    "Open": {"state": "open"},
    "Open and critical": {"state": "open", "severity__exact": "critical"},
    "Last hour": {"range": "1h"},
    "False positives": {"state": "false_positive"},
}


class StateFilter(SimpleListFilter):
    """What still needs a person, and what staff made of the rest."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The verdicts; a false positive is resolved, too."""
        return [(str(value), str(label)) for value, label in Verdict.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """By the index of the state."""
        match self.value():
            case None:
                return queryset
            case Verdict.FALSE_POSITIVE:
                return queryset.filter(resolved=True, is_false_positive=True)
        return queryset.filter(resolved=self.value() == Verdict.RESOLVED)


class _NewestFilter(SeenFilter):
    """A value that one of the newest findings has: a host may file what it likes."""

    def seen(self) -> Iterable[str]:
        """The values of the newest findings."""
        newest = ThreatLog.objects.order_by("-created_at")
        return newest.values_list(self.field, flat=True)[:_NEWEST]


class TypeFilter(_NewestFilter):
    """The kind of finding."""

    title = "type"
    parameter_name = "type"
    field = "threat_type"


class CountryFilter(_NewestFilter):
    """Where it came from."""

    title = "country"
    parameter_name = "country"
    field = "country"

    def label(self, value: str) -> str:
        """The name of the country."""
        return formats.country(value)


class AddressFilter(FormFilter):
    """The findings of one address."""

    title = "IP address"
    inputs: ClassVar = {"ip": ("Address as it is kept", "text")}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """By the index that begins with the address."""
        text = self.given.get("ip", "").strip()
        return queryset.filter(ip_address=text) if text else queryset

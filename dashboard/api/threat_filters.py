"""What a list of findings can be narrowed by, beside the range."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from dashboard.models.threat_log import ThreatLog
from dashboard.threats.triage import Verdict


class ChoicesFilter(filters.BaseInFilter, filters.ChoiceFilter):
    """Some of a few values, with commas between them."""


class ThreatFilterSet(filters.FilterSet):
    """Each filter narrows what the others left."""

    state = filters.ChoiceFilter(
        choices=Verdict.choices,
        method="filter_state",
        label="Open, resolved (false positives, too), or false_positive alone.",
    )
    severity = ChoicesFilter(choices=ThreatLog.Severity.choices, label="One or more severities.")
    type = filters.CharFilter("threat_type")
    country = filters.CharFilter(method="filter_country", label="ISO 3166 code.")
    ip = filters.CharFilter("ip_address", label="An address as it is kept.")
    request = filters.UUIDFilter("request_id", label="Id of a request.")
    detector = filters.CharFilter()
    q = filters.CharFilter("description", lookup_expr="icontains", label="Words it describes.")

    class Meta:
        model = ThreatLog
        fields: tuple[str, ...] = ()

    def filter_state(self, rows: QuerySet[ThreatLog], name: str, value: str) -> QuerySet[ThreatLog]:
        """Those that still need a person, those that do not, or those that were nothing."""
        if value == Verdict.FALSE_POSITIVE:
            return rows.filter(resolved=True, is_false_positive=True)
        return rows.filter(resolved=value == Verdict.RESOLVED)

    def filter_country(
        self, rows: QuerySet[ThreatLog], name: str, value: str
    ) -> QuerySet[ThreatLog]:
        """Codes are kept in capitals."""
        return rows.filter(country=value.upper())

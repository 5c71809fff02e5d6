"""Rules of response in the admin, and what they did."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from dashboard.admin import formats
from dashboard.admin.badges import badge, severity_badge
from dashboard.admin.base import ListAdmin, LogAdmin
from dashboard.admin.formats import column
from dashboard.admin.related import RelatedTable, related_table
from dashboard.models.response_rule import ResponseRule
from dashboard.models.rule_firing import RuleFiring
from dashboard.models.threat_log import ThreatLog

_LATELY = dt.timedelta(days=7)
_MODES = {
    ResponseRule.Mode.OFF.value: ("mute", "Off"),
    ResponseRule.Mode.SHADOW.value: ("warn", "Shadow"),
    ResponseRule.Mode.ON.value: ("ok", "On"),
}


class ResponseRuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A rule whose parts make sense together."""

    class Meta:
        model = ResponseRule
        fields = (
            "name",
            "mode",
            "threat_type",
            "severity",
            "count",
            "window_minutes",
            "action",
            "block_minutes",
        )

    def clean(self) -> dict[str, Any]:
        """Refusing looks at one request, so it cannot count."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("action") == ResponseRule.Action.REFUSE and given.get("count", 1) != 1:
            self.add_error("count", "A request is refused for what it is: the count must be 1.")
        return given


@admin.register(ResponseRule)
class ResponseRuleAdmin(ListAdmin):
    """One row a rule. It begins in shadow mode, where it only writes down what it would do."""

    form = ResponseRuleForm
    list_display = ("name", "shown_mode", "about", "then", "lately")
    list_filter = ("mode", "action")
    search_fields = ("name", "threat_type")

    @admin.display(description="mode", ordering="mode")
    def shown_mode(self, row: ResponseRule) -> str:
        return badge(*_MODES[row.mode])

    @admin.display(description="when")
    def about(self, row: ResponseRule) -> str:
        kind = row.threat_type or "anything"
        often = "" if row.count == 1 else f", {row.count:,} times in {row.window_minutes} minutes"
        is_worst = row.severity == ThreatLog.Severity.CRITICAL
        severity = row.get_severity_display().lower() + ("" if is_worst else " or worse")
        return f"{kind}, {severity}{often}"

    @admin.display(description="then")
    def then(self, row: ResponseRule) -> str:
        if row.action != ResponseRule.Action.BLOCK:
            return str(row.get_action_display())
        if row.block_lasts is None:
            return "Block the address until it is lifted"
        return f"Block the address for {formats.duration(row.block_lasts)}"

    @admin.display(description="last 7 days")
    def lately(self, row: Any) -> str:
        return f"{row.real:,} times, {row.shadowed:,} in shadow"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rules with how often they spoke lately."""
        since = Q(firings__created_at__gte=timezone.now() - _LATELY)
        return (
            super()
            .get_queryset(request)
            .annotate(
                real=Count("firings", filter=since & Q(firings__was_shadow=False)),
                shadowed=Count("firings", filter=since & Q(firings__was_shadow=True)),
            )
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who may add rules."""
        return bool(request.user.has_perm("dashboard.add_responserule"))

    def related_tables(self, row: ResponseRule | None) -> list[RelatedTable]:
        """What it did, or would have done."""
        if row is None:
            return []
        firings = row.firings.order_by("-created_at", "-id")
        return [
            related_table(
                "What it did",
                firings,
                {
                    "Time": lambda fired: formats.instant(fired.created_at),
                    "What": lambda fired: fired.outcome,
                    "Finding": lambda fired: formats.row_link("threatlog", fired.finding_id),
                },
            )
        ]


@admin.register(RuleFiring)
class RuleFiringAdmin(LogAdmin):
    """One row a time that a rule came to apply."""

    list_display = ("time", "shown_rule", "outcome", "shadow", "severity", "about")
    list_filter = ("was_shadow", "rule")
    search_fields = ("ip_address__exact",)
    search_help_text = "IP address"
    joined = ("rule", "finding")

    time = column("created_at", formats.instant, "time", "created_at")

    @admin.display(description="rule")
    def shown_rule(self, row: RuleFiring) -> str:
        return formats.row_link("responserule", row.rule_id, row.rule.name)

    @admin.display(description="mode")
    def shadow(self, row: RuleFiring) -> str:
        return badge("warn", "Shadow") if row.was_shadow else badge("ok", "On")

    @admin.display(description="severity")
    def severity(self, row: RuleFiring) -> str:
        return severity_badge(row.finding.severity)

    @admin.display(description="finding")
    def about(self, row: RuleFiring) -> str:
        return formats.row_link("threatlog", row.finding_id, row.finding.threat_type)

"""Findings in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from dashboard.admin import evidence, formats
from dashboard.admin.badges import resolved_badge, severity_badge
from dashboard.admin.base import ListAdmin
from dashboard.admin.block_actions import BlockActions
from dashboard.admin.filters import TimeFilter, UserFilter
from dashboard.admin.formats import column
from dashboard.admin.people import keys_named, of_users
from dashboard.admin.related import RelatedTable
from dashboard.admin.request_search import as_request_id, is_address
from dashboard.admin.threat_around import deeds_for, tables_around
from dashboard.admin.threat_filters import (
    SHORTCUTS,
    AddressFilter,
    CountryFilter,
    StateFilter,
    TypeFilter,
)
from dashboard.admin.triage_actions import TriageActions
from dashboard.models.threat_log import ThreatLog
from dashboard.queries.threats import get_rule_quality
from dashboard.threats import triage
from dashboard.threats.blocking import blocks_of

_STAFF_MAY_CHANGE = {"resolved", "is_false_positive", "note"}


@admin.register(ThreatLog)
class ThreatLogAdmin(TriageActions, BlockActions, ListAdmin):
    """One row a finding. Staff judge it and note why; what was found stays as it is."""

    list_display = (
        "seen",
        "shown_severity",
        "threat_type",
        "begin",
        "times",
        "ip",
        "land",
        "who",
        "state",
    )
    list_filter = (
        StateFilter,
        "severity",
        TypeFilter,
        TimeFilter,
        CountryFilter,
        AddressFilter,
        UserFilter,
    )
    # What needs a person first, by the index for it.
    ordering = ("resolved", "rank", "-created_at", "-id")
    search_fields = ("description",)
    search_help_text = "IP, request id, user, type, or words of the description"
    joined = ("user", "resolved_by", "request")
    actions = (
        "resolve",
        "mark_false",
        "reopen",
        "block_hour",
        "block_day",
        "block_ever",
        "block_network",
        "unblock",
        "lock",
        "unlock",
    )
    fieldsets = (
        (
            "Finding",
            {
                "fields": (
                    ("shown_severity", "threat_type"),
                    ("first", "seen"),
                    ("times", "shown_score"),
                    ("detector", "quality"),
                    "description",
                    "shown_evidence",
                )
            },
        ),
        (
            "From",
            {
                "fields": (
                    ("ip_and_requests", "blocked"),
                    ("account", "where"),
                    ("found_in", "visit"),
                )
            },
        ),
        (
            "Triage",
            {"fields": (("resolved", "is_false_positive"), "note", ("when_resolved", "by"))},
        ),
    )

    first = column("created_at", formats.instant, "seen first", "created_at")
    seen = column("seen_last", formats.instant, "seen last", "last_seen")
    times = column("count", formats.whole, "times", "count")
    shown_severity = column("severity", severity_badge, "severity", "rank")
    begin = column("description", formats.preview, "description")
    ip = column("ip_address", formats.code, "IP address")
    where = column("country", formats.country, "country")
    land = column("country", formats.short_country, "country")
    when_resolved = column("resolved_at", formats.instant, "resolved at")
    shown_evidence = column("evidence", evidence.shown, "evidence")

    @admin.display(description="state")
    def state(self, row: ThreatLog) -> str:
        return resolved_badge(row.resolved, row.is_false_positive)

    @admin.display(description="score")
    def shown_score(self, row: ThreatLog) -> str:
        return formats.DASH if row.score is None else f"{row.score:.2f} of 1"

    @admin.display(description="this rule so far")
    def quality(self, row: ThreatLog) -> str:
        found = get_rule_quality(detector=row.detector)
        if found is None:
            return formats.DASH
        if not found["judged"]:
            return f"none judged yet of {found['findings']:,}"
        share = formats.percent(found["falsePositives"], found["judged"])
        return (
            f"false positives: {found['falsePositives']:,} of {found['judged']:,} judged, {share}"
        )

    @admin.display(description="user")
    def who(self, row: ThreatLog) -> str:
        return formats.person(row.user, row.user_id)

    @admin.display(description="user")
    def account(self, row: ThreatLog) -> str:
        return formats.person_and_account(row.user, row.user_id)

    @admin.display(description="resolved by")
    def by(self, row: ThreatLog) -> str:
        return formats.person(row.resolved_by, row.resolved_by_id)

    @admin.display(description="request")
    def found_in(self, row: ThreatLog) -> str:
        if row.request is None:
            return formats.row_link("requestlog", row.request_id)
        text = f"{row.request.method} {row.request.path}"
        return formats.row_link("requestlog", row.request_id, text)

    @admin.display(description="session")
    def visit(self, row: ThreatLog) -> str:
        return formats.row_link("usersession", row.request and row.request.session_id)

    @admin.display(description="IP address")
    def ip_and_requests(self, row: ThreatLog) -> str:
        if not row.ip_address:
            return formats.DASH
        requests = reverse("admin:dashboard_requestlog_changelist")
        everything = formats.link(f"{requests}?{urlencode({'q': row.ip_address})}", "all requests")
        return format_html("{} · {}", formats.code(row.ip_address), everything)

    @admin.display(description="blocked")
    def blocked(self, row: ThreatLog) -> str:
        block = blocks_of([row]).order_by("-expires_at").first()
        if block is None:
            return "no"
        ends = formats.instant(block.expires_at) if block.expires_at else "for ever"
        return formats.row_link("ipblock", block.pk, format_html("until {}", ends))

    def related_tables(self, row: Any) -> list[RelatedTable]:
        """What came from the same place, and what was done about it."""
        return tables_around(row)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All but what triage changes."""
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        return [str(name) for name in names if name not in _STAFF_MAY_CHANGE]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What was typed says by its form what it is."""
        text = search_term.strip()
        if (request_id := as_request_id(text)) is not None:
            return queryset.filter(request_id=request_id), False
        if is_address(text):
            return queryset.filter(ip_address=text), False
        if text and (keys := keys_named(text)):
            return of_users(queryset, keys), False
        if text and queryset.filter(threat_type=text).exists():
            return queryset.filter(threat_type=text), False
        return super().get_search_results(request, queryset, text)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The list, with what is asked for again and again."""
        changes = super().get_changelist_instance(request)
        changes.shortcuts = [  # type: ignore[attr-defined]
            (name, f"?{urlencode(question)}", question.items() == changes.params.items())
            for name, question in SHORTCUTS.items()
        ]
        return changes

    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Back to the finding's page, where the button was there."""
        response = super().response_action(request, *args, **kwargs)
        back = request.POST.get("back", "")
        if back.isascii() and back.isdigit() and isinstance(response, HttpResponseRedirect):
            return HttpResponseRedirect(reverse("admin:dashboard_threatlog_change", args=[back]))
        return response

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page, with what can be done from there."""
        allowed = self.get_actions(request)
        deeds = deeds_for(kwargs["obj"])
        context["deeds"] = [(name, words) for name, words in deeds.items() if name in allowed]
        return super().render_change_form(request, context, *args, **kwargs)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """The same words as for many at once."""
        judged = {"resolved", "is_false_positive"} & {*form.changed_data}
        verdict = triage.verdict_of(form.instance) if judged else None
        return triage.message(verdict, form.instance.note if form.changed_data else "")

    def save_model(self, request: HttpRequest, obj: ThreatLog, form: Any, change: bool) -> None:
        """Note who resolved it; the admin's history says when and what."""
        if "is_false_positive" in form.changed_data and obj.is_false_positive:
            obj.resolved = True
        elif "resolved" in form.changed_data and not obj.resolved:
            obj.is_false_positive = False
        if obj.resolved and obj.resolved_by_id is None:
            obj.resolved_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

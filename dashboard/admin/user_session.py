"""Sessions in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.filters import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from dashboard.admin import formats
from dashboard.admin.badges import status_badge
from dashboard.admin.base import LogAdmin
from dashboard.admin.filters import TimeFilter, UserFilter
from dashboard.admin.formats import column
from dashboard.admin.people import keys_of, of_users
from dashboard.admin.related import RelatedTable, related_table
from dashboard.admin.request_search import is_address
from dashboard.models.request_log import RequestLog
from dashboard.models.user_session import UserSession


class StartFilter(TimeFilter):
    """When the session began."""

    title = "begin"
    field = "session_start"


class PlatformFilter(SimpleListFilter):
    """What the client ran on."""

    title = "platform"
    parameter_name = "platform"
    platforms: ClassVar = {"web": "Web", "Android": "Android", "iOS": "iOS", "tool": "Tool"}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """A client without a platform is a tool, such as curl."""
        return [*self.platforms.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Along the list."""
        value = self.value()
        platform = "" if value == "tool" else value
        return queryset if platform is None else queryset.filter(platform=platform)


@admin.register(UserSession)
class UserSessionAdmin(LogAdmin):
    """One row a visit, newest first."""

    list_display = (
        "time",
        "who",
        "lasted",
        "shown_requests",
        "failed",
        "tokens",
        "cost",
        "views",
        "shown_events",
        "shown_platform",
        "land",
    )
    list_filter = (StartFilter, PlatformFilter, UserFilter)
    search_fields = ("pk",)
    search_help_text = "User or IP"
    joined = ("user", "user_agent", "project")
    fieldsets = (
        ("Visit", {"fields": ("time", "ended", "lasted", "shown_project")}),
        (
            "Activity",
            {"fields": ("shown_requests", "failed", "tokens", "cost", "views", "shown_events")},
        ),
        (
            "Client",
            {
                "fields": (
                    "account",
                    "ip",
                    "where",
                    "shown_platform",
                    "version",
                    "agent",
                    "is_demo",
                )
            },
        ),
    )

    time = column("session_start", formats.instant, "begin", "session_start")
    ended = column("last_activity", formats.instant, "last activity")
    lasted = column("duration", formats.duration, "duration")
    shown_requests = column("requests", formats.whole, "requests")
    failed = column("failed_requests", formats.whole, "failed")
    tokens = column("total_tokens", formats.whole, "tokens")
    cost = column("cost_usd", formats.dollars, "cost")
    views = column("page_views", formats.whole, "page views")
    shown_events = column("events", formats.whole, "events")
    shown_platform = column("platform", lambda name: name or "tool", "platform")
    where = column("country", formats.country, "country")
    land = column("country", formats.short_country, "country")
    ip = column("ip_address", formats.code, "IP address")

    @admin.display(description="client")
    def who(self, row: UserSession) -> str:
        if row.user_id is None:
            return formats.code(row.ip_address)
        return formats.person(row.user, row.user_id)

    @admin.display(description="project")
    def shown_project(self, row: UserSession) -> str:
        if row.project is None:
            return formats.DASH
        return formats.row_link("project", row.project_id, row.project.name)

    @admin.display(description="user")
    def account(self, row: UserSession) -> str:
        return formats.person_and_account(row.user, row.user_id)

    @admin.display(description="user agent")
    def agent(self, row: UserSession) -> str:
        return str(row.user_agent or formats.DASH)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By address, else by user."""
        text = search_term.strip()
        if not text:
            return queryset, False
        if is_address(text):
            return queryset.filter(ip_address=text), False
        return of_users(queryset, keys_of(text)), False

    def related_tables(self, row: UserSession) -> list[RelatedTable]:
        """Its newest requests."""
        # By the user's or the address's index; sessions have none among the requests.
        client = {"user": row.user_id} if row.user_id else {"ip_address": row.ip_address}
        found_by = {"user": row.user_id} if row.user_id else {"q": row.ip_address}
        requests = RequestLog.objects.filter(
            session=row.pk, created_at__range=(row.session_start, row.last_activity), **client
        ).order_by("-created_at")
        everything = reverse("admin:dashboard_requestlog_changelist")
        return [
            related_table(
                "Newest requests",
                requests,
                {
                    "Time": lambda made: formats.instant(made.created_at),
                    "Status": lambda made: status_badge(made.status_code),
                    "Request": lambda made: formats.row_link(
                        "requestlog", made.pk, f"{made.method} {made.endpoint}"
                    ),
                    "Latency": lambda made: formats.milliseconds(made.latency_ms),
                    "Model": lambda made: made.model_name or formats.DASH,
                    "Tokens": lambda made: formats.whole(
                        made.total_tokens if made.model_calls else None
                    ),
                    "Cost": lambda made: formats.dollars(made.cost_usd),
                },
                f"{everything}?{urlencode(found_by)}",
            )
        ]

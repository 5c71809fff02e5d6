"""Sessions in the admin."""

from __future__ import annotations

from django.contrib import admin

from dashboard.admin.base import LogAdmin
from dashboard.admin.formats import dollars, milliseconds, person
from dashboard.models.user_session import UserSession


@admin.register(UserSession)
class UserSessionAdmin(LogAdmin):
    """One row a visit, newest first."""

    list_display = (
        "session_start",
        "who",
        "lasted",
        "requests",
        "failed_requests",
        "total_tokens",
        "cost",
        "platform",
        "country",
    )
    list_filter = ("platform", "is_demo")
    list_select_related = ("user",)

    @admin.display(description="duration")
    def lasted(self, row: UserSession) -> str:
        return milliseconds(row.duration.total_seconds() * 1_000)

    @admin.display(description="cost")
    def cost(self, row: UserSession) -> str:
        return dollars(row.cost_usd)

    @admin.display(description="user")
    def who(self, row: UserSession) -> str:
        return person(row.user, row.user_id) if row.user_id else row.ip_address

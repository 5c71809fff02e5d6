"""Feedback in the admin."""

from __future__ import annotations

from django.contrib import admin

from dashboard.admin.base import LogAdmin
from dashboard.admin.formats import person
from dashboard.models.feedback_log import FeedbackLog


@admin.register(FeedbackLog)
class FeedbackLogAdmin(LogAdmin):
    """One row a rating, newest first."""

    list_display = ("created_at", "rating", "comment", "who", "request_log_id")
    list_filter = ("rating", "is_demo")
    list_select_related = ("user",)

    @admin.display(description="user")
    def who(self, row: FeedbackLog) -> str:
        return person(row.user, row.user_id)

"""Feedback in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.filters import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest

from dashboard.admin import formats
from dashboard.admin.badges import stars
from dashboard.admin.base import LogAdmin
from dashboard.admin.filters import TimeFilter, UserFilter
from dashboard.admin.formats import column
from dashboard.admin.people import keys_named, of_users
from dashboard.admin.request_search import as_request_id
from dashboard.models.feedback_log import FeedbackLog


class StarsFilter(SimpleListFilter):
    """One to five stars."""

    title = "stars"
    parameter_name = "stars"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """All there can be."""
        return [(str(rating), f"{rating} of 5") for rating in range(1, 6)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """By the index of the stars."""
        value = self.value()
        if value is not None and value not in {"1", "2", "3", "4", "5"}:
            raise IncorrectLookupParameters(f"{value} is no number of stars.")
        return queryset if value is None else queryset.filter(rating=value)


@admin.register(FeedbackLog)
class FeedbackLogAdmin(LogAdmin):
    """One row a rating, newest first."""

    list_display = ("time", "shown_rating", "begin", "who", "about")
    list_filter = (TimeFilter, StarsFilter, UserFilter)
    search_fields = ("comment",)
    search_help_text = "Request id, user, or words of the comment"
    joined = ("user",)
    fieldsets = (
        ("Feedback", {"fields": ("time", "changed", "shown_rating", "comment")}),
        ("About", {"fields": ("account", "about", "is_demo")}),
    )

    time = column("created_at", formats.instant, "time", "created_at")
    changed = column("updated_at", formats.instant, "last changed")
    shown_rating = column("rating", stars, "stars")
    begin = column("comment", formats.preview, "comment")

    @admin.display(description="user")
    def who(self, row: FeedbackLog) -> str:
        return formats.person(row.user, row.user_id)

    @admin.display(description="user")
    def account(self, row: FeedbackLog) -> str:
        return formats.person_and_account(row.user, row.user_id)

    @admin.display(description="request")
    def about(self, row: FeedbackLog) -> str:
        return formats.row_link("requestlog", row.request_log_id)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By request, by user, else by the words of the comment."""
        text = search_term.strip()
        if (request_id := as_request_id(text)) is not None:
            return queryset.filter(request_log_id=request_id), False
        if text and (keys := keys_named(text)):
            return of_users(queryset, keys), False
        return super().get_search_results(request, queryset, text)

"""One API request."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dashboard.models.fields import InstantField, MillisecondsField, MoneyField, RequestIdField


class RequestLog(models.Model):
    """One API request, with the totals of the model calls made inside it.

    No foreign key here or to here carries a database constraint: rows are written in bulk,
    partitioned by month and archived by age, so a missing parent is a normal state.
    """

    id = RequestIdField(
        primary_key=True, help_text="The X-Request-ID of the response (a UUID of version 7)."
    )
    created_at = InstantField(help_text="When the request began, UTC.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    session = models.ForeignKey(
        "dashboard.UserSession",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="requests_log",
    )
    is_authenticated = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    method = models.CharField(max_length=10)
    endpoint = models.CharField(max_length=200, help_text="The route's pattern, not the path.")
    path = models.CharField(max_length=500)
    status_code = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty where an imported source does not tell it."
    )
    latency_ms = MillisecondsField(null=True, blank=True)
    first_byte_ms = MillisecondsField(
        null=True, blank=True, help_text="Time to the first byte of a streamed response."
    )
    error_type = models.CharField(max_length=100, blank=True, default="")
    error_message = models.CharField(max_length=300, blank=True, default="")

    model_name = models.CharField(
        max_length=100, blank=True, default="", help_text="The model of its first call."
    )
    provider = models.CharField(max_length=50, blank=True, default="")
    model_calls = models.PositiveIntegerField(default=0)
    failed_calls = models.PositiveIntegerField(default=0)
    unpriced_calls = models.PositiveIntegerField(default=0)
    prompt_tokens = models.PositiveBigIntegerField(default=0)
    completion_tokens = models.PositiveBigIntegerField(default=0)
    total_tokens = models.PositiveBigIntegerField(default=0)
    cost_usd = MoneyField(
        null=True, blank=True, help_text="Sum over the priced calls; empty when none is priced."
    )
    finish_reason = models.CharField(max_length=50, blank=True, default="")
    time_to_first_token_ms = MillisecondsField(null=True, blank=True)

    ip_address = models.CharField(
        max_length=45, blank=True, default="", help_text="As IP_STORAGE keeps it."
    )
    country = models.CharField(max_length=2, blank=True, default="")
    user_agent = models.ForeignKey(
        "dashboard.UserAgent",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        verbose_name = "request"
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            # The list of requests, newest first; raw edges of a range.
            models.Index(fields=["created_at"], name="requestlog_created"),
            # Requests of one model, newest first, in the list.
            models.Index(
                fields=["model_name", "created_at"],
                name="requestlog_model_created",
                condition=~Q(model_name=""),
            ),
            # One user's requests in a range: their own dashboard, and the user filter.
            models.Index(fields=["user", "created_at"], name="requestlog_user_created"),
            # Requests of one status, newest first, in the list.
            models.Index(fields=["status_code", "created_at"], name="requestlog_status_created"),
            # Requests of one country, newest first: a rare one would be looked for everywhere.
            models.Index(fields=["country", "created_at"], name="requestlog_country_created"),
            # All that one address did, newest first: where the look at a finding goes on.
            models.Index(fields=["ip_address", "created_at"], name="requestlog_ip_created"),
            # One endpoint's requests in a range, where no rollup has the breakdown.
            models.Index(fields=["endpoint", "created_at"], name="requestlog_endpoint"),
            # The slowest requests.
            models.Index(fields=["latency_ms"], name="requestlog_latency"),
            # The dearest requests.
            models.Index(
                fields=["cost_usd"], name="requestlog_cost", condition=Q(cost_usd__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(latency_ms__isnull=True) | Q(latency_ms__gte=0),
                name="requestlog_latency_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(cost_usd__isnull=True) | Q(cost_usd__gte=0),
                name="requestlog_cost_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.status_code or ''}".rstrip()

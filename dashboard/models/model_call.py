"""One call to a model inside a request."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dashboard.models.fields import InstantField, MillisecondsField, MoneyField


class ModelCall(models.Model):
    """One call to a model. Its time is its request's, so both fall into the same buckets."""

    class CostSource(models.TextChoices):
        REPORTED = "reported", "reported by the caller"
        GENAI_PRICES = "genai-prices", "genai-prices"
        UNPRICED = "", "unpriced"

    request = models.ForeignKey(
        "dashboard.RequestLog",
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="calls",
    )
    created_at = InstantField(help_text="When its request began, UTC.")
    offset_ms = MillisecondsField(
        null=True, blank=True, help_text="From the request's begin to the call's."
    )
    trace_id = models.CharField(max_length=32, blank=True, default="")
    span_id = models.CharField(max_length=16, blank=True, default="")
    parent_span_id = models.CharField(max_length=16, blank=True, default="")
    operation = models.CharField(max_length=30, blank=True, default="chat")
    provider = models.CharField(max_length=50, blank=True, default="")
    model_name = models.CharField(max_length=100, help_text="The name that totals are kept by.")
    requested_model = models.CharField(
        max_length=100, blank=True, default="", help_text="As asked for, where it differs."
    )
    response_model = models.CharField(
        max_length=100, blank=True, default="", help_text="As answered, where it differs."
    )
    prompt_tokens = models.PositiveBigIntegerField(default=0)
    cached_tokens = models.PositiveBigIntegerField(null=True, blank=True)
    completion_tokens = models.PositiveBigIntegerField(default=0)
    reasoning_tokens = models.PositiveBigIntegerField(null=True, blank=True)
    total_tokens = models.PositiveBigIntegerField(default=0)
    cost_usd = MoneyField(null=True, blank=True, help_text="Empty when the price is not known.")
    cost_source = models.CharField(
        max_length=20, blank=True, default="", choices=CostSource.choices
    )
    price_id = models.CharField(
        max_length=100, blank=True, default="", help_text="The price list's id of the model."
    )
    latency_ms = MillisecondsField(null=True, blank=True)
    time_to_first_token_ms = MillisecondsField(null=True, blank=True)
    finish_reason = models.CharField(max_length=50, blank=True, default="")
    failed = models.BooleanField(default=False)
    error_type = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        verbose_name = "model call"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            # The calls of a request; and, as ids begin with the time, the calls of a range.
            models.Index(fields=["request"], name="modelcall_request"),
            # One model's calls in a range, where no rollup has the breakdown.
            models.Index(fields=["model_name", "created_at"], name="modelcall_model_created"),
            # The failed ones, newest first, in the list; they are few, so it takes next to nothing.
            models.Index(fields=["request"], name="modelcall_failed", condition=Q(failed=True)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cost_usd__isnull=True) | Q(cost_usd__gte=0),
                name="modelcall_cost_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(latency_ms__isnull=True) | Q(latency_ms__gte=0),
                name="modelcall_latency_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model_name}, {self.total_tokens} tokens"

"""What the product keeps for itself, for whoever wants to look under the bonnet."""

from __future__ import annotations

from django.contrib import admin

from dashboard.admin.base import LogAdmin
from dashboard.models.checkpoint import Checkpoint
from dashboard.models.usage_rollup import UsageRollup
from dashboard.models.user_agent import UserAgent
from dashboard.models.user_number import UserNumber
from dashboard.models.watermark import Watermark


@admin.register(Checkpoint)
class CheckpointAdmin(LogAdmin):
    """The loss ledger, a row a journal: ``lost`` should be 0 everywhere."""

    list_display = (
        "source",
        "position",
        "stored",
        "sampled",
        "rejected",
        "lost",
        "updated_at",
    )
    ordering = ("-updated_at",)


@admin.register(UsageRollup)
class UsageRollupAdmin(LogAdmin):
    """One row a cell."""

    list_display = ("dimension", "period", "bucket", "key", "part", "requests", "calls")
    list_filter = ("period",)
    ordering = ("-id",)


@admin.register(UserAgent)
class UserAgentAdmin(LogAdmin):
    """One row a User-Agent header."""

    list_display = ("text", "platform", "browser", "os", "device", "is_bot")
    list_filter = ("platform", "is_bot")


@admin.register(UserNumber)
class UserNumberAdmin(LogAdmin):
    """One row a user that made a request."""

    list_display = ("id", "user_key")


@admin.register(Watermark)
class WatermarkAdmin(LogAdmin):
    """One row an instant."""

    list_display = ("name", "instant")

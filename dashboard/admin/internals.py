"""What the product keeps for itself, for whoever wants to look under the bonnet."""

from __future__ import annotations

from django.contrib import admin

from dashboard.admin import formats
from dashboard.admin.base import LogAdmin
from dashboard.admin.formats import column
from dashboard.models.checkpoint import Checkpoint
from dashboard.models.usage_rollup import UsageRollup
from dashboard.models.user_agent import UserAgent
from dashboard.models.user_number import UserNumber
from dashboard.models.watermark import Watermark
from dashboard.models.written_batch import WrittenBatch
from dashboard.rollups.periods import start_of


@admin.register(Checkpoint)
class CheckpointAdmin(LogAdmin):
    """The loss ledger, a row a journal: ``lost`` should be 0 everywhere.

    "Searched" are the requests that were searched for attacks; "not searched" those that came
    when too many waited already.
    """

    list_display = (
        "source",
        "shown_position",
        "shown_stored",
        "shown_sampled",
        "shown_rejected",
        "shown_lost",
        "shown_scanned",
        "shown_unscanned",
        "shown_failed_scans",
        "updated",
    )
    ordering = ("-updated_at",)

    shown_position = column("position", formats.whole, "bytes done")
    shown_stored = column("stored", formats.whole, "stored")
    shown_sampled = column("sampled", formats.whole, "sampled away")
    shown_rejected = column("rejected", formats.whole, "rejected")
    shown_lost = column("lost", formats.whole, "lost")
    shown_scanned = column("scanned", formats.whole, "searched")
    shown_unscanned = column("unscanned", formats.whole, "not searched")
    shown_failed_scans = column("failed_scans", formats.whole, "failed searches")
    updated = column("updated_at", formats.instant, "updated")


@admin.register(UsageRollup)
class UsageRollupAdmin(LogAdmin):
    """One row a cell."""

    list_display = ("dimension", "period", "begin", "key", "part", "shown_requests", "shown_calls")
    list_filter = ("period",)
    ordering = ("-id",)
    sortable_by = ()

    begin = column("bucket", lambda bucket: formats.instant(start_of(bucket)), "begin")
    shown_requests = column("requests", formats.whole, "requests")
    shown_calls = column("calls", formats.whole, "calls")


@admin.register(UserAgent)
class UserAgentAdmin(LogAdmin):
    """One row a User-Agent header."""

    list_display = ("text", "platform", "browser", "os", "device", "is_bot")
    list_filter = ("is_bot",)
    search_fields = ("text",)
    search_help_text = "Words of the header"


@admin.register(UserNumber)
class UserNumberAdmin(LogAdmin):
    """One row a user that made a request."""

    list_display = ("id", "user_key", "seen")
    search_fields = ("user_key__exact",)
    search_help_text = "Key of a user"

    seen = column("last_seen", formats.instant, "last seen")


@admin.register(Watermark)
class WatermarkAdmin(LogAdmin):
    """One row an instant."""

    list_display = ("name", "at")

    at = column("instant", formats.instant, "instant")


@admin.register(WrittenBatch)
class WrittenBatchAdmin(LogAdmin):
    """One row a batch of the writer, for some minutes: what those see who watch live."""

    list_display = ("id", "at", "shown_requests", "shown_failed")
    ordering = ("-id",)

    at = column("created_at", formats.instant, "at")
    shown_requests = column("requests", formats.whole, "requests")
    shown_failed = column("failed", formats.whole, "failed")

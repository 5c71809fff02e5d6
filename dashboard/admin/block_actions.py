"""From findings to blocks: what the list of threats can do about where they came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse

from dashboard.admin.triage_actions import kept_fields
from dashboard.admin.undo import with_undo
from dashboard.models.threat_log import ThreatLog
from dashboard.threats import accounts, blocking

if TYPE_CHECKING:
    _Base = admin.ModelAdmin[Any]
else:
    _Base = object

_NAMED = 5
_CHOICES = (("hour", "1 hour"), ("day", "1 day"), ("ever", "for ever"))


def _named(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


class BlockActions(_Base):
    """Blocks and locks sources of the selected threats, and takes it back."""

    def has_block_permission(self, request: HttpRequest) -> bool:
        """Who may add blocks."""
        return bool(request.user.has_perm("dashboard.add_ipblock"))

    def has_lift_permission(self, request: HttpRequest) -> bool:
        """Who may change blocks."""
        return bool(request.user.has_perm("dashboard.change_ipblock"))

    def has_lock_permission(self, request: HttpRequest) -> bool:
        """Who may lock accounts."""
        return accounts.can_lock() and bool(request.user.has_perm("dashboard.lock_user"))

    @admin.action(description="Block the addresses for 1 hour", permissions=["block"])
    def block_hour(self, request: HttpRequest, queryset: QuerySet[ThreatLog]) -> None:
        self._block(request, queryset, "hour")

    @admin.action(description="Block the addresses for 1 day", permissions=["block"])
    def block_day(self, request: HttpRequest, queryset: QuerySet[ThreatLog]) -> None:
        self._block(request, queryset, "day")

    @admin.action(description="Block the addresses for ever", permissions=["block"])
    def block_ever(
        self, request: HttpRequest, queryset: QuerySet[ThreatLog]
    ) -> TemplateResponse | None:
        """The only one that asks: it does not end by itself."""
        if "confirmed" in request.POST:
            self._block(request, queryset, "ever")
            return None
        return self._ask(request, queryset, "Block for ever", choices=())

    @admin.action(description="Block the networks of the addresses", permissions=["block"])
    def block_network(
        self, request: HttpRequest, queryset: QuerySet[ThreatLog]
    ) -> TemplateResponse | None:
        """Asks for how long: many people share a network."""
        lasts = request.POST.get("lasts")
        if "confirmed" in request.POST and lasts in blocking.DURATIONS:
            self._block(request, queryset, lasts, wide=True)
            return None
        return self._ask(request, queryset, "Block networks", choices=_CHOICES)

    @admin.action(description="Lift the blocks of the addresses", permissions=["lift"])
    def unblock(self, request: HttpRequest, queryset: QuerySet[ThreatLog]) -> None:
        lifted = blocking.lift(blocking.blocks_of(queryset), by=request.user)
        noun = "block was" if lifted == 1 else "blocks were"
        self.message_user(request, f"{lifted:,} {noun} lifted.", messages.SUCCESS)

    @admin.action(description="Lock the accounts", permissions=["lock"])
    def lock(self, request: HttpRequest, queryset: QuerySet[ThreatLog]) -> None:
        self._lock(request, queryset, locked=True)

    @admin.action(description="Unlock the accounts", permissions=["lock"])
    def unlock(self, request: HttpRequest, queryset: QuerySet[ThreatLog]) -> None:
        self._lock(request, queryset, locked=False)

    def _ask(
        self,
        request: HttpRequest,
        queryset: QuerySet[ThreatLog],
        title: str,
        choices: tuple[tuple[str, str], ...],
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "media": self.media,
            "number": queryset.order_by().values("ip_address").distinct().count(),
            "choices": choices,
            "kept": kept_fields(request),
        }
        return TemplateResponse(request, "admin/dashboard/threatlog/block.html", context)

    def _block(
        self, request: HttpRequest, queryset: QuerySet[ThreatLog], lasts: str, wide: bool = False
    ) -> None:
        made, refused = blocking.block_sources(
            queryset.order_by("pk"), until=blocking.until(lasts), by=request.user, wide=wide
        )
        if made:
            text = f"Blocked: {_named([block.network for block in made])}."
            keys = [block.finding_id for block in made]
            self.message_user(request, with_undo(request, text, "unblock", keys), messages.SUCCESS)
        for reason in dict.fromkeys(one.reason for one in refused[:_NAMED]):
            self.message_user(request, f"Not blocked: {reason}", messages.WARNING)

    def _lock(self, request: HttpRequest, queryset: QuerySet[ThreatLog], *, locked: bool) -> None:
        found = list(queryset.order_by("pk"))
        done = accounts.set_locked(found, locked=locked, by=request.user)
        if done.changed:
            text = f"{'Locked' if locked else 'Unlocked'}: {_named(done.changed)}."
            action = "unlock" if locked else "lock"
            keys = [row.pk for row in found]
            self.message_user(request, with_undo(request, text, action, keys), messages.SUCCESS)
        for reason in done.refused[:_NAMED]:
            self.message_user(request, reason, messages.WARNING)

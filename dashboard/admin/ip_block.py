"""Blocks in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from dashboard.admin import formats
from dashboard.admin.badges import badge
from dashboard.admin.base import ListAdmin
from dashboard.admin.formats import column
from dashboard.models.ip_block import IPBlock
from dashboard.threats import blocking


class IPBlockForm(forms.ModelForm):  # type: ignore[type-arg]
    """A network, for how long, and why."""

    lasts = forms.ChoiceField(
        choices=[("hour", "1 hour"), ("day", "1 day"), ("ever", "for ever")], label="Block for"
    )

    class Meta:
        model = IPBlock
        fields = ("network", "reason")

    def clean_network(self) -> str:
        """In its normal form, and none that is never blocked."""
        return blocking.checked_network(self.cleaned_data["network"])


class StandingFilter(admin.SimpleListFilter):
    """What refuses requests now, and what does not any more."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Both."""
        return [("active", "Active"), ("over", "Expired or lifted")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """By when it expires, and whether it was lifted."""
        unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now())
        active = Q(lifted_at__isnull=True) & unexpired
        if self.value() is None:
            return queryset
        return queryset.filter(active if self.value() == "active" else ~active)


@admin.register(IPBlock)
class IPBlockAdmin(ListAdmin):
    """One row a block. It is made and lifted; what it was stays."""

    form = IPBlockForm
    list_display = ("shown_network", "state", "reason", "since", "ends", "maker")
    list_filter = (StandingFilter,)
    search_fields = ("network__startswith",)
    search_help_text = "Begin of an address or network"
    joined = ("created_by", "lifted_by")
    actions = ("lift",)

    shown_network = column("network", formats.code, "network")
    since = column("created_at", formats.instant, "since", "created_at")

    @admin.display(description="state")
    def state(self, row: IPBlock) -> str:
        if row.is_active:
            return badge("Active", "bad")
        return badge("Lifted" if row.lifted_at else "Expired", "mute")

    @admin.display(description="until")
    def ends(self, row: IPBlock) -> str:
        return formats.instant(row.expires_at) if row.expires_at else "for ever"

    @admin.display(description="by")
    def maker(self, row: IPBlock) -> str:
        return formats.person(row.created_by, row.created_by_id)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who may add blocks."""
        return bool(request.user.has_perm("dashboard.add_ipblock"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """What is asked for a new one; all that is known of one that is there."""
        if obj is None:
            return ["network", "lasts", "reason"]
        return ["network", "reason", "state", "since", "ends", "maker", "lifted_at", "lifted_by"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """A block is not changed: another is made."""
        return self.get_fields(request, obj) if obj is not None else []

    def save_model(self, request: HttpRequest, obj: IPBlock, form: Any, change: bool) -> None:
        """Note who made it; the admin's history says when."""
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
            obj.expires_at = blocking.until(form.cleaned_data["lasts"])
        super().save_model(request, obj, form, change)

    @admin.action(description="Lift the selected blocks", permissions=["change"])
    def lift(self, request: HttpRequest, queryset: QuerySet[IPBlock]) -> None:
        lifted = blocking.lift(queryset, by=request.user)
        noun = "block was" if lifted == 1 else "blocks were"
        self.message_user(request, f"{lifted:,} {noun} lifted.", messages.SUCCESS)

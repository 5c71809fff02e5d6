"""Verdicts on findings: what the list of threats, and the page of one, can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse

from dashboard.admin import formats
from dashboard.admin.badges import severity_badge
from dashboard.admin.related import related_table
from dashboard.admin.undo import with_undo
from dashboard.models.threat_log import ThreatLog
from dashboard.threats import triage
from dashboard.threats.triage import Verdict

if TYPE_CHECKING:
    _Base = admin.ModelAdmin[Any]
else:
    _Base = object

_SAMPLE = 20
# How each verdict is asked for and told of, and the action that takes it back.
_WORDS = {
    Verdict.RESOLVED: ("Resolve", "resolved", "reopen"),
    Verdict.FALSE_POSITIVE: ("Mark as false", "marked as false", "reopen"),
    Verdict.OPEN: ("Reopen", "reopened", "resolve"),
}
_SELECTED: dict[str, Any] = {
    "Severity": lambda row: severity_badge(row.severity),
    "Type": lambda row: row.threat_type,
    "Description": lambda row: formats.preview(row.description),
    "Time": lambda row: formats.instant(row.created_at),
}


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What a page that asks once more must send again."""
    chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
    return [
        *((ACTION_CHECKBOX_NAME, key) for key in chosen),
        *((name, request.POST.get(name, "")) for name in ("action", "select_across", "back")),
    ]


class TriageActions(_Base):
    """Resolves, reopens and marks as false positives, after asking for a note."""

    @admin.action(description="Resolve the selected threats", permissions=["change"])
    def resolve(self, request: HttpRequest, queryset: QuerySet[Any]) -> TemplateResponse | None:
        return self._judge(request, queryset, Verdict.RESOLVED)

    @admin.action(description="Mark as false positives", permissions=["change"])
    def mark_false(self, request: HttpRequest, queryset: QuerySet[Any]) -> TemplateResponse | None:
        return self._judge(request, queryset, Verdict.FALSE_POSITIVE)

    @admin.action(description="Reopen the selected threats", permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: QuerySet[Any]) -> TemplateResponse | None:
        return self._judge(request, queryset, Verdict.OPEN)

    def _judge(
        self, request: HttpRequest, queryset: QuerySet[ThreatLog], verdict: Verdict
    ) -> TemplateResponse | None:
        """Ask for a note, then change what is to be changed and say how many there were."""
        verb, done, back = _WORDS[verdict]
        if "confirmed" in request.POST:
            note = request.POST.get("note", "").strip()
            changed = triage.judge(queryset, verdict, note=note, by=request.user)
            noun = "threat was" if len(changed) == 1 else "threats were"
            text = f"{len(changed):,} {noun} {done}."
            self.message_user(request, with_undo(request, text, back, changed), messages.SUCCESS)
            return None
        changing = triage.changing(queryset, verdict)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{verb}: threats",
            "opts": self.opts,
            "media": self.media,
            "verb": verb,
            "number": changing.order_by().count(),
            "table": related_table("Selected", changing[:_SAMPLE], _SELECTED),
            "kept": kept_fields(request),
        }
        return TemplateResponse(request, "admin/dashboard/threatlog/triage.html", context)

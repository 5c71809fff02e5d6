"""The Django admin: one file a model."""

from dashboard.admin import (
    alert,
    api_key,
    event,
    feedback_log,
    front_page,
    internals,
    ip_block,
    model_call,
    model_usage_stats,
    page_view,
    project,
    request_log,
    response_rule,
    threat_log,
    user_session,
)

__all__ = [
    "alert",
    "api_key",
    "event",
    "feedback_log",
    "front_page",
    "internals",
    "ip_block",
    "model_call",
    "model_usage_stats",
    "page_view",
    "project",
    "request_log",
    "response_rule",
    "threat_log",
    "user_session",
]

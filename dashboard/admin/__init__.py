"""The Django admin: one file a model."""

from dashboard.admin import (
    feedback_log,
    internals,
    model_call,
    model_usage_stats,
    request_log,
    threat_log,
    user_session,
)

__all__ = [
    "feedback_log",
    "internals",
    "model_call",
    "model_usage_stats",
    "request_log",
    "threat_log",
    "user_session",
]

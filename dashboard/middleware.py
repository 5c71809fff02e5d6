"""What a host imports: the middleware and the tracker."""

from dashboard.capture.middleware import RequestLoggingMiddleware
from dashboard.capture.tracker import TokenUsageTracker

__all__ = ["RequestLoggingMiddleware", "TokenUsageTracker"]

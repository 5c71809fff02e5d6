"""Content-Security-Policy: strict everywhere, looser only where third-party pages need it."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Unfold is driven by Alpine, which evaluates expressions, and writes its colours into the page.
# Its front page shows the dashboard in a frame.
ADMIN = {
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
}
EMBEDDED = {"frame-ancestors": [SELF]}
# Swagger UI's page brings its own style element.
DOCS = {"style-src": [SELF, UNSAFE_INLINE]}


class PathCSPMiddleware(CSPMiddleware):
    """Adds the policy of the path: the admin's, the API documentation's, or the strict one."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The policy of the response, as django-csp's parts."""
        parts = super().get_policy_parts(request, response, report_only)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith("admin:"):
            parts.replace = ADMIN
        elif name.startswith("dashboard:embedded"):
            parts.replace = EMBEDDED
        elif name == "dashboard:docs":
            parts.replace = DOCS
        return parts

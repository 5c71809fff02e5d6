"""WebSocket addresses: what a host puts beside its HTTP application (docs/live.md)."""

from __future__ import annotations

from typing import Any

from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.urls import path

from dashboard.live.consumer import DashboardConsumer, ProjectConsumer

# Django's types know of views only.
_dashboard: Any = DashboardConsumer.as_asgi()
_project: Any = ProjectConsumer.as_asgi()

websocket_urlpatterns: list[Any] = [
    path("ws/dashboard/", _dashboard),
    path("ws/projects/<int:id>/events/", _project),
]

# A session's cookie goes along from any site's page: only pages of ALLOWED_HOSTS may connect.
websocket_application = AllowedHostsOriginValidator(
    AuthMiddlewareStack(URLRouter(websocket_urlpatterns))
)

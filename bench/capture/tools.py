"""What is compared: ourselves, and others that record requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Tool:
    """A tool that records requests, as its own documentation says to set it up.

    ``model`` is the one whose rows are its records; empty where it does not keep them in the
    database. ``dashboard`` are settings of ours.
    """

    title: str
    middleware: tuple[str, ...] = ()
    apps: tuple[str, ...] = ()
    model: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    dashboard: dict[str, Any] = field(default_factory=dict)


OURS, OPENTELEMETRY, ORM = "dashboard", "opentelemetry", "orm-insert"
UNINSPECTED = "dashboard-without-inspection"

TOOLS = {
    OURS: Tool(
        "this middleware",
        ("dashboard.middleware.RequestLoggingMiddleware",),
        model="dashboard.RequestLog",
    ),
    UNINSPECTED: Tool(
        "this middleware without INSPECT",
        ("dashboard.middleware.RequestLoggingMiddleware",),
        model="dashboard.RequestLog",
        dashboard={"INSPECT": False},
    ),
    ORM: Tool(
        "ORM insert in a middleware",
        ("bench.capture.orm_insert.InsertMiddleware",),
        model="dashboard.RequestLog",
    ),
    "drf-api-logger": Tool(
        "DRF-API-Logger",
        ("drf_api_logger.middleware.api_logger_middleware.APILoggerMiddleware",),
        ("drf_api_logger",),
        "drf_api_logger.APILogsModel",
        {"DRF_API_LOGGER_DATABASE": True, "DRF_LOGGER_INTERVAL": 1},
    ),
    "django-request": Tool(
        "django-request",
        ("request.middleware.RequestMiddleware",),
        ("request",),
        "request.Request",
    ),
    # Its middleware is put in place by its instrumentor.
    OPENTELEMETRY: Tool("OpenTelemetry, batch processor"),
    "django-silk": Tool(
        "django-silk",
        ("silk.middleware.SilkyMiddleware",),
        ("silk",),
        "silk.Request",
        # Else it deletes what is counted in the end.
        {"SILKY_MAX_RECORDED_REQUESTS": 10**9},
    ),
}

"""``/api/dashboard/export/``: what is on screen, as a file."""

from __future__ import annotations

from typing import Any

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from dashboard.api.base import ApiView
from dashboard.api.errors import ApiError
from dashboard.api.questions import QUESTION, names_of, parse_question, refusals
from dashboard.api.request_filters import RequestFilterSet, narrowed
from dashboard.queries.dashboard.answer import get_dashboard
from dashboard.queries.dashboard.tables import SECTIONS, table_of
from dashboard.queries.export import FORMATS, stream
from dashboard.queries.requests import get_requests, table_of_requests

ROWS = "requests"
PARAMETERS = [
    *QUESTION,
    OpenApiParameter("format", str, enum=tuple(FORMATS), default="csv"),
    OpenApiParameter(
        "section",
        str,
        enum=(*SECTIONS, ROWS),
        default="series",
        description="A panel's table; `requests` is the rows, which `/api/requests/`'s own "
        "filters narrow.",
    ),
]
KNOWN = names_of(PARAMETERS)


class AnyFormat(BaseContentNegotiation):
    """Leaves ``format`` to the view, which names the parameter when it makes no sense."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """The first."""
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        """The first, which writes the errors."""
        return renderers[0], renderers[0].media_type


class ExportView(ApiView):
    """The tables behind the page."""

    content_negotiation_class = AnyFormat

    @extend_schema(
        parameters=PARAMETERS,
        responses={
            (200, "text/csv"): OpenApiTypes.STR,
            (200, "application/json"): OpenApiTypes.OBJECT,
            **refusals("VALIDATION_ERROR", "UNKNOWN_FORMAT", "UNKNOWN_SECTION"),
        },
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """One table as CSV or JSON, under the range and the filters of the dashboard."""
        section = _choice(request, "section", (*SECTIONS, ROWS), "series")
        known = KNOWN | set(RequestFilterSet.base_filters) if section == ROWS else KNOWN
        filters, time_range = parse_question(request, known=known)
        format = _choice(request, "format", tuple(FORMATS), "csv")
        if section == ROWS:
            rows = narrowed(get_requests(filters=filters, time_range=time_range), request)
            table = table_of_requests(rows)
        else:
            sees_threats = bool(request.user.is_staff)
            answer = get_dashboard(
                filters=filters, time_range=time_range, sees_threats=sees_threats
            )
            table = table_of(answer, section)
        days = f"{time_range.start:%Y%m%d}-{time_range.end:%Y%m%d}"
        return stream(
            request._request,
            name=f"{section}-{days}",
            format=format,
            chunks=FORMATS[format](*table),
        )


def _choice(request: Request, name: str, choices: tuple[str, ...], default: str) -> str:
    given = request.query_params.get(name, default)
    if given not in choices:
        message = f"{name} is one of {', '.join(choices)}."
        raise ApiError(f"UNKNOWN_{name.upper()}", message, field=name)
    return given

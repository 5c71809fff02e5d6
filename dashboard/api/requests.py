"""``/api/requests/``: the rows behind the numbers."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from dashboard.api.base import ApiView
from dashboard.api.errors import ApiError
from dashboard.api.pagination import CURSOR, PAGE_SIZE, NewestFirst
from dashboard.api.permissions import visible_filters
from dashboard.api.questions import QUESTION, RANGE, names_of, parse_question, refusals
from dashboard.api.request_filters import RequestFilterSet
from dashboard.api.request_serializers import (
    RequestChoicesSerializer,
    RequestDetailSerializer,
    RequestItemSerializer,
)
from dashboard.api.schema import error
from dashboard.models.request_log import RequestLog
from dashboard.queries.filters import Filters
from dashboard.queries.request_choices import get_request_choices
from dashboard.queries.requests import get_request, get_requests
from dashboard.queries.source import Source

KNOWN = names_of(QUESTION) | {*RequestFilterSet.base_filters, CURSOR, PAGE_SIZE}


@extend_schema_view(
    get=extend_schema(
        parameters=QUESTION,
        responses={
            200: RequestItemSerializer(many=True),
            **refusals("VALIDATION_ERROR", "INVALID_CURSOR", "INVALID_PAGE_SIZE"),
        },
    )
)
class RequestListView(ApiView, ListAPIView[RequestLog]):
    """Requests of a range, newest first. Staff see everything, anyone else their own."""

    serializer_class = RequestItemSerializer
    filterset_class = RequestFilterSet
    pagination_class = NewestFirst
    filter_backends = (DjangoFilterBackend,)
    queryset = RequestLog.objects.none()

    def get_queryset(self) -> QuerySet[RequestLog]:
        """The range's requests that the caller may see and the question's filters let through."""
        filters, time_range = parse_question(self.request, known=KNOWN)
        return get_requests(filters=filters, time_range=time_range)


class RequestDetailView(ApiView):
    """One request."""

    @extend_schema(
        responses={
            200: RequestDetailSerializer,
            401: error("NOT_AUTHENTICATED", "TOKEN_INVALID"),
            404: error("NOT_FOUND"),
            429: error("THROTTLED"),
        }
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        """A request with its model calls, feedback and findings.

        What is somebody else's is not there for who is not staff.
        """
        filters = visible_filters(user=request.user, asked=Filters())
        row = get_request(id=id, filters=filters)
        if row is None:
            raise ApiError("NOT_FOUND", "There is no such request.", status=404)
        return Response(RequestDetailSerializer(row, context={"request": request}).data)


class RequestChoicesView(ApiView):
    """What the filters can be set to."""

    @extend_schema(parameters=RANGE, responses={200: RequestChoicesSerializer, **refusals()})
    def get(self, request: Request) -> Response:
        """Models, endpoints, statuses and countries of the range's requests."""
        filters, time_range = parse_question(request, known=names_of(RANGE))
        return Response(dict(get_request_choices(source=Source(filters), time_range=time_range)))

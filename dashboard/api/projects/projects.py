"""``/api/projects/``: projects and their keys, for who owns them and for staff."""

from __future__ import annotations

import datetime as dt
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from dashboard.api.base import ApiView
from dashboard.api.errors import ApiError
from dashboard.api.pagination import CURSOR, PAGE_SIZE, NewestFirst
from dashboard.api.permissions import visible_project
from dashboard.api.projects import serializers as shapes
from dashboard.api.questions import single_values
from dashboard.api.row_pages import RowPages
from dashboard.api.schema import error
from dashboard.models.api_key import ApiKey
from dashboard.models.project import Project
from dashboard.projects.keys import Issued, NotActive, issue, revoke, rotate
from dashboard.projects.removal import remove_project
from dashboard.queries.projects.visible import visible_projects

_REFUSED: dict[int, Any] = {
    401: error("NOT_AUTHENTICATED", "TOKEN_INVALID"),
    429: error("THROTTLED"),
}
_WRONG = {400: error("VALIDATION_ERROR", "PARSE_ERROR")}
_NOT_FOUND = {404: error("NOT_FOUND")}


class ProjectListView(ApiView):
    """Projects."""

    @extend_schema(
        operation_id="projects_list",
        parameters=RowPages.parameters(),
        responses={
            200: RowPages.shape(shapes.ProjectSerializer),
            400: error("INVALID_CURSOR", "INVALID_PAGE_SIZE", "UNKNOWN_PARAMETER"),
            **_REFUSED,
        },
    )
    def get(self, request: Request) -> Response:
        """Your own projects, newest first; staff see everybody's."""
        single_values(request, frozenset({CURSOR, PAGE_SIZE}))
        pages = NewestFirst()
        rows: list[Project] = pages.paginate_queryset(visible_projects(request.user), request)
        return pages.get_paginated_response(shapes.ProjectSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="projects_create",
        request=shapes.ProjectSerializer,
        responses={201: shapes.ProjectSerializer, **_WRONG, **_REFUSED},
    )
    def post(self, request: Request) -> Response:
        """Begin a project."""
        given = _checked(shapes.ProjectSerializer(data=request.data))
        given.save(owner=request.user)
        return Response(given.data, status=201)


class ProjectDetailView(ApiView):
    """One project."""

    @extend_schema(responses={200: shapes.ProjectSerializer, **_REFUSED, **_NOT_FOUND})
    def get(self, request: Request, id: int) -> Response:
        """A project of yours."""
        return Response(shapes.ProjectSerializer(visible_project(request.user, id)).data)

    @extend_schema(
        request=shapes.ProjectSerializer,
        responses={200: shapes.ProjectSerializer, **_WRONG, **_REFUSED, **_NOT_FOUND},
    )
    def patch(self, request: Request, id: int) -> Response:
        """Change some of it."""
        return self._change(request, id, partial=True)

    @extend_schema(
        request=shapes.ProjectSerializer,
        responses={200: shapes.ProjectSerializer, **_WRONG, **_REFUSED, **_NOT_FOUND},
    )
    def put(self, request: Request, id: int) -> Response:
        """Change all of it."""
        return self._change(request, id, partial=False)

    @extend_schema(responses={204: None, **_REFUSED, **_NOT_FOUND})
    def delete(self, request: Request, id: int) -> Response:
        """Remove it, with its keys and all that was counted of it. There is no way back."""
        remove_project(visible_project(request.user, id))
        return Response(status=204)

    def _change(self, request: Request, id: int, *, partial: bool) -> Response:
        project = visible_project(request.user, id)
        given = _checked(shapes.ProjectSerializer(project, data=request.data, partial=partial))
        given.save()
        return Response(given.data)


class KeyListView(ApiView):
    """Keys of a project."""

    @extend_schema(
        operation_id="keys_list",
        responses={200: shapes.KeySerializer(many=True), **_REFUSED, **_NOT_FOUND},
    )
    def get(self, request: Request, id: int) -> Response:
        """All keys, newest first, those that have ended included."""
        rows = visible_project(request.user, id).keys.all()
        return Response(shapes.KeySerializer(rows, many=True).data)

    @extend_schema(
        operation_id="keys_create",
        request=shapes.NewKeySerializer,
        responses={201: shapes.IssuedKeySerializer, **_WRONG, **_REFUSED, **_NOT_FOUND},
    )
    def post(self, request: Request, id: int) -> Response:
        """Issue a key. The answer is the only place where it is ever shown."""
        project = visible_project(request.user, id)
        given = _checked(shapes.NewKeySerializer(data=request.data)).validated_data
        return _shown_once(issue(project, name=given["name"], by=request.user))


class KeyView(ApiView):
    """One key."""

    @extend_schema(
        operation_id="keys_revoke",
        responses={204: None, **_REFUSED, **_NOT_FOUND, 409: error("KEY_NOT_ACTIVE")},
    )
    def delete(self, request: Request, id: int, key: int) -> Response:
        """Revoke it: within seconds nothing that is sent with it is taken."""
        try:
            revoke(_key(request, id, key), by=request.user)
        except NotActive as wrong:
            raise _ended() from wrong
        return Response(status=204)


class KeyRotationView(ApiView):
    """Another key in the place of one."""

    @extend_schema(
        operation_id="keys_rotate",
        request=shapes.RotationSerializer,
        responses={
            201: shapes.IssuedKeySerializer,
            **_WRONG,
            **_REFUSED,
            **_NOT_FOUND,
            409: error("KEY_NOT_ACTIVE"),
        },
    )
    def post(self, request: Request, id: int, key: int) -> Response:
        """Issue a key, and let the old one end after a while."""
        row = _key(request, id, key)
        given = _checked(shapes.RotationSerializer(data=request.data)).validated_data
        grace = dt.timedelta(hours=given["graceHours"])
        try:
            return _shown_once(rotate(row, grace=grace, by=request.user))
        except NotActive as wrong:
            raise _ended() from wrong


def _checked(serializer: Any) -> Any:
    """The serializer, whose data makes sense. Raises ``ValidationError``."""
    assert isinstance(serializer, Serializer)
    serializer.is_valid(raise_exception=True)
    return serializer


def _key(request: Request, id: int, key: int) -> ApiKey:
    """A key of a visible project. Raises ``ApiError`` 404."""
    keys = visible_project(request.user, id).keys
    found = keys.filter(pk=key).first() if key < 1 << 63 else None
    if found is None:
        raise ApiError("NOT_FOUND", "There is no such key.", status=404)
    return found


def _ended() -> ApiError:
    return ApiError("KEY_NOT_ACTIVE", "This key has ended already.", status=409)


def _shown_once(issued: Issued) -> Response:
    shown = {**shapes.KeySerializer(issued.row).data, "key": issued.key}
    return Response(shown, status=201, headers={"Cache-Control": "no-store"})

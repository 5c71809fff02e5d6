"""Every error has one shape, wherever it comes from."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView

from config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from dashboard.api.errors import ApiError

RAISES: dict[str, Exception] = {
    "own": ApiError("RANGE_INVALID", "No such range.", field="range"),
    "later": ApiError("BUSY", "Not now.", status=503, retry_after=7),
    "missing": Http404("no such thing"),
    "forbidden": PermissionDenied(),
    "suspicious": SuspiciousOperation("a detail that stays here"),
    "broken": RuntimeError("a detail that stays here"),
}


class Inner(serializers.Serializer[Any]):
    number = serializers.IntegerField()


class Outer(serializers.Serializer[Any]):
    name = serializers.CharField()
    items = Inner(many=True)

    def validate(self, attrs: Any) -> Any:
        raise serializers.ValidationError("These do not go together.")


class RaisingView(APIView):
    permission_classes = ()

    def get(self, request: Request, kind: str) -> Response:
        raise RAISES[kind]

    def post(self, request: Request, kind: str) -> Response:
        Outer(data=request.data).is_valid(raise_exception=True)
        return Response({})


def plain(request: HttpRequest, kind: str) -> HttpResponse:
    raise RAISES[kind]


urlpatterns = [
    path("", include("dashboard.urls")),
    path("api/drf/<str:kind>/", RaisingView.as_view()),
    path("api/plain/<str:kind>/", plain),
    path("elsewhere/<str:kind>/", plain),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def quiet() -> Client:
    """A client that answers 500 as a server would."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("url", "status", "code", "details"),
    [
        ("/api/drf/own/", 400, "RANGE_INVALID", {"range": ["No such range."]}),
        ("/api/drf/later/", 503, "BUSY", {}),
        ("/api/drf/missing/", 404, "NOT_FOUND", {}),
        ("/api/drf/forbidden/", 403, "PERMISSION_DENIED", {}),
        ("/api/drf/suspicious/", 400, "BAD_REQUEST", {}),
        ("/api/drf/broken/", 500, "SERVER_ERROR", {}),
        ("/api/plain/missing/", 404, "NOT_FOUND", {}),
        ("/api/plain/forbidden/", 403, "PERMISSION_DENIED", {}),
        ("/api/plain/suspicious/", 400, "BAD_REQUEST", {}),
        ("/api/plain/broken/", 500, "SERVER_ERROR", {}),
        ("/api/no/such/path/", 404, "NOT_FOUND", {}),
        ("/api/auth/token/", 405, "METHOD_NOT_ALLOWED", {}),
    ],
)
def test_shape(
    quiet: Client, url: str, status: int, code: str, details: dict[str, list[str]]
) -> None:
    response = quiet.get(url)
    assert (response.status_code, response["Content-Type"]) == (status, "application/json")
    error = response.json()["error"]
    assert sorted(error) == ["code", "details", "message"]
    assert (error["code"], error["details"]) == (code, details)
    assert "stays here" not in response.content.decode()


@pytest.mark.parametrize("kind", ["missing", "forbidden", "suspicious", "broken"])
def test_other_paths_keep_their_pages(quiet: Client, kind: str) -> None:
    response = quiet.get(f"/elsewhere/{kind}/")
    assert response["Content-Type"].startswith("text/html")


def test_says_when_to_come_back(quiet: Client) -> None:
    assert quiet.get("/api/drf/later/")["Retry-After"] == "7"


def test_names_nested_fields(api: APIClient) -> None:
    response = api.post("/api/drf/own/", {"items": [{"number": 1}, {"number": "x"}, {}]})
    assert response.json()["error"] == {
        "code": "VALIDATION_ERROR",
        "message": "The input is not valid.",
        "details": {
            "name": ["This field is required."],
            "items.1.number": ["A valid integer is required."],
            "items.2.number": ["This field is required."],
        },
    }


def test_names_what_is_no_field(api: APIClient) -> None:
    response = api.post("/api/drf/own/", {"name": "n", "items": []})
    assert response.json()["error"]["details"] == {"nonFieldErrors": ["These do not go together."]}


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        ("{", "application/json", 400, "PARSE_ERROR"),
        ("[1]", "application/json", 400, "VALIDATION_ERROR"),
        ("a=1", "text/plain", 415, "UNSUPPORTED_MEDIA_TYPE"),
    ],
)
def test_bad_bodies(client: Client, body: str, content_type: str, status: int, code: str) -> None:
    response = client.post("/api/auth/token/", body, content_type=content_type)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_only_json_is_spoken(client: Client) -> None:
    response = client.get("/api/auth/me/", headers={"Accept": "text/html"})
    assert response.status_code == 406
    assert response.json()["error"]["code"] == "NOT_ACCEPTABLE"


def test_csrf_failure_is_json() -> None:
    response = Client(enforce_csrf_checks=True).post("/api/plain/missing/")
    assert (response.status_code, response.json()["error"]["code"]) == (403, "CSRF_FAILED")

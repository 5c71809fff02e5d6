"""What the OpenAPI schema says about errors."""

from __future__ import annotations

from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers


class ErrorBodySerializer(serializers.Serializer[dict[str, Any]]):
    """The inside of an error."""

    code = serializers.CharField(help_text="Stable and upper case, for programs.")
    message = serializers.CharField(help_text="For people.")
    details = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="The fields that are wrong, each with its messages.",
    )


class ErrorResponseSerializer(serializers.Serializer[dict[str, Any]]):
    """Every error, whatever its status."""

    error = ErrorBodySerializer()


def error(*codes: str) -> OpenApiResponse:
    """The schema of an error answer that carries one of ``codes``."""
    return OpenApiResponse(ErrorResponseSerializer, " or ".join(f"`{code}`" for code in codes))


def document_errors(
    result: dict[str, Any], generator: SchemaGenerator, request: object, public: bool
) -> dict[str, Any]:
    """A drf-spectacular hook: every operation may answer with an error of the one shape."""
    default = {
        "description": "An error; `error.code` says which.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorResponse"}}},
    }
    for operations in result["paths"].values():
        for operation in operations.values():
            operation["responses"].setdefault("default", default)
    return result

"""The host: 40 routes to one view that does nothing."""

from __future__ import annotations

from django.apps import apps
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, include, path

from bench.traffic.catalog import ENDPOINTS
from dashboard.middleware import TokenUsageTracker

# Keys of META by which a measured request tells the view what to do.
STATUS, CALL = "bench.status", "bench.call"


def answer(request: HttpRequest, pk: int) -> JsonResponse:
    """Answer with the status that is asked for; tell of a model call where there is one."""
    meta = request.META
    if CALL in meta:
        TokenUsageTracker.log_chat_completion(request=request, **meta[CALL])
    return JsonResponse({"id": pk, "answer": "Hello"}, status=meta[STATUS])


async def answer_async(request: HttpRequest, pk: int) -> JsonResponse:
    """The same under ASGI, where a scope has no place for such keys: headers tell."""
    meta = request.META
    if "HTTP_X_CALL" in meta:
        TokenUsageTracker.log_chat_completion(
            request=request,
            model_name=meta["HTTP_X_CALL"],
            usage_data={"prompt_tokens": 850, "completion_tokens": 240},
        )
    return JsonResponse({"id": pk, "answer": "Hello"}, status=int(meta["HTTP_X_STATUS"]))


urlpatterns: list[URLPattern | URLResolver] = [
    *(path(endpoint.pattern.removeprefix("/"), answer) for endpoint in ENDPOINTS),
    *(path("async" + endpoint.pattern, answer_async) for endpoint in ENDPOINTS),
]
if apps.is_installed("silk"):
    urlpatterns.append(path("silk/", include("silk.urls", namespace="silk")))

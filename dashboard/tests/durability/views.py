"""What the server processes serve: views that ask nothing of the database, and the ingest."""

from __future__ import annotations

from collections.abc import AsyncIterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from dashboard.api.projects.ingest import EventIngestView
from dashboard.middleware import TokenUsageTracker


async def chat(request: HttpRequest) -> HttpResponse:
    """One model call of ten tokens."""
    TokenUsageTracker.log_chat_completion(
        request=request,
        model_name="gpt-4o",
        provider="openai",
        usage_data={"prompt_tokens": 7, "completion_tokens": 3},
    )
    return HttpResponse("chat")


def plain(request: HttpRequest) -> HttpResponse:
    """No model call, from a synchronous view."""
    return HttpResponse("plain")


async def stream(request: HttpRequest) -> StreamingHttpResponse:
    """Three parts."""

    async def parts() -> AsyncIterator[str]:
        for number in range(3):
            yield f"part {number}"

    return StreamingHttpResponse(parts())


urlpatterns = [
    path("chat/", chat),
    path("plain/", plain),
    path("stream/", stream),
    path("api/events/ingest/", EventIngestView.as_view()),
]

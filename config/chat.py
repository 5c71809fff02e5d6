"""An example of a host's own view: a chat endpoint whose use shows on the dashboard."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Generator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dashboard.api.errors import ApiError
from dashboard.api.schema import error
from dashboard.middleware import TokenUsageTracker

MODEL = "echo"
SECONDS_PER_WORD = 0.02


class MessageSerializer(serializers.Serializer[dict[str, str]]):
    """One message of a conversation."""

    role = serializers.ChoiceField(choices=["system", "user", "assistant"])
    content = serializers.CharField(max_length=32_000)


class ChatSerializer(serializers.Serializer[dict[str, Any]]):
    """A conversation, and the model that shall go on with it."""

    model = serializers.CharField(max_length=100)
    messages = serializers.ListField(child=MessageSerializer(), allow_empty=False, max_length=100)
    stream = serializers.BooleanField(default=False)

    def validate_messages(self, messages: list[dict[str, str]]) -> list[dict[str, str]]:
        """There must be something to answer."""
        if messages[-1]["role"] != "user":
            raise serializers.ValidationError("The last message must be the user's.")
        return messages


class UsageSerializer(serializers.Serializer[dict[str, int]]):
    """Tokens of one call. The echo model's tokens are words split at whitespace."""

    promptTokens = serializers.IntegerField()
    completionTokens = serializers.IntegerField()
    totalTokens = serializers.IntegerField()


class ChatAnswerSerializer(serializers.Serializer[dict[str, Any]]):
    """The model's answer, and what it took."""

    model = serializers.CharField()
    message = MessageSerializer()
    finishReason = serializers.CharField()
    usage = UsageSerializer()


class ChatView(APIView):
    """Chat with ``echo``, a local model that returns the text it was sent."""

    permission_classes = (IsAuthenticated,)

    def perform_content_negotiation(
        self, request: Request, force: bool = False
    ) -> tuple[BaseRenderer, str]:
        """JSON for any Accept header: a client that streams asks for text/event-stream."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        request=ChatSerializer,
        responses={
            200: ChatAnswerSerializer,
            400: error("VALIDATION_ERROR", "MODEL_UNKNOWN"),
            401: error("NOT_AUTHENTICATED", "TOKEN_INVALID"),
        },
    )
    def post(self, request: Request) -> HttpResponseBase:
        """Answer the last message; with ``stream``, word by word as Server-Sent Events."""
        serializer = ChatSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        if data["model"] != MODEL:
            raise ApiError("MODEL_UNKNOWN", f'The only model here is "{MODEL}".', field="model")
        prompt_tokens = sum(len(message["content"].split()) for message in data["messages"])
        call = Call(request._request, prompt_tokens, data["messages"][-1]["content"])
        if data["stream"]:
            return call.stream()
        return Response(call.complete())


class Call:
    """One call of the echo model, logged when its answer has gone out."""

    def __init__(self, request: HttpRequest, prompt_tokens: int, text: str) -> None:
        self.request = request
        self.prompt_tokens = prompt_tokens
        self.text = text
        self.words_sent = 0

    def complete(self) -> dict[str, Any]:
        """The whole answer."""
        self.words_sent = len(self.text.split())
        message = {"role": "assistant", "content": self.text}
        return {"model": MODEL, "message": message, **self._finish("stop")}

    def stream(self) -> StreamingHttpResponse:
        """The answer as Server-Sent Events."""
        # Only an ASGI server can send from an asynchronous iterator without collecting it first.
        events = self._paced() if hasattr(self.request, "scope") else self._events()
        return StreamingHttpResponse(
            events, content_type="text/event-stream", headers={"Cache-Control": "no-cache"}
        )

    async def _paced(self) -> AsyncIterator[str]:
        events = self._events()
        try:
            for event in events:
                yield event
                await asyncio.sleep(SECONDS_PER_WORD)
        finally:
            events.close()

    def _events(self) -> Generator[str, None, None]:
        finished = False
        try:
            for word in self.text.split():
                self.words_sent += 1
                yield _event({"delta": word + " "})
            finished = True
            yield _event(self._finish("stop"))
        finally:
            # The client went away: what was sent until then was used all the same.
            if not finished:
                self._finish("cancelled")

    def _finish(self, reason: str) -> dict[str, Any]:
        total = self.prompt_tokens + self.words_sent
        TokenUsageTracker.log_chat_completion(
            request=self.request,
            model_name=MODEL,
            usage_data={
                "prompt_tokens": self.prompt_tokens,
                "completion_tokens": self.words_sent,
                "total_tokens": total,
            },
            cost_usd=None,
            finish_reason=reason,
        )
        usage = {
            "promptTokens": self.prompt_tokens,
            "completionTokens": self.words_sent,
            "totalTokens": total,
        }
        return {"finishReason": reason, "usage": usage}


def _event(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data)}\n\n"

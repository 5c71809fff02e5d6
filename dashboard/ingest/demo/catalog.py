"""What the made-up product is: its models, its routes, and how requests end."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

UNMATCHED = "(unmatched)"


class Model(NamedTuple):
    """A model with its share of the calls. Speed is in tokens a second, times in ms."""

    name: str
    provider: str
    share: float
    first_token_ms: int
    speed: int


CHAT_MODELS = (
    Model("gpt-4o-mini", "openai", 26, 380, 110),
    Model("gpt-4o", "openai", 17, 520, 75),
    Model("claude-sonnet-4-5", "anthropic", 16, 780, 68),
    Model("gemini-2.5-flash", "google", 12, 350, 190),
    Model("claude-haiku-4-5", "anthropic", 9, 420, 130),
    # Served by the company itself: nobody has a price for it.
    Model("llama-3.3-70b-instruct", "self-hosted", 7, 240, 55),
    Model("gpt-4.1-mini", "openai", 6, 410, 95),
    Model("o4-mini", "openai", 3, 2_900, 120),
    Model("mistral-large-latest", "mistral", 3, 560, 62),
    Model("gemini-2.5-pro", "google", 1, 1_900, 105),
)
EMBEDDING_MODELS = (
    Model("text-embedding-3-small", "openai", 85, 90, 0),
    Model("text-embedding-3-large", "openai", 15, 140, 0),
)


class Route(NamedTuple):
    """A route; ``{}`` in its path is a number. ``does`` says which model calls it makes."""

    method: str
    endpoint: str
    path: str
    does: str
    median_ms: int


CHAT, STREAM, AGENT, EMBED, PLAIN = "chat", "stream", "agent", "embed", ""

COMPLETIONS = Route("POST", "/v1/chat/completions", "/v1/chat/completions", CHAT, 18)
EMBEDDINGS = Route("POST", "/v1/embeddings", "/v1/embeddings", EMBED, 9)
MESSAGES = Route(
    "POST", "/api/conversations/<int:pk>/messages/", "/api/conversations/{}/messages/", STREAM, 24
)
CONVERSATION = Route("GET", "/api/conversations/<int:pk>/", "/api/conversations/{}/", PLAIN, 31)
CONVERSATIONS = Route("GET", "/api/conversations/", "/api/conversations/", PLAIN, 44)
SUMMARY = Route("POST", "/api/documents/<int:pk>/summary/", "/api/documents/{}/summary/", CHAT, 52)
DOCUMENTS = Route("GET", "/api/documents/", "/api/documents/", PLAIN, 58)
UPLOAD = Route("POST", "/api/documents/", "/api/documents/", EMBED, 210)
SEARCH = Route("GET", "/api/search/", "/api/search/", EMBED, 73)
RUN_AGENT = Route("POST", "/api/agents/<slug:name>/run/", "/api/agents/research/run/", AGENT, 65)
PROFILE = Route("GET", "/api/me/", "/api/me/", PLAIN, 12)
LOGIN = Route("POST", "/api/login/", "/api/login/", PLAIN, 95)
HOME = Route("GET", "/", "/", PLAIN, 16)
PRICING = Route("GET", "/pricing/", "/pricing/", PLAIN, 14)

# What scanners try: nothing of it is there.
PROBES = tuple(
    Route("GET", UNMATCHED, path, PLAIN, 4)
    for path in ("/.env", "/wp-login.php", "/.git/config", "/phpmyadmin/", "/server-status")
)


class Ending(NamedTuple):
    """How a request ends, with the error's type as the application names it."""

    status: int
    error_type: str


# Shares of a hundred thousand.
_USUAL = {
    Ending(400, "ValidationError"): 1_100,
    Ending(401, "NotAuthenticated"): 700,
    Ending(403, "PermissionDenied"): 300,
    Ending(404, "NotFound"): 900,
    Ending(429, "RateLimitError"): 450,
    Ending(500, "InternalServerError"): 420,
    Ending(502, "APIConnectionError"): 160,
    Ending(503, "ServiceUnavailable"): 130,
    Ending(504, "APITimeoutError"): 190,
}
FINE = Ending(200, "")


class Endings:
    """Endings to draw from: ``draw`` takes a number from 0 to 1."""

    def __init__(self, shares: dict[Ending, int]) -> None:
        self._table = list(zip(accumulate(n / 100_000 for n in shares.values()), shares))
        self._worst = self._table[-1][0]

    def draw(self, chance: float) -> Ending:
        """The ending at this place; most places are fine."""
        if chance >= self._worst:
            return FINE
        return next(ending for upto, ending in self._table if chance < upto)


USUAL = Endings(_USUAL)
# The provider's limit is reached: for most of an hour every second call is refused.
BURST = Endings({Ending(429, "RateLimitError"): 46_000, **_USUAL})
PROBED = Endings({Ending(404, "Http404"): 88_000, Ending(403, "PermissionDenied"): 12_000})

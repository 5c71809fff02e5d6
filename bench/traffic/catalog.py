"""What the product that is measured looks like: 40 endpoints, 12 models, real user agents."""

from __future__ import annotations

from typing import NamedTuple


class Endpoint(NamedTuple):
    """A route. ``share`` is of a thousand requests; all of its requests call a model, or none."""

    method: str
    pattern: str
    path: str
    share: int
    calls_model: bool
    median_ms: float


class Model(NamedTuple):
    """A model, and its share of a hundred calls."""

    name: str
    provider: str
    share: int


MODELS = (
    Model("gpt-4o-mini", "openai", 25),
    Model("gpt-4o", "openai", 16),
    Model("claude-sonnet-4-5", "anthropic", 15),
    Model("gemini-2.5-flash", "google", 11),
    Model("claude-haiku-4-5", "anthropic", 9),
    Model("gpt-4.1-mini", "openai", 6),
    # Served by the company itself: nobody has a price for it.
    Model("llama-3.3-70b-instruct", "self-hosted", 6),
    Model("o4-mini", "openai", 4),
    Model("text-embedding-3-small", "openai", 3),
    Model("mistral-large-latest", "mistral", 2),
    Model("gemini-2.5-pro", "google", 2),
    Model("gpt-4.1", "openai", 1),
)

# Shares of the 24 endpoints that call a model add up to 600 of a thousand requests.
_WITH_MODEL = {
    **{"chat": 190, "completions": 110, "messages": 70, "summaries": 40, "translations": 30},
    **{"answers": 25, "embeddings": 25, "rewrites": 20, "drafts": 15, "titles": 12},
    **{"classifications": 10, "extractions": 8, "suggestions": 7, "reviews": 6, "outlines": 5},
    **{"captions": 5, "keywords": 4, "replies": 4, "explanations": 4, "corrections": 3},
    **{"moderations": 3, "plans": 2, "tests": 1, "commits": 1},
}
_WITHOUT_MODEL = {
    **{"conversations": 120, "documents": 80, "profile": 50, "search": 40, "notifications": 30},
    **{"projects": 20, "files": 15, "teams": 10, "settings": 8, "invoices": 7, "members": 6},
    **{"tags": 5, "exports": 3, "webhooks": 3, "keys": 2, "audit": 1},
}
# With an id in the path, as most have: paths are many, and hardly ever the same.
ENDPOINTS = (
    *(
        Endpoint("POST", f"/api/{name}/<int:pk>/", f"/api/{name}/{{}}/", share, True, 1_100)
        for name, share in _WITH_MODEL.items()
    ),
    *(
        Endpoint("GET", f"/api/{name}/<int:pk>/", f"/api/{name}/{{}}/", share, False, 28)
        for name, share in _WITHOUT_MODEL.items()
    ),
)

_WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
_APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
_AGENTS = (
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_WEBKIT} Chrome/1{{0}}.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {_WEBKIT} Chrome/1{{0}}.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_WEBKIT} Chrome/1{{0}}.0.0.0 Safari/537.36 "
    "Edg/1{0}.0.0.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:1{0}.0) Gecko/20100101 Firefox/1{0}.0",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {_APPLE} Version/18.{{1}} Safari/605.1.15",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_{{1}} like Mac OS X) {_APPLE} Version/18.{{1}} "
    "Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (iPad; CPU OS 17_{{1}} like Mac OS X) {_APPLE} Version/17.{{1}} "
    "Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (Linux; Android 15; Pixel 9) {_WEBKIT} Chrome/1{{0}}.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 (Linux; Android 14; SM-S921B) {_WEBKIT} Chrome/1{{0}}.0.0.0 Mobile Safari/537.36",
    "OpenAI/Python 1.{0}.0",
    "OpenAI/JS 4.{0}.0",
    "python-requests/2.32.{1}",
    "okhttp/4.1{1}.0",
)
# Every kind in twenty versions.
USER_AGENTS = tuple(
    form.format(20 + version, version % 8) for version in range(20) for form in _AGENTS
)

# Of ten thousand requests.
ENDINGS = {
    (400, "ValidationError"): 90,
    (401, "NotAuthenticated"): 40,
    (403, "PermissionDenied"): 30,
    (404, "NotFound"): 80,
    (429, "RateLimitError"): 60,
    (500, "InternalServerError"): 40,
    (502, "APIConnectionError"): 20,
    (503, "ServiceUnavailable"): 10,
    (504, "APITimeoutError"): 15,
}
assert len(ENDPOINTS) == 40
assert sum(endpoint.share for endpoint in ENDPOINTS) == 1_000

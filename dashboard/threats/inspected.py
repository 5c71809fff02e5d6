"""What came in, as detectors see it: its places, each decoded once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from django.utils.functional import cached_property

from dashboard.conf import conf
from dashboard.threats.surface import PATH, Surface, repeated, surface_of

# So many strings of one body are looked at, and so deep.
_MOST_STRINGS = 200
_DEEPEST = 12
# Fields whose text goes to a model, with all that is below them.
PROMPT_FIELDS = frozenset(
    [
        "messages",
        "message",
        "content",
        "prompt",
        "prompts",
        "input",
        "inputs",
        "text",
        "question",
        "query",
        "instructions",
        "instruction",
        "system",
        "user",
        "document",
        "documents",
        "context",
        "parts",
    ]
)
# The name of a field, the text in it, and whether a model reads it.
Text = tuple[str, str, bool]
FORM = "application/x-www-form-urlencoded"
# Where texts are that the host itself reported.
MESSAGE = "message"
# Headers that applications print, store or hand to other programs.
_HEADERS = {
    name: f"header {name}"
    for name in ("user-agent", "referer", "cookie", "x-forwarded-for", "x-forwarded-host", "host")
}


def is_prompt_field(name: str) -> bool:
    """Whether what stands in a field goes to a model."""
    return name in PROMPT_FIELDS or name in conf.PROMPT_FIELDS


@dataclass(frozen=True)
class Inspected:
    """One request. Names of headers are lower case; ``body`` is as far as it was kept.

    ``fields`` are what a framework had parsed of a body that could not be kept itself.
    """

    method: str = "GET"
    path: str = "/"
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    fields: Any = None
    body_is_cut: bool = False
    status: int | None = None
    error_type: str = ""
    # Texts that went to a model by other ways than the body.
    messages: tuple[str, ...] = ()

    @cached_property
    def content_type(self) -> str:
        """The media type of the body, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @cached_property
    def body_text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @cached_property
    def json(self) -> Any:
        """The parsed body: what a framework made of it, or JSON; None where it is neither."""
        if self.fields is not None:
            return self.fields
        if self.body[:64].lstrip()[:1] not in (b"{", b"[", b'"'):
            return None
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    @cached_property
    def strings(self) -> list[Text]:
        """The strings of the body, in the order in which they stand there."""
        found: list[Text] = []
        _gather(self.json, "", False, 0, found)
        return found

    @cached_property
    def form(self) -> list[tuple[str, str]]:
        """The fields of a form that was not parsed by a framework."""
        if self.fields is not None or self.content_type != FORM or not self.body:
            return []
        return parse_qsl(self.body_text)[:_MOST_STRINGS]

    @cached_property
    def surfaces(self) -> list[Surface]:
        """Every text in which an attack on a web application may stand."""
        found = [repeated(PATH, self.path)]
        if self.query:
            found.append(surface_of("query", self.query, plus_is_space=True))
        headers = self.headers
        found += [
            repeated(where, headers[name]) for name, where in _HEADERS.items() if name in headers
        ]
        if not self.body and self.fields is None:
            return found
        if self.json is not None:
            found += [
                surface_of(f"body {name}".rstrip(), text)
                for name, text, _ in self.strings
                # A plain name or number, as most values are, can hold no attack.
                if not text.replace("-", "").replace("_", "").isalnum()
            ]
        elif self.body:
            is_form = self.content_type == FORM
            found.append(surface_of("body", self.body_text, plus_is_space=is_form))
        return found

    @cached_property
    def prompts(self) -> list[tuple[str, str]]:
        """Where, and what: the texts that go to a model."""
        found = [(MESSAGE, text) for text in self.messages]
        if not self.body and self.fields is None:
            return found
        found += [(f"body {name}", text) for name, text, read in self.strings if read]
        found += [(f"body {name}", text) for name, text in self.form if is_prompt_field(name)]
        if self.body_is_cut and self.json is None and self.body[:1] in (b"{", b"["):
            found.append(("body", self.body_text))
        return found


def texts_in(value: Any) -> list[str]:
    """The texts in a message or a list of messages, of whatever provider's form."""
    found: list[Text] = []
    _gather(value, "", True, 0, found)
    return [text for _, text, _ in found]


def _gather(value: Any, name: str, is_prompt: bool, depth: int, found: list[Text]) -> None:
    """Add the texts in a value, as many as are looked at in all."""
    if len(found) == _MOST_STRINGS:
        return
    if isinstance(value, str):
        if value:
            found.append((name, value, is_prompt))
    elif depth > _DEEPEST:
        return
    elif isinstance(value, Mapping):
        for key, item in value.items():
            key = str(key)
            if not key.replace("_", "").isalnum() and len(found) < _MOST_STRINGS:
                found.append((name, key, False))
            _gather(item, key[:60], is_prompt or is_prompt_field(key), depth + 1, found)
    elif isinstance(value, list | tuple):
        for item in value:
            _gather(item, name, is_prompt, depth + 1, found)

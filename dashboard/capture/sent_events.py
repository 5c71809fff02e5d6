"""A batch of events: each is looked at by itself, and those that make sense are handed on."""

from __future__ import annotations

import datetime as dt
import re
import time
from hashlib import blake2b
from typing import Annotated, Any, NamedTuple

import msgspec
from django.http import HttpRequest
from msgspec import Meta

from dashboard.capture.activity import page_of
from dashboard.capture.client_address import client_address, daily_digest, hashed_address
from dashboard.capture.redaction import clean
from dashboard.ingest.buffer import buffer
from dashboard.ingest.country import country_of
from dashboard.ingest.record import ProjectEvent
from dashboard.models.fields import to_micros
from dashboard.models.ids import new_id
from dashboard.projects.known_keys import KnownKey

MOST_EVENTS = 500
MOST_BYTES_OF_PROPERTIES = 32 * 1024
_DEEPEST = 32
_DAY_MICROS = 86_400_000_000
# Clocks differ: what lies ahead by less than this happened now.
_SKEW_MICROS = 5 * 60 * 1_000_000
_OLDEST_MICROS = 5 * 366 * _DAY_MICROS
# What stands for somebody who was not identified begins so, and no distinct id does.
ANONYMOUS = "~"


class Given(msgspec.Struct):
    """One event as it is sent."""

    event: Annotated[str, Meta(min_length=1, max_length=100)]
    properties: dict[str, Any] = {}
    session_id: Annotated[str, Meta(max_length=64)] = ""
    page_url: Annotated[str, Meta(max_length=2000)] = ""
    timestamp: dt.datetime | None = None
    event_id: Annotated[str, Meta(max_length=100)] = ""
    distinct_id: Annotated[str, Meta(max_length=128)] = ""
    referrer: Annotated[str, Meta(max_length=2000)] = ""


class Batch(msgspec.Struct):
    """The body of a request."""

    events: Annotated[list[msgspec.Raw], Meta(min_length=1)]


class Rejected(Exception):
    """Why an event is not taken: a stable code, the field, and what to do."""

    def __init__(self, code: str, field: str, message: str) -> None:
        super().__init__(message)
        self.code, self.field, self.message = code, field, message


class Refusal(NamedTuple):
    """Which event of a batch was not taken, and why."""

    place: int
    rejected: Rejected


_batches = msgspec.json.Decoder(Batch)
_given = msgspec.json.Decoder(Given)
_CODES = {
    "event": "INVALID_NAME",
    "properties": "INVALID_PROPERTIES",
    "session_id": "INVALID_SESSION_ID",
    "page_url": "INVALID_PAGE_URL",
    "timestamp": "INVALID_TIMESTAMP",
    "event_id": "INVALID_EVENT_ID",
    "distinct_id": "INVALID_DISTINCT_ID",
    "referrer": "INVALID_REFERRER",
}
# Escapes of JSON one by one: characters of two halves, halves without the other, and the rest.
_ESCAPES = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\."
)
_WHERE = re.compile(r" - at `\$\.(\w+)")
_MISSING = re.compile(r"missing required field `(\w+)`")


def events_of(body: bytes) -> list[msgspec.Raw]:
    """The events of a body, none of them looked at. Raises ``msgspec.DecodeError``."""
    try:
        return _batches.decode(body).events
    except RecursionError:
        raise msgspec.DecodeError("nested too deep") from None
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        # Browsers cut texts between the halves of a character, and the others are whole.
        whole = _ESCAPES.sub(_without_half, body)
        if whole == body:
            raise
        return _batches.decode(whole).events


def _without_half(escape: re.Match[bytes]) -> bytes:
    return b"\\ufffd" if escape["half"] else escape[0]


def record_events(
    request: HttpRequest, key: KnownKey, events: list[msgspec.Raw]
) -> tuple[int, list[Refusal]]:
    """Hand on what makes sense of a batch; how many events that were, and what was refused.

    What was taken is in the journal when this returns. Never touches the database.
    """
    sender = _Sender(request, key)
    taken: list[ProjectEvent] = []
    refused: list[Refusal] = []
    for index, raw in enumerate(events):
        try:
            taken.append(sender.event(raw))
        except Rejected as rejected:
            refused.append(Refusal(index, rejected))
    if taken:
        buffer.accept_all(taken)
    return len(taken), refused


class _Sender:
    """What all events of a request have in common."""

    def __init__(self, request: HttpRequest, key: KnownKey) -> None:
        meta = request.META
        self._key = key
        self._now = time.time_ns() // 1_000
        day = self._now // _DAY_MICROS
        address = client_address(meta.get("REMOTE_ADDR") or "", meta.get("HTTP_X_FORWARDED_FOR"))
        self._ip = hashed_address(address, day)
        self._country = country_of(address)
        self._agent = clean(meta.get("HTTP_USER_AGENT", ""))[:400]
        who = f"{key.project}|{address}|{self._agent}"
        self._anonymous = ANONYMOUS + daily_digest(who, day)

    def event(self, raw: msgspec.Raw) -> ProjectEvent:
        """The event as it is handed on. Raises ``Rejected``."""
        given = _decoded(raw)
        at = self._instant(given.timestamp)
        distinct_id = clean(given.distinct_id)
        if distinct_id.startswith(ANONYMOUS):
            raise Rejected(
                "INVALID_DISTINCT_ID", "distinct_id", f"It may not begin with a {ANONYMOUS}."
            )
        return ProjectEvent(
            _id_of(self._key.project, given.event_id) if given.event_id else new_id(at),
            at,
            self._key.project,
            _name(given.event),
            self._key.id,
            msgspec.Raw(_properties(given.properties)),
            clean(given.session_id),
            distinct_id,
            # Only a visit tells that there is somebody: a server's events have none.
            distinct_id or (self._anonymous if given.session_id else ""),
            page_of(given.page_url),
            page_of(given.referrer),
            self._ip,
            self._country,
            self._agent,
        )

    def _instant(self, timestamp: dt.datetime | None) -> int:
        if timestamp is None:
            return self._now
        at = to_micros(timestamp if timestamp.tzinfo else timestamp.replace(tzinfo=dt.UTC))
        if at > self._now + _SKEW_MICROS:
            raise Rejected("TIMESTAMP_IN_FUTURE", "timestamp", "This has not happened yet.")
        if at < self._now - _OLDEST_MICROS:
            raise Rejected("TIMESTAMP_TOO_OLD", "timestamp", "This was more than five years ago.")
        return min(at, self._now)


def _decoded(raw: msgspec.Raw) -> Given:
    try:
        return _given.decode(raw)
    except RecursionError:
        raise _too_deep() from None
    except UnicodeDecodeError:
        raise Rejected("INVALID_EVENT", "", "This is not UTF-8.") from None
    except msgspec.DecodeError as error:
        text = str(error)
        found = _WHERE.search(text) or _MISSING.search(text)
        field = found[1] if found else ""
        message = text.partition(" - at ")[0]
        raise Rejected(_CODES.get(field, "INVALID_EVENT"), field, f"{message}.") from None


def _name(given: str) -> str:
    name = given.strip()
    if not name or not name.isprintable():
        raise Rejected("INVALID_NAME", "event", "A name is made of characters that can be printed.")
    return name


def _properties(given: dict[str, Any]) -> bytes:
    """JSON that every database takes."""
    if not given:
        return b"{}"
    try:
        text = msgspec.json.encode(given)
    except (ValueError, UnicodeEncodeError):
        raise Rejected("INVALID_PROPERTIES", "properties", "This is no text.") from None
    if len(text) > MOST_BYTES_OF_PROPERTIES:
        most = MOST_BYTES_OF_PROPERTIES // 1024
        raise Rejected("PROPERTIES_TOO_LARGE", "properties", f"At most {most} kB as JSON.")
    if text.count(b"{") + text.count(b"[") > _DEEPEST and not _is_flat(given, _DEEPEST):
        raise _too_deep()
    if b"\\u0000" in text:
        # PostgreSQL has no such character.
        text = msgspec.json.encode(_without_nul(given))
    return text


def _too_deep() -> Rejected:
    return Rejected("INVALID_PROPERTIES", "properties", f"Nested more than {_DEEPEST} deep.")


def _is_flat(value: Any, levels: int) -> bool:
    """Whether a value is nested so many levels at most."""
    if not isinstance(value, dict | list):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_is_flat(one, levels - 1) for one in inner)


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if isinstance(value, dict):
        return {_without_nul(name): _without_nul(inner) for name, inner in value.items()}
    return [_without_nul(inner) for inner in value] if isinstance(value, list) else value


def _id_of(project: int, event_id: str) -> bytes:
    """The id of an event: of one sender's id there is one, whenever and however it is sent."""
    return blake2b(f"{project}|{event_id}".encode(), digest_size=16).digest()

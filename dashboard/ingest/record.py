"""What capture hands on: one line of a journal."""

from __future__ import annotations

import msgspec


class Call(msgspec.Struct, array_like=True, gc=False):
    """One call to a model. Times are whole microseconds, money whole nano-dollars."""

    model: str
    provider: str = ""
    operation: str = "chat"
    requested_model: str = ""
    response_model: str = ""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0
    cached_tokens: int | None = None
    reasoning_tokens: int | None = None
    cost_nanos: int | None = None
    latency_micros: int | None = None
    first_token_micros: int | None = None
    offset_micros: int | None = None
    finish_reason: str = ""
    failed: bool = False
    error_type: str = ""
    trace_id: str = ""
    span_id: str = ""
    parent_span_id: str = ""


class Record(msgspec.Struct, array_like=True, gc=False, tag="request"):
    """One request, as capture measured it. The address is already as IP_STORAGE wants it."""

    id: bytes
    created_micros: int
    method: str
    endpoint: str
    path: str
    status: int | None = None
    latency_micros: int | None = None
    first_byte_micros: int | None = None
    user: str = ""
    authenticated: bool = False
    # What tells visitors apart who are not signed in: a digest, never a cookie.
    client: str = ""
    ip: str = ""
    country: str = ""
    user_agent: str = ""
    error_type: str = ""
    error_message: str = ""
    calls: list[Call] = []
    demo: bool = False


class LateCalls(msgspec.Struct, array_like=True, gc=False, tag="late"):
    """Calls that ended after their request was recorded, with the record as it was then."""

    record: Record
    calls: list[Call]


class Activity(msgspec.Struct, array_like=True, gc=False, tag="activity"):
    """A sign of life from a frontend of somebody signed in: a page view, or with no path a
    heartbeat."""

    id: bytes
    created_micros: int
    user: str
    path: str = ""
    referrer: str = ""
    duration_micros: int | None = None
    client_session: str = ""
    client: str = ""
    ip: str = ""
    country: str = ""
    user_agent: str = ""
    demo: bool = False


class ProjectEvent(msgspec.Struct, array_like=True, gc=False, tag="event"):
    """One event of a project. The address is hashed, whatever IP_STORAGE says.

    ``visitor`` is who it is counted for: the distinct id, or what stands for it this day.
    """

    id: bytes
    created_micros: int
    project: int
    name: str
    key: int = 0
    # JSON as it will be stored; valid, and without what a database refuses.
    properties: msgspec.Raw = msgspec.Raw(b"{}")
    client_session: str = ""
    distinct_id: str = ""
    visitor: str = ""
    page_url: str = ""
    referrer: str = ""
    ip: str = ""
    country: str = ""
    user_agent: str = ""

    @property
    def user(self) -> str:
        """Nobody: people of a project have no account here."""
        return ""

    @property
    def demo(self) -> bool:
        """Never: a project's made-up events go with the project."""
        return False


class Lost(msgspec.Struct, array_like=True, gc=False, tag="lost"):
    """How many records a process had to drop since it last could say so."""

    count: int


class Finding(msgspec.Struct, array_like=True, gc=False, tag="finding"):
    """What detectors found in requests of one source, ``count`` times since the last entry.

    ``request`` is the id of one of them, where it is logged; ``rules`` says how often each rule
    matched. ``excerpt`` is redacted, and empty unless the settings allow to keep one.
    """

    first_micros: int
    last_micros: int
    threat_type: str
    severity: str
    detector: str
    score: float
    description: str
    count: int = 1
    rules: dict[str, int] = {}
    where: str = ""
    method: str = ""
    path: str = ""
    excerpt: str = ""
    start: int = 0
    end: int = 0
    ip: str = ""
    country: str = ""
    user: str = ""
    request: bytes = b""


class Inspections(msgspec.Struct, array_like=True, gc=False, tag="inspections"):
    """What became of the requests that were to be searched for attacks since the last note."""

    scanned: int
    unscanned: int
    failed: int


Entry = Record | LateCalls | Activity | ProjectEvent | Lost | Finding | Inspections

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)


def encode(entry: Entry) -> bytes:
    """One line of a journal, with a line break before and after.

    The one before keeps a record whole that follows a fragment of another, cut off when the
    disk was full.
    """
    return b"\n%b\n" % _encoder.encode(entry)


def decode(line: bytes) -> Entry:
    """The entry of a line. Raises ``msgspec.DecodeError`` for a torn or foreign line."""
    return _decoder.decode(line)

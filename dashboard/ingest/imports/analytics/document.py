"""The file: an object with ``sessions``, each with its actions (docs/importing.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from dashboard.ingest.imports.prepare import CannotImport

Value = str | int | float | None


class Device(msgspec.Struct):
    """What a session says of its device."""

    platform: str = ""
    version: str | int | float = ""
    browser: str = ""
    os: str = ""
    model: str = ""
    user_agent: str = ""


class Action(msgspec.Struct):
    """One thing that somebody did. ``type`` "page_view" opened a page; all else is a request."""

    timestamp: Value
    type: str = ""
    endpoint: str = ""
    method: str = ""
    path: str = ""
    status: Value = None
    duration_ms: Value = None
    referrer: str = ""


class Session(msgspec.Struct):
    """One visit as the file has it."""

    session_id: str | int
    user: str | int | None = None
    start_time: Value = None
    end_time: Value = None
    ip_address: str = ""
    device_info: Device = msgspec.field(default_factory=Device)
    actions: list[msgspec.Raw] = []


class _Document(msgspec.Struct):
    sessions: list[msgspec.Raw]


_session: msgspec.json.Decoder[Session] = msgspec.json.Decoder(Session)
_action: msgspec.json.Decoder[Action] = msgspec.json.Decoder(Action)


def read_sessions(path: Path) -> list[msgspec.Raw]:
    """The sessions of a file, unread: one that is wrong does not hold up the others.

    Raises ``CannotImport`` for a file that cannot be read, or is no such document.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Document).sessions
    except OSError as error:
        raise CannotImport(str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CannotImport(f"{path.name} is no app_analytics.json: {error}") from error


def session_of(raw: msgspec.Raw) -> Session:
    """One session. Raises ``msgspec.ValidationError``, which names the field."""
    return _session.decode(raw)


def action_of(raw: Any) -> Action:
    """One action. Raises ``msgspec.ValidationError``, which names the field."""
    return _action.decode(raw)

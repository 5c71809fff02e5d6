"""From a session of the file to requests, page views and signs of life."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import msgspec

from dashboard.ingest import device
from dashboard.ingest.country import country_of
from dashboard.ingest.imports import values
from dashboard.ingest.imports.accounts import Accounts
from dashboard.ingest.imports.analytics.document import Action, Session, action_of
from dashboard.ingest.imports.instants import InstantParser
from dashboard.ingest.imports.request_maker import StoredAddress
from dashboard.ingest.imports.row_format import BadRow
from dashboard.ingest.record import Activity, Record
from dashboard.models.ids import new_id

PAGE_VIEW = "page_view"
_DAY_MICROS = 86_400_000_000
_PLATFORMS = {"web": "web", "android": "Android", "ios": "iOS", "": ""}
_NAME, _PATH, _AGENT = values.text(200), values.text(500), values.text(400)

# Which action of which session, and what is wrong with it.
OnBad = Callable[[str, str], None]


class EntryMaker:
    """Makes entries of sessions. The same action has the same id in every file it is in."""

    def __init__(self, instant: InstantParser, since: int, stored_address: StoredAddress) -> None:
        """What lies before ``since`` (microseconds) is refused: whether it was there already
        could not be told."""
        self._instant = instant
        self._since = since
        self._stored_address = stored_address
        self._accounts = Accounts()

    def make(self, session: Session, on_bad: OnBad) -> list[Record | Activity]:
        """The entries of a session: its actions, and signs of life at its begin and end.

        Raises ``BadRow`` when its own fields are wrong; actions that are go to ``on_bad``.
        """
        name = str(session.session_id)
        about = self._about(session, name)
        made: list[Record | Activity] = []
        same: Counter[tuple[Any, ...]] = Counter()
        for field in ("start_time", "end_time"):
            if (value := getattr(session, field)) not in values.UNKNOWN:
                micros = _parse(field, value, self._known_instant)
                made.append(Activity(_id(name, field, micros, 0), micros, **about))
        for number, raw in enumerate(session.actions, start=1):
            try:
                action = action_of(raw)
                micros = _parse("timestamp", action.timestamp, self._known_instant)
                what = (action.type, action.endpoint, action.method, action.path, micros)
                same[what] += 1
                id = _id(name, repr(what), micros, same[what])
                made.append(_entry(id, micros, action, about, name))
            except (BadRow, msgspec.ValidationError) as error:
                on_bad(f"session {name}, action {number}", str(error))
        return made

    def _known_instant(self, value: Any) -> int:
        micros = self._instant(value)
        if micros < self._since:
            raise BadRow("lies before the time from which on rows are complete")
        return micros

    def _about(self, session: Session, name: str) -> dict[str, Any]:
        address = _parse("ip_address", session.ip_address, values.address)
        day = 0
        if session.start_time not in values.UNKNOWN:
            day = _parse("start_time", session.start_time, self._instant) // _DAY_MICROS
        return {
            "user": "" if session.user is None else self._accounts(session.user),
            "client": blake2b(name.encode(), digest_size=8).hexdigest(),
            "ip": self._stored_address(address, day) if address else "",
            "country": country_of(address),
            "user_agent": _agent(session),
        }


def _entry(
    id: bytes, micros: int, action: Action, about: dict[str, Any], session: str
) -> Record | Activity:
    duration = (
        None
        if action.duration_ms in values.UNKNOWN
        else _parse("duration_ms", action.duration_ms, values.micros)
    )
    if action.type == PAGE_VIEW:
        path = _PATH(action.path or action.endpoint).partition("?")[0]
        if not path:
            raise BadRow("path is empty")
        return Activity(
            id,
            micros,
            path=path,
            referrer=_PATH(action.referrer).partition("?")[0],
            duration_micros=duration,
            client_session=session[:64],
            **about,
        )
    endpoint = _NAME(action.endpoint or action.type or action.path.partition("?")[0])
    if not endpoint:
        raise BadRow("has neither an endpoint nor a type")
    return Record(
        id,
        micros,
        values.method(action.method) if action.method else "",
        endpoint,
        _PATH(action.path or endpoint),
        None if action.status in values.UNKNOWN else _parse("status", action.status, values.status),
        duration,
        authenticated=bool(about["user"]),
        **about,
    )


def _agent(session: Session) -> str:
    """The session's header; without one, words for its device, which need no parsing."""
    said = session.device_info
    if said.user_agent:
        return _AGENT(said.user_agent)
    platform = _PLATFORMS.get(said.platform.strip().lower())
    if platform is None:
        raise BadRow(f"device_info.platform {said.platform!r} is not web, android or ios")
    parts = (said.platform, said.version, said.os, said.browser, said.model)
    text = _AGENT("; ".join(str(part) for part in parts if part != ""))
    if text:
        version = str(said.version)[:30]
        found = (platform, said.browser[:60], said.os[:60], said.model[:80], version, False)
        device.learn(text, device.Device(*found))
    return text


def _id(session: str, what: str, micros: int, number: int) -> bytes:
    seed = blake2b(f"{session}|{what}|{number}".encode(), digest_size=16).digest()
    return new_id(micros, seed=int.from_bytes(seed))


def _parse(field: str, value: Any, parse: Callable[[Any], Any]) -> Any:
    try:
        return parse(value)
    except BadRow as error:
        raise BadRow(f"{field} {value!r} {error}") from None

"""From the values of a row to a record."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from dashboard.ingest.country import country_of
from dashboard.ingest.imports import values
from dashboard.ingest.imports.accounts import Accounts
from dashboard.ingest.imports.instants import InstantParser
from dashboard.ingest.imports.mapping import Mapping
from dashboard.ingest.imports.row_format import BadRow
from dashboard.ingest.record import Call, Record
from dashboard.models.ids import new_id

_DAY_MICROS = 86_400_000_000

# An address and a day since 1970 to the address as it may be kept.
StoredAddress = Callable[[str, int], str]


class RequestMaker:
    """Makes records of rows that all have the same mapping."""

    def __init__(
        self,
        mapping: Mapping,
        instant: InstantParser,
        stored_address: StoredAddress,
        key: bytes,
    ) -> None:
        """``key`` is the file's: with the line's number it makes the id of a request.

        Raises ``BadRow`` for a constant that its field does not take.
        """
        parsers: dict[str, Callable[[Any], Any]] = {
            **_PARSERS,
            "created_at": instant,
            "user": Accounts(),
        }
        self._columns = [(field, parsers[field]) for field in mapping.columns]
        self._constants: dict[str, Any] = {}
        for field, value in mapping.constants.items():
            try:
                self._constants[field] = parsers[field](value)
            except BadRow as error:
                raise BadRow(f"{field} {value!r} {error}") from None
        self._stored_address = stored_address
        self._key = key

    def make(self, picked: tuple[Any, ...], line: int) -> Record:
        """The record of a row that begins at a line. Raises ``BadRow``, which says why."""
        found = self._constants.copy()
        field, value = "", None
        try:
            for (field, parse), value in zip(self._columns, picked):
                if value not in values.UNKNOWN:
                    found[field] = parse(value)
        except BadRow as error:
            raise BadRow(f"{field} {_shown(value)} {error}") from None
        except (TypeError, ValueError, ArithmeticError):
            raise BadRow(f"{field} {_shown(value)} cannot be read") from None
        if "created_at" not in found:
            raise BadRow("created_at is empty")
        return self._record(found, line)

    def _record(self, found: dict[str, Any], line: int) -> Record:
        get = found.get
        micros, status, user = found["created_at"], get("status_code"), get("user", "")
        path, address = get("path", ""), get("ip_address", "")
        number = blake2b(b"%d" % line, digest_size=16, key=self._key).digest()
        return Record(
            new_id(micros, seed=int.from_bytes(number)),
            micros,
            get("method", ""),
            get("endpoint") or path.partition("?")[0][:200],
            path or get("endpoint", ""),
            status,
            get("latency_ms"),
            get("first_byte_ms"),
            user,
            bool(user),
            "",
            self._stored_address(address, micros // _DAY_MICROS) if address else "",
            get("country") or country_of(address),
            get("user_agent", ""),
            get("error_type", ""),
            "",
            _calls(found, status),
        )


def _calls(found: dict[str, Any], status: int | None) -> list[Call]:
    get = found.get
    model, total = get("model_name", ""), get("total_tokens")
    prompt, completion = get("prompt_tokens", 0), get("completion_tokens", 0)
    if not model:
        if total or prompt or completion:
            raise BadRow("has tokens and no model_name")
        return []
    return [
        Call(
            model,
            get("provider", ""),
            prompt_tokens=prompt,
            completion_tokens=completion,
            total_tokens=prompt + completion if total is None else total,
            cached_tokens=get("cached_tokens"),
            reasoning_tokens=get("reasoning_tokens"),
            cost_nanos=get("cost_usd"),
            latency_micros=get("latency_ms"),
            first_token_micros=get("time_to_first_token_ms"),
            finish_reason=get("finish_reason", ""),
            failed=(status or 0) >= 400,
            error_type=get("error_type", ""),
        )
    ]


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


_PARSERS: dict[str, Callable[[Any], Any]] = {
    "method": values.method,
    "endpoint": values.text(200),
    "path": values.text(500),
    "status_code": values.status,
    "latency_ms": values.micros,
    "first_byte_ms": values.micros,
    "ip_address": values.address,
    "country": values.country,
    "user_agent": values.text(400),
    "error_type": values.text(100),
    "model_name": values.text(100),
    "provider": values.text(50),
    "prompt_tokens": values.tokens,
    "completion_tokens": values.tokens,
    "total_tokens": values.tokens,
    "cached_tokens": values.tokens,
    "reasoning_tokens": values.tokens,
    "cost_usd": values.nanos,
    "finish_reason": values.text(50),
    "time_to_first_token_ms": values.micros,
}

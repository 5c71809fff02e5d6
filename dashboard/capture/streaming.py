"""Streamed responses: recorded when the stream ends, or the client goes away. Nothing is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from django.http import StreamingHttpResponse

from dashboard.capture.measurement import Measurement


class MeasuredStream:
    """A stream's parts, passed on one at a time, with the time of the first and the end noted."""

    def __init__(
        self, parts: Iterator[Any], measurement: Measurement, finish: Callable[[], None]
    ) -> None:
        self._parts = parts
        self._measurement = measurement
        self._finish = finish

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        try:
            part = next(self._parts)
        except StopIteration:
            self._finish()
            raise
        except BaseException as error:
            self._measurement.error = error
            self._finish()
            raise
        _note_first_byte(self._measurement)
        return part

    def close(self) -> None:
        """Called by the server when the response is done with, whether or not it was read."""
        self._finish()


class MeasuredAsyncStream:
    """The same for an asynchronous stream."""

    def __init__(
        self, parts: AsyncIterator[Any], measurement: Measurement, finish: Callable[[], None]
    ) -> None:
        self._parts = parts
        self._measurement = measurement
        self._finish = finish

    def __aiter__(self) -> AsyncIterator[Any]:
        return self

    async def __anext__(self) -> Any:
        try:
            part = await anext(self._parts)
        except StopAsyncIteration:
            self._finish()
            raise
        except BaseException as error:
            self._measurement.error = error
            self._finish()
            raise
        _note_first_byte(self._measurement)
        return part

    def close(self) -> None:
        """Called when the response is done with: after a disconnect nothing else is."""
        self._finish()


def measure_stream(
    response: StreamingHttpResponse, measurement: Measurement, finish: Callable[[], None]
) -> None:
    """Put a measured stream in the place of the response's own. The bytes stay the same."""
    parts: Any = response._iterator  # type: ignore[attr-defined]
    stream: MeasuredStream | MeasuredAsyncStream
    if response.is_async:
        stream = MeasuredAsyncStream(parts, measurement, finish)
    else:
        stream = MeasuredStream(parts, measurement, finish)
    # Not by its setter: that would forget which file a FileResponse streams.
    response._iterator = stream  # type: ignore[attr-defined]
    response._resource_closers.append(stream.close)  # type: ignore[attr-defined]


def _note_first_byte(measurement: Measurement) -> None:
    if measurement.first_byte_micros is None:
        measurement.first_byte_micros = measurement.elapsed_micros()

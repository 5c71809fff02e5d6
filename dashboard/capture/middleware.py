"""The middleware: measures each request and hands it on. Stands first in MIDDLEWARE."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from dashboard.capture.blocks import is_staff
from dashboard.capture.exclusions import is_excluded, is_unlogged
from dashboard.capture.inspection import inspect
from dashboard.capture.inspector import inspector
from dashboard.capture.measurement import CLIENT_CLOSED_REQUEST, Measurement
from dashboard.capture.refusals import refusal_of
from dashboard.capture.streaming import measure_stream
from dashboard.conf import conf
from dashboard.ingest.background import background

logger = logging.getLogger("dashboard.capture")

GetResponse = Callable[[HttpRequest], Any]
ATTRIBUTE = "_dashboard_measurement"


class RequestLoggingMiddleware:
    """Records every request: under WSGI and ASGI, around sync and async views.

    Whatever goes wrong in here is logged and the response goes out unchanged.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: GetResponse) -> None:
        if not conf.ENABLED:
            raise MiddlewareNotUsed
        background.drain_on_sigterm()
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self.is_async:
            return self._respond_async(request)
        measurement = _begin(request)
        refusal = refusal_of(request)
        if refusal is not None and not (refusal.spares_staff and is_staff(request)):
            return _end(request, refusal.response, measurement)
        try:
            response: HttpResponseBase = self.get_response(request)
        except BaseException as error:
            _abandon(request, measurement, error)
            raise
        return _end(request, response, measurement)

    async def _respond_async(self, request: HttpRequest) -> HttpResponseBase:
        measurement = _begin(request)
        refusal = refusal_of(request)
        if refusal is not None and not (
            refusal.spares_staff and await sync_to_async(is_staff)(request)
        ):
            return _end(request, refusal.response, measurement)
        try:
            response: HttpResponseBase = await self.get_response(request)
        except BaseException as error:
            _abandon(request, measurement, error)
            raise
        return _end(request, response, measurement)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Remember what a view raised: the response only says 500."""
        measurement = getattr(request, ATTRIBUTE, None)
        if measurement is not None:
            measurement.error = exception


def _begin(request: HttpRequest) -> Measurement | None:
    """Begin measuring, unless the request is not to be logged."""
    try:
        # With whatever comes first, a health check included: what dead processes left behind
        # waits to be written.
        background.ensure()
        if conf.INSPECT:
            inspector.ensure()
        if is_excluded(request.path):
            return None
        measurement = Measurement()
    except Exception:
        logger.exception("a request could not be measured")
        return None
    setattr(request, ATTRIBUTE, measurement)
    return measurement


def _end(
    request: HttpRequest, response: HttpResponseBase, measurement: Measurement | None
) -> HttpResponseBase:
    """Hand the record on; at once, or when the stream ends. All requests are inspected."""
    if measurement is None:
        _inspect(request, response, None)
        return response
    try:
        if is_unlogged(request):
            _inspect(request, response, None)
            return response
        response["X-Request-ID"] = measurement.request_id
        if isinstance(response, StreamingHttpResponse):
            measure_stream(
                response,
                measurement,
                lambda: _finish(request, response, measurement),
            )
        else:
            measurement.finish(request, response.status_code, response)
    except Exception:
        logger.exception("a request could not be recorded")
    _inspect(request, response, measurement)
    return response


def _inspect(
    request: HttpRequest, response: HttpResponseBase | None, measurement: Measurement | None
) -> None:
    if not conf.INSPECT:
        return
    try:
        inspect(request, response, measurement)
    except Exception:
        logger.exception("a request could not be inspected")


def _finish(request: HttpRequest, response: HttpResponseBase, measurement: Measurement) -> None:
    try:
        measurement.finish(request, response.status_code, response)
    except Exception:
        logger.exception("a streamed request could not be recorded")


def _abandon(request: HttpRequest, measurement: Measurement | None, error: BaseException) -> None:
    """Record a request that got no response: cut off by the client, or raising to the server."""
    if measurement is None:
        _inspect(request, None, None)
        return
    try:
        measurement.error = error
        gone = isinstance(error, asyncio.CancelledError)
        measurement.finish(request, CLIENT_CLOSED_REQUEST if gone else 500, None)
    except Exception:
        logger.exception("a request could not be recorded")
    _inspect(request, None, measurement)

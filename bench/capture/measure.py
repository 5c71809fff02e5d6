"""A step: requests through Django's handler, each with and without a tool, in turn."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Iterable

from django.apps import apps
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries
from django.test import override_settings

from bench.capture.exchange import Traffic
from bench.capture.opentelemetry import instrument
from bench.capture.settings import OTHERS, TOOL
from bench.capture.tools import OPENTELEMETRY, OURS, TOOLS
from bench.capture.writer_process import WriterProcess
from dashboard.ingest.record import Record

IS_OURS = TOOL.middleware == TOOLS[OURS].middleware
_LONGEST_WAIT = 60.0

Exchange = Callable[[bool, Record], float]


class Measured:
    """The handlers with and without the tool, and how many records the tool has kept."""

    def __init__(self, traffic: Traffic, asgi: bool) -> None:
        self._traffic = traffic
        handler = ASGIHandler if asgi else WSGIHandler
        # Django runs middleware that is not async in threads: their cost is not ours.
        others = [] if asgi else OTHERS
        with override_settings(MIDDLEWARE=others):
            self._bare = handler()
        with override_settings(MIDDLEWARE=[*TOOL.middleware, *others]):
            self._spans = instrument() if TOOL is TOOLS[OPENTELEMETRY] else None
            self._with = handler()
        self._loop = asyncio.new_event_loop() if asgi else None
        if asgi:
            # Receivers that are not async run in threads, too: nothing of ours, and noisy.
            for signal in (request_started, request_finished):
                signal.disconnect(close_old_connections)
                signal.disconnect(reset_queries)

    def exchange(self, tool: bool, record: Record) -> float:
        """Microseconds of one request, with the tool or without."""
        handler = self._with if tool else self._bare
        if self._loop is None:
            return self._traffic.exchange_wsgi(handler, record, tool and IS_OURS)
        return self._loop.run_until_complete(
            self._traffic.exchange_asgi(handler, record, tool and IS_OURS)
        )

    def kept(self) -> int:
        """Records that the tool has brought where it keeps them."""
        if self._spans is not None:
            return self._spans.spans
        return apps.get_model(TOOL.model)._default_manager.count()

    def wait_for(self, records: int) -> None:
        """Wait until the tool has kept so many; it is a mistake if it never does."""
        until = time.monotonic() + _LONGEST_WAIT
        while (kept := self.kept()) < records and time.monotonic() < until:
            time.sleep(0.1)
        assert kept == records, f"{TOOL.title} kept {kept} of {records} requests"


def in_turn(exchange: Exchange, records: Iterable[Record]) -> tuple[list[float], list[float]]:
    """Microseconds of each request without and with the tool, now one first, now the other."""
    times: tuple[list[float], list[float]] = ([], [])
    for number, record in enumerate(records):
        for tool in (number % 2 == 0, number % 2 != 0):
            times[tool].append(exchange(tool, record))
    return times


def cpu_micros(exchange: Exchange, tool: bool, records: Iterable[Record]) -> Callable[[], float]:
    """Make requests; what tells the CPU time of this process since, its threads included."""
    begun = time.process_time()
    for record in records:
        exchange(tool, record)
    return lambda: (time.process_time() - begun) * 1e6


def main(requests: int, users: int, asgi: bool) -> dict[str, float]:
    """Measure, see that every request was recorded once, and report."""
    call_command("migrate", verbosity=0)
    traffic = Traffic(users)
    measured = Measured(traffic, asgi)
    writer = WriterProcess() if IS_OURS else None
    warm_up = [*traffic.first_of_each()]
    in_turn(measured.exchange, warm_up)
    bare, with_tool = in_turn(measured.exchange, traffic.records(requests, "measured"))
    expected = len(warm_up) + requests
    measured.wait_for(expected)

    records = [*traffic.records(requests, "cpu")]
    bare_cpu = cpu_micros(measured.exchange, False, records)()
    writer_cpu = writer.cpu_micros() if writer else 0.0
    tool_cpu = cpu_micros(measured.exchange, True, records)
    measured.wait_for(expected + requests)
    added_cpu = tool_cpu() - bare_cpu
    writer_cpu = writer.cpu_micros() - writer_cpu if writer else 0.0
    if writer:
        writer.stop()
    median = statistics.median
    return {
        "bare": median(bare),
        "median": median(with_tool) - median(bare),
        "p99": p99(with_tool) - p99(bare),
        "cpu": (added_cpu + writer_cpu) / requests,
        "writer_cpu": writer_cpu / requests,
        "requests": requests,
    }


def p99(values: list[float]) -> float:
    """The 99th percentile."""
    return statistics.quantiles(values, n=100)[98]

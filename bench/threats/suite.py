"""Benchmark 6: what the detectors find, what they flag in vain, and what looking costs."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.utils.module_loading import import_string

from bench.table import Line
from bench.threats.prompts import cross_validate
from bench.threats.web import chat_of, rates, request_of
from dashboard.conf import DEFAULTS
from dashboard.threats.hit import Detector
from dashboard.threats.inspected import Inspected

# File and label, to what must hold of both ways together.
_TARGETS = {
    ("deepset_train", True): 75.0,
    ("deepset_train", False): 2.0,
    ("neuralchemy_sample", False): 2.0,
    ("benign_coding", False): 2.0,
    ("benign_hard", False): 8.0,
}
_LIMIT = 300.0
_AGENT = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/124.0.0.0 Safari/537.36"
)


def lines(folder: Path) -> Iterator[Line]:
    """A line a file, never pooled; nothing where there is no such folder."""
    if not settings.configured:
        # Detectors ask the host's settings, and that of tokens wants to know how they are signed.
        apps = ["django.contrib.auth", "django.contrib.contenttypes", "rest_framework_simplejwt"]
        settings.configure(INSTALLED_APPS=apps, SECRET_KEY="bench")
        django.setup()
    for rate in rates(folder):
        percent = 100 * rate.found / rate.of
        yield Line(f"{rate.what}, of {rate.of:,}", percent, "%", rate.target, rate.at_least)
    for (file, is_attack), ways in cross_validate(folder).items():
        what = f"prompts_{file}: {'attacks found' if is_attack else 'benign flagged'}"
        for way in ("rules", "model"):
            yield Line(f"{what}, {way} alone", 100 * ways[way], "%")
        target = _TARGETS.get((file, is_attack))
        yield Line(f"{what}, both", 100 * ways["both"], "%", target, is_attack)
    yield from _cost(folder)


def _cost(folder: Path) -> Iterator[Line]:
    """Microseconds a kilobyte, of all detectors, over requests of each kind."""
    detectors = [import_string(path) for path in DEFAULTS["DETECTORS"]]
    found: list[float] = []
    for name in ("prompts_benign_coding", "prompts_benign_hard", "web_payloads_attacks"):
        path = folder / f"{name}.jsonl"
        if not path.exists():
            continue
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        make = request_of if name.startswith("web") else chat_of
        # Words and browsers are known to a process that has run for a while; places are new.
        for first in ("warm-up", "measured"):
            micros = [
                _micros_a_kilobyte(make(row), f"/{first}-{number}", detectors)
                for number, row in enumerate(rows)
            ]
        found += micros
        yield Line(f"{name}: scanning a kilobyte, median", statistics.median(micros), "µs", _LIMIT)
    if found:
        yield Line(
            "scanning a kilobyte, 99th percentile", statistics.quantiles(found, n=100)[98], "µs"
        )


def _micros_a_kilobyte(request: Inspected, first: str, detectors: list[Detector]) -> float:
    """The cost of a request to a path that was never asked for, from a browser that was seen."""
    path = first + request.path
    headers = {"user-agent": _AGENT, **request.headers}
    size = len(path) + len(request.query) + len(request.body) + len(headers["user-agent"])
    fresh = Inspected(request.method, path, request.query, headers, request.body)
    begun = time.perf_counter()
    for detect in detectors:
        for _hit in detect(fresh):
            pass
    return (time.perf_counter() - begun) * 1e6 * 1024 / size

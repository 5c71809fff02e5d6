"""The detectors of the settings, each kept from doing harm."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from functools import cache

from django.core.signals import setting_changed
from django.dispatch import receiver
from django.utils.module_loading import import_string

from dashboard.conf import conf
from dashboard.threats.hit import Detector, Hit
from dashboard.threats.inspected import Inspected

logger = logging.getLogger("dashboard.threats")

# A detector that takes longer for one request than this, so often, is switched off.
_LONGEST_SECONDS = 0.25
_STRIKES = 3
_MOST_HITS = 20


class Failures:
    """How often each detector raised or took too long, in this process."""

    def __init__(self) -> None:
        self.raised: Counter[str] = Counter()
        self.slow: Counter[str] = Counter()
        # The detector that looks right now, or that looked last.
        self.running = ""
        self._lock = threading.Lock()

    def note_raised(self, name: str, error: Exception) -> None:
        """Count it, with a log line the first time."""
        with self._lock:
            self.raised[name] += 1
            first = self.raised[name] == 1
        if first:
            logger.error("the detector %s raised; it is told once: %r", name, error)

    def note_slow(self, name: str, seconds: float) -> None:
        """Count it, with a log line when the detector is switched off for it."""
        with self._lock:
            self.slow[name] += 1
            off = self.slow[name] == _STRIKES
        if off:
            logger.error("the detector %s is switched off: it took %.2f s again", name, seconds)

    def note_stuck(self) -> None:
        """Count the detector that runs and does not come back, and switch it off."""
        name = self.running
        with self._lock:
            self.slow[name] += _STRIKES
        logger.error("the detector %s is switched off: it did not come back", name)

    def is_off(self, name: str) -> bool:
        """Whether it took too long too often."""
        return self.slow[name] >= _STRIKES

    @property
    def count(self) -> int:
        """All failures so far."""
        return sum(self.raised.values()) + sum(self.slow.values())

    def clear(self) -> None:
        """Begin anew, with a new lock: in a forked child nobody gives the old one back."""
        self._lock = threading.Lock()
        self.raised.clear()
        self.slow.clear()


failures = Failures()


@cache
def detectors() -> dict[str, Detector]:
    """The detectors by their dotted paths. Raises ImportError for a path that leads nowhere."""
    return {path: import_string(path) for path in conf.DETECTORS}


def find(inspected: Inspected) -> list[Hit]:
    """What all detectors find in a request. Never raises."""
    found: list[Hit] = []
    try:
        known = detectors()
    except Exception as error:
        failures.note_raised("DETECTORS", error)
        return found
    # CPU time of this thread tells slow detectors from a busy machine, but costs a system call.
    cpu = time.thread_time()
    for name, detect in known.items():
        if failures.slow and failures.is_off(name):
            continue
        begun, failures.running = time.perf_counter(), name
        try:
            for hit in detect(inspected):
                found.append(hit)
                if len(found) >= _MOST_HITS:
                    return found
        except Exception as error:
            failures.note_raised(name, error)
        if time.perf_counter() - begun > _LONGEST_SECONDS:
            if (seconds := time.thread_time() - cpu) > _LONGEST_SECONDS:
                failures.note_slow(name, seconds)
            cpu = time.thread_time()
    return found


@receiver(setting_changed)
def forget(**kwargs: object) -> None:
    """Load the detectors again after settings changed."""
    detectors.cache_clear()
    failures.clear()

"""Settings of a host without unfold."""

from __future__ import annotations

from dashboard.tests.settings import *  # noqa: F403

INSTALLED_APPS = [
    name
    for name in INSTALLED_APPS  # noqa: F405
    if name.partition(".")[0] != "unfold"
]

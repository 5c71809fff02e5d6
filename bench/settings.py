"""Settings of what is measured: the project's own, with a database and journals of its own."""

from __future__ import annotations

import os

os.environ.setdefault("SECRET_KEY", "only-for-measurements-" + "0123456789" * 4)
os.environ.setdefault("HTTPS", "0")

from config.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
# Nothing was collected; a folder that is not there would be complained of.
STATIC_ROOT = BASE_DIR / "dashboard" / "static"  # noqa: F405
LOGGING = {"version": 1, "disable_existing_loggers": False}
DASHBOARD = {
    **DASHBOARD,  # noqa: F405
    "WRITER_THREAD": False,
    # As many questions as can be asked in a row.
    "RATE_LIMIT_PER_MINUTE": 1_000_000_000,
    "JOURNAL_DIR": os.environ["BENCH_JOURNALS"],
}

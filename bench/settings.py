"""Settings of what is measured: the project's own, with a database and journals of its own."""

from __future__ import annotations

import os

os.environ.setdefault("SECRET_KEY", "only-for-measurements-" + "0123456789" * 4)
os.environ.setdefault("HTTPS", "0")

from config import api
from config.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver"]
# As many questions as can be asked in a row.
REST_FRAMEWORK = {**api.REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}
# Nothing was collected; a folder that is not there would be complained of.
STATIC_ROOT = BASE_DIR / "dashboard" / "static"  # noqa: F405
LOGGING = {"version": 1, "disable_existing_loggers": False}
DASHBOARD = {
    **DASHBOARD,  # noqa: F405
    "WRITER_THREAD": False,
    "JOURNAL_DIR": os.environ["BENCH_JOURNALS"],
}

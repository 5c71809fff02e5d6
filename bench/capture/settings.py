"""Settings of a host with a trivial view; the tool is named by the environment."""

from __future__ import annotations

import os

from bench.capture.tools import TOOLS
from bench.settings import *  # noqa: F403

TOOL = TOOLS[os.environ["BENCH_TOOL"]]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "rest_framework",
    "rest_framework_simplejwt.token_blacklist",
    "dashboard",
    *TOOL.apps,
]
OTHERS = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
MIDDLEWARE = [*TOOL.middleware, *OTHERS]
# The admin's history is wanted, its pages are not.
SILENCED_SYSTEM_CHECKS = ["admin.E408", "admin.E409", "admin.E410"]
ROOT_URLCONF = "bench.capture.urls"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
DATABASES["default"]["CONN_MAX_AGE"] = None  # noqa: F405
# Failed requests are a part of the traffic, not of what is to be read.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {"django.request": {"handlers": [], "level": "CRITICAL", "propagate": False}},
}
globals().update(TOOL.settings)
DASHBOARD = {**DASHBOARD, **TOOL.dashboard}  # noqa: F405

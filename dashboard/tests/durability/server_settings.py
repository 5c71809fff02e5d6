"""Settings of the server processes: database and journal folder are told by environment."""

from __future__ import annotations

import json
import os

from dashboard.tests.settings import *  # noqa: F403

if os.environ.get("REDIS_URL"):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["REDIS_URL"],
        }
    }
ROOT_URLCONF = os.environ["DURABILITY_URLS"]
DASHBOARD = json.loads(os.environ["DURABILITY_DASHBOARD"])

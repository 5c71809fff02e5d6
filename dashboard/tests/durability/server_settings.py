"""Settings of the server processes: database and journal folder are told by environment."""

from __future__ import annotations

import json
import os

from dashboard.tests.settings import *  # noqa: F403

ROOT_URLCONF = "dashboard.tests.durability.views"
DASHBOARD = json.loads(os.environ["DURABILITY_DASHBOARD"])

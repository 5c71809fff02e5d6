"""The same pages work in the plain Django admin."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SAME = (
    "test_pages.py",
    "test_requests.py",
    "test_lists.py",
    "test_triage.py",
    "test_exports.py",
)


def test_all_of_it_works_without_unfold() -> None:
    """The tests beside this one, in a process whose settings do not know unfold."""
    folder = Path(__file__).parent
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0"]
    command += ["--ds=dashboard.tests.admin.plain_settings", *(str(folder / name) for name in SAME)]
    environment = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment | {"DATABASE_URL": "sqlite://:memory:"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-4_000:]
    probe = "import django; django.setup(); from dashboard.admin.base import ModelAdmin as m; "
    probe += "import sys; print(m.__module__, 'unfold' in sys.modules)"
    kind = subprocess.run(
        [sys.executable, "-c", probe],
        cwd=ROOT,
        env=environment | {"DJANGO_SETTINGS_MODULE": "dashboard.tests.admin.plain_settings"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert kind.stdout.split() == ["django.contrib.admin.options", "False"], kind.stderr

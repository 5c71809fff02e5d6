"""A step runs in a process of its own, with a database of its own, and says what it found.

It is a module with a function ``main``, which is called once Django is set up.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent


class Failed(Exception):
    """A step ended with an error."""


def run(
    module: str, database: str, journals: Path, settings: str = "bench.settings", **values: Any
) -> dict[str, Any]:
    """What ``main(**values)`` of a module returns; both are plain, as of JSON."""
    command = [sys.executable, "-m", "bench.step", module, json.dumps(values)]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DEBUG"},
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": database,
        "BENCH_JOURNALS": str(journals),
    }
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise Failed(f"{module} ended with {done.returncode}")
    # Other lines are of what was called.
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    django.setup()
    print(json.dumps(importlib.import_module(sys.argv[1]).main(**json.loads(sys.argv[2]))))

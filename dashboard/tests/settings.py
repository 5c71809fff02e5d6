"""Settings of the tests: the project's own, quick and without traces."""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0123456789" * 5)
os.environ.setdefault("HTTPS", "0")

from config.settings import *  # noqa: F403

# The real hasher is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Static files are found in the apps; nothing was collected.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

# A test that wants the writer, or blocks, turns them on; none touches this checkout's journals.
_journals = TemporaryDirectory(prefix="dashboard-tests-")
DASHBOARD = {
    **DASHBOARD,  # noqa: F405
    "WRITER_THREAD": False,
    "BLOCKING": False,
    "JOURNAL_DIR": _journals.name,
}

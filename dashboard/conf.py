"""The app's settings: one commented dict of defaults, overridden by the host's ``DASHBOARD``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed

DEFAULTS: dict[str, Any] = {
    # ---- capture -------------------------------------------------------------------------
    # Record requests at all. Off: the middleware removes itself at start.
    "ENABLED": True,
    # Paths (prefixes) that are never logged, on top of static files, the Django admin and
    # the dashboard's own reads.
    "EXCLUDE_PATHS": ["/metrics", "/favicon.ico", "/robots.txt"],
    # Log the admin and the dashboard's own reads too.
    "LOG_OWN_READS": False,
    # Part of the raw rows kept, 0 to 1. Totals stay exact: rollups count every request.
    "SAMPLE_RATE": 1.0,
    # Networks of the proxies in front of this server. Only they are believed when they say,
    # in X-Forwarded-For, who the client was.
    "TRUSTED_PROXIES": [],
    # How an address is kept: "full", "truncated" (/24, /48) or "hashed" (daily salt).
    "IP_STORAGE": "full",
    # Keep exception messages (keys and tokens in them are masked).
    "STORE_ERROR_MESSAGES": True,
    # ---- ingest --------------------------------------------------------------------------
    # Folder of the journals. None: "var/journal" under BASE_DIR.
    "JOURNAL_DIR": None,
    # A journal file is closed and a new one begun at this size.
    "JOURNAL_MAX_BYTES": 64 * 1024 * 1024,
    # Run the writer in a thread of the web process. Off: only run_ingest_worker writes.
    "WRITER_THREAD": True,
    # Seconds between two looks of the writer at the journals: how late a request shows. Twice
    # as long makes batches twice as large, and a request in a large one costs a third.
    "FLUSH_INTERVAL": 1.0,
    # Requests written in one transaction at most.
    "BATCH_SIZE": 32_000,
    # Records kept in memory while the journal cannot be written; what exceeds it is counted
    # as lost.
    "MEMORY_BUFFER": 10_000,
    # Different model names, and endpoints, that one day may bring; the rest is "(other)".
    "MAX_KEYS_PER_DAY": 500,
    # Minutes of silence after which a client's next request begins a new session.
    "SESSION_TIMEOUT_MINUTES": 30,
    # Names of features by endpoint, as {"/api/chat/": "Chat", "/api/documents/*": "Documents"};
    # a star stands for whatever follows. An endpoint without one goes by its own pattern.
    "FEATURE_NAMES": {},
    # ---- enrich --------------------------------------------------------------------------
    # A MaxMind country or city file; None: the open database that is installed with the app.
    "GEOIP_PATH": None,
    # ---- threats -------------------------------------------------------------------------
    # Look for attacks in what comes in.
    "INSPECT": True,
    # What looks: dotted paths of functions that take an Inspected and give Hits
    # (docs/threats.md shows how to write one).
    "DETECTORS": [
        "dashboard.threats.sqli.detect",
        "dashboard.threats.xss.detect",
        "dashboard.threats.traversal.detect",
        "dashboard.threats.rce.detect",
        "dashboard.threats.scanner.detect",
        "dashboard.threats.malformed.detect",
        "dashboard.threats.prompts.detect",
        "dashboard.threats.tokens.detect",
        "dashboard.threats.rate_limit.detect",
    ],
    # Bytes of a body that are looked at; what is beyond is not.
    "INSPECT_MAX_BYTES": 16 * 1024,
    # Requests that may wait in memory to be looked at; what exceeds it is counted as unscanned.
    "INSPECT_QUEUE": 2_000,
    # Keep a short excerpt of what was found, secrets masked. Off: only where and by which rule.
    "STORE_EVIDENCE": False,
    # The same finding from the same source within so many minutes is one finding that grows.
    "FINDING_WINDOW_MINUTES": 60,
    # So many accounts tried from one address within ten minutes are credential stuffing.
    "CREDENTIAL_STUFFING_ACCOUNTS": 5,
    # More requests than this of one address or one user within so many seconds are a finding.
    # None: nobody counts.
    "REQUEST_LIMIT": 1_000,
    "REQUEST_LIMIT_SECONDS": 60,
    # Answer 429 to what exceeds it. Off: it is only a finding.
    "REQUEST_LIMIT_ENFORCED": False,
    # Fields of bodies and forms whose text goes to a model, on top of the usual ones
    # ("messages", "prompt", "input", "question" and the like).
    "PROMPT_FIELDS": [],
    # ---- blocks --------------------------------------------------------------------------
    # Refuse requests from blocked networks. Off: no block has any effect.
    "BLOCKING": True,
    # Networks that no block may hit, on top of loopback, private ranges and trusted proxies.
    "NEVER_BLOCK": [],
    # Whether private ranges may be blocked, too.
    "BLOCK_PRIVATE": False,
    # ---- api -----------------------------------------------------------------------------
    # Requests to the API a minute, of one user or of one address.
    "RATE_LIMIT_PER_MINUTE": 240,
    # Whether anybody may open an account, by POST /api/auth/register/.
    "REGISTRATION_OPEN": False,
    # health/ answers 503 when this many bytes of journal wait to be written.
    "HEALTH_MAX_BACKLOG_BYTES": 256 * 1024 * 1024,
}


class Conf:
    """Attribute access to the settings: ``conf.SAMPLE_RATE``."""

    def __getattr__(self, name: str) -> Any:
        if name not in DEFAULTS:
            raise AttributeError(f"{name} is not a setting of the dashboard app")
        value = getattr(settings, "DASHBOARD", {}).get(name, DEFAULTS[name])
        self.__dict__[name] = value
        return value

    @property
    def journal_dir(self) -> Path:
        """The folder that holds the journals, whether or not it exists yet."""
        if self.JOURNAL_DIR is not None:
            return Path(self.JOURNAL_DIR)
        return Path(getattr(settings, "BASE_DIR", ".")) / "var" / "journal"

    def reload(self) -> None:
        """Forget what was read, as after ``override_settings``."""
        self.__dict__.clear()


conf = Conf()


def _on_setting_changed(*, setting: str, **kwargs: object) -> None:
    if setting == "DASHBOARD":
        conf.reload()


setting_changed.connect(_on_setting_changed, dispatch_uid="dashboard.conf")

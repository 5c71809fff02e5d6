"""Failed logins: one user's typos, and one address that tries the accounts of many."""

from __future__ import annotations

import time
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.cache import cache
from django.dispatch import receiver
from django.http import HttpRequest

from dashboard.capture.found import describe
from dashboard.capture.inspector import inspector, logger
from dashboard.capture.redaction import clean
from dashboard.capture.source import source_of
from dashboard.conf import conf
from dashboard.ingest.record import Finding

_WINDOW_SECONDS = 600
# More names than this of one address tell nothing new.
_MOST_NAMES = 100


@receiver(user_login_failed, dispatch_uid="dashboard.login_failed")
def on_login_failed(
    sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Note a failed login; the counting is done off the request. Never raises."""
    if not (conf.ENABLED and conf.INSPECT) or request is None:
        return
    try:
        meta = request.META
        name = credentials.get("username") or credentials.get("email") or ""
        # The name itself goes nowhere.
        account = blake2b(f"{settings.SECRET_KEY}|{name}".encode(), digest_size=8).hexdigest()
        inspector.offer(
            _count,
            time.time(),
            meta.get("REMOTE_ADDR") or "",
            meta.get("HTTP_X_FORWARDED_FOR"),
            account,
            request.method or "",
            clean(request.path)[:500],
        )
    except Exception:
        logger.exception("a failed login could not be noted")


def _count(
    now: float, remote: str, forwarded: str | None, account: str, method: str, path: str
) -> list[Finding]:
    """The finding of one failed login, and that of stuffing where it is the one too many."""
    micros = round(now * 1e6)
    ip, country = source_of(remote, forwarded, micros)

    def finding(threat_type: str, severity: str, score: float, rule: str) -> Finding:
        name = f"{threat_type}/{rule}"
        return Finding(
            micros, micros, threat_type, severity, name, score, describe(threat_type, rule),
            rules={name: 1}, where="login", method=method, path=path, ip=ip, country=country,
        )  # fmt: skip

    found = [finding("failed_login", "low", 0.5, "wrong-credentials")]
    if ip and _accounts_tried(ip, account, now) >= conf.CREDENTIAL_STUFFING_ACCOUNTS:
        found.append(finding("credential_stuffing", "high", 0.95, "many-accounts"))
    return found


def _accounts_tried(ip: str, account: str, now: float) -> int:
    """How many accounts an address has tried in the window that ends now, by all workers."""
    key = "dashboard.logins." + blake2b(ip.encode(), digest_size=16).hexdigest()
    tried: dict[str, float] = cache.get(key) or {}
    tried = {name: at for name, at in tried.items() if at > now - _WINDOW_SECONDS}
    if account in tried or len(tried) < _MOST_NAMES:
        tried[account] = now
    cache.set(key, tried, _WINDOW_SECONDS)
    return len(tried)

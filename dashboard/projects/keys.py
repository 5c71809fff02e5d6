"""Keys are issued, rotated and revoked, and every change leaves an entry."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any, NamedTuple

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone

from dashboard.models.api_key import ApiKey, hash_of
from dashboard.models.project import Project

_BEGIN = "aio_"
_PREFIX = 12
GRACE = dt.timedelta(hours=24)


class NotActive(Exception):
    """The key is revoked, or its grace period is over: there is nothing to change."""


class Issued(NamedTuple):
    """A key's row, and the key itself, which nobody can tell again."""

    row: ApiKey
    key: str


@transaction.atomic
def issue(project: Project, *, name: str = "", by: Any) -> Issued:
    """A new key of a project."""
    key = _BEGIN + secrets.token_urlsafe(32)
    row = ApiKey.objects.create(
        project=project, name=name, prefix=key[:_PREFIX], key_hash=hash_of(key), created_by=by
    )
    LogEntry.objects.log_actions(by.pk, [row], ADDITION, f"Issued for {project.name}.")
    return Issued(row, key)


@transaction.atomic
def rotate(row: ApiKey, *, grace: dt.timedelta = GRACE, by: Any) -> Issued:
    """A new key in the place of one that stays good for a while. Raises ``NotActive``."""
    old = _locked(row)
    ends = timezone.now() + grace
    old.expires_at = ends if old.expires_at is None else min(ends, old.expires_at)
    old.save(update_fields=["expires_at"])
    made = issue(old.project, name=old.name, by=by)
    text = (
        f"Rotated: {made.row.prefix} takes its place, this one ends at {old.expires_at:%F %R} UTC."
    )
    LogEntry.objects.log_actions(by.pk, [old], CHANGE, text)
    return made


@transaction.atomic
def revoke(row: ApiKey, *, by: Any) -> None:
    """End a key for good. Raises ``NotActive`` where it has ended."""
    old = _locked(row)
    old.revoked_at = timezone.now()
    old.save(update_fields=["revoked_at"])
    LogEntry.objects.log_actions(by.pk, [old], CHANGE, "Revoked.")


def _locked(row: ApiKey) -> ApiKey:
    """The key as it is now, and stays until this transaction ends."""
    old = ApiKey.objects.select_for_update().select_related("project").get(pk=row.pk)
    if not old.is_active():
        raise NotActive(str(old))
    return old

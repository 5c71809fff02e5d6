"""Accounts that findings came from are locked and unlocked, and every change leaves an entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import transaction

from dashboard.models.threat_log import ThreatLog


class Locked(NamedTuple):
    """Names of accounts whose state changed, and why others' did not."""

    changed: list[str]
    refused: list[str]


def can_lock() -> bool:
    """Whether this user model has accounts that can be locked."""
    try:
        get_user_model()._meta.get_field("is_active")
    except FieldDoesNotExist:
        return False
    return True


@transaction.atomic
def set_locked(findings: Iterable[ThreatLog], *, locked: bool, by: Any) -> Locked:
    """Lock or unlock the accounts of findings: who is locked cannot sign in any more.

    Staff are never locked from here. The account and each finding get an entry.
    """
    if not can_lock():
        return Locked([], ["Accounts of this user model cannot be locked."])
    of_user: dict[Any, list[ThreatLog]] = {}
    for finding in findings:
        if finding.user_id is not None:
            of_user.setdefault(finding.user_id, []).append(finding)
    accounts = get_user_model()._default_manager.filter(pk__in=of_user).select_for_update()
    changed, refused = [], []
    for account in accounts.order_by("pk"):
        name = account.get_username()
        if locked and _is_staff(account):
            refused.append(f"{name} is staff, whom only an administrator of accounts can lock.")
        elif account.is_active == (not locked):
            refused.append(f"{name} is {'locked already' if locked else 'not locked'}.")
        else:
            account.is_active = not locked
            account.save(update_fields=["is_active"])
            verb = "Locked" if locked else "Unlocked"
            LogEntry.objects.log_actions(by.pk, [account], CHANGE, f"{verb} because of threats.")
            LogEntry.objects.log_actions(
                by.pk, of_user[account.pk], CHANGE, f"{verb} the account {name}."
            )
            changed.append(name)
    if not of_user:
        refused.append("No account is known.")
    return Locked(changed, refused)


def _is_staff(account: Any) -> bool:
    return bool(getattr(account, "is_staff", False) or getattr(account, "is_superuser", False))

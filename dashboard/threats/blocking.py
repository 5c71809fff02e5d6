"""Blocks are made and lifted, and every change leaves an entry."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dashboard.conf import conf
from dashboard.models.ip_block import IPBlock, normal_network
from dashboard.models.response_rule import ResponseRule
from dashboard.models.threat_log import ThreatLog
from dashboard.threats.protected import overlap

# For how long staff may block; "ever" is until it is lifted.
DURATIONS = {"hour": dt.timedelta(hours=1), "day": dt.timedelta(days=1), "ever": None}

HASHED = "sha256:"
# What a truncated address stands for, and what is blocked with "its network".
_NETWORK_BITS = {4: 24, 6: 48}


class Refused(NamedTuple):
    """A finding that led to no block, and why."""

    finding: ThreatLog
    reason: str


def until(lasts: str) -> dt.datetime | None:
    """When a block of one of ``DURATIONS`` ends; None for never."""
    duration = DURATIONS[lasts]
    return timezone.now() + duration if duration else None


def checked_network(text: str) -> str:
    """A network that may be blocked, in its normal form. Raises ``ValidationError``."""
    network = normal_network(text)
    protected = overlap(ipaddress.ip_network(network))
    if protected is not None:
        raise ValidationError(f"{network} would hit {protected}, which is never blocked.")
    return network


def network_of(finding: ThreatLog, *, wide: bool = False) -> str:
    """What to block for a finding: its address, or its /24 (IPv6: /48).

    Raises ``ValidationError`` where there is nothing to block.
    """
    source = checked_network(_source_of(finding))
    return checked_network(_around(source)) if wide else source


@transaction.atomic
def block(
    network: str,
    *,
    reason: str,
    until: dt.datetime | None,
    by: Any,
    finding: ThreatLog | None = None,
) -> IPBlock:
    """Block a network until a moment, or for ever. Raises ``ValidationError``.

    ``by`` is None for a rule, whose firing says what it did.
    """
    made = IPBlock.objects.create(
        network=checked_network(network),
        reason=reason,
        expires_at=until,
        created_by=by,
        finding=finding,
    )
    if by is not None:
        LogEntry.objects.log_actions(by.pk, [made], ADDITION, _message(until, reason))
    return made


@transaction.atomic
def block_sources(
    findings: Iterable[ThreatLog], *, until: dt.datetime | None, by: Any, wide: bool = False
) -> tuple[list[IPBlock], list[Refused]]:
    """Block where findings came from, each source once; what was made, and what could not be.

    ``wide`` takes the network around each address.
    """
    made: dict[str, IPBlock] = {}
    refused: list[Refused] = []
    for finding in findings:
        try:
            network = network_of(finding, wide=wide)
        except ValidationError as error:
            refused.append(Refused(finding, error.messages[0]))
            continue
        if network not in made:
            reason = f"{finding.threat_type}, finding {finding.pk}"
            made[network] = block(network, reason=reason, until=until, by=by, finding=finding)
        text = f"Blocked {network} {duration(until)}."
        LogEntry.objects.log_actions(by.pk, [finding], CHANGE, text)
    return list(made.values()), refused


def blocks_of(findings: Iterable[ThreatLog]) -> QuerySet[IPBlock]:
    """The blocks that stand on the addresses that findings came from, and on their networks."""
    networks = set()
    for finding in findings:
        try:
            source = normal_network(_source_of(finding))
        except ValidationError:
            continue
        networks |= {source, _around(source)}
    return IPBlock.objects.standing().filter(network__in=networks)


@transaction.atomic
def lift(blocks: QuerySet[IPBlock], *, by: Any) -> int:
    """Lift those that stand; how many there were."""
    # Without what a list joins: PostgreSQL locks no row that may not be there.
    locked = blocks.select_related(None).select_for_update()
    standing = list(locked.filter(lifted_at__isnull=True))
    for row in standing:
        row.lifted_at, row.lifted_by = timezone.now(), by
        row.save(update_fields=["lifted_at", "lifted_by", "changed_at"])
    if by is not None:
        LogEntry.objects.log_actions(by.pk, standing, CHANGE, "Lifted.")
    return len(standing)


@transaction.atomic
def panic(*, by: Any) -> tuple[int, int]:
    """Lift all blocks and put the rules that are on into shadow mode; how many of each."""
    rules = list(ResponseRule.objects.filter(mode=ResponseRule.Mode.ON).select_for_update())
    for rule in rules:
        rule.mode = ResponseRule.Mode.SHADOW
        rule.save(update_fields=["mode"])
    if by is not None:
        LogEntry.objects.log_actions(by.pk, rules, CHANGE, "Put into shadow mode.")
    return lift(IPBlock.objects.all(), by=by), len(rules)


def _source_of(finding: ThreatLog) -> str:
    """Its address; the network that a truncated one stands for."""
    address = finding.ip_address or ""
    if not address:
        raise ValidationError("It has no address.")
    if address.startswith(HASHED):
        raise ValidationError("Its address was kept as a hash, which cannot be blocked.")
    if conf.IP_STORAGE != "truncated":
        return address
    try:
        return f"{address}/{_NETWORK_BITS[ipaddress.ip_address(address).version]}"
    except ValueError:
        return address


def _around(source: str) -> str:
    """The network of NETWORK_BITS that holds a network, unless that is wider already."""
    network = ipaddress.ip_network(source)
    bits = min(network.prefixlen, _NETWORK_BITS[network.version])
    return str(network.supernet(new_prefix=bits))


def _message(until: dt.datetime | None, reason: str) -> str:
    said = f"Blocked {duration(until)}."
    return f"{said} Reason: {reason}" if reason else said


def duration(until: dt.datetime | None) -> str:
    """How long a block lasts, in words."""
    return f"until {until.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC" if until else "for ever"

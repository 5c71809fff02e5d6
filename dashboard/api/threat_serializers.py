"""How findings are written, and what triage takes."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry
from rest_framework import serializers

from dashboard.api.fields import InstantField
from dashboard.api.request_serializers import RequestItemSerializer, name_of
from dashboard.models.ip_block import IPBlock
from dashboard.models.rule_firing import RuleFiring
from dashboard.models.threat_log import ThreatLog
from dashboard.threats.blocking import DURATIONS
from dashboard.threats.triage import Verdict

Text = serializers.CharField
MOST_AT_ONCE = 500


class ThreatItemSerializer(serializers.ModelSerializer[ThreatLog]):
    """One finding in a list."""

    id = Text()
    createdAt = InstantField(source="created_at", help_text="When it was seen first.")
    lastSeen = InstantField(source="seen_last", help_text="When it was seen last.")
    score = serializers.FloatField(
        allow_null=True, help_text="How sure the rule was, 0 to 1; null where nobody said."
    )
    falsePositive = serializers.BooleanField(source="is_false_positive")
    threatType = Text(source="threat_type")
    ipAddress = Text(source="ip_address", allow_null=True)
    countryCode = Text(source="country")
    userId = Text(source="user_id", allow_null=True)
    username = serializers.SerializerMethodField()
    requestId = Text(source="request_id", allow_null=True)
    resolvedAt = InstantField(source="resolved_at", allow_null=True)
    resolvedBy = serializers.SerializerMethodField()

    class Meta:
        model = ThreatLog
        fields: tuple[str, ...] = (
            "id",
            "createdAt",
            "lastSeen",
            "count",
            "threatType",
            "severity",
            "description",
            "detector",
            "score",
            "ipAddress",
            "countryCode",
            "userId",
            "username",
            "requestId",
            "resolved",
            "falsePositive",
            "resolvedAt",
            "resolvedBy",
            "note",
        )
        read_only_fields = fields

    def get_username(self, row: ThreatLog) -> str:
        """Whose request it was; empty for nobody, and for an account that is gone."""
        return name_of(row.user)

    def get_resolvedBy(self, row: ThreatLog) -> str:
        """Who resolved it; empty while it is open."""
        return name_of(row.resolved_by)


class HistoryEntrySerializer(serializers.Serializer[LogEntry]):
    """What somebody did to it."""

    at = InstantField(source="action_time")
    by = serializers.SerializerMethodField()
    text = Text(source="get_change_message")

    def get_by(self, row: LogEntry) -> str:
        """Who it was."""
        return name_of(row.user)


class ThreatDetailSerializer(ThreatItemSerializer):
    """One finding with all that helps to judge it."""

    evidence = serializers.JSONField()
    request = RequestItemSerializer(allow_null=True)

    class Meta(ThreatItemSerializer.Meta):
        fields = (*ThreatItemSerializer.Meta.fields, "evidence", "request")
        read_only_fields = fields


class NearSerializer(serializers.Serializer[dict[str, Any]]):
    """The newest that came from the same place."""

    by = serializers.ChoiceField(("address", "user"))
    requests = RequestItemSerializer(many=True)
    threats = ThreatItemSerializer(many=True)


class RuleQualitySerializer(serializers.Serializer[dict[str, Any]]):
    """How often a rule was right, as far as staff looked."""

    findings = serializers.IntegerField()
    judged = serializers.IntegerField(help_text="Findings that staff resolved.")
    falsePositives = serializers.IntegerField(help_text="Those of them in which nothing was.")


class StandingBlockSerializer(serializers.Serializer[IPBlock]):
    """The block of where a finding came from."""

    network = Text()
    expiresAt = InstantField(source="expires_at", allow_null=True, help_text="Null: for ever.")


class FiringSerializer(serializers.Serializer[RuleFiring]):
    """What a rule of response did, or would have done in shadow mode."""

    at = InstantField(source="created_at")
    rule = Text(source="rule.name")
    outcome = Text()
    inShadow = serializers.BooleanField(source="was_shadow")


class ThreatResponseSerializer(serializers.Serializer[dict[str, Any]]):
    """One finding, what came from its address and of its user, and what staff did to it."""

    threat = ThreatDetailSerializer()
    near = NearSerializer(many=True)
    history = HistoryEntrySerializer(many=True)
    firings = FiringSerializer(many=True)
    rule = RuleQualitySerializer(allow_null=True)
    block = StandingBlockSerializer(allow_null=True)
    mayBlock = serializers.BooleanField(help_text="Whether the caller may block its address.")
    mayLock = serializers.BooleanField(help_text="Whether the caller may lock its account.")
    accountLocked = serializers.BooleanField(
        allow_null=True, help_text="Null where there is no account."
    )


class ChosenSerializer(serializers.Serializer[dict[str, Any]]):
    """Some findings."""

    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        allow_empty=False,
        max_length=MOST_AT_ONCE,
    )


class TriageSerializer(ChosenSerializer):
    """Findings, what becomes of them, and why."""

    verdict = serializers.ChoiceField(Verdict.choices)
    note = serializers.CharField(max_length=2_000, allow_blank=True, required=False, default="")


class TriagedSerializer(serializers.Serializer[dict[str, Any]]):
    """How many of them changed; the others were in that state already, or are not there."""

    changed = serializers.IntegerField()


class BlockSerializer(ChosenSerializer):
    """Findings whose sources are to be blocked, and for how long."""

    lasts = serializers.ChoiceField(tuple(DURATIONS))
    network = serializers.BooleanField(
        default=False, help_text="Block the /24 (IPv6: /48) around each address."
    )


class RefusedSerializer(serializers.Serializer[dict[str, Any]]):
    """A finding that led to no block."""

    id = Text()
    reason = Text()


class BlockedSerializer(serializers.Serializer[dict[str, Any]]):
    """What is blocked now, and what could not be."""

    blocked = serializers.ListField(child=Text())
    refused = RefusedSerializer(many=True)


class LiftedSerializer(serializers.Serializer[dict[str, Any]]):
    """How many blocks were lifted."""

    lifted = serializers.IntegerField()


class LockSerializer(ChosenSerializer):
    """Findings whose accounts are to be locked or unlocked."""

    locked = serializers.BooleanField()


class LockedSerializer(serializers.Serializer[dict[str, Any]]):
    """Names of the accounts that changed, and why others did not."""

    changed = serializers.ListField(child=Text())
    refused = serializers.ListField(child=Text())

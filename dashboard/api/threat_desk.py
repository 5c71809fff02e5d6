"""What staff do about findings: ``/api/threats/triage/``, ``block/``, ``unblock/``, ``lock/``."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from dashboard.api.base import ApiView
from dashboard.api.permissions import MayBlock, MayChangeThreats, MayLift, MayLock
from dashboard.api.schema import error
from dashboard.api.threat_serializers import (
    BlockedSerializer,
    BlockSerializer,
    ChosenSerializer,
    LiftedSerializer,
    LockedSerializer,
    LockSerializer,
    TriagedSerializer,
    TriageSerializer,
)
from dashboard.models.threat_log import ThreatLog
from dashboard.threats.accounts import set_locked
from dashboard.threats.blocking import block_sources, blocks_of, lift, until
from dashboard.threats.triage import Verdict, judge

_REFUSALS: dict[int, Any] = {
    400: error("VALIDATION_ERROR", "PARSE_ERROR"),
    401: error("NOT_AUTHENTICATED", "TOKEN_INVALID"),
    403: error("PERMISSION_DENIED"),
    429: error("THROTTLED"),
}


def _asked(
    serializer: type[Serializer[Any]], request: Request
) -> tuple[QuerySet[ThreatLog], dict[str, Any]]:
    """The findings that a body names, and all of the body. Raises ``ValidationError``."""
    given = serializer(data=request.data)
    given.is_valid(raise_exception=True)
    chosen = ThreatLog.objects.filter(pk__in=given.validated_data["ids"])
    return chosen.order_by("pk"), given.validated_data


class TriageView(ApiView):
    """Resolve findings, mark them as false positives, or reopen them."""

    permission_classes = (MayChangeThreats,)

    @extend_schema(request=TriageSerializer, responses={200: TriagedSerializer, **_REFUSALS})
    def post(self, request: Request) -> Response:
        """Give some a verdict, with a note. Each that changes gets an entry in its history."""
        findings, given = _asked(TriageSerializer, request)
        verdict, note = Verdict(given["verdict"]), given["note"].strip()
        changed = judge(findings, verdict, note=note, by=request.user)
        return Response({"changed": len(changed)})


class BlockView(ApiView):
    """Block where findings came from."""

    permission_classes = (MayBlock,)

    @extend_schema(request=BlockSerializer, responses={200: BlockedSerializer, **_REFUSALS})
    def post(self, request: Request) -> Response:
        """Block the addresses of some findings, for an hour, a day, or until it is lifted."""
        findings, given = _asked(BlockSerializer, request)
        made, refused = block_sources(
            findings, until=until(given["lasts"]), by=request.user, wide=given["network"]
        )
        answer = {
            "blocked": [row.network for row in made],
            "refused": [{"id": str(one.finding.pk), "reason": one.reason} for one in refused],
        }
        return Response(answer)


class UnblockView(ApiView):
    """Lift the blocks of where findings came from."""

    permission_classes = (MayLift,)

    @extend_schema(request=ChosenSerializer, responses={200: LiftedSerializer, **_REFUSALS})
    def post(self, request: Request) -> Response:
        """Lift the blocks that stand on exactly the addresses of some findings."""
        findings, _ = _asked(ChosenSerializer, request)
        return Response({"lifted": lift(blocks_of(findings), by=request.user)})


class LockView(ApiView):
    """Lock or unlock the accounts of findings."""

    permission_classes = (MayLock,)

    @extend_schema(request=LockSerializer, responses={200: LockedSerializer, **_REFUSALS})
    def post(self, request: Request) -> Response:
        """Lock or unlock accounts; staff are never locked from here."""
        findings, given = _asked(LockSerializer, request)
        done = set_locked(findings, locked=given["locked"], by=request.user)
        return Response(LockedSerializer(done._asdict()).data)

"""``/api/threats/``: findings, and what staff make of them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from dashboard.api.base import ApiView
from dashboard.api.errors import ApiError
from dashboard.api.pagination import CURSOR, PAGE_SIZE, Pages
from dashboard.api.permissions import MayBlock, MayLock, MaySeeThreats
from dashboard.api.questions import RANGE, names_of, parse_question, refusals
from dashboard.api.schema import error
from dashboard.api.threat_filters import ThreatFilterSet
from dashboard.api.threat_serializers import (
    FiringSerializer,
    HistoryEntrySerializer,
    NearSerializer,
    RuleQualitySerializer,
    StandingBlockSerializer,
    ThreatDetailSerializer,
    ThreatItemSerializer,
    ThreatResponseSerializer,
)
from dashboard.api.threat_summary_serializers import ThreatSummarySerializer
from dashboard.models.threat_log import ThreatLog
from dashboard.queries.threat_summary import get_threat_summary
from dashboard.queries.threats import (
    get_history,
    get_near,
    get_rule_quality,
    get_threat,
    get_threat_list,
)
from dashboard.threats.accounts import can_lock
from dashboard.threats.blocking import blocks_of

QUESTION = [
    *RANGE,
    OpenApiParameter("user", str, description="One user's findings, by id."),
]
KNOWN = names_of(QUESTION) | {*ThreatFilterSet.base_filters, CURSOR, PAGE_SIZE}


class MostUrgentFirst(Pages):
    """Open ones before resolved ones, then by severity, then newest first."""

    order = ("resolved", "rank", "-created_at", "-id")


@extend_schema_view(
    get=extend_schema(
        parameters=QUESTION,
        responses={
            200: ThreatItemSerializer(many=True),
            **refusals("VALIDATION_ERROR", "INVALID_CURSOR", "INVALID_PAGE_SIZE"),
            403: error("PERMISSION_DENIED"),
        },
    )
)
class ThreatListView(ApiView, ListAPIView[ThreatLog]):
    """Findings of a range, what needs a person first."""

    permission_classes = (MaySeeThreats,)
    serializer_class = ThreatItemSerializer
    filterset_class = ThreatFilterSet
    filter_backends = (DjangoFilterBackend,)
    pagination_class = MostUrgentFirst
    queryset = ThreatLog.objects.none()

    def get_queryset(self) -> QuerySet[ThreatLog]:
        """The range's findings, of one user where that is asked."""
        filters, time_range = parse_question(self.request, known=KNOWN)
        rows = get_threat_list(time_range=time_range)
        return rows if filters.user is None else rows.filter(user_id=filters.user)


class ThreatSummaryView(ApiView):
    """What was found in a range, as numbers."""

    permission_classes = (MaySeeThreats,)

    @extend_schema(
        parameters=RANGE,
        responses={
            (200, "application/json"): ThreatSummarySerializer,
            **refusals(),
            403: error("PERMISSION_DENIED"),
        },
    )
    def get(self, request: Request) -> Response:
        """Findings by severity, type, country, source and time."""
        _, time_range = parse_question(request, known=names_of(RANGE))
        return Response(dict(get_threat_summary(time_range=time_range)))


class ThreatDetailView(ApiView):
    """One finding."""

    permission_classes = (MaySeeThreats,)

    @extend_schema(
        responses={
            200: ThreatResponseSerializer,
            401: error("NOT_AUTHENTICATED", "TOKEN_INVALID"),
            403: error("PERMISSION_DENIED"),
            404: error("NOT_FOUND"),
            429: error("THROTTLED"),
        }
    )
    def get(self, request: Request, id: int) -> Response:
        """A finding with its evidence, what came from the same place, and its history."""
        finding = get_threat(id=id)
        if finding is None:
            raise ApiError("NOT_FOUND", "There is no such threat.", status=404)
        quality = get_rule_quality(detector=finding.detector)
        block = blocks_of([finding]).order_by("-expires_at").first()
        firings = finding.firings.select_related("rule").order_by("created_at", "id")
        answer: dict[str, Any] = {
            "threat": ThreatDetailSerializer(finding).data,
            "near": [NearSerializer(near._asdict()).data for near in get_near(finding=finding)],
            "history": [HistoryEntrySerializer(row).data for row in get_history(finding=finding)],
            "firings": [FiringSerializer(row).data for row in firings],
            "rule": RuleQualitySerializer(dict(quality)).data if quality else None,
            "block": StandingBlockSerializer(block).data if block else None,
            "mayBlock": MayBlock().has_permission(request, self),
            "mayLock": can_lock() and MayLock().has_permission(request, self),
            "accountLocked": finding.user and not getattr(finding.user, "is_active", True),
        }
        return Response(answer)

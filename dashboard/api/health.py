"""``/api/dashboard/health/``: whether records arrive."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, connection
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from dashboard.api.base import ApiView
from dashboard.conf import conf
from dashboard.ingest.folder_lock import WORKER, WRITER, FolderLock
from dashboard.ingest.ledger import Ledger, ledger
from dashboard.models.alert import Alert
from dashboard.queries.alerts import get_open_alerts


class AlertSerializer(serializers.Serializer[dict[str, Any]]):
    """A number that is far from usual, and since when."""

    metric = serializers.ChoiceField(Alert.Metric.choices)
    startedAt = serializers.DateTimeField()
    lastSeen = serializers.DateTimeField()
    value = serializers.FloatField(help_text="Percent, ms, or US dollars an hour.")
    expected = serializers.FloatField()
    text = serializers.CharField()


class HealthSerializer(serializers.Serializer[dict[str, Any]]):
    """What is well. Callers who are not staff get the status alone."""

    status = serializers.ChoiceField(("ok", "failing"))
    database = serializers.BooleanField(required=False)
    backlog = serializers.BooleanField(required=False, help_text="The journals are drained.")
    writer = serializers.BooleanField(required=False, help_text="Somebody drains them.")
    ledger = serializers.DictField(child=serializers.IntegerField(), required=False)
    alerts = serializers.ListField(
        child=AlertSerializer(), required=False, help_text="Numbers that are far from usual."
    )


class HealthView(ApiView):
    """Database, journal backlog and writer."""

    permission_classes = ()
    throttle_classes = ()

    @extend_schema(responses={200: HealthSerializer, 503: HealthSerializer})
    def get(self, request: Request) -> Response:
        """200 when all is well, 503 when one thing is not."""
        found = _ledger()
        backlog = found is not None and found.queued_bytes <= conf.HEALTH_MAX_BACKLOG_BYTES
        writer = found is not None and (found.queued == 0 or _somebody_writes())
        well = backlog and writer
        answer: dict[str, Any] = {"status": "ok" if well else "failing"}
        if found is not None and _is_staff(request):
            answer |= {"database": True, "backlog": backlog, "writer": writer}
            answer["ledger"] = found._asdict()
            answer["alerts"] = get_open_alerts()
        return Response(answer, status=200 if well else 503)

    def perform_authentication(self, request: Request) -> None:
        """Only when staff ask: the database that knows them may be what is gone."""


def _ledger() -> Ledger | None:
    """The ledger; None when the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return ledger()
    except DatabaseError:
        return None


def _somebody_writes() -> bool:
    folder = conf.journal_dir
    return not (FolderLock(folder, WRITER).is_free() and FolderLock(folder, WORKER).is_free())


def _is_staff(request: Request) -> bool:
    return bool(request.user and request.user.is_staff)

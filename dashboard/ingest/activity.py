"""What the writer makes of visits: their cells, and the rows of page views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from dashboard.ingest.device import device_of
from dashboard.ingest.record import Activity
from dashboard.ingest.sessions import Extent, Visit
from dashboard.models.native import instant, request_id
from dashboard.rollups.cells import Cells
from dashboard.rollups.declarations import Rollup
from dashboard.rollups.facts import Columns, Facts
from dashboard.rollups.fold import difference, fold
from dashboard.rollups.visits import NO_FACTS, view_columns, visit_columns

VIEW_COLUMNS = (
    "id",
    "created_at",
    "user_id",
    "session_id",
    "path",
    "referrer",
    "duration_ms",
    "client_session",
    "is_demo",
)


def cells_of(
    visits: Sequence[Visit],
    facts: Facts,
    rollups: Sequence[Rollup],
    numbers: Mapping[str, int | None],
) -> Cells:
    """What visits and other facts add to rollups. ``numbers`` are those of users, by text.

    A visit counts in the bucket in which it began, so what is added is the difference that a
    batch makes to it.
    """
    after = [(visit, _extent(visit)) for visit in visits]
    before = [(visit, visit.before) for visit in visits if visit.before is not None]
    return difference(
        fold(facts._replace(visits=_columns(after, numbers)), rollups),
        fold(NO_FACTS._replace(visits=_columns(before, numbers)), rollups),
    )


def view_facts(views: Sequence[Activity]) -> Facts:
    """What the rollups count of page views."""
    return NO_FACTS._replace(page_views=view_columns([view.created_micros for view in views]))


def view_row(
    connection: BaseDatabaseWrapper, view: Activity, user: Any, session: int
) -> tuple[Any, ...]:
    """The row of a page view, in the order of ``VIEW_COLUMNS``. ``user`` is a native key."""
    return (
        request_id(connection, view.id),
        instant(connection, view.created_micros),
        user,
        session,
        view.path,
        view.referrer,
        view.duration_micros,
        view.client_session,
        view.demo,
    )


def _extent(visit: Visit) -> Extent:
    before = visit.before.requests if visit.before else 0
    return Extent(visit.start, visit.last, before + visit.requests)


def _columns(visits: Sequence[tuple[Visit, Extent]], numbers: Mapping[str, int | None]) -> Columns:
    signs = [visit.first_sign for visit, _ in visits]
    devices = [device_of(sign.user_agent if sign else "") for sign in signs]
    return visit_columns(
        start=[extent.start for _, extent in visits],
        end=[extent.last for _, extent in visits],
        requests=[extent.requests for _, extent in visits],
        platform=[device.platform for device in devices],
        version=[device.version for device in devices],
        browser=[device.browser for device in devices],
        os=[device.os for device in devices],
        user_number=[numbers.get(sign.user) if sign else None for sign in signs],
    )

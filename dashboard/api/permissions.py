"""The rules of who sees and does what.

Staff see all requests and projects, anyone else sees their own. Threats are for staff with the
model permissions that the admin asks for, too.
"""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from dashboard.api.errors import ApiError
from dashboard.models.project import Project
from dashboard.queries.filters import Filters
from dashboard.queries.projects.visible import visible_projects


def visible_filters(*, user: Any, asked: Filters) -> Filters:
    """The filters that are applied when ``user`` asks for these.

    Raises ``ApiError`` 403 OTHER_USER when somebody who is not staff asks for another user.
    """
    if user.is_staff:
        return asked
    own = str(user.pk)
    if asked.user not in (None, own):
        raise ApiError("OTHER_USER", "You see your own requests only.", status=403, field="user")
    return Filters(user=own, model=asked.model, endpoint=asked.endpoint, scope=asked.scope)


def visible_project(user: Any, id: int) -> Project:
    """One of them. Raises ``ApiError`` 404, whether it is another's or nobody's."""
    found = visible_projects(user).filter(pk=id).first() if id < 1 << 63 else None
    if found is None:
        raise ApiError("NOT_FOUND", "There is no such project.", status=404)
    return found


class MaySeeThreats(BasePermission):
    """Staff who may see findings."""

    permission = "dashboard.view_threatlog"

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the caller is staff and has the permission."""
        user = request.user
        return bool(user and user.is_staff and user.has_perm(self.permission))


class MayChangeThreats(MaySeeThreats):
    """Staff who may triage them."""

    permission = "dashboard.change_threatlog"


class MayBlock(MaySeeThreats):
    """Staff who may block where they came from."""

    permission = "dashboard.add_ipblock"


class MayLift(MaySeeThreats):
    """Staff who may lift blocks."""

    permission = "dashboard.change_ipblock"


class MayLock(MaySeeThreats):
    """Staff who may lock accounts that findings came from."""

    permission = "dashboard.lock_user"

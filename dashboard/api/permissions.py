"""The one rule of who sees what: staff see everything, anyone else sees their own requests."""

from __future__ import annotations

from typing import Any

from dashboard.api.errors import ApiError
from dashboard.queries.filters import Filters


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

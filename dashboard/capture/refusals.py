"""Requests that are refused before any other middleware or view runs, and how they are told."""

from __future__ import annotations

import logging
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse

from dashboard.capture.blocks import is_blocked
from dashboard.capture.error_body import body
from dashboard.capture.inspection import hits_in
from dashboard.capture.limits import is_over_limit
from dashboard.conf import conf
from dashboard.threats.block_list import block_list
from dashboard.threats.refusing import refusing_rules
from dashboard.threats.request_counts import seconds_to_wait

logger = logging.getLogger("dashboard.capture")


class Refusal(NamedTuple):
    """An answer instead of the view's, and whether it is meant for signed-in staff, too."""

    response: HttpResponse
    spares_staff: bool


def refusal_of(request: HttpRequest) -> Refusal | None:
    """Why a request is not let through, if it is not. Asks nothing of the database."""
    is_limited = conf.REQUEST_LIMIT_ENFORCED and conf.REQUEST_LIMIT is not None
    if not (block_list.is_needed or is_limited or refusing_rules.rules):
        return None
    try:
        if is_blocked(request):
            return Refusal(_answer(403, "BLOCKED", "Requests from your network are refused."), True)
        if is_limited and is_over_limit(request):
            response = _answer(429, "THROTTLED", "You have sent too many requests.")
            response["Retry-After"] = str(seconds_to_wait())
            # Nobody is looked up for them: a flood would become one of queries.
            return Refusal(response, False)
        if refusing_rules.rules and refusing_rules.refuse(hits_in(request)):
            return Refusal(_answer(403, "REFUSED", "This request looks like an attack."), True)
    except Exception:
        logger.exception("nobody could say whether a request is to be refused")
    return None


def _answer(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse(body(code, message), status=status)

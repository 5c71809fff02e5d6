"""What each process knows of blocks and rules, looked up anew every two seconds."""

from __future__ import annotations

import time

from dashboard.conf import conf
from dashboard.threats.block_list import block_list
from dashboard.threats.refusing import refusing_rules

_SECONDS_BETWEEN_LOOKS = 2.0
_next_look = 0.0


def refresh_at_times() -> None:
    """Take over what staff and other processes changed. Raises what the database raises."""
    global _next_look
    if not conf.BLOCKING:
        block_list.forget()
        refusing_rules.forget()
    elif time.monotonic() >= _next_look:
        _next_look = time.monotonic() + _SECONDS_BETWEEN_LOOKS
        block_list.refresh()
        refusing_rules.refresh()

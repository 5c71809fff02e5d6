"""A button that takes back what was just done to rows of a list."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html, format_html_join

# More keys than this are not put into a message.
_MOST = 200


def with_undo(request: HttpRequest, text: str, action: str, keys: Sequence[object]) -> str:
    """A message with a button that runs another action of the list on the same rows."""
    if not keys or len(keys) > _MOST:
        return text
    hidden = [
        ("csrfmiddlewaretoken", get_token(request)),
        ("confirmed", "yes"),
        ("back", request.POST.get("back", "")),
        *((ACTION_CHECKBOX_NAME, key) for key in keys),
    ]
    fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden)
    return format_html(
        '{} <form method="post" action="{}" class="dashboard-undo">{}'
        '<button type="submit" name="action" value="{}">Undo</button></form>',
        text,
        request.path,
        fields,
        action,
    )

"""How the admin writes instants, durations, amounts, money and people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator

from dashboard.queries.country_names import country_name

DASH = "\N{EN DASH}"
_PREVIEW = 90


def column(
    field: str, write: Callable[[Any], str], description: str = "", ordering: str | None = None
) -> Callable[[Any, Any], str]:
    """A column, and a field of a page, that writes ``field`` in its own way."""

    @admin.display(description=description or field.replace("_", " "), ordering=ordering)
    def shown(model_admin: Any, row: Any) -> str:
        return write(getattr(row, field))

    return shown


def instant(value: dt.datetime | None) -> str:
    """A moment in the current time zone, which is named; a dash when it is unknown."""
    if value is None:
        return DASH
    local = timezone.localtime(value)
    text = f"{local.day} {local:%b %Y, %H:%M:%S %Z}"
    return format_html(
        '<time class="dashboard-time" datetime="{}">{}</time>', value.isoformat(), text
    )


def milliseconds(value: float | None) -> str:
    """A latency: always in ms, so that a column can be compared; a dash when it is unknown."""
    if value is None:
        return DASH
    return f"{value:,.1f} ms" if 0 < value < 10 else f"{value:,.0f} ms"


def duration(value: dt.timedelta) -> str:
    """How long a visit took, in its two largest units."""
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours:,} h {minutes} min"
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def whole(value: int | None) -> str:
    """A whole number in groups of three; a dash when it is unknown."""
    return DASH if value is None else f"{value:,}"


def dollars(value: Decimal | None) -> str:
    """US dollars with the decimals that small amounts need; a dash when it is unknown."""
    if value is None:
        return DASH
    if 0 < value < Decimal("0.0001"):
        return "<$0.0001"
    return f"${value:,.4f}" if 0 < value < Decimal("0.01") else f"${value:,.2f}"


def percent(part: int, of: int) -> str:
    """A share with one decimal; a dash of nothing."""
    return f"{100 * part / of:.1f} %" if of else DASH


def country(code: str) -> str:
    """The name of a country and its code; a dash when it is unknown."""
    if not code:
        return DASH
    name = country_name(code)
    return code if name == code else f"{name} ({code})"


def short_country(code: str) -> str:
    """The code of a country, with its name as title, for a list; a dash when it is unknown."""
    return format_html('<span title="{}">{}</span>', country_name(code), code) if code else DASH


def preview(text: str) -> str:
    """The begin of a text, for a list."""
    return Truncator(text).chars(_PREVIEW) if text else DASH


def code(text: str | None) -> str:
    """An id, an address or a path; a dash when there is none."""
    return format_html('<span class="dashboard-code">{}</span>', text) if text else DASH


def person(user: Any, key: Any) -> str:
    """A user's name, or the key of one that is gone, with a link to the page about the user."""
    if key is None:
        return DASH
    name = f"(deleted, {key})" if user is None else user.get_username()
    return link(reverse("admin:dashboard_user", args=[key]), name)


def person_and_account(user: Any, key: Any) -> str:
    """The same, with a second link to the account in the admin, where it is."""
    account = get_user_model()
    if user is None or not admin.site.is_registered(account):
        return person(user, key)
    name = f"admin:{account._meta.app_label}_{account._meta.model_name}_change"
    return format_html("{} · {}", person(user, key), link(reverse(name, args=[key]), "account"))


def row_link(model: str, key: Any, text: str = "") -> str:
    """A link to the page of a row of ours; a dash when there is no key."""
    if key is None:
        return DASH
    return link(reverse(f"admin:dashboard_{model}_change", args=[key]), text or code(str(key)))


def link(address: str, text: str) -> str:
    """A link in a cell."""
    return format_html('<a class="dashboard-link" href="{}">{}</a>', address, text)

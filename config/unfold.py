"""The look of the Django admin: django-unfold's settings, in the colours of the dashboard."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy

SHADES = ("50", "100", "200", "300", "400", "500", "600", "700", "800", "900", "950")

PETROL = (
    "oklch(97.6% .012 224)",
    "oklch(94.5% .025 223)",
    "oklch(89.1% .048 222)",
    "oklch(82.1% .075 222)",
    "oklch(74% .098 222)",
    "oklch(63.9% .108 222)",
    "oklch(53.1% .098 222)",
    "oklch(45.4% .084 223)",
    "oklch(38.4% .068 223)",
    "oklch(32.5% .052 222)",
    "oklch(24.4% .038 222)",
)

GREY = (
    "oklch(97.6% .002 248)",
    "oklch(95.6% .003 220)",
    "oklch(92% .006 240)",
    "oklch(86% .009 232)",
    "oklch(66.6% .017 233)",
    "oklch(52% .019 237)",
    "oklch(43.2% .019 240)",
    "oklch(36.3% .021 232)",
    "oklch(27.9% .015 235)",
    "oklch(20.1% .01 234)",
    "oklch(17% .008 229)",
)


def mark(request: HttpRequest) -> str:
    """The address of the product's mark, for unfold's site icon."""
    return static("dashboard/mark.svg")


def _place(title: str, icon: str, name: str, model: str = "") -> dict[str, Any]:
    """A line of the navigation; who may not see the model does not see the line."""
    place = {"title": title, "icon": icon, "link": reverse_lazy(name)}
    if not model:
        return place
    app, _, noun = model.partition(".")
    permission = f"{app}.view_{noun}"
    return {**place, "permission": lambda request: request.user.has_perm(permission)}


def _list(title: str, icon: str, model: str) -> dict[str, Any]:
    return _place(title, icon, f"admin:{model.replace('.', '_')}_changelist", model)


NAVIGATION: list[dict[str, Any]] = [
    {
        "items": [
            _place("Overview", "dashboard", "admin:index"),
            _list("Requests", "list_alt", "dashboard.requestlog"),
            _list("Model calls", "deployed_code", "dashboard.modelcall"),
            _list("Sessions", "group", "dashboard.usersession"),
            _list("Page views", "web", "dashboard.pageview"),
            _list("Feedback", "star", "dashboard.feedbacklog"),
            _list("Model usage", "bar_chart", "dashboard.modelusagestats"),
            _list("Threats", "shield", "dashboard.threatlog"),
            _list("Alerts", "notifications", "dashboard.alert"),
            _list("Blocks", "block", "dashboard.ipblock"),
            _list("Response rules", "rule", "dashboard.responserule"),
            _list("What rules did", "rule_folder", "dashboard.rulefiring"),
        ],
    },
    {
        "title": "Websites",
        "separator": True,
        "items": [
            _list("Projects", "public", "dashboard.project"),
            _list("Keys", "vpn_key", "dashboard.apikey"),
            _list("Events", "bolt", "dashboard.event"),
        ],
    },
    {
        "title": "Accounts",
        "separator": True,
        "items": [
            _list("Users", "person", "auth.user"),
            _list("Groups", "groups", "auth.group"),
            _list("Login attempts", "key", "axes.accessattempt"),
        ],
    },
    {
        "title": "Internals",
        "separator": True,
        "collapsible": True,
        "items": [
            _list("Journals", "receipt_long", "dashboard.checkpoint"),
            _list("Rollup cells", "grid_on", "dashboard.usagerollup"),
            _list("User agents", "devices", "dashboard.useragent"),
            _list("User numbers", "tag", "dashboard.usernumber"),
            _list("Visitor numbers", "pin", "dashboard.visitor"),
            _list("Watermarks", "vertical_align_bottom", "dashboard.watermark"),
            _list("Written batches", "inventory_2", "dashboard.writtenbatch"),
        ],
    },
]

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "AI observability",
    "SITE_HEADER": "AI observability",
    "SITE_ICON": {"light": mark, "dark": mark},
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": mark}],
    "BORDER_RADIUS": "5px",
    "COLORS": {
        "primary": dict(zip(SHADES, PETROL, strict=True)),
        "base": dict(zip(SHADES, GREY, strict=True)),
    },
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": NAVIGATION,
    },
}

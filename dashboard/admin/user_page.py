"""The page about one user: the dashboard's own, in a frame of the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    _Base = ModelAdmin[Any]
else:
    _Base = object


class UserPage(_Base):
    """Adds the page to the admin of requests, where its addresses begin."""

    def get_urls(self) -> list[URLPattern]:
        """Those of the list and of rows, and the page's."""
        view = self.admin_site.admin_view(self.user_page)
        return [path("user/<str:key>/", view, name="dashboard_user"), *super().get_urls()]

    def user_page(self, request: HttpRequest, key: str) -> HttpResponse:
        """Everything about the user with this key, whether or not the account is still there."""
        account = get_user_model()
        name = _name_of(key)
        context = {
            **self.admin_site.each_context(request),
            "title": name,
            "frame": reverse("dashboard:embedded-user", args=[key]),
            "opts": account._meta,
        }
        return TemplateResponse(request, "dashboard/admin/user.html", context)


def _name_of(key: str) -> str:
    account = get_user_model()
    try:
        user = account._default_manager.get(pk=key)
    except (account.DoesNotExist, ValueError, TypeError):
        return f"User {key}"
    return str(user.get_username())

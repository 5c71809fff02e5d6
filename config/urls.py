"""Addresses of the project: the admin, the dashboard, and an example host view."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from config.chat import ChatView
from config.demo_page import demo_page
from dashboard.api import errors

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("", include("dashboard.urls")),
]

if settings.DEBUG:
    urlpatterns += [
        path("api/chat/", ChatView.as_view(), name="chat"),
        path("demo/", demo_page, name="demo"),
        path("demo/<path:path>", demo_page),
    ]

# Last, so that unknown API paths answer in JSON with DEBUG on, too. A path without its final
# slash is left to CommonMiddleware, which adds it.
urlpatterns += [re_path(r"^api/(?:.*/)?$", csrf_exempt(errors.page_not_found))]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error

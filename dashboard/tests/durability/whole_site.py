"""The same views beside the whole project, for tests of its pages."""

from __future__ import annotations

from django.urls import include, path

from dashboard.tests.durability.views import urlpatterns as views

urlpatterns = [*views, path("", include("config.urls"))]

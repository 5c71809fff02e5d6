"""Every address of the app. A host may mount them under a prefix."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from dashboard.api import auth
from dashboard.api.dashboard import DashboardView
from dashboard.api.feedback import FeedbackView
from dashboard.api.health import HealthView
from dashboard.api.page import page

app_name = "dashboard"

auth_urls: list[URLPattern | URLResolver] = [
    path("register/", auth.RegisterView.as_view(), name="register"),
    path("token/", auth.TokenView.as_view(), name="token"),
    path("token/refresh/", auth.RefreshView.as_view(), name="token-refresh"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("verify/", auth.VerifyView.as_view(), name="verify"),
    path("me/", auth.MeView.as_view(), name="me"),
]

api_urls: list[URLPattern | URLResolver] = [
    path("auth/", include(auth_urls)),
    path("dashboard/", DashboardView.as_view(), name="dashboard"),
    path("dashboard/health/", HealthView.as_view(), name="health"),
    path("feedback/", FeedbackView.as_view(), name="feedback"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="dashboard:schema"), name="docs"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include(api_urls)),
    path("", page, name="page"),
    # Addresses of the page's own router, so that they can be opened and reloaded.
    re_path(r"^login/?$", page),
]

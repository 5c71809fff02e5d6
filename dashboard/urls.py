"""Every address of the app. A host may mount them under a prefix."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from dashboard.api import auth
from dashboard.api.analytics import charts, tables
from dashboard.api.analytics.cleanup import CleanupView
from dashboard.api.dashboard import DashboardView
from dashboard.api.export import ExportView
from dashboard.api.feedback import FeedbackView
from dashboard.api.health import HealthView
from dashboard.api.page import embedded_page, page
from dashboard.api.projects import numbers, projects
from dashboard.api.projects.ingest import EventIngestView
from dashboard.api.requests import RequestChoicesView, RequestDetailView, RequestListView
from dashboard.api.threat_desk import BlockView, LockView, TriageView, UnblockView
from dashboard.api.threats import ThreatDetailView, ThreatListView, ThreatSummaryView
from dashboard.api.track import HeartbeatView, PageViewView
from dashboard.api.users import UserOverviewView
from dashboard.capture.exclusions import unlogged

app_name = "dashboard"

auth_urls: list[URLPattern | URLResolver] = [
    path("register/", auth.RegisterView.as_view(), name="register"),
    path("token/", auth.TokenView.as_view(), name="token"),
    path("token/refresh/", auth.RefreshView.as_view(), name="token-refresh"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("verify/", unlogged(auth.VerifyView.as_view()), name="verify"),
    path("me/", auth.MeView.as_view(), name="me"),
]

analytics_urls: list[URLPattern | URLResolver] = [
    path("cleanup/", CleanupView.as_view(), name="analytics-cleanup"),
    path("overview/", charts.OverviewView.as_view(), name="analytics-overview"),
    path("trends/", charts.TrendsView.as_view(), name="analytics-trends"),
    path("endpoints/", charts.FeatureUseView.as_view(), name="analytics-endpoints"),
    path("devices/", charts.DevicesView.as_view(), name="analytics-devices"),
    path("peak-hours/", charts.PeakHoursView.as_view(), name="analytics-peak-hours"),
    path("growth/", charts.GrowthView.as_view(), name="analytics-growth"),
    path("users/", tables.UserTableView.as_view(), name="analytics-users"),
    path("users/<str:id>/", UserOverviewView.as_view(), name="user"),
    path("sessions/", tables.SessionListView.as_view(), name="analytics-sessions"),
    path("sessions/active/", tables.ActiveSessionsView.as_view(), name="analytics-active"),
    path("sessions/<int:id>/", tables.SessionDetailView.as_view(), name="analytics-session"),
]

project_urls: list[URLPattern | URLResolver] = [
    path("", projects.ProjectListView.as_view(), name="projects"),
    path("<int:id>/", projects.ProjectDetailView.as_view(), name="project"),
    path("<int:id>/keys/", projects.KeyListView.as_view(), name="keys"),
    path("<int:id>/keys/<int:key>/", projects.KeyView.as_view(), name="key"),
    path("<int:id>/keys/<int:key>/rotate/", projects.KeyRotationView.as_view(), name="rotate-key"),
    path("<int:id>/overview/", numbers.ProjectOverviewView.as_view(), name="project-overview"),
    path("<int:id>/timeseries/", numbers.ProjectSeriesView.as_view(), name="project-timeseries"),
    path("<int:id>/top-events/", numbers.TopEventsView.as_view(), name="project-top-events"),
    path("<int:id>/sessions/", numbers.ProjectSessionsView.as_view(), name="project-sessions"),
    path("<int:id>/users/", numbers.ProjectUsersView.as_view(), name="project-users"),
]

api_urls: list[URLPattern | URLResolver] = [
    path("auth/", include(auth_urls)),
    path("dashboard/", DashboardView.as_view(), name="dashboard"),
    path("dashboard/health/", HealthView.as_view(), name="health"),
    path("dashboard/export/", ExportView.as_view(), name="export"),
    path("requests/", RequestListView.as_view(), name="requests"),
    path("requests/choices/", RequestChoicesView.as_view(), name="request-choices"),
    path("requests/<uuid:id>/", RequestDetailView.as_view(), name="request"),
    path("threats/", ThreatListView.as_view(), name="threats"),
    path("threats/summary/", ThreatSummaryView.as_view(), name="threat-summary"),
    path("threats/block/", BlockView.as_view(), name="block"),
    path("threats/unblock/", UnblockView.as_view(), name="unblock"),
    path("threats/lock/", LockView.as_view(), name="lock"),
    path("threats/triage/", TriageView.as_view(), name="triage"),
    path("threats/<int:id>/", ThreatDetailView.as_view(), name="threat"),
    path("analytics/", include(analytics_urls)),
    path("track/pageview/", PageViewView.as_view(), name="track-pageview"),
    path("track/heartbeat/", HeartbeatView.as_view(), name="track-heartbeat"),
    path("projects/", include(project_urls)),
    path("events/ingest/", EventIngestView.as_view(), name="events-ingest"),
    path("feedback/", FeedbackView.as_view(), name="feedback"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="dashboard:schema"), name="docs"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include(api_urls)),
    path("", page, name="page"),
    path("embedded/", embedded_page, name="embedded"),
    path("embedded/users/<str:id>", embedded_page, name="embedded-user"),
    # Addresses of the page's own router, so that they can be opened and reloaded.
    re_path(
        r"^(?:login|requests(?:/[0-9a-f-]+)?|threats(?:/[0-9]+)?|events|live|people|sessions/[0-9]+|features|devices|hours|users/[^/]+)/?$",
        page,
    ),
]

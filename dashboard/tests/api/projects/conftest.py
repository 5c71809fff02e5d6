"""A project of ada's with a key, and what a website sends with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from dashboard.models import Project
from dashboard.projects.keys import issue
from dashboard.projects.known_keys import known_keys
from dashboard.tests.capture.recorder import Recorder, configure, journal_folder, recorder
from dashboard.threats.request_counts import request_counts

__all__ = ["configure", "journal_folder", "recorder"]

INGEST = "/api/events/ingest/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
Send = Callable[..., Any]


@dataclass
class Site:
    """A website that sends events."""

    project: Project
    key: str
    recorder: Recorder

    def post(self, body: Any, **headers: str) -> Any:
        """The answer to a body."""
        sent: Any = {"HTTP_X_API_KEY": self.key, "HTTP_USER_AGENT": FIREFOX, **headers}
        return self.recorder.client.post(INGEST, body, content_type="application/json", **sent)

    def send(self, *events: dict[str, Any], **headers: str) -> Any:
        """What is answered to some events, which must be 202."""
        response = self.post({"events": list(events)}, **headers)
        assert response.status_code == 202, response.content
        return response.json()


@pytest.fixture(autouse=True)
def _nothing_known() -> Iterator[None]:
    known_keys.forget()
    request_counts.forget()
    yield
    known_keys.forget()


@pytest.fixture
def site(recorder: Recorder, settings: Any, user: User) -> Site:
    """Ada's website, whose journal the recorder drains."""
    settings.ROOT_URLCONF = "config.urls"
    project = Project.objects.create(name="Shop", owner=user)
    return Site(project, issue(project, by=user).key, recorder)


@pytest.fixture
def ada(api: APIClient, user: User, settings: Any) -> APIClient:
    """A client of ada, who owns the project."""
    settings.ROOT_URLCONF = "config.urls"
    api.force_authenticate(user)
    return api

"""``/ws/projects/{id}/events/``: a project's owner and staff watch, nobody else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from dashboard.tests.live.conftest import Watched, close_code, read

PROJECTS = """
import json
from django.contrib.auth.models import User
from dashboard.models import Project
from dashboard.projects.keys import issue
made = []
for name, owner in (("Shop", "ada"), ("Blog", "grace")):
    user = User.objects.get(username=owner)
    project = Project.objects.create(name=name, owner=user)
    made.append([project.pk, issue(project, by=user).key])
print(json.dumps(made))
"""

Send = Callable[[int, int], None]


@pytest.fixture
def projects(watched: Watched) -> list[tuple[int, str]]:
    """Ada's Shop and grace's Blog: id and key of each."""
    output = watched.site.manage("shell", "-v0", "-c", PROJECTS)
    return [(id, key) for id, key in json.loads(output.splitlines()[-1])]


@pytest.fixture
def send(watched: Watched, projects: list[tuple[int, str]]) -> Send:
    """Sends so many events of one of the projects."""

    def sending(project: int, count: int) -> None:
        events = [
            {"event": "purchase", "session_id": "s", "page_url": "https://shop.example/lamp"}
        ] * count
        response = httpx.post(
            f"http://127.0.0.1:{watched.site.port}/api/events/ingest/",
            json={"events": events},
            headers={"X-API-Key": projects[project][1]},
        )
        assert response.status_code == 202, response.text

    return sending


def path_of(project: tuple[int, str]) -> str:
    """The socket's address."""
    return f"/ws/projects/{project[0]}/events/"


def test_the_owner_is_told_of_the_project_and_of_no_other(
    watched: Watched, projects: list[tuple[int, str]], send: Send
) -> None:
    shop, blog = projects
    with (
        watched.watch("ada", path_of(shop)) as ada,
        watched.watch("grace", path_of(blog)) as grace,
        watched.watch("grace") as staff,
    ):
        for socket in (ada, grace, staff):
            assert read(socket) == {"type": "watching"}
        send(1, 1)
        (of_blog,) = read(grace)["events"]["rows"]
        send(0, 50)
        told = read(ada)
        assert set(told) == {"type", "events"}
        assert told["events"]["count"] == 50
        rows = told["events"]["rows"]
        assert len(rows) == 20
        assert {(row["projectId"], row["name"], row["pageUrl"]) for row in rows} == {
            (str(shop[0]), "purchase", "https://shop.example/lamp")
        }
        assert (of_blog["projectId"], of_blog["project"]) == (str(blog[0]), "Blog")
        assert _events(staff, 51) == {"Blog", "Shop"}


def _events(socket: Any, count: int) -> set[str]:
    """The names of the projects of the next so many events."""
    names: set[str] = set()
    while count > 0:
        events = read(socket)["events"]
        count -= events["count"]
        names |= {row["project"] for row in events["rows"]}
    return names


def test_others_may_not_watch_whether_it_is_there_or_not(
    watched: Watched, projects: list[tuple[int, str]]
) -> None:
    for token, path, code in (
        ("", path_of(projects[0]), 4401),
        ("ada", path_of(projects[1]), 4403),
        ("ada", "/ws/projects/4711/events/", 4403),
        ("grace", "/ws/projects/99999999999999999999/events/", 4403),
    ):
        with watched.watch(token, path) as socket:
            assert close_code(socket) == code, (token, path)

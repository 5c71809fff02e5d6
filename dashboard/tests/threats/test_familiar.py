"""What is like a clean request is clean itself: headers and targets are judged each by itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.threats.familiar import Familiar
from dashboard.threats.inspected import Inspected
from dashboard.threats.registry import find

_UUID = "3f2a9c1e-54f0-4b0c-9a56-0e6f2f5d7c11"
_TEXTS = st.lists(
    st.sampled_from(
        ["/", "/", "//", ".", "..", "~", "0", "1", "42", "2e", "a", "api", "or", " ", "=", "'", '"']
        + ["-", "--", "%", "%2e", "%00", "%0d%0a", "x:", "&", ";", "c99.php", ".env", ".git", "etc"]
        + ["passwd", "backup", ".sql", "union select 1", "<script>", "$(id)", "{{7*7}}", _UUID]
        + ["console", "v1", "windows", "system32", "\\", "\n", "null", "Mozilla/5.0", "sqlmap"]
    ),
    max_size=8,
).map("".join)
_NAMES = st.sampled_from(
    "user-agent content-type content-length host cookie connection "
    "content-encoding referer x-forwarded-for x-forwarded-host".split()
)
_METHODS = st.sampled_from(["GET", "POST", "DELETE", "PROPFIND", "get", "G=T"])
_STATUS = st.sampled_from([200, 201, 204, 301, 302])


def clean(path: str, query: str, status: int, method: str = "GET", **headers: str) -> bool:
    return not find(Inspected(method, path, query, headers, status=status))


@settings(max_examples=600, deadline=None)
@given(_METHODS, _TEXTS, _TEXTS, st.dictionaries(_NAMES, _TEXTS, max_size=4), _STATUS)
def test_a_clean_head_and_a_clean_target_are_clean_together(
    method: str, path: str, query: str, headers: dict[str, str], status: int
) -> None:
    head, target = clean("/", "", 200, **headers), clean(f"/{path}", query, status, method)
    assert clean(f"/{path}", query, status, method, **headers) == (head and target)
    assert target == clean(f"/{path}", query, 200 if status == 200 else 201, method)


@settings(max_examples=600, deadline=None)
@given(_TEXTS, st.sampled_from(["1", "007", "99999999999999999999", _UUID]), _TEXTS, _STATUS)
def test_another_number_in_the_path_is_as_clean(
    before: str, number: str, after: str, status: int
) -> None:
    paths = [f"/{before}/{middle}/{after}" for middle in ("0", number)]
    targets = {
        shape.target
        for path in paths
        if (shape := Familiar().shape_of("GET", path, "", (), status)) is not None
    }
    if len(targets) == 1:
        assert clean(paths[0], "", status) == clean(paths[1], "", status)


def test_shapes_tell_requests_apart() -> None:
    def shape(
        path: str = "/a/1/",
        query: str = "",
        agent: str = "x",
        status: int = 200,
        method: str = "GET",
    ) -> Any:
        return Familiar().shape_of(method, path, query, (agent, None), status)

    assert shape() == shape("/a/2/") == shape(f"/a/{_UUID}/") != shape("/a/1b/")
    assert shape("/a/1") == shape("/a/77")
    assert shape() != shape(query="1") != shape(query="2")
    assert shape().target == shape(agent="y").target
    assert shape().head != shape(agent="y").head
    assert shape(method="POST").head == shape().head
    assert shape(method="POST").target != shape().target
    assert shape() != shape(status=301) == shape(status=201)
    # What is said in quotes may depend on the number.
    assert shape("/a'/1/") != shape("/a'/2/")
    assert shape("/" + "a" * 500) is None


def test_nothing_is_familiar_to_a_detector_of_the_host(settings: Any) -> None:
    known = Familiar()
    shape = known.shape_of("GET", "/", "", (), 200)
    assert shape is not None
    assert shape not in known
    known.add(shape)
    assert shape in known
    settings.DASHBOARD = {
        **settings.DASHBOARD,
        "DETECTORS": ["dashboard.tests.capture.test_inspection.of_the_host"],
    }
    known.forget()
    assert known.shape_of("GET", "/", "", (), 200) is None


@pytest.mark.parametrize(("path", "agent"), [("/b/", "x"), ("/a/", "y")])
def test_a_familiar_half_is_not_enough(path: str, agent: str) -> None:
    known = Familiar()
    shape = known.shape_of("GET", "/a/", "", ("x",), 200)
    assert shape is not None
    known.add(shape)
    assert known.shape_of("GET", path, "", (agent,), 200) not in known

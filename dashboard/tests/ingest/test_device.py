"""Platform, browser, system and device, as the rows of agents and sessions keep them."""

from __future__ import annotations

from unittest import mock

import pytest
import ua_parser

from dashboard.ingest import device
from dashboard.tests.capture.recorder import Recorder

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)
PIXEL = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Mobile Safari/537.36"
)
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (CHROME, ("web", "Chrome", "Windows", "", "126.0", False)),
        (IPHONE, ("iOS", "Mobile Safari", "iOS", "iPhone", "17.5", False)),
        (PIXEL, ("Android", "Chrome Mobile", "Android", "Pixel 8", "126.0", False)),
        (GOOGLEBOT, ("", "Googlebot", "", "Spider", "2.1", True)),
        ("curl/8.5.0", ("", "curl", "", "", "8.5.0", False)),
        ("python-requests/2.32.3", ("", "python-requests", "", "", "2.32.3", False)),
        ("OpenAI/Python 1.40.0", ("", "OpenAI/Python", "", "", "1.40.0", False)),
        ("sqlmap/1.8#stable (https://sqlmap.org)", ("", "sqlmap", "", "", "1.8", False)),
        ("no agent that anybody knows", ("", "", "", "", "", False)),
    ],
)
def test_of_an_agent(
    recorder: Recorder, agent: str, expected: tuple[str, str, str, str, str, bool]
) -> None:
    recorder.client.get("/plain/", HTTP_USER_AGENT=agent)
    row = recorder.row()
    found = row.user_agent
    assert found is not None
    assert (
        found.platform,
        found.browser,
        found.os,
        found.device,
        found.version,
        found.is_bot,
    ) == expected
    assert (row.session.platform, row.session.version) == (expected[0], expected[4])


def test_no_agent(recorder: Recorder) -> None:
    recorder.client.get("/plain/")
    row = recorder.row()
    assert (row.user_agent, row.session.platform) == (None, "")


def test_an_agent_of_before_is_not_parsed_again(recorder: Recorder) -> None:
    recorder.client.get("/plain/", HTTP_USER_AGENT=IPHONE)
    recorder.drain()
    device._known.clear()
    with mock.patch.object(ua_parser, "parse", side_effect=AssertionError("parsed again")):
        recorder.client.get("/plain/", HTTP_USER_AGENT=IPHONE, REMOTE_ADDR="203.0.113.9")
        first, second = recorder.rows()
    assert first.session_id != second.session_id
    assert first.user_agent == second.user_agent
    assert (second.session.platform, second.session.version) == ("iOS", "17.5")

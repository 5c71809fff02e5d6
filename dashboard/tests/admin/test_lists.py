"""The other lists: what they show, and what their filters and their search find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from dashboard.admin.formats import DASH
from dashboard.models import FeedbackLog, ModelCall, RequestLog, ThreatLog, UserSession
from dashboard.tests.admin.written import stamp
from dashboard.tests.records import call, record, write

pytestmark = pytest.mark.django_db
Listed = Callable[..., list[str]]


def test_sessions_tell_what_was_done(
    admin: Client, listed: Listed, traffic: dt.datetime, user: User
) -> None:
    later = traffic + dt.timedelta(minutes=5, seconds=7)
    write([record(later, user=str(user.pk), user_agent="curl/8", status=429, country="DE")])
    rows = listed("usersession", user="ada")
    assert rows == [f"{stamp(traffic)} ada 5 min 7 s 2 1 92 $0.0004 1 0 tool DE"]
    session = UserSession.objects.get(user=user)
    html = admin.get(f"/admin/dashboard/usersession/{session.pk}/change/").content.decode()
    assert html.index(">429<") < html.index(">200<")
    assert f'href="/admin/dashboard/requestlog/?user={user.pk}"' in html
    assert (
        f'<a class="dashboard-link" href="/admin/dashboard/requestlog/user/{user.pk}/">ada</a>'
        in html
    )
    assert (
        f'<a class="dashboard-link" href="/admin/auth/user/{user.pk}/change/">account</a>' in html
    )


def test_an_anonymous_session_shows_its_requests(admin: Client, traffic: dt.datetime) -> None:
    session = UserSession.objects.get(ip_address="192.0.2.8")
    html = admin.get(f"/admin/dashboard/usersession/{session.pk}/change/").content.decode()
    assert "POST /old/" in html


@pytest.mark.parametrize(
    ("model", "question", "found"),
    [
        ("usersession", {"range": "1h"}, 1),
        ("usersession", {"platform": "web"}, 0),
        ("usersession", {"platform": "tool"}, 3),
        ("usersession", {"q": "ada"}, 1),
        ("usersession", {"q": "192.0.2.8"}, 1),
        ("feedbacklog", {"stars": "4"}, 1),
        ("feedbacklog", {"stars": "5"}, 0),
        ("feedbacklog", {"q": "short"}, 1),
        ("feedbacklog", {"q": "ada"}, 1),
        ("feedbacklog", {"q": "long"}, 0),
        ("threatlog", {"state": "open"}, 1),
        ("threatlog", {"state": "resolved"}, 0),
        ("threatlog", {"severity__exact": "critical"}, 1),
        ("threatlog", {"severity__exact": "low"}, 0),
        ("threatlog", {"type": "custom_threat"}, 1),
        ("threatlog", {"q": "192.0.2.7"}, 1),
        ("threatlog", {"q": "192.0.2.9"}, 0),
        ("threatlog", {"q": "custom_threat"}, 1),
        ("threatlog", {"q": "the host"}, 1),
        ("threatlog", {"user": "ada", "range": "1h"}, 1),
        ("modelcall", {}, 2),
        ("modelcall", {"range": "1h"}, 2),
        ("modelcall", {"until": "2020-01-01"}, 0),
        ("modelcall", {"model": "gpt-4o"}, 1),
        ("modelcall", {"outcome": "failed"}, 0),
        ("modelcall", {"outcome": "ok"}, 2),
        ("modelcall", {"price": "none"}, 1),
        ("modelcall", {"price": "genai-prices"}, 1),
        ("modelcall", {"q": "no-such-model"}, 1),
        ("modelusagestats", {"range": "7d"}, 2),
        ("modelusagestats", {"until": "2020-01-01"}, 0),
        ("modelusagestats", {"model": "gpt-4o"}, 1),
        ("modelusagestats", {"q": "gpt"}, 1),
    ],
)
def test_filters_and_search_of_the_others(
    listed: Listed, traffic: dt.datetime, model: str, question: dict[str, str], found: int
) -> None:
    assert len(listed(model, **question)) == found


def test_rows_of_a_request_are_found_by_its_id(listed: Listed, traffic: dt.datetime) -> None:
    key = str(RequestLog.objects.get(status_code=200).pk)
    assert [len(listed(name, q=key)) for name in ("modelcall", "feedbacklog", "threatlog")] == [
        2,
        1,
        1,
    ]


def test_feedback_and_threats_are_one_line(listed: Listed, traffic: dt.datetime) -> None:
    key = RequestLog.objects.get(status_code=200).pk
    created = FeedbackLog.objects.get().created_at
    assert listed("feedbacklog") == [f"{stamp(created)} ★★★★☆ 4 of 5 Clear and short. ada {key}"]
    created = ThreatLog.objects.get().created_at
    line = f"{stamp(created)} Critical custom_threat Seen by the host 1 192.0.2.7 DE ada Open"
    assert listed("threatlog") == [line]


def test_evidence_is_escaped(admin: Client, traffic: dt.datetime) -> None:
    threat = ThreatLog.objects.get()
    html = admin.get(f"/admin/dashboard/threatlog/{threat.pk}/change/").content.decode()
    assert "<dt>path</dt><dd>/api/?q=&lt;script&gt;</dd>" in html


def test_usage_of_a_model_by_day(listed: Listed, user: User) -> None:
    """Nineteen calls of 100 ms and one of 2 s, which failed; the other model has no price."""
    noon = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
    calls = [call(latency_micros=100_000) for _ in range(19)]
    calls += [call(latency_micros=2_000_000, failed=True), call("no-such-model")]
    write([record(noon, calls=[one]) for one in calls])
    usage, unknown = listed("modelusagestats")
    # Percentiles are those of the histogram, at most 1.6 % off.
    numbers = "20 95.0 % 920 $0.0074 0 195 ms 99 ms 99 ms 2,015 ms"
    assert usage == f"March 4, 2026 gpt-4o {DASH} {numbers}"
    # Neither its price nor its latency is known.
    dashes = f" {DASH}" * 4
    assert unknown == f"March 4, 2026 no-such-model {DASH} 1 100.0 % 46 {DASH} 1{dashes}"
    assert ModelCall.objects.filter(failed=True).count() == 1

"""TokenUsageTracker: what a view tells of its model calls, and when."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Any

import pytest

from dashboard.models import ModelCall, RequestLog, ThreatLog
from dashboard.tests.capture import host
from dashboard.tests.capture.recorder import (
    Recorder,
    call_rows,
    drift,
    session_totals,
    totals,
)

CALLS = [
    {
        "model_name": "gpt-4o",
        "provider": "openai",
        "usage_data": {"prompt_tokens": 12, "completion_tokens": 34, "total_tokens": 46},
        "finish_reason": "length",
        "cost_usd": "0.25",
    },
    {
        "model_name": "claude-3-5-sonnet-20241022",
        "usage_data": {"prompt_tokens": 100, "completion_tokens": 1},
        "finish_reason": "stop",
        "cost_usd": "0.000000001",
    },
    {"model_name": "nobody-sells-this", "usage_data": {"prompt_tokens": 7, "total_tokens": 9}},
]
TOTALS = {"calls": 3, "prompt_tokens": 119, "completion_tokens": 35, "total_tokens": 156}
ROWS = [
    ("gpt-4o", 12, 34, 46),
    ("claude-3-5-sonnet-20241022", 100, 1, 101),
    ("nobody-sells-this", 7, 0, 9),
]


def assert_all_totals(recorder: Recorder) -> None:
    """The row, the rollups and the session say the same of CALLS."""
    row = recorder.row()
    assert (row.model_calls, row.prompt_tokens, row.completion_tokens, row.total_tokens) == tuple(
        TOTALS.values()
    )
    assert (row.failed_calls, row.unpriced_calls) == (0, 1)
    assert row.cost_usd == Decimal("0.250000001")
    assert totals() == {"requests": 1, "failed": 0, **TOTALS}
    assert session_totals() == {"requests": 1, "total_tokens": 156}
    assert row.session.cost_usd == Decimal("0.250000001")
    assert drift() == "drift: 0 cells"


@pytest.mark.parametrize("path", ["/calls/", "/calls-async/"])
def test_several_calls_in_one_request(recorder: Recorder, path: str) -> None:
    assert recorder.log(CALLS, path).content == b"[true, true, true]"
    assert_all_totals(recorder)
    assert call_rows() == ROWS
    row = recorder.row()
    assert (row.model_name, row.provider, row.finish_reason) == ("gpt-4o", "openai", "")


def test_calls_of_threads(recorder: Recorder) -> None:
    recorder.log(CALLS, "/threaded/during/")
    assert_all_totals(recorder)
    assert sorted(call_rows()) == sorted(ROWS)


@pytest.mark.parametrize("written_before", [True, False])
def test_calls_after_the_response(recorder: Recorder, written_before: bool) -> None:
    response = recorder.log(CALLS, "/threaded/after/")
    assert response.content == b"done"
    if written_before:
        assert recorder.row().model_calls == 0
    host.after_response()
    assert_all_totals(recorder)
    assert sorted(call_rows()) == sorted(ROWS)


def test_a_late_call_beside_one_in_time(recorder: Recorder) -> None:
    recorder.log(CALLS[:1])
    recorder.drain()
    recorder.log(CALLS[1:], "/threaded/after/")
    host.after_response()
    recorder.drain()
    assert totals() == {"requests": 2, "failed": 0, **TOTALS}
    # Both requests are of one visit.
    assert session_totals() == {"requests": 2, "total_tokens": 156}
    assert drift() == "drift: 0 cells"


def test_late_calls_of_rows_that_sampling_left_out(recorder: Recorder, configure: Any) -> None:
    configure(SAMPLE_RATE=0)
    recorder.log(CALLS, "/threaded/after/")
    host.after_response()
    assert recorder.rows() == []
    assert (call_rows(), totals()) == ([], {"requests": 1, "failed": 0, **TOTALS})


def test_parts_of_usage(recorder: Recorder) -> None:
    usage = {
        "prompt_tokens": 100,
        "cached_tokens": 60,
        "completion_tokens": 50,
        "reasoning_tokens": 20,
    }
    times = {"latency_ms": 1.5, "time_to_first_token_ms": 0.25}
    recorder.log([{"model_name": "o3", "response_model": "o3-x", "usage_data": usage, **times}])
    recorder.drain()
    call = ModelCall.objects.get()
    assert (call.cached_tokens, call.reasoning_tokens, call.total_tokens) == (60, 20, 150)
    assert (call.latency_ms, call.time_to_first_token_ms) == (1.5, 0.25)
    assert (call.model_name, call.response_model, call.requested_model) == ("o3", "o3-x", "")


def test_usage_may_be_unknown(recorder: Recorder) -> None:
    recorder.log([{"model_name": "gpt-4o", "usage_data": None}, {"model_name": "gpt-4o"}])
    recorder.drain()
    assert call_rows() == [("gpt-4o", 0, 0, 0)] * 2


GOOD: dict[str, Any] = {"model_name": "gpt-4o", "usage_data": {"prompt_tokens": 1}}


@pytest.mark.parametrize(
    ("nonsense", "said"),
    [
        ({"usage_data": {"prompt_tokens": -1}}, "prompt_tokens is -1, not between 0 and"),
        ({"usage_data": {"completion_tokens": "34"}}, "completion_tokens is '34', not a whole"),
        ({"usage_data": {"total_tokens": 1.5}}, "total_tokens is 1.5, not a whole number"),
        ({"usage_data": {"prompt_tokens": True}}, "prompt_tokens is True, not a whole number"),
        ({"usage_data": {"prompt_tokens": float("nan")}}, "prompt_tokens is nan, not a whole"),
        ({"usage_data": {"prompt_tokens": float("inf")}}, "prompt_tokens is inf, not a whole"),
        ({"usage_data": {"cached_tokens": 10**13}}, "cached_tokens is 10000000000000, not betw"),
        ({"usage_data": [1, 2]}, "usage_data is of type list, not a mapping"),
        ({"cost_usd": -0.01}, "cost_usd is -0.01, not between 0 and"),
        ({"cost_usd": "a lot"}, "cost_usd is 'a lot', not a number"),
        ({"cost_usd": float("nan")}, "cost_usd is nan, not between 0 and"),
        ({"cost_usd": "Infinity"}, "cost_usd is 'Infinity', not between 0 and"),
        ({"latency_ms": -1}, "latency_ms is -1, not a duration"),
        ({"latency_ms": "fast"}, "latency_ms is 'fast', not a number"),
        ({"model_name": ""}, "model_name is '', not a name"),
        ({"model_name": None}, "model_name is None, not a name"),
        ({"finish_reason": 3}, "finish_reason is 3, not a name"),
    ],
)
def test_nonsense_is_refused_and_told(
    recorder: Recorder, caplog: pytest.LogCaptureFixture, nonsense: dict[str, Any], said: str
) -> None:
    with caplog.at_level(logging.WARNING, "dashboard.capture"):
        response = recorder.log([GOOD, {**GOOD, **nonsense}, GOOD])
    assert (response.status_code, response.content) == (200, b"[true, false, true]")
    [line] = [r.getMessage() for r in caplog.records if r.name == "dashboard.capture"]
    assert line.startswith(f"a model call was not recorded: {said}")
    assert recorder.row().model_calls == 2
    assert totals()["calls"] == 2


def test_a_request_that_is_not_logged(
    recorder: Recorder, configure: Any, caplog: pytest.LogCaptureFixture
) -> None:
    configure(EXCLUDE_PATHS=["/calls/"])
    response = recorder.log([GOOD])
    assert (response.status_code, response.content) == (200, b"[false]")
    assert caplog.messages == ["a model call was not recorded: its request is not logged"]
    assert (recorder.rows(), call_rows()) == ([], [])


def test_track_times_a_success(recorder: Recorder) -> None:
    assert recorder.client.get("/tracked/success/").content == b"tracked"
    row = recorder.row()
    call = ModelCall.objects.get()
    assert call.latency_ms is not None
    assert call.time_to_first_token_ms is not None
    assert call.offset_ms is not None
    assert row.latency_ms is not None
    assert 20 <= call.time_to_first_token_ms < call.latency_ms
    assert 40 <= call.latency_ms <= row.latency_ms
    assert call.offset_ms + call.latency_ms <= row.latency_ms
    assert row.time_to_first_token_ms == call.time_to_first_token_ms
    assert (call.model_name, call.provider, call.finish_reason) == ("gpt-4o", "openai", "stop")
    assert (call.total_tokens, call.failed, call.error_type) == (15, False, "")
    assert (row.model_calls, row.failed_calls) == (1, 0)


def test_track_times_a_failure(recorder: Recorder) -> None:
    assert recorder.client.get("/tracked/failure/").status_code == 500
    row = recorder.row()
    call = ModelCall.objects.get()
    assert call.latency_ms is not None
    assert call.latency_ms >= 40
    assert (call.failed, call.error_type, call.total_tokens) == (True, "TimeoutError", 0)
    assert (row.status_code, row.error_type, row.failed_calls) == (500, "TimeoutError", 1)
    assert totals() == {
        "requests": 1,
        "failed": 1,
        "calls": 1,
        "prompt_tokens": 0,
        "completion_tokens": 0,
        "total_tokens": 0,
    }


def test_messages_are_searched_and_thrown_away(recorder: Recorder) -> None:
    """What a view hands to a model need not have come with the request."""
    assert recorder.client.get("/prompted/hostile/").status_code == 200
    recorder.drain()
    threat = ThreatLog.objects.get()
    assert (threat.threat_type, threat.count) == ("prompt_injection", 1)
    assert (threat.evidence["where"], threat.evidence["path"]) == ("message", "/prompted/hostile/")
    assert threat.request_id == RequestLog.objects.get().pk
    assert ModelCall.objects.count() == 1
    assert b"PWNED" not in recorder.journal()


def test_harmless_messages_are_no_finding(recorder: Recorder) -> None:
    recorder.client.get("/prompted/harmless/")
    recorder.drain()
    assert (ThreatLog.objects.count(), ModelCall.objects.count()) == (0, 1)

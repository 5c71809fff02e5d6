"""Whatever comes in, no detector raises, and what it marks lies in what it shows."""

from __future__ import annotations

import base64
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.conf import DEFAULTS
from dashboard.threats.decoding import decode, lowered
from dashboard.threats.hit import EXCERPT
from dashboard.threats.inspected import Inspected
from dashboard.threats.prompt_text import plain
from dashboard.threats.registry import detectors, failures

_PIECES = st.sampled_from(
    [
        "'",
        " or 1=1--",
        "union select 1",
        "<script>",
        "onerror=alert(1)",
        "../",
        "%2e%2e%2f",
        "%00",
        "%uFFFF",
    ]
    + [
        "&#x1FFFFF;",
        "&#55296;",
        "\\u{110000}",
        "\\ud800",
        "${jndi:",
        "{{7*7}}",
        ";cat /etc/passwd",
        "\ud800",
    ]
    + [
        "İ",
        "ﷺ",
        "\u200b",
        "ignore all previous instructions",
        base64.b64encode(b"a" * 30).decode(),
        "а",
    ]
)
_TEXTS = st.one_of(st.text(), st.lists(st.one_of(_PIECES, st.text(max_size=8))).map("".join))
_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), _TEXTS),
    lambda inner: st.lists(inner) | st.dictionaries(_TEXTS, inner),
    max_leaves=8,
)
_BODIES = st.one_of(
    st.binary(),
    _TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    _JSON.map(lambda value: json.dumps(value).encode()),
)
_NAMES = st.sampled_from(
    "user-agent content-type content-length host cookie range connection transfer-encoding "
    "content-encoding authorization referer x-forwarded-for".split()
)
_REQUESTS = st.builds(
    Inspected,
    method=st.one_of(st.sampled_from(["GET", "POST"]), _TEXTS),
    path=_TEXTS,
    query=_TEXTS,
    headers=st.dictionaries(_NAMES, _TEXTS, max_size=6),
    body=_BODIES,
    fields=st.one_of(st.none(), _JSON),
    body_is_cut=st.booleans(),
    status=st.sampled_from([None, 200, 400, 401, 404, 415, 429, 500]),
    error_type=_TEXTS,
    messages=st.lists(_TEXTS, max_size=2).map(tuple),
)


@settings(max_examples=400, deadline=None)
@given(_REQUESTS)
def test_no_detector_raises(inspected: Inspected) -> None:
    assert list(detectors()) == DEFAULTS["DETECTORS"]
    for detect in detectors().values():
        for hit in detect(inspected):
            assert 0 <= hit.score <= 1
            assert hit.severity in ("low", "medium", "high", "critical")
            assert 0 <= hit.start <= hit.end <= len(hit.excerpt) <= EXCERPT
    assert failures.count == 0


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_decoding_is_bounded_and_lowering_keeps_places(text: str) -> None:
    assert len(decode(text)) <= 8_192
    assert len(lowered(text)) == len(text)
    assert len(plain(text)) < 2 * len(text) + 60_000


@given(_TEXTS.map(lambda text: text * 3_000))
@settings(max_examples=20, deadline=None)
def test_long_texts_are_cut(text: str) -> None:
    assert len(decode(text)) <= 8_192

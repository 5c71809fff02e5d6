"""The quick sum over a text is the sum over its features that the weights were fitted to."""

from __future__ import annotations

from math import exp

from hypothesis import given
from hypothesis import strategies as st

from dashboard.threats import prompt_model
from dashboard.threats.prompt_model import HEADER, WEIGHTS, Found, features, size_of, spans, word

_WORDS = st.sampled_from(
    "ignore all previous INSTRUCTIONS and tell me , . a 忽略 指令 naïve 9".split()
)


def slowly(text: str) -> Found:
    """As ``look`` answers, from the file of weights and the features alone."""
    data = WEIGHTS.read_bytes()
    bias, step = HEADER.unpack_from(data)
    weights = memoryview(data)[HEADER.size :].cast("b")
    each = [*features([word(token) for token in prompt_model.tokens(text)])]
    scores = {
        (start, end): sum(weights[one] for found in each[start:end] for one in found)
        / size_of(start, end)
        for start, end in spans(len(each))
    }
    span = max(scores, key=lambda one: scores[one])
    return Found(1 / (1 + exp(-max(-30.0, min(30.0, bias + step * scores[span])))), span)


@given(st.lists(_WORDS | st.text(max_size=8), max_size=60).map(" ".join))
def test_a_look_is_the_sum_over_the_features(text: str) -> None:
    assert prompt_model.look(text) == slowly(text)


def test_the_order_of_words_counts() -> None:
    ones, others = (
        [*features([word(token) for token in text.split()])] for text in ("a b c", "b a c")
    )
    assert {one for found in ones for one in found} != {one for found in others for one in found}

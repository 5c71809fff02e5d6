"""A small linear model of prompt attacks: hashed words, pairs of words and parts of words.

``python -m bench.threats.train`` makes its weights: one signed byte for each hash.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate, islice
from pathlib import Path
from struct import Struct
from typing import NamedTuple
from zlib import crc32

from dashboard.threats.prompt_text import LONGEST

WEIGHTS = Path(__file__).with_name("prompt_model.bin")
BITS = 18
MASK = (1 << BITS) - 1
# Bias and the size of one step of a weight, before the weights themselves.
HEADER = Struct("<dd")
# An attack hidden in a long document would drown in it: windows are looked at, too.
WINDOW, STRIDE = 16, 8
# Below it, a text is too short for its length to say anything.
SHORTEST = 6
_MOST_TOKENS = LONGEST // 4
_MOST_KNOWN = 20_000
# Longer pieces, such as a sentence without blanks, hardly come again.
_MOST_TOKENS_KNOWN, _LONGEST_KNOWN = 4, 24

# Words; letters of scripts without blanks by themselves; marks; line ends.
_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_]+|[^\w\s]{1,3}|_|\n+"
)
# The same for ASCII alone, its marks written out: in a third of the time.
_ASCII_TOKEN = re.compile(r"[0-9A-Za-z]+|[\x00-\x08\x0e-\x1b!-/:-@\[-^`{-~\x7f]{1,3}|_|\n+")
_CAPITALS = crc32(b"\x00capitals")
_SALT_PART = 0x9E3779B9
# Odd factors, one for each place in a pair or a triple: a word has another hash in each.
_LAST, _BEFORE, _TWO_BEFORE = 0x85EBCA6B, 0x27D4EB2F, 0xC2B2AE35


class Found(NamedTuple):
    """How much a text looks like an attack, from 0 to 1, and which tokens look most like one."""

    probability: float
    span: tuple[int, int]


class Word(NamedTuple):
    """What is worked out once for a token: its own features, and its hash in each place."""

    features: tuple[int, ...]
    last: int
    before: int
    two_before: int


@lru_cache(maxsize=_MOST_KNOWN)
def word(token: str) -> Word:
    """The features of one token: itself, its parts, and whether it shouts."""
    lower = token.lower()
    text = lower.encode("utf-8", "replace")
    own = crc32(text)
    found = [own & MASK]
    if len(lower) > 3:
        marked = f"<{lower}>"
        for length in (4, 5):
            found += [
                (crc32(marked[at : at + length].encode("utf-8", "replace")) ^ _SALT_PART) & MASK
                for at in range(min(len(marked), 24) - length + 1)
            ]
    if len(token) > 2 and token.isupper() and token.isascii():
        found.append(_CAPITALS & MASK)
    return Word(tuple(found), *(_spread(own, place) for place in (_LAST, _BEFORE, _TWO_BEFORE)))


def _spread(number: int, factor: int) -> int:
    """The high bits of a product: each depends on all of a hash."""
    return (number * factor & 0xFFFFFFFF) >> (32 - BITS)


def tokens(text: str) -> list[str]:
    """The tokens of a text."""
    pattern = _ASCII_TOKEN if text.isascii() else _TOKEN
    return pattern.findall(text)[:_MOST_TOKENS]


def features(words: list[Word]) -> Iterator[tuple[int, ...]]:
    """For each token its features, those of the pair and the triple that it ends included."""
    before = two_before = 0
    for number, one in enumerate(words):
        pair = one.last ^ before
        yield (*one.features, pair, (pair * 5 ^ two_before) & MASK)
        before, two_before = one.before, words[number - 1].two_before if number else 0


# A token: the weights of its features, added up, and its hash in each place.
_Weighted = tuple[int, int, int, int]


@cache
def _weights() -> tuple[float, float, array[int]]:
    data = WEIGHTS.read_bytes()
    bias, step = HEADER.unpack_from(data)
    weights = array("b")
    weights.frombytes(data[HEADER.size :])
    return bias, step, weights


class _Weighed(dict[str, tuple[_Weighted, ...]]):
    """For what stands between two blanks its tokens: the sum of the weights of the features of
    each, and its hash in each place. No token has a blank in it."""

    def __missing__(self, piece: str) -> tuple[_Weighted, ...]:
        weights = _weights()[2]
        words = [word(token) for token in tokens(piece)]
        found = tuple(
            (sum(weights[feature] for feature in one.features), *one[1:]) for one in words
        )
        if len(self) >= _MOST_KNOWN:
            self.clear()
        if len(words) <= _MOST_TOKENS_KNOWN and len(piece) <= _LONGEST_KNOWN:
            self[piece] = found
        return found


_weighed = _Weighed()


def look(text: str) -> Found:
    """How much a text, or the worst window of it, looks like an attack."""
    bias, step, weights = _weights()
    known = [one for piece in text.split(" ") for one in _weighed[piece]][:_MOST_TOKENS]
    own, last, before, two_before = zip(*known) if known else ((),) * 4
    # The sum over ``features``, whole lists at a time: half the price of a loop over the words.
    scores = [
        weight + weights[pair := a ^ b] + weights[(pair * 5 ^ c) & MASK]
        for weight, a, b, c in zip(own, last, (0, *before), (0, 0, *two_before))
    ]
    totals = [0, *accumulate(scores)]
    best, span = -math.inf, (0, 0)
    for start, end, size in _sized_spans(len(totals) - 1):
        score = (totals[end] - totals[start]) / size
        if score > best:
            best, span = score, (start, end)
    probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, bias + step * best))))
    return Found(probability, span)


def place(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Where in the text these tokens begin and end."""
    matches = list(islice(_TOKEN.finditer(text), span[1]))[span[0] :]
    return (matches[0].start(), matches[-1].end()) if matches else (0, 0)


def spans(length: int) -> Iterator[tuple[int, int]]:
    """The whole of so many tokens, and its windows."""
    yield 0, length
    if length > WINDOW + STRIDE // 2:
        for start in range(0, length - STRIDE, STRIDE):
            yield start, min(start + WINDOW, length)


@lru_cache(maxsize=100)
def _sized_spans(length: int) -> list[tuple[int, int, float]]:
    """The spans, each with what its sum is divided by."""
    return [(start, end, size_of(start, end)) for start, end in spans(length)]


def size_of(start: int, end: int) -> float:
    """What the sum over a span is divided by, so that long and short ones compare."""
    return math.sqrt(max(end - start, SHORTEST))


def forget() -> None:
    """Read the weights again: the file is another."""
    _weights.cache_clear()
    _weighed.clear()

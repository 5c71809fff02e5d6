"""A small linear model of prompt attacks: hashed words, pairs of words and parts of words.

``python -m bench.threats.train`` makes its weights: one signed byte for each hash.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
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

# Words; letters of scripts without blanks by themselves; marks; line ends.
_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_]+|[^\w\s]{1,3}|_|\n+"
)
_CAPITALS = crc32(b"\x00capitals")
_SALT_PART, _SALT_PAIR, _SALT_TRIPLE = 0x9E3779B9, 0x85EBCA6B, 0x27D4EB2F


class Found(NamedTuple):
    """How much a text looks like an attack, from 0 to 1, and which tokens look most like one."""

    probability: float
    span: tuple[int, int]


class Word(NamedTuple):
    """A token with what is worked out once for it."""

    text: bytes
    hash: int
    features: tuple[int, ...]


@lru_cache(maxsize=20_000)
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
    return Word(text, own, tuple(found))


def tokens(text: str) -> list[str]:
    """The tokens of a text."""
    return _TOKEN.findall(text)[:_MOST_TOKENS]


def features(words: list[Word]) -> Iterator[tuple[int, ...]]:
    """For each token its features, those of the pair and the triple that it ends included."""
    before = before_both = 0
    for one in words:
        pair = crc32(one.text, before)
        triple = crc32(one.text, before_both)
        yield (*one.features, pair & MASK, triple & MASK)
        before, before_both = one.hash ^ _SALT_PAIR, pair ^ _SALT_TRIPLE


@cache
def _weights() -> tuple[float, float, array[int]]:
    data = WEIGHTS.read_bytes()
    bias, step = HEADER.unpack_from(data)
    weights = array("b")
    weights.frombytes(data[HEADER.size :])
    return bias, step, weights


@lru_cache(maxsize=20_000)
def _weighed(token: str) -> tuple[bytes, int, int]:
    """Text, salted hash and the sum of the weights of a token's own features."""
    weights = _weights()[2]
    one = word(token)
    return one.text, one.hash ^ _SALT_PAIR, sum(weights[feature] for feature in one.features)


def look(text: str) -> Found:
    """How much a text, or the worst window of it, looks like an attack."""
    bias, step, weights = _weights()
    total, totals = 0, [0]
    before = before_both = 0
    for token in tokens(text):
        raw, own, weight = _weighed(token)
        pair = crc32(raw, before)
        total += weight + weights[pair & MASK] + weights[crc32(raw, before_both) & MASK]
        totals.append(total)
        before, before_both = own, pair ^ _SALT_TRIPLE
    best, span = -math.inf, (0, 0)
    for start, end in spans(len(totals) - 1):
        score = (totals[end] - totals[start]) / math.sqrt(max(end - start, SHORTEST))
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


def forget() -> None:
    """Read the weights again: the file is another."""
    _weights.cache_clear()
    _weighed.cache_clear()

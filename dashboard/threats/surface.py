"""One text of a request, decoded, and what is told of it before any rule is asked."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from dashboard.threats.decoding import decode, lowered

PATH = "path"
# With so many words a text is prose or code that is talked about, not one value of a field.
_PROSE_WORDS = 9
_MARKS = frozenset(string.punctuation + "\n")
_PLAIN_MARKS = frozenset("_/=&.,-")
_SHORT = 500


@dataclass(slots=True)
class Surface:
    """One text of a request. ``lower`` has the same length as ``text``.

    ``marks`` has all marks that are in it; of prose nobody has counted them. Of a place that
    comes again, ``clean`` has the functions that looked and found nothing.
    """

    where: str
    raw: str
    text: str
    lower: str
    is_prose: bool
    # Names, numbers and slashes alone: neither SQL nor code nor markup.
    is_plain: bool = False
    marks: frozenset[str] = _MARKS
    clean: set[Callable[[Surface], object]] | None = None


def marks_in(text: str) -> frozenset[str]:
    """The marks of ASCII in a text, and the end of a line."""
    return _MARKS.intersection(text)


def surface_of(where: str, raw: str, plus_is_space: bool = False) -> Surface:
    """The surface of a text that stands in a place."""
    text = decode(raw, plus_is_space)
    if text.count(" ") >= _PROSE_WORDS and _reads_like_prose(text):
        return Surface(where, raw, text, lowered(text), True)
    marks = marks_in(text)
    return Surface(where, raw, text, lowered(text), False, _is_plain(text, marks), marks)


def _is_plain(text: str, marks: frozenset[str]) -> bool:
    return (
        marks <= _PLAIN_MARKS
        and text.isascii()
        and text.isprintable()
        and " " not in text
        and "--" not in text
    )


def repeated(where: str, raw: str) -> Surface:
    """A place in which most clients send the same few again and again."""
    if len(raw) > _SHORT:
        return surface_of(where, raw)
    return _known_path(raw) if where == PATH else _known_header(where, raw)


# Small: most of what is not in it has a number of its own, and is never asked for again.
@lru_cache(maxsize=500)
def _known_path(raw: str) -> Surface:
    return _lasting(PATH, raw)


@lru_cache(maxsize=5_000)
def _known_header(where: str, raw: str) -> Surface:
    return _lasting(where, raw)


def _lasting(where: str, raw: str) -> Surface:
    surface = surface_of(where, raw)
    surface.clean = set()
    return surface


def _reads_like_prose(text: str) -> bool:
    """Whether most of it are plain words, as in a sentence."""
    words = text.split()
    plain = sum(map(str.isalpha, words))
    return plain >= _PROSE_WORDS and plain >= 0.6 * len(words)

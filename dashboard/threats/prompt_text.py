"""The text of a prompt as a model reads it: what hides words from a filter is undone."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata

LONGEST = 16_384
_MOST_DECODED = 4

_INVISIBLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
# Characters of Unicode's tag block say ASCII that nobody sees.
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_MIXED = re.compile(
    r"(?<![A-Za-z])[A-Za-z]{0,30}[\u0370-\u03ff\u0400-\u04ff][A-Za-z\u0370-\u04ff]*"
)
_LOOKALIKE = str.maketrans(
    "аеорсухіјѕԁԛɡԝһвмнткАВЕКМНОРСТУХІЈЅαβεικνορτυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdqgwhbmhtkABEKMHOPCTYXIJSabeiknoptuxwABEZHIKMNOPTYX",
)
_SPACED = re.compile(r"(?<!\S)(?:\w[ .*_-]){5,400}\w(?!\w)")
_BETWEEN = re.compile(r"[ .*_-]")
# What any of these must hold, told in a fifth of the time.
_IS_SPACED = re.compile(r"[ .*_-]\w[ .*_-]\w[ .*_-]")
_DIGIT = re.compile(r"[0134578@$]")
_LEET_WORD = re.compile(r"\b(?=\w*[a-zA-Z@$])(?=\w*[0134578@$])[a-zA-Z0134578@$]{4,}(?![\w-])")
_LEET = str.maketrans("01345789@$", "oieastbgas")
_SHORTEST_ENCODED = 24
_BASE64 = re.compile(rf"[A-Za-z0-9+/_-]{{{_SHORTEST_ENCODED},4000}}={{0,2}}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){16,2000}")


def plain(text: str) -> str:
    """The text without disguise, with what was encoded in it at its end; bounded in length."""
    text = text[:LONGEST]
    if not text.isascii():
        text = _TAGS.sub(lambda match: "".join(chr(ord(c) - 0xE0000) for c in match[0]), text)
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))[:LONGEST]
        text = _MIXED.sub(_latin, text)
    if text.count("\\") * 4 > len(text):
        text = re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)
    if _IS_SPACED.search(text):
        text = _SPACED.sub(_join, text)
    # Most texts have no word that is long enough.
    longest = max(map(len, text.split()), default=0)
    decoded = _decoded(text) if longest >= _SHORTEST_ENCODED else []
    if _DIGIT.search(text):
        text = _LEET_WORD.sub(_unleet, text)
    return text + "".join(f"\n{piece}" for piece in decoded)


def _join(match: re.Match[str]) -> str:
    return _BETWEEN.sub("", match[0])


def _latin(match: re.Match[str]) -> str:
    """Lookalikes as Latin letters, in words that mix both scripts."""
    word = match[0]
    return word.translate(_LOOKALIKE) if any(char.isascii() for char in word) else word


def _unleet(match: re.Match[str]) -> str:
    """A word with digits as letters; not a number with a unit, a version or a hash."""
    word = match[0]
    letters = sum(char.isalpha() for char in word)
    if (
        letters * 2 < len(word)
        or (word[0].isdigit() and word[-1].isdigit())
        or (word[-1].isdigit() and word[:-1].isalpha())
    ):
        return word
    return word.translate(_LEET)


def _decoded(text: str) -> list[str]:
    """Readable text that base64 or hexadecimal pieces of a text hold."""
    found = []
    for match in _BASE64.finditer(text):
        piece = match[0].rstrip("=").replace("-", "+").replace("_", "/")
        if piece.isalpha() and (piece.islower() or piece.isupper()):
            continue
        try:
            data = base64.b64decode(piece + "=" * (-len(piece) % 4), validate=True)
        except (binascii.Error, ValueError):
            continue
        found.append(data)
        if len(found) == _MOST_DECODED:
            break
    match_hex = _HEX.search(text)
    if match_hex is not None:
        found.append(bytes.fromhex(match_hex[0]))
    return [readable for data in found if (readable := _readable(data))]


def _readable(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return ""
    plain_chars = sum(char.isalpha() or char in " .,:;!?'\"\n" for char in text)
    return text if plain_chars >= 0.9 * len(text) else ""

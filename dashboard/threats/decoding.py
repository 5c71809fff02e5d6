"""A text as its attacker wants it read in the end: encodings undone, a few rounds of them."""

from __future__ import annotations

import re
import unicodedata
from html.entities import html5

# What is longer is read as far as this.
LONGEST = 8_192
_ROUNDS = 3

# Percent-encoded bytes, IIS's %uXXXX, and overlong UTF-8 of "." "/" and "\", which only a
# careless decoder understands, among them ones with a digit that is none.
_PERCENT = re.compile(r"%(?:[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*|u[0-9a-fA-F]{4})")
_OVERLONG = re.compile(
    r"(?i)%(?:c0|e0%80|f0%80%80|f8%80%80%80|fc%80%80%80%80)%(?P<lead>[2a]e|[2a]f|[5d]c)"
    r"|%c1%(?P<second>[9d]c|[8a]s|[0-9a]f|pc|1c)|%c0%(?P<odd>qf|9v|5e|6e|fe)|%%c0%6e|%c0(?P<plain>[./\\^])|%bg%qf"
    r"|%u(?:ff0e|002e)|%u(?:2215|2216|f025|efc8|002f|005c|ff0f|ff3c)|0x2e|0x2f|0x5c"
)
# How one begins, told in a tenth of the time.
_IS_OVERLONG = re.compile(r"%[%bBcCeEfFuU]")
_ENTITY = re.compile(r"&(?:#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7});?|[a-zA-Z]{2,20};)")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\})")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_BLANKS = re.compile(r"(\s)\s{2,}")
_QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "′": "'", "‵": "'", "“": '"', "”": '"', "–": "-", "—": "-", "―": "-"}
)
# The bytes that are written most often.
_CHARS = {f"%{number:02{case}}": chr(number) for number in range(128) for case in "xX"}


def decode(text: str, plus_is_space: bool = False) -> str:
    """The text with URL, HTML and string escapes undone, in a bounded number of rounds."""
    text = text[:LONGEST]
    for number in range(_ROUNDS):
        before = text
        if plus_is_space and number == 0 and "+" in text:
            text = text.replace("+", " ")
        has_percent = "%" in text
        if "0x" in text or "0X" in text or (has_percent and _IS_OVERLONG.search(text)):
            text = _OVERLONG.sub(_separator, text)
        if has_percent:
            text = _PERCENT.sub(_bytes, text)
        if "&" in text:
            text = _ENTITY.sub(_entity, text)
        if "\\" in text:
            text = _ESCAPE.sub(_escape, text)
        if text == before:
            break
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_QUOTES))[:LONGEST]
    # Runs of blanks are a disguise, too.
    if "  " in text or not text.isprintable():
        text = _BLANKS.sub(r"\1\1", text)
    return text if text.isprintable() else _CONTROL.sub("", text)


def lowered(text: str) -> str:
    """Lower case of the same length, so that a place in one is the same place in the other."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _separator(match: re.Match[str]) -> str:
    found = match[0].lower()
    if found.endswith(("2e", "ae", "0e", "5e", "6e", "fe", ".", "^")):
        return "."
    return "\\" if found.endswith(("5c", "dc", "9c", "1c", "pc", "3c", "2216", "\\")) else "/"


def _bytes(match: re.Match[str]) -> str:
    found = match[0]
    if (char := _CHARS.get(found)) is not None:
        return char
    if found[1] == "u":
        return chr(int(found[2:], 16))
    return bytes.fromhex(found.replace("%", "")).decode("utf-8", "replace")


def _entity(match: re.Match[str]) -> str:
    found = match[0]
    if found[1] != "#":
        return html5.get(found[1:], found)
    digits = found[2:].rstrip(";")
    return _char(int(digits[1:], 16) if digits[0] in "xX" else int(digits), found)


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    return _char(int(found[2:].strip("{}"), 16), found)


def _char(code: int, otherwise: str) -> str:
    """The character of a code point; a surrogate or what is beyond Unicode stays as written."""
    return otherwise if code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)

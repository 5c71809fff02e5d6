"""Malformed requests: what no honest client sends, or what two servers would read in two ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from dashboard.threats.hit import Hit, excerpt
from dashboard.threats.inspected import Inspected

THREAT_TYPE = "malformed_request"

_METHOD = re.compile(r"[A-Z][A-Z-]{1,17}")
_USUAL = frozenset(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
_LENGTH = re.compile(r"\d{1,18}")
_CODINGS = {"chunked", "identity", "gzip", "compress", "deflate", "trailers"}
_ENCODINGS = {"gzip", "deflate", "br", "zstd", "identity", "compress", "x-gzip", "aws-chunked"}
_MEDIA_TYPE = re.compile(r"[\w.+*-]{1,80}/[\w.+*-]{1,120}")
_PARAMETERS = re.compile(
    r"(?:\s*;\s*(?:[\w!#$%&'*+.^`|~-]{1,60}\s*=\s*(?:\"[^\"]{0,200}\"|[^;\"]{0,200}))?)*\s*"
)
_CHARSETS = re.compile(
    r"(?:utf-?(?:8|16|32)(?:le|be)?|iso-8859-\d{1,2}|us-ascii|ascii|latin-?1|windows-\d{3,4}|cp\d{3,4}|shift[_-]?jis|euc-(?:jp|kr)|gb(?:2312|k|18030)|big5|koi8-[ru])"
)
_BAD_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|$|&|\s|;)[\w]")
_TWICE = re.compile(r"(?:%25(?:%3\d|%[46][1-6]|[0-9a-fA-F]){2}){2}")
_SCHEME = re.compile(r"https?://[^/]*$", re.IGNORECASE)
_CRLF = re.compile(
    r"(?:%0[dD]|%0[aA]|\r|\n){1,4}(?:[ \t]|%20){0,8}(?:[A-Za-z-]{3,30}(?::|%3[aA])|HTTP/|%0[dDaA])"
)
_PART_NAME = re.compile(
    r"(?i)content-disposition:[^\n]{0,120}?\b(?:file)?name=\"?[^\"\r\n]{0,80}(?:['=;&]|\\\"|\")[\w.]{0,60}[\"'\r\n]"
)
_PART = re.compile(
    r"(?i)content-disposition:[^\n]{0,40};\s*name=\"([^\"\n]{0,80})\"(?:;\s*filename=\"([^\n]{0,120})\"\s*\r?$)?",
    re.MULTILINE,
)
_SERVED_IN_RANGES = (".pdf", ".mp4", ".webm", ".mp3", ".zip")
_LONGEST_URL, _LONGEST_HEADER, _MOST_PARAMETERS, _MOST_RANGES = 8_000, 8_000, 500, 6
_FORBIDDEN = re.compile(r"[\x00\r\n]")
_BAD_HOST = re.compile(r"[\s/\\@<>'\"{}]|:\d{6}")
_BODYLESS = ("GET", "HEAD", "TRACE")
_REFUSED_BY_DJANGO = {
    "SuspiciousOperation", "DisallowedHost", "RequestDataTooBig", "TooManyFieldsSent",
    "TooManyFilesSent", "BadRequest", "MultiPartParserError", "UnicodeDecodeError",
}  # fmt: skip

Check = Callable[[Inspected], tuple[str, str] | None]


def _request_line(request: Inspected) -> tuple[str, str] | None:
    if request.method not in _USUAL and not _METHOD.fullmatch(request.method):
        return "method", request.method
    if not request.path.startswith("/") and _SCHEME.match(request.path):
        return "request-target", request.path
    if "\x00" in request.path or "%00" in request.path or "%00" in request.query:
        return "null-byte", request.path
    if len(request.path) + len(request.query) > _LONGEST_URL:
        return "url-length", request.path
    return None


def _encoding_of_url(request: Inspected) -> tuple[str, str] | None:
    if "%" in request.query:
        if match := _BAD_PERCENT.search(request.query):
            return "percent-encoding", request.query[match.start() :]
        if "%25" in request.query and (match := _TWICE.search(request.query)):
            return "encoded-twice", request.query[match.start() :]
    for text in (request.query, request.path):
        if ("%0" in text or not text.isprintable()) and (match := _CRLF.search(text)):
            return "header-injection", match[0]
    return None


def _framing(request: Inspected) -> tuple[str, str] | None:
    """Signs of request smuggling: a body whose length two servers would see differently."""
    length = request.headers.get("content-length", "").strip()
    coding = request.headers.get("transfer-encoding", "").lower()
    if length and not _LENGTH.fullmatch(length):
        return "content-length", length
    if length and coding:
        return "length-and-coding", f"{length}, {coding}"
    if coding and not {part.strip() for part in coding.split(",")} <= _CODINGS:
        return "transfer-encoding", coding
    if request.method in _BODYLESS and coding:
        return "body-without-meaning", f"{request.method} {coding}"
    if encoding := request.headers.get("content-encoding", "").lower():
        if not {part.strip() for part in encoding.split(",")} <= _ENCODINGS:
            return "content-encoding", encoding
    return None


def _headers(request: Inspected) -> tuple[str, str] | None:
    for name, value in request.headers.items():
        # What is printable has none of them, and is told in a tenth of the time.
        if len(value) > _LONGEST_HEADER:
            return "header-length", name
        if "%00" in value or " " in name or (not value.isprintable() and _FORBIDDEN.search(value)):
            return "header-characters", name
    if "," in (connection := request.headers.get("connection", "").lower()):
        parts = [part.strip() for part in connection.split(",")]
        if ("keep-alive" in parts and "close" in parts) or len(set(parts)) < len(parts):
            return "connection", ", ".join(parts)
    if ranges := request.headers.get("range", "") or request.headers.get("request-range", ""):
        if ranges.count(",") >= _MOST_RANGES - 1 and not request.path.endswith(_SERVED_IN_RANGES):
            return "ranges", ranges
        if any(map(_is_backwards, ranges.rpartition("=")[2].split(","))):
            return "range-order", ranges
    host = request.headers.get("host")
    return ("host", host) if host and _BAD_HOST.search(host) else None


def _is_backwards(part: str) -> bool:
    """Whether a range of bytes ends before it begins."""
    first, _, last = (end.strip() for end in part.partition("-"))
    return first.isdecimal() and last.isdecimal() and int(last[:18]) < int(first[:18])


def _type_of_body(request: Inspected) -> tuple[str, str] | None:
    value = request.headers.get("content-type", "").strip()
    return _mistake_of_type(value) if value else None


# The same few come again and again.
@lru_cache(maxsize=1_000)
def _mistake_of_type(value: str) -> tuple[str, str] | None:
    media, _, _ = value.partition(";")
    if not _MEDIA_TYPE.fullmatch(media.strip().lower()):
        return "content-type", value
    parameters = value[len(media) :]
    if len(parameters) < 400 and not _PARAMETERS.fullmatch(parameters):
        return "content-type", value
    charsets = re.findall(r"(?i)charset\s*=\s*[\"']?([^\s;\"']{0,60})", value)
    if len(charsets) > 1 or any(not _CHARSETS.fullmatch(name.lower()) for name in charsets):
        return "charset", value
    return None


def _body(request: Inspected) -> tuple[str, str] | None:
    if request.error_type.lower() in ("parse_error", "jsondecodeerror"):
        return "bad-body", request.error_type
    kind = request.content_type
    if not kind:
        return ("wrong-content-type", kind) if request.status == 415 else None
    text = request.body_text.strip() if request.body else ""
    if kind.endswith("json") and text and not request.body_is_cut and request.json is None:
        # JSON's own null is no mistake, and a number is JSON too.
        if not re.fullmatch(r"null|true|false|-?\d[\d.eE+-]{0,40}", text):
            return "bad-json", text
    if kind.endswith("xml") and text and not text.startswith(("<", "\ufeff")):
        return "bad-xml", text
    if (
        kind == "application/x-www-form-urlencoded"
        and text[:1] in ("{", "<")
        and "=" not in text[:200]
    ):
        return "wrong-content-type", text
    if kind == "multipart/form-data":
        if text and not text.startswith("--"):
            return "bad-multipart", text
        if match := next((m for m in _PART.finditer(text) if _is_odd(m)), None):
            return "multipart-name", match[0]
    if kind.endswith("urlencoded") and (match := _BAD_PERCENT.search(text)):
        return "percent-encoding", text[match.start() :]
    if request.status == 415:
        return "wrong-content-type", kind
    return None


def _is_odd(part: re.Match[str]) -> bool:
    """Whether servers disagree on where the name of a part of a form ends."""
    name, file = part[1], part[2] or ""
    return any(char in file or char in name for char in "'\";=&\\") or (
        not part[2]
        and "." in name
        and "filename" not in part[0]
        and name.endswith((".pdf", ".php", ".txt"))
    )


def _amount(request: Inspected) -> tuple[str, str] | None:
    if request.query.count("&") > _MOST_PARAMETERS:
        return "parameters", str(request.query.count("&"))
    if request.error_type in _REFUSED_BY_DJANGO:
        return "refused-by-django", request.error_type
    return None


_CHECKS: tuple[Check, ...] = (
    _request_line, _encoding_of_url, _framing, _headers, _type_of_body, _body, _amount,
)  # fmt: skip
_SEVERE = {
    "length-and-coding",
    "transfer-encoding",
    "content-length",
    "header-injection",
    "null-byte",
}
_WHERE: dict[Check, str] = {_request_line: "request line", _encoding_of_url: "url", _body: "body"}


def detect(inspected: Inspected) -> Iterator[Hit]:
    """The first mistake of each part of a request."""
    for check in _CHECKS:
        if (found := check(inspected)) is not None:
            rule, text = found
            severity = "high" if rule in _SEVERE else "low"
            score = 0.9 if rule in _SEVERE else 0.7
            where = _WHERE.get(check, "headers")
            yield Hit(
                THREAT_TYPE, severity, score, rule, where, *excerpt(text, 0, min(len(text), 80))
            )

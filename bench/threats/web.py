"""The web detectors on real requests: part of the rows that are found."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dashboard.threats import malformed, rce, scanner, sqli, traversal, xss
from dashboard.threats.hit import Detector
from dashboard.threats.inspected import Inspected

KINDS: dict[str, Detector] = {
    "sqli": sqli.detect,
    "xss": xss.detect,
    "traversal": traversal.detect,
    "rce": rce.detect,
    "scanner": scanner.detect,
}
_ALL = [*KINDS.values(), malformed.detect]
_LOG = re.compile(r'\S+ \S+ \S+ \[.*?\] "(\S+) (\S+)[^"]*" (\d+) \S+ "(.*?)" "(.*?)"')


class Rate(NamedTuple):
    """A part of the rows of a file, with what it must be at least or at most, in percent."""

    what: str
    found: int
    of: int
    target: float | None = None
    at_least: bool = False


def rates(folder: Path) -> Iterator[Rate]:
    """One line a file and kind; files that are missing are left out."""
    rows = _rows(folder / "web_payloads_attacks.jsonl")
    for kind in ("sqli", "xss", "traversal", "rce"):
        of_kind = [row for row in rows if row["label"] == kind]
        if of_kind:
            found = _flagged(map(request_of, of_kind), [KINDS[kind]])
            yield Rate(f"web_payloads_attacks: {kind} found", found, len(of_kind), 95, True)
    rows = _rows(folder / "web_scanner_and_benign_requests.jsonl")
    if scanners := [row for row in rows if row["label"] == "scanner"]:
        found = _flagged(map(request_of, scanners), [scanner.detect])
        yield Rate("web_scanner…: scanners found", found, len(scanners), 95, True)
    for subtype in sorted({row["subtype"] for row in rows if row["label"] == "benign"}):
        benign = [row for row in rows if row["subtype"] == subtype]
        found = _flagged(map(request_of, benign), _ALL)
        yield Rate(f"…benign_requests: {subtype} flagged", found, len(benign), 1)
    for name in ("prompts_benign_coding", "prompts_benign_hard"):
        if rows := _rows(folder / f"{name}.jsonl"):
            found = _flagged(map(chat_of, rows), _ALL)
            yield Rate(f"{name}, as bodies: flagged by web detectors", found, len(rows), 1)
    yield from _log(folder / "apache_access_first5000.log")
    rows = _rows(folder / "user_agents_uap_core.jsonl")
    if rows:
        agents = (Inspected(headers={"user-agent": row["user_agent"]}) for row in rows)
        yield Rate("user_agents_uap_core: flagged", _flagged(agents, _ALL), len(rows), 1)
    rows = _rows(folder / "malformed_http_requests.jsonl")
    for label, target in (("malformed", None), ("ok_for_this_rule", None)):
        of_label = [row for row in rows if row["label"] == label]
        if of_label:
            found = _flagged(map(http_of, of_label), [malformed.detect])
            yield Rate(f"malformed_http_requests: {label}, flagged", found, len(of_label), target)


def request_of(row: dict[str, Any]) -> Inspected:
    """The request of a row that names its place."""
    value = row["value"]
    if row["where"] == "path":
        return Inspected(path="/" + value.removeprefix("/"))
    if row["where"] == "query":
        whole = row["label"] == "benign" and "=" in value[:20]
        return Inspected(query=value if whole else f"q={value}")
    name, _, text = value.partition(": ")
    return Inspected(headers={name.lower(): text})


def chat_of(row: dict[str, Any]) -> Inspected:
    """A request to a chat with this text."""
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": row["text"]}]}
    headers = {"content-type": "application/json"}
    return Inspected("POST", "/api/chat/", "", headers, json.dumps(body).encode())


def http_of(row: dict[str, Any]) -> Inspected:
    """A whole request, given by its parts or as bytes."""
    given = row["request"]
    if "encoded_request" not in given:
        path, _, query = (given.get("uri") or "/").partition("?")
        headers = {name.lower(): str(value) for name, value in given["headers"].items()}
        body = str(given.get("data") or "").encode()
        return Inspected(given.get("method") or "GET", path, query, headers, body)
    head, _, body = base64.b64decode(given["encoded_request"]).partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target = [*first.split(" "), "", ""][:2]
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        name = name.strip().lower()
        headers[name] = f"{headers[name]}, {value.strip()}" if name in headers else value.strip()
    path, _, query = target.partition("?")
    return Inspected(method, path, query, headers, body)


def _log(path: Path) -> Iterator[Rate]:
    """Of a real site's log; those that looked for what is not there are scanners in truth."""
    lines = path.read_text().splitlines() if path.exists() else []
    matches = [match for line in lines if (match := _LOG.match(line))]
    requests = [
        Inspected(
            method=match[1],
            path=match[2].partition("?")[0],
            query=match[2].partition("?")[2],
            headers={"referer": match[4], "user-agent": match[5]},
            status=int(match[3]),
        )
        for match in matches
    ]
    if requests:
        found = _flagged(requests, _ALL)
        yield Rate("apache_access_first5000: flagged", found, len(requests), 1)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _flagged(requests: Iterable[Inspected], detectors: list[Detector]) -> int:
    return sum(any(any(True for _ in find(one)) for find in detectors) for one in requests)

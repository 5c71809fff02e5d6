"""Platform, browser, operating system and device of a User-Agent header."""

from __future__ import annotations

import re
from typing import NamedTuple

import ua_parser

# Clients that ua-parser does not know: name, then what it is called by.
_TOOLS = re.compile(
    r"^(?P<name>python-requests|python-httpx|aiohttp|curl|Wget|okhttp|Go-http-client|axios|"
    r"node-fetch|undici|OpenAI/Python|OpenAI/JS|Anthropic/Python|Anthropic/JS|"
    r"PostmanRuntime|insomnia|HTTPie|Java|Apache-HttpClient|sqlmap|nikto|Nmap)"
    r"(?:[/ ]v?(?P<version>[\d.]+))?",
    re.IGNORECASE,
)
_MOBILE = {"iOS": "iOS", "Android": "Android", "iPadOS": "iOS"}


class Device(NamedTuple):
    """What a header says; empty where it says nothing."""

    platform: str
    browser: str
    os: str
    device: str
    version: str
    is_bot: bool


_MOST = 20_000
_known: dict[str, Device] = {}


def device_of(user_agent: str) -> Device:
    """The device of a header. Platform is web, Android or iOS; empty for a tool or a bot."""
    known = _known.get(user_agent)
    if known is None:
        known = _parsed(user_agent)
        learn(user_agent, known)
    return known


def learn(user_agent: str, device: Device) -> None:
    """Take over what the database says of a header: the parser takes long to begin with."""
    if len(_known) >= _MOST:
        _known.clear()
    _known[user_agent] = device


def _parsed(user_agent: str) -> Device:
    if not user_agent:
        return Device("", "", "", "", "", False)
    tool = _TOOLS.match(user_agent)
    if tool:
        return Device("", tool["name"], "", "", tool["version"] or "", False)
    found = ua_parser.parse(user_agent)
    browser = found.user_agent
    system = found.os.family if found.os else ""
    device = found.device.family if found.device else ""
    is_bot = device == "Spider"
    version = ".".join(part for part in (browser.major, browser.minor) if part) if browser else ""
    platform = _MOBILE.get(system, "web" if browser and system and not is_bot else "")
    return Device(
        platform,
        (browser.family if browser else "")[:60],
        system[:60],
        device[:80],
        version[:30],
        is_bot,
    )

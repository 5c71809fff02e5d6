"""What people come with: platforms and versions, browsers, operating systems; by visits."""

from __future__ import annotations

from collections import defaultdict
from typing import TypedDict

from dashboard.queries.dashboard.numbers import measures, percentage
from dashboard.queries.source import Source
from dashboard.queries.time_range import TimeRange
from dashboard.rollups.declarations import BROWSER, OS, PLATFORM, SESSIONS, Rollup


class Share(TypedDict):
    name: str
    sessions: int
    requests: int
    percentage: float


class PlatformShare(Share):
    versions: list[Share]


class Devices(TypedDict):
    sessions: int
    platforms: list[PlatformShare]
    browsers: list[Share]
    operatingSystems: list[Share]


Counts = tuple[int, int]


def get_devices(*, source: Source, time_range: TimeRange) -> Devices:
    """Shares of the visits that began in a range, largest first.

    A visit of which nothing is known, such as a program's, is in none of a list: shares are of
    all visits.
    """
    span = (time_range.start, time_range.read_until_hour)
    (whole,) = source.series(SESSIONS, [span])
    sessions = measures(SESSIONS, whole)["sessions"]
    by_version = _counts(source, time_range, PLATFORM)
    platforms: defaultdict[str, dict[str, Counts]] = defaultdict(dict)
    for key, counts in by_version.items():
        platform, _, version = key.partition(" ")
        platforms[platform][version] = counts
    shares: list[PlatformShare] = []
    for platform, versions in platforms.items():
        both = (sum(c[0] for c in versions.values()), sum(c[1] for c in versions.values()))
        shares.append(
            {
                **_share(platform, both, sessions),
                "versions": _shares({v: c for v, c in versions.items() if v}, sessions),
            }
        )
    return {
        "sessions": sessions,
        "platforms": sorted(shares, key=lambda share: (-share["sessions"], share["name"])),
        "browsers": _shares(_counts(source, time_range, BROWSER), sessions),
        "operatingSystems": _shares(_counts(source, time_range, OS), sessions),
    }


def _counts(source: Source, time_range: TimeRange, rollup: Rollup) -> dict[str, Counts]:
    cells = source.by_name(rollup, time_range.start, time_range.read_until_hour)
    found = {}
    for name, cell in cells.items():
        sums = measures(rollup, cell)
        if sums["sessions"]:
            found[name] = (sums["sessions"], sums["requests"])
    return found


def _shares(counts: dict[str, Counts], whole: int) -> list[Share]:
    shares = [_share(name, both, whole) for name, both in counts.items()]
    return sorted(shares, key=lambda share: (-share["sessions"], share["name"]))


def _share(name: str, counts: Counts, whole: int) -> Share:
    sessions, requests = counts
    return {
        "name": name,
        "sessions": sessions,
        "requests": requests,
        "percentage": percentage(sessions, whole),
    }
